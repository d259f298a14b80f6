"""Every select of applications."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Text, bindparam, func, select, tuple_, union
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession

from server.applications.models import Application, ApplicationFinding, Opinion
from server.applications.rules import ApplicationState
from server.customers.models import Consent
from server.documents.models import Document, DocumentConfirmation
from server.kit.database import within
from server.kit.ids import NUMBER_DIGITS
from server.kit.scope import Scope

Cursor = tuple[datetime, UUID]
NUMBER_LENGTH = NUMBER_DIGITS + 1


async def application_by_id(session: AsyncSession, scope: Scope, application_id: UUID) -> Application | None:
    return (await session.execute(_by_id(scope, application_id))).scalar_one_or_none()


async def application_for_update(session: AsyncSession, scope: Scope, application_id: UUID) -> Application | None:
    """The application, locked until the end of the transaction."""
    wanted = _by_id(scope, application_id).with_for_update().execution_options(populate_existing=True)
    return (await session.execute(wanted)).scalar_one_or_none()


async def opinion_of(session: AsyncSession, scope: Scope, application: Application) -> Opinion | None:
    """The opinion of the present submission."""
    wanted = select(Opinion).where(
        Opinion.customer_id == application.customer_id,
        Opinion.application_id == application.id,
        Opinion.submission == application.submission,
        within(Opinion, scope),
    )
    return (await session.execute(wanted)).scalar_one_or_none()


async def findings_of(session: AsyncSession, scope: Scope, application: Application) -> Sequence[ApplicationFinding]:
    """The findings of the present submission, in the order of the rules."""
    wanted = select(ApplicationFinding).where(
        ApplicationFinding.customer_id == application.customer_id,
        ApplicationFinding.application_id == application.id,
        ApplicationFinding.submission == application.submission,
        within(ApplicationFinding, scope),
    )
    return (await session.execute(wanted.order_by(ApplicationFinding.position))).scalars().all()


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


def listed(
    scope: Scope, *, states: Sequence[ApplicationState], number: str, after: Cursor | None, limit: int
) -> Select[Application]:
    """One page by keyset, the newest first. `number` is the beginning of a number; no states means all."""
    wanted = select(Application).where(*_chosen(scope, states, number))
    if after is not None:
        wanted = wanted.where(tuple_(Application.created_at, Application.id) < after)
    return wanted.order_by(Application.created_at.desc(), Application.id.desc()).limit(limit)


def counted(scope: Scope, *, states: Sequence[ApplicationState], number: str) -> Select[int]:
    return select(func.count()).select_from(Application).where(*_chosen(scope, states, number))


def _chosen(scope: Scope, states: Sequence[ApplicationState], number: str) -> list[ColumnElement[bool]]:
    parts = [within(Application, scope)]
    if states:
        values = bindparam(None, [state.value for state in states], type_=ARRAY(Text()), unique=True)
        parts.append(Application.state == func.any(values))
    if number:
        # a range and not LIKE: under row policies LIKE loses its index
        parts.append(Application.number.between(number.ljust(NUMBER_LENGTH, "0"), number.ljust(NUMBER_LENGTH, "9")))
    return parts


def _by_id(scope: Scope, application_id: UUID) -> Select[Application]:
    return select(Application).where(Application.id == application_id, within(Application, scope))
