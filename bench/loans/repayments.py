"""Repayments through the whole use case: rights, scope, key, loan, splits, journal, books, audit record, one commit."""

import asyncio
import json
import os
import subprocess
import sys
from statistics import median
from typing import Any

from bench.book.scale import DAY
from bench.load.processor import spent_by_children
from bench.loans.book import Copy
from bench.wishes import Figure, Wishes
from server.commands.console import ROOT
from server.commands.supervision.keys import load_keys

PROCESSES = 2
CLIENTS = 16
TARGET = ">= 150"


def measure(wishes: Wishes, copy: Copy) -> list[Figure]:
    """Median of rounds; the rows before and after say that each repayment left all of its rows."""
    rounds = []
    for number in range(wishes.rounds):
        wishes.say(f"repayments, {CLIENTS} clients in {PROCESSES} processes, round {number + 1}")
        rounds.append(_round(wishes, copy, number))
        wishes.note(rounds[-1])
    rate = median(each["per_second"] for each in rounds)
    return [
        Figure("repayments, whole use case, 16 clients", round(rate, 1), "/s", TARGET),
        Figure("a repayment's wait, median", round(median(each["p50_ms"] for each in rounds), 1), "ms"),
        Figure("a repayment's wait, 99 of 100", round(median(each["p99_ms"] for each in rounds), 1), "ms"),
        Figure("processor of a repayment, Python", round(median(each["python_ms"] for each in rounds), 2), "ms"),
        Figure("processor of a repayment, PostgreSQL", round(median(each["database_ms"] for each in rounds), 2), "ms"),
    ]


def _round(wishes: Wishes, copy: Copy, number: int) -> dict[str, Any]:
    before, load = asyncio.run(copy.counts()), os.getloadavg()[0]
    spent = spent_by_children(copy.place.cluster.pid)
    told = _tellers(wishes, copy, number)
    spent = spent_by_children(copy.place.cluster.pid) - spent
    after = asyncio.run(copy.counts())
    done = sum(each["repaid"] for each in told)
    grown = {table: after[table] - before[table] for table in before}
    if wrong := [each["refused"] for each in told if each["refused"]]:
        raise AssertionError(f"repayments were refused: {wrong}")
    written = done + sum(each["warmed_up"] for each in told)
    for table in ("repayments", "loan_acts", "ledger_entries", "audit_records"):
        assert grown[table] == written, (table, grown, written)
    return {
        "part": "repayments",
        "repaid": done,
        "per_second": sum(each["repaid"] / each["seconds"] for each in told),
        "p50_ms": max(each["p50_ms"] for each in told),
        "p99_ms": max(each["p99_ms"] for each in told),
        "python_ms": 1000 * sum(each["python_seconds"] for each in told) / done,
        "database_ms": 1000 * spent / written,
        "rows_before": before,
        "rows_after": after,
        "load_average": round(load, 2),
    }


def _tellers(wishes: Wishes, copy: Copy, number: int) -> list[dict[str, Any]]:
    """Let the processes work at the same time, each on loans of its own."""
    each = CLIENTS // PROCESSES
    surroundings = os.environ | load_keys(wishes.folder) | _settings(wishes, copy, each)
    started = []
    for process in range(PROCESSES):
        share = [str(process), str(PROCESSES)]
        command = [sys.executable, "-m", "bench.loans.tellers", str(each), str(wishes.seconds), *share]
        started.append(subprocess.Popen(command, cwd=ROOT, env=surroundings, stdout=subprocess.PIPE, text=True))
    told = []
    for running in started:
        out, _ = running.communicate(timeout=wishes.seconds + 120)
        assert running.returncode == 0, f"tellers of round {number + 1} ended with {running.returncode}"
        told.append(json.loads(out.splitlines()[-1]))
    return told


def _settings(wishes: Wishes, copy: Copy, pool: int) -> dict[str, str]:
    return {
        "JIEDAI_MODE": "demo",
        "JIEDAI_DATA_DIR": str(wishes.folder),
        "JIEDAI_DATABASE_URL": copy.url(driver="asyncpg"),
        "JIEDAI_BUSINESS_DATE": DAY.isoformat(),
        "JIEDAI_POOL_SIZE": str(pool),
    }
