"""What a formula is: one SQL expression over named figures, each an aggregate over the rows of a relation.

The figures are an indicator's inputs: they are kept beside the value of whoever triggers it. A figure is written over
`r`, a row of its relation; an expression over the names of its figures in braces, and over `{s.COLUMN}` of the subject
itself. `:day` is the business date that is measured.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from server.risk.grain import Grain

NAME: Final = re.compile(r"\{([a-z_.0-9]+)\}")
SUBJECT: Final = "s."


class FormulaUnsoundError(Exception):
    """A formula names a figure that it does not have, or has one that it does not name."""


@dataclass(frozen=True, slots=True)
class Relation:
    """Rows that several formulas of a grain look at. `rows` is a SELECT with the subject's id as `subject`."""

    name: str
    grain: Grain
    rows: str
    tables: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Subjects:
    """Who is measured: a SELECT with `id` and what formulas and scopes need of him."""

    grain: Grain
    rows: str
    tables: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """An aggregate over the rows of a relation."""

    relation: Relation
    sql: str


@dataclass(frozen=True, slots=True, eq=False)
class Formula:
    """How an indicator is measured; `version` rises when the expression changes. `value` is null where it cannot be.

    `external` says that the value comes from sources outside the house: null then means that nobody was asked.
    """

    code: str
    grain: Grain
    value: str
    figures: Mapping[str, Figure] = field(default_factory=dict)
    version: int = 1
    external: bool = False

    def __post_init__(self) -> None:
        """Hold names and figures against each other. Raises FormulaUnsoundError."""
        named = {name for name in NAME.findall(self.value) if not name.startswith(SUBJECT)}
        if named != set(self.figures):
            message = f"{self.code}: {sorted(named ^ set(self.figures))}"
            raise FormulaUnsoundError(message)
        strange = {one.relation.name for one in self.figures.values() if one.relation.grain is not self.grain}
        if strange:
            message = f"{self.code} is of grain {self.grain}, {sorted(strange)} are not"
            raise FormulaUnsoundError(message)

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables that it reads, sorted, without those of the subjects."""
        return tuple(sorted({table for one in self.figures.values() for table in one.relation.tables}))
