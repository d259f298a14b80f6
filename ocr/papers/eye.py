"""What the later steps of reading a licence can ask of the close-up: a strip read again, spelt, or looked at afresh."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from ocr.engine.decoding import Glyph, Readout
from ocr.engine.lines import Char, Floats, Line, Pixels
from ocr.finding import CloseUp
from ocr.geometry import cut_out

STRIP_HEIGHT = 64


class Engine(Protocol):
    """The verbs of `ocr.engine.paddle.PaddleEngine` that are used here."""

    def detect(self, picture: Pixels, long_side: int) -> list[Floats]: ...
    def recognise(self, rows: Sequence[Pixels]) -> list[tuple[Glyph, ...]]: ...
    def spell(self, rows: Sequence[Pixels], symbols: str) -> list[Readout]: ...
    def lines(self, picture: Pixels, quads: Sequence[Floats]) -> list[Line]: ...


@dataclass(frozen=True)
class Eye:
    """The engine turned on one close-up."""

    engine: Engine
    close: CloseUp

    @property
    def picture(self) -> Pixels:
        """The close-up with all its ink."""
        return self.close.inked

    def reread(self, corners: Floats) -> Sequence[Char]:
        """A four-cornered strip of the close-up without its red; places are fractions of the strip."""
        return self.read([strip_of(self.close.pixels, corners)])[0]

    def read(self, rows: Sequence[Pixels]) -> list[list[Char]]:
        """Rows of text, each with places as fractions of its own size."""
        return [
            [
                Char(glyph.text, glyph.probability, glyph.rival, glyph.rival_probability, glyph.at, 0.5)
                for glyph in glyphs
                if glyph.text.strip()
            ]
            for glyphs in self.engine.recognise(rows)
        ]

    def spell(self, rows: Sequence[Pixels], symbols: str) -> list[Readout]:
        """What the network thinks of these symbols along each row."""
        return self.engine.spell(rows, symbols)

    def lines(self, picture: Pixels) -> list[Line]:
        """All lines of a picture made from a part of the close-up, in its own pixels."""
        found = self.engine.lines(picture, self.engine.detect(picture, max(picture.shape[:2])))
        return [line for line in found if line.chars]


def strip_of(picture: Pixels, corners: Floats) -> Pixels:
    """A four-cornered strip laid flat, as high as the recogniser likes its rows."""
    width = float(np.linalg.norm(corners[1] - corners[0]))
    height = max(1.0, float(np.linalg.norm(corners[3] - corners[0])))
    return cut_out(picture, corners, (max(8, round(width / height * STRIP_HEIGHT)), STRIP_HEIGHT))
