"""The chain of entries: number and hash for what is posted, batch by batch, after its commit.

A chain head locked by every posting would let the house post one entry at a time; so a posting only stands in line,
and a sealer chains the line. The chain says what was posted in which order, and shows any entry that was changed,
swapped or removed afterwards by somebody who owns the database.
"""

from typing import Final

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from server.ledger.models import LedgerUnsealed

BATCH_ENTRIES: Final = 5000


async def seal_entries(session: AsyncSession) -> int:
    """Chain up to one batch of entries, in the order of their posting. Returns how many. One sealer runs at a time."""
    return int((await session.execute(select(func.ledger_seal(BATCH_ENTRIES)))).scalar_one())


async def has_unsealed_entries(session: AsyncSession) -> bool:
    """Whether any entry waits for its place."""
    return (await session.execute(select(LedgerUnsealed.number).limit(1))).scalar_one_or_none() is not None
