"""Views of cases, votes and what else is done in them."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, cast

import strawberry
from sqlalchemy import BigInteger, ColumnElement, Integer, Numeric, Text, and_, case, func, literal_column, not_, select
from sqlalchemy import cast as sql_cast

from schema.applications.views import Application
from schema.approvals.routine import RoutineVerdict
from schema.approvals.words import ActKind, CaseDecision, CaseState, Mode
from schema.documents.views import Document
from schema.identity.views import Staff
from schema.kit.context import Info
from schema.kit.scalars import Money, Rate
from schema.reading.declarations import column, embedded, many, on, one, part, reads
from schema.reading.nodes import Node
from schema.reading.rendering import text_literal
from schema.reading.terms import Terms
from server.applications.routine.service import routine_by_cases
from server.approvals.models import Minutes
from server.approvals.queries import Asker, bars, decidable_by
from server.approvals.rules import Tier
from server.approvals.sights import ACTS, CASES, CONDITIONS, VOTES
from server.kit.errors import DomainError


def _lent(vote: Any, _staff: Any, _terms: Terms) -> ColumnElement[bool]:
    differs: ColumnElement[bool] = vote.voice != vote.decided_by
    return differs


@strawberry.type(description="One person's decision on a case.")
@reads(VOTES)
class Vote:
    """View of a vote."""

    decision: CaseDecision = column("What he decided.")
    reason: str = column("Why.")
    at: datetime = column("When.", "decided_at")
    step: int = column("On which step of the route, from 1.")
    by: Staff = one("Who decided.", on(decided_by="id"))
    in_the_name_of: Staff | None = one("For whom he stood in; null: for himself.", on(_lent, voice="id"))


@strawberry.type(description="Something done in a case beside voting.")
@reads(ACTS)
class ApprovalAct:
    """View of an act."""

    kind: ActKind = column("What was done.")
    reason: str = column("Why; of an escalation the position that decides instead.")
    at: datetime = column("When.", "done_at")
    step: int = column("On which step of the route, from 1.")
    by: Staff | None = one("Who did it; null where the clock did.", on(done_by="id"))
    colleague: Staff | None = one("To whom it was passed on, or who was asked to sign.", on(colleague="id"))


@strawberry.type(description="Something that has to be so before money is paid.")
@reads(CONDITIONS)
class ApprovalCondition(Node):
    """View of a condition."""

    number: int = column("Its place, from 1.")
    text: str = column("What has to be so.")
    laid_at: datetime = column("When it was laid down.")
    met_at: datetime | None = column("When it was ticked; null: it waits.")
    note: str | None = column("What was seen.")
    laid_by: Staff = one("Who laid it down.", on(laid_by="id"))
    met_by: Staff | None = one("Who ticked it.", on(met_by="id"))
    document: Document | None = one("The evidence.", on(customer_id="customer_id", document_id="id"))


def _offered(name: str, kind: Any) -> Callable[[Any, Terms], ColumnElement[Any]]:
    def expression(row: Any, _terms: Terms) -> ColumnElement[Any]:
        return sql_cast(row.offered.op("->>")(literal_column(f"'{name}'")), kind)

    return expression


@strawberry.type(description="Stricter terms that the votes so far have laid down; null stays as it was asked for.")
@reads(CASES)
class OfferedTerms:
    """View of what was laid down."""

    amount: Money | None = column("A lower amount.", _offered("amount_fen", BigInteger()))
    term_months: int | None = column("A shorter term, in months.", _offered("term_months", Integer()))
    rate_annual: Rate | None = column("A higher rate, a year's.", _offered("rate_annual", Numeric()))


@strawberry.type(description="A step of a route: how many voices of which position.")
class RouteStep:
    """Part of a case and of a row of the matrix."""

    position: str = strawberry.field(description="Code of the position that decides.")
    mode: str = strawberry.field(description="single, sequential, parallel or committee.")
    votes_needed: int = strawberry.field(description="How many approvals it takes.")
    quorum: int = strawberry.field(description="How many have to vote.")
    own_region: bool = strawberry.field(description="Whether the decider's region must hold the branch.")
    step_up: bool = strawberry.field(description="Whether it wants a fresh second factor.")
    sla_hours: int | None = strawberry.field(description="Hours of work it should take.")
    escalates_to: str | None = strawberry.field(description="Code of the position that decides when it takes longer.")


def asker(terms: Terms) -> Asker:
    """The caller, as somebody who wants to decide."""
    return Asker(terms.actor_id, terms.positions, terms.region, terms.today, terms.within)


def may_decide(row: Any, terms: Terms) -> ColumnElement[bool]:
    """Whether nothing keeps the caller from deciding a case."""
    return decidable_by(row, asker(terms))


def _overdue(row: Any, terms: Terms) -> ColumnElement[bool]:
    late = and_(row.state == literal_column(f"'{CaseState.OPEN.value}'"), row.due_at < terms.now)
    return func.coalesce(late, literal_column("false"))


def _minutes_url(row: Any, _terms: Terms) -> ColumnElement[str]:
    path = literal_column("'/api/cases/'").op("||")(sql_cast(row.id, Text)).op("||")(literal_column("'/minutes'"))
    written = select(path).where(Minutes.customer_id == row.customer_id, Minutes.case_id == row.id)
    return written.limit(1).scalar_subquery()


def _first_bar(told: Callable[[type[DomainError]], str]) -> Callable[[Any, Terms], ColumnElement[str]]:
    """What the first bar says; a sentence may name the position that the case wants."""

    def expression(row: Any, terms: Terms) -> ColumnElement[str]:
        sentences = [(bar, text_literal(told(error))) for bar, error in bars(row, asker(terms))]
        return func.replace(case(*sentences), literal_column("'{position}'"), row.position)

    return expression


@strawberry.type(description="Why the caller may not decide a case now.")
@reads(CASES)
class Hindrance:
    """View of a refusal in advance."""

    code: str = column(
        "Code of the refusal that deciding would meet.", _first_bar(lambda error: error.code.upper().replace(".", "_"))
    )
    message_zh: str = column("In Chinese.", _first_bar(lambda error: error.zh))
    message_en: str = column("In English.", _first_bar(lambda error: error.en))


@strawberry.type(description="A question to be decided by people.")
@reads(CASES, needs=("id", "customer_id"))
class ApprovalCase(Node):
    """View of a case."""

    tier: Tier = column("Who decides.")
    state: CaseState = column("Where it stands.")
    amount: Money = column("Amount of the loan.", "amount_fen")
    exposure_after: Money = column("What customer and group would owe with this loan.", "exposure_after_fen")
    votes_needed: int = column("How many approvals the present step takes.")
    quorum: int = column("How many have to vote on the present step, where it is a committee's.")
    mode: Mode = column("How the voices of the present step come together.")
    position: str = column("Code of the position that decides the present step.")
    step_up_needed: bool = column("Whether deciding wants a fresh second factor.", "step_up")
    step: int = column("On which step of its route it stands, from 1.")
    route: list[RouteStep] = embedded("The steps that it goes along.", "route")
    opened_at: datetime = column("When it was opened.")
    due_at: datetime | None = column("When the present step should be done.")
    overdue: bool = column("Whether the present step should be done by now.", _overdue)
    escalated_at: datetime | None = column("When another position was told to decide instead.")
    urges: int = column("How often it was urged.")
    version: int = column("Hand it back as expectedVersion.")
    application: Application | None = one("What is decided on.", on(customer_id="customer_id", subject_id="id"))
    assignee: Staff | None = one("In whose hands the present step was put; null: any holder's.", on(assignee="id"))
    votes: list[Vote] = many(
        "The votes so far, the earliest first.",
        on(customer_id="customer_id", id="case_id"),
        order=("decided_at", "id"),
    )
    acts: list[ApprovalAct] = many(
        "What else was done in it, the earliest first.",
        on(customer_id="customer_id", id="case_id"),
        order=("done_at", "id"),
    )
    offered: OfferedTerms | None = part(
        "Other terms that the votes so far have laid down.", lambda row, _terms: row.offered.is_not(None)
    )
    conditions: list[ApprovalCondition] = many(
        "What has to be so before money is paid.",
        on(customer_id="customer_id", id="case_id"),
        order=("number", "id"),
    )
    minutes_url: str | None = column(
        "Where a committee's minutes can be fetched with the bearer token; null where there are none yet.",
        _minutes_url,
    )

    @strawberry.field(
        description="Whether the caller may approve it with a gesture; null when it is about no application."
    )
    async def routine(self, info: Info) -> RoutineVerdict | None:
        customer_id, case_id = cast("Any", self).row_key
        verdict = await info.context.loader(routine_by_cases).load(case_id)
        return RoutineVerdict.of(verdict, customer_id) if verdict else None

    may_decide: bool = column("Whether the caller may decide it now.", may_decide)
    why_not: Hindrance | None = part(
        "What keeps the caller from deciding it; null when nothing does.",
        lambda row, terms: not_(may_decide(row, terms)),
    )
