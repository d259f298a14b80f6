"""Views of offers, campaigns and surveys."""

from datetime import date, datetime
from typing import Any

import strawberry
from sqlalchemy import ColumnElement

from schema.applications.views import Application
from schema.customers.views import Customer
from schema.identity.views import Staff
from schema.kit.scalars import Money, Rate
from schema.loans.views import Loan
from schema.reading.declarations import column, on, one, reads
from schema.reading.nodes import Node
from schema.reading.terms import Terms
from server.offers import sights
from server.offers.rules import CampaignState, OfferArm, OfferKind, OfferState
from server.offers.satisfaction.models import SurveyState

strawberry.enum(OfferKind, description="More than before, cheaper than before, or the same again.")
strawberry.enum(CampaignState, description="Where a campaign stands.")
strawberry.enum(OfferArm, description="Made an offer, left alone to compare with, or out.")
strawberry.enum(OfferState, description="Where an offer stands.")
strawberry.enum(SurveyState, description="Where a survey stands.")


@strawberry.type(description="A campaign: what is offered to whom, from when to when.")
@reads(sights.OFFER_CAMPAIGNS)
class OfferCampaign(Node):
    """View of a campaign."""

    name: str = column("Its name.")
    kind: OfferKind = column("What is offered.")
    state: CampaignState = column("Where it stands.")
    text: str = column("The words, with the place of the link.")
    product_code: str = column("Which product is offered.")
    products: list[str] = column("Whose borrowers are looked at; none: of all products.")
    amount_factor: Rate = column("Times the principal before.")
    amount_max: Money = column("At most so much to one customer.", "amount_max_fen")
    rate_cut: Rate = column("By how much the rate is lowered, never below the product's.")
    starts_on: date = column("Its first day.")
    ends_on: date = column("Its last day.")
    valid_days: int = column("How many days a link is good for.")
    budget: Money = column("What may be offered in all.", "budget_fen")
    spent: Money = column("What the treated are offered in all.", "spent_fen")
    control_share: Rate = column("The share that is left alone, drawn by hash.")
    people: int = column("How many were looked at.")
    declared_at: datetime = column("When it was declared.")
    declared_by: Staff | None = one("Who declared it.", on(declared_by="id"))
    approved_at: datetime | None = column("When it was approved.")
    approved_by: Staff | None = one("Who approved it.", on(approved_by="id"))
    started_at: datetime | None = column("When it was started.")
    withdrawn_at: datetime | None = column("When it was withdrawn.")
    withdrawal_reason: str | None = column("Why it was withdrawn.")
    version: int = column("For expectedVersion.")


@strawberry.type(description="One customer in one campaign, whatever became of it.")
@reads(sights.OFFERS)
class Offer(Node):
    """View of an offer."""

    kind: OfferKind = column("What is offered.")
    arm: OfferArm = column("Treated, control or out.")
    state: OfferState = column("Where it stands.")
    codes: list[str] = column("Why he is out, or why it was withdrawn.")
    reasons_zh: list[str] = column("The same in Chinese.")
    reasons_en: list[str] = column("The same in English.")
    amount: Money | None = column("How much.", "amount_fen")
    term_months: int | None = column("For how many months.")
    rate_annual: Rate | None = column("At which rate a year.")
    apr: Rate | None = column("All that he pays, a year.")
    drawn_on: date = column("The day of the facts that decided.")
    sent_at: datetime | None = column("When the message went out.")
    opened_at: datetime | None = column("When he looked at it.")
    answered_at: datetime | None = column("When he answered.")
    expires_at: datetime | None = column("Until when he may answer.")
    version: int = column("For expectedVersion.")
    customer: Customer | None = one("Who.", on(customer_id="customer_id"))
    campaign: OfferCampaign | None = one("In which campaign; null without the right to see it.", on(campaign_id="id"))
    loan: Loan | None = one("The loan it goes by.", on(customer_id="customer_id", loan_id="id"))
    application: Application | None = one(
        "What came of an acceptance.", on(customer_id="customer_id", application_id="id")
    )


def _has_words(row: Any, _terms: Terms) -> ColumnElement[bool]:
    found: ColumnElement[bool] = row.words_cipher.is_not(None)
    return found


@strawberry.type(description="What a customer thinks of a loan that has ended.")
@reads(sights.LOAN_SURVEYS)
class LoanSurvey(Node):
    """View of a survey."""

    state: SurveyState = column("Where it stands.")
    score: int | None = column("1 to 5.")
    has_words: bool = column("Whether he wrote something: see readSurveyWords.", _has_words)
    closed_on: date = column("When the loan ended.")
    sent_at: datetime | None = column("When he was asked.")
    answered_at: datetime | None = column("When he answered.")
    reason: str | None = column("Why he was not asked.")
    customer: Customer | None = one("Who.", on(customer_id="customer_id"))
    loan: Loan | None = one("Which loan.", on(customer_id="customer_id", loan_id="id"))
