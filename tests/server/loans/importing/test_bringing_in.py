"""Loans that come in from a sheet: the books agree with it to the fen, before and after days that follow."""

from collections.abc import Mapping
from datetime import timedelta

import pytest
from sqlalchemy import text

from server.kit.clock import FixedClock
from server.kit.errors import Denied
from server.loans.errors import NotReversible, PaidBeforeDisbursement
from server.loans.importing import batches
from server.loans.importing.errors import (
    AlreadyImported,
    ConfirmedByOneself,
    ControlMissing,
    LoansTouched,
    RowsRefused,
    SheetDiffers,
    WrongState,
)
from server.loans.importing.models import ImportState
from server.loans.repaying import repay
from server.loans.reversing import reverse
from server.terms.running.model import accrued_interest_fen
from tests.fixtures.house import fresh
from tests.server.loans.closing.book import added, close, line_of
from tests.server.loans.importing.conftest import AS_OF, TODAY, Desk

NEXT_DAY = AS_OF + timedelta(days=1)


async def loan_ids(desk: Desk) -> list[object]:
    found = await desk.one("SELECT array_agg(id ORDER BY id) FROM loans WHERE state = 'active'")
    return list(found)


async def test_what_is_brought_in_stands_in_the_books_as_the_sheet_says(desk: Desk) -> None:
    made = desk.made(12)
    batch = await desk.bring(desk.sheet(made), part_loans=5)
    assert (batch.state, batch.written) == (ImportState.DONE, 12)
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


async def test_the_next_end_of_day_accrues_exactly_one_day(desk: Desk, clock: FixedClock) -> None:
    await desk.bring(desk.sheet(desk.made(10)))
    await close(desk.lender, clock, NEXT_DAY)
    seen = 0
    for loan_id in await loan_ids(desk):
        lines = [line_of(row) for row in await desk.lender.instalments(loan_id)]  # type: ignore[arg-type]
        day = sum(accrued_interest_fen(line, NEXT_DAY) - accrued_interest_fen(line, AS_OF) for line in lines)
        booked = await added(desk.lender.owner, loan_id)  # type: ignore[arg-type]
        assert set(booked) <= {NEXT_DAY}
        assert booked[NEXT_DAY].interest_fen == day if booked else not day
        seen += bool(booked)
    assert seen > 5
    assert await desk.differences() == []


async def test_a_batch_is_undone_as_one_and_brought_in_again(desk: Desk, clock: FixedClock) -> None:
    sheet = desk.sheet(desk.made(8))
    before = await desk.counts()
    batch = await desk.bring(sheet)
    await close(desk.lender, clock, TODAY)
    assert await desk.differences() == []
    await desk.undo(batch.id)
    assert await desk.differences() == []
    assert await desk.one("SELECT count(*) FROM loans WHERE state <> 'void'") == 0
    assert await desk.one("SELECT sum(outstanding_fen) FROM customer_exposures") == 0
    after = await desk.counts()
    assert (after["instalments"], after["loan_import_numbers"]) == (before["instalments"], 0)
    again = await desk.bring(sheet)
    assert again.id != batch.id
    assert (await desk.counts())["customers"] == after["customers"]
    assert await desk.differences() == []
    await close(desk.lender, clock, TODAY + timedelta(days=1))
    assert await desk.differences() == []
    pools = {account.value: fen for account, fen in (await desk.lender.pools()).items()}
    accrued = await desk.one("SELECT sum(s.interest_fen) FROM loan_standings s")
    paid = await desk.one("SELECT sum(paid_interest_fen) FROM instalments")
    assert pools["113201"] == accrued - paid


async def test_the_same_sheet_and_the_same_loan_come_in_once(desk: Desk) -> None:
    made = desk.made(5)
    sheet = desk.sheet(made)
    await desk.bring(sheet)
    counted = await desk.counts()
    with pytest.raises(AlreadyImported):
        await desk.bring(sheet)
    made.rows[0]["phone"] = made.rows[0]["phone"] + " "
    report = await desk.look(desk.sheet(made, "other"))
    assert {fault.error.code for fault in report.findings.faults} == {"import.loan_twice"}
    assert await desk.counts() == counted


async def test_who_prepared_a_batch_does_not_confirm_it_and_needs_the_same_sheet(desk: Desk) -> None:
    sheet = desk.sheet(desk.made(3))
    batch = await desk.prepare(sheet)
    counted = await desk.counts()
    finance, checker = await desk.lender.caller("finance.hq"), await desk.lender.caller("checker.hq")
    digest = sheet.file.digest
    with pytest.raises(Denied):
        await batches.confirm(fresh(finance), import_id=batch.id, file_digest=digest)
    with pytest.raises(WrongState):
        await batches.write_part(checker, import_id=batch.id, file_digest=digest, written=0, rows=sheet.rows)
    with pytest.raises(SheetDiffers):
        await batches.confirm(fresh(checker), import_id=batch.id, file_digest=b"another")
    await desk.lender.owner.rollback()
    prepared_by = checker.actor.id
    await desk.lender.owner.execute(text("UPDATE loan_imports SET prepared_by = :by"), {"by": prepared_by})
    await desk.lender.owner.commit()
    with pytest.raises(ConfirmedByOneself):
        await batches.confirm(fresh(checker), import_id=batch.id, file_digest=digest)
    assert await desk.counts() == counted


