"""Good payers: loans of which everything that fell due was paid, and campaigns to ask them by."""

from dataclasses import asdict, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from server.classification.models import LoanClass
from server.classification.vocabulary import Tier
from server.kit import crypto
from server.kit.work import Caller
from server.loans.models import Instalment, Loan, Repayment, RepaymentSplit
from server.loans.repaying import repay
from server.loans.rules import LoanState
from server.offers.campaigns import CampaignSpec
from server.offers.models import Offer, OfferCampaign
from server.offers.rules import CampaignState, OfferArm, OfferKind, OfferState
from server.offers.satisfaction.models import LoanSurvey, SurveyState
from tests.factories.customers import Planted, plant_consent, plant_customer
from tests.factories.loans import PlantedLoan, plant_loan
from tests.fixtures.house import NOON, fresh
from tests.fixtures.world import id_of

TODAY = date(2026, 3, 2)
SPEC = CampaignSpec(
    name="春季续贷",
    kind=OfferKind.RENEWAL,
    text="您的还款记录良好，可申请续贷，详情：{link}",
    product_code="biz_equal",
    starts_on=TODAY,
    ends_on=TODAY + timedelta(days=30),
    budget_fen=1_000_000_000,
    amount_max_fen=10_000_000,
    control_share=Decimal(0),
)


def spec_of(kind: OfferKind = OfferKind.RENEWAL, **changes: Any) -> CampaignSpec:
    """A sound campaign, changed."""
    more = {OfferKind.LIMIT_UP: {"amount_factor": Decimal("1.5")}, OfferKind.RATE_DOWN: {"rate_cut": Decimal("0.01")}}
    return replace(SPEC, kind=kind, **more.get(kind, {}) | changes)


async def plant_payer(
    owner: AsyncSession,
    version_id: UUID,
    funding_id: UUID,
    *,
    officer: str = "officer.east1",
    months: int = 9,
    late_days: int = 0,
    consents: bool = True,
    ended: bool = False,
    tier: Tier | None = Tier.NORMAL,
    **columns: Any,
) -> PlantedLoan:
    """A customer with a loan of so many months, of which all that fell due was paid so many days late.

    `ended`: everything was paid. He agrees to marketing and his loan is classified, unless it is told otherwise.
    """
    customer = await plant_customer(owner, officer=officer, **columns)
    if consents:
        await plant_consent(owner, customer, "marketing")
    begun = TODAY - timedelta(days=31 * months)
    loan = await plant_loan(owner, customer, version_id, funding_id, disbursed_on=begun)
    lines = select(Instalment).where(Instalment.loan_id == loan.loan_id).order_by(Instalment.number)
    rows = (await owner.execute(lines)).scalars().all()
    due = [row for row in rows if ended or row.due_on + timedelta(days=late_days) < TODAY]
    for row in due:
        day = min(row.due_on + timedelta(days=late_days), TODAY - timedelta(days=1))
        await _pay(owner, customer, loan.loan_id, funding_id, row, day)
    left = [row for row in rows if row not in due]
    paid_fen = sum(row.principal_fen for row in due)
    state: dict[str, Any] = {"outstanding_fen": loan.principal_fen - paid_fen}
    state |= {"next_due_on": left[0].due_on} if left else {"next_due_on": None, "state": LoanState.CLOSED}
    state |= {} if left else {"closed_on": TODAY - timedelta(days=1), "outstanding_fen": 0}
    await owner.execute(update(Loan).where(Loan.id == loan.loan_id).values(**state))
    if tier is not None and left:
        await plant_normal(owner, customer, loan.loan_id, tier)
    await owner.commit()
    owner.expunge_all()
    return loan


async def plant_lived(
    owner: AsyncSession, finance: Caller, customer: Planted, version_id: UUID, funding_id: UUID, *, months: int = 9
) -> PlantedLoan:
    """A loan of a good payer whose money came through the door of repayments, so that its books can be replayed."""
    begun = TODAY - timedelta(days=31 * months)
    loan = await plant_loan(owner, customer, version_id, funding_id, disbursed_on=begun)
    await plant_normal(owner, customer, loan.loan_id)
    lines = select(Instalment).where(Instalment.loan_id == loan.loan_id, Instalment.due_on < TODAY)
    rows = [
        (row.due_on, row.principal_fen + row.interest_fen + row.fee_fen)
        for row in (await owner.execute(lines.order_by(Instalment.number))).scalars()
    ]
    await owner.rollback()
    for number, (due_on, amount_fen) in enumerate(rows):
        reference = f"L{loan.loan_id.hex[:8]}{number}"
        about = {"loan_id": loan.loan_id}
        await repay(fresh(finance), **about, amount_fen=amount_fen, paid_on=due_on, reference=reference)
    owner.expunge_all()
    return loan


