"""The authority: what stands in print and what the seal's ring says, held against the offices of the place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ocr.engine.decoding import Hearing
from ocr.engine.lines import Char, Floats
from ocr.layouts.licence import AUTHORITY
from ocr.model import Field, Quad
from ocr.papers.eye import read, strip_of
from ocr.papers.footing import Foot
from ocr.papers.proposals import confidence_of, half_width, propose
from ocr.papers.rows import letters
from ocr.papers.seal import Seal
from ocr.papers.spelling import Spelt, spelt

CLEAR = 0.9  # print read as well as this needs no second look when it names an office of the place
LEAD_LEAST, COST_MOST = 1.5, 1.6  # from here on an office is proposed at all
FAR_LEAD, FAR_COST = 10.0, 2.6  # and one far ahead of all others where the row is hard to read
FIRM_LEAD, FIRM_COST = 6.0, 0.25  # a lead and a cost that leave no doubt
AGREED, FIRM, GUESSED = 0.97, 0.93, 0.7
UNLISTED = 0.6  # read well, but no office of this place that we know
UNTRIED = 0.88
OFFICE_WORDS = "市场监督管理局工商行政审批"
OFFICE_LETTERS = 4  # so many of them are most of an office's name
ROOM, HALF = 1.2, 0.85  # of the printed row's strip, in character heights


@dataclass(frozen=True)
class Read:
    """One reading of the authority, from print or from the ring."""

    text: str
    chars: Sequence[Char]
    box: Quad | None

    @property
    def name(self) -> str | None:
        """The part that reads like an office's name."""
        match = AUTHORITY.search(self.text)
        return match[0] if match else None


def read_of(chars: Sequence[Char], box: Quad | None) -> Read:
    """A reading from its characters."""
    return Read(half_width("".join(char.text for char in chars)), chars, box)


def authority_of(printed: Read | None, foot: Foot, offices: frozenset[str]) -> Field:
    """The office of the place that print and seal name; where neither names one, what was read, doubtful."""
    if printed is not None and printed.name in offices and confidence_of(printed.chars) >= CLEAR:
        return propose("authority", printed.name, printed.text, confidence_of(printed.chars), box=printed.box)
    afresh = _printed_afresh(foot)
    names = {office: office for office in offices}
    sources: list[tuple[Spelt | None, Quad | None]] = []
    if afresh is not None:
        corners, box = afresh
        heard = foot.eye.hear([strip_of(view, corners) for view in foot.prints])
        sources += [(spelt([row], names), box) for row in heard]
    rings = {seal: foot.eye.hear(foot.rings(seal)) for seal in foot.seals}
    sources += [(spelt(rows, names), foot.onto_close_up(seal.box())) for seal, rows in rings.items()]
    told = [
        (one, box)
        for one, box in sources
        if one is not None and one.lead >= LEAD_LEAST and one.cost <= (FAR_COST if one.lead >= FAR_LEAD else COST_MOST)
    ]
    if told:
        return _of_list(printed, told)
    if printed is not None and printed.name is not None:
        surety = min(UNLISTED, confidence_of(printed.chars))
        return propose("authority", printed.name, printed.text, surety, reason="place_unknown", box=printed.box)
    return _off_list(foot, rings)


def _of_list(printed: Read | None, told: Sequence[tuple[Spelt, Quad | None]]) -> Field:
    """The cheapest source's office; sure when another source says the same, or when it leaves no doubt itself."""
    best, box = min(told, key=lambda source: source[0].cost)
    others = {source.text for source, _ in told} | ({printed.name} if printed and printed.name else set())
    firm = best.lead >= FIRM_LEAD and best.cost <= FIRM_COST
    agreed = len(told) > 1 or (printed is not None and printed.name == best.text)
    if others != {best.text}:
        surety = GUESSED - (0.0 if firm else 0.3)
    else:
        surety = AGREED if firm and agreed else FIRM if firm else GUESSED
    reason = None if surety > GUESSED else "doubtful_reading"
    return propose("authority", best.text, best.text, surety, reason=reason, box=box)


def _printed_afresh(foot: Foot) -> tuple[Floats, Quad] | None:
    """The strip on which an office's name stands in print, found on the part without its seal."""
    for line in foot.lines:
        text = "".join(char.text for char in line.chars)
        start = text.find("关") + 1 if text[:4].endswith("关") else 0
        if start + OFFICE_LETTERS <= len(text) and sum(one in OFFICE_WORDS for one in text[start:]) >= OFFICE_LETTERS:
            chars = letters(line.chars)[start:]
            level, height = float(np.mean([char.y for char in chars])), foot.letter
            left = chars[0].x - (ROOM if start else 4 * ROOM) * height
            right = chars[-1].x + 2 * ROOM * height
            top, bottom = level - HALF * height, level + HALF * height
            corners = np.array([[left, top], [right, top], [right, bottom], [left, bottom]], np.float32)
            return corners, foot.onto_close_up(corners)
    return None


def _off_list(foot: Foot, rings: Mapping[Seal, Sequence[Hearing]]) -> Field:
    """What the ring says where no office of the place fits: taken when it reads like an office and was read well."""
    for seal, rows in rings.items():
        for chars in map(read, rows):
            said = read_of(chars, foot.onto_close_up(seal.box()))
            if said.name is not None and confidence_of(chars) > UNTRIED:
                return propose("authority", said.name, said.text, UNLISTED, reason="place_unknown", box=said.box)
    return propose("authority", None, "", 0, reason="not_found")
