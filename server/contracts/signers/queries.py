"""Every select of signers."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from server.contracts.signers.models import ContractSigner
from server.kit.database import within
from server.kit.scope import Scope


async def signers_of(session: AsyncSession, scope: Scope, contract_id: UUID) -> Sequence[ContractSigner]:
    """Who signs a contract beside its borrower, in the order of the paper."""
    wanted = select(ContractSigner).where(ContractSigner.contract_id == contract_id, within(ContractSigner, scope))
    fresh = wanted.order_by(ContractSigner.position).execution_options(populate_existing=True)
    return (await session.execute(fresh)).scalars().all()


async def signer_by_id(
    session: AsyncSession, scope: Scope, signer_id: UUID, *, for_update: bool = False
) -> ContractSigner | None:
    wanted = select(ContractSigner).where(ContractSigner.id == signer_id, within(ContractSigner, scope))
    return (await session.execute(wanted.with_for_update() if for_update else wanted)).scalar_one_or_none()
