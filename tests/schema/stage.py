"""What the tests of the edge play on: one object of every kind in region East, ready for the next verb on it.

It is planted once a run into a template; each test gets a copy. Beside the test world's staff there are somebody
without any position, and holders of headquarters' operations whose sight ends at region West.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.pool import NullPool

from schema.kit.ids import encode
from server.approvals.models import ApprovalCase
from server.approvals.rules import Tier
from server.contracts.models import Contract, ContractState
from server.contracts.service import draw_up
from server.custody.models import FundingAccount
from server.customers.service.revealing import reveal
from server.documents.models import DocumentKind, DocumentState
from server.identity.models import Position, PositionRole, ScopeKind, Staff, StaffPosition, StaffState
from server.kit.clock import FixedClock, business_date
from server.kit.embedded.endpoint import APP_ROLE, OWNER_ROLE, Endpoint
from server.kit.work import Caller, House
from server.loans import queries
from server.loans.ending import write_off
from server.loans.models import Instalment
from server.loans.repaying import repay
from server.reconciliation.rules import BreakKind, BreakState, Resolution
from tests.factories.applications import apply_for, plant_application, plant_lender
from tests.factories.approvals import plant_case, plant_delegation, plant_draft, plant_offered
from tests.factories.closing import plant_closed_day, plant_prepared_month
from tests.factories.contracts import plant_request
from tests.factories.custody import plant_funding_account
from tests.factories.customers import Planted, plant_customer, plant_prospect
from tests.factories.decision import plant_proposal, plant_rejected
from tests.factories.desk import plant_merge, plant_template_proposal
from tests.factories.documents import plant_borrower, plant_document, plant_picture_finding
from tests.factories.identity_reviews import plant_review
from tests.factories.loans import PlantedLoan, plant_contracted, plant_loan
from tests.factories.partners import plant_delivery, plant_endpoint, plant_partner_key, plant_published, plant_team
from tests.factories.ratings import plant_rating
from tests.factories.reconciliation import ACCOUNT as STATED_ACCOUNT
from tests.factories.reconciliation import plant_break, plant_file, plant_statement
from tests.fixtures.house import NOON, RecordingMessenger, SilentBank, fresh, house_on, settings_for, staff_in
from tests.fixtures.world import OPENED_ON, PASSWORD_HASH, id_of
from tests.schema.alerts_stage import plant_alerts
from tests.schema.classification_stage import plant_classification
from tests.schema.collection_stage import plant_collection
from tests.schema.compliance_stage import plant_compliance
from tests.schema.desk_stage import plant_desk, plant_feedback
from tests.schema.offers_stage import plant_offers
from tests.schema.risk_stage import plant_risk
from tests.schema.security_stage import plant_security
from tests.schema.visit_stage import plant_visits

IDLE = "idle.east1"
FINANCE_WEST = "finance.west"
ADMIN_WEST = "admin.west"
AUDITOR_WEST = "auditor.west"
VERSIONS = ("0.1.0", "0.2.0", "0.3.0", "0.4.0", "0.5.0")
TIERED_FEN = 6_000_000
DRAFTS = 6
RISK_WEST = "risk.west"
COMMITTEE_WEST = "committee.west"
ATTENDING_WEST = "attending.west"
COMPLYING_WEST = "complying.west"
COLLECTING_WEST = "collecting.west"
GROUPING_WEST = "grouping.west"
DESK = ("filing", "releasing", "counter", "counter_confirming")
WEST_POSITIONS = {
    FINANCE_WEST: ("paying", "correcting", "closing", "reader", "reconciling", *DESK),
    ADMIN_WEST: ("administering",),
    AUDITOR_WEST: ("auditing",),
    GROUPING_WEST: ("grouping", "reader"),
    ATTENDING_WEST: ("attending", "reader"),
    COLLECTING_WEST: ("contacting", "collection_leading", "reader"),
    COMPLYING_WEST: ("complying", "erasing", "reader"),
    COMMITTEE_WEST: ("classification_confirming", "reader"),
    RISK_WEST: ("publishing", "matrix_drafting", "ruling", "classifying", "offering"),
}


@dataclass
class Stage:
    """Global ids of what stands in region East, and the customers behind them."""

    ids: dict[str, str] = field(default_factory=dict)
    rows: dict[str, UUID] = field(default_factory=dict)
    customers: dict[str, Planted] = field(default_factory=dict)

    def keep(self, name: str, kind: str, row_id: UUID, customer: Planted | None = None) -> None:
        self.rows[name] = row_id
        self.ids[name] = encode(kind, row_id, customer.customer_id if customer else None)

    def __getitem__(self, name: str) -> str:
        return self.ids[name]


async def plant(endpoint: Endpoint, database: str) -> Stage:
    """Plant the stage into a database that holds the test world."""
    engine = create_async_engine(endpoint.dsn(OWNER_ROLE, database), poolclass=NullPool)
    clock = FixedClock(NOON)
    house = house_on(settings_for(endpoint.dsn(APP_ROLE, database)), clock, RecordingMessenger(), SilentBank())
    try:
        async with AsyncSession(engine, expire_on_commit=False) as owner:
            await plant_staff(owner)
            await plant_documents(owner)
            stage = await plant_objects(owner, house, clock)
            await plant_webhook(owner, stage)
            await plant_closed_day(owner)
            await plant_prepared_month(owner)
            await owner.commit()
            return stage
    finally:
        await house.database.close()
        await engine.dispose()


async def plant_staff(owner: AsyncSession) -> None:
    """Somebody who may do nothing, and holders of headquarters' operations who see one region."""
    await _hire(owner, IDLE, "east-1")
    for login, roles in WEST_POSITIONS.items():
        code = login.replace(".", "_")
        post = {"code": code, "name_zh": login, "name_en": login, "scope_kind": ScopeKind.REGION}
        await owner.execute(insert(Position).values(post))
        held = [{"position_code": code, "role_code": role} for role in ("everyone", *roles)]
        await owner.execute(insert(PositionRole), held)
        await _hire(owner, login, "west")
        holding = {"staff_id": id_of(login), "position_code": code, "valid_from": OPENED_ON}
        await owner.execute(insert(StaffPosition).values(holding))
    await owner.commit()


