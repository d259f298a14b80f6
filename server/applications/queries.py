"""Every select of applications."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, Text, and_, func, select, union
from sqlalchemy.dialects.postgresql import ARRAY, aggregate_order_by
from sqlalchemy.ext.asyncio import AsyncSession

from server.applications.models import Application, ApplicationFinding
from server.approvals.rules import Tier
from server.customers.models import Consent
from server.decision.models import Assessment
from server.documents.models import Document, DocumentConfirmation
from server.kit.database import within
from server.kit.rulebook import FindingOutcome
from server.kit.scope import Scope
from server.products.models import ProductVersion


async def application_by_id(session: AsyncSession, scope: Scope, application_id: UUID) -> Application | None:
    return (await session.execute(_by_id(scope, application_id))).scalar_one_or_none()


async def application_for_update(session: AsyncSession, scope: Scope, application_id: UUID) -> Application | None:
    """The application, locked until the end of the transaction."""
    wanted = _by_id(scope, application_id).with_for_update().execution_options(populate_existing=True)
    return (await session.execute(wanted)).scalar_one_or_none()


async def entered_by(session: AsyncSession, scope: Scope, customer_id: UUID) -> frozenset[UUID]:
    """Who took the customer's consent, took his papers in, or confirmed what they say."""
    people = union(
        select(Consent.taken_by).where(Consent.customer_id == customer_id, within(Consent, scope)),
        select(Document.received_by).where(Document.customer_id == customer_id, within(Document, scope)),
        select(DocumentConfirmation.confirmed_by).where(
            DocumentConfirmation.customer_id == customer_id, within(DocumentConfirmation, scope)
        ),
    )
    return frozenset((await session.execute(people)).scalars())


async def findings_count(session: AsyncSession, application: Application) -> int:
    """How many findings the present submission has."""
    wanted = select(func.count()).where(
        ApplicationFinding.customer_id == application.customer_id,
        ApplicationFinding.application_id == application.id,
        ApplicationFinding.submission == application.submission,
    )
    return int((await session.execute(wanted)).scalar_one())


async def submitted_since(session: AsyncSession, scope: Scope, since: datetime, limit: int) -> Sequence[Any]:
    """What a matrix asks of the applications that were submitted since an instant, the newest first.

    Those that the rules alone have refused are left out.
    """
    referred, refused = _has(FindingOutcome.REVIEW), _has(FindingOutcome.REFUSE)
    wanted = (
        select(
            Application.id,
            Application.customer_id,
            Application.branch_id,
            Application.number,
            Application.exposure_after_fen,
            ProductVersion.product_code,
            referred.label("referred"),
        )
        .join(ProductVersion, ProductVersion.id == Application.product_version_id)
        .where(Application.submitted_at >= since, Application.exposure_after_fen.is_not(None), ~refused)
        .where(within(Application, scope))
        .order_by(Application.submitted_at.desc(), Application.id.desc())
        .limit(limit)
    )
    return (await session.execute(wanted)).all()


async def assessed_since(session: AsyncSession, scope: Scope, since: datetime, limit: int) -> Sequence[Any]:
    """Applications that were submitted since an instant, the newest first, with the facts of their last assessment."""
    newest = (
        select(Assessment.id)
        .where(Assessment.customer_id == Application.customer_id, Assessment.application_id == Application.id)
        .order_by(Assessment.recorded_at.desc(), Assessment.id.desc())
        .limit(1)
        .correlate(Application)
        .scalar_subquery()
    )
    wanted = (
        select(
            Application.id,
            Application.customer_id,
            Application.number,
            Application.tier,
            Assessment.outcome,
            Assessment.facts,
        )
        .join(Assessment, and_(Assessment.customer_id == Application.customer_id, Assessment.id == newest))
        .where(Application.submitted_at >= since, within(Application, scope))
        .order_by(Application.submitted_at.desc(), Application.id.desc())
        .limit(limit)
    )
    return (await session.execute(wanted)).all()


async def decided_alone(
    session: AsyncSession, scope: Scope, since: datetime, below_fen: int
) -> Row[int, int, int, int]:
    """The small applications since an instant: all, approved and refused by the rules alone, referred without a word.

    The last are those that went to people without a finding that says why.
    """
    alone, refused = Application.tier == Tier.AUTOMATIC, _has(FindingOutcome.REFUSE)
    wanted = select(
        func.count(),
        func.count().filter(alone, ~refused),
        func.count().filter(alone, refused),
        func.count().filter(~alone, ~_has(FindingOutcome.REVIEW)),
    ).where(_small(scope, since, below_fen))
    return (await session.execute(wanted)).one()


async def referrals(session: AsyncSession, scope: Scope, since: datetime, below_fen: int) -> Sequence[Any]:
    """Why small applications went to people: code, its newest sentence in both languages, and of how many."""
    finding = ApplicationFinding
    wanted = (
        select(finding.code, _newest(finding.reason_zh), _newest(finding.reason_en), func.count())
        .join(
            Application,
            and_(
                Application.customer_id == finding.customer_id,
                Application.id == finding.application_id,
                Application.submission == finding.submission,
            ),
        )
        .where(_small(scope, since, below_fen), Application.tier != Tier.AUTOMATIC)
        .where(finding.outcome == FindingOutcome.REVIEW)
        .group_by(finding.code)
    )
    return (await session.execute(wanted)).all()


def _small(scope: Scope, since: datetime, below_fen: int) -> ColumnElement[bool]:
    return and_(Application.submitted_at >= since, Application.amount_fen < below_fen, within(Application, scope))


def _has(outcome: FindingOutcome) -> ColumnElement[bool]:
    """Whether the present submission of an application has a finding of this outcome."""
    wanted = select(ApplicationFinding.id).where(
        ApplicationFinding.customer_id == Application.customer_id,
        ApplicationFinding.application_id == Application.id,
        ApplicationFinding.submission == Application.submission,
        ApplicationFinding.outcome == outcome,
    )
    return wanted.exists()


def _newest(sentence: Any) -> Any:
    """The newest of a group's sentences: in both languages that of the same finding."""
    order = aggregate_order_by(sentence, ApplicationFinding.found_at.desc(), ApplicationFinding.id)
    return func.array_agg(order, type_=ARRAY(Text))[1]


def _by_id(scope: Scope, application_id: UUID) -> Select[Application]:
    return select(Application).where(Application.id == application_id, within(Application, scope))
