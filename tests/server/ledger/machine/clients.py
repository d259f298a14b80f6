"""Eight clients on the ledger function at once, as the app role, and one who looks at all of the books."""

import asyncio
import json
from collections.abc import Callable, Coroutine, Iterable, Iterator, Sequence
from typing import Any, TypeVar
from uuid import UUID

import asyncpg

from server.kit.embedded.endpoint import APP_ROLE, OWNER_ROLE, Endpoint
from server.ledger.checks import CHECKS
from server.ledger.errors import BY_SQLSTATE
from tests.server.ledger.machine.model import Attempt, Balances
from tests.server.ledger.machine.traffic import CLOSED_MONTH

CLIENTS = 8
POST = "SELECT ledger_post($1::jsonb)"
BALANCES = (
    "SELECT loan_id, account_code, funding_account_id, sum(amount_fen) AS fen FROM ledger_postings "
    "WHERE customer_id = ANY ($1) GROUP BY 1, 2, 3"
)
ENTRIES = "SELECT id FROM ledger_entries WHERE customer_id = ANY ($1)"
COUNTS = (
    "SELECT (SELECT count(*) FROM ledger_entries), (SELECT count(*) FROM ledger_claims WHERE kind <> 'reversal_of'), "
    "(SELECT count(*) FROM ledger_claims WHERE kind = 'reversal_of'), "
    "(SELECT count(*) FROM ledger_entries WHERE reverses IS NOT NULL), "
    "(SELECT count(DISTINCT (event_type, event_id)) FROM ledger_entries), "
    "(SELECT coalesce(sum(amount_fen), 0) FROM ledger_postings)"
)
PREPARED = (
    "INSERT INTO ledger_preparations (id, month, entries, debit_fen, prepared_by, prepared_at) "
    "VALUES (gen_random_uuid(), $1, 0, 0, gen_random_uuid(), now()) RETURNING id"
)
CLOSED = (
    "INSERT INTO ledger_periods (month, preparation_id, entries, debit_fen, prepared_by, closed_by, closed_at) "
    "SELECT month, id, entries, debit_fen, prepared_by, gen_random_uuid(), now() FROM ledger_preparations "
    "WHERE id = $1"
)
T = TypeVar("T")


class Hall:
    """The connections, and the loop that they all live in."""

    def __init__(self, endpoint: Endpoint, database: str) -> None:
        self.runner = asyncio.Runner()
        self.clients: list[asyncpg.Connection] = [
            self.run(asyncpg.connect, endpoint.dsn(APP_ROLE, database, driver=None)) for _ in range(CLIENTS)
        ]
        self.owner: asyncpg.Connection = self.run(asyncpg.connect, endpoint.dsn(OWNER_ROLE, database, driver=None))
        self.run(self.owner.execute, CLOSED, self.run(self.owner.fetchval, PREPARED, CLOSED_MONTH))

    def run(self, verb: Callable[..., Coroutine[Any, Any, T]], *given: Any) -> T:
        async def inside() -> T:
            return await verb(*given)

        return self.runner.run(inside())

    def close(self) -> None:
        for connection in (*self.clients, self.owner):
            self.run(connection.close)
        self.runner.close()

    def send(self, attempts: Sequence[Attempt]) -> None:
        """Let the clients take attempts from one row, each as soon as it is free, and note every outcome."""
        self.run(self._send, iter(attempts))

    async def _send(self, waiting: Iterator[Attempt]) -> None:
        await asyncio.gather(*(self._work(client, waiting) for client in self.clients))

    async def _work(self, client: asyncpg.Connection, waiting: Iterator[Attempt]) -> None:
        for attempt in waiting:
            attempt.outcome = await self._post(client, attempt.given)

    async def _post(self, client: asyncpg.Connection, given: Any) -> str | None:
        try:
            await client.execute(POST, json.dumps(given))
        except asyncpg.PostgresError as error:
            refusal = BY_SQLSTATE.get(error.sqlstate or "")
            return refusal.code if refusal else f"no code of ours: {error.sqlstate} {error}"
        return None

    def books(self, customers: Iterable[UUID]) -> tuple[Balances, set[str]]:
        """Balances by loan, account and funding account, and the ids of all entries, of these customers."""
        wanted = list(customers)
        rows = self.run(self.owner.fetch, BALANCES, wanted)
        found = {(row[0], row[1], row[2]): int(row[3]) for row in rows if row[3]}
        return found, {str(row[0]) for row in self.run(self.owner.fetch, ENTRIES, wanted)}

    def differences(self) -> list[tuple[str, str, str, str]]:
        """What `jiedai verify` finds wrong within the books."""
        found = []
        for check in CHECKS:
            asked = f"SELECT subject::text, expected::text, found::text FROM ({check.sql}) AS a"  # noqa: S608 - a text of ours
            rows = self.run(self.owner.fetch, asked)
            found += [(check.code, *row) for row in rows]
        return found

    def counts(self) -> tuple[int, ...]:
        """Entries, claims of events and of reversals, reversals, distinct events, the sum of all postings."""
        return tuple(int(each) for each in self.run(self.owner.fetchrow, COUNTS))
