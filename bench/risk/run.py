"""The sweep of all indicators over a million loans with twelve instalments each, and of one loan in a hundred.

`--loans 20000` takes another size (a multiple of ten), `--scale small` 100,000; the whole run takes 100,000 beside the
million, for the growth. `--only night` leaves the books as the last run left them and measures one more night, and one
loan in a hundred after it: minutes instead of an hour. The sweep is the worker's own: span by span, each with its
sheets, hits, alerts and audit record. Beside it DuckDB reckons twenty of the indicators from the same rows; they are
held equal, subject by subject.
"""

import asyncio
import os
import time
from datetime import date, timedelta
from typing import Any, Final

import asyncpg

from bench.laying import house_on
from bench.load.processor import spent_by_children
from bench.risk.place import TEN, book_of, open_cluster
from bench.risk.relations import slowest
from bench.risk.second import beside
from bench.wishes import Figure, Wishes
from server.kit.embedded.cluster import Cluster
from server.kit.embedded.endpoint import SUPERUSER
from server.kit.work import House
from server.risk.models import SweepKind
from server.risk.registry import registry
from server.risk.sweeping.doors import Step
from server.risk.sweeping.running import sweep

LOANS: Final = {"full": (100_000, 1_000_000), "small": (100_000,)}
DAY: Final = date(2026, 6, 14)
NIGHT: Final = "night"
WRITTEN: Final = (
    "risk_alerts, risk_hits, risk_faults, risk_tallies, risk_touched, risk_sweeps, risk_house_sheets, risk_sheets"
)
FULL_MAX: Final = "<= 900"
TOUCHED_MAX: Final = "<= 30"
GROWTH_MAX: Final = "<= 1.0"
BIG: Final = 1_000_000
TOUCH: Final = """
UPDATE loan_acts SET recorded_at = $1 WHERE number = 1 AND loan_id IN (
  SELECT id FROM loans WHERE right(number, 2) = '00')
"""
"""One loan in a hundred, of those of the last days as of those of a year ago."""


def run(wishes: Wishes) -> list[Figure]:
    """`jiedai bench risk`. Raises NoRoomError."""
    asked = [int(word) for word in wishes.only if word.isdigit()]
    sizes = tuple(size - size % TEN for size in asked) or LOANS[wishes.scale]
    figures, spent = list[Figure](), dict[int, float]()
    with open_cluster(wishes) as cluster:
        for size in sizes:
            database = book_of(cluster, size, wishes)
            found, spent[size] = asyncio.run(_measured(cluster, database, size, wishes))
            figures += found
    figures += [Figure("indicators that are measured", len(registry()), "formulas")]
    if len(sizes) > 1:
        small, big = min(sizes), max(sizes)
        share = (spent[big] / big) / (spent[small] / small)
        figures.append(Figure(f"processor a loan, {big:,} to {small:,} loans", round(share, 2), "x", GROWTH_MAX))
    return figures


async def _measured(cluster: Cluster, database: str, size: int, wishes: Wishes) -> tuple[list[Figure], float]:
    owner = await asyncpg.connect(cluster.endpoint.dsn(SUPERUSER, database, driver=None))
    try:
        counts = {name: await owner.fetchval(f"SELECT count(*) FROM {name}") for name in ("loans", "instalments")}  # noqa: S608 - names of ours
        last = await owner.fetchval("SELECT max(day) FROM risk_sweeps")
        if NIGHT in wishes.only and last is not None:
            figures, spent = await _night(cluster, database, owner, counts, last + timedelta(days=1), wishes)
            figures += await _touched(cluster, database, owner, last + timedelta(days=2), wishes)
            return figures, spent
        await owner.execute(f"TRUNCATE {WRITTEN}")
        first = await _sweep(cluster, database, DAY, SweepKind.FULL, wishes)
        await owner.execute("VACUUM ANALYZE risk_sheets, risk_hits, risk_alerts")
        figures = _whole(f"{size:,} loans, first sweep", counts, first, target=None)
        night, spent = await _night(cluster, database, owner, counts, DAY + timedelta(days=1), wishes)
        peers = await beside(owner, wishes, DAY + timedelta(days=1))
        night += [Figure(f"{size:,} loans, {each.name}", each.value, each.unit, each.target) for each in peers]
        night += await _touched(cluster, database, owner, DAY + timedelta(days=2), wishes)
        wishes.note({"loans": size, "relations_ms": await slowest(owner, DAY)})
    finally:
        await owner.close()
    return [*figures, *night], spent


