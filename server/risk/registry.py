"""Which formulas there are, by code and by grain, held against the catalogue when they are first asked for.

Every module of `server.risk.formulas` has a tuple `FORMULAS`; a new one is found by being there.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from server.risk import formulas as folder
from server.risk.catalogue import catalogue
from server.risk.formula import Formula
from server.risk.grain import LEVELS, Grain


class RegistryUnsoundError(Exception):
    """A formula is there twice, or of another level than its indicator."""


@cache
def registry() -> Mapping[str, Formula]:
    """All formulas by code, sorted. Raises RegistryUnsoundError."""
    found: dict[str, Formula] = {}
    modules = [import_module(f"{folder.__name__}.{one.name}") for one in iter_modules(folder.__path__)]
    for formula in (formula for module in modules for formula in module.FORMULAS):
        if formula.code in found or catalogue()[formula.code].level is not LEVELS[formula.grain]:
            raise RegistryUnsoundError(formula.code)
        found[formula.code] = formula
    return dict(sorted(found.items()))


def formulas_of(grain: Grain) -> Sequence[Formula]:
    """The formulas of a grain, by code."""
    return [formula for formula in registry().values() if formula.grain is grain]