async def plant_documents(owner: AsyncSession) -> None:
    """One trusted document, in versions enough for every caller to revoke one."""
    await plant_team(owner)
    for version in VERSIONS:
        await plant_published(owner, version)
    await owner.commit()


async def plant_webhook(owner: AsyncSession, stage: Stage) -> None:
    """An endpoint that hears of one branch of East, a message that never arrived there, a key over that branch."""
    borrower = stage.customers["borrower"]
    stage.keep("partner_key", "PartnerKey", await plant_partner_key(owner, branches=[borrower.branch_id]))
    stage.keep("endpoint", "WebhookEndpoint", await plant_endpoint(owner, branches=[borrower.branch_id]))
    stage.keep("delivery", "WebhookDelivery", await plant_delivery(owner, stage.rows["endpoint"], borrower), borrower)


async def _hire(owner: AsyncSession, login: str, branch: str) -> None:
    await owner.execute(
        insert(Staff).values(
            id=id_of(login),
            login=login,
            name=login,
            branch_id=id_of(branch),
            state=StaffState.ACTIVE,
            password_hash=PASSWORD_HASH,
            created_at=datetime(2020, 1, 1, tzinfo=UTC),
        )
    )


async def plant_objects(
    owner: AsyncSession, house: House, clock: FixedClock, *, officer: str = "officer.east1", name: str = "王小明"
) -> Stage:
    """One object of each kind that belongs to customers of this officer."""
    stage = Stage()
    version_id = await plant_lender(owner)
    stage.keep("version", "ProductVersion", version_id)
    stage.keep("officer", "Staff", id_of(officer))
    stage.keep("colleague", "Staff", id_of("officer2.east1"))
    stage.keep("idle", "Staff", id_of(IDLE))
    stage.keep("branch", "Branch", id_of("east-1"))
    await plant_approvals(stage, owner)
    caller = await staff_in(house, clock, officer)
    await plant_book(stage, owner, caller, version_id, name=name)
    await reveal(fresh(caller), customer_id=stage.rows["borrower"], fields=("phone",), reason="核对联系方式")
    await plant_desk(stage, owner, version_id, login=officer, name=name)
    await plant_feedback(stage, owner, login=officer)
    await plant_security(stage, owner, caller, version_id)
    await plant_visits(stage, owner, caller, name=name)
    await plant_compliance(stage, owner, login=officer, name=name)
    await plant_alerts(stage, owner)
    await plant_risk(stage, owner)
    await plant_classification(stage, owner)
    await plant_collection(stage, owner, house, clock, version_id, officer=officer)
    await plant_offers(stage, owner, house, clock, officer=officer)
    return stage


