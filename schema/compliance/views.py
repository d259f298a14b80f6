"""Views of the compliance desk."""

from datetime import date, datetime
from typing import Any

import strawberry
from sqlalchemy import ColumnElement, Text, and_, case, cast, literal_column, null

from schema.customers.views import Customer
from schema.identity.views import Branch, Staff
from schema.loans.views import Loan
from schema.reading.declarations import column, on, one, part, reads
from schema.reading.nodes import Node
from schema.reading.terms import Terms
from server.compliance.desk.models import FindingState
from server.compliance.desk.sights import LAW_FINDINGS, LAW_RULES
from server.compliance.dossiers.models import DossierState
from server.compliance.dossiers.sights import DOSSIERS
from server.compliance.keeping.sights import ERASURES, LEGAL_HOLDS
from server.compliance.tickets.models import TicketKind, TicketState
from server.compliance.tickets.sights import TICKETS
from server.kit.rulebook import FindingOutcome, Severity

strawberry.enum(Severity, name="LawSeverity", description="What a violated rule does: blocks, wants a look, is noted.")
strawberry.enum(
    FindingState,
    name="LawFindingState",
    description="Open, found no longer or said to be mended, let stand until a day.",
)
strawberry.enum(TicketKind, description="What a customer asks of the house.")
strawberry.enum(TicketState, description="Whether it waits for its answer.")
strawberry.enum(DossierState, description="Where an ordered dossier stands.")


def _late(row: Any, terms: Terms) -> ColumnElement[bool]:
    return and_(row.state == literal_column("'open'"), row.due_on < terms.today)


def _proposed(finding: Any, _terms: Terms) -> ColumnElement[bool]:
    found: ColumnElement[bool] = finding.waiver_until.is_not(None)
    return found


def _of_loan(finding: Any, _loan: Any, _terms: Terms) -> ColumnElement[bool]:
    found: ColumnElement[bool] = finding.subject_kind == literal_column("'loan'")
    return found


@strawberry.type(description="A version of a rule of law.")
@reads(LAW_RULES)
class LawRule:
    """View of a rule."""

    code: str = column("Its code.")
    version: int = column("Which version.")
    name_zh: str = column("What it is called, in Chinese.")
    name_en: str = column("What it is called, in English.")
    source: str = column("The article that it rests on.")


@strawberry.type(description="That a finding stands until a day: proposed by one, decided by another.")
@reads(LAW_FINDINGS)
class LawWaiver:
    """View of a waiver."""

    reason: str = column("Why.", "waiver_reason")
    until: date = column("Its last day; the finding opens again after it.", "waiver_until")
    proposed_at: datetime = column("When it was proposed.", "waiver_proposed_at")
    agreed_at: datetime | None = column("When it was agreed to; null while it waits.", "waiver_agreed_at")
    proposed_by: Staff | None = one("Who proposes it.", on(waiver_proposed_by="id"))
    agreed_by: Staff | None = one("Who has agreed.", on(waiver_agreed_by="id"))


@strawberry.type(description="A rule of law that something does not keep, as the sweep of the book found it.")
@reads(LAW_FINDINGS)
class LawFinding(Node):
    """View of a finding of the desk."""

    rule_code: str = column("Which rule.")
    rule: LawRule | None = one("The version that was asked.", on(rule_code="code", rule_version="version"))
    severity: Severity = column("What the rule does.")
    outcome: FindingOutcome = column("REFUSE: violated; REVIEW: to be looked at; PASS: only noted.")
    state: FindingState = column("Where it stands.")
    subject_kind: str = column("What does not keep it: loan, customer, ticket, house and so on.")
    reason_zh: str = column("Why, in Chinese.")
    reason_en: str = column("Why, in English.")
    found_on: date = column("Business date on which it was first found.")
    seen_on: date = column("Business date on which it was last found.")
    due_on: date = column("When it has to be mended.")
    late: bool = column("Whether it is open after that day.", _late)
    note: str | None = column("What was said of it last.")
    mended_on: date | None = column("When it was mended.")
    version: int = column("Rises with every change; hand it back as expectedVersion.")
    waiver: LawWaiver | None = part("The waiver that is proposed or stands.", _proposed)
    owner: Staff | None = one("Who sees to it; null: the desk.", on(owner_id="id"))
    branch: Branch | None = one("Where.", on(branch_id="id"))
    customer: Customer | None = one("Of which customer.", on(customer_id="customer_id"))
    loan: Loan | None = one("Of which loan.", on(_of_loan, customer_id="customer_id", subject_id="id"))