async def _night(
    cluster: Cluster, database: str, owner: asyncpg.Connection, counts: dict[str, int], day: date, wishes: Wishes
) -> tuple[list[Figure], float]:
    """An ordinary night, and its seconds of processor."""
    night = await _sweep(cluster, database, day, SweepKind.FULL, wishes)
    figures = _whole(f"{counts['loans']:,} loans, full sweep", counts, night, target=FULL_MAX)
    await owner.execute("VACUUM ANALYZE risk_sheets, risk_hits, risk_alerts")
    return figures, night["seconds_of_processor"]


async def _touched(
    cluster: Cluster, database: str, owner: asyncpg.Connection, day: date, wishes: Wishes
) -> list[Figure]:
    size = await owner.fetchval("SELECT count(*) FROM loans")
    house = house_on(cluster, wishes.folder, database, day)
    now = house.ports.clock.now()
    await house.database.close()
    await owner.execute(TOUCH, now - timedelta(minutes=1), timeout=None)
    told = await _sweep(cluster, database, day, SweepKind.TOUCHED, wishes)
    name = f"{size:,} loans, sweep of one in a hundred"
    return [
        Figure(name, told["seconds"], "s", TOUCHED_MAX if size == BIG else None),
        Figure(f"{name}, subjects", told["subjects"], "rows"),
        Figure(f"{name}, processor", told["seconds_of_processor"], "s"),
    ]


async def _sweep(cluster: Cluster, database: str, day: date, kind: SweepKind, wishes: Wishes) -> dict[str, Any]:
    house = house_on(cluster, wishes.folder, database, day)
    load, base, python = os.getloadavg()[0], spent_by_children(cluster.pid), time.process_time()
    began, grains, last = time.monotonic(), dict[str, float](), time.monotonic()
    grain = ""

    def progress(step: Step) -> None:
        nonlocal last, grain
        now = time.monotonic()
        grains[grain or "first"] = round(grains.get(grain or "first", 0) + now - last, 2)
        last, grain = now, step.grain.value if step.grain else "end"

    try:
        done = await _whole_sweep(house, day, kind, progress)
    finally:
        await house.database.close()
    assert not done.left_out, f"formulas that failed: {done.left_out}"
    database_seconds, python_seconds = spent_by_children(cluster.pid) - base, time.process_time() - python
    told = {
        "day": day.isoformat(),
        "kind": kind.value,
        "subjects": done.subjects,
        "sheets": done.sheets,
        "hits": done.hits,
        "seconds": round(time.monotonic() - began, 2),
        "database_seconds": round(database_seconds, 2),
        "python_seconds": round(python_seconds, 2),
        "seconds_of_processor": round(database_seconds + python_seconds, 2),
        "seconds_by_grain": grains,
        "load_average": round(load, 2),
    }
    wishes.note({"database": database, **told})
    wishes.say(f"{database}: {told}")
    return told


async def _whole_sweep(house: House, day: date, kind: SweepKind, progress: Any) -> Step:
    return await sweep(house, day, kind, progress=progress)


def _whole(name: str, counts: dict[str, int], told: dict[str, Any], *, target: str | None) -> list[Figure]:
    rows = counts["loans"] + counts["instalments"]
    aimed = target if counts["loans"] == BIG else None
    return [
        Figure(f"{name}, processor of server and PostgreSQL", told["seconds_of_processor"], "s", aimed),
        Figure(f"{name}, processor of PostgreSQL", told["database_seconds"], "s"),
        Figure(f"{name}, processor of the server", told["python_seconds"], "s"),
        Figure(f"{name}, time", told["seconds"], "s"),
        Figure(f"{name}, loans and instalments", round(rows / told["seconds"]), "rows/s"),
        Figure(f"{name}, sheets written", told["sheets"], "rows"),
        Figure(f"{name}, hits", told["hits"], "rows"),
    ]
