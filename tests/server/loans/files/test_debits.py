"""Direct debits: mandates, what is due on a day, failures and their rules, successes that become repayments once."""

import asyncio
from datetime import date, timedelta

import pytest
from sqlalchemy import text

from server.custody.debits.errors import DayRefused, MandateActive, MandateEnded, MandateUnsound, NothingDue
from server.custody.debits.rules import DebitFailure, DebitState, MandateState
from server.custody.debits.service import revoke_mandate
from server.custody.files.batches import cancel_batch
from server.custody.files.making import download
from server.custody.files.rules import FileKind, LineFault, LineVerdict
from server.kit.clock import FixedClock
from server.kit.errors import Denied, NotFound
from server.loans.debiting.mandates import record_mandate
from tests.factories.customers import plant_customer
from tests.server.loans.conftest import TODAY
from tests.server.loans.files.conftest import MAKER, Window, file_lines

DUE_ON = date(2026, 3, 16)


@pytest.fixture
def due(clock: FixedClock) -> None:
    """The first instalments of the planted loans are due today."""
    clock.advance(timedelta(days=(DUE_ON - TODAY).days))


async def say(window: Window, code: str, *, fen: int | None = None) -> list[tuple[LineVerdict, LineFault | None]]:
    """The bank answers the newest debit."""
    order = (await window.debit_orders())[-1]
    result_id = await window.taken([(order.number, fen or order.amount_fen, code)], FileKind.DEBIT)
    return [(verdict, fault) for _, verdict, fault in await window.verdicts(result_id)]


@pytest.mark.usefixtures("due")
async def test_a_success_is_a_repayment_under_the_debits_number_exactly_once(window: Window) -> None:
    loan_id = await window.mandated()
    batch_id = await window.debited(DUE_ON)
    [instalment, *_] = await window.lender.instalments(loan_id)
    whole = instalment.principal_fen + instalment.interest_fen + instalment.fee_fen
    [[_, number, agreement, account, _, amount, _]] = file_lines(
        (await download(await window.as_(MAKER), batch_id=batch_id)).data
    )
    assert (agreement, len(account) > 8, amount) == ("XY-1", True, f"{whole / 100:.2f}")
    assert await say(window, "0000") == [(LineVerdict.TAKEN, None)]
    assert await say(window, "0000", fen=whole) == [(LineVerdict.TAKEN, None)]  # the same file: nothing new
    [order] = await window.debit_orders()
    assert order.state is DebitState.SETTLED
    assert order.repayment_id is not None
    repayment = await window.lender.repayment(order.repayment_id)
    assert (repayment.reference, repayment.amount_fen, repayment.paid_on) == (number, whole, DUE_ON)
    assert await window.counted("repayments") == 1


@pytest.mark.usefixtures("due")
async def test_no_debit_asks_for_more_than_its_mandate_allows(window: Window) -> None:
    await window.mandated(limit_fen=12_345)
    await window.debited(DUE_ON)
    [order] = await window.debit_orders()
    assert order.amount_fen == 12_345


async def test_who_owes_nothing_that_day_is_left_out(window: Window) -> None:
    await window.mandated()
    with pytest.raises(NothingDue):
        await window.debits(TODAY)
    with pytest.raises(DayRefused):
        await window.debits(TODAY - timedelta(days=1))
    assert await window.counted("debit_orders") == 0


@pytest.mark.usefixtures("due")
async def test_without_a_mandate_in_force_nothing_is_asked(window: Window) -> None:
    await window.lender.running()
    await window.mandated(valid_until=DUE_ON)
    revoked = await window.mandated()
    [mandate] = [row for row in await window.mandates() if row.valid_until > DUE_ON]
    await revoke_mandate(await window.as_(MAKER), mandate_id=mandate.id, reason="客户要求")
    await window.debited(DUE_ON)
    assert [order.loan_id != revoked for order in await window.debit_orders()] == [True]
    with pytest.raises(MandateEnded):
        await revoke_mandate(await window.as_(MAKER), mandate_id=mandate.id, reason="客户要求")


@pytest.mark.usefixtures("due")
async def test_makers_at_once_ask_a_loan_once(window: Window) -> None:
    await window.mandated()
    done = await asyncio.gather(*(window.debits(DUE_ON) for _ in range(3)), return_exceptions=True)
    assert [type(each) for each in done if isinstance(each, Exception)] == [NothingDue] * 2
    assert await window.counted("debit_orders") == 1


