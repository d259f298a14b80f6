"""Measuring a grain: the compiled statement over a span of subjects, and the inputs of single ones."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from server.risk.compiling import Compiled, compile_grain, compile_inputs
from server.risk.grain import Grain
from server.risk.registry import formulas_of, registry
from server.risk.subjects import HIGHEST, LOWEST, SUBJECTS

Values = dict[str, Decimal | None]


@cache
def compiled(grain: Grain) -> Compiled:
    """The statement of a grain: the formulas do not change while a process runs."""
    return compile_grain(SUBJECTS[grain], formulas_of(grain))


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
    statement = compile_inputs(SUBJECTS[formula.grain], formula)
    span = {"low": UUID(int=subject_id.int - 1), "high": subject_id}
    rows: Sequence[Any] = (await session.execute(text(statement.statement), {"day": day, **span})).all()
    return dict(rows[0][1]) if rows else {}
