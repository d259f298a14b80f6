"""Entries of the books: four postings each, through the ledger function as the app's role, by eight clients."""

import asyncio
import json
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import uvloop

from bench.book.scale import DAY
from bench.loans.book import Copy
from bench.wishes import Figure, Wishes
from server.kit.embedded.endpoint import OWNER_ROLE
from server.ledger import rules
from server.ledger.rules import Parts, Place
from server.ledger.service import as_json

CLIENTS = 8
ARRAY = 100
TARGET = ">= 1000"
POST = "SELECT ledger_post($1::jsonb)"
PARTS = Parts(principal_fen=80_000, interest_fen=1_200, fee_fen=300)


@dataclass(frozen=True)
class Scene:
    """Whose entries are made, and for how long."""

    branch_id: UUID
    funding_account_id: UUID
    seconds: float


def measure(wishes: Wishes, copy: Copy) -> list[Figure]:
    """One entry a call, as a repayment makes it, and arrays of a hundred, as the end of a day and imports do."""
    return [
        _figure(wishes, copy, "ledger entries, one a commit", 1, TARGET),
        _figure(wishes, copy, "ledger entries, a hundred a commit", ARRAY, None),
    ]


def _figure(wishes: Wishes, copy: Copy, name: str, size: int, target: str | None) -> Figure:
    rates = []
    for number in range(wishes.rounds):
        wishes.say(f"{name}, round {number + 1}")
        told = uvloop.run(_round(copy, wishes.seconds / 2, size))
        wishes.note({"part": name, **told})
        rates.append(told["per_second"])
    return Figure(name, round(median(rates)), "/s", target)


async def _round(copy: Copy, seconds: float, size: int) -> dict[str, Any]:
    before, load, scene = await copy.counts(), os.getloadavg()[0], await _scene(copy, seconds)
    clients = [await asyncpg.connect(copy.url()) for _ in range(CLIENTS)]
    began = time.monotonic()
    posted = sum(await asyncio.gather(*(_client(client, scene, size) for client in clients)))
    took = time.monotonic() - began
    for client in clients:
        await client.close()
    after = await copy.counts()
    assert after["ledger_entries"] - before["ledger_entries"] == posted, "an entry is missing"
    assert after["ledger_postings"] - before["ledger_postings"] == 4 * posted, "a posting is missing"
    rows = {"rows_before": before["ledger_entries"], "rows_after": after["ledger_entries"]}
    return {"posted": posted, "per_second": posted / took, **rows, "load_average": round(load, 2)}


async def _client(client: asyncpg.Connection, scene: Scene, size: int) -> int:
    posted, until, made = 0, time.monotonic() + scene.seconds, _entries(scene)
    while time.monotonic() < until:
        await client.execute(POST, json.dumps([next(made) for _ in range(size)]))
        posted += size
    return posted


def _entries(scene: Scene) -> Iterator[dict[str, Any]]:
    """Repayments of loans that nobody else touches."""
    while True:
        place = Place(uuid4(), scene.branch_id, scene.funding_account_id, uuid4())
        entry = rules.repayment_received(uuid4(), place, PARTS, booked_on=DAY, value_on=DAY)
        yield as_json(entry, uuid4(), f"{DAY}T04:00:00+00:00")


async def _scene(copy: Copy, seconds: float) -> Scene:
    owner = await asyncpg.connect(copy.url(OWNER_ROLE))
    try:
        row = await owner.fetchrow("SELECT branch_id, funding_account_id FROM loans LIMIT 1")
        return Scene(row[0], row[1], seconds)
    finally:
        await owner.close()