async def test_a_batch_that_was_broken_off_is_gone_on_with_or_undone(desk: Desk) -> None:
    sheet = desk.sheet(desk.made(7))
    batch = await desk.prepare(sheet)
    checker, about = await desk.lender.caller("checker.hq"), {"import_id": batch.id, "file_digest": sheet.file.digest}
    await batches.confirm(fresh(checker), **about)  # type: ignore[arg-type]
    await batches.write_part(checker, **about, written=0, rows=sheet.rows[:3])  # type: ignore[arg-type]
    assert await desk.differences() == []
    with pytest.raises(WrongState):
        await batches.write_part(checker, **about, written=0, rows=sheet.rows[:3])  # type: ignore[arg-type]
    with pytest.raises(WrongState):
        await batches.finish(checker, **about)  # type: ignore[arg-type]
    done = await desk.bring(sheet)
    assert (done.id, done.written) == (batch.id, 7)
    assert await desk.one("SELECT count(*) FROM loans") == 7
    assert await desk.differences() == []


async def test_a_part_whose_rows_are_no_longer_sound_writes_nothing(desk: Desk) -> None:
    sheet = desk.sheet(desk.made(4))
    batch = await desk.prepare(sheet)
    checker, digest = await desk.lender.caller("checker.hq"), sheet.file.digest
    await batches.confirm(fresh(checker), import_id=batch.id, file_digest=digest)
    await desk.lender.owner.rollback()
    await desk.lender.owner.execute(text("UPDATE staff SET state = 'disabled' WHERE login LIKE 'officer.%'"))
    await desk.lender.owner.commit()
    counted = await desk.counts()
    with pytest.raises(RowsRefused):
        await batches.write_part(checker, import_id=batch.id, file_digest=digest, written=0, rows=sheet.rows)
    assert await desk.counts() == counted


async def test_loans_brought_in_are_served_like_any_other_from_that_day_on(desk: Desk) -> None:
    batch = await desk.bring(desk.sheet(desk.made(6)))
    (loan_id, *_), caller = await loan_ids(desk), await desk.lender.caller()
    with pytest.raises(PaidBeforeDisbursement):
        await desk.lender.repay(loan_id, 50_000, paid_on=AS_OF - timedelta(days=1))  # type: ignore[arg-type]
    opening = await desk.one("SELECT id FROM loan_acts WHERE loan_id = :id", id=loan_id)
    checker, about = fresh(await desk.lender.caller("checker.hq")), {"loan_id": loan_id, "act_id": opening}
    with pytest.raises(NotReversible):
        await reverse(checker, **about, reason="不可冲正", expected_version=1)
    await desk.lender.repay(loan_id, 80_000, paid_on=TODAY)  # type: ignore[arg-type]
    await repay(fresh(caller), loan_id=loan_id, amount_fen=70_000, paid_on=AS_OF, reference="earlier")  # type: ignore[arg-type]
    assert await desk.differences() == []
    counted = await desk.counts()
    with pytest.raises(LoansTouched):
        await desk.undo(batch.id)
    assert await desk.counts() == counted


async def test_without_control_totals_nothing_is_prepared(desk: Desk) -> None:
    sheet = desk.sheet(desk.made(2))
    bare: Mapping[str, Mapping[str, int]] = {}
    object.__setattr__(sheet, "control", bare)
    with pytest.raises(ControlMissing):
        await desk.prepare(sheet)
    assert await desk.one("SELECT count(*) FROM loan_imports") == 0


async def test_personal_data_is_sealed_and_claimed_as_at_every_registration(desk: Desk) -> None:
    made = desk.made(6)
    await desk.bring(desk.sheet(made))
    people = {row["id_number"] for row in made.rows}
    assert await desk.one("SELECT count(*) FROM customers WHERE state = 'active'") == len(people)
    persons = {row["id_number"] for row in made.rows if row["customer_kind"] == "个人"}
    assert await desk.one("SELECT count(*) FROM identity_claims") == len(people) + len(persons)
    for row in made.rows:
        everything = "SELECT string_agg(c::text, '|') FROM customers c"
        assert row["id_number"] not in await desk.one(everything)
    kept = await desk.one("SELECT string_agg(a::text, '|') FROM audit_records a")
    assert not any(row["id_number"] in kept or row["phone"] in kept for row in made.rows)
