"""Entries into the books, through the ledger's own function and in large arrays."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from server.ledger.rules import Entry
from server.ledger.service import POST, as_json
from server.seeds.dice import Ids

ENTRIES_AT_ONCE: Final = 1000


Booked = tuple[datetime, Entry]


async def post_all(session: AsyncSession, ids: Ids, entries: Sequence[Booked]) -> None:
    """Post entries with the instants at which they happened."""
    for begin in range(0, len(entries), ENTRIES_AT_ONCE):
        some = entries[begin : begin + ENTRIES_AT_ONCE]
        given = [as_json(entry, ids.at(at), at.isoformat()) for at, entry in some]
        await session.execute(POST, {"entries": json.dumps(given)})
