"""A hundred thousand customers out of a CSV sheet, one row in a hundred wrong: looked at, brought in, brought in again.

In a PostgreSQL of its own that is thrown away, over the demonstration's branches, through the same doors as the
command's; every customer has his own key and is encrypted under it. `--only 2000` takes another size.
"""

import asyncio
import csv
import time
from collections.abc import Awaitable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Final, TypeVar

import asyncpg

from bench.imports.run import in_session, require
from bench.planting import planted
from bench.wishes import Figure, Wishes
from server.customers.importing.bringing import Bringing, Report
from server.customers.importing.rows import COLUMNS
from server.identity import catalogue as posts
from server.kit.tables.columns import Said
from server.kit.work import House
from server.opening import open_house
from server.reference.number_formats import identity_check_character
from server.seeds.places import BRANCHES
from server.seeds.staff import holders
from server.settings import Settings

CUSTOMERS: Final = {"full": 100_000, "small": 2_000}
WRONG_EVERY: Final = 100
TODAY: Final = date(2026, 3, 2)
SEED_SCALE: Final = 0.02
FAMILIES: Final = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
GIVEN: Final = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英"
T = TypeVar("T")


def run(wishes: Wishes) -> list[Figure]:
    """Measure one sheet. Raises CommandError when something does not hold."""
    count = int(wishes.only[0]) if wishes.only else CUSTOMERS[wishes.scale]
    with planted(wishes, today=TODAY, scale=SEED_SCALE) as house:
        return asyncio.run(Course(wishes, house.settings, house.folder, count, house.owner_url).run())


@dataclass
class Course:
    """The steps, in order, each timed."""

    wishes: Wishes
    settings: Settings
    folder: Path
    count: int
    owner_url: str

    async def run(self) -> list[Figure]:
        """All steps over one sheet."""
        house = open_house(self.settings)
        try:
            return await self._steps(house)
        finally:
            await house.database.close()

    async def _steps(self, house: House) -> list[Figure]:
        path, wrong = self.folder / "customers.csv", write(self.folder / "customers.csv", self.count)
        before = await self._customers()
        look_s, looked, dry = await self._step("look", house, path, dry_run=True)
        require(await self._customers() == before, "a dry run writes nothing")
        bring_s, brought, faults = await self._step("bring", house, path)
        named = {fault.line for fault in faults}
        require(named == wrong == {fault.line for fault in dry}, "the wrong lines are named, and no others")
        require(await self._customers() == before + self.count - len(wrong), "the rest is in")
        require(looked.entered == brought.entered, "the dry run said so")
        again_s, again, _ = await self._step("again", house, path)
        require(again.entered == 0 and again.batch == brought.batch, "nothing comes in twice")
        return [
            Figure("customers in the sheet", self.count, "rows"),
            Figure("wrong rows named by line", len(named), "rows"),
            Figure("brought in, each under his own key", round(bring_s, 1), "s", "<= 300"),
            Figure("customers a second", round(brought.entered / bring_s), "rows/s"),
            Figure("looked at in a dry run", round(look_s, 1), "s"),
            Figure("the same sheet again", round(again_s, 1), "s"),
        ]

    async def _step(
        self, name: str, house: House, path: Path, *, dry_run: bool = False
    ) -> tuple[float, Report, list[Said]]:
        caller, faults = await in_session(house, holders(posts.RISK)[0].id), list[Said]()
        bringing = Bringing(caller, path, TODAY, tell=faults.append)
        seconds, report = await self._timed(name, bringing.look() if dry_run else bringing.bring())
        return seconds, report, faults

    async def _timed(self, step: str, done: Awaitable[T]) -> tuple[float, T]:
        self.wishes.say(step)
        started = time.perf_counter()
        result = await done
        seconds = time.perf_counter() - started
        self.wishes.note({"step": step, "seconds": round(seconds, 2), "customers": self.count})
        return seconds, result

    async def _customers(self) -> int:
        owner = await asyncpg.connect(self.owner_url)
        try:
            return int(await owner.fetchval("SELECT count(*) FROM customers"))
        finally:
            await owner.close()


def write(path: Path, count: int) -> set[int]:
    """Write a sheet of invented people; answers the lines that are wrong, in four ways that take turns."""
    wrong: set[int] = set()
    places = [(branch.code, holders(posts.OFFICER, branch.code)[0].login) for branch in BRANCHES]
    with path.open("w", encoding="utf-8", newline="") as stream:
        told = csv.writer(stream)
        told.writerow([column.zh for column in COLUMNS])
        for at in range(count):
            branch, officer = places[at % len(places)]
            row = {"branch": branch, "officer": officer, "kind": "个人", "consent": "2026-01-15"}
            row |= {"name": _name(at), "number": _number(at), "phone": f"188{at:08d}"}
            row |= {"income": f"{(3 + at % 38) * 500}.00", "debt": ""}
            if at % WRONG_EVERY == WRONG_EVERY - 1:
                wrong.add(at + 2)
                row |= _spoilt(row, at // WRONG_EVERY)
            told.writerow([row.get(column.name, "") for column in COLUMNS])
    return wrong


def _name(at: int) -> str:
    rest, family = divmod(at, len(FAMILIES))
    rest, first = divmod(rest, len(GIVEN))
    return FAMILIES[family] + GIVEN[first] + GIVEN[rest % len(GIVEN)]


def _number(at: int) -> str:
    days, sequence = divmod(at, 900)
    body = f"110101{date(1950, 1, 1) + timedelta(days=days):%Y%m%d}{sequence + 100:03d}"
    return body + identity_check_character(body)


def _spoilt(row: dict[str, str], way: int) -> dict[str, str]:
    last = row["number"][-1]
    ways = (
        {"number": row["number"][:-1] + ("0" if last != "0" else "1")},
        {"phone": "12345"},
        {"branch": "nowhere"},
        {"income": "=SUM(A1:A9)"},
    )
    return ways[way % len(ways)]
