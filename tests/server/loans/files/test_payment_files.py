"""Paying out by file: a maker, a checker, one file, and results that move each order once."""

import asyncio
from datetime import timedelta

import pytest

from server.custody.files.batches import cancel_batch, make_payment_batch, release_batch
from server.custody.files.errors import (
    BatchWrongState,
    EncodingWrong,
    NothingToPay,
    OrdersNotFree,
    SamePerson,
    TotalsDiffer,
)
from server.custody.files.making import download
from server.custody.files.rules import BatchState, LineFault, LineVerdict
from server.custody.files.tasks import make_bank_file, take_bank_result
from server.custody.payout.errors import AfterCutOff
from server.custody.payout.releasing import refuse_payment
from server.custody.rules import OrderState
from server.kit.errors import Denied, StepUpRequired
from server.loans.rules import LoanState
from tests.factories.customers import plant_customer
from tests.fixtures.house import fresh
from tests.server.loans.files.conftest import CHECKER, MAKER, Window, file_lines, result_bytes

PAID = 3_000_000


async def test_an_order_of_a_file_account_is_not_sent_over_the_link(window: Window) -> None:
    loan_id = await window.ready()
    order = await window.lender.order(loan_id)
    assert (order.state, order.send_wanted) == (OrderState.CREATED, False)
    assert await window.work() == []
    assert window.lender.bank.sent == []


async def test_a_released_batch_has_one_file_whose_bytes_never_change(window: Window) -> None:
    batch_id, first = await window.filed(loans=3)
    batch = await window.batch(batch_id)
    assert (batch.state, batch.order_count, batch.total_fen) == (BatchState.FILED, 3, 3 * PAID)
    await make_bank_file(window.lender.house, batch_id=str(batch_id))
    second = await download(await window.as_(CHECKER), batch_id=batch_id)
    assert second == first
    rows = file_lines(first.data)
    assert [row[4] for row in rows] == ["30000.00"] * 3
    assert len({row[1] for row in rows}) == 3
    assert first.name == f"PAY_20260302_{batch.number}.csv"


async def test_a_result_settles_and_fails_orders_as_the_banks_own_answers_would(window: Window) -> None:
    loans = [await window.ready() for _ in range(2)]
    await window.released(await window.made())
    await window.work()
    paid, failed = [(await window.lender.order(loan_id)).number for loan_id in loans]
    result_id = await window.taken([(paid, PAID, "0000"), (failed, PAID, "1001")])
    assert [verdict for _, verdict, _ in await window.verdicts(result_id)] == [LineVerdict.TAKEN] * 2
    states = [(await window.lender.loan(loan_id)).state for loan_id in loans]
    assert states == [LoanState.ACTIVE, LoanState.PENDING_DISBURSEMENT]
    assert [(await window.lender.order(loan_id)).state for loan_id in loans] == [OrderState.SETTLED, OrderState.FAILED]
    assert await window.counted("ledger_entries WHERE event_type = 'loan_disbursed'") == 1


async def test_the_same_result_file_twice_is_one_result(window: Window) -> None:
    _, file = await window.filed()
    [[_, number, *_]] = file_lines(file.data)
    data = result_bytes([(number, PAID, "0000")])
    first = await window.result([], data=data)
    await window.work()
    entries = await window.counted("ledger_entries")
    second = await window.result([], data=data, file_name="another name.csv")
    both = await asyncio.gather(*(window.result([], data=data) for _ in range(3)))
    await window.work()
    await take_bank_result(window.lender.house, result_id=str(first))
    assert {first, second, *both} == {first}
    assert await window.counted("bank_results") == 1
    assert await window.counted("ledger_entries") == entries


async def test_a_second_file_that_says_the_same_changes_nothing(window: Window) -> None:
    _, file = await window.filed()
    [[_, number, *_]] = file_lines(file.data)
    await window.taken([(number, PAID, "0000")])
    entries = await window.counted("ledger_entries")
    again = await window.result([], data=result_bytes([(number, PAID, "0000")]) + b"\r\n")
    await window.work()
    assert [(verdict, fault) for _, verdict, fault in await window.verdicts(again)] == [(LineVerdict.IGNORED, None)]
    assert await window.counted("ledger_entries") == entries


async def test_every_line_that_does_not_fit_is_set_aside_with_its_fault(window: Window) -> None:
    _, file = await window.filed(loans=6)
    numbers = [row[1] for row in file_lines(file.data)]
    other, doubled, contrary, strange, good, missing = numbers
    result_id = await window.taken(
        [
            (other, PAID + 1, "0000"),
            (doubled, PAID, "0000"),
            (doubled, PAID, "0000"),
            (contrary, PAID, "0000"),
            (contrary, PAID, "1001"),
            (strange, PAID, "7777"),
            (good, PAID, "0000"),
            ("000000000000", PAID, "0000"),
        ]
    )
    found = await window.verdicts(result_id)
    assert [(number, fault) for number, _, fault in found] == [
        (other, LineFault.OTHER_AMOUNT),
        (doubled, None),
        (doubled, LineFault.DOUBLED),
        (contrary, LineFault.DOUBLED),
        (contrary, LineFault.DOUBLED),
        (strange, LineFault.UNKNOWN_CODE),
        (good, None),
        ("000000000000", LineFault.UNKNOWN_NUMBER),
        (missing, LineFault.MISSING),
    ]
    assert await window.counted("ledger_entries WHERE event_type = 'loan_disbursed'") == 2


