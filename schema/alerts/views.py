"""Views of alerts, digests and switches."""

from datetime import date, datetime
from typing import Any

import strawberry
from sqlalchemy import ColumnElement, Text, and_, cast, func, literal_column, or_, true

from schema.applications.views import Application
from schema.customers.views import Customer
from schema.identity.views import Branch, Staff
from schema.kit.fields import described
from schema.kit.scalars import Money
from schema.loans.views import Loan
from schema.reading.declarations import Expression, column, embedded, many, on, one, reads
from schema.reading.nodes import Node
from schema.reading.terms import Terms
from server.risk.alerts.models import NOBODY
from server.risk.alerts.rules import POSITIONS, AlertState, Desk, Outcome, Severity
from server.risk.alerts.sights import ALERTS, DIGESTS
from server.risk.grain import Grain

strawberry.enum(Severity, name="AlertSeverity", description="Which threshold was passed.")
strawberry.enum(AlertState, description="Open, put off until a day, handed up, closed.")
strawberry.enum(Outcome, name="AlertOutcome", description="Whether an alert was right.")
strawberry.enum(Desk, name="AlertDesk", description="Who owns an alert: the customer's officer, or a desk.")


def _exact(name: str) -> Expression:
    """A number as text, with as many places as it has."""

    def sql(alert: Any, _terms: Terms) -> ColumnElement[str]:
        return cast(func.trim_scale(getattr(alert, name)), Text)

    return sql


def _late(alert: Any, terms: Terms) -> ColumnElement[bool]:
    return and_(alert.state.in_([literal_column("'open'"), literal_column("'escalated'")]), alert.due_at < terms.now)


def _in_digest(alert: Any, _terms: Terms) -> ColumnElement[bool]:
    found: ColumnElement[bool] = alert.digest_on.is_not(None)
    return found


def _answerable(alert: Any, terms: Terms) -> ColumnElement[bool]:
    """As `rules.may_answer` says it, of the positions of whoever asks."""
    held = func.coalesce(alert.escalated_to == func.any(terms.positions), literal_column("false"))
    desk: ColumnElement[bool] = literal_column("false")
    for each, positions in POSITIONS.items():
        listed = ", ".join(f"'{position}'" for position in sorted(positions))
        may = terms.positions.op("&&")(literal_column(f"ARRAY[{listed}]"))
        desk = desk | and_(alert.desk == literal_column(f"'{each.value}'"), may)
    is_up = alert.state == literal_column("'escalated'")
    return and_(alert.state != literal_column("'closed'"), (is_up & held) | (~is_up & desk))


def _of_loan(alert: Any, _loan: Any, _terms: Terms) -> ColumnElement[bool]:
    found: ColumnElement[bool] = alert.grain == literal_column("'loan'")
    return found


def _gathered(alert: Any, application: Any, _terms: Terms) -> ColumnElement[bool]:
    found: ColumnElement[bool] = application.id == func.any(alert.cluster)
    return found


@strawberry.type(description="One figure that a value was reckoned from.")
class AlertInput:
    """Part of an alert."""

    name: str = described("Its name in the formula.")
    value: str | None = described("The figure; null where there was none.")


@strawberry.type(description="One line of what has happened to an alert.")
class AlertEvent:
    """Part of an alert."""

    at: str = described("When, in ISO 8601.")
    what: str = described("opened, measured, worsen, eased, snooze, wake, escalate or close.")
    by: str | None = described("Who; null: the system.")
    note: str | None = described("What he said; of an escalation the position.")


