"""Which formulas there are, by code and by level, held against the catalogue when they are first asked for."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final

from server.risk.catalogue import Level, catalogue
from server.risk.formula import Formula, Subjects
from server.risk.formulas import delinquency, repayment
from server.risk.relations import CUSTOMERS, LOANS

MODULES: Final = (repayment, delinquency)
SUBJECTS: Final[Mapping[Level, Subjects]] = {Level.LOAN: LOANS, Level.CUSTOMER: CUSTOMERS}


class RegistryUnsoundError(Exception):
    """A formula is there twice, or of another level than its indicator."""


@cache
def registry() -> Mapping[str, Formula]:
    """All formulas by code, sorted. Raises RegistryUnsoundError."""
    found: dict[str, Formula] = {}
    for formula in (formula for module in MODULES for formula in module.FORMULAS):
        if formula.code in found or catalogue()[formula.code].level is not formula.level:
            raise RegistryUnsoundError(formula.code)
        found[formula.code] = formula
    return dict(sorted(found.items()))


def formulas_of(level: Level) -> Sequence[Formula]:
    """The formulas of a level, by code."""
    return [formula for formula in registry().values() if formula.level is level]
