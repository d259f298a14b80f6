"""The select of routine: the facts of many cases for one person, in one statement. Out of scope nothing is known."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Uuid, and_, bindparam, func, or_, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from server.applications.models import Application, ApplicationFinding
from server.approvals.models import ApprovalCase
from server.approvals.routine.rules import Clause, Facts, Paper
from server.approvals.rules import Mode, Tier
from server.customers.models import Customer, CustomerKind, IdentityMatch
from server.customers.rating.models import CustomerRating
from server.documents.models import Document, DocumentKind, DocumentOpening, DocumentReading, DocumentState
from server.documents.rules import Paper as ReadPaper
from server.kit.database import within
from server.kit.rulebook import FindingOutcome
from server.kit.scope import Scope

READ_KINDS: Final = frozenset(kind.value for kind in ReadPaper)
IDENTIFIES: Final = {CustomerKind.PERSON: DocumentKind.ID_FRONT}
"""The paper that tells who it is; of everybody else the business licence."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A required paper, with the id of its document."""

    document_id: UUID
    paper: Paper


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a case for one person."""

    facts: Facts
    papers: tuple[Shown, ...]


async def facts_of(session: AsyncSession, scope: Scope, actor_id: UUID, case_ids: Sequence[UUID]) -> dict[UUID, Known]:
    """The facts of each case in sight about an application, by case.

    Required are the newest paper of each kind that is read by machine, and every paper of the application itself.
    """
    rows = (await session.execute(_wanted(scope, actor_id, case_ids))).all()
    return {case_id: _known(list(found)) for case_id, found in groupby(rows, key=lambda row: row.id)}


def _wanted(scope: Scope, actor_id: UUID, case_ids: Sequence[UUID]) -> Select[Any]:
    case, opening = ApprovalCase, aliased(DocumentOpening)
    return (
        select(
            case.id,
            case.routine,
            case.tier,
            case.mode,
            case.escalated_at,
            case.offered,
            case.exposure_after_fen,
            Application.id.label("application_id"),
            Customer.kind.label("customer_kind"),
            _grade(scope).label("grade"),
            _hits(scope).label("hits"),
            Document.id.label("document_id"),
            Document.application_id.label("paper_of"),
            Document.kind.label("paper_kind"),
            Document.state.label("paper_state"),
            _is_odd(scope).label("odd"),
            and_(opening.id.is_not(None), opening.opened_at >= case.opened_at).label("opened"),
        )
        .join(Application, and_(Application.customer_id == case.customer_id, Application.id == case.subject_id))
        .join(Customer, Customer.customer_id == case.customer_id)
        .outerjoin(Document, and_(Document.customer_id == case.customer_id, within(Document, scope)))
        .outerjoin(
            opening,
            and_(
                opening.customer_id == Document.customer_id,
                opening.document_id == Document.id,
                opening.opened_by == actor_id,
                within(opening, scope),
            ),
        )
        .where(case.id == _any(case_ids), within(case, scope), within(Application, scope), within(Customer, scope))
        .order_by(case.id, Document.received_at.desc(), Document.id.desc())
    )


def _grade(scope: Scope) -> ColumnElement[Any]:
    """The grade of the customer's last rating."""
    wanted = select(CustomerRating.grade).where(
        CustomerRating.customer_id == ApprovalCase.customer_id, within(CustomerRating, scope)
    )
    newest = wanted.order_by(CustomerRating.rated_at.desc(), CustomerRating.id.desc()).limit(1)
    return newest.correlate(ApprovalCase).scalar_subquery()


def _hits(scope: Scope) -> ColumnElement[int]:
    """How many rules were hit at the present submission."""
    finding = ApplicationFinding
    wanted = select(func.count()).where(
        finding.customer_id == Application.customer_id,
        finding.application_id == Application.id,
        finding.submission == Application.submission,
        finding.outcome != FindingOutcome.PASS,
        within(finding, scope),
    )
    return wanted.correlate(Application).scalar_subquery()


def _is_odd(scope: Scope) -> ColumnElement[bool]:
    """Whether a number on the paper fails its own check digit, or what stands on it points to another customer."""
    reading, match = aliased(DocumentReading), aliased(IdentityMatch)
    last = select(reading.odd_number).where(
        reading.customer_id == Document.customer_id, reading.document_id == Document.id, within(reading, scope)
    )
    last = last.order_by(reading.read_at.desc(), reading.id.desc()).limit(1)
    pointing = select(match.id).where(
        match.customer_id == Document.customer_id, match.document_id == Document.id, within(match, scope)
    )
    odd = func.coalesce(last.correlate(Document).scalar_subquery(), False)
    return or_(odd, pointing.correlate(Document).exists())


def _known(rows: Sequence[Any]) -> Known:
    case = rows[0]
    papers = tuple(_required(rows))
    identifying = IDENTIFIES.get(case.customer_kind, DocumentKind.BUSINESS_LICENCE)
    facts = Facts(
        clause=Clause.from_json(case.routine),
        committee=case.tier is Tier.COMMITTEE or case.mode is Mode.COMMITTEE or case.escalated_at is not None,
        changed=case.offered is not None,
        exposure_after_fen=case.exposure_after_fen,
        grade=case.grade,
        rule_hits=case.hits,
        identified=any(shown.paper.kind == identifying for shown in papers),
        papers=[shown.paper for shown in papers],
    )
    return Known(facts, papers)


def _required(rows: Sequence[Any]) -> list[Shown]:
    """The newest come first."""
    newest: set[str] = set()
    found = []
    for row in rows:
        if row.document_id is None:
            continue
        is_read = row.paper_kind in READ_KINDS
        if row.paper_of != row.application_id and (not is_read or row.paper_kind in newest):
            continue
        newest.add(row.paper_kind)
        confirmed = row.paper_state is DocumentState.CONFIRMED or not is_read
        paper = Paper(row.paper_kind.value, confirmed, row.odd, row.opened)
        found.append(Shown(row.document_id, paper))
    return found


def _any(ids: Sequence[UUID]) -> Any:
    return func.any(bindparam(None, list(ids), type_=ARRAY(Uuid()), unique=True))
