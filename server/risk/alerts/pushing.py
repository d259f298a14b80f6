"""What waits too long: put-off alerts whose day has come are woken, and what nobody answered in time goes one up."""

from datetime import timedelta
from typing import Any, Final

from server.identity.actors import WORKER
from server.identity.guard import use_case
from server.identity.operations import Operation
from server.identity.recipients import those_who_may
from server.kit.work import Caller, House, Work
from server.notices.staff.models import StaffNoticeKind as Kind
from server.risk.alerts import queries
from server.risk.alerts.models import RiskAlert
from server.risk.alerts.rules import AlertState, Step, escalates_to, next_state
from server.risk.alerts.stories import told_of
from server.risk.alerts.telling import ALERT, holding, lay_down

BATCH: Final = 200
AWAKE: Final = timedelta(hours=24)
"""How long a woken alert has until it is handed up."""


@use_case(Operation.ALERT_RAISE, keyed=False)
async def push_on(work: Work) -> int:
    """Wake or hand up the alerts that are due, at most some hundred of them. Returns how many."""
    due = await queries.overdue_for_update(work.session, work.scope, work.now, work.today, BATCH)
    for alert in due:
        if alert.state is AlertState.SNOOZED:
            _wake(work, alert)
        else:
            await _escalate(work, alert)
        alert.version += 1
        work.subjects.append((ALERT, alert.id))
    work.changes["pushed"] = len(due)
    return len(due)


async def push_alerts(house: House) -> int:
    """What the worker does from time to time; answers how many alerts were pushed on."""
    caller, pushed = Caller(house, WORKER, request_id="alerts"), 0
    while True:
        count = await push_on(caller)
        pushed += count
        if count < BATCH:
            return pushed


def _wake(work: Work, alert: RiskAlert) -> None:
    state = next_state(alert.state, Step.WAKE)
    assert state is not None
    alert.state, alert.snoozed_until = state, None
    alert.due_at = max(alert.due_at, work.now + AWAKE)
    alert.story = told_of(work, alert.story, Step.WAKE.value)


async def _escalate(work: Work, alert: RiskAlert) -> None:
    """The position above answers instead, and hears of it."""
    state = next_state(alert.state, Step.ESCALATE)
    assert state is not None
    position = escalates_to(alert.desk)
    alert.state, alert.escalated_to, alert.escalated_at = state, position, work.now
    alert.story = told_of(work, alert.story, Step.ESCALATE.value, position)
    there = await those_who_may(work.session, Operation.ALERT_ANSWER, alert.branch_id, work.today)
    whose = (await holding(work, frozenset({position}))) & there - {alert.subject_id}
    about: dict[str, Any] = {
        "kind": Kind.ALERT_ESCALATED,
        "occasion": str(alert.id),
        "subject_kind": "RiskAlert",
        "subject_id": alert.id,
        "of_customer": alert.customer_id,
        "text_zh": f"预警超时未处理，转由您处理：{alert.name_zh}",
        "text_en": f"An alert that nobody answered in time was handed up to you: {alert.name_en}",
        "created_at": work.now,
    }
    await lay_down(work, [about | {"id": work.new_id(), "staff_id": staff} for staff in sorted(whose)])
