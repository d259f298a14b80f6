"""What the later steps of reading a licence can ask of the close-up: a strip read again, spelt, or looked at afresh."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from ocr.engine.decoding import Hearing
from ocr.engine.lines import Char, Floats, Line, Pixels
from ocr.finding import CloseUp
from ocr.geometry import cut_out

STRIP_HEIGHT = 64


class Engine(Protocol):
    """The verbs of `ocr.engine.paddle.PaddleEngine` that are used here."""

    def detect(self, picture: Pixels, long_side: int) -> list[Floats]: ...
    def hear(self, rows: Sequence[Pixels]) -> Sequence[Hearing]: ...
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
        return read(self.hear([strip_of(self.close.pixels, corners)])[0])

    def hear(self, rows: Sequence[Pixels]) -> Sequence[Hearing]:
        """What the network makes of each row: to be read, and to be held against known texts."""
        return self.engine.hear(rows)

    def lines(self, picture: Pixels, *, top: float = 0.0) -> list[Line]:
        """Lines of a picture made from a part of the close-up, in its own pixels: those whose middle is below `top`."""
        quads = self.engine.detect(picture, max(picture.shape[:2]))
        found = self.engine.lines(picture, [quad for quad in quads if quad[:, 1].mean() >= top])
        return [line for line in found if line.chars]


def read(heard: Hearing) -> list[Char]:
    """The row's characters, their places as fractions of its size."""
    return [
        Char(glyph.text, glyph.probability, glyph.rival, glyph.rival_probability, glyph.at, 0.5)
        for glyph in heard.glyphs
        if glyph.text.strip()
    ]


def strip_of(picture: Pixels, corners: Floats) -> Pixels:
    """A four-cornered strip laid flat, as high as the recogniser likes its rows."""
    width = float(np.linalg.norm(corners[1] - corners[0]))
    height = max(1.0, float(np.linalg.norm(corners[3] - corners[0])))
    return cut_out(picture, corners, (max(8, round(width / height * STRIP_HEIGHT)), STRIP_HEIGHT))
