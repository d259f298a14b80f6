"""Every select of contracts."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from server.contracts.models import Contract, ContractState, SigningLink
from server.kit.database import within
from server.kit.scope import Scope


async def contract_by_id(session: AsyncSession, scope: Scope, contract_id: UUID) -> Contract | None:
    wanted = select(Contract).where(Contract.id == contract_id, within(Contract, scope))
    return (await session.execute(wanted)).scalar_one_or_none()


async def contract_for_update(session: AsyncSession, scope: Scope, contract_id: UUID) -> Contract | None:
    wanted = select(Contract).where(Contract.id == contract_id, within(Contract, scope)).with_for_update()
    return (await session.execute(wanted)).scalar_one_or_none()


async def living_contract(session: AsyncSession, scope: Scope, application_id: UUID) -> Contract | None:
    wanted = select(Contract).where(
        Contract.application_id == application_id, Contract.state != ContractState.VOID, within(Contract, scope)
    )
    return (await session.execute(wanted)).scalar_one_or_none()


async def link_by_token(session: AsyncSession, scope: Scope, hashed: bytes) -> SigningLink | None:
    wanted = select(SigningLink).where(SigningLink.token_hash == hashed, within(SigningLink, scope))
    return (await session.execute(wanted)).scalar_one_or_none()


async def link_for_update(session: AsyncSession, scope: Scope, link_id: UUID) -> SigningLink | None:
    wanted = select(SigningLink).where(SigningLink.id == link_id, within(SigningLink, scope)).with_for_update()
    return (await session.execute(wanted)).scalar_one_or_none()
