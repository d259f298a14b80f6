"""What cannot be measured: indicators for which the house has no data and no source, each with what it would take.

Every module of `server.risk.missing` has a tuple `MISSING`; a new one is found by being there.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from server.risk import missing as folder
from server.risk.catalogue import catalogue
from server.risk.registry import RegistryUnsoundError, registry


@dataclass(frozen=True, slots=True)
class Missing:
    """An indicator that nothing here can answer. `zh` and `en` name the missing data and who would have it."""

    code: str
    zh: str
    en: str


@cache
def missing() -> Mapping[str, Missing]:
    """All by code, sorted. Raises RegistryUnsoundError for one that is unknown, told twice, or has a formula."""
    found: dict[str, Missing] = {}
    modules = [import_module(f"{folder.__name__}.{one.name}") for one in iter_modules(folder.__path__)]
    for row in (row for module in modules for row in module.MISSING):
        if row.code in found or row.code in registry() or row.code not in catalogue():
            raise RegistryUnsoundError(row.code)
        found[row.code] = row
    return dict(sorted(found.items()))
