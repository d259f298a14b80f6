"""The foot of a licence cut out level and evened, with its seal, so that print and seal can be read apart."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ocr.engine.lines import Floats, Line, Pixels
from ocr.geometry import cut_out
from ocr.model import Quad
from ocr.papers.eye import Eye
from ocr.papers.ink import evened, grey_light, print_of, red_light, seal_of
from ocr.papers.licence import Sheet
from ocr.papers.proposals import quad_of
from ocr.papers.rows import Segment, letters
from ocr.papers.seal import Seal, grey_seals, ink_of, red_seal, rimmed, unroll

# round 登记机关, and without it from the middle down; in character heights
LEFT, RIGHT, ABOVE, BELOW = 3.0, 26.0, 6.0, 10.0
UNLABELLED_BELOW, UNLABELLED_LEFT = 10.0, 0.35
LEVEL = 1.5  # character heights above 登记机关 where its own row may still begin
LETTER, SCALES, WIDEST = 30.0, (0.6, 2.5), 1500  # pixels
RINGS = ((0.58, 0.97), (0.62, 0.93))
LONG = 5  # characters: long enough to show a direction


@dataclass(frozen=True)
class Foot:
    """The part, level and evened; `corners` are its own in the close-up, `letter` the height of its characters."""

    eye: Eye
    corners: Floats
    even: Pixels
    letter: float
    top: float  # above it stand no lines of the foot, only the seal's upper half

    @cached_property
    def seals(self) -> tuple[Seal, ...]:
        """The red seal, or circles that may be one in grey."""
        found = red_seal(self.even, self.letter)
        seals = grey_seals(self.even, self.letter) if found is None else [found]
        return tuple(rimmed(self._seal_ink(seal)[:, :, 0], seal) for seal in seals)

    @cached_property
    def prints(self) -> tuple[Pixels, Pixels]:
        """The part with all that is paler than print gone, and with the seal no more than faded: for blurred print."""
        seal = self.seals[0] if self.seals else None
        light = red_light(self.even) if seal is None or seal.inked else grey_light(self.even)
        return print_of(light, 1.0 if seal is None else ink_of(light, seal)), print_of(light, 1.0)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """What is printed here, looked at afresh; places are the part's own."""
        return tuple(self.eye.lines(self.prints[0], top=self.top))

    @cached_property
    def faint_lines(self) -> tuple[Line, ...]:
        """The same where the seal is only faded."""
        return tuple(self.eye.lines(self.prints[1], top=self.top))

    def rings(self, seal: Seal) -> list[Pixels]:
        """The seal's ring as rows that can be read."""
        ink = self._seal_ink(seal)
        return [unroll(ink, seal, np.pi / 2, ring) for ring in RINGS]

    def onto_close_up(self, points: Floats) -> Quad:
        """Points of this part in the close-up."""
        height, width = self.even.shape[:2]
        shares = points / np.array([width, height], np.float32)
        across, down = self.corners[1] - self.corners[0], self.corners[3] - self.corners[0]
        return quad_of(np.asarray(self.corners[0] + shares[:, :1] * across + shares[:, 1:] * down, np.float32))

    def _seal_ink(self, seal: Seal) -> Pixels:
        return seal_of(self.even) if seal.inked else np.repeat(grey_light(self.even)[:, :, None], 3, axis=2)


def foot_of(sheet: Sheet, eye: Eye) -> Foot:
    """Round 登记机关 where that was read, else the lower right part of the sheet."""
    along = direction(sheet)
    across = np.array([-along[1], along[0]], np.float32)
    frame = np.stack([along, across])
    chars = np.array([[char.x, char.y] for piece in sheet.segments for char in piece.chars], np.float32) @ frame.T
    letter = float(np.median([piece.height for piece in sheet.segments]))
    label = sheet.labels.get("authority")
    used = [piece for piece in sheet.segments if label is not None and id(piece) in label.used]
    if used and label is not None:
        letter = label.height
        left, level = np.array([used[0].chars[0].x, used[0].chars[0].y], np.float32) @ frame.T
        box = (left - LEFT * letter, level - ABOVE * letter, left + RIGHT * letter, level + BELOW * letter)
    else:
        low, high = chars.min(axis=0), chars.max(axis=0)
        left = low[0] + UNLABELLED_LEFT * (high[0] - low[0])
        box = (left, float(np.median(chars[:, 1])), high[0] + LEFT * letter, high[1] + UNLABELLED_BELOW * letter)
    right = min(box[2], chars[:, 0].max() + 2 * LEFT * letter)
    flat = np.array([[box[0], box[1]], [right, box[1]], [right, box[3]], [box[0], box[3]]], np.float32)
    corners = np.asarray(flat @ frame, np.float32)
    scale = min(float(np.clip(LETTER / letter, *SCALES)), WIDEST / (right - box[0]))
    size = (max(16, round((right - box[0]) * scale)), max(16, round((box[3] - box[1]) * scale)))
    top = (ABOVE - LEVEL) * letter * scale if used else 0.0
    return Foot(eye, corners, evened(cut_out(eye.picture, corners, size)), letter * scale, top)


def direction(sheet: Sheet) -> Floats:
    """The unit vector along the sheet's rows."""
    spans = [(piece.chars[0], piece.chars[-1]) for piece in sheet.segments if len(piece.chars) > LONG]
    angles = [np.arctan2(last.y - first.y, last.x - first.x) for first, last in spans] or [0.0]
    angle = float(np.median(angles))
    return np.array([np.cos(angle), np.sin(angle)], np.float32)


def segment_of(line: Line) -> Segment:
    """A line of the level part as one segment."""
    chars = letters(line.chars)
    return Segment(
        chars,
        tuple(char.x for char in chars),
        float(np.mean([char.y for char in chars])),
        0.8 * line.height,
    )
