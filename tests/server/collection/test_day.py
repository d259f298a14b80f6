"""The end of a day: cases opened, kept up to date and closed, promises settled, messages within the hours."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import insert, select, update

from server.collection.day.doors import DayStep, go_on
from server.collection.models import CaseContact, CollectionDay, CollectionSetting, PaymentPromise
from server.collection.promising import take_promise
from server.collection.rules import Arm, CaseState, ContactState, PauseReason, PromiseState
from server.collection.tasks import end_days
from server.identity.actors import WORKER
from server.kit.work import Caller
from server.loans.closing.models import DayClosing, DayState
from server.loans.models import Loan
from server.loans.rules import LoanState
from tests.factories.collection import plant_debt
from tests.fixtures.house import fresh
from tests.fixtures.world import id_of
from tests.server.collection.conftest import TODAY, Desk

MIDNIGHT = datetime(2026, 3, 1, 16, 30, tzinfo=UTC)


async def none_held_out(desk: Desk, share: str = "0") -> None:
    """From yesterday on another share is held out."""
    row = {"code": "held_out_share", "effective_from": TODAY - timedelta(days=1), "value": share}
    await desk.owner.execute(insert(CollectionSetting).values(**row, note_zh="", note_en=""))
    await desk.owner.commit()


async def test_each_customer_in_arrears_gets_one_case_at_his_stage(desk: Desk) -> None:
    await none_held_out(desk)
    debts = {days: await desk.debt(days) for days in (0, 1, 7, 8, 30, 31)}
    second = (desk.owner, debts[8].customer, desk.version_id, desk.funding_account_id)
    older = await plant_debt(*second, days=33, today=TODAY)
    progress = await desk.end_day()
    assert (progress.opened, progress.updated, progress.step) == (5, 0, DayStep.DONE)
    stages = {}
    for days, debt in debts.items():
        case = await desk.case_of(debt.customer.customer_id)
        stages[days] = case.stage if case else None
    assert stages == {0: None, 1: "gentle", 7: "gentle", 8: "legal", 30: "firm", 31: "legal"}
    both = await desk.case_of(debts[8].customer.customer_id)
    assert both is not None
    assert (both.loans, both.worst_loan_id, both.overdue_since) == (2, older.loan_id, older.since)
    assert both.overdue_fen == debts[8].due_fen + 2 * older.due_fen, "of the older loan the second one is due as well"
    assert both.assigned_to == id_of("collector.east1")


async def test_a_later_end_of_day_moves_the_stage_and_closes_what_is_cured(desk: Desk) -> None:
    await none_held_out(desk)
    late, cured = await desk.debt(7), await desk.debt(7)
    await desk.end_day()
    await desk.owner.execute(update(Loan).where(Loan.id == cured.loan_id).values(next_due_on=TODAY + timedelta(30)))
    await desk.owner.commit()
    desk.clock.advance(timedelta(days=1))
    progress = await desk.end_day()
    assert (progress.opened, progress.updated, progress.closed) == (0, 1, 1)
    first, second = await desk.case_of(late.customer.customer_id), await desk.case_of(cured.customer.customer_id)
    assert first is not None
    assert second is not None
    assert (first.stage, first.state) == ("firm", CaseState.OPEN)
    assert (second.state, second.closed_reason) == (CaseState.CLOSED, "cured")


async def test_a_claim_that_is_written_off_stays_a_case(desk: Desk) -> None:
    debt, case_id = await desk.opened(100)
    gone = {"state": LoanState.WRITTEN_OFF, "next_due_on": None, "outstanding_fen": 0}
    whole = {"written_off_on": TODAY, "written_off_fen": 3_000_000}
    await desk.owner.execute(update(Loan).where(Loan.id == debt.loan_id).values(**gone, **whole))
    await desk.owner.commit()
    await desk.end_day()
    case = await desk.case(case_id)
    assert (case.state, case.at_risk_fen) == (CaseState.OPEN, 3_000_000)
    assert case.overdue_fen > debt.due_fen


async def test_promises_are_kept_or_broken_at_the_end_of_their_day(desk: Desk) -> None:
    collector = await desk.collector()
    outcomes = {}
    promised = {}
    for name, paid in (("kept", 20_000), ("broken", 19_999), ("early", 20_000)):
        debt, case_id = await desk.opened(14)
        due_on = TODAY + timedelta(days=3 if name == "early" else 0)
        promised[name] = await take_promise(fresh(collector), case_id=case_id, amount_fen=20_000, due_on=due_on)
        await desk.pay(debt, paid)
    debt, case_id = await desk.opened(14)
    promised["open"] = await take_promise(
        fresh(collector), case_id=case_id, amount_fen=20_000, due_on=TODAY + timedelta(days=1)
    )
    desk.clock.instant = MIDNIGHT + timedelta(days=1)
    progress = await desk.end_day(TODAY)
    assert (progress.kept, progress.broken) == (2, 1)
    await desk.owner.rollback()
    for name, promise_id in promised.items():
        wanted = select(PaymentPromise.state).where(PaymentPromise.id == promise_id)
        outcomes[name] = (await desk.owner.execute(wanted)).scalar_one()
    assert outcomes == {
        "kept": PromiseState.KEPT,
        "broken": PromiseState.BROKEN,
        "early": PromiseState.KEPT,
        "open": PromiseState.OPEN,
    }
    assert (await desk.case(case_id)).promises_broken == 0


async def test_messages_wait_for_the_morning_and_go_to_whom_the_matrix_writes(desk: Desk) -> None:
    await none_held_out(desk)
    written, called = await desk.debt(3), await desk.debt(14)
    due = await desk.debt(-30)
    desk.clock.instant = MIDNIGHT
    progress = await desk.end_day(TODAY - timedelta(days=1))
    assert (progress.step, progress.waits, progress.messages) == (DayStep.MESSAGES, True, 0)
    desk.clock.instant = MIDNIGHT + timedelta(hours=8)
    progress = await desk.end_day(TODAY - timedelta(days=1))
    assert (progress.step, progress.messages) == (DayStep.DONE, 2)
    assert await desk.work() == 2
    case = await desk.case_of(written.customer.customer_id)
    assert case is not None
    [contact] = await desk.contacts(case.id)
    assert (contact.script, contact.state, contact.as_advised) == ("gentle_message", ContactState.SENT, True)
    other = await desk.case_of(called.customer.customer_id)
    assert other is not None
    assert await desk.contacts(other.id) == []
    ahead = select(CaseContact).where(CaseContact.about_due_on.is_not(None))
    [reminder] = (await desk.owner.execute(ahead)).scalars()
    assert (reminder.loan_id, reminder.about_due_on, reminder.state) == (due.loan_id, due.since, ContactState.SENT)
    assert sorted(each.kind.value for each in await desk.notices()) == ["repayment_due", "repayment_overdue"]


async def test_a_day_that_was_broken_off_goes_on_and_one_that_is_done_stays_done(desk: Desk) -> None:
    await none_held_out(desk)
    debts = [await desk.debt(3) for _ in range(3)]
    worker = Caller(desk.house, WORKER, request_id="test")
    steps = [(await go_on(worker, business_date=TODAY - timedelta(days=1))).step for _ in range(9)]
    assert steps == [*tuple(DayStep)[1:], DayStep.DONE, DayStep.DONE, DayStep.DONE]
    assert await desk.work() == 3
    before = await desk.everything()
    progress = await desk.end_day()
    assert (progress.opened, progress.messages) == (3, 3)
    assert await desk.everything() == before
    cases = [await desk.case_of(debt.customer.customer_id) for debt in debts]
    assert len({case.id for case in cases if case}) == 3


async def test_the_clock_works_off_each_day_that_the_books_have_closed(desk: Desk) -> None:
    await none_held_out(desk)
    assert await end_days(desk.house) == []
    for days in (2, 1):
        nothing = dict.fromkeys(("loans", "overdue_loans", "interest_fen", "penalty_fen", "fee_fen", "reminders"), 0)
        at = {"started_at": desk.clock.now(), "closed_at": desk.clock.now(), "started_by": id_of("finance.hq")}
        row = {"business_date": TODAY - timedelta(days=days), "state": DayState.CLOSED}
        await desk.owner.execute(insert(DayClosing).values(**row, **nothing, **at))
        await desk.owner.commit()
        await desk.debt(5)
        ended = await end_days(desk.house)
        assert [(each.business_date, each.opened) for each in ended] == [(row["business_date"], 1)]
    assert await end_days(desk.house) == []
    days_done = (await desk.owner.execute(select(CollectionDay.business_date))).scalars().all()
    assert sorted(days_done) == [TODAY - timedelta(days=2), TODAY - timedelta(days=1)]


async def test_a_pause_ends_on_its_day(desk: Desk) -> None:
    resting = {"state": CaseState.PAUSED, "pause_reason": PauseReason.HARDSHIP}
    _, over = await desk.opened(14, **resting, paused_until=TODAY)
    _, on = await desk.opened(14, **resting, paused_until=TODAY + timedelta(days=1))
    await desk.end_day()
    assert ((await desk.case(over)).state, (await desk.case(on)).state) == (CaseState.OPEN, CaseState.PAUSED)


async def test_a_share_of_early_cases_is_held_out_and_left_alone(desk: Desk) -> None:
    await none_held_out(desk, "1")
    early, late = await desk.debt(3), await desk.debt(20)
    progress = await desk.end_day()
    assert progress.messages == 0
    first, second = await desk.case_of(early.customer.customer_id), await desk.case_of(late.customer.customer_id)
    assert first is not None
    assert second is not None
    assert (first.arm, first.held_out_until) == (Arm.HELD_OUT, TODAY + timedelta(days=7))
    assert second.arm is Arm.TREATED, "he was found too late to tell anything of early treatment"
    assert (await desk.plan(await desk.collector(), first.id)).codes == ["HC-06"]
    desk.clock.advance(timedelta(days=7))
    assert (await desk.plan(await desk.collector(), first.id)).codes == []
