"""Views of applications."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import strawberry
from sqlalchemy import ColumnElement, or_

from schema.applications.parties import ApplicationParty, SecurityFigures
from schema.applications.visits import Visit
from schema.collateral.views import CollateralCharge
from schema.connectors.views import ApplicationEvidence, AssistantAdvice
from schema.contracts.views import Contract
from schema.customers.views import Customer
from schema.decision.views import AutomatedDecision
from schema.documents.views import Document
from schema.identity.views import Branch, Staff
from schema.kit.context import Info
from schema.kit.scalars import Money, Rate
from schema.products.views import ProductVersion, ScheduleRow
from schema.reading.declarations import column, many, on, one, reads
from schema.reading.nodes import Node
from schema.reading.terms import Terms
from server.applications import reading
from server.applications.inquiries import advising
from server.applications.inquiries import reading as inquiries
from server.applications.rules import ApplicationState
from server.applications.securing import figures
from server.applications.securing.rules import PartyState
from server.applications.sights import APPLICATIONS, FINDINGS, OPINIONS
from server.applications.visiting.queries import LIVING
from server.applications.visiting.states import VisitState
from server.approvals.rules import Tier
from server.collateral.rules import ChargeState
from server.contracts.models import ContractState
from server.kit.rulebook import FindingOutcome

if TYPE_CHECKING:
    from schema.approvals.views import ApprovalCase
    from schema.loans.views import Loan

strawberry.enum(ApplicationState, description="Where an application stands.")
strawberry.enum(Tier, description="Who decides: the rules alone, a reviewer, the regional manager, the committee.")


@strawberry.type(description="A rule that did not pass, with its reason.")
@reads(FINDINGS)
class Finding:
    """View of a finding."""

    code: str = column("Code of the rule.")
    outcome: FindingOutcome = column("What follows from it.")
    reason_zh: str = column("Why, in Chinese.")
    reason_en: str = column("Why, in English.")


@strawberry.type(description="The officer's signed opinion.")
@reads(OPINIONS)
class Opinion:
    """View of an opinion."""

    amount: Money = column("What he recommends to lend.", "amount_fen")
    term_months: int = column("For how many months.")
    reason: str = column("Why.")
    at: datetime = column("When he signed it.", "given_at")
    by: Staff = one("The officer.", on(given_by="id"))


def _not_void(_application: Any, contract: Any, _terms: Terms) -> ColumnElement[bool]:
    lives: ColumnElement[bool] = contract.state != ContractState.VOID
    return lives


def _living_visit(_application: Any, visit: Any, _terms: Terms) -> ColumnElement[bool]:
    return or_(*(visit.state == state for state in LIVING))


def _draft_visit(_application: Any, visit: Any, _terms: Terms) -> ColumnElement[bool]:
    is_draft: ColumnElement[bool] = visit.state == VisitState.DRAFT
    return is_draft


def _still_standing(_application: Any, party: Any, _terms: Terms) -> ColumnElement[bool]:
    stands: ColumnElement[bool] = party.state != PartyState.REMOVED
    return stands


def _not_dropped(_application: Any, charge: Any, _terms: Terms) -> ColumnElement[bool]:
    kept: ColumnElement[bool] = charge.state != ChargeState.DROPPED
    return kept


@strawberry.type(description="A request for a loan.")
@reads(APPLICATIONS, needs=("id", "customer_id", "product_version_id", "rate_annual"))
class Application(Node):
    """View of an application."""

    number: str = column("Public number.")
    state: ApplicationState = column("Where it stands.")
    amount: Money = column("Amount that stands.", "amount_fen")
    term_months: int = column("Term that stands, in months.")
    purpose: str = column("What the money is for.")
    tier: Tier | None = column("Who decides it; null before it is submitted.")
    exposure_after: Money | None = column("What customer and group would owe with this loan.", "exposure_after_fen")
    debt_ratio: Rate | None = column("Monthly payments on all debts, by monthly income.")
    apr_preview: Rate | None = column("All-in annual rate at the last submission.", "apr")
    rate_annual: Rate | None = column("The rate that the approval has laid down; null: the product's own.")
    offered_at: datetime | None = column("When the approval has changed the terms; null: it has not.")
    accepted_at: datetime | None = column("When the customer has accepted the changed terms.")
    acceptance: str | None = column("How he has accepted them.")
    version: int = column("Rises with every change; hand it back as expectedVersion.")
    created_at: datetime = column("When it was begun.")
    submitted_at: datetime | None = column("When it was last submitted.")
    decided_at: datetime | None = column("When it was decided.")
    customer: Customer | None = one("Who wants to borrow.", on(customer_id="customer_id"))
    product: ProductVersion = one("Under which terms.", on(product_version_id="id"))
    findings: list[Finding] = many(
        "What the rules found at the present submission.",
        on(customer_id="customer_id", id="application_id", submission="submission"),
        order=("position",),
    )
    decisions: list[AutomatedDecision] = many(
        "What the rules of risk said at each submission, and why, the newest first.",
        on(customer_id="customer_id", id="application_id"),
        order=("-recorded_at", "-id"),
    )
    opinion: Opinion | None = one(
        "The officer's opinion at the present submission.",
        on(customer_id="customer_id", id="application_id", submission="submission"),
    )
    officer: Staff = one("The officer whose customer it is.", on(officer_id="id"))
    branch: Branch = one("The branch.", on(branch_id="id"))
    case: Annotated["ApprovalCase", strawberry.lazy("schema.approvals.views")] | None = one(
        "The case in which it is decided, the latest one.", on(customer_id="customer_id", case_id="id")
    )
    contract: Contract | None = one(
        "Its contract, unless that is void.", on(_not_void, customer_id="customer_id", id="application_id")
    )
    loan: Annotated["Loan", strawberry.lazy("schema.loans.views")] | None = one(
        "The loan that became of it.", on(customer_id="customer_id", id="application_id")
    )
    visit: Visit | None = one(
        "The visit that stands, or waits for a second person.",
        on(_living_visit, customer_id="customer_id", id="application_id"),
    )
    visit_draft: Visit | None = one(
        "The visit that is being filled in.", on(_draft_visit, customer_id="customer_id", id="application_id")
    )
    visits: list[Visit] = many(
        "All its visits, the newest first.",
        on(customer_id="customer_id", id="application_id"),
        order=("-saved_at", "-id"),
    )
    parties: list[ApplicationParty] = many(
        "Who stands beside the borrower, in the order in which they came.",
        on(_still_standing, customer_id="customer_id", id="application_id"),
        order=("added_at", "id"),
    )
    charges: list[CollateralCharge] = many(
        "The items that secure it, or did.",
        on(_not_dropped, customer_id="customer_id", id="application_id"),
        order=("charged_at", "id"),
    )
    documents: list[Document] = many(
        "The customer's papers, the newest first.", on(customer_id="customer_id"), order=("-received_at", "-id")
    )

    @strawberry.field(description="All that is known of the applicant: sources, times, and what counts as verified.")
    async def evidence(self, info: Info) -> ApplicationEvidence:
        application: Any = self
        found = await inquiries.evidence(info.context.caller, application_id=application.id)
        return ApplicationEvidence.of(found, application.customer_id)

    @strawberry.field(description="What stands behind it today, in figures.")
    async def security(self, info: Info) -> SecurityFigures:
        application: Any = self
        return SecurityFigures.of(await figures.security(info.context.caller, application_id=application.id))

    @strawberry.field(description="What the house's AI service makes of the evidence; null: there is none, or no word.")
    async def advice(self, info: Info) -> AssistantAdvice | None:
        application: Any = self
        said = await advising.advice(info.context.caller, application_id=application.id)
        return AssistantAdvice.of(said) if said else None

    @strawberry.field(description="The schedule that it would have, from today.")
    async def schedule_preview(self, info: Info) -> list[ScheduleRow]:
        application: Any = self
        quoted = await reading.preview(
            info.context.caller,
            product_version_id=application.product_version_id,
            amount_fen=application.amount_fen,
            term_months=application.term_months,
            rate_annual=application.rate_annual,
        )
        return [ScheduleRow.of(row) for row in quoted.rows]
