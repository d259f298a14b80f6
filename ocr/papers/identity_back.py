"""The emblem side: the authority and the validity."""

import re
from collections.abc import Sequence
from datetime import date

from ocr.checks.dates import LONG_TERM, dates_in, is_long_term, years_between
from ocr.checks.regions import issuer_known
from ocr.engine.lines import Char, Line
from ocr.layouts.identity import BACK_CELLS, BACK_LABELS, Cell
from ocr.model import Field
from ocr.papers.anchors import Anchored, anchor
from ocr.papers.identity_front import Reread
from ocr.papers.proposals import confidence_of, half_width, propose, quad_of
from ocr.papers.variants import exchanged, simplified

CELLS = {cell.name: cell for cell in BACK_CELLS}
LAWFUL_SPANS = (5, 10, 20)
AUTHORITY = re.compile(r"[\u3400-\u9fff]{2,}公安(局|分局|处)[\u3400-\u9fff]*")
NEEDED = frozenset({"签发机关", "有效期限"})


def recognise_back(lines: Sequence[Line]) -> Anchored | None:
    """The back's layout fitted to the picture, or None.

    签发机关 or 有效期限 must be there, and one more label in its place.
    """
    anchored = anchor(lines, BACK_LABELS, BACK_CELLS, with_number=False)
    return anchored if anchored is not None and anchored.labels & NEEDED else None


def back_fields(anchored: Anchored, reread: Reread, today: date) -> tuple[tuple[Field, ...], tuple[str, ...]]:
    """Authority, start and end, and the warning that the card has expired."""
    start, end = _validity(anchored, reread)
    expired = end.value not in {None, LONG_TERM} and date.fromisoformat(str(end.value)) < today
    return (_authority(anchored, reread), start, end), (("expired",) if expired else ())


def _read(anchored: Anchored, cell: Cell) -> list[Char]:
    return [char for char, _, _ in sorted(anchored.inside(cell.reach), key=lambda item: item[1])]


def _again(anchored: Anchored, cell: Cell, reread: Reread) -> list[Char]:
    assert cell.strip is not None
    return list(reread(anchored.corners(cell.strip)))


def _text(chars: Sequence[Char]) -> str:
    return half_width("".join(char.text for char in chars))


def _authority(anchored: Anchored, reread: Reread) -> Field:
    cell = CELLS["authority"]
    chars = _read(anchored, cell)
    if not AUTHORITY.fullmatch(_text(chars)):
        again = _again(anchored, cell, reread)
        chars = again if AUTHORITY.fullmatch(_text(again)) or not chars else chars
    chars = simplified(chars)
    other = exchanged(chars, issuer_known)
    chars = other or chars
    text = _text(chars)
    box = quad_of(anchored.corners(cell.strip or cell.reach))
    usual = AUTHORITY.fullmatch(text) is not None and other is None
    return propose(
        "authority",
        text or None,
        text,
        confidence_of(chars),
        reason=None if usual or not text else "doubtful_reading",
        box=box,
    )


def _span(text: str) -> tuple[date | None, str | None]:
    """Start and end of a validity; the end ISO or long-term."""
    found = dates_in(text)
    if len(found) == 1 and is_long_term(text):
        return found[0], LONG_TERM
    if len(found) == 2:  # noqa: PLR2004 -- from, until
        return found[0], found[1].isoformat()
    return None, None


def _validity(anchored: Anchored, reread: Reread) -> tuple[Field, Field]:
    cell = CELLS["validity"]
    chars = _read(anchored, cell)
    start, end = _span(_text(chars))
    if start is None:
        again = _again(anchored, cell, reread)
        if again:
            chars = again
            start, end = _span(_text(chars))
    text = _text(chars)
    box = quad_of(anchored.corners(cell.strip or cell.reach))
    spanned = start is not None and end is not None
    reason, confidence = None, confidence_of(chars)
    if start is None or end is None or (end != LONG_TERM and date.fromisoformat(end) <= start):
        reason = "date_order" if spanned else "date_unreadable" if text else "not_found"
        start, end = None, None
    elif end != LONG_TERM and years_between(start, date.fromisoformat(end)) not in LAWFUL_SPANS:
        reason = "term_unusual"
    first = None if start is None else start.isoformat()
    return (
        propose("valid_from", first, text, confidence, reason=reason, box=box),
        propose("valid_until", end, text, confidence, reason=reason, box=box),
    )
