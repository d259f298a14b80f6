# ruff: noqa: S608 - statements are put together from formulas; what comes from outside is bound
"""Formulas of a grain -> one set-based statement: every relation is read and grouped once, for all that need it.

The statement measures the subjects with `:low < id <= :high` on `:day` and gives a row for each: its id, and its values
in the order of the formulas. The plan of a grain with n relations is n grouped scans and n hash joins, however many
formulas there are.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from server.risk.formula import NAME, SUBJECT, Figure, Formula, Subjects
from server.risk.grain import Grain


@dataclass(frozen=True, slots=True)
class Compiled:
    """A statement, and the codes whose values it gives, in their order."""

    grain: Grain
    codes: tuple[str, ...]
    statement: str


def compile_grain(subjects: Subjects, formulas: Sequence[Formula]) -> Compiled:
    """One statement for the values of all formulas of a grain, which must be of the subjects' grain."""
    values = {formula: f"({formula.value})::numeric" for formula in formulas}
    return _compiled(subjects, values)


def compile_inputs(subjects: Subjects, formula: Formula) -> Compiled:
    """The statement that tells the inputs of one formula, as JSON by name, instead of its value."""
    told = ", ".join(f"'{name}', {{{name}}}" for name in formula.figures)
    return _compiled(subjects, {formula: f"jsonb_build_object({told})"})


def _compiled(subjects: Subjects, expressions: dict[Formula, str]) -> Compiled:
    columns = Columns()
    values = [columns.put_in(expression, formula) for formula, expression in expressions.items()]
    told = ",\n       ".join(f"{value} AS v{number}" for number, value in enumerate(values))
    statement = f"{columns.common(subjects.rows)}\nSELECT s.id, {told}\n  {columns.joined}"
    return Compiled(subjects.grain, tuple(formula.code for formula in expressions), statement)


class Columns:
    """The relations that are needed, and under which name each of their figures is taken; equal ones are taken once."""

    def __init__(self) -> None:
        self.relations: dict[str, tuple[str, dict[str, str]]] = {}

    def column(self, figure: Figure) -> str:
        """The column of a figure."""
        _, taken = self.relations.setdefault(figure.relation.name, (figure.relation.rows, {}))
        alias = taken.setdefault(figure.sql, f"f{len(taken)}")
        return f"{figure.relation.name}.{alias}"

    def put_in(self, expression: str, formula: Formula) -> str:
        """An expression with columns in the place of names."""
        return NAME.sub(
            lambda found: found[1] if found[1].startswith(SUBJECT) else self.column(formula.figures[found[1]]),
            expression,
        )

    def common(self, subjects: str) -> str:
        """WITH the subjects, and each relation grouped by them; to be asked for when all columns are taken."""
        return "WITH " + ",\n".join([f"subjects AS MATERIALIZED ({subjects})", *self.grouped])

    @property
    def grouped(self) -> list[str]:
        """Each relation, grouped by the subjects, as a part of a WITH; to be asked for when all columns are taken."""
        return [
            f"{name} AS (SELECT r.subject, {_named(figures)} FROM ({rows}) r GROUP BY r.subject)"
            for name, (rows, figures) in self.relations.items()
        ]

    @property
    def joined(self) -> str:
        """FROM the subjects as `s`, with every relation beside them."""
        return "FROM subjects s" + "".join(f"\n  LEFT JOIN {name} ON {name}.subject = s.id" for name in self.relations)


def _named(figures: dict[str, str]) -> str:
    return ", ".join(f"{sql} AS {alias}" for sql, alias in figures.items())
