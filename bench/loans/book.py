"""A throwaway copy of the bench's book, with somebody in it who may take repayments."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

import asyncpg

from bench.book.place import Place, open_place
from bench.book.scale import SCALES
from bench.wishes import Wishes
from server.identity import catalogue as posts
from server.kit.embedded.endpoint import APP_ROLE, OWNER_ROLE

COPY = "book_loans_run"
COUNTED = ("repayments", "repayment_splits", "loan_acts", "ledger_entries", "ledger_postings", "audit_records")
_TELLER = """
INSERT INTO staff (id, login, name, branch_id, state, password_hash, must_change_password, created_at)
SELECT uuidv7(), 'teller', '出纳', like_him.branch_id, 'active', like_him.password_hash, false, '2021-01-01'
FROM staff like_him WHERE like_him.login = 'headquarters' RETURNING id
"""
_POSITION = "INSERT INTO staff_positions (staff_id, position_code, valid_from) VALUES ($1, $2, '2021-01-01')"
_SESSION = """
INSERT INTO staff_sessions (id, staff_id, opened_at, expires_at, stepped_up_at)
VALUES (uuidv7(), $1, '2026-01-01', '2099-01-01', NULL)
"""


@dataclass(frozen=True)
class Copy:
    """The copy: how the owner and the app connect, and who works in it."""

    place: Place
    teller_id: UUID

    def url(self, role: str = APP_ROLE, driver: str | None = None) -> str:
        return self.place.cluster.endpoint.dsn(role, COPY, driver=driver)

    async def counts(self) -> dict[str, int]:
        """Rows of every table that a repayment writes."""
        owner = await asyncpg.connect(self.url(OWNER_ROLE))
        try:
            return {table: int(await owner.fetchval(f"SELECT count(*) FROM {table}")) for table in COUNTED}  # noqa: S608 - names of ours
        finally:
            await owner.close()


@contextmanager
def open_copy(wishes: Wishes) -> Iterator[Copy]:
    """Copy the book of the wished scale; the copy is dropped afterwards, the book stays as it was."""
    with open_place(wishes.folder, SCALES[wishes.scale], wishes.say) as place:
        endpoint = place.cluster.endpoint
        endpoint.drop_database(COPY)
        wishes.say("copying the book")
        endpoint.create_database(COPY, template=place.database)
        try:
            yield Copy(place, asyncio.run(_let_teller_in(endpoint.dsn(OWNER_ROLE, COPY, driver=None))))
        finally:
            endpoint.drop_database(COPY)


async def _let_teller_in(owner_url: str) -> UUID:
    owner = await asyncpg.connect(owner_url)
    try:
        teller_id: UUID = await owner.fetchval(_TELLER)
        await owner.execute(_POSITION, teller_id, posts.FINANCE)
        await owner.execute(_SESSION, teller_id)
        return teller_id
    finally:
        await owner.close()
