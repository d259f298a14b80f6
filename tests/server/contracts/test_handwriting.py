"""Drawn signatures: what is taken, what is refused, and that what is kept is what was drawn."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.contracts.errors import SignatureMissing, SignatureUnsound
from server.contracts.handwriting import HEIGHT, INK_MIN, STROKES_MAX, WIDTH, Handwriting

POINT = st.tuples(st.integers(0, WIDTH), st.integers(0, HEIGHT)).map(list)
STROKES = st.lists(st.lists(POINT, min_size=1, max_size=30), min_size=1, max_size=20)
LONG = [[[0, 0], [INK_MIN, 0]]]


@given(STROKES)
def test_what_is_kept_reads_back_as_what_was_drawn_and_fits_into_its_box(strokes: Any) -> None:
    try:
        drawn = Handwriting.of([*strokes, *LONG])
    except SignatureUnsound:
        pytest.fail("sound strokes")
    assert Handwriting.read(drawn.as_bytes()) == drawn
    words = drawn.on_paper(180, 60).decode().split()
    numbers = [float(word) for word in words[words.index("j") + 1 :] if word not in {"m", "l", "S"}]
    assert all(-0.01 <= x <= 180.01 for x in numbers[::2])
    assert all(-0.01 <= y <= 60.01 for y in numbers[1::2])


@pytest.mark.parametrize("given_", [None, [], [[[5, 5]]], [[[5, 5], [6, 6]]], [[[0, 0], [INK_MIN - 1, 0]]]])
def test_nothing_and_next_to_nothing_is_no_signature(given_: object) -> None:
    with pytest.raises(SignatureMissing):
        Handwriting.of(given_)


@pytest.mark.parametrize(
    "given_",
    [
        "<svg/>",
        {"0": 1},
        [[]],
        ["ab"],
        [[[1]]],
        [[[1, 2, 3]]],
        [[["1", "2"]]],
        [[[1.5, 2]]],
        [[[True, 2]]],
        [[[-1, 2]]],
        [[[WIDTH + 1, 2]]],
        [[[1, HEIGHT + 1]]],
        [[[0, 0]]] * (STROKES_MAX + 1),
        [[[0, 0], [WIDTH, 0]] * 4_000],
    ],
)
def test_what_no_page_draws_is_refused(given_: object) -> None:
    with pytest.raises(SignatureUnsound):
        Handwriting.of(given_)
