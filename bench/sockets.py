"""`jiedai bench sockets`: a thousand sockets on one server process, and how soon all of them know of a change.

Twenty people of one position hold fifty sockets each and watch one loan. The loan is changed in another process, which
tells the server by a hint. Two questions: one that looks the same to all twenty (one read a change), and one that is
read for each person (twenty reads a change).
"""

import asyncio
import base64
import json
import re
import statistics
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import asyncpg
import httpx
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

from bench.book.callers import LoanKey, Sight
from bench.book.place import Place, open_place
from bench.book.scale import DAY, SCALES
from bench.load.processor import spent_by
from bench.servers.ours import Ours
from bench.wishes import Figure, Wishes
from server.commands.supervision.keys import load_keys
from server.kit import global_ids
from server.kit.clock import clock_on
from server.kit.embedded.endpoint import APP_ROLE, OWNER_ROLE
from server.kit.hints import Hints

PORT = 8880
SOCKETS = 1_000
PEOPLE = 20
CHANGES = 20
JOIN_AT_ONCE = 50
PATIENCE_SECONDS = 60.0
PROTOCOL = Subprotocol("graphql-transport-ws")
QUESTIONS = {
    "shared": "subscription Watch($id: ID!) { loan(id: $id) { version outstanding nextDueOn } }",
    "personal": "subscription Watch($id: ID!) { loan(id: $id) { version outstanding application { number } } }",
}
_PEOPLE = """
INSERT INTO staff (id, login, name, branch_id, state, password_hash, must_change_password, created_at)
SELECT uuidv7(), 'watcher-' || n, '委员' || n, like_him.branch_id, 'active', like_him.password_hash, false, now()
FROM generate_series(1, $1::int) n, staff like_him WHERE like_him.login = 'headquarters'
"""
_POSITIONS = """
INSERT INTO staff_positions (staff_id, position_code, valid_from)
SELECT id, 'committee_member', '2021-01-01' FROM staff WHERE login LIKE 'watcher-%'
"""
_SESSIONS = """
INSERT INTO staff_sessions (id, staff_id, opened_at, expires_at)
SELECT uuidv7(), id, '2026-01-01', '2099-01-01' FROM staff WHERE login LIKE 'watcher-%'
"""
_WATCHERS = """
SELECT staff.login, staff.id, session.id AS session_id
FROM staff JOIN staff_sessions session ON session.staff_id = staff.id WHERE staff.login LIKE 'watcher-%'
"""
_LOAN = "SELECT customer_id, id, branch_id FROM loans WHERE state = 'active' ORDER BY id LIMIT 1"
_CHANGE = "UPDATE loans SET version = version + 1 WHERE id = $1 RETURNING version"


@dataclass(frozen=True)
class Scene:
    """The server's address and process, who watches, what is watched, and who changes it."""

    port: int
    pid: int
    tokens: Sequence[str]
    loan: LoanKey
    owner: Any
    hints: Hints


@dataclass
class Told:
    """What one question cost: to open all sockets, and for each change to reach the last of them."""

    join_seconds: float
    join_processor_seconds: float
    last_seconds: list[float]
    reads: float
    processor_seconds: float
    grown_mb: float


def run(wishes: Wishes) -> list[Figure]:
    """Figures of both questions. Raises CommandError when the server does not start."""
    folder = wishes.folder / "sockets"
    with open_place(folder, SCALES["small"], wishes.say) as book:
        place = Place(book.cluster, replace(book.scale, name="sockets"))
        endpoint = book.cluster.endpoint
        endpoint.drop_database(place.database)
        endpoint.create_database(place.database, template=book.database)
        figures = []
        for name, question in QUESTIONS.items():
            server = Ours(folder, PORT, place)
            try:
                server.start()
                wishes.say(f"{SOCKETS} sockets, {CHANGES} changes, question: {name}")
                told = asyncio.run(_measure(folder, place, server.pid, question))
            finally:
                server.stop()
            wishes.note({"question": name, "last_seconds": told.last_seconds})
            figures += _figures(name, told)
        endpoint.drop_database(place.database)
    return figures


def _figures(name: str, told: Told) -> list[Figure]:
    last = sorted(told.last_seconds)
    return [
        Figure(f"{name}: commit to last of {SOCKETS} sockets, median", statistics.median(last) * 1000, "ms"),
        Figure(f"{name}: commit to last socket, worst of {CHANGES}", last[-1] * 1000, "ms", "<= 1000"),
        Figure(f"{name}: reads per change", told.reads / CHANGES, "reads", f"<= {1 if name == 'shared' else PEOPLE}"),
        Figure(f"{name}: server CPU per change", told.processor_seconds / CHANGES * 1000, "ms"),
        Figure(f"{name}: server memory per socket", told.grown_mb * 1024 / SOCKETS, "kB", "<= 100"),
        Figure(f"{name}: opening and subscribing all", told.join_seconds, "s"),
        Figure(f"{name}: server CPU per socket opened", told.join_processor_seconds / SOCKETS * 1000, "ms"),
    ]


