"""The tests are spread over processes by names that exist, and what belongs together stays together."""

from tests.architecture.sources import ROOT
from tests.fixtures.spreading import SECONDS, TOGETHER, longest_first, unit_of


def test_every_unit_with_a_weight_exists_and_is_one_unit() -> None:
    assert [name for name in (*SECONDS, *TOGETHER) if not (ROOT / name).exists()] == []
    assert [name for name in SECONDS if unit_of(f"{name}::test") != name] == []


def test_the_longest_begins_first_and_a_unit_keeps_its_order() -> None:
    given = ["tests/a.py::b", "tests/a.py::a", "tests/docs/x.py::1", "tests/b.py::1", "tests/docs/y.py::1"]
    assert [given[at] for at in longest_first(given)] == [
        "tests/docs/x.py::1",
        "tests/docs/y.py::1",
        "tests/a.py::b",
        "tests/a.py::a",
        "tests/b.py::1",
    ]
