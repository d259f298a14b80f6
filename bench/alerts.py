"""`jiedai bench alerts`: from the end of a day to the officer's open socket.

A book whose day before last is measured; a customer of an officer then turns out to have paid half of every instalment.
Server and worker run as in production: the worker closes yesterday, sees that it is to be measured, sweeps the whole
book, opens the alert; the officer's socket, open all the while, tells it. Measured is from the closing's own instant to
the event that holds the alert.
"""

import asyncio
import base64
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import asyncpg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

from bench.book.callers import Sight
from bench.book.place import Place, open_place
from bench.book.scale import DAY, SCALES
from bench.servers.ours import Ours
from bench.wishes import Figure, Wishes
from server.commands.supervision.house import CLI
from server.commands.supervision.keys import load_keys
from server.kit.clock import clock_on
from server.kit.embedded.endpoint import OWNER_ROLE

PORT = 8884
CODE = "RB-01"
TARGET = "<= 5"
PATIENCE_SECONDS = 1_800.0
STOP_SECONDS = 30.0
YESTERDAY, BEFORE = DAY - timedelta(days=1), DAY - timedelta(days=2)
WATCH = "subscription { alerts(first: 100, state: [OPEN]) { nodes { code customer { id } } } }"
_CUSTOMER = """
SELECT i.customer_id, i.officer_id, staff.login, session.id AS session_id
FROM instalments i JOIN staff ON staff.id = i.officer_id JOIN staff_sessions session ON session.staff_id = staff.id
JOIN customers c ON c.id = i.customer_id AND c.state = 'active'
WHERE i.due_on < date_trunc('month', $1::date)
GROUP BY 1, 2, 3, 4
HAVING count(DISTINCT date_trunc('month', i.due_on)) >= 3
   AND sum(i.paid_principal_fen + i.paid_interest_fen) = sum(i.principal_fen + i.interest_fen)
ORDER BY sum(i.principal_fen) DESC, i.customer_id LIMIT 1
"""
_HALVE = """
UPDATE instalments SET paid_principal_fen = principal_fen / 2, paid_interest_fen = interest_fen / 2
WHERE customer_id = $1 AND due_on < $2
"""
_NOBODY_IS_REMINDED = "UPDATE loans SET next_due_on = $1 WHERE state = 'active'"
_CLOSED = "SELECT closed_at FROM day_closings WHERE business_date = $1 AND closed_at IS NOT NULL"
_SWEPT = "SELECT begun_at, finished_at, subjects FROM risk_sweeps WHERE day = $1 AND finished_at IS NOT NULL"
_OPENED = "SELECT id FROM risk_alerts WHERE code = $1 AND customer_id = $2"


@dataclass(frozen=True)
class Told:
    """When the day was closed, when the alert was heard of, and how long the sweep took."""

    closed_at: datetime
    heard_at: datetime
    sweep_seconds: float
    subjects: int


def run(wishes: Wishes) -> list[Figure]:
    """Figures of one end of a day. Raises CommandError when server or sweep do not start."""
    folder, scale = wishes.folder / "alerts", SCALES[wishes.scale]
    with open_place(folder, scale, wishes.say) as book:
        place = Place(book.cluster, replace(book.scale, name="alerts"))
        endpoint = book.cluster.endpoint
        endpoint.drop_database(place.database)
        endpoint.create_database(place.database, template=book.database)
        server = Ours(folder, PORT, place)
        try:
            wishes.say(f"{scale.loans} loans; {BEFORE} is measured")
            _measure(server)
            server.start()
            told = asyncio.run(_end_of_day(wishes, folder, place, server))
        finally:
            server.stop()
        endpoint.drop_database(place.database)
    seconds = (told.heard_at - told.closed_at).total_seconds()
    wishes.note({"loans": scale.loans, "closed_at": told.closed_at.isoformat(), "heard_at": told.heard_at.isoformat()})
    return [
        Figure(f"end of the day to the officer's socket, {scale.loans} loans", seconds, "s", TARGET),
        Figure("of these the sweep of the whole book", told.sweep_seconds, "s"),
        Figure("subjects measured", told.subjects, "subjects"),
    ]


def _environment(server: Ours) -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("JIEDAI_")}
    return inherited | dict(server.environment())


def _measure(server: Ours) -> None:
    """Measure the day before, so that the sheets stand as they do in a house that is measured every evening."""
    words = [sys.executable, *CLI, "risk", "sweep", "--day", BEFORE.isoformat(), "--json"]
    subprocess.run(words, env=_environment(server), check=True, stdout=subprocess.DEVNULL, timeout=PATIENCE_SECONDS)


async def _end_of_day(wishes: Wishes, folder: Path, place: Place, server: Ours) -> Told:
    owner: Any = await asyncpg.connect(place.url(OWNER_ROLE))
    try:
        row = await owner.fetchrow(_CUSTOMER, YESTERDAY)
        officer = Sight(row["login"], row["officer_id"], row["session_id"], None, None)
        if await owner.fetch(_OPENED, CODE, row["customer_id"]):
            raise ValueError("the customer has such an alert already")
        await owner.execute(_HALVE, row["customer_id"], DAY)
        # the people of the book are invented whole, without telephones to remind them by
        await owner.execute(_NOBODY_IS_REMINDED, DAY + timedelta(days=365))
        key = base64.b64decode(load_keys(folder)["JIEDAI_TOKEN_KEY"])
        async with connect(
            f"ws://127.0.0.1:{PORT}/graphql", subprotocols=[Subprotocol("graphql-transport-ws")], proxy=None
        ) as socket:
            await _watch(socket, officer.token(key, clock_on(DAY).now()))
            wishes.say(f"{YESTERDAY} is closed and measured by the worker")
            with _worker(server, folder):
                heard_at = await _heard(socket)
                return await _told(owner, heard_at)
    finally:
        await owner.close()


async def _watch(socket: ClientConnection, token: str) -> None:
    await socket.send(json.dumps({"type": "connection_init", "payload": {"accessToken": token}}))
    await socket.recv()
    await socket.send(json.dumps({"id": "1", "type": "subscribe", "payload": {"query": WATCH}}))
    if json.loads(await socket.recv())["type"] != "next":
        raise ValueError("the subscription was refused")


@contextmanager
def _worker(server: Ours, folder: Path) -> Iterator[None]:
    """The worker, as long as it is needed."""
    with (folder / "log" / "bench-worker.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, *CLI, "worker"], env=_environment(server), stdout=log, stderr=log, cwd=folder
        )
        try:
            yield
        finally:
            process.terminate()
            try:
                process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


async def _heard(socket: ClientConnection) -> datetime:
    """The instant, on the house's clock, at which the alert is heard of."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        async with asyncio.timeout(deadline - time.monotonic()):
            event = json.loads(await socket.recv())
        if event["type"] == "next" and any(
            node["code"] == CODE for node in event["payload"]["data"]["alerts"]["nodes"]
        ):
            return clock_on(DAY).now()
    raise TimeoutError


async def _told(owner: Any, heard_at: datetime) -> Told:
    closed_at = await owner.fetchval(_CLOSED, YESTERDAY)
    while not (swept := await owner.fetchrow(_SWEPT, YESTERDAY)):  # noqa: ASYNC110 - the row is all that tells
        await asyncio.sleep(0.2)
    took = (swept["finished_at"] - swept["begun_at"]).total_seconds()
    return Told(closed_at, heard_at, took, swept["subjects"])