async def _measure(folder: Path, place: Place, pid: int, question: str) -> Told:
    async with _scene(folder, place, pid) as scene, AsyncExitStack() as stack:
        before, idle = _resident_mb(pid), spent_by(pid)
        began = time.perf_counter()
        sockets: list[ClientConnection] = []
        for start in range(0, SOCKETS, JOIN_AT_ONCE):
            numbers = range(start, min(start + JOIN_AT_ONCE, SOCKETS))
            opened = [_join(scene, question, scene.tokens[number % PEOPLE], stack) for number in numbers]
            sockets += await asyncio.gather(*opened)
        joined = time.perf_counter() - began
        await asyncio.sleep(1)
        reads, processor = await _reads(scene.port), spent_by(pid)
        last = [await _changed(scene, sockets) for _ in range(CHANGES)]
        spent = spent_by(pid) - processor
        read = await _reads(scene.port) - reads
        return Told(joined, processor - idle, last, read, spent, _resident_mb(pid) - before)


@asynccontextmanager
async def _scene(folder: Path, place: Place, pid: int) -> AsyncIterator[Scene]:
    owner: Any = await asyncpg.connect(place.url(OWNER_ROLE))
    hints = Hints(place.url(APP_ROLE, "asyncpg"))
    try:
        async with hints.running():
            while not hints.connected:  # noqa: ASYNC110 - it has no other way of telling
                await asyncio.sleep(0.05)
            tokens = await _tokens(owner, base64.b64decode(load_keys(folder)["JIEDAI_TOKEN_KEY"]))
            loan = LoanKey(*(await owner.fetchrow(_LOAN)).values())
            yield Scene(PORT, pid, tokens, loan, owner, hints)
    finally:
        await owner.close()


async def _tokens(owner: Any, key: bytes) -> list[str]:
    """Access tokens of twenty committee members, who are hired the first time."""
    if not await owner.fetch(_WATCHERS):
        await owner.execute(_PEOPLE.replace("$1::int", str(PEOPLE)))
        await owner.execute(_POSITIONS)
        await owner.execute(_SESSIONS)
    now = clock_on(DAY).now()
    people = [Sight(row["login"], row["id"], row["session_id"], None, None) for row in await owner.fetch(_WATCHERS)]
    return [person.token(key, now) for person in people]


async def _join(scene: Scene, question: str, token: str, stack: AsyncExitStack) -> ClientConnection:
    """Open a socket, show the token, subscribe, hear the first event."""
    opening = connect(
        f"ws://127.0.0.1:{scene.port}/graphql",
        subprotocols=[PROTOCOL],
        compression=None,
        proxy=None,
        ping_interval=None,
    )
    socket = await stack.enter_async_context(opening)
    await socket.send(json.dumps({"type": "connection_init", "payload": {"accessToken": token}}))
    await _hear(socket, "connection_ack")
    loan_id = global_ids.encode("Loan", scene.loan.loan_id, scene.loan.customer_id)
    payload = {"query": question, "variables": {"id": loan_id}}
    await socket.send(json.dumps({"id": "1", "type": "subscribe", "payload": payload}))
    await _hear(socket, "next")
    return socket


async def _hear(socket: ClientConnection, kind: str) -> dict[str, Any]:
    async with asyncio.timeout(PATIENCE_SECONDS):
        heard: dict[str, Any] = json.loads(await socket.recv())
    if heard["type"] != kind:
        raise ValueError(str(heard)[:300])
    return heard


async def _changed(scene: Scene, sockets: Sequence[ClientConnection]) -> float:
    """Change the loan; seconds from the commit until every socket has heard of this very change."""
    version = await scene.owner.fetchval(_CHANGE, scene.loan.loan_id)
    began = time.perf_counter()
    scene.hints.tell([("loan", scene.loan.loan_id)])

    async def heard(socket: ClientConnection) -> None:
        while (await _hear(socket, "next"))["payload"]["data"]["loan"]["version"] != version:
            continue

    await asyncio.gather(*map(heard, sockets))
    took = time.perf_counter() - began
    await asyncio.sleep(0.3)
    return took


async def _reads(port: int) -> float:
    """Reads for watches since the server has started, as it tells itself."""
    async with httpx.AsyncClient() as client:
        text = (await client.get(f"http://127.0.0.1:{port}/metrics", timeout=PATIENCE_SECONDS)).text
    found = re.search(r"^jiedai_watch_reads_total ([0-9.e+]+)$", text, re.MULTILINE)
    if found is None:
        raise ValueError("the server tells no reads")
    return float(found.group(1))


def _resident_mb(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    return int(re.findall(r"VmRSS:\s+(\d+) kB", status)[0]) / 1024
