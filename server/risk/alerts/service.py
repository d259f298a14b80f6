"""What staff do with an alert: put it off until a day, or close it and say whether it was right."""

from datetime import date
from typing import Final
from uuid import UUID

from server.identity.guard import use_case
from server.identity.operations import Operation
from server.kit.errors import NotFound, Stale
from server.kit.work import Work
from server.risk.alerts import queries
from server.risk.alerts.errors import AlertClosed, AlertNotYours, SnoozeUnsound
from server.risk.alerts.models import RiskAlert
from server.risk.alerts.rules import (
    SNOOZE_DAYS_MAX,
    AlertState,
    Desk,
    Outcome,
    Step,
    is_sound_snooze,
    may_answer,
    next_state,
)
from server.risk.alerts.stories import told_of
from server.risk.alerts.switching import sound_reason

DESKS: Final = {
    Desk.OFFICER: ("客户经理及其上级", "the officer and his superiors"),
    Desk.RISK: ("风险岗", "the desk of risk"),
    Desk.COMPLIANCE: ("合规岗", "the desk of compliance"),
    Desk.FINANCE: ("财务岗", "the desk of finance"),
    Desk.TECHNOLOGY: ("系统管理岗", "the desk of technology"),
}
HIGHER: Final = ("升级后的上级岗位", "the position that it was handed up to")


@use_case(Operation.ALERT_ANSWER)
async def snooze(work: Work, *, alert_id: UUID, until: date, reason: str, expected_version: int) -> UUID:
    """Put an alert off until a day, at most a month away, and say why; on that day it stands open again.

    A graver value wakes it sooner. Returns the alert. Raises NotFound, Stale, AlertClosed, AlertNotYours,
    SnoozeUnsound, AlertReasonMissing.
    """
    said = sound_reason(reason, "reason")
    if not is_sound_snooze(until, work.today):
        raise SnoozeUnsound(field="until", days=SNOOZE_DAYS_MAX)
    alert, state = await _taken(work, alert_id, expected_version, Step.SNOOZE)
    alert.state, alert.snoozed_until = state, until
    return _changed(work, alert, Step.SNOOZE, said)


@use_case(Operation.ALERT_ANSWER)
async def close(work: Work, *, alert_id: UUID, outcome: Outcome, note: str, expected_version: int) -> UUID:
    """Close an alert and say whether it was right, and what was done: this measures its indicator.

    Returns the alert. Raises NotFound, Stale, AlertClosed, AlertNotYours, AlertReasonMissing.
    """
    said = sound_reason(note, "note")
    alert, state = await _taken(work, alert_id, expected_version, Step.CLOSE)
    alert.state, alert.snoozed_until = state, None
    alert.outcome, alert.note = outcome, said
    alert.closed_by, alert.closed_at = work.actor.id, work.now
    return _changed(work, alert, Step.CLOSE, said)


async def _taken(work: Work, alert_id: UUID, expected_version: int, step: Step) -> tuple[RiskAlert, AlertState]:
    """An alert on which this step may be taken by who asks, locked, and where it leads."""
    alert = await queries.alert_for_update(work.session, work.scope, alert_id)
    if alert is None:
        raise NotFound(field="alertId")
    if alert.version != expected_version:
        raise Stale(field="expectedVersion")
    state = next_state(alert.state, step)
    if state is None:
        raise AlertClosed(field="alertId")
    if not may_answer(alert.desk, alert.state, alert.escalated_to, work.actor.positions):
        whose_zh, whose_en = HIGHER if alert.state is AlertState.ESCALATED else DESKS[alert.desk]
        raise AlertNotYours(field="alertId", whose_zh=whose_zh, whose_en=whose_en)
    return alert, state


def _changed(work: Work, alert: RiskAlert, step: Step, said: str) -> UUID:
    alert.story = told_of(work, alert.story, step.value, said)
    alert.version += 1
    work.touch("alert", alert.id, code=alert.code, state=alert.state.value)
    return alert.id
