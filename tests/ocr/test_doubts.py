"""What a place's own name may decide between two glyphs, and cards that only look like an identity card."""

from dataclasses import replace

import numpy as np
import pytest

from ocr.checks.regions import issuer_known, region_path
from ocr.engine.lines import Char, Floats, Line
from ocr.layouts.identity import BACK_LABELS, FRONT_LABELS
from ocr.papers.identity_back import recognise_back
from ocr.papers.identity_front import front_fields, recognise_front
from ocr.papers.variants import exchanged
from tests.ocr.test_papers import TODAY, back, between, front, line, nothing


def doubted(one: Line, place: int, rival: str, sure: float = 0.55) -> Line:
    """The line with one character about which the network wavered."""
    chars = list(one.chars)
    chars[place] = Char(chars[place].text, sure, rival, 1 - sure, chars[place].x, chars[place].y)
    return replace(one, chars=tuple(chars))


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("汾西县公安局", True),
        ("太原市公安局晋源分局", True),
        ("太原市公安局普源分局", False),
        ("上海市公安局黄浦分局", True),
        ("公安局", False),
        ("火星市公安局", False),
    ],
)
def test_an_issuer_is_known_by_its_places(text: str, known: bool) -> None:  # noqa: FBT001 -- a parameter of the table
    assert issuer_known(text) is known


def test_a_glyph_is_exchanged_only_where_the_network_wavered_and_one_exchange_makes_a_known_place() -> None:
    read = line("太原市公安局普源分局", 0, 0)
    told = exchanged(doubted(read, 6, "晋").chars, issuer_known)
    assert told is not None
    assert "".join(char.text for char in told) == "太原市公安局晋源分局"
    assert told[6].probability < 0.5
    assert exchanged(read.chars, issuer_known) is None
    assert exchanged(doubted(read, 6, "昔").chars, issuer_known) is None
    assert exchanged(doubted(line("汾西县公安局", 0, 0), 0, "浙").chars, issuer_known) is None


def test_the_region_of_the_number_may_decide_in_the_address_but_leaves_it_doubtful() -> None:
    assert region_path("310101") == ("上海市", "黄浦区")
    lines = [
        doubted(line("上海市黄埔区人民东路1", 190, 324), 4, "浦") if one.text.startswith("上海市") else one
        for one in front()
    ]
    anchored = recognise_front(lines, lambda: None)
    assert anchored is not None
    address = front_fields(anchored, nothing, TODAY)[4]
    assert address.value == "上海市黄浦区人民东路12号3楼"
    assert (address.sure, address.reason) == (False, "doubtful_reading")


def test_a_guests_card_without_a_nation_is_none_of_ours() -> None:
    def without_nation(number: str) -> list[Line]:
        return [one for one in front(number) if "民族" not in one.text and one.text != "汉"]

    assert recognise_front(without_nation("810000199510019863"), lambda: None) is None
    assert recognise_front(without_nation("31010119850228982X"), lambda: None) is not None


def test_a_card_that_names_another_paper_is_none_of_ours() -> None:
    labels = [between(label.text, label.first, label.last) for label in BACK_LABELS]
    lines = [*labels, line("黄浦区公安局", 410, 470), line("2016.05.09-2036.05.09", 410, 553, step=22)]
    assert recognise_back(lines) is not None
    assert recognise_back([*lines, line("临时", 600, 350)]) is None
    fronts = [between(label.text, label.first, label.last) for label in FRONT_LABELS]
    assert recognise_front([*fronts, *front()[len(fronts) :], line("居住证", 720, 60)], lambda: None) is None


def test_a_misread_issuer_without_a_rival_stays_as_it_was_read() -> None:
    assert back("2016.05.09-2036.05.09", "太原市公安局普源分局")["authority"] == ("太原市公安局普源分局", None)


def test_strips_are_cut_from_where_the_card_lies() -> None:
    corners: list[Floats] = []

    def reread(strip: Floats) -> list[Char]:
        corners.append(strip)
        return []

    anchored = recognise_front([one for one in front() if one.text != "女"], lambda: None)
    assert anchored is not None
    sex = front_fields(anchored, reread, TODAY)[1]
    assert (sex.value, sex.reason) == (None, "sex_unreadable")
    (strip,) = corners
    assert np.abs(strip.mean(axis=0) - (216, 170)).max() < 2
