"""What a sheet may say, and what a visit needs before it is submitted."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest

from server.applications.visiting.completeness import check_complete
from server.applications.visiting.errors import LineUnsound, VisitIncomplete, VisitValueUnsound
from server.applications.visiting.sheet import KINDS, Line, LinePart, Photo, PhotoSource, Position, Sheet, check
from tests.factories.visits import HERE, VISITED_AT, a_sheet
from tests.fixtures.house import NOON

P = LinePart
TODAY = date(2026, 3, 2)
PAPERS = [uuid4() for _ in range(3)]
GOOD = Line(P.HOUSEHOLD_INCOME, "wage", 100, date(2026, 1, 1))
LATER = NOON + timedelta(minutes=11)
ABOVE = Position(Decimal("90.1"), Decimal(0), 10, VISITED_AT)

LINES: list[tuple[Line, str]] = [
    (replace(GOOD, kind="sales"), "kind"),
    (replace(GOOD, amount_fen=0), "amount"),
    (replace(GOOD, amount_fen=-1), "amount"),
    (replace(GOOD, month=None), "month"),
    (replace(GOOD, month=date(2026, 1, 2)), "month"),
    (replace(GOOD, month=date(2026, 4, 1)), "month"),
    (replace(GOOD, month=date(2023, 2, 1)), "month"),
    (replace(GOOD, monthly_fen=1), "monthly"),
    (replace(GOOD, note="长" * 101), "note"),
    (Line(P.DEBT, "bank", 100), "monthly"),
    (Line(P.DEBT, "bank", 100, date(2026, 1, 1), 10), "month"),
    (Line(P.DEBT, "bank", 100, None, -1), "monthly"),
    (Line(P.EVIDENCE, "stock", 100, date(2026, 1, 1)), "month"),
    (Line(P.EVIDENCE, "bank_inflow", 100), "month"),
]
VALUES: list[tuple[dict[str, Any], str]] = [
    ({"visited_at": LATER}, "visitedAt"),
    ({"position": ABOVE}, "position"),
    ({"position": replace(HERE, accuracy_m=-1)}, "position"),
    ({"position": replace(HERE, at=LATER)}, "position.at"),
    ({"household_size": -1}, "householdSize"),
    ({"earners": 51}, "earners"),
    ({"residence_months": 1_201}, "residenceMonths"),
    ({"summary": "长" * 2_001}, "summary"),
    ({"address": "长" * 121}, "address"),
    ({"lines": (GOOD,) * 201}, "lines"),
    ({"photos": tuple(Photo(uuid4()) for _ in range(25))}, "photos"),
    ({"photos": (Photo(PAPERS[1]), Photo(PAPERS[1]))}, "photos"),
    ({"photos": (Photo(PAPERS[1], LATER, PhotoSource.PHONE),)}, "photos.0.takenAt"),
    ({"photos": (Photo(PAPERS[1], None, PhotoSource.PHONE),)}, "photos.0.source"),
    ({"photos": (Photo(PAPERS[1], VISITED_AT),)}, "photos.0.source"),
    ({"photos": (Photo(PAPERS[1], VISITED_AT, PhotoSource.FILE, ABOVE),)}, "photos.0.position"),
]


@pytest.mark.parametrize(("line", "field"), LINES)
def test_a_line_that_makes_no_sense_is_named_with_what_is_wrong(line: Line, field: str) -> None:
    with pytest.raises(LineUnsound) as refused:
        check(Sheet(lines=(GOOD, line)), NOON, TODAY)
    assert refused.value.field == f"visit.lines.1.{field}"


@pytest.mark.parametrize(("changes", "field"), VALUES)
def test_a_value_that_makes_no_sense_is_named(changes: dict[str, Any], field: str) -> None:
    with pytest.raises(VisitValueUnsound) as refused:
        check(Sheet(**changes), NOON, TODAY)
    assert refused.value.field == f"visit.{field}"


def test_a_draft_may_lack_anything_and_a_complete_sheet_is_sound() -> None:
    check(Sheet(), NOON, TODAY)
    check(a_sheet(PAPERS), NOON, TODAY)
    check_complete(a_sheet(PAPERS))


MISSING: list[tuple[dict[str, Any], str]] = [
    ({"place": None}, "place"),
    ({"visited_at": None}, "visitedAt"),
    ({"address": " "}, "address"),
    ({"position": None}, "position"),
    ({"household_size": None}, "householdSize"),
    ({"household_size": 0}, "householdSize"),
    ({"dependants": None}, "dependants"),
    ({"earners": None}, "earners"),
    ({"lines": ()}, "lines"),
    ({"lines": (GOOD,)}, "lines"),
    ({"trade": None}, "trade"),
    ({"photos": (Photo(PAPERS[1]),)}, "photos"),
    ({"summary": ""}, "summary"),
]


@pytest.mark.parametrize(("changes", "field"), MISSING)
def test_a_visit_without_what_matters_is_not_submitted(changes: dict[str, Any], field: str) -> None:
    with pytest.raises(VisitIncomplete) as refused:
        check_complete(a_sheet(PAPERS, **changes))
    assert refused.value.field == f"visit.{field}"


def test_every_part_has_its_kinds() -> None:
    assert set(KINDS) == set(P)
    assert all(KINDS.values())
