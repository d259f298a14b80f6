"""Repayments: to the fen, in order, once, and into the right pools."""

import asyncio
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from server.identity.actors import BANK
from server.identity.passage import enter
from server.kit.clock import FixedClock
from server.kit.errors import Denied, DomainError, IdempotencyMismatch, NotFound
from server.ledger.rules import Account
from server.loans.errors import (
    AlreadyClosed,
    AlreadyRecorded,
    AmountRefused,
    NotActive,
    PaidBeforeDisbursement,
    PaidInFuture,
    ReferenceMissing,
)
from server.loans.repaying import repay
from server.loans.rules import InstalmentState, LoanState, outstanding_fen, state_on
from tests.factories.products import plant_product
from tests.fixtures.asking import ask
from tests.fixtures.house import fresh
from tests.server.loans.conftest import TODAY, Lender

DISBURSED_ON = date(2026, 2, 16)


async def overdue_loans(lender: Lender) -> int:
    """How many overdue loans finance sees."""
    answer = await ask(await lender.caller(), "{ loans(overdue: true) { totalCount } }")
    return int(answer["loans"]["totalCount"])


async def refused(lender: Lender, refusal: type[DomainError], call: Any) -> DomainError:
    """The refusal, and the proof that nothing changed."""
    before = await lender.everything()
    with pytest.raises(refusal) as caught:
        await call
    assert await lender.everything() == before
    return caught.value


async def test_two_instalments_are_paid_to_the_fen_and_the_pools_agree(lender: Lender) -> None:
    planted = await lender.running()
    first, second, *rest = await lender.instalments(planted.loan_id)
    for row in (first, second):
        paid = await lender.repayment(await lender.repay(planted.loan_id, row.principal_fen + row.interest_fen))
        assert (paid.principal_fen, paid.interest_fen, paid.excess_fen) == (row.principal_fen, row.interest_fen, 0)
    loan = await lender.loan(planted.loan_id)
    principal, interest = first.principal_fen + second.principal_fen, first.interest_fen + second.interest_fen
    assert (loan.outstanding_fen, loan.next_due_on) == (3_000_000 - principal, rest[0].due_on)
    assert await lender.pools(planted.loan_id) == {
        Account.PRINCIPAL: loan.outstanding_fen,
        Account.INTEREST_RECEIVABLE: -interest,
        Account.BANK: principal + interest - 3_000_000,
    }
    assert await lender.exposure(planted.customer.customer_id) == (0, loan.outstanding_fen)
    states = [state_on(row, TODAY) for row in await lender.instalments(planted.loan_id)]
    assert states == [InstalmentState.PAID] * 2 + [InstalmentState.DUE] * 10


async def test_a_part_payment_pays_interest_before_principal_and_a_fee_before_both(lender: Lender) -> None:
    lender.version_id = await plant_product(lender.owner, "biz_fee", fee_share="0.01")
    planted = await lender.running()
    first = (await lender.instalments(planted.loan_id))[0]
    assert (first.fee_fen, first.interest_fen) == (30_000, 36_000)
    for amount, parts in ((20_000, (20_000, 0, 0)), (40_000, (10_000, 30_000, 0)), (10_000, (0, 6_000, 4_000))):
        paid = await lender.repayment(await lender.repay(planted.loan_id, amount))
        assert (paid.fee_fen, paid.interest_fen, paid.principal_fen) == parts
    assert await lender.pools(planted.loan_id) == {
        Account.FEE_RECEIVABLE: -30_000,
        Account.INTEREST_RECEIVABLE: -36_000,
        Account.PRINCIPAL: 3_000_000 - 4_000,
        Account.BANK: 70_000 - 3_000_000,
    }


