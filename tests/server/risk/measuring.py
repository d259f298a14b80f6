"""Measuring a grain without writing anything: one statement over a span of subjects, and the inputs of single ones.

A statement measures the subjects with `:low < id <= :high` on `:day` and gives a row for each: its id, and its values
in the order of the formulas.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from server.risk.compiling import Columns
from server.risk.formula import Formula, Subjects
from server.risk.grain import Grain
from server.risk.registry import formulas_of, registry
from server.risk.subjects import HIGHEST, LOWEST, SUBJECTS

Values = dict[str, Decimal | None]


@dataclass(frozen=True, slots=True)
class Compiled:
    """A statement, and the codes whose values it gives, in their order."""

    codes: tuple[str, ...]
    statement: str


@cache
def compiled(grain: Grain) -> Compiled:
    """The statement of a grain: the formulas do not change while a process runs."""
    return _compiled(SUBJECTS[grain], {formula: f"({formula.value})::numeric" for formula in formulas_of(grain)})


def _compiled(subjects: Subjects, expressions: dict[Formula, str]) -> Compiled:
    columns = Columns()
    values = [columns.put_in(expression, formula) for formula, expression in expressions.items()]
    told = ",\n       ".join(f"{value} AS v{number}" for number, value in enumerate(values))
    statement = f"{columns.common(subjects.rows)}\nSELECT s.id, {told}\n  {columns.joined}"
    return Compiled(tuple(formula.code for formula in expressions), statement)


async def measure(
    session: AsyncSession, grain: Grain, day: date, *, low: UUID = LOWEST, high: UUID = HIGHEST
) -> Mapping[UUID, Values]:
    """Every indicator of the grain for the subjects with `low < id <= high`, at the end of a day; None is no value."""
    statement = compiled(grain)
    rows = await session.execute(text(statement.statement), {"day": day, "low": low, "high": high})
    return {row[0]: dict(zip(statement.codes, row[1:], strict=True)) for row in rows}


async def inputs_of(session: AsyncSession, code: str, day: date, subject_id: UUID) -> Mapping[str, Any]:
    """The figures from which the value of one indicator was reckoned for one subject, by their names."""
    formula = registry()[code]
    told = ", ".join(f"'{name}', {{{name}}}" for name in formula.figures)
    statement = _compiled(SUBJECTS[formula.grain], {formula: f"jsonb_build_object({told})"})
    span = {"low": UUID(int=subject_id.int - 1), "high": subject_id}
    rows: Sequence[Any] = (await session.execute(text(statement.statement), {"day": day, **span})).all()
    return dict(rows[0][1]) if rows else {}
