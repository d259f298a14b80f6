"""The authority: what stands in print and what the seal's ring says, held against the offices of the place."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from ocr.checks.regions import place_names, region_path
from ocr.engine.lines import Char
from ocr.layouts.licence import AUTHORITY, OFFICES
from ocr.model import Field, Quad
from ocr.papers.proposals import confidence_of, half_width, propose

Ring = Callable[[float], tuple[Sequence[Char], Quad | None]]

LIKENESS = 0.6  # the share of an office's characters that must have been read in their order
LEAD = 0.12  # by how much the best must beat the second
NEARLY, NEARLY_LEAD = 0.85, 0.05  # print that is one character off
GUESSED = 0.7  # a name completed from the list is never sure
UNLISTED = 0.6  # read well, but no office of this place that we know
UNTRIED = 0.88
PLACE_WITHIN = 22  # characters of an address that can name places
PLACE_LENGTHS = range(2, 13)


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


def authority_of(printed: Read | None, ring: Callable[[], Read], offices: frozenset[str]) -> Field:
    """The name that an office of the place bears, first from print, then from the ring; else the nearest, doubtful."""
    if printed is not None and printed.name in offices:
        return _known(printed)
    sealed = ring()
    if sealed.name in offices:
        return _known(sealed)
    for read, least, lead in ((printed, NEARLY, NEARLY_LEAD), (sealed, LIKENESS, LEAD), (printed, LIKENESS, LEAD)):
        office = None if read is None else nearest(read.text if read.name is None else read.name, offices, least, lead)
        if read is not None and office is not None:
            return propose("authority", office, read.text, GUESSED, reason="doubtful_reading", box=read.box)
    if printed is not None and printed.name is not None:
        surety = min(UNLISTED, confidence_of(printed.chars))
        return propose("authority", printed.name, printed.text, surety, reason="place_unknown", box=printed.box)
    if sealed.name is not None and confidence_of(sealed.chars) > UNTRIED:
        return propose("authority", sealed.name, sealed.text, UNLISTED, reason="place_unknown", box=sealed.box)
    return propose("authority", None, sealed.text, 0, reason="not_found", box=sealed.box)


def _known(read: Read) -> Field:
    return propose("authority", read.name, read.text, confidence_of(read.chars), box=read.box)


def nearest(text: str, offices: frozenset[str], least: float, lead: float) -> str | None:
    """The office most like the text, when it is like it enough and more so than any other."""
    ranked = sorted(((_likeness(text, office), office) for office in offices), reverse=True)
    if not ranked or ranked[0][0] < least:
        return None
    return ranked[0][1] if len(ranked) == 1 or ranked[0][0] - ranked[1][0] >= lead else None


def offices_of(regions: Iterable[str], address: str | None) -> frozenset[str]:
    """Names that the offices of these region codes and of the places in this address can have."""
    places: set[str] = set()
    for code in regions:
        path = region_path(code)
        places |= {*path, *("".join(path[start:]) for start in range(len(path)))}
    head = (address or "")[:PLACE_WITHIN]
    known = place_names()
    for start in range(len(head)):
        places |= {head[start : start + size] for size in PLACE_LENGTHS if head[start : start + size] in known}
    return frozenset(place + office for place in places for office in OFFICES)


def _likeness(text: str, office: str) -> float:
    """The longest common subsequence as a share of the longer of the two."""
    row = [0] * (len(office) + 1)
    for character in text:
        previous = 0
        for place, other in enumerate(office, 1):
            previous, row[place] = row[place], max(row[place], row[place - 1], previous + (character == other))
    return row[-1] / max(1, len(office), min(len(text), 2 * len(office)))