@strawberry.type(description="What a customer asks of the house. The words are opened by readTicket.")
@reads(TICKETS)
class Ticket(Node):
    """View of a ticket."""

    kind: TicketKind = column("What is asked.")
    state: TicketState = column("Whether it waits.")
    source: str = column("How it came in.")
    outcome: str | None = column("A word for the register: upheld, rejected, done.")
    opened_on: date = column("Business date on which it came in.")
    due_on: date = column("By when it has to be answered.")
    late: bool = column("Whether it waits after that day.", _late)
    answered_on: date | None = column("When it was answered.")
    version: int = column("Rises with every change; hand it back as expectedVersion.")
    customer: Customer | None = one("Who asks.", on(customer_id="customer_id"))
    loan: Loan | None = one("About which loan.", on(customer_id="customer_id", loan_id="id"))
    officer: Staff = one("The officer whose customer it is.", on(officer_id="id"))
    branch: Branch = one("Where.", on(branch_id="id"))
    answered_by: Staff | None = one("Who has answered.", on(answered_by="id"))


@strawberry.type(description="Nothing of this customer is destroyed while a hold stands.")
@reads(LEGAL_HOLDS)
class LegalHold(Node):
    """View of a hold."""

    reason: str = column("Why.")
    ordered_by: str = column("Who has ordered it: a court, the supervisor.")
    placed_at: datetime = column("Since when.")
    lifted_at: datetime | None = column("Until when; null while it stands.")
    lift_reason: str | None = column("Why it was lifted.")
    customer: Customer | None = one("Of which customer.", on(customer_id="customer_id"))
    placed_by: Staff | None = one("Who has placed it.", on(placed_by="id"))
    lifted_by: Staff | None = one("Who has lifted it.", on(lifted_by="id"))


@strawberry.type(description="A customer's data is to be destroyed, or was.")
@reads(ERASURES)
class Erasure(Node):
    """View of an erasure."""

    reason: str = column("Why.")
    ended_on: date = column("When his last relation ended.")
    proposed_at: datetime = column("When it was proposed.")
    done_at: datetime | None = column("When it was carried out; null while it waits.")
    customer: Customer | None = one("Of which customer.", on(customer_id="customer_id"))
    proposed_by: Staff | None = one("Who has proposed it.", on(proposed_by="id"))
    done_by: Staff | None = one("Who has carried it out.", on(done_by="id"))


def _url(order: Any, _terms: Terms) -> ColumnElement[str | None]:
    path = literal_column("'/api/dossiers/'").op("||")(cast(order.id, Text))
    return case((order.key_cipher.is_not(None), path), else_=null())


@strawberry.type(description="A dossier for an inspector: drawn in the background, kept for some days.")
@reads(DOSSIERS)
class Dossier(Node):
    """View of an ordered dossier."""

    loan_number: str | None = column("Of which loan; null for a period.")
    first_on: date | None = column("First day of the period.")
    last_on: date | None = column("Last day of the period.")
    state: DossierState = column("Where it stands.")
    ordered_at: datetime = column("When it was ordered.")
    finished_at: datetime | None = column("When it was ready, or had failed.")
    expires_on: date = column("Its last day.")
    files: int | None = column("How many files are in it.")
    digest: str | None = column("SHA-256 of the archive, in hex.")
    code: str | None = column("Why there is none.")
    url: str | None = column("Where whoever ordered it fetches it; null while it is drawn and after its days.", _url)
    ordered_by: Staff = one("Who has ordered it.", on(ordered_by="id"))
