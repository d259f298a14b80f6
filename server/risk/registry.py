"""Which formulas there are, by code and by grain, held against the catalogue when they are first asked for.

Every module of `server.risk.formulas` has a tuple `FORMULAS`; a new one is found by being there.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Final

from server.risk import formulas as folder
from server.risk.catalogue import catalogue
from server.risk.formula import Formula, Relation
from server.risk.grain import LEVELS, Grain

READ: Final = re.compile(r"\b(?:FROM|JOIN)\s+([a-z_]+)\b")
DEFINED: Final = re.compile(r"\b([a-z_]+)\s*(?:\([a-z_, ]*\)\s*)?AS\s+(?:(?:NOT\s+)?MATERIALIZED\s+)?\(")
"""Names that a relation reads, and those that it defines itself."""
TAKEN: Final = frozenset({"subjects", "former", "graded", "written", "hits", "noted", "s", "r"})
"""Names that a statement uses itself."""


class RegistryUnsoundError(Exception):
    """A formula is there twice, of another level than its indicator, or over relations that cannot be read."""


@cache
def registry() -> Mapping[str, Formula]:
    """All formulas by code, sorted. Raises RegistryUnsoundError."""
    found: dict[str, Formula] = {}
    modules = [import_module(f"{folder.__name__}.{one.name}") for one in iter_modules(folder.__path__)]
    for formula in (formula for module in modules for formula in module.FORMULAS):
        if formula.code in found or catalogue()[formula.code].level is not LEVELS[formula.grain]:
            raise RegistryUnsoundError(formula.code)
        found[formula.code] = formula
    require_sound(list(found.values()))
    return dict(sorted(found.items()))


def require_sound(formulas: Sequence[Formula]) -> None:
    """Hold the relations of formulas against each other and against the tables.

    Raises RegistryUnsoundError for two of one name in a grain, and for one that reads itself or another one: that would
    be a loop, or not be there yet.
    """
    named: dict[tuple[Grain, str], Relation] = {}
    for relation in (figure.relation for formula in formulas for figure in formula.figures.values()):
        same = named.setdefault((relation.grain, relation.name), relation)
        if same.rows != relation.rows or relation.name in TAKEN:
            message = f"the name {relation.name} of {relation.grain} is taken"
            raise RegistryUnsoundError(message)
    for relation in named.values():
        own = {*relation.tables, *DEFINED.findall(relation.rows)}
        others = {name for grain, name in named if grain is relation.grain} - own
        if read := others.intersection(READ.findall(relation.rows)):
            message = f"{relation.name} reads {sorted(read)}"
            raise RegistryUnsoundError(message)


def formulas_of(grain: Grain) -> Sequence[Formula]:
    """The formulas of a grain, by code."""
    return [formula for formula in registry().values() if formula.grain is grain]
