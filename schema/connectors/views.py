"""Views of sources, inquiries, and the evidence of an application."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import strawberry
from sqlalchemy import ColumnElement, select

from schema.identity.views import Staff
from schema.kit.fields import described
from schema.kit.scalars import Money
from schema.reading.declarations import column, embedded, on, one, reads
from schema.reading.nodes import Node
from schema.reading.terms import Terms
from server.applications.inquiries.reading import Evidence, Telling
from server.connectors.kinds import SourceKind
from server.connectors.models import ConnectorSource as SourceRow
from server.connectors.models import Receivable
from server.connectors.rules import InquiryState
from server.connectors.sights import INQUIRIES, SOURCES
from server.kit import global_ids
from server.kit.ports import Advice

strawberry.enum(SourceKind, description="What a source knows.")
strawberry.enum(
    InquiryState,
    description="Waiting to be sent; asked, the answer is fetched; unknown: no clear word; answered; wrong: not in its "
    "form; cancelled before it was sent.",
)


@strawberry.type(description="Somebody who can be asked about customers: bureau, tax, a register, a platform.")
@reads(SOURCES)
class ConnectorSource:
    """View of a source."""

    code: str = column("Its name in askSource.")
    kind: SourceKind = column("What it knows.")
    name_zh: str = column("Name in Chinese.")
    name_en: str = column("Name in English.")
    applies_to: str = column("About whom it may be asked: any, person, company.")
    timeout_seconds: int = column("How long one call may take.")
    valid_days: int = column("How many days an answer holds.")
    consent_purpose: str | None = column("What the customer has to have agreed to; null: nothing.")
    needs_authorisation: bool = column("Whether the law wants a written authorisation besides.")
    is_official: bool = column("Whether it counts as verified where a product says nothing else.")
    is_on: bool = column("Whether it may be asked now.")


@strawberry.type(description="One typed value out of an answer.")
class SourceFact:
    """Part of an inquiry."""

    code: str = strawberry.field(description="Which fact.")
    kind: str = strawberry.field(description="number, flag or word.")
    value: str = strawberry.field(description="Exactly: amounts in fen, true or false, the word.")
    name_zh: str = strawberry.field(description="What it is called in Chinese.")
    name_en: str = strawberry.field(description="What it is called in English.")
    zh: str = strawberry.field(description="For people, in Chinese.")
    en: str = strawberry.field(description="For people, in English.")


def _of_source(attribute: str) -> Callable[[Any, Terms], ColumnElement[Any]]:
    def expression(inquiry: Any, _terms: Terms) -> ColumnElement[Any]:
        return select(getattr(SourceRow, attribute)).where(SourceRow.code == inquiry.source).scalar_subquery()

    return expression


@strawberry.type(description="One question about a customer to one source, and what came of it. The answer is sealed.")
@reads(INQUIRIES)
class Inquiry(Node):
    """View of an inquiry."""

    source: str = column("Code of the source.")
    source_zh: str = column("Its name in Chinese.", _of_source("name_zh"))
    source_en: str = column("Its name in English.", _of_source("name_en"))
    number: str = column("By which number the source knows it.")
    state: InquiryState = column("Where it stands.")
    opened_at: datetime = column("When somebody wanted it asked.")
    opened_by: Staff | None = one("Who.", on(opened_by="id"))
    asked_at: datetime | None = column("When the question first went out; null: it has not.")
    answered_at: datetime | None = column("When the answer came.")
    observed_on: date | None = column("As of which day the source speaks.")
    valid_until: date | None = column("The last day on which the answer holds.")
    consent_purpose: str | None = column("On which consent it stands; null: it needs none.")
    next_at: datetime | None = column("When it is taken up again; null: not any more.")
    attempts: int = column("How often it was sent or fetched.")
    code: str | None = column("Coded error of what went wrong; null: nothing.")
    trouble: str | None = column("The place in the answer, or the kind of trouble on the way.")
    facts: list[SourceFact] = embedded("What the answer was made into; empty without a readable answer.", "facts")


@strawberry.type(description="One fact by one source, and whether it counts as verified for the product.")
class EvidenceFact:
    """Part of the evidence."""

    code: str = described("Which fact.")
    name_zh: str = described("What it is called in Chinese.")
    name_en: str = described("What it is called in English.")
    value: str = described("Exactly: amounts in fen, true or false, the word.")
    zh: str = described("For people, in Chinese.")
    en: str = described("For people, in English.")
    source: str = described("Code of the source; told, document, visit and the like for what staff recorded.")
    source_zh: str = described("Name of the source in Chinese.")
    source_en: str = described("Name of the source in English.")
    asked_at: datetime | None = described("When the source was asked; null: it was not asked by an inquiry.")
    answered_at: datetime = described("When it answered, or when it was recorded.")
    observed_on: date = described("As of which day it speaks.")
    valid_until: date | None = described("The last day on which it holds; null: as long as its age allows.")
    holds: bool = described("Whether it holds today.")
    verified: bool = described("Whether the source counts as verified for this product.")
    inquiry_id: strawberry.ID | None = described("Global id of the inquiry.")


@strawberry.type(description="An invoice that a platform confirms the applicant is owed.")
class ConfirmedReceivable:
    """Part of the evidence."""

    reference: str = described("Its number at the platform.")
    debtor: str = described("Who owes it.")
    amount: Money = described("How much.")
    due_on: date = described("When it is due.")
    confirmed_on: date = described("When the debtor confirmed it.")
    taken_elsewhere: bool = described("Whether another application had it before: it then counts for nothing here.")


@strawberry.type(description="All that is known of an applicant, with sources and times.")
class ApplicationEvidence:
    """View of the evidence of an application."""

    facts: list[EvidenceFact] = described("By fact, the newest telling of each first.")
    receivables: list[ConfirmedReceivable] = described("Confirmed by platforms for this application, due first first.")
    receivables_total: Money | None = described("Sum of those that count; null where no platform has answered.")

    @classmethod
    def of(cls, found: Evidence, customer_id: Any) -> "ApplicationEvidence":
        facts = [_fact(each, customer_id) for each in found.facts]
        rows = [_receivable(each) for each in found.receivables]
        total = None if found.receivables_fen is None else Money(found.receivables_fen)
        return cls(facts=facts, receivables=rows, receivables_total=total)


def _fact(told: Telling, customer_id: Any) -> EvidenceFact:
    inquiry = strawberry.ID(global_ids.encode("Inquiry", told.inquiry_id, customer_id)) if told.inquiry_id else None
    names = [name for name in Telling.__dataclass_fields__ if name != "inquiry_id"]
    return EvidenceFact(**{name: getattr(told, name) for name in names}, inquiry_id=inquiry)


def _receivable(row: Receivable) -> ConfirmedReceivable:
    return ConfirmedReceivable(
        reference=row.reference,
        debtor=row.debtor,
        amount=Money(row.amount_fen),
        due_on=row.due_on,
        confirmed_on=row.confirmed_on,
        taken_elsewhere=row.taken_elsewhere,
    )


@strawberry.type(description="What an AI service makes of the evidence: words for people, and no decision.")
class AssistantAdvice:
    """View of an advice."""

    service: str = described("Which service said it.")
    zh: str = described("In Chinese.")
    en: str = described("In English.")

    @classmethod
    def of(cls, said: Advice) -> "AssistantAdvice":
        return cls(service=said.service, zh=said.zh, en=said.en)