async def test_more_than_one_instalment_flows_into_the_next_and_beyond_all_into_suspense(lender: Lender) -> None:
    planted = await lender.running()
    rows = await lender.instalments(planted.loan_id)
    owed = sum(outstanding_fen(row) for row in rows)
    await lender.repay(planted.loan_id, outstanding_fen(rows[0]) + 100)
    second = (await lender.instalments(planted.loan_id))[1]
    assert (second.paid_interest_fen, second.paid_principal_fen) == (100, 0)
    last = await lender.repayment(await lender.repay(planted.loan_id, owed))
    assert last.excess_fen == outstanding_fen(rows[0]) + 100
    loan = await lender.loan(planted.loan_id)
    assert (loan.state, loan.outstanding_fen, loan.closed_on, loan.next_due_on) == (LoanState.CLOSED, 0, TODAY, None)
    pools = await lender.pools(planted.loan_id)
    assert (pools.get(Account.PRINCIPAL, 0), pools[Account.SUSPENSE]) == (0, -last.excess_fen)
    assert await lender.exposure(planted.customer.customer_id) == (0, 0)
    await refused(lender, AlreadyClosed, lender.repay(planted.loan_id, 1))


SENSELESS: list[tuple[int, dict[str, Any], type[DomainError], str]] = [
    (0, {}, AmountRefused, "amount"),
    (-1, {}, AmountRefused, "amount"),
    (10**15 + 1, {}, AmountRefused, "amount"),
    (10**40, {}, AmountRefused, "amount"),
    (100, {"paid_on": TODAY + timedelta(days=1)}, PaidInFuture, "paidOn"),
    (100, {"paid_on": DISBURSED_ON - timedelta(days=1)}, PaidBeforeDisbursement, "paidOn"),
    (100, {"reference": "  "}, ReferenceMissing, "reference"),
    (100, {"reference": "x" * 65}, ReferenceMissing, "reference"),
]


async def test_a_senseless_repayment_is_refused_with_the_field_and_changes_nothing(lender: Lender) -> None:
    planted = await lender.running()
    for amount_fen, over, refusal, field in SENSELESS:
        error = await refused(lender, refusal, lender.repay(planted.loan_id, amount_fen, **over))
        assert error.field == field, (amount_fen, over)


async def test_an_unknown_loan_is_not_found(lender: Lender) -> None:
    await refused(lender, NotFound, lender.repay(uuid4(), 100))


async def test_a_loan_on_its_way_takes_no_repayment(lender: Lender) -> None:
    loan_id = await lender.disburse(await lender.ready())
    await refused(lender, NotActive, lender.repay(loan_id, 100))


async def test_only_finance_takes_repayments(lender: Lender) -> None:
    planted = await lender.running()
    for login in ("officer.east1", "manager.east", "admin1.hq", "collector.east1"):
        await refused(lender, Denied, lender.repay(planted.loan_id, 100, caller=await lender.caller(login)))


async def test_the_same_payment_entered_by_two_clerks_is_recorded_once(lender: Lender) -> None:
    planted = await lender.running()
    callers = [await lender.caller("finance.hq"), await lender.caller("checker.hq")] * 2
    results = await asyncio.gather(
        *(lender.repay(planted.loan_id, 100, caller=caller, reference="B-7") for caller in callers),
        return_exceptions=True,
    )
    assert sorted(type(result).__name__ for result in results) == ["AlreadyRecorded"] * 3 + ["UUID"]
    await refused(lender, AlreadyRecorded, lender.repay(planted.loan_id, 100, reference=" B-7 "))
    assert (await lender.pools(planted.loan_id))[Account.INTEREST_RECEIVABLE] == -100


async def test_the_same_key_repays_once_and_with_other_content_not_at_all(lender: Lender) -> None:
    planted = await lender.running()
    caller = fresh(await lender.caller())
    about: dict[str, Any] = {"loan_id": planted.loan_id, "paid_on": TODAY, "reference": "K"}
    answers = await asyncio.gather(*(repay(caller, amount_fen=100, **about) for _ in range(5)))
    assert len(set(answers)) == 1
    await refused(lender, IdempotencyMismatch, repay(caller, amount_fen=101, **about))
    assert (await lender.pools(planted.loan_id))[Account.INTEREST_RECEIVABLE] == -100


