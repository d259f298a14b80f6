"""Entries into the books, through the ledger's own function and in arrays as large as it takes."""

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from server.ledger.rules import Entry
from server.ledger.service import POST, as_json
from server.seeds.dice import Ids

ENTRIES_AT_ONCE: Final = 1000


async def post_all(
    session: AsyncSession, ids: Ids, entries: Sequence[tuple[datetime, Entry]], progress: Callable[[int, int], None]
) -> None:
    """Post all entries in the order in which they happened."""
    ordered = sorted(entries, key=lambda each: each[0])
    for begin in range(0, len(ordered), ENTRIES_AT_ONCE):
        some = ordered[begin : begin + ENTRIES_AT_ONCE]
        given = [as_json(entry, ids.at(at), at.isoformat()) for at, entry in some]
        await session.execute(POST, {"entries": json.dumps(given)})
        progress(begin + len(some), len(ordered))