async def plant_approvals(stage: Stage, owner: AsyncSession) -> None:
    """Drafts of a matrix that sends everything to the committee, enough for every caller to publish one; a stand-in."""
    stage.keep("member", "Staff", id_of("committee1.hq"))
    for n in range(DRAFTS):
        stage.keep(f"matrix{n}", "ApprovalMatrix", await plant_draft(owner, n + 2))
    for n in range(DRAFTS):
        stage.keep(f"edition{n}", "DecisionEdition", await plant_proposal(owner, n))
        stage.keep(f"template{n}", "TemplateProposal", await plant_template_proposal(owner, n))
    days = {"valid_from": date(2026, 6, 1), "valid_until": date(2026, 6, 5)}
    stage.keep("delegation", "Delegation", await plant_delegation(owner, "manager.east", "committee1.hq", **days))


async def plant_book(stage: Stage, owner: AsyncSession, officer: Caller, version_id: UUID, *, name: str) -> None:
    """Customers of an officer with papers, applications, a case, contracts and a loan."""
    login = officer.actor.name
    prospect = stage.customers["prospect"] = await plant_prospect(owner, officer=login, name=name)
    stage.keep("prospect", "Customer", prospect.customer_id, prospect)
    stage.keep("identity_review", "IdentityReview", await plant_review(owner, prospect), prospect)
    for who in ("borrower", "tiered", "clean", "drawn", "signed", "lent"):
        customer = stage.customers[who] = await plant_borrower(owner, officer=login, name=name)
        stage.keep(who, "Customer", customer.customer_id, customer)
    borrower = stage.customers["borrower"]
    await plant_rating(owner, borrower)
    twin = stage.customers["twin"] = await plant_customer(owner, officer=login, name=name)
    stage.keep("merge", "CustomerMerge", await plant_merge(owner, twin, borrower), twin)
    paper = await plant_document(owner, borrower, kind=DocumentKind.ID_BACK, state=DocumentState.FAILED)
    stage.keep("document", "Document", paper, borrower)
    stage.keep("finding", "PictureFinding", await plant_picture_finding(owner, borrower, paper, prospect), borrower)
    stage.keep("draft", "Application", await plant_application(owner, borrower, version_id), borrower)
    stage.keep("rejected", "Application", await plant_rejected(owner, borrower, version_id), borrower)
    tiered = stage.customers["tiered"]
    stage.keep("in_review", "Application", await apply_for(officer, tiered, version_id, TIERED_FEN), tiered)
    case = select(ApprovalCase.id).where(ApprovalCase.subject_id == stage.rows["in_review"])
    stage.keep("case", "ApprovalCase", (await owner.execute(case)).scalar_one(), tiered)
    clean = stage.customers["clean"]
    review = await plant_case(owner, clean, tier=Tier.MANUAL_REVIEW, subject_kind="test")
    stage.keep("review_case", "ApprovalCase", review, clean)
    offered, condition = await plant_offered(owner, clean, version_id)
    stage.keep("offered", "Application", offered, clean)
    stage.keep("condition", "ApprovalCondition", condition, clean)
    stage.keep("approved", "Application", await apply_for(officer, clean, version_id), clean)
    await _plant_contracts(stage, owner, officer, version_id)


