"""Where the time goes: every relation by itself, over one span of its grain, or over the house where it reads that."""

import re
import time
from collections import defaultdict
from datetime import date
from typing import Any

import asyncpg

from server.risk.formula import Formula
from server.risk.grain import Grain
from server.risk.registry import registry
from server.risk.subjects import HIGHEST, LOWEST, SUBJECTS
from server.risk.sweeping.doors import SPAN_SUBJECTS
from server.risk.sweeping.touching import COLUMNS
from server.risk.sweeping.writing import Plan, bound_statement, value_statement


async def slowest(owner: asyncpg.Connection, day: date) -> dict[str, dict[str, Any]]:
    """Milliseconds of each relation with all of its formulas, the slowest first; for spans the time of one span."""
    told: dict[str, dict[str, Any]] = {}
    await owner.execute("SET jit = off")
    await owner.execute("SET work_mem = '128MB'")
    for (grain, relation), formulas in _by_relation().items():
        subjects = SUBJECTS[grain]
        given: dict[str, Any] = {"day": day, "low": LOWEST, "high": HIGHEST, "size": SPAN_SUBJECTS}
        if grain in COLUMNS:
            given["high"] = await owner.fetchval(*_bound(bound_statement(subjects), given)) or HIGHEST
        began = time.monotonic()
        await owner.fetch(*_bound(value_statement(Plan(subjects, formulas, {})), given), timeout=None)
        spent = round(1000 * (time.monotonic() - began), 1)
        told[f"{grain.value}.{relation}"] = {"ms": spent, "codes": [one.code for one in formulas]}
    return dict(sorted(told.items(), key=lambda each: -float(each[1]["ms"])))


def _by_relation() -> dict[tuple[Grain, str], list[Formula]]:
    found: dict[tuple[Grain, str], list[Formula]] = defaultdict(list)
    for formula in registry().values():
        names = sorted({figure.relation.name for figure in formula.figures.values()})
        found[formula.grain, "+".join(names)].append(formula)
    return found


def _bound(statement: str, given: dict[str, Any]) -> tuple[Any, ...]:
    """The statement with numbered parameters, and their values."""
    names: list[str] = []

    def number(found: re.Match[str]) -> str:
        if found[1] not in names:
            names.append(found[1])
        return f"${names.index(found[1]) + 1}"

    numbered = re.sub(r"(?<![:\w]):([a-z_]+)\b", number, statement)
    return numbered, *(given[name] for name in names)
