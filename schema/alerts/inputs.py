"""What mutations of alerts take and answer."""

from datetime import date

import strawberry

from schema.alerts.views import RiskAlert
from schema.kit.fields import KEY, SEEN, described
from server.risk.alerts.rules import Outcome


@strawberry.input(description="An alert that is put off until a day.")
class SnoozeAlertInput:
    """Input of snoozeAlert."""

    idempotency_key: str = described(KEY)
    alert_id: strawberry.ID = described("Which alert.")
    until: date = described("On which day it stands open again; at most a month away.")
    reason: str = described("Why; stays on record.")
    expected_version: int = described(SEEN)


@strawberry.input(description="An alert that is closed.")
class CloseAlertInput:
    """Input of closeAlert."""

    idempotency_key: str = described(KEY)
    alert_id: strawberry.ID = described("Which alert.")
    outcome: Outcome = described("Whether it was right.")
    note: str = described("What was found and done; stays on record.")
    expected_version: int = described(SEEN)


@strawberry.input(description="An indicator that is turned on or off.")
class TurnIndicatorInput:
    """Input of turnIndicator."""

    idempotency_key: str = described(KEY)
    code: str = described("Code of the indicator.")
    on: bool = described("Whether it shall tell.")
    reason: str = described("Why; stays on record.")


@strawberry.type(description="The alert after the change.")
class AlertPayload:
    """Answer of snoozeAlert and closeAlert."""

    alert: RiskAlert = described("The alert.")


@strawberry.type(description="What has become of the switch.")
class TurnIndicatorPayload:
    """Answer of turnIndicator."""

    code: str = described("Which indicator.")
    on: bool = described("Whether it tells now.")
