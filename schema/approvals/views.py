"""Views of cases and votes."""

from datetime import datetime
from typing import Any
from uuid import UUID

import strawberry

from schema.applications.views import Application
from schema.identity.views import Staff
from schema.kit import ids
from schema.kit.context import Info
from schema.kit.fields import described
from schema.kit.nodes import Node
from schema.kit.scalars import Money
from server.applications import batches as application_batches
from server.approvals import batches, models
from server.approvals.rules import CaseDecision, CaseState, Tier
from server.identity import reads
from server.kit.errors import DomainError

strawberry.enum(CaseState, description="Where a case stands.")
strawberry.enum(CaseDecision, description="What can be decided: approve, return to the officer, reject.")


@strawberry.type(description="One person's decision on a case.")
class Vote:
    """View of a vote."""

    row: strawberry.Private[models.Vote]
    decision: CaseDecision = described("What he decided.")
    reason: str = described("Why.")
    at: datetime = described("When.")

    @strawberry.field(description="Who decided.")
    async def by(self, info: Info) -> Staff:
        return Staff.of(await info.context.loader(reads.staff_by_ids).load(self.row.decided_by))


@strawberry.type(description="Why the caller may not decide a case now.")
class Hindrance:
    """View of a refusal in advance."""

    code: str = described("Code of the refusal that deciding would meet.")
    message_zh: str = described("In Chinese.")
    message_en: str = described("In English.")

    @classmethod
    def of(cls, error: DomainError) -> "Hindrance":
        return cls(code=error.enum_name, message_zh=error.message_zh, message_en=error.message_en)


@strawberry.type(description="A question to be decided by people.")
class ApprovalCase(Node):
    """View of a case."""

    row: strawberry.Private[models.ApprovalCase]
    tier: Tier = described("Who decides.")
    state: CaseState = described("Where it stands.")
    amount: Money = described("Amount of the loan.")
    exposure_after: Money = described("What customer and group would owe with this loan.")
    votes_needed: int = described("How many approvals it takes.")
    step_up_needed: bool = described("Whether deciding wants a fresh second factor.")
    opened_at: datetime = described("When it was opened.")
    version: int = described("Hand it back as expectedVersion.")

    @classmethod
    def of(cls, row: models.ApprovalCase) -> "ApprovalCase":
        return cls(
            id=ids.encode("ApprovalCase", row.id, row.customer_id),
            row=row,
            tier=row.tier,
            state=row.state,
            amount=Money(row.amount_fen),
            exposure_after=Money(row.exposure_after_fen),
            votes_needed=row.votes_needed,
            step_up_needed=row.step_up,
            opened_at=row.opened_at,
            version=row.version,
        )

    @strawberry.field(description="What is decided on.")
    async def application(self, info: Info) -> Application | None:
        row = await info.context.loader(application_batches.applications_by_ids).load(self.row.subject_id)
        return Application.of(row) if row else None

    @strawberry.field(description="The votes so far, the earliest first.")
    async def votes(self, info: Info) -> list[Vote]:
        judged = await self._judged(info)
        rows = judged.votes if judged else ()
        return [Vote(row=row, decision=row.decision, reason=row.reason, at=row.decided_at) for row in rows]

    @strawberry.field(description="Whether the caller may decide it now.")
    async def may_decide(self, info: Info) -> bool:
        judged = await self._judged(info)
        return judged is not None and judged.why_not is None

    @strawberry.field(description="What keeps the caller from deciding it; null when nothing does.")
    async def why_not(self, info: Info) -> Hindrance | None:
        judged = await self._judged(info)
        return Hindrance.of(judged.why_not) if judged and judged.why_not else None

    async def _judged(self, info: Info) -> batches.Judged | None:
        judged: batches.Judged | None = await info.context.loader(batches.judged).load(self.row.id)
        return judged


async def case_of(info: Info, case_id: UUID | None) -> ApprovalCase | None:
    """The case of an application; None where it has none or it is out of sight."""
    if case_id is None:
        return None
    row: Any = await info.context.loader(batches.cases_by_ids).load(case_id)
    return ApprovalCase.of(row) if row else None
