"""The end of a day over a million loans with twelve instalments each: rows before and after, and what limits it.

The book is made in SQL once and kept (`--only 100000` takes another size); each run closes three days on a copy of it:
the first, which books everything since the loans began, and two ordinary ones. Through the same doors as the worker's:
each batch is a transaction with its audit record, one after the other, so one processor of PostgreSQL is the limit:
reading a loan's twelve lines and adding them up takes most of it, then writing its standing and its row. The clock
stands days later, so nobody is reminded: messages are a phase of their own.
"""

import asyncio
import os
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import asyncpg
from sqlalchemy import text

from bench.laying import Loading, ample_cluster, house_on, keep, load
from bench.load.processor import spent_by_children
from bench.wishes import Figure, Wishes
from server.kit.embedded.cluster import Cluster
from server.kit.embedded.endpoint import SUPERUSER
from server.kit.work import House
from server.loans.closing import statements
from server.loans.closing.days import BATCH_LOANS_MAX, Step
from server.reconciliation.day_end import close_agreed

LOANS: Final = {"full": 1_000_000, "small": 20_000}
TARGET: Final = ">= 15000"
EDITION: Final = "closing book 2"
FIRST_DAY: Final = date(2026, 6, 15)
DAYS: Final = 3
CLOCK_DAY: Final = FIRST_DAY + timedelta(days=30)
BOOK, COPY = "closing_book", "closing_run"
TABLES: Final = ("loans", "instalments", "loan_standings", "loan_accruals", "day_accruals", "ledger_entries")
BRANCHES: Final = """
INSERT INTO branches (id, parent_id, kind, code, name)
SELECT pg_temp.id_at('2020-01-03', 'branch ' || n), NULL, 'branch', 'b' || lpad(n::text, 3, '0'), '第' || n || '分公司'
FROM generate_series(1, 50) n
"""
FUNDS: Final = """
INSERT INTO funding_accounts (id, branch_id, bank_name, account_number, state, opened_at)
SELECT pg_temp.id_at('2021-01-01', 'fund ' || n), pg_temp.id_at('2020-01-03', 'branch ' || n), '工商银行',
       '310016000000000' || n, 'open', '2021-01-01'
FROM generate_series(1, 5) n
"""
LOADING: Final = Loading(
    name="closing",
    before=(BRANCHES, FUNDS),
    loans=Path(__file__).with_suffix(".sql").read_text(encoding="utf-8"),
    filled=("loans", "instalments"),
    chunk=50_000,
)


def run(wishes: Wishes) -> list[Figure]:
    """`jiedai bench closing`."""
    return measure(wishes)


def measure(wishes: Wishes) -> list[Figure]:
    """Close three days over the book of the wished size; asserts that no loan was left out and nothing is off."""
    sizes = [int(word) for word in wishes.only if word.isdigit()]
    size = sizes[0] if sizes else LOANS[wishes.scale]
    with ample_cluster(wishes.folder / "closing", max_wal_size="16GB") as cluster:
        name, endpoint = f"{BOOK}_{size}", cluster.endpoint
        keep(cluster, name, EDITION, lambda database: asyncio.run(load(cluster, database, LOADING, size, wishes.say)))
        endpoint.drop_database(COPY)
        wishes.say("copying the book")
        endpoint.create_database(COPY, template=name)
        try:
            endpoint.value("CHECKPOINT", SUPERUSER)
            return asyncio.run(_measured(cluster, size, wishes))
        finally:
            endpoint.drop_database(COPY)


async def _measured(cluster: Cluster, size: int, wishes: Wishes) -> list[Figure]:
    house = house_on(cluster, wishes.folder, COPY, CLOCK_DAY)
    owner = await asyncpg.connect(cluster.endpoint.dsn(SUPERUSER, COPY, driver=None))
    figures: list[Figure] = []
    try:
        before = await _counts(owner)
        for number in range(DAYS):
            day = FIRST_DAY + timedelta(days=number)
            told = await _one_day(house, cluster, day)
            after = await _counts(owner)
            wishes.note({"rows_before": before, "rows_after": after, **told})
            await _assert_whole(owner, day, size, told)
            figures += _figures(number, told)
            wishes.say(f"{day}: {told['loans_per_second']:,.0f} loans/s; rows {before} -> {after}")
            before = after
        figures += [Figure("loans", size, "rows"), Figure("instalments", before["instalments"], "rows")]
        figures += await _limits(house, wishes)
    finally:
        await owner.close()
        await house.database.close()
    return figures