@pytest.mark.usefixtures("due")
async def test_too_little_money_is_tried_again_after_a_day_and_four_times_in_all(
    window: Window, clock: FixedClock
) -> None:
    await window.mandated()
    day = DUE_ON
    for attempt in range(1, 5):
        await window.debited(day)
        assert (await window.debit_orders())[-1].attempt == attempt
        assert await say(window, "2001") == [(LineVerdict.TAKEN, None)]
        assert (await window.debit_orders())[-1].failure is DebitFailure.INSUFFICIENT_FUNDS
        with pytest.raises(NothingDue):
            await window.debits(day)
        clock.advance(timedelta(days=1))
        day += timedelta(days=1)
    with pytest.raises(NothingDue):
        await window.debits(day)


@pytest.mark.usefixtures("due")
async def test_the_rule_of_a_failure_is_data(window: Window) -> None:
    await window.owner.execute(text("UPDATE debit_rules SET pause_days = 0 WHERE failure = 'insufficient_funds'"))
    await window.owner.commit()
    await window.mandated()
    await window.debited(DUE_ON)
    await say(window, "2001")
    await window.debited(DUE_ON)
    assert [order.attempt for order in await window.debit_orders()] == [1, 2]


@pytest.mark.usefixtures("due")
@pytest.mark.parametrize("code", ["2002", "2006"])
async def test_a_closed_account_or_a_mandate_unknown_to_the_bank_ends_the_mandate(window: Window, code: str) -> None:
    await window.mandated()
    await window.debited(DUE_ON)
    await say(window, code)
    assert [mandate.state for mandate in await window.mandates()] == [MandateState.SUSPENDED]
    assert await window.counted("repayments") == 0


@pytest.mark.usefixtures("due")
async def test_another_amount_or_another_word_after_the_end_is_set_aside(window: Window) -> None:
    await window.mandated()
    await window.debited(DUE_ON)
    [order] = await window.debit_orders()
    assert await say(window, "0000", fen=order.amount_fen + 1) == [(LineVerdict.QUARANTINED, LineFault.OTHER_AMOUNT)]
    assert await window.counted("repayments") == 0
    await say(window, "0000")
    assert await say(window, "2001") == [(LineVerdict.QUARANTINED, LineFault.CONTRADICTED)]
    assert await window.counted("repayments") == 1


@pytest.mark.usefixtures("due")
async def test_money_that_the_loan_does_not_take_is_set_aside_with_the_refusal(window: Window) -> None:
    loan_id = await window.mandated()
    await window.debited(DUE_ON)
    owed = sum(row.principal_fen + row.interest_fen + row.fee_fen for row in await window.lender.instalments(loan_id))
    await window.lender.repay(loan_id, owed, paid_on=DUE_ON)
    assert await say(window, "0000") == [(LineVerdict.QUARANTINED, LineFault.NOT_TAKEN)]
    assert await window.counted("bank_result_lines WHERE refusal = 'loan.closed'") == 1
    assert [order.state for order in await window.debit_orders()] == [DebitState.SENT]
    assert await window.counted("repayments") == 1


@pytest.mark.usefixtures("due")
async def test_the_debits_of_a_cancelled_batch_are_withdrawn(window: Window) -> None:
    await window.mandated()
    batch_id = await window.debits(DUE_ON)
    with pytest.raises(Denied):
        await window.released(batch_id, MAKER)
    await cancel_batch(await window.as_(MAKER), batch_id=batch_id)
    assert [order.state for order in await window.debit_orders()] == [DebitState.WITHDRAWN]
    await window.debits(DUE_ON)


async def test_a_mandate_is_over_the_customers_verified_account_and_within_reason(window: Window) -> None:
    customer = await plant_customer(window.owner)
    given = {
        "customer_id": customer.customer_id,
        "agreement": "XY-2",
        "limit_fen": 100,
        "valid_from": TODAY,
        "valid_until": DUE_ON,
    }
    for spoilt in ({"limit_fen": 0}, {"agreement": " "}, {"valid_until": TODAY - timedelta(days=1)}):
        with pytest.raises(MandateUnsound):
            await record_mandate(await window.as_(MAKER), **(given | spoilt))  # type: ignore[arg-type]  # spoilt
    await record_mandate(await window.as_(MAKER), **given)  # type: ignore[arg-type]  # as above
    with pytest.raises(MandateActive):
        await record_mandate(await window.as_(MAKER), **given)  # type: ignore[arg-type]  # as above
    with pytest.raises(NotFound):
        await record_mandate(await window.as_("officer.west1"), **given)  # type: ignore[arg-type]  # as above
    [mandate] = await window.mandates()
    assert mandate.payer_last4 == (customer.account_number or "")[-4:]
