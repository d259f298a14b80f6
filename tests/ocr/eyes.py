"""An engine that says what a test puts into its mouth, turned on a white close-up."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ocr.engine.decoding import Glyph, Readout
from ocr.engine.lines import Char, Floats, Line, Pixels
from ocr.finding import CloseUp
from ocr.papers.eye import Eye


class Told:
    """Answers every row with the next of its texts, again and again; spells the same; sees the lines given."""

    def __init__(self, *texts: str, lines: Sequence[Line] = ()) -> None:
        self.texts, self.seen, self.asked = texts or ("",), lines, 0

    def detect(self, picture: Pixels, long_side: int) -> list[Floats]:
        assert 0 < long_side <= max(picture.shape[:2])
        return [line.quad for line in self.seen]

    def lines(self, picture: Pixels, quads: Sequence[Floats]) -> list[Line]:
        assert picture.ndim == len(("height", "width", "colour"))
        return list(self.seen)[: len(quads)]

    def hear(self, rows: Sequence[Pixels]) -> list["Saying"]:
        self.asked += len(rows)
        return [Saying(self.texts[(self.asked - len(rows) + index) % len(self.texts)]) for index in range(len(rows))]


@dataclass(frozen=True)
class Saying:
    """A row that clearly says a text."""

    text: str

    @property
    def glyphs(self) -> tuple[Glyph, ...]:
        places = enumerate(self.text)
        return tuple(Glyph(one, 0.99, "口", 0.01, (at + 0.5) / len(self.text)) for at, one in places)

    def readout(self, symbols: str) -> Readout:
        return readout_of(self.text, symbols)


def readout_of(text: str, symbols: str) -> Readout:
    """A clear reading: each character a step of its own between two gaps; what is no symbol is nobody's."""
    steps = np.full((2 * len(text) + 1, 1 + len(symbols)), 0.0005, np.float32)
    steps[::2, 0] = 0.98
    for index, one in enumerate(text):
        if one in symbols:
            steps[2 * index + 1, 1 + symbols.index(one)] = 0.98
    return Readout(symbols, steps)


def eye_of(engine: Told, size: tuple[int, int] = (1600, 1000)) -> Eye:
    """The engine on white paper of that width and height."""
    paper = np.full((size[1], size[0], 3), 250, np.uint8)
    return Eye(engine, CloseUp(paper, paper, 0.0, 0.0, 1.0))


def chars_of(text: str) -> list[Char]:
    """Characters read without any doubt."""
    return [Char(one, 0.99, "口", 0.01, 0.5, 0.5) for one in text]
