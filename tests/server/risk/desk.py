"""Staff and what they do, row by row."""

from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID, uuid4

from server.applications.models import Application
from server.applications.rules import ApplicationState
from server.approvals.models import ApprovalCase, Vote
from server.approvals.rules import CaseDecision, Tier
from server.audit.models import AuditRecord
from server.decision.models import Arrival, Assessment, Channel
from server.identity.models import Staff, StaffPosition
from server.kit.rulebook import FindingOutcome
from tests.server.risk.planting import Book, Row, at, before, owned

DAY: Final = date(2026, 9, 30)
BRANCH: Final = uuid4()


class Desk(Book):
    """Staff, and what they do."""

    def hire(self, since: date = date(2026, 1, 5)) -> UUID:
        staff: UUID = self.add(Staff, branch_id=BRANCH, login=uuid4().hex, state="active")["id"]
        self.add(StaffPosition, staff_id=staff, position_code="officer", valid_from=since, valid_until=None)
        return staff

    def application(self, officer: UUID, **columns: Any) -> Row:
        own = owned(columns.pop("customer_id", uuid4()), officer, BRANCH)
        told = {
            "state": ApplicationState.REJECTED,
            "amount_fen": 1_000_00,
            "requested_amount_fen": 900_000_00,
            "editors": [officer],
            "started_by": officer,
            "approved_hash": "0" * 64,
            "created_at": at(before(DAY, 200)),
            "submitted_at": at(before(DAY, 200)),
            "decided_at": at(before(DAY, 200)),
            **columns,
        }
        return self.add(Application, **own, **told)

    def vote(self, by: UUID, application: Row, outcome: FindingOutcome, **columns: Any) -> Row:
        """A vote of somebody, after what the rules had said."""
        own = {name: application[name] for name in ("customer_id", "officer_id", "branch_id")}
        told = {"subject_id": application["id"], "subject_kind": "application", "editors": [uuid4()]}
        case = self.add(ApprovalCase, **own, **told, state="approved", tier=Tier.REGIONAL, settled_at=at(DAY))
        assessed = {"application_id": application["id"], "recorded_at": application["submitted_at"]}
        self.add(Assessment, **own, **assessed, outcome=outcome)
        said = {"decided_by": by, "voice": by, "tier": Tier.REGIONAL, "editors": case["editors"], **columns}
        return self.add(Vote, **own, case_id=case["id"], **said)

    def record(self, by: UUID, operation: str, moment: Any, **changes: Any) -> None:
        told = {"actor_id": by, "actor_kind": "staff", "operation": operation, "outcome": "done", "at": moment}
        self.add(AuditRecord, **told, subjects=[], changes=changes)

    def sent_in(self, officer: UUID, source: bytes, channel: Channel, *, by: UUID) -> None:
        application = self.application(officer)
        told = {"channel": channel, "address_index": source, "device_index": source, "entered_by": by}
        self.add(Arrival, application_id=application["id"], **told, arrived_at=at(before(DAY, 3)))

    def overridden_loan(self, by: UUID, application: Row, *, bad: bool) -> None:
        """A loan of eight months with one instalment, paid or not, that was approved against the rules."""
        lent = at(before(DAY, 245))
        self.vote(by, application, FindingOutcome.REVIEW, decided_at=lent, decision=CaseDecision.APPROVE)
        own = {name: application[name] for name in ("customer_id", "officer_id", "branch_id")}
        loan = self.lend(own, before(DAY, 240), application_id=application["id"])
        self.due(loan, before(DAY, 210), principal_fen=100, paid_principal_fen=0 if bad else 100)


def week_days(first: date, last: date) -> list[date]:
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return [day for day in days if day.isoweekday() < 6]
