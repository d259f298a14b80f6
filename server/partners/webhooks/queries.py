"""Every select of endpoints and deliveries."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from sqlalchemy import Text, any_, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from server.kit.database import within
from server.kit.scope import Scope
from server.partners.webhooks.models import WebhookDelivery, WebhookEndpoint
from server.partners.webhooks.rules import DeliveryState, EndpointState

_WHO_WANTS: Final = (
    select(WebhookEndpoint.id, WebhookEndpoint.branch_ids)
    .where(WebhookEndpoint.state != EndpointState.ENDED, bindparam("kind", type_=Text) == any_(WebhookEndpoint.kinds))
    .order_by(WebhookEndpoint.id)
)
"""Built once: every event of a loan asks it."""


async def endpoint_by_id(session: AsyncSession, endpoint_id: UUID) -> WebhookEndpoint | None:
    return await session.get(WebhookEndpoint, endpoint_id)


async def endpoint_for_update(session: AsyncSession, endpoint_id: UUID) -> WebhookEndpoint | None:
    wanted = select(WebhookEndpoint).where(WebhookEndpoint.id == endpoint_id).with_for_update()
    return (await session.execute(wanted)).scalar_one_or_none()


async def living(session: AsyncSession, team: str) -> int:
    """How many endpoints of a team are not ended."""
    wanted = select(func.count()).select_from(WebhookEndpoint)
    wanted = wanted.where(WebhookEndpoint.team_code == team, WebhookEndpoint.state != EndpointState.ENDED)
    return (await session.execute(wanted)).scalar_one()


async def who_wants(session: AsyncSession, kind: str) -> Sequence[tuple[UUID, list[UUID]]]:
    """Endpoints that hear of a kind, each with the branches that it may hear of; paused ones hear of it later."""
    return [(row.id, row.branch_ids) for row in await session.execute(_WHO_WANTS, {"kind": kind})]


async def delivery_for_update(session: AsyncSession, scope: Scope, delivery_id: UUID) -> WebhookDelivery | None:
    wanted = select(WebhookDelivery).where(WebhookDelivery.id == delivery_id, within(WebhookDelivery, scope))
    return (await session.execute(wanted.with_for_update())).scalar_one_or_none()


async def delivery_by_id(session: AsyncSession, scope: Scope, delivery_id: UUID) -> WebhookDelivery | None:
    wanted = select(WebhookDelivery).where(WebhookDelivery.id == delivery_id, within(WebhookDelivery, scope))
    return (await session.execute(wanted)).scalar_one_or_none()


async def waiting_for(
    session: AsyncSession, scope: Scope, endpoint_id: UUID, *, after: UUID | None, limit: int
) -> Sequence[UUID]:
    """Deliveries that wait for an endpoint, oldest first."""
    wanted = select(WebhookDelivery.id).where(
        WebhookDelivery.endpoint_id == endpoint_id,
        WebhookDelivery.state == DeliveryState.WAITING,
        within(WebhookDelivery, scope),
    )
    if after is not None:
        wanted = wanted.where(WebhookDelivery.id > after)
    return (await session.execute(wanted.order_by(WebhookDelivery.id).limit(limit))).scalars().all()
