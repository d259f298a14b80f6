"""What the lender gives up (waiver, write-off) and takes back (chargeback, refund of credit)."""

from __future__ import annotations

from server.terms.allocation import Part
from server.terms.replay.book import PARTS, Book, Posted
from server.terms.replay.history import Relief, Relieved


def relieve(book: Book, entry: Relieved) -> None:
    """Enter a relief into a book and post it."""
    if entry.kind is Relief.CHARGEBACK:
        _charge_back(book, entry)
    elif entry.kind is Relief.CREDIT_REFUND:
        fen = book.excess_fen if entry.amount_fen is None else entry.amount_fen
        book.excess_fen -= fen
        book.post(entry.on, Posted.CREDIT_REFUND, fen, dict.fromkeys(PARTS, 0))
    else:
        _give_up(book, entry)


def _charge_back(book: Book, entry: Relieved) -> None:
    """Credit pays what it can; the rest is principal that falls due again, with the instalment of its day."""
    credit = min(book.excess_fen, entry.amount_fen or 0)
    book.excess_fen -= credit
    fen = (entry.amount_fen or 0) - credit
    if fen:
        instalment = book.at(entry.on)
        instalment.owed[Part.PRINCIPAL] += fen
        instalment.charged_back_fen += fen
        instalment.settled_on = None
    book.post(entry.on, Posted.CHARGEBACK, fen + credit, dict.fromkeys(PARTS, 0) | {Part.PRINCIPAL: fen})


def _give_up(book: Book, entry: Relieved) -> None:
    """Waive what is open, oldest first; charged off it only leaves the books of income."""
    parts = dict.fromkeys(PARTS, 0)
    left = entry.amount_fen
    for instalment in book.instalments:
        for part in PARTS if entry.part is None else (entry.part,):
            fen = instalment.open_part(part)
            fen = max(0, fen if left is None else min(fen, left))
            if entry.kind is not Relief.CHARGE_OFF:
                instalment.waived[part] += fen
            parts[part] += fen
            left = None if left is None else left - fen
        if not instalment.open_fen and instalment.settled_on is None and parts:
            instalment.mark(entry.on)
    book.post(entry.on, Posted(entry.kind.value), sum(parts.values()), parts)
