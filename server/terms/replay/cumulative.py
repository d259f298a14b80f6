"""A loan whose interest goes by the schedule; with recalculation what is received makes the rest of the schedule anew.

Early money lowers the balance from its day on and is all principal; the interest of the period stays due. Overdue
principal bears interest on in a period in which something is received, until then. (Apache Fineract, cumulative.)
"""

from __future__ import annotations

from collections.abc import Sequence

from server.terms.allocation import Part
from server.terms.model import Method, Row, Terms
from server.terms.replay.book import Book, Instalment
from server.terms.replay.charges import add_charges, add_overdue, post_accruals, post_drawing
from server.terms.replay.history import Drawing, Entry, Receipt, Reckoned, Servicing
from server.terms.replay.recalculation import recalculated
from server.terms.replay.sharing import Purse, share
from server.terms.rescheduling import Rescheduling, rescheduled
from server.terms.schedules import schedule


def replay(terms: Terms, servicing: Servicing, history: Sequence[Entry]) -> Book:
    """Tell the life of a loan again and return how it then stands."""
    rows = schedule(terms)
    for entry in history:
        if isinstance(entry, Rescheduling):
            rows = rescheduled(terms, rows, entry)
    receipts = [entry for entry in history if isinstance(entry, Receipt)]
    lent = terms.principal_fen + sum(each.amount_fen for each in terms.tranches)
    book = Book(instalments=instalments_of(terms, rows), drawn_fen=lent)
    if servicing.recalculates and receipts and terms.method is Method.EQUAL_INSTALMENT and not terms.tranches:
        book.instalments = recalculated(terms, servicing, receipts)
    add_charges(book, history, terms.rounding)
    _settle(terms, servicing, book, history)
    return book


def instalments_of(terms: Terms, rows: Sequence[Row]) -> list[Instalment]:
    """The rows of a schedule as instalments on which nothing is paid yet."""
    from_on, instalments = terms.start_on, []
    for row in rows:
        each = Instalment(row.number, from_on, row.due_on)
        each.owed[Part.PRINCIPAL], each.owed[Part.INTEREST] = row.principal_fen, row.interest_fen
        each.owed[Part.FEE] = row.fee_fen
        instalments.append(each)
        from_on = row.due_on
    return instalments


def _settle(terms: Terms, servicing: Servicing, book: Book, history: Sequence[Entry]) -> None:
    """Pay the instalments in the order in which money came."""
    if any(isinstance(entry, Drawing) for entry in history):
        book.drawn_fen = 0
    for entry in history:
        if isinstance(entry, Drawing):
            book.drawn_fen += entry.amount_fen
            post_drawing(book, entry)
        elif isinstance(entry, Reckoned):
            add_overdue(book, entry, terms.rounding)
            post_accruals(book, entry)
        elif isinstance(entry, Receipt):
            whole = sum(each.open_fen for each in book.instalments)
            amount = whole if entry.amount_fen is None else entry.amount_fen
            purse = Purse(entry.on, amount)
            if servicing.recalculates and not servicing.allocation.by_day:
                _pay_principal_ahead(book, purse)
            share(book, purse, servicing.allocation)
            book.take(purse.on, amount, purse.left_fen, purse.parts)


def _pay_principal_ahead(book: Book, purse: Purse) -> None:
    """Money before the due date of the running instalment pays its principal, once nothing older is open."""
    oldest = next(book.open_instalments(), None)
    if oldest is not None and oldest.due_on > purse.on:
        purse.pay(oldest, Part.PRINCIPAL, oldest.open_part(Part.PRINCIPAL))
