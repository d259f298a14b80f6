"""Views of applications."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

from schema.customers.views import Customer
from schema.identity.views import Branch, Staff
from schema.kit import ids
from schema.kit.context import Info
from schema.kit.fields import described
from schema.kit.nodes import Node
from schema.kit.scalars import Money, Rate
from schema.products.views import ProductVersion, ScheduleRow
from server.applications import batches, models, reading
from server.applications.rules import ApplicationState
from server.approvals.rules import Tier
from server.contracts import service as contracts
from server.customers import batches as customer_batches
from server.identity import reads
from server.kit.rulebook import FindingOutcome
from server.products import batches as product_batches

if TYPE_CHECKING:
    from schema.approvals.views import ApprovalCase
    from schema.contracts.views import Contract
    from schema.documents.views import Document
    from schema.loans.views import Loan

strawberry.enum(ApplicationState, description="Where an application stands.")
strawberry.enum(Tier, description="Who decides: the rules alone, a reviewer, the regional manager, the committee.")
strawberry.enum(FindingOutcome, description="What a rule says: pass, look at it, or no.")


@strawberry.type(description="A rule that did not pass, with its reason.")
class Finding:
    """View of a finding."""

    code: str = described("Code of the rule.")
    outcome: FindingOutcome = described("What follows from it.")
    reason_zh: str = described("Why, in Chinese.")
    reason_en: str = described("Why, in English.")


@strawberry.type(description="The officer's signed opinion.")
class Opinion:
    """View of an opinion."""

    row: strawberry.Private[models.Opinion]
    amount: Money = described("What he recommends to lend.")
    term_months: int = described("For how many months.")
    reason: str = described("Why.")
    at: datetime = described("When he signed it.")

    @strawberry.field(description="The officer.")
    async def by(self, info: Info) -> Staff:
        return Staff.of(await info.context.loader(reads.staff_by_ids).load(self.row.given_by))


@strawberry.type(description="A request for a loan.")
class Application(Node):
    """View of an application."""

    row: strawberry.Private[models.Application]
    number: str = described("Public number.")
    state: ApplicationState = described("Where it stands.")
    amount: Money = described("Amount that stands.")
    term_months: int = described("Term that stands, in months.")
    purpose: str = described("What the money is for.")
    tier: Tier | None = described("Who decides it; null before it is submitted.")
    exposure_after: Money | None = described("What customer and group would owe with this loan.")
    debt_ratio: Rate | None = described("Monthly payments on all debts, by monthly income.")
    apr_preview: Rate | None = described("All-in annual rate at the last submission.")
    version: int = described("Rises with every change; hand it back as expectedVersion.")
    created_at: datetime = described("When it was begun.")
    submitted_at: datetime | None = described("When it was last submitted.")
    decided_at: datetime | None = described("When it was decided.")

    @classmethod
    def of(cls, row: models.Application) -> "Application":
        return cls(
            id=ids.encode("Application", row.id, row.customer_id),
            row=row,
            number=row.number,
            state=row.state,
            amount=Money(row.amount_fen),
            term_months=row.term_months,
            purpose=row.purpose,
            tier=row.tier,
            exposure_after=None if row.exposure_after_fen is None else Money(row.exposure_after_fen),
            debt_ratio=None if row.debt_ratio is None else Rate(row.debt_ratio),
            apr_preview=None if row.apr is None else Rate(row.apr),
            version=row.version,
            created_at=row.created_at,
            submitted_at=row.submitted_at,
            decided_at=row.decided_at,
        )

    @strawberry.field(description="Who wants to borrow.")
    async def customer(self, info: Info) -> Customer | None:
        row = await info.context.loader(customer_batches.customers_by_ids).load(self.row.customer_id)
        return Customer.of(row) if row else None

    @strawberry.field(description="Under which terms.")
    async def product(self, info: Info) -> ProductVersion:
        found = await info.context.loader(product_batches.versions_by_ids).load(self.row.product_version_id)
        return ProductVersion.of(*found)

    @strawberry.field(description="What the rules found at the present submission.")
    async def findings(self, info: Info) -> list[Finding]:
        rows = await info.context.loader(batches.findings_of).load((self.row.id, self.row.submission))
        return [
            Finding(code=row.code, outcome=row.outcome, reason_zh=row.reason_zh, reason_en=row.reason_en)
            for row in rows
        ]

    @strawberry.field(description="The officer's opinion at the present submission.")
    async def opinion(self, info: Info) -> Opinion | None:
        row = await info.context.loader(batches.opinions_of).load((self.row.id, self.row.submission))
        if row is None:
            return None
        amount = Money(row.amount_fen)
        return Opinion(row=row, amount=amount, term_months=row.term_months, reason=row.reason, at=row.given_at)

    @strawberry.field(description="The schedule that it would have, from today.")
    async def schedule_preview(self, info: Info) -> list[ScheduleRow]:
        quoted = await reading.preview(
            info.context.caller,
            product_version_id=self.row.product_version_id,
            amount_fen=self.row.amount_fen,
            term_months=self.row.term_months,
        )
        return [ScheduleRow.of(row) for row in quoted.rows]

    @strawberry.field(description="The officer whose customer it is.")
    async def officer(self, info: Info) -> Staff:
        return Staff.of(await info.context.loader(reads.staff_by_ids).load(self.row.officer_id))

    @strawberry.field(description="The branch.")
    async def branch(self, info: Info) -> Branch:
        return Branch.of(await info.context.loader(reads.branches_by_id).load(self.row.branch_id))

    @strawberry.field(description="The case in which it is decided, the latest one.")
    async def case(self, info: Info) -> Annotated["ApprovalCase", strawberry.lazy("schema.approvals.views")] | None:
        from schema.approvals.views import case_of

        return await case_of(info, self.row.case_id)

    @strawberry.field(description="Its contract, unless that is void.")
    async def contract(self, info: Info) -> Annotated["Contract", strawberry.lazy("schema.contracts.views")] | None:
        from schema.contracts.views import Contract

        row = await info.context.loader(contracts.contracts_of).load(self.row.id)
        return Contract.of(row) if row else None

    @strawberry.field(description="The loan that became of it.")
    async def loan(self, info: Info) -> Annotated["Loan", strawberry.lazy("schema.loans.views")] | None:
        from schema.loans.views import loan_of_application

        return await loan_of_application(info, self.row.id)

    @strawberry.field(description="The customer's papers, the newest first.")
    async def documents(self, info: Info) -> list[Annotated["Document", strawberry.lazy("schema.documents.views")]]:
        from schema.documents.views import documents_of

        return await documents_of(info, self.row.customer_id)
