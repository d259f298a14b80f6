"""Orders on their way: marked before they are sent, asked about by number, never under a second one."""

import pytest
from sqlalchemy import text

from server.custody.bank import Scripted, Unanswered
from server.custody.events import PaymentFailed, PaymentSettled
from server.custody.rules import OrderState
from server.custody.service import ask, send
from server.custody.tasks import query_payment, send_payment
from server.identity.actors import WORKER
from server.kit.errors import Denied, NotFound
from server.kit.ports import PaymentState
from server.kit.work import Caller
from tests.factories.customers import plant_customer
from tests.fixtures.house import AsStaff
from tests.server.custody.conftest import AMOUNT, Desk


def ids(order: object) -> dict[str, str]:
    return {"customer_id": str(order.customer_id), "order_id": str(order.id)}  # type: ignore[attr-defined]  # an order


async def test_the_bank_is_told_number_amount_and_the_borrowers_own_account(desk: Desk) -> None:
    order = await desk.order(OrderState.CREATED)
    await send_payment(desk.house, **ids(order))
    [told] = desk.bank.sent
    assert (told.number, told.amount_fen, told.payee_account) == (order.number, AMOUNT, desk.customer.account_number)
    assert (told.payee_name, told.payer_account[:4]) == (desk.customer.name, "3100")
    found = await desk.now(order)
    assert (found.state, found.attempts, found.bank_reference) == (OrderState.SETTLED, 1, f"S{order.number}")
    assert await desk.hold() == (0, AMOUNT)


async def test_the_payee_lies_encrypted_and_stays_out_of_the_audit_trail(desk: Desk) -> None:
    order = await desk.order(OrderState.CREATED)
    await send_payment(desk.house, **ids(order))
    trail = (await desk.owner.execute(text("SELECT string_agg(a::text, '') FROM audit_records a"))).scalar_one()
    jobs = (await desk.owner.execute(text("SELECT string_agg(j::text, '') FROM procrastinate_jobs j"))).scalar_one()
    row = (await desk.owner.execute(text("SELECT o::text FROM payment_orders o"))).scalar_one()
    for place in (trail, jobs, row):
        assert desk.customer.account_number not in place
        assert desk.customer.name not in place


@pytest.mark.parametrize("line", [PaymentState.PROCESSING, PaymentState.FAILED, PaymentState.SETTLED, *Unanswered])
async def test_sending_twice_sends_once(desk: Desk, line: Scripted) -> None:
    desk.bank.script.append(line)
    order = await desk.order(OrderState.CREATED)
    for _ in range(3):
        await send_payment(desk.house, **ids(order))
    assert len(desk.bank.sent) == 1
    assert (await desk.now(order)).attempts == 1


async def test_an_order_whose_sender_died_is_asked_about_and_sent_under_its_number(desk: Desk) -> None:
    order = await desk.order(OrderState.CREATED)
    worker = Caller(desk.house, WORKER)
    assert await send(worker, customer_id=order.customer_id, order_id=order.id) is not None
    assert await desk.jobs() == ["query_payment"]
    assert await desk.work() == ["query_payment"]
    assert await desk.work() == ["query_payment", "send_payment"]
    assert [told.number for told in desk.bank.sent] == [order.number]
    assert (await desk.now(order)).state is OrderState.SETTLED


async def test_a_bank_that_took_the_order_and_said_nothing_pays_once(desk: Desk) -> None:
    desk.bank.script.append(Unanswered.RECEIVED)
    order = await desk.order(OrderState.CREATED)
    await send_payment(desk.house, **ids(order))
    assert (await desk.now(order)).state is OrderState.UNKNOWN
    await desk.work()
    assert (await desk.now(order)).state is OrderState.SETTLED
    assert (len(desk.bank.sent), desk.bank.asked) == (1, [order.number])


async def test_silence_is_asked_about_again_and_again_with_one_question_waiting(desk: Desk) -> None:
    desk.bank.is_down = True
    order = await desk.order(OrderState.CREATED)
    await send_payment(desk.house, **ids(order))
    for _ in range(12):
        assert await desk.work() == ["query_payment"]
    found = await desk.now(order)
    assert (found.state, found.asked, found.attempts) == (OrderState.UNKNOWN, 12, 1)
    assert await desk.hold() == (AMOUNT, 0)
    desk.bank.is_down = False
    assert await desk.work(4) == ["query_payment", "query_payment", "send_payment", "query_payment"]
    assert (await desk.now(order)).state is OrderState.SETTLED
    assert {told.number for told in desk.bank.sent} == {order.number}
    assert await desk.jobs() == []


async def test_questions_wait_longer_each_time(desk: Desk) -> None:
    desk.bank.is_down = True
    order = await desk.order(OrderState.CREATED)
    await send_payment(desk.house, **ids(order))
    pauses = []
    for _ in range(5):
        await desk.owner.rollback()
        waits = "SELECT extract(epoch FROM scheduled_at - at) FROM procrastinate_jobs j JOIN procrastinate_events e ON "
        found = await desk.owner.execute(text(waits + "e.job_id = j.id AND e.type = 'deferred' WHERE status = 'todo'"))
        pauses.append(round(found.scalar_one()))
        await desk.work()
    assert pauses == [1, 2, 4, 8, 8]


LINES: list[Scripted] = [PaymentState.PROCESSING, PaymentState.SETTLED, PaymentState.FAILED, *Unanswered]


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("end", [PaymentState.SETTLED, PaymentState.FAILED])
async def test_whatever_the_bank_does_first_the_order_ends_once_even_when_every_task_runs_twice(
    desk: Desk, line: Scripted, end: PaymentState
) -> None:
    desk.bank.script.extend([line, end])
    order = await desk.order(OrderState.CREATED)
    for _ in range(2):
        await send_payment(desk.house, **ids(order))
    if order.number in desk.bank.books and desk.bank.states[order.number] is PaymentState.PROCESSING:
        desk.bank.turn(order.number, end)
    await desk.work(4, twice=True)
    found = await desk.now(order)
    told = desk.bank.states[order.number]
    assert found.state.value == told.value
    assert [type(event) for event in desk.events] == [PaymentSettled if told is PaymentState.SETTLED else PaymentFailed]
    assert await desk.hold() == (0, AMOUNT if told is PaymentState.SETTLED else 0)
    assert {told.number for told in desk.bank.sent} == {order.number}


async def test_a_late_send_after_the_end_tells_the_bank_nothing(desk: Desk) -> None:
    for state in (OrderState.SETTLED, OrderState.FAILED):
        order = await desk.order(state)
        await send_payment(desk.house, **ids(order))
        await query_payment(desk.house, **ids(order))
    assert (desk.bank.sent, desk.bank.asked) == ([], [])


async def test_an_order_of_another_customer_is_not_found(desk: Desk) -> None:
    order, stranger = await desk.order(OrderState.CREATED), await plant_customer(desk.owner)
    for door in (send, ask):
        with pytest.raises(NotFound):
            await door(Caller(desk.house, WORKER), customer_id=stranger.customer_id, order_id=order.id)
    assert (await desk.now(order)).state is OrderState.CREATED


async def test_staff_cannot_send_orders_past_the_worker(desk: Desk, as_staff: AsStaff) -> None:
    order = await desk.order(OrderState.CREATED)
    for login in ("finance.hq", "admin1.hq"):
        for door in (send, ask):
            with pytest.raises(Denied):
                await door(await as_staff(login), customer_id=order.customer_id, order_id=order.id)
    assert (await desk.now(order)).state is OrderState.CREATED