async def test_a_line_about_an_order_that_was_in_no_file_is_set_aside(window: Window) -> None:
    order = await window.lender.order(await window.ready())
    result_id = await window.taken([(order.number, PAID, "0000")])
    assert await window.verdicts(result_id) == [(order.number, LineVerdict.QUARANTINED, LineFault.NEVER_SENT)]


async def test_a_result_whose_totals_differ_is_refused_whole(window: Window) -> None:
    _, file = await window.filed()
    [[_, number, *_]] = file_lines(file.data)
    for spoilt in ({"count": 2}, {"total_fen": PAID - 1}):
        with pytest.raises(TotalsDiffer):
            await window.result([], data=result_bytes([(number, PAID, "0000")], **spoilt))
    assert await window.counted("bank_results") == 0


async def test_who_made_the_batch_or_an_order_does_not_release_it(window: Window) -> None:
    await window.lender.disburse(await window.lender.ready(), caller=await window.as_(CHECKER))
    batch_id = await window.made()
    for login, refusal in ((MAKER, Denied), (CHECKER, SamePerson)):
        with pytest.raises(refusal):
            await window.released(batch_id, login)
    assert (await window.batch(batch_id)).state is BatchState.MADE
    assert await window.work() == []


async def test_of_two_who_release_at_once_one_succeeds(window: Window) -> None:
    await window.ready()
    batch_id = await window.made()
    callers = [await window.as_(CHECKER) for _ in range(2)]
    done = await asyncio.gather(
        *(release_batch(caller, batch_id=batch_id, expected_version=1) for caller in callers), return_exceptions=True
    )
    assert [type(each) for each in done if isinstance(each, Exception)] == [BatchWrongState]
    assert await window.work() == ["make_bank_file"]


async def test_an_order_stands_in_one_file_only(window: Window) -> None:
    orders = [(await window.lender.order(await window.ready())).id for _ in range(2)]
    await window.made(order_ids=(orders[0],))
    with pytest.raises(OrdersNotFree):
        await window.made(order_ids=tuple(orders))
    await window.made()
    with pytest.raises(NothingToPay):
        await window.made()
    assert await window.counted("bank_batches") == 2


async def test_of_makers_at_once_one_gets_the_orders(window: Window) -> None:
    await window.ready()
    callers = [await window.as_(MAKER) for _ in range(4)]
    done = await asyncio.gather(
        *(make_payment_batch(caller, funding_account_id=window.funding_account_id) for caller in callers),
        return_exceptions=True,
    )
    assert [type(each) for each in done if isinstance(each, Exception)] == [NothingToPay] * 3
    assert await window.counted("bank_batches") == 1


async def test_the_orders_of_a_cancelled_batch_are_free_again(window: Window) -> None:
    await window.ready()
    batch_id = await window.made()
    await cancel_batch(await window.as_(MAKER), batch_id=batch_id)
    with pytest.raises(BatchWrongState):
        await window.released(batch_id, version=2)
    assert (await window.batch(await window.made())).order_count == 1


async def test_a_released_batch_is_not_cancelled(window: Window) -> None:
    batch_id, _ = await window.filed()
    with pytest.raises(BatchWrongState):
        await cancel_batch(await window.as_(MAKER), batch_id=batch_id)


async def test_releasing_wants_a_second_factor(window: Window) -> None:
    await window.ready()
    batch_id = await window.made()
    weak = fresh(await window.lender.caller(CHECKER, stepped_up=False))
    with pytest.raises(StepUpRequired):
        await release_batch(weak, batch_id=batch_id, expected_version=1)


async def test_after_the_cut_off_a_batch_is_for_tomorrow(window: Window) -> None:
    await window.ready()
    in_time = await window.made()
    await window.account(cut_off_minute=12 * 60)
    with pytest.raises(AfterCutOff):
        await window.released(in_time)
    await window.ready()
    late = await window.made()
    assert (await window.batch(late)).value_on == (await window.batch(in_time)).value_on + timedelta(days=1)
    await window.released(late)


async def test_a_name_that_the_bank_cannot_write_is_told_by_line_and_column(window: Window) -> None:
    customer = await plant_customer(window.owner, name="王㛃𠮷")
    await window.lender.disburse(await window.lender.ready(customer=customer))
    with pytest.raises(EncodingWrong) as refused:
        await window.made()
    assert refused.value.facts == {"line": 1, "column": "收款户名", "encoding": "GBK"}
    assert await window.counted("bank_batches") == 0


async def test_a_refused_order_frees_what_it_held(window: Window) -> None:
    loan_id = await window.ready()
    order = await window.lender.order(loan_id)
    await refuse_payment(await window.as_(CHECKER), order_id=order.id, reason="资料有误")
    assert (await window.lender.order(loan_id)).state is OrderState.FAILED
    assert await window.counted("funding_holds WHERE held_fen > 0") == 0
    with pytest.raises(NothingToPay):
        await window.made()
