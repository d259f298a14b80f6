"""Formulas of returns: what they come to, and what is no formula."""

from decimal import Decimal
from typing import Any

import pytest

from server.reports.returns.catalogue import RETURNS, loaded
from server.reports.returns.rules import FormulaUnsound, judged, reckoned, rounded

VALUES = {"a": Decimal(7), "b": Decimal(2), "nought": Decimal(0), "missing": None}
PLAIN: dict[str, Any] = {
    "code": "r",
    "zh": "表",
    "en": "r",
    "source": "s",
    "version": 1,
    "forms": ["csv"],
    "checks": [],
}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("a + b * 2", Decimal(11)),
        ("-(a - b) / 2", Decimal("-2.5")),
        ("a / nought", None),
        ("a + missing", None),
        ("missing >= 1", None),
        ("a >= b", True),
        ("a == b", False),
        ("a / nought <= 1", None),
    ],
)
def test_a_formula_comes_to_its_value_or_to_nothing(text: str, wanted: Any) -> None:
    assert reckoned(judged(text), VALUES) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "a ** 9",
        "open('x')",
        "a.real",
        "a if b else 1",
        "[a]",
        "1.5",
        "a and b",
        "",
        "a +",
        "x" * 501,
        "lambda: 1",
        "'a'",
    ],
)
def test_anything_else_is_no_formula(text: str) -> None:
    with pytest.raises(FormulaUnsound):
        judged(text)


@pytest.mark.parametrize(
    "cells",
    [
        [("A1", "unknown_name")],
        [("A1", "A2"), ("A2", "A1")],
        [("A1", "A1 + 1")],
        [("A1", "1"), ("A1", "2")],
        [("loans", "1")],
    ],
)
def test_a_template_with_an_unknown_name_a_loop_or_a_cell_twice_is_not_loaded(cells: list[tuple[str, str]]) -> None:
    told = [{"code": code, "zh": "格", "unit": "元", "places": 2, "formula": text} for code, text in cells]
    with pytest.raises(FormulaUnsound):
        loaded(PLAIN | {"cells": told})


def test_values_are_rounded_half_away_from_nought() -> None:
    assert [str(rounded(Decimal(text), 2)) for text in ("1.005", "-1.005", "2")] == ["1.01", "-1.01", "2.00"]


def test_the_declared_returns_name_their_source_and_check_themselves() -> None:
    assert set(RETURNS) == {"monthly_return"}
    for declared in RETURNS.values():
        assert declared.source
        assert declared.checks
        assert len({cell.code for cell in declared.cells}) == len(declared.cells)
