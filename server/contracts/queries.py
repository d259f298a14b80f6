"""Every select of contracts."""

from datetime import date
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from server.contracts.models import (
    Contract,
    ContractState,
    Disclosure,
    PaperTemplate,
    SigningLink,
    TemplateKind,
)
from server.kit.database import within
from server.kit.scope import Scope


async def contract_by_id(session: AsyncSession, scope: Scope, contract_id: UUID) -> Contract | None:
    wanted = select(Contract).where(Contract.id == contract_id, within(Contract, scope))
    return (await session.execute(wanted)).scalar_one_or_none()


async def contract_for_update(session: AsyncSession, scope: Scope, contract_id: UUID) -> Contract | None:
    wanted = select(Contract).where(Contract.id == contract_id, within(Contract, scope)).with_for_update()
    locked = wanted.execution_options(populate_existing=True)
    return (await session.execute(locked)).scalar_one_or_none()


async def living_contract(session: AsyncSession, scope: Scope, application_id: UUID) -> Contract | None:
    wanted = select(Contract).where(
        Contract.application_id == application_id, Contract.state != ContractState.VOID, within(Contract, scope)
    )
    return (await session.execute(wanted)).scalar_one_or_none()


async def link_by_token(session: AsyncSession, scope: Scope, hashed: bytes) -> SigningLink | None:
    wanted = select(SigningLink).where(SigningLink.token_hash == hashed, within(SigningLink, scope))
    return (await session.execute(wanted)).scalar_one_or_none()


async def link_by_id(
    session: AsyncSession, scope: Scope, link_id: UUID, *, for_update: bool = False
) -> SigningLink | None:
    wanted = select(SigningLink).where(SigningLink.id == link_id, within(SigningLink, scope))
    return (await session.execute(wanted.with_for_update() if for_update else wanted)).scalar_one_or_none()


async def disclosure_of(
    session: AsyncSession, scope: Scope, contract_id: UUID, *, for_update: bool = False
) -> Disclosure | None:
    wanted = select(Disclosure).where(Disclosure.contract_id == contract_id, within(Disclosure, scope))
    return (await session.execute(wanted.with_for_update() if for_update else wanted)).scalar_one_or_none()


async def newest_template(session: AsyncSession, kind: TemplateKind) -> PaperTemplate | None:
    wanted = select(PaperTemplate).where(PaperTemplate.kind == kind).order_by(PaperTemplate.number.desc()).limit(1)
    return (await session.execute(wanted)).scalar_one_or_none()


async def template_on(session: AsyncSession, kind: TemplateKind, day: date) -> PaperTemplate | None:
    """The newest version that holds on a day."""
    until = or_(PaperTemplate.effective_until.is_(None), PaperTemplate.effective_until >= day)
    wanted = select(PaperTemplate).where(PaperTemplate.kind == kind, PaperTemplate.effective_from <= day, until)
    return (await session.execute(wanted.order_by(PaperTemplate.number.desc()).limit(1))).scalar_one_or_none()
