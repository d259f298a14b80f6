"""Views of collection."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import strawberry
from sqlalchemy import ColumnElement, Integer, case, func

from schema.collection.signals_views import CaseUtterance, SignalReason, SpeechFinding
from schema.customers.views import Customer
from schema.identity.views import Branch, Staff
from schema.kit.scalars import Money
from schema.loans.views import Loan
from schema.reading.declarations import column, embedded, many, on, one, reads
from schema.reading.nodes import Node
from schema.reading.terms import Terms
from server.collection import sights
from server.collection.legal.rules import Delivery
from server.collection.rules import Arm, CaseState, ContactState, PauseReason, PromiseState
from server.compliance.contacts.models import ContactChannel, ContactParty, MessageKind

strawberry.enum(CaseState, name="CollectionCaseState", description="Where a case of collection stands.")
strawberry.enum(ContactState, name="CollectionContactState", description="What became of a contact.")
strawberry.enum(Arm, name="CollectionArm", description="Treated, or left alone to measure what treatment brings.")
strawberry.enum(PromiseState, description="Where a promise to pay stands.")
strawberry.enum(PauseReason, description="Why nobody contacts a customer for a while.")
strawberry.enum(Delivery, name="LetterDelivery", description="How a letter goes out.")
strawberry.enum(ContactChannel, description="How somebody is contacted.")
strawberry.enum(ContactParty, description="The debtor himself, or another person whom he named.")
strawberry.enum(MessageKind, description="A demand, a reminder before the day, a request to pass on a call.")

_OF_CASE = on(customer_id="customer_id", id="case_id")
LOG_MAX = 100


def _days(row: Any, terms: Terms) -> ColumnElement[int]:
    found: ColumnElement[int] = func.date_mi(terms.today, row.overdue_since, type_=Integer)
    return found


def _is_quiet(row: Any, terms: Terms) -> ColumnElement[bool]:
    return case((row.quiet_until.is_(None), False), else_=row.quiet_until > terms.now)


@strawberry.type(description="A contact of a case: planned, refused with the rules' names, or made.")
@reads(sights.CASE_CONTACTS)
class CaseContact(Node):
    """View of a contact."""

    channel: ContactChannel = column("How.")
    party: ContactParty = column("With whom.")
    message_kind: MessageKind = column("What was said.")
    state: ContactState = column("What became of it.")
    stage: str = column("The stage at that time.")
    script: str | None = column("Which words; null for words of one's own.")
    codes: list[str] = column("The rules that refuse or stop it: CL is law, HC the house.")
    reasons_zh: list[str] = column("Each rule's name and why, in Chinese.")
    reasons_en: list[str] = column("Each rule's name and why, in English.")
    to_masked: str | None = column("The number, its middle hidden.")
    as_advised: bool = column("Whether the strategy advised this channel.")
    planned_at: datetime = column("When it was planned.")
    planned_by: Staff | None = one("Who planned it; null for the house itself.", on(planned_by="id"))
    noted_at: datetime | None = column("When its result was noted.")


@strawberry.type(description="A promise to pay.")
@reads(sights.PAYMENT_PROMISES)
class PaymentPromise(Node):
    """View of a promise."""

    state: PromiseState = column("Where it stands.")
    amount: Money = column("How much.", "amount_fen")
    due_on: date = column("By which day.")
    paid: Money = column("What had come when it was settled.", "paid_fen")
    made_at: datetime = column("When it was made.")
    made_by: Staff | None = one("Who took it.", on(made_by="id"))
    settled_on: date | None = column("When it was kept, broken or replaced.")
    customer: Customer | None = one("Who promised.", on(customer_id="customer_id"))


@strawberry.type(description="What was heard or read of a debtor; it chooses channel and agent and never credit.")
@reads(sights.CASE_SIGNALS)
class CaseSignal(Node):
    """View of a signal."""

    source: str = column("Who or what says so.")
    willingness: Decimal | None = column("To pay, 0 to 1.")
    ability: Decimal | None = column("To pay, 0 to 1.")
    agitation: Decimal | None = column("0 to 1.")
    halts: PauseReason | None = column("What it stopped at once.")
    reasons: list[SignalReason] = embedded("Why, in both languages.", "reasons")
    recorded_at: datetime = column("When it was recorded.")


@strawberry.type(description="A letter of demand.")
@reads(sights.CASE_LETTERS)
class CaseLetter(Node):
    """View of a letter."""

    number: str = column("Its number.")
    delivery: Delivery = column("How it went out.")
    tracking: str | None = column("The carrier's number.")
    written_at: datetime = column("When it was written.")
    written_by: Staff | None = one("Who wrote it.", on(written_by="id"))


@strawberry.type(description="A visit to a debtor.")
@reads(sights.CASE_VISITS)
class CaseVisit(Node):
    """View of a visit."""

    visited_at: datetime = column("When.")
    met: bool = column("Whether he was met.")
    address_masked: str = column("Where, its end hidden.")
    accuracy_m: int = column("To how many metres the position is sure.")
    recorded_by: Staff | None = one("Who was there.", on(recorded_by="id"))
    companion: Staff | None = one("Who came along.", on(companion_id="id"))


@strawberry.type(description="A case that was given to lawyers.")
@reads(sights.HAND_OVERS)
class HandOver(Node):
    """View of a hand-over."""

    firm: str = column("To which firm.")
    reason: str = column("Why.")
    handed_at: datetime = column("When.")
    withdrawn_at: datetime | None = column("When it was taken back.")
    withdrawal_reason: str | None = column("Why it was taken back.")


@strawberry.type(description="All that is overdue of one customer, and what is done about it.")
@reads(sights.COLLECTION_CASES)
class CollectionCase(Node):
    """View of a case."""

    state: CaseState = column("Where it stands.")
    stage: str = column("Its stage: reminder, gentle, firm, legal.")
    days_past_due: int = column("Days since the oldest unpaid instalment fell due.", _days)
    overdue_since: date = column("When it fell due.")
    overdue: Money = column("What is overdue.", "overdue_fen")
    at_risk: Money = column("Principal that is out on loans in default.", "at_risk_fen")
    loan_count: int = column("How many loans are overdue.", "loans")
    worst_loan: Loan | None = one(
        "The loan with the oldest arrears.", on(customer_id="customer_id", worst_loan_id="id")
    )
    arm: Arm = column("Treated or held out.")
    held_out_until: date | None = column("Until when it is only observed.")
    opened_on: date = column("When it was opened.")
    closed_on: date | None = column("When it was closed.")
    closed_reason: str | None = column("Why it was closed.")
    assignee: Staff | None = one("Who works on it.", on(assigned_to="id"))
    willingness: Decimal | None = column("To pay, 0 to 1; null while nothing is known.")
    ability: Decimal | None = column("To pay, 0 to 1; null while nothing is known.")
    agitation: Decimal | None = column("0 to 1; null while nothing is known.")
    quiet: bool = column("Whether contacts rest because money has just come.", _is_quiet)
    pause_reason: PauseReason | None = column("Why it is paused.")
    paused_until: date | None = column("Until when it is paused.")
    letter_on: date | None = column("When the last letter was written.")
    last_contact_at: datetime | None = column("When the customer was last contacted.")
    contact_count: int = column("How many contacts were made.", "contacts")
    promises_kept: int = column("How many promises were kept.")
    promises_broken: int = column("How many promises were broken.")
    version: int = column("Rises with every change.")
    customer: Customer | None = one("Who owes.", on(customer_id="customer_id"))
    officer: Staff | None = one("The officer whose customer it is.", on(officer_id="id"))
    branch: Branch | None = one("The branch.", on(branch_id="id"))
    contacts: list[CaseContact] = many(
        "Its contacts, the newest first.", _OF_CASE, order=("-planned_at", "-id"), limit=LOG_MAX
    )
    promises: list[PaymentPromise] = many("Its promises, the newest first.", _OF_CASE, order=("-made_at", "-id"))
    signals: list[CaseSignal] = many("What was heard, the newest first.", _OF_CASE, order=("-recorded_at", "-id"))
    utterances: list[CaseUtterance] = many(
        "Words that were read, the newest first.", _OF_CASE, order=("-recorded_at", "-id"), limit=LOG_MAX
    )
    speech_findings: list[SpeechFinding] = many(
        "Words of agents in it that a rule forbids, the newest first.",
        _OF_CASE,
        order=("-found_at", "-id"),
        limit=LOG_MAX,
    )
    letters: list[CaseLetter] = many("Its letters, the newest first.", _OF_CASE, order=("-written_at", "-id"))
    visits: list[CaseVisit] = many("Its visits, the newest first.", _OF_CASE, order=("-visited_at", "-id"))
    hand_overs: list[HandOver] = many("When lawyers had it, the newest first.", _OF_CASE, order=("-handed_at", "-id"))
