"""A loan whose interest goes by the schedule; with recalculation what is received makes the rest of the schedule anew.

Early money lowers the balance from its day on and is all principal; the interest of the period stays due. Overdue
principal bears interest on in a period in which something is received, until then. (Apache Fineract, cumulative.)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from server.terms.allocation import Part
from server.terms.model import Method, Row, Terms, Tranche, share_of
from server.terms.replay.book import PARTS, Book, Instalment, Posted, numbered
from server.terms.replay.charges import add_charges, add_overdue, post_accruals, post_drawing
from server.terms.replay.history import Drawing, Entry, Receipt, Reckoned, Relieved, Servicing
from server.terms.replay.recalculation import recalculated
from server.terms.replay.relief import relieve
from server.terms.replay.sharing import Purse, share
from server.terms.rescheduling import Rescheduling, rescheduled
from server.terms.schedules import schedule


def replay(terms: Terms, servicing: Servicing, history: Sequence[Entry]) -> Book:
    """Tell the life of a loan again and return how it then stands. `terms` hold all that is drawn."""
    down = _down_rows(terms, servicing)
    terms = _less(terms, servicing)
    rows = schedule(terms)
    for entry in history:
        if isinstance(entry, Rescheduling):
            rows = rescheduled(terms, rows, entry)
    receipts = [entry for entry in history if isinstance(entry, Receipt)]
    lent = terms.principal_fen + sum(each.amount_fen for each in terms.tranches)
    lent += sum(each.owed[Part.PRINCIPAL] for each in down)
    book = Book(instalments=instalments_of(terms, rows), drawn_fen=lent)
    if servicing.recalculates and receipts and terms.method is Method.EQUAL_INSTALMENT and not terms.tranches:
        book.instalments = recalculated(terms, servicing, receipts)
    if down:
        book.instalments = numbered([*down, *book.instalments])
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
            if servicing.takes_down_payment:
                _take_down(book, entry)
        elif isinstance(entry, Reckoned):
            add_overdue(book, entry, terms.rounding)
            post_accruals(book, entry)
        elif isinstance(entry, Relieved):
            relieve(book, entry)
        elif isinstance(entry, Receipt):
            whole = sum(each.open_fen for each in book.instalments)
            amount = whole if entry.amount_fen is None else entry.amount_fen
            purse = Purse(entry.on, amount)
            if servicing.recalculates and not servicing.allocation.by_day:
                _pay_principal_ahead(book, purse)
            share(book, purse, servicing.allocation)
            book.take(purse.on, amount, purse.left_fen, purse.parts)


def _less(terms: Terms, servicing: Servicing) -> Terms:
    """The terms of what is left for the instalments after the down payments."""
    share = servicing.down_payment
    if not share:
        return terms
    tranches = tuple(
        replace(each, amount_fen=each.amount_fen - share_of(each.amount_fen, share, terms.rounding))
        for each in terms.tranches
    )
    first = terms.principal_fen - share_of(terms.principal_fen, share, terms.rounding)
    return replace(terms, principal_fen=first, tranches=tranches)


def _down_rows(terms: Terms, servicing: Servicing) -> list[Instalment]:
    """The down payment of every drawing, due on its day."""
    rows = []
    for drawing in (Tranche(terms.start_on, terms.principal_fen), *terms.tranches) if servicing.down_payment else ():
        row = Instalment(0, drawing.on, drawing.on)
        row.owed[Part.PRINCIPAL] = share_of(drawing.amount_fen, servicing.down_payment, terms.rounding)
        rows.append(row)
    return rows


def _take_down(book: Book, drawing: Drawing) -> None:
    """Take the down payment out of what is drawn."""
    row = next((each for each in book.instalments if each.due_on == each.from_on == drawing.on and each.open_fen), None)
    if row is not None:
        fen = row.open_fen
        row.pay(Part.PRINCIPAL, drawing.on, fen)
        book.post(drawing.on, Posted.DOWN_PAYMENT, fen, dict.fromkeys(PARTS, 0) | {Part.PRINCIPAL: fen})


def _pay_principal_ahead(book: Book, purse: Purse) -> None:
    """Money before the due date of the running instalment pays its principal, once nothing older is open."""
    oldest = next(book.open_instalments(), None)
    if oldest is not None and oldest.due_on > purse.on:
        purse.pay(oldest, Part.PRINCIPAL, oldest.open_part(Part.PRINCIPAL))
