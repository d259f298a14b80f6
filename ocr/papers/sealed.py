"""The authority as its seal names it.

What was read along the ring, held against the offices of the registration's region.
"""

from collections.abc import Callable, Sequence

from ocr.checks.regions import region_path
from ocr.engine.lines import Char
from ocr.layouts.licence import AUTHORITY, OFFICES
from ocr.model import Field, Quad
from ocr.papers.proposals import confidence_of, half_width, propose

Ring = Callable[[float], tuple[Sequence[Char], Quad | None]]

LIKENESS = 0.6  # the share of an office's characters that must have been read in their order
LEAD = 0.12  # by how much the best must beat the second
GUESSED = 0.7  # a name completed from the list is never sure
UNTRIED = 0.88  # a ring read whole is good, but no check confirms it


def sealed_authority(read: tuple[Sequence[Char], Quad | None], credit_code: str | None) -> Field:
    """The authority read from the ring; completed from the region's offices when it is broken, and then doubtful."""
    chars, box = read
    text = half_width("".join(char.text for char in chars))
    match = AUTHORITY.search(text)
    offices = _offices(credit_code)
    if match is not None and (match[0] in offices or confidence_of(chars) > UNTRIED):
        known = match[0] in offices
        return propose("authority", match[0], text, confidence_of(chars) if known else GUESSED, box=box)
    ranked = sorted(((_likeness(text, office), office) for office in offices), reverse=True)
    if ranked and ranked[0][0] >= LIKENESS and (len(ranked) == 1 or ranked[0][0] - ranked[1][0] >= LEAD):
        return propose("authority", ranked[0][1], text, GUESSED, reason="doubtful_reading", box=box)
    return propose("authority", None, text, 0, reason="not_found", box=box)


def _offices(credit_code: str | None) -> frozenset[str]:
    """Names that the office in the credit code's region can have: its county's, its city's and its province's."""
    if credit_code is None or len(credit_code) < 8:  # noqa: PLR2004 -- characters 3 to 8 are the region
        return frozenset()
    path = region_path(credit_code[2:8])
    places = {*path, *("".join(path[start:]) for start in range(len(path)))}
    return frozenset(place + office for place in places for office in OFFICES)


def _likeness(text: str, office: str) -> float:
    """The longest common subsequence as a share of the office's name."""
    row = [0] * (len(office) + 1)
    for character in text:
        previous = 0
        for place, other in enumerate(office, 1):
            previous, row[place] = row[place], max(row[place], row[place - 1], previous + (character == other))
    return row[-1] / len(office)
