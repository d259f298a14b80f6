"""The ledger under test as the invariants see it: post as the app does, read what was written, go at it all at once."""

import asyncio
import json
from collections.abc import Awaitable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID, uuid4

import asyncpg

from server.custody import funding
from server.identity.guard import use_case
from server.identity.operations import Operation
from server.kit.embedded.endpoint import APP_ROLE, OWNER_ROLE, Endpoint
from server.kit.errors import DomainError
from server.kit.work import Caller, Work
from server.ledger import service
from server.ledger.errors import BY_SQLSTATE
from server.ledger.rules import Account, Entry, Place
from tests.factories.ledger import entry, place, plain

RIVALS = 12
SENT_AGAIN_FEN = 2_500
"""The amount of entries that are sent more than once, by which a spoilt ledger knows where to tarry."""
POST = "SELECT ledger_post($1::jsonb)"
SEE_ALL = (
    "SELECT set_config('jiedai.' || name, '*', false) FROM unnest(ARRAY['branches', 'officers', 'customers']) name"
)
JOURNAL = (
    "SELECT e.id, e.event_id, e.event_type, e.reverses, e.booked_on, e.value_on, p.line, p.account_code, p.amount_fen, "
    "p.loan_id, p.funding_account_id FROM ledger_entries e LEFT JOIN ledger_postings p "
    "ON p.customer_id = e.customer_id AND p.entry_id = e.id WHERE e.customer_id = ANY ($1) ORDER BY e.id, p.line"
)
T = TypeVar("T")


@use_case(Operation.LEDGER_READ)
async def draw(work: Work, *, funding_account_id: UUID, event_id: UUID, amount_fen: int, at: Place) -> str | None:
    """Takes money out of a funding account within its bound and books it, as a disbursement does."""
    await funding.hold(work, funding_account_id, amount_fen)
    lines = ((Account.PRINCIPAL, amount_fen), (Account.BANK, -amount_fen))
    await service.post(work, entry(*lines, at=at, event_id=event_id))
    return str(event_id)


@dataclass
class Books:
    """A scratch database: its owner, some clients of the app role, and a caller of the guarded doors."""

    owner: asyncpg.Connection
    apps: Sequence[asyncpg.Connection]
    caller: Caller

    async def post(self, *given: Entry | dict[str, Any], client: int = 0) -> str | None:
        """Post an array; answers the code of its refusal."""
        whole = [plain(one) if isinstance(one, Entry) else one for one in given]
        try:
            await self.apps[client % len(self.apps)].execute(POST, json.dumps(whole))
        except asyncpg.PostgresError as error:
            refusal = BY_SQLSTATE.get(error.sqlstate or "")
            return refusal.code if refusal else f"{error.sqlstate}: {error}"
        return None

    async def post_at_once(self, entries: Sequence[Entry]) -> list[str | None]:
        """Post each by itself, as many at a time as there are clients."""
        waiting = iter(enumerate(entries))
        answers: list[str | None] = [None] * len(entries)

        async def client(number: int) -> None:
            for place_in_line, one in waiting:
                answers[place_in_line] = await self.post(one, client=number)

        await asyncio.gather(*(client(number) for number in range(len(self.apps))))
        return answers

    async def draw(self, at: Place, amount_fen: int, key: str = "") -> str | None:
        """Draw through the guarded door; answers the code of its refusal."""
        caller = Caller(self.caller.house, self.caller.actor, request_id="test", idempotency_key=key or uuid4().hex)
        # one key names one request: its event is the same each time
        event_id = UUID(hex=key) if key else uuid4()
        try:
            await draw(
                caller, funding_account_id=at.funding_account_id, event_id=event_id, amount_fen=amount_fen, at=at
            )
        except DomainError as error:
            return error.code
        return None

    async def journal(self, *customers: UUID) -> list[asyncpg.Record]:
        """Every posting of these customers with its entry, past the row policies."""
        found: list[asyncpg.Record] = await self.owner.fetch(JOURNAL, list(customers))
        return found

    async def standing(self, at: Place, account: Account = Account.PRINCIPAL) -> int:
        """What the journal says of an account of a loan."""
        lines = await self.journal(at.customer_id)
        return sum(
            line["amount_fen"] for line in lines if line["loan_id"] == at.loan_id and line["account_code"] == account
        )

    async def seal(self, client: int = 0, most: int = 7) -> int:
        sealed: int = await self.apps[client].fetchval("SELECT ledger_seal($1)", most)
        return sealed

    async def refused(self, statement: str, *given: Any) -> str | None:
        """A statement of the app role by hand; answers its SQLSTATE when the database refuses it."""
        try:
            await self.apps[0].execute(statement, *given)
        except asyncpg.PostgresError as error:
            return str(error.sqlstate)
        return None


async def all_at_once(*verbs: Awaitable[T]) -> list[T]:
    return list(await asyncio.gather(*verbs))


async def connect(endpoint: Endpoint, database: str) -> tuple[asyncpg.Connection, list[asyncpg.Connection]]:
    """The owner's connection and the clients'."""
    owner = await asyncpg.connect(endpoint.dsn(OWNER_ROLE, database, driver=None))
    apps = [await asyncpg.connect(endpoint.dsn(APP_ROLE, database, driver=None)) for _ in range(RIVALS)]
    for app in apps:
        await app.execute(SEE_ALL)
    return owner, apps


def lend(fen: int, at: Place | None = None, **over: Any) -> Entry:
    """Principal out of the bank."""
    return entry((Account.PRINCIPAL, fen), (Account.BANK, -fen), at=at or place(), **over)


def loans_of(customer_id: UUID, count: int) -> list[Place]:
    """So many loans of one customer out of one funding account."""
    one = place(customer_id)
    return [Place(customer_id, one.branch_id, one.funding_account_id, uuid4()) for _ in range(count)]
