"""The run: a database with a month's books, the statement as a file, one import, and a judge who knows the truth."""

import asyncio
import base64
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.pool import NullPool

from bench.reconciliation.facts import LAST, Month
from bench.reconciliation.filling import fill
from bench.reconciliation.judging import Verdict, judge
from bench.reconciliation.month import month
from bench.wishes import Figure, Wishes
from server.commands.migrate import upgrade
from server.commands.supervision.keys import load_keys
from server.kit.embedded.cluster import Cluster
from server.kit.embedded.endpoint import APP_ROLE, OWNER_ROLE, SUPERUSER, Endpoint
from server.kit.work import Caller, House
from server.opening import open_house
from server.reconciliation import intake
from server.reconciliation.actors import RECONCILER
from server.settings import Mode, Settings
from server.simulators.bank.papers import camt053, csv_table

DATABASE = "reconciliation"
LINES = {"full": 20_000, "small": 1_000}
SECONDS_MAX = 60
FORMS = {"camt.053": camt053, "CSV in GBK": csv_table}
PAIRS = text("SELECT l.reference, m.event_id FROM statement_matches m JOIN statement_lines l ON l.id = m.line_id")
BREAKS = text(
    "SELECT l.reference, b.event_id, b.kind FROM statement_breaks b LEFT JOIN statement_lines l ON l.id = b.line_id "
    "WHERE b.state <> 'resolved'"
)


def run(wishes: Wishes) -> list[Figure]:
    """Import a generated month in each form and judge what was found."""
    home = wishes.folder / "reconciliation"
    home.mkdir(parents=True, exist_ok=True)
    figures: list[Figure] = []
    with _cluster(home) as endpoint:
        for form, write in FORMS.items():
            if wishes.only and form not in wishes.only:
                continue
            facts = month(len(form), LINES[wishes.scale])
            wishes.say(f"{form}: writing the books of {len(facts.movements)} lines")
            _furnish(endpoint)
            keys = load_keys(home)
            paper = write(facts.statement())
            seconds, again, verdict = asyncio.run(_measured(endpoint, facts, paper, keys, home))
            wishes.note({"form": form, "bytes": len(paper), "seconds": seconds, "kinds": verdict.kinds})
            figures += _figures(form, len(facts.movements), (seconds, again), verdict)
    return figures


def _figures(form: str, lines: int, seconds: tuple[float, float], verdict: Verdict) -> list[Figure]:
    return [
        Figure(f"{form}: {lines} lines imported and matched", round(seconds[0], 1), "s", f"<= {SECONDS_MAX}"),
        Figure(f"{form}: the same file once more", round(seconds[1], 1), "s"),
        Figure(f"{form}: planted breaks", verdict.planted, "breaks"),
        Figure(f"{form}: kinds of them", len(verdict.kinds), "kinds", ">= 8"),
        Figure(f"{form}: planted breaks found", round(100 * verdict.found / verdict.planted, 2), "%", ">= 100"),
        Figure(f"{form}: planted breaks named", round(100 * verdict.named / verdict.planted, 2), "%", ">= 100"),
        Figure(f"{form}: false matches", verdict.false_matches, "pairs", "<= 0"),
        Figure(f"{form}: sound pairs missed", verdict.missed, "pairs", "<= 0"),
        Figure(f"{form}: false breaks", verdict.false_breaks, "breaks", "<= 0"),
    ]


@contextmanager
def _cluster(home: Path) -> Iterator[Endpoint]:
    cluster = Cluster(home / "postgres").start()
    try:
        yield cluster.endpoint
    finally:
        cluster.stop()


def _furnish(endpoint: Endpoint) -> None:
    endpoint.drop_database(DATABASE)
    endpoint.create_database(DATABASE)
    upgrade(endpoint.dsn(OWNER_ROLE, DATABASE))


async def _measured(
    endpoint: Endpoint, facts: Month, paper: bytes, keys: dict[str, str], home: Path
) -> tuple[float, float, Verdict]:
    """Seconds of the import, seconds of the same once more, and what was found."""
    master_key = base64.b64decode(keys["JIEDAI_MASTER_KEY"])
    await fill(endpoint.dsn(SUPERUSER, DATABASE, driver=None), facts, master_key)
    settings = Settings.model_validate(
        {
            "mode": Mode.DEMO,
            "database_url": endpoint.dsn(APP_ROLE, DATABASE),
            "master_key": master_key,
            "token_key": base64.b64decode(keys["JIEDAI_TOKEN_KEY"]),
            "data_dir": home / "data",
            "business_date": LAST.isoformat(),
        }
    )
    house = open_house(settings)
    try:
        first = await _timed(lambda: _import(house, paper))
        again = await _timed(lambda: _import(house, paper))
    finally:
        await house.database.close()
    return first, again, judge(facts, *await found(endpoint.dsn(OWNER_ROLE, DATABASE)))


async def _import(house: House, paper: bytes) -> None:
    caller = Caller(house, RECONCILER, request_id="bench")
    file_id = await intake.keep(caller, paper)
    await intake.import_file(caller, file_id=file_id)


async def _timed(work: Callable[[], Awaitable[None]]) -> float:
    begun = time.perf_counter()
    await work()
    return time.perf_counter() - begun


async def found(owner_url: str) -> tuple[list[tuple[str, UUID]], dict[str | UUID, str]]:
    """Matched pairs and open breaks as they stand in the database, read by its owner."""
    engine = create_async_engine(owner_url, poolclass=NullPool)
    try:
        async with AsyncSession(engine) as session:
            pairs: list[Any] = list(await session.execute(PAIRS))
            breaks: list[Any] = list(await session.execute(BREAKS))
    finally:
        await engine.dispose()
    return [(row[0], row[1]) for row in pairs], {row[0] or row[1]: row[2] for row in breaks}
