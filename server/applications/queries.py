"""Every select of applications."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select, union
from sqlalchemy.ext.asyncio import AsyncSession

from server.applications.models import Application, ApplicationFinding
from server.customers.models import Consent
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
    finding = select(ApplicationFinding.id).where(
        ApplicationFinding.customer_id == Application.customer_id,
        ApplicationFinding.application_id == Application.id,
        ApplicationFinding.submission == Application.submission,
    )
    referred = finding.where(ApplicationFinding.outcome == FindingOutcome.REVIEW).exists()
    refused = finding.where(ApplicationFinding.outcome == FindingOutcome.REFUSE).exists()
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


def _by_id(scope: Scope, application_id: UUID) -> Select[Application]:
    return select(Application).where(Application.id == application_id, within(Application, scope))