def _figures(number: int, told: dict[str, Any]) -> list[Figure]:
    rate = round(told["loans_per_second"])
    if not number:
        return [Figure("end of the first day, all arrears of accruals", rate, "loans/s")]
    by_processor = told["loans"] / told["database_seconds"]
    return [
        Figure(f"end of an ordinary day ({number})", rate, "loans/s", TARGET),
        Figure(f"loans a second of PostgreSQL's processor, day {number}", round(by_processor), "loans/s"),
        Figure(f"processor of PostgreSQL, day {number}", round(told["database_seconds"], 1), "s"),
        Figure(f"processor of Python, day {number}", round(told["python_seconds"], 1), "s"),
        Figure(f"entries of the day ({number})", told["entries"], "rows"),
    ]


async def _one_day(house: House, cluster: Cluster, day: date) -> dict[str, Any]:
    """Close one day, telling how long batches and bookings took."""
    load, database, python = os.getloadavg()[0], spent_by_children(cluster.pid), time.process_time()
    began, phases, last = time.monotonic(), dict[str, float](), time.monotonic()

    def progress(step: Step) -> None:
        nonlocal last
        now = time.monotonic()
        phases[step.state.value] = phases.get(step.state.value, 0) + now - last
        last = now

    (step,) = await close_agreed(house, day, progress=progress)
    took = time.monotonic() - began
    return {
        "day": day.isoformat(),
        "loans": step.loans,
        "overdue_loans": step.overdue_loans,
        "interest_fen": step.interest_fen,
        "penalty_fen": step.penalty_fen,
        "seconds": took,
        "loans_per_second": step.loans / took,
        "phases": {name: round(seconds, 2) for name, seconds in phases.items()},
        "database_seconds": spent_by_children(cluster.pid) - database,
        "python_seconds": time.process_time() - python,
        "load_average": round(load, 2),
        "entries": 0,
    }


async def _counts(owner: asyncpg.Connection) -> dict[str, int]:
    return {table: int(await owner.fetchval(f"SELECT count(*) FROM {table}")) for table in TABLES}  # noqa: S608 - names of ours


async def _assert_whole(owner: asyncpg.Connection, day: date, size: int, told: dict[str, Any]) -> None:
    """Every loan was accrued through the day, and its rows, the standings and the entries are the same money."""
    stood = await owner.fetchval("SELECT count(*) FROM loan_standings WHERE accrued_on = $1", day)
    rows = await owner.fetchrow(
        "SELECT coalesce(sum(interest_fen), 0), coalesce(sum(penalty_fen), 0) FROM loan_accruals WHERE accrued_on = $1",
        day,
    )
    booked = await owner.fetchval(
        "SELECT coalesce(sum(p.amount_fen), 0) FROM ledger_entries e JOIN ledger_postings p "
        "ON p.customer_id = e.customer_id AND p.entry_id = e.id "
        "WHERE e.booked_on = $1 AND p.account_code IN ('113201', '113202')",
        day,
    )
    told["entries"] = await owner.fetchval("SELECT count(*) FROM ledger_entries WHERE booked_on = $1", day)
    assert stood == told["loans"] == size, (stood, told["loans"], size)
    assert tuple(map(int, rows)) == (told["interest_fen"], told["penalty_fen"]), "rows and totals differ"
    assert int(booked) == told["interest_fen"] + told["penalty_fen"], "rows and entries differ"


async def _limits(house: House, wishes: Wishes) -> list[Figure]:
    """Each statement of one batch by itself, in a transaction that is rolled back: where the time goes."""
    bounds: dict[str, Any] = {"after": UUID(int=0), "on": FIRST_DAY + timedelta(days=DAYS)}
    figures = []
    async with house.database.session() as session:
        await session.connection()
        see = "SELECT set_config('jiedai.' || n, '*', true) FROM unnest(ARRAY['branches', 'officers', 'customers']) n"
        await session.execute(text(see))
        for name in ("NEXT", "LOCK", "PENALTY", "ACCRUE"):
            began = time.monotonic()
            found = await session.execute(getattr(statements, name), bounds | {"size": BATCH_LOANS_MAX})
            took = 1000 * (time.monotonic() - began)
            if name == "NEXT":
                bounds["last"] = found.one().last
            figures.append(Figure(f"a batch of 10,000: {name.lower()}", round(took, 1), "ms"))
        await session.rollback()
    wishes.note({"statements_ms": {figure.name: figure.value for figure in figures}})
    return figures
