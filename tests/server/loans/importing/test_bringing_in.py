"""Loans that come in from a sheet: the books agree with it to the fen, before and after days that follow."""

from tests.server.loans.importing.conftest import AS_OF, Desk


async def test_what_is_brought_in_stands_in_the_books_as_the_sheet_says(desk: Desk) -> None:
    made = desk.made(12)
    batch = await desk.bring(desk.sheet(made), part_loans=5)
    assert batch.written == 12
    assert await desk.differences() == []
    pools = {account.value: fen for account, fen in (await desk.lender.pools()).items()}
    told = made.control.values()
    assert pools["130301"] == sum(each.principal for each in told)
    assert pools["113201"] == sum(each.interest + each.accrued for each in told)
    assert pools.get("113202", 0) == sum(each.penalty for each in told)
    assert pools.get("122101", 0) == sum(each.fee for each in told)
    assert -pools.get("224101", 0) == sum(each.excess for each in told)
    assert pools["400102"] == -sum(fen for account, fen in pools.items() if account != "400102")
    assert await desk.one("SELECT count(*) FROM loans WHERE brought_in_on = :on AND state = 'active'", on=AS_OF) == 12
