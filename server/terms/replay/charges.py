"""Fees and penalties on instalments, what is paid out of the drawing, and what is earned on due days."""

from __future__ import annotations

from collections.abc import Sequence

from server.kit.money import Rounding
from server.terms.allocation import Part
from server.terms.model import share_of
from server.terms.replay.book import PARTS, Book, Posted
from server.terms.replay.history import Charge, ChargeTime, Drawing, Entry, Reckoned


def add_charges(book: Book, history: Sequence[Entry], rounding: Rounding) -> None:
    """Put the charges of a history on the instalments they fall due with, or on the drawing."""
    for entry in history:
        if isinstance(entry, Charge):
            add_charge(book, entry, rounding)


def add_charge(book: Book, charge: Charge, rounding: Rounding, lent_fen: int = 0) -> None:
    """Put one charge where it belongs: a day's instalment, every instalment, or the drawing.

    `lent_fen` is what will be drawn, for a charge that comes before the first drawing.
    """
    part = Part.PENALTY if charge.is_penalty else Part.FEE
    if charge.when is ChargeTime.WITH_DRAWING:
        book.upfront[part] += charge.amount_fen + share_of(book.drawn_fen or lent_fen, charge.share, rounding)
    elif charge.when is ChargeTime.WITH_EACH_INSTALMENT:
        for each in book.instalments:
            base = each.owed[Part.PRINCIPAL] + each.owed[Part.INTEREST]
            fen = charge.amount_fen + share_of(base, charge.share, rounding)
            each.charge(part, each.due_on, fen)
    elif charge.on is not None:
        instalment = book.at(charge.on)
        instalment.charge(part, charge.on, charge.amount_fen + share_of(book.drawn_fen, charge.share, rounding))


def add_overdue(book: Book, day: Reckoned, rounding: Rounding) -> None:
    """Charge every instalment that is overdue at the end of a day its penalty, once: a share of what is owed of it."""
    if not day.overdue_share:
        return
    for each in book.instalments:
        owed = each.open_part(Part.PRINCIPAL) + each.open_part(Part.INTEREST)
        if each.due_on < day.on and owed > 0 and not any(part is Part.PENALTY for _, part, _ in each.charges):
            each.charge(Part.PENALTY, each.due_on, share_of(owed, day.overdue_share, rounding))


def post_drawing(book: Book, drawing: Drawing) -> None:
    """Post a drawing, and before it the charges that are paid out of the first one."""
    upfront = sum(book.upfront.values())
    first = not any(posting.kind is Posted.DRAWING for posting in book.postings)
    if upfront and first:
        book.post(drawing.on, Posted.CHARGE_AT_DRAWING, upfront, book.upfront)
    book.post(drawing.on, Posted.DRAWING, drawing.amount_fen, dict.fromkeys(PARTS, 0))


def post_accruals(book: Book, day: Reckoned) -> None:
    """Post what every due day until now has earned: interest, fees and penalties of its instalment, once."""
    if not day.accrues:
        return
    known = {posting.on for posting in book.postings if posting.kind is Posted.ACCRUAL}
    for each in book.instalments:
        earned = {part: each.owed[part] if part is not Part.PRINCIPAL else 0 for part in PARTS}
        fen = sum(earned.values())
        if each.due_on < day.on and fen and each.due_on not in known:
            book.post(each.due_on, Posted.ACCRUAL, fen, earned)
