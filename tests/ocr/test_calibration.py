"""Chances behind scores: the curve that is laid through counted values, and what it makes of a field."""

import json
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from bench.ocr.calibrating import fitted, grouped, write
from ocr.calibration import CARD_GROUPS, SHEET_GROUPS, TABLE, calibrated, chance, table
from ocr.model import Document, Field, Kind
from ocr.papers.proposals import propose


def front(*fields: Field) -> Document:
    return Document(Kind.ID_FRONT, 1.0, fields, None, ())


def test_every_group_of_fields_has_its_knots_and_their_sample_is_named() -> None:
    groups = {*CARD_GROUPS.values(), *SHEET_GROUPS.values()}
    assert groups == table().keys()
    told = json.loads(TABLE.read_text(encoding="utf-8"))
    assert groups == told["values"].keys()
    assert "seeds" in told["provenance"]


def test_knots_rise_and_no_group_is_certain() -> None:
    for knots in table().values():
        assert [knot[0] for knot in knots] == sorted({knot[0] for knot in knots})
        assert [knot[1] for knot in knots] == sorted(knot[1] for knot in knots)
        assert 0 < knots[-1][1] < 1


@given(st.lists(st.tuples(st.floats(0, 0.995), st.booleans()), min_size=1, max_size=60))
def test_a_fitted_curve_rises_and_stays_below_certainty(values: list[tuple[float, bool]]) -> None:
    knots = fitted(values)
    chances = [chance(score, knots) for score in (0.0, 0.2, 0.5, 0.8, 0.9, 0.97, 0.995)]
    assert chances == sorted(chances)
    assert chances[0] >= 0
    assert chances[-1] < 1


def test_a_score_that_was_often_wrong_becomes_a_low_chance() -> None:
    values = [(0.95, index % 2 == 0) for index in range(40)] + [(0.99, True)] * 200
    knots = fitted(values)
    assert 0.4 < chance(0.95, knots) < 0.6
    assert chance(0.99, knots) > 0.99


def test_a_value_with_a_reason_against_it_is_never_told_as_sure() -> None:
    sure, against, none = (
        propose("id_number", "31010119850228982X", "", 0.995),
        propose("id_number", "31010119850228982X", "", 0.995, reason="number_region"),
        propose("id_number", None, "", 0),
    )
    (told,), (doubted,), (nothing,) = (calibrated(front(field)).fields for field in (sure, against, none))
    assert (told.value, told.sure, told.reason) == (sure.value, True, None)
    assert told.confidence >= 0.9
    assert (doubted.sure, doubted.reason) == (False, "number_region")
    assert doubted.confidence < 0.9
    assert nothing == none


def test_a_table_is_written_as_it_is_read(tmp_path: Path) -> None:
    rows = [{"case": "one", "values": [["scope", 0.9, True], ["scope", 0.4, False]]}]
    seen = grouped(rows)
    write({group: fitted(values) for group, values in seen.items()}, {"scope": 2}, "seeds", tmp_path / "table.json")
    told = json.loads((tmp_path / "table.json").read_text(encoding="utf-8"))
    assert told["values"] == {"scope": 2}
    assert [tuple(knot) for knot in told["knots"]["scope"]] == list(fitted(seen["scope"]))
