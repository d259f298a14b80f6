"""The three checks of two thousand applications, drawn from the records of a seeded house into files.

In a PostgreSQL of its own that is thrown away, through the same door as the staff's button: audit records, pictures
opened and made small, pages set. `--only 200` takes another number.
"""

import asyncio
import time
from datetime import date
from pathlib import Path
from typing import Final
from uuid import UUID

import asyncpg

from bench.planting import planted
from bench.wishes import Figure, Wishes
from server.commands.console import CommandError, ExitCode
from server.identity.actors import system_actor
from server.identity.operations import Operation
from server.kit.work import Caller, House
from server.opening import open_house
from server.reports.three_checks.drawing import draw
from server.settings import Settings

REPORTS: Final = {"full": 2_000, "small": 40}
SEED_SCALE: Final = {"full": 1.0, "small": 0.05}
TODAY: Final = date(2026, 3, 2)
TARGET_SECONDS: Final = "<= 600"
TOLD_EVERY: Final = 100
DRAWER: Final = system_actor(12, "report_drawer", Operation.REPORT_DRAW)
SUBMITTED: Final = "SELECT id FROM applications WHERE submitted_at IS NOT NULL ORDER BY submitted_at DESC LIMIT $1"


def run(wishes: Wishes) -> list[Figure]:
    """Seed a house, draw, and count. Raises CommandError when there are fewer applications than reports asked for."""
    count = int(wishes.only[0]) if wishes.only else REPORTS[wishes.scale]
    with planted(wishes, today=TODAY, scale=SEED_SCALE[wishes.scale]) as house:
        return asyncio.run(_drawn(wishes, house.settings, house.owner_url, count))


async def _drawn(wishes: Wishes, settings: Settings, owner_url: str, count: int) -> list[Figure]:
    wanted = await _submitted(owner_url, count)
    if len(wanted) < count:
        raise CommandError(ExitCode.FAILED, f"only {len(wanted)} applications to draw reports of")
    house = open_house(settings)
    try:
        seconds, size, smallest = await _measured(wishes, house, wanted, settings.data_dir)
    finally:
        await house.database.close()
    wishes.note({"reports": count, "seconds": round(seconds, 1), "bytes": size})
    return [
        Figure("reports of the three checks", count, "reports"),
        Figure("drawn in", round(seconds, 1), "s", TARGET_SECONDS if count >= REPORTS["full"] else None),
        Figure("reports a second", round(count / seconds, 1), "reports/s"),
        Figure("kilobytes a report", round(size / count / 1000, 1), "kB"),
        Figure("kilobytes of the smallest", round(smallest / 1000, 1), "kB"),
    ]


async def _measured(wishes: Wishes, house: House, wanted: list[UUID], folder: Path) -> tuple[float, int, int]:
    """Seconds, bytes in all, bytes of the smallest; every report is written down as a file."""
    caller = Caller(house, DRAWER, request_id="bench")
    sizes: list[int] = []
    started = time.perf_counter()
    async for report in draw(caller, wanted):
        await asyncio.to_thread((folder / f"{report.number}.pdf").write_bytes, report.pdf)
        sizes.append(len(report.pdf))
        if len(sizes) % TOLD_EVERY == 0:
            wishes.say(f"{len(sizes)} of {len(wanted)} reports, {time.perf_counter() - started:.0f} s")
    return time.perf_counter() - started, sum(sizes), min(sizes)


async def _submitted(owner_url: str, count: int) -> list[UUID]:
    """The newest applications that were submitted."""
    owner = await asyncpg.connect(owner_url)
    try:
        return [UUID(str(row["id"])) for row in await owner.fetch(SUBMITTED, count)]
    finally:
        await owner.close()
