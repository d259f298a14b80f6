"""Twenty thousand running loans out of a workbook: read, checked, one wrong row named, written, undone, done again.

In a PostgreSQL of its own that is thrown away, over the demonstration's branches; through the same doors as the
command's, with the books verified after each step. `--only 2000` takes another size.
"""

import asyncio
import time
from collections.abc import Awaitable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final, TypeVar
from uuid import UUID, uuid4

import asyncpg
from sqlalchemy import insert

from bench.imports.sheet import Made, Place, make, write_xlsx
from bench.planting import planted
from bench.wishes import Figure, Wishes
from server.commands.console import CommandError, ExitCode
from server.identity import catalogue as posts
from server.identity.actors import VERIFIER, load_staff
from server.identity.models import StaffSession
from server.kit.work import Caller, House
from server.loans.importing import bringing, undoing
from server.loans.verifying.service import verify_books
from server.opening import open_house
from server.products.catalogue import CODE
from server.reconciliation.day_end import close_agreed
from server.seeds.places import BRANCHES
from server.seeds.staff import holders
from server.settings import Settings

LOANS: Final = {"full": 20_000, "small": 500}
TODAY: Final = date(2026, 3, 2)
AS_OF: Final = date(2026, 3, 1)
TARGET_SECONDS: Final = "<= 300"
SEED_SCALE: Final = 0.02
T = TypeVar("T")


def run(wishes: Wishes) -> list[Figure]:
    """Measure one sheet through all its steps. Raises CommandError when something does not hold."""
    count = int(wishes.only[0]) if wishes.only else LOANS[wishes.scale]
    with planted(wishes, today=TODAY, scale=SEED_SCALE) as house:
        return asyncio.run(Course(wishes, house.settings, house.folder, count, house.owner_url).run())


@dataclass
class Course:
    """The steps, in order, each timed and followed by a look at the books."""

    wishes: Wishes
    settings: Settings
    folder: Path
    count: int
    owner_url: str

    async def run(self) -> list[Figure]:
        """All steps over one sheet."""
        self.house = open_house(self.settings)
        try:
            return await self._steps()
        finally:
            await self.house.database.close()

    async def _steps(self) -> list[Figure]:
        places = [Place(branch.code, holders(posts.OFFICER, branch.code)[0].login) for branch in BRANCHES]
        made = make(self.count, places, AS_OF, product=CODE)
        good = self.folder / "loans.xlsx"
        write_xlsx(made, good)
        named = await self._wrong_row_named(made)
        finance, checker = await self._caller(posts.FINANCE), await self._caller(posts.FINANCE_CHECKER)
        read_s, sheet = await self._timed("read", asyncio.to_thread(bringing.read_sheet, good, TODAY))
        check_s, report = await self._timed("check", bringing.look(finance, sheet))
        require(report.is_sound and report.has_control, "the sheet is sound and its totals agree")
        batch = await bringing.prepare(finance, sheet, report)
        write_s, done = await self._timed("write", bringing.write(checker, sheet, batch))
        await self._verify("after the import")
        steps = await close_agreed(self.house, AS_OF + timedelta(days=1))
        require(steps[-1].loans >= self.count, "the next end of day walks through every loan")
        await self._verify("after a closed day")
        again = replace(checker, idempotency_key=uuid4().hex)
        undo_s, _ = await self._timed("undo", undoing.undo(again, import_id=done.id, reason="重新导入"))
        await self._verify("after the undoing")
        again = replace(finance, idempotency_key=uuid4().hex)
        batch = await bringing.prepare(again, sheet, await bringing.look(finance, sheet))
        again = replace(checker, idempotency_key=uuid4().hex)
        redo_s, _ = await self._timed("write again", bringing.write(again, sheet, batch))
        await self._verify("after doing it again")
        return [
            Figure("loans in the sheet", self.count, "loans"),
            Figure("faults found of one planted", named, "faults", ">= 1"),
            Figure("read, checked and written", round(read_s + check_s + write_s, 1), "s", TARGET_SECONDS),
            Figure("of it reading the workbook", round(read_s, 1), "s"),
            Figure("of it checking every row", round(check_s, 1), "s"),
            Figure("of it writing", round(write_s, 1), "s"),
            Figure("loans written a second", round(self.count / write_s, 0), "loans/s"),
            Figure("undone as one batch", round(undo_s, 1), "s"),
            Figure("written again", round(redo_s, 1), "s"),
        ]

    async def _wrong_row_named(self, made: Made) -> int:
        """The same sheet with one amount a yuan off: that line is named, and nothing else."""
        wrong, at = self.folder / "wrong.xlsx", self.count // 2
        right = made.rows[at]["arrears_interest"]
        made.rows[at]["arrears_interest"] = f"{int(float(right)) + 77}.77"
        write_xlsx(made, wrong)
        made.rows[at]["arrears_interest"] = right
        caller = await self._caller(posts.FINANCE)
        report = await bringing.look(caller, await asyncio.to_thread(bringing.read_sheet, wrong, TODAY))
        lines = {fault.line for fault in report.findings.faults}
        require(lines == {at + 2}, f"the wrong line is named, and no other: {sorted(lines)[:5]}")
        return len(report.findings.faults)

    async def _timed(self, step: str, done: Awaitable[T]) -> tuple[float, T]:
        self.wishes.say(step)
        started = time.perf_counter()
        result = await done
        seconds = time.perf_counter() - started
        self.wishes.note({"step": step, "seconds": round(seconds, 2), "loans": self.count})
        return seconds, result

    async def _verify(self, when: str) -> None:
        """With fresh statistics: autovacuum would make them a minute later, and the plans of verify need them."""
        owner = await asyncpg.connect(self.owner_url)
        try:
            await owner.execute("ANALYZE")
        finally:
            await owner.close()
        found = (await verify_books(Caller(self.house, VERIFIER, request_id="bench"))).differences
        require(not found, f"verify finds nothing {when}: {found[:3]}")
        self.wishes.say(f"verify finds nothing {when}")

    async def _caller(self, position: str) -> Caller:
        """Somebody who holds a position, with a living session."""
        return await in_session(self.house, holders(position)[0].id)


async def in_session(house: House, staff_id: UUID) -> Caller:
    now = house.ports.clock.now()
    row = StaffSession(id=uuid4(), staff_id=staff_id, opened_at=now, expires_at=now + timedelta(days=1))
    columns: dict[str, Any] = {name: getattr(row, name) for name in ("id", "staff_id", "opened_at", "expires_at")}
    async with house.database.session() as session:
        await session.execute(insert(StaffSession).values(**columns))
        actor = await load_staff(session, row, now, house.settings.cut_off_hour)
        await session.commit()
    return Caller(house, actor, request_id="bench", idempotency_key=uuid4().hex)


def require(holds: object, what: str) -> None:
    if not holds:
        raise CommandError(ExitCode.FAILED, f"does not hold: {what}")
