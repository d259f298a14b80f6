"""Cash at the counter: a till's day, receipts that two people count, and books that hold what lies in the till."""

import asyncio
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text

from server.custody.cash.errors import (
    AlreadyOpened,
    CountUnsound,
    NotWaiting,
    ReasonMissing,
    SamePerson,
    SlipUsed,
    StillWaiting,
    TillNotOpen,
    TooLittleCash,
)
from server.custody.cash.tills import bank_cash, close_till, confirm_deposit, count_till, open_till
from server.kit.errors import Denied
from server.kit.ids import is_number
from server.ledger.rules import Account
from server.loans.cash.receipts import confirm_cash, refuse_cash, take_cash
from server.loans.verifying.service import verify_books
from tests.fixtures.house import fresh
from tests.fixtures.world import id_of
from tests.server.loans.conftest import Lender

TELLER, SECOND = "finance.hq", "branchmanager.east1"
EAST = id_of("east-1")


@dataclass
class Counter:
    """A counter with its till open and nothing in it."""

    lender: Lender
    till_id: UUID

    async def as_(self, login: str) -> Any:
        return fresh(await self.lender.caller(login))

    async def taken(self, loan_id: UUID, fen: int = 50_000) -> UUID:
        return await take_cash(await self.as_(TELLER), till_id=self.till_id, loan_id=loan_id, amount_fen=fen)

    async def confirmed(self, receipt_id: UUID, login: str = SECOND) -> UUID:
        return await confirm_cash(await self.as_(login), receipt_id=receipt_id)

    async def row(self, sql: str) -> Any:
        await self.lender.owner.rollback()
        return (await self.lender.owner.execute(text(sql))).one()

    async def banked(self, fen: int, reference: str = "S-1") -> UUID:
        account = self.lender.funding_account_id
        given: dict[str, Any] = {
            "till_id": self.till_id,
            "funding_account_id": account,
            "amount_fen": fen,
            "reference": reference,
        }
        return await bank_cash(await self.as_(TELLER), **given)

    async def counted(self, count: dict[int, int], reason: str = "") -> UUID:
        return await count_till(await self.as_(TELLER), till_id=self.till_id, count=count, reason=reason)


@pytest.fixture
async def counter(lender: Lender) -> Counter:
    caller = fresh(await lender.caller(TELLER))
    return Counter(lender, await open_till(caller, branch_id=EAST, count={}))


async def test_cash_becomes_a_repayment_when_a_second_person_has_counted_it(counter: Counter) -> None:
    loan_id = (await counter.lender.running()).loan_id
    receipt_id = await counter.taken(loan_id)
    assert (await counter.row("SELECT count(*) FROM repayments"))[0] == 0
    await counter.confirmed(receipt_id)
    number, reference, fen = await counter.row(
        "SELECT c.number, r.reference, r.amount_fen FROM cash_receipts c JOIN repayments r ON r.id = c.repayment_id"
    )
    assert (number, fen) == (reference, 50_000)
    assert is_number(number)
    pools = await counter.lender.pools()
    assert pools[Account.CASH] == 50_000
    assert sum(pools.values()) == 0


async def test_a_receipt_is_confirmed_once_and_not_by_who_took_it(counter: Counter) -> None:
    loan_id = (await counter.lender.running()).loan_id
    receipt_id = await counter.taken(loan_id)
    with pytest.raises(Denied):
        await counter.confirmed(receipt_id, TELLER)
    done = await asyncio.gather(
        *(counter.confirmed(receipt_id, login) for login in (SECOND, "checker.hq")), return_exceptions=True
    )
    assert [type(each) for each in done if isinstance(each, Exception)] == [NotWaiting]
    assert (await counter.row("SELECT count(*) FROM repayments"))[0] == 1
    assert (await counter.row("SELECT taken_fen FROM tills"))[0] == 50_000


