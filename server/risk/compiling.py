# ruff: noqa: S608 - statements are put together from formulas; what comes from outside is bound
"""Formulas of a grain -> one set-based statement: every relation is read and grouped once, for all that need it.

The plan of a grain with n relations is n grouped scans and n hash joins, however many formulas there are.
"""

from server.risk.formula import NAME, SUBJECT, Figure, Formula


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