async def plant_campaign(owner: AsyncSession, state: CampaignState, **changes: Any) -> UUID:
    """A campaign of nobody, in a state."""
    campaign_id = uuid4()
    told = asdict(SPEC) | {"branches": [], "products": [], "id": campaign_id, "state": state, "people": 0}
    told |= {"spent_fen": 0, "declared_by": id_of("risk.hq"), "declared_at": NOON, "version": 1}
    if state is not CampaignState.DRAFTED:
        told |= {"approved_by": id_of("committee1.hq"), "approved_at": NOON}
    await owner.execute(insert(OfferCampaign).values(told | changes))
    await owner.commit()
    return campaign_id


async def plant_offer(
    owner: AsyncSession, campaign_id: UUID, loan: PlantedLoan, version_id: UUID, state: OfferState, **changes: Any
) -> UUID:
    """An offer of what his loan was, sent where the state says so."""
    offer_id = uuid4()
    row = {"id": offer_id, "campaign_id": campaign_id, "kind": OfferKind.RENEWAL, "arm": OfferArm.TREATED}
    row |= {"state": state, "codes": [], "reasons_zh": [], "reasons_en": [], "facts": {}, "loan_id": loan.loan_id}
    row |= {"product_version_id": version_id, "amount_fen": loan.principal_fen, "term_months": 12}
    row |= {"rate_annual": Decimal("0.144"), "apr": Decimal("0.144"), "purpose": "working_capital", "version": 1}
    row |= {"drawn_on": TODAY, "token_hash": uuid4().bytes, "notice_id": uuid4(), "sent_at": NOON}
    row |= {"expires_at": NOON + timedelta(days=14)}
    await owner.execute(insert(Offer).values(**loan.customer.owner_columns, **row | changes))
    await owner.commit()
    return offer_id


async def plant_survey(owner: AsyncSession, customer: Planted, loan_id: UUID, *, words: bytes | None = None) -> UUID:
    """A survey that was answered with four."""
    survey_id = uuid4()
    row = {"id": survey_id, "loan_id": loan_id, "state": SurveyState.ANSWERED, "closed_on": TODAY, "score": 4}
    row |= {"token_hash": survey_id.bytes, "notice_id": uuid4(), "sent_at": NOON, "answered_at": NOON, "version": 3}
    if words is not None:
        row |= {"words_cipher": crypto.encrypt(customer.key, words, crypto.cell("loan_surveys", "words", survey_id))}
    row |= {"expires_at": NOON + timedelta(days=30)}
    await owner.execute(insert(LoanSurvey).values(**customer.owner_columns, **row))
    await owner.commit()
    return survey_id


async def plant_normal(owner: AsyncSession, customer: Planted, loan_id: UUID, tier: Tier = Tier.NORMAL) -> None:
    """A loan is classified, as normal unless it is told otherwise."""
    standing = {"tier": tier, "own_tier": tier, "restructures_passed": 0, "causes": [], "classified_on": TODAY}
    await owner.execute(insert(LoanClass).values(**customer.owner_columns, id=loan_id, **standing))
    await owner.commit()


async def _pay(
    owner: AsyncSession, customer: Planted, loan_id: UUID, funding_id: UUID, row: Instalment, paid_on: date
) -> None:
    parts = {"principal_fen": row.principal_fen, "interest_fen": row.interest_fen, "fee_fen": row.fee_fen}
    money = {**parts, "penalty_fen": 0, "excess_fen": 0, "amount_fen": sum(parts.values())}
    repayment = {"id": uuid4(), "loan_id": loan_id, "paid_on": paid_on, "reference": f"P{uuid4().hex[:12]}"}
    told = {"funding_account_id": funding_id, "recorded_by": id_of("finance.hq"), "recorded_at": NOON}
    own = customer.owner_columns
    await owner.execute(insert(Repayment).values(**own, **repayment, **told, **money))
    split = {"id": uuid4(), "repayment_id": repayment["id"], "instalment_id": row.id}
    await owner.execute(insert(RepaymentSplit).values(**own, **split, **parts, penalty_fen=0))
    paid = {f"paid_{name}": fen for name, fen in parts.items()}
    await owner.execute(update(Instalment).where(Instalment.id == row.id).values(**paid))
