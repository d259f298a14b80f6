"""Lines of text and the characters in them, each with its place in the picture and the network's doubt about it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Pixels = NDArray[np.uint8]


@dataclass(frozen=True)
class Char:
    """One recognised character.

    `probability` of the best reading, the runner-up and its probability, its centre in pixels.
    """

    text: str
    probability: float
    rival: str
    rival_probability: float
    x: float
    y: float


@dataclass(frozen=True)
class Line:
    """A line as detected (`quad`: four corners from top left, clockwise in reading direction) and as read.

    `contrast` is how far its ink stands off its paper, in grey levels.
    """

    quad: Floats
    chars: tuple[Char, ...]
    contrast: float = 255.0

    @property
    def text(self) -> str:
        return "".join(char.text for char in self.chars)

    @property
    def height(self) -> float:
        return float(np.linalg.norm(self.quad[3] - self.quad[0]) + np.linalg.norm(self.quad[2] - self.quad[1])) / 2

    @property
    def width(self) -> float:
        return float(np.linalg.norm(self.quad[1] - self.quad[0]) + np.linalg.norm(self.quad[2] - self.quad[3])) / 2

    @property
    def slope(self) -> float:
        """Degrees by which it falls from left to right."""
        along = self.quad[1] - self.quad[0] + self.quad[2] - self.quad[3]
        return float(np.degrees(np.arctan2(along[1], along[0])))

    @property
    def score(self) -> float:
        return float(np.mean([char.probability for char in self.chars])) if self.chars else 0.0


def moved(char: Char, x: float, y: float) -> Char:
    """The same character at another place."""
    return Char(char.text, char.probability, char.rival, char.rival_probability, x, y)
