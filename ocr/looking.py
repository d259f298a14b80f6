"""How a page is looked at: lines found on a small view, the direction told, the text read from a close-up."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from ocr.engine.lines import Floats, Line, Pixels
from ocr.engine.paddle import PaddleEngine, ordered
from ocr.finding import CloseUp, close_up, part_with, scaled, without_red
from ocr.watermarks import without_watermarks

FIRST_LOOK, SECOND_LOOK = 1280, 2560
FEW_LINES = 4  # so few lines in the first look may mean that the paper is small in a large picture
SMALL_LINE = 15.0  # pixels of a line's box in the first look: under this it is detected again in the close-up
WELL_SEEN = 24.0  # pixels of a line's box that are enough to detect it by
GAIN = 1.25  # how much larger the close-up must show it for that to be worth while
ELONGATED = 2.0
ENOUGH = 12
ROOM = 0.45  # of a line's height, behind its end
CLEARANCE = (0.0, 0.4, 0.8)  # places behind the end where no other line may stand
PLAIN_VIEW, PLAIN_STEP, PLAIN_SHARE = 800, 3, 0.001  # grey levels between neighbours: without larger steps no print


@dataclass(frozen=True)
class Look:
    """A page in one direction: `rotation` degrees clockwise make it upright; what the close-up holds, read."""

    upright: Pixels
    rotation: int
    close: CloseUp | None
    lines: tuple[Line, ...]

    @property
    def clarity(self) -> float:
        """Mean probability of the characters read, 0 when there are too few to tell."""
        chars = [char.probability for line in self.lines for char in line.chars]
        return float(np.mean(chars)) if len(chars) >= ENOUGH else 0.0


def looks(engine: PaddleEngine, page: Pixels) -> Iterator[Look]:
    """The page in the likeliest direction first; each further one costs a reading of its lines."""
    quads, scale = _first_look(engine, page)
    if not quads:
        yield Look(page, 0, None, ())
        return
    for rotation in _directions(engine, page, quads):
        upright = np.ascontiguousarray(np.rot90(page, -(rotation // 90)))
        turned = [ordered(_turn(quad, rotation, page.shape[1], page.shape[0])) for quad in quads]
        close, lines = _read(engine, upright, turned, scale)
        yield Look(upright, rotation, close, tuple(lines))


def _first_look(engine: PaddleEngine, page: Pixels) -> tuple[list[Floats], float]:
    """Quads in the page's own pixels, and the scale of the view in which they were found."""
    if _plain(page):
        return [], 1.0
    for side in (FIRST_LOOK, SECOND_LOOK):
        view, scale = scaled(page, side)
        seen = engine.detect(without_red(view), side)
        if len(seen) >= FEW_LINES or scale == 1.0:
            break
    return [quad / scale for quad in seen], scale


def _plain(page: Pixels) -> bool:
    """Whether the picture is nearly one colour: looking for text in it would cost much and find nothing."""
    import cv2

    small = scaled(page, PLAIN_VIEW)[0]
    pairs = ((small[1:], small[:-1]), (small[:, 1:], small[:, :-1]))
    steps = (np.asarray(cv2.absdiff(*pair)) for pair in pairs)
    return not any(np.count_nonzero(step > PLAIN_STEP) > PLAIN_SHARE * step.size for step in steps)


def _directions(engine: PaddleEngine, page: Pixels, quads: Sequence[Floats]) -> list[int]:
    """Clockwise turns that would set the page upright, the likeliest first.

    The classifier looks at the text's surroundings alone; long lines say whether the page lies on its side.
    """
    chances = engine.directions(part_with(page, quads))
    tall = wide = 0.0
    for quad in quads:
        across, down = (float(side) for side in np.ptp(quad, axis=0))
        tall, wide = tall + max(0.0, down - ELONGATED * across), wide + max(0.0, across - ELONGATED * down)
    if max(tall, wide) > 2 * min(tall, wide):
        favoured = (1, 3) if tall > wide else (0, 2)
        chances = [chance + (1.0 if turn in favoured else 0.0) for turn, chance in enumerate(chances)]
    order = sorted(range(4), key=lambda turn: -chances[turn])
    return [(360 - 90 * turn) % 360 for turn in order]


def turned_back(points: Floats, rotation: int, width: int, height: int) -> Floats:
    """Points of a page that was turned clockwise, on the page of that size before it was."""
    x, y = points[:, 0], points[:, 1]
    back = {0: (x, y), 90: (y, height - x), 180: (width - x, height - y), 270: (width - y, x)}[rotation]
    return np.stack(back, axis=1).astype(np.float32)


def _turn(quad: Floats, rotation: int, width: int, height: int) -> Floats:
    """Points of a page of that size after it was turned clockwise."""
    x, y = quad[:, 0], quad[:, 1]
    turned = {0: (x, y), 90: (height - y, x), 180: (width - x, height - y), 270: (y, width - x)}[rotation]
    return np.stack(turned, axis=1).astype(np.float32)


def _read(engine: PaddleEngine, upright: Pixels, quads: Sequence[Floats], scale: float) -> tuple[CloseUp, list[Line]]:
    """Read from a close-up of what holds text, detecting once more there when the text was small."""
    height = float(np.median([_low_side(quad) for quad in quads]))
    small = height * scale < SMALL_LINE
    close = close_up(upright, quads, small=small)
    if small and close.scale > GAIN * scale:
        size = min(1.0, WELL_SEEN / (height * close.scale))
        placed = engine.detect(close.pixels, round(size * max(close.pixels.shape[:2])))
    else:
        placed = [close.from_picture(quad) for quad in quads]
    return close, without_watermarks(engine.lines(close.pixels, widened(placed)))


def widened(quads: Sequence[Floats]) -> list[Floats]:
    """The quads with room behind their ends, where detectors lose thin marks: a closing bracket, a comma.

    None where another begins there: a label would take the first characters of its value.
    """
    found = []
    low = np.array([quad.min(axis=0) for quad in quads]).reshape(-1, 2)
    high = np.array([quad.max(axis=0) for quad in quads]).reshape(-1, 2)
    for index, quad in enumerate(quads):
        height = float(np.linalg.norm(quad[3] - quad[0]) + np.linalg.norm(quad[2] - quad[1])) / 2
        along = (quad[1] - quad[0] + quad[2] - quad[3]) / 2
        length = float(np.linalg.norm(along))
        unit = along / max(length, 1.0) * height
        end = (quad[1] + quad[2]) / 2
        free = False
        if length > ELONGATED * height:
            spots = end + unit * np.array(CLEARANCE)[:, None, None]
            hit = ((spots >= low) & (spots <= high)).all(axis=2).any(axis=0)
            hit[index] = False
            free = not hit.any()
        found.append(np.asarray(quad + np.array([0, ROOM, ROOM, 0])[:, None] * unit, np.float32) if free else quad)
    return found


def _low_side(quad: Floats) -> float:
    return float(min(np.linalg.norm(quad[1] - quad[0]), np.linalg.norm(quad[3] - quad[0])))
