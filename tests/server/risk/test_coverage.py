"""Every formula is graded by a test at warn, at critical and not at all; the second computations are counted.

Each module of `tests/server/risk/formulas` has `GRADED`, the codes that its tests bring to each grade that their
thresholds know, and `RECKONED`, those whose values they hold against plain Python.
"""

from importlib import import_module
from pkgutil import iter_modules

from server.risk.registry import registry
from tests.server.risk import formulas


def codes(name: str) -> set[str]:
    modules = [import_module(f"{formulas.__name__}.{one.name}") for one in iter_modules(formulas.__path__)]
    return {code for module in modules for code in getattr(module, name, ())}


def test_every_formula_is_brought_to_each_of_its_grades() -> None:
    assert codes("GRADED") == set(registry())