async def test_ten_repayments_at_once_are_all_shared_out_and_none_is_lost(lender: Lender) -> None:
    planted = await lender.running()
    owed = sum(outstanding_fen(row) for row in await lender.instalments(planted.loan_id))
    caller, each = await lender.caller(), owed // 8
    results = await asyncio.gather(
        *(lender.repay(planted.loan_id, each, caller=caller) for _ in range(10)), return_exceptions=True
    )
    kinds = sorted(type(result).__name__ for result in results)
    assert kinds == ["AlreadyClosed"] + ["UUID"] * 9
    pools = await lender.pools(planted.loan_id)
    assert (await lender.loan(planted.loan_id)).state is LoanState.CLOSED
    assert (pools.get(Account.PRINCIPAL, 0), -pools[Account.SUSPENSE]) == (0, 9 * each - owed)
    assert sum(pools.values()) == 0


async def test_an_unpaid_instalment_makes_the_loan_overdue_from_the_next_day(lender: Lender, clock: FixedClock) -> None:
    planted = await lender.running()
    first = (await lender.instalments(planted.loan_id))[0]
    overdue = []
    for day in (first.due_on, first.due_on + timedelta(days=1)):
        clock.advance(timedelta(days=(day - clock.now().date()).days))
        overdue.append(await overdue_loans(lender))
    assert overdue == [0, 1]
    await lender.repay(planted.loan_id, outstanding_fen(first), paid_on=first.due_on)
    assert await overdue_loans(lender) == 0


CHANGES: list[str] = [
    "UPDATE repayments SET amount_fen = 1",
    "UPDATE repayment_splits SET principal_fen = 1",
    "DELETE FROM repayments",
    "UPDATE repayments SET paid_on = paid_on - 1",
    "UPDATE loan_acts SET amount_fen = 1",
    "DELETE FROM loan_acts",
    "UPDATE loan_plans SET number = 2",
    "DELETE FROM loan_plans",
    "UPDATE loans SET principal_fen = 1",
    "DELETE FROM loans",
    "TRUNCATE repayment_splits",
]


async def test_what_was_agreed_and_what_came_in_cannot_be_changed(lender: Lender) -> None:
    planted = await lender.running()
    await lender.repay(planted.loan_id, 100)
    for change in CHANGES:
        async with lender.house.database.session() as session:
            await enter(session, BANK)
            with pytest.raises(DBAPIError, match="permission denied"):
                await session.execute(text(change))


BEYOND_BOUNDS: list[str] = [
    "UPDATE instalments SET paid_interest_fen = interest_fen + 1",
    "UPDATE instalments SET paid_principal_fen = -1",
    "UPDATE loans SET outstanding_fen = principal_fen + 1",
    "UPDATE loans SET state = 'closed'",
    "UPDATE loans SET state = 'pending_disbursement'",
]


async def test_the_database_keeps_the_bounds_of_a_loan(lender: Lender) -> None:
    await lender.running()
    for change in BEYOND_BOUNDS:
        with pytest.raises(DBAPIError, match="violates check constraint"):
            await lender.owner.execute(text(change))
        await lender.owner.rollback()


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(amounts=st.lists(st.one_of(st.integers(1, 400_000), st.integers(1, 4_000_000)), min_size=1, max_size=8))
async def test_any_row_of_repayments_is_conserved_to_the_fen(lender: Lender, amounts: list[int]) -> None:
    planted = await lender.running()
    owed = sum(outstanding_fen(row) for row in await lender.instalments(planted.loan_id))
    caller, taken = await lender.caller(), 0
    for amount in amounts:
        if (await lender.loan(planted.loan_id)).state is LoanState.CLOSED:
            await refused(lender, AlreadyClosed, lender.repay(planted.loan_id, amount, caller=caller))
            break
        await lender.repay(planted.loan_id, amount, caller=caller)
        taken += amount
    loan, rows = await lender.loan(planted.loan_id), await lender.instalments(planted.loan_id)
    left = sum(outstanding_fen(row) for row in rows)
    pools = await lender.pools(planted.loan_id)
    assert left == max(0, owed - taken)
    assert (loan.state is LoanState.CLOSED) == (left == 0)
    assert -pools.get(Account.SUSPENSE, 0) == max(0, taken - owed)
    assert pools.get(Account.PRINCIPAL, 0) == loan.outstanding_fen
    assert loan.outstanding_fen == sum(row.principal_fen - row.paid_principal_fen for row in rows)
    assert await lender.exposure(planted.customer.customer_id) == (0, loan.outstanding_fen)
