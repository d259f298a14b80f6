"""Every statement about dossier orders."""

from datetime import date
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from server.compliance.dossiers.models import DossierOrder
from server.kit.database import rows_written


async def order_by_id(session: AsyncSession, order_id: UUID, *, lock: bool = False) -> DossierOrder | None:
    wanted = select(DossierOrder).where(DossierOrder.id == order_id)
    return (await session.execute(wanted.with_for_update() if lock else wanted)).scalar_one_or_none()


async def destroy_expired(session: AsyncSession, today: date) -> int:
    """Take the keys of archives whose last day is over. Returns how many."""
    late = update(DossierOrder).where(DossierOrder.expires_on < today, DossierOrder.key_cipher.is_not(None))
    return await rows_written(session, late.values(key_cipher=None))