async def test_refused_cash_is_no_repayment(counter: Counter) -> None:
    receipt_id = await counter.taken((await counter.lender.running()).loan_id)
    with pytest.raises(ReasonMissing):
        await refuse_cash(await counter.as_(SECOND), receipt_id=receipt_id, reason=" ")
    await refuse_cash(await counter.as_(SECOND), receipt_id=receipt_id, reason="假币")
    with pytest.raises(NotWaiting):
        await counter.confirmed(receipt_id)
    assert (await counter.row("SELECT count(*) FROM repayments"))[0] == 0


async def test_banked_cash_leaves_the_till_when_it_is_confirmed(counter: Counter) -> None:
    await counter.confirmed(await counter.taken((await counter.lender.running()).loan_id))
    with pytest.raises(TooLittleCash):
        await counter.banked(50_001)
    deposit_id = await counter.banked(30_000)
    with pytest.raises(SlipUsed):
        await counter.banked(10_000)
    await confirm_deposit(await counter.as_("checker.hq"), deposit_id=deposit_id)
    assert (await counter.lender.pools())[Account.CASH] == 20_000
    with pytest.raises(NotWaiting):
        await confirm_deposit(await counter.as_("checker.hq"), deposit_id=deposit_id)


async def test_a_till_is_closed_by_two_and_its_difference_is_booked(counter: Counter) -> None:
    receipt_id = await counter.taken((await counter.lender.running()).loan_id)
    with pytest.raises(StillWaiting):
        await counter.counted({})
    await counter.confirmed(receipt_id)
    with pytest.raises(ReasonMissing):
        await counter.counted({10_000: 4, 5_000: 1})
    await counter.counted({10_000: 4, 5_000: 1}, "短款待查")
    await close_till(await counter.as_(SECOND), till_id=counter.till_id)
    assert (await counter.row("SELECT counted_fen, difference_fen FROM tills")) == (45_000, -5_000)
    pools = await counter.lender.pools()
    assert (pools[Account.CASH], pools[Account.COUNT_DIFFERENCE]) == (45_000, 5_000)
    with pytest.raises(TillNotOpen):
        await counter.taken((await counter.lender.running()).loan_id)


async def test_who_counted_a_till_does_not_close_it(counter: Counter) -> None:
    await count_till(await counter.as_(TELLER), till_id=counter.till_id, count={})
    await counter.lender.owner.execute(text("UPDATE tills SET counted_by = :who"), {"who": id_of(SECOND)})
    await counter.lender.owner.commit()
    with pytest.raises(SamePerson):
        await close_till(await counter.as_(SECOND), till_id=counter.till_id)


async def test_a_branch_has_one_till_a_day_and_a_count_is_of_real_notes(counter: Counter) -> None:
    with pytest.raises(AlreadyOpened):
        await open_till(await counter.as_(TELLER), branch_id=EAST, count={})
    for count in ({7_000: 1}, {10_000: -1}):
        with pytest.raises(CountUnsound):
            await open_till(await counter.as_(TELLER), branch_id=id_of("west-1"), count=count)
    await open_till(await counter.as_(TELLER), branch_id=id_of("west-1"), count={10_000: 3})
    assert (await counter.lender.pools())[Account.CASH] == 30_000


async def test_the_books_of_a_counters_day_agree(counter: Counter) -> None:
    await counter.confirmed(await counter.taken((await counter.lender.running()).loan_id))
    await confirm_deposit(await counter.as_("checker.hq"), deposit_id=await counter.banked(30_000))
    await counter.counted({5_000: 4, 10: 1}, "长款待查")
    await close_till(await counter.as_(SECOND), till_id=counter.till_id)
    assert await found(counter.lender) == []
    await counter.lender.owner.execute(text("UPDATE tills SET counted_fen = counted_fen + 1"))
    await counter.lender.owner.commit()
    assert await found(counter.lender) == ["custody.till_differs"]


async def found(lender: Lender) -> list[str]:
    """The codes of what differs."""
    report = await verify_books(lender.verifier())
    return [each.code for each in report.differences]
