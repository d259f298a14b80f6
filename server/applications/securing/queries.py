"""Every select of parties and of what persons answer for."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from server.applications.securing.models import ApplicationParty, GuaranteeClaim
from server.applications.securing.rules import STANDING, PartyState
from server.kit.database import within
from server.kit.scope import Scope


async def party_for_update(session: AsyncSession, scope: Scope, party_id: UUID) -> ApplicationParty | None:
    wanted = select(ApplicationParty).where(ApplicationParty.id == party_id, within(ApplicationParty, scope))
    locked = wanted.with_for_update().execution_options(populate_existing=True)
    return (await session.execute(locked)).scalar_one_or_none()


async def party_by_id(session: AsyncSession, scope: Scope, party_id: UUID) -> ApplicationParty | None:
    wanted = select(ApplicationParty).where(ApplicationParty.id == party_id, within(ApplicationParty, scope))
    return (await session.execute(wanted)).scalar_one_or_none()


async def parties_of(
    session: AsyncSession,
    scope: Scope,
    application_id: UUID,
    *,
    states: Collection[PartyState] = STANDING,
    for_update: bool = False,
) -> Sequence[ApplicationParty]:
    """The parties of an application, in the order in which they came."""
    wanted = (
        select(ApplicationParty)
        .where(
            ApplicationParty.application_id == application_id,
            ApplicationParty.state.in_(sorted(states)),
            within(ApplicationParty, scope),
        )
        .order_by(ApplicationParty.id)
    )
    return (await session.execute(wanted.with_for_update() if for_update else wanted)).scalars().all()


async def answered_for(session: AsyncSession, person_ids: Collection[UUID]) -> dict[UUID, int]:
    """What each person answers for in all (fen), whoever the debtors are and whoever looks."""
    wanted = (
        select(GuaranteeClaim.person_id, func.sum(GuaranteeClaim.amount_fen))
        .where(GuaranteeClaim.person_id.in_(sorted(person_ids)), GuaranteeClaim.ended_at.is_(None))
        .group_by(GuaranteeClaim.person_id)
    )
    found = {person_id: int(fen) for person_id, fen in await session.execute(wanted)}
    return {person_id: found.get(person_id, 0) for person_id in person_ids}


async def guarantees_by(session: AsyncSession, person_id: UUID, debtor_ids: Collection[UUID]) -> frozenset[UUID]:
    """For which of these debtors a person answers."""
    wanted = select(GuaranteeClaim.debtor_id).where(
        GuaranteeClaim.person_id == person_id,
        GuaranteeClaim.debtor_id.in_(sorted(debtor_ids)),
        GuaranteeClaim.ended_at.is_(None),
    )
    return frozenset((await session.execute(wanted)).scalars())