@strawberry.type(description="An indicator of risk that has triggered for something, until somebody says how it was.")
@reads(ALERTS)
class RiskAlert(Node):
    """View of an alert."""

    code: str = column("Which indicator.")
    name_zh: str = column("What it is called, in Chinese.")
    name_en: str = column("What it is called, in English.")
    action: str = column("What the catalogue asks for.")
    grain: Grain = column("What it is about.")
    label: str | None = column("What staff call it: a number, a name of staff or of a branch; null for a person.")
    desk: Desk = column("Whose it is.")
    severity: Severity = column("Which threshold was passed; rises, and never falls by itself.")
    state: AlertState = column("Where it stands.")
    value: str | None = column("The value, exactly.", _exact("value"))
    warn: str | None = column("The threshold of a warning, as it was.", _exact("warn"))
    critical: str | None = column("The critical threshold, as it was.", _exact("critical"))
    operator: str = column("On which side of a threshold a value lies that triggers.")
    unit: str = column("In which unit value and thresholds are.")
    inputs: list[AlertInput] = embedded("What the value was reckoned from.", "inputs")
    formula_version: int = column("Version of the formula.")
    measured_on: date = column("Business date of the value.")
    money_at_risk: Money = column("What was outstanding of its subject when it opened.", "money_fen")
    opened_at: datetime = column("When it was opened.")
    due_at: datetime = column("By when it is to be answered.")
    late: bool = column("Whether it waits after that.", _late)
    in_digest: bool = column("Whether it was not told by itself: the day had too many.", _in_digest)
    snoozed_until: date | None = column("Until when it is put off.")
    escalated_at: datetime | None = column("When it was handed up.")
    escalated_to: str | None = column("Code of the position that it was handed up to.")
    eased_on: date | None = column("On which day the value was back at nothing; null while it is not.")
    outcome: Outcome | None = column("Whether it was right; null while it is not closed.")
    note: str | None = column("What was said when it was closed.")
    closed_at: datetime | None = column("When it was closed.")
    answerable: bool = column("Whether the positions of the caller may answer it now.", _answerable)
    story: list[AlertEvent] = embedded("What has happened to it, the oldest first.", "story")
    version: int = column("Rises with every change; hand it back as expectedVersion.")
    customer: Customer | None = one("Of which customer; null where it belongs to none.", on(customer_id="customer_id"))
    loan: Loan | None = one("About which loan.", on(_of_loan, customer_id="customer_id", subject_id="id"))
    applications: list[Application] = many(
        "The applications that it is about, where it is about several.", on(_gathered), order=("number",), limit=100
    )
    officer: Staff | None = one("The officer of the customer.", on(officer_id="id"))
    branch: Branch | None = one("Where.", on(branch_id="id"))
    closed_by: Staff | None = one("Who has closed it.", on(closed_by="id"))


def seen(alert: Any, terms: Terms) -> ColumnElement[bool]:
    """No alert about oneself; an officer those of his desk; compliance's by headquarters. As the row policies say."""
    not_himself = alert.subject_id != terms.actor_id
    if terms.sees_every_branch:
        runs_machines_alone = terms.positions.op("<@", is_comparison=True)(literal_column("ARRAY['administrator']"))
        return and_(not_himself, or_(~runs_machines_alone, alert.desk == literal_column("'technology'")))
    if terms.sees_every_officer:
        return and_(not_himself, alert.desk != literal_column("'compliance'"))
    return and_(not_himself, alert.desk == literal_column("'officer'"))


def _is_officers(digest: Any, _terms: Terms) -> ColumnElement[bool]:
    found: ColumnElement[bool] = digest.officer_id != literal_column(f"'{NOBODY}'::uuid")
    return found


def digests_seen(digest: Any, terms: Terms) -> ColumnElement[bool]:
    """One's own, and those of the branches in sight for who sees all of them."""
    if terms.sees_every_branch:
        return true()
    if terms.sees_every_officer:
        found: ColumnElement[bool] = digest.branch_id == func.any(terms.branches)
        return found
    own: ColumnElement[bool] = digest.officer_id == terms.actor_id
    return own


@strawberry.type(description="What a day had for an officer or a desk beyond the alerts that were told one by one.")
@reads(DIGESTS)
class AlertDigest(Node):
    """View of a digest."""

    day: date = column("Which business date.")
    desk: Desk = column("Whose.")
    of_officer: bool = column("Whether it is one officer's, and not a desk's.", _is_officers)
    alerts: int = column("How many alerts.")
    money_at_risk: Money = column("What is outstanding in them.", "money_fen")
    officer: Staff | None = one("Which officer's.", on(officer_id="id"))
    branch: Branch | None = one("Where.", on(branch_id="id"))
