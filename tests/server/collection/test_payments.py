"""Money on its way or just come stops contacts, whichever of the two is first."""

import asyncio
from datetime import timedelta

from sqlalchemy import update

from server.collection.contacting.noting import note_contact
from server.collection.contacting.planning import Planned, plan_contact
from server.collection.rules import CaseState, ContactState
from server.collection.tasks import send_collection_message
from server.compliance.contacts.models import ContactChannel
from server.custody.debits.models import DebitOrder
from server.custody.debits.rules import DebitState
from server.loans.reversing import reverse
from tests.factories.collection import plant_debit_on_the_way
from tests.fixtures.house import fresh
from tests.server.collection.conftest import Desk

MESSAGE = Planned(ContactChannel.MESSAGE, script="firm_message")


async def test_a_debit_that_leaves_after_the_plan_stops_the_message(desk: Desk) -> None:
    debt, case_id = await desk.opened(14)
    planned = await desk.plan(await desk.collector(), case_id, MESSAGE)
    await plant_debit_on_the_way(desk.owner, debt)
    assert await desk.work() == 1
    held = await desk.contact(planned.id)
    assert (held.state, held.codes) == (ContactState.CANCELLED, ["HC-01"])
    assert await desk.notices() == []


async def test_contacts_are_free_again_when_the_debit_has_failed(desk: Desk) -> None:
    debt, case_id = await desk.opened(14)
    collector = await desk.collector()
    order_id = await plant_debit_on_the_way(desk.owner, debt)
    assert (await desk.plan(collector, case_id)).codes == ["HC-01"]
    failed = {"state": DebitState.FAILED, "failure": "insufficient_funds", "finished_at": desk.clock.now()}
    await desk.owner.execute(update(DebitOrder).where(DebitOrder.id == order_id).values(**failed))
    await desk.owner.commit()
    assert (await desk.plan(collector, case_id)).codes == []


async def test_a_part_payment_cancels_what_is_planned_and_quiets_the_case_for_a_day(desk: Desk) -> None:
    debt, case_id = await desk.opened(14)
    collector = await desk.collector()
    call = await desk.plan(collector, case_id)
    message = await desk.plan(collector, case_id, MESSAGE)
    await desk.pay(debt, 10_000)
    case = await desk.case(case_id)
    penalty_fen = case.overdue_fen - (debt.due_fen - 10_000)
    assert (case.state, 0 < penalty_fen < 3_000) == (CaseState.OPEN, True)
    for planned in (call, message):
        cancelled = await desk.contact(planned.id)
        assert (cancelled.state, cancelled.codes) == (ContactState.CANCELLED, ["HC-02"])
    assert await desk.work() == 1
    assert await desk.notices() == []
    assert (await desk.plan(collector, case_id)).codes == ["HC-02"]
    await note_contact(fresh(collector), contact_id=call.id, reached=True, recorded=True)
    assert (await desk.contact(call.id)).state is ContactState.REACHED, "he was on the line already"
    desk.clock.advance(timedelta(hours=24))
    assert (await desk.plan(collector, case_id)).codes == []


async def test_all_of_it_closes_the_case_and_taking_it_back_opens_another(desk: Desk) -> None:
    debt, case_id = await desk.opened(14)
    repayment_id = await desk.pay(debt, debt.due_fen + 100_000)
    case = await desk.case(case_id)
    assert (case.state, case.closed_on, case.closed_reason) == (CaseState.CLOSED, desk.today, "cured")
    assert (case.overdue_fen, case.at_risk_fen) == (0, 0)
    checker = fresh(await desk.as_staff("checker.hq"))
    about = {"loan_id": debt.loan_id, "act_id": repayment_id}
    await reverse(checker, **about, reason="付款银行退票", expected_version=await desk.version_of(debt.loan_id))
    assert (await desk.case(case_id)).state is CaseState.CLOSED
    await desk.end_day()
    again = await desk.case_of(debt.customer.customer_id)
    assert again is not None
    assert (again.id != case_id, again.state, again.overdue_fen > debt.due_fen) == (True, CaseState.OPEN, True)


async def test_of_a_payment_and_a_message_at_once_no_message_follows_the_payment(desk: Desk) -> None:
    collector = await desk.collector()
    cancelled = 0
    for _ in range(6):
        debt, case_id = await desk.opened(14)
        planned, _ = await asyncio.gather(
            plan_contact(fresh(collector), case_id=case_id, planned=MESSAGE), desk.pay(debt, 5_000)
        )
        await desk.work()
        contact = await desk.contact(planned)
        assert contact.state in {ContactState.REFUSED, ContactState.CANCELLED}, "it was sent after the payment"
        assert contact.codes == ["HC-02"]
        cancelled += 1
    assert cancelled == 6
    assert await desk.notices() == []


async def test_two_workers_send_a_message_once(desk: Desk) -> None:
    _, case_id = await desk.opened(14)
    planned = await desk.plan(await desk.collector(), case_id, MESSAGE)
    await asyncio.gather(*(send_collection_message(desk.house, str(planned.id)) for _ in range(4)))
    assert len(await desk.notices()) == 1
    assert (await desk.case(case_id)).contacts == 1