async def _plant_contracts(stage: Stage, owner: AsyncSession, officer: Caller, version_id: UUID) -> None:
    drawn, signed, lent = (stage.customers[who] for who in ("drawn", "signed", "lent"))
    application_id = await apply_for(officer, drawn, version_id)
    contract_id = await draw_up(fresh(officer), application_id=application_id)
    set_paper = {"state": ContractState.DRAWN, "pdf_digest": "0" * 64, "blob": "0" * 64}
    await owner.execute(update(Contract).where(Contract.id == contract_id).values(**set_paper))
    stage.keep("contract", "Contract", contract_id, drawn)
    stage.keep("signed_application", "Application", await plant_contracted(owner, signed, version_id), signed)
    funding_id = await plant_funding_account(owner)
    loan = await plant_loan(owner, lent, version_id, funding_id)
    stage.keep("loan", "Loan", loan.loan_id, lent)
    request_id = await plant_request(owner, stage.rows["signed_application"], signed)
    stage.keep("request", "BorrowerRequest", request_id, signed)
    stage.keep("lent_application", "Application", loan.application_id, lent)
    await _plant_statements(stage, owner, funding_id, loan)
    await owner.commit()
    await _plant_served(stage, owner, officer, (version_id, funding_id))


async def _plant_served(stage: Stage, owner: AsyncSession, officer: Caller, terms: tuple[UUID, UUID]) -> None:
    """A loan that was paid with 500.00 too much, and one that is written off."""
    house, lent, clock, day = officer.house, stage.customers["lent"], FixedClock(NOON), business_date(NOON)
    repaid = await plant_loan(owner, lent, *terms, principal_fen=1_000_000)
    stage.keep("repaid_loan", "Loan", repaid.loan_id, lent)
    owed = select(func.sum(queries.owed())).where(Instalment.loan_id == repaid.loan_id)
    amount_fen = int((await owner.execute(owed)).scalar_one()) + 50_000
    clerk = await staff_in(house, clock, "finance.hq")
    act_id = await repay(clerk, loan_id=repaid.loan_id, amount_fen=amount_fen, paid_on=day, reference="planted")
    stage.keep("act", "LoanAct", act_id, lent)
    stage.keep("repayment", "Repayment", act_id, lent)
    lost = await plant_loan(owner, lent, *terms, principal_fen=1_000_000)
    stage.keep("written_off_loan", "Loan", lost.loan_id, lent)
    manager = await staff_in(house, clock, "manager.west" if "west" in officer.actor.name else "manager.east")
    await write_off(manager, loan_id=lost.loan_id, value_on=day, reason="planted", expected_version=2)


async def _plant_statements(stage: Stage, owner: AsyncSession, funding_id: UUID, loan: PlantedLoan) -> None:
    """A statement of headquarters' account with breaks of every use, and an account whose statement is still a file."""
    amounts = (12_345, -1_200, 50_000, -loan.principal_fen)
    statement_id, lines = await plant_statement(owner, funding_id, *amounts)
    stage.keep("lending_account", "ReconciledAccount", funding_id)
    stage.keep("statement", "BankStatement", statement_id)
    for name, line_id in zip(("line", "charge_line", "transfer_line", "paid_line"), lines, strict=True):
        stage.keep(name, "StatementLine", line_id)
    proposed: dict[str, Any] = {"state": BreakState.PROPOSED, "resolution": Resolution.BOOKED, "note": "手续费"}
    proposed |= {"proposed_by": id_of("checker.hq"), "proposed_at": NOON}
    broken = {
        "break": await plant_break(owner, funding_id, BreakKind.UNKNOWN_PAYER, line_id=lines[0]),
        "proposed_break": await plant_break(owner, funding_id, BreakKind.BANK_CHARGE, line_id=lines[1], **proposed),
        "transfer_break": await plant_break(
            owner, funding_id, BreakKind.UNBOOKED_REPAYMENT, line_id=lines[2], loan_id=loan.loan_id
        ),
        "paid_break": await plant_break(owner, funding_id, BreakKind.MISSING_IN_BANK, event_id=loan.order.id),
    }
    for name, break_id in broken.items():
        stage.keep(name, "StatementBreak", break_id)
    stage.keep("statement_file", "StatementFile", await plant_file(owner))
    taken = select(FundingAccount.id).where(FundingAccount.account_number == STATED_ACCOUNT)
    free = (await owner.execute(taken)).scalar_one_or_none() is None
    stated_id = await plant_funding_account(owner, allotted_fen=0, number=STATED_ACCOUNT if free else None)
    stage.keep("stated_account", "ReconciledAccount", stated_id)
