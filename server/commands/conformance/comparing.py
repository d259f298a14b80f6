"""A book beside a snapshot of a case: every stated figure must be equal to the cent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from server.commands.conformance.reading import Case, day, fen
from server.kit.money import Money
from server.terms.allocation import Part
from server.terms.replay.book import Book, Instalment, Posted, Posting

_PARTS = {
    "principal": Part.PRINCIPAL,
    "interest": Part.INTEREST,
    "fees": Part.FEE,
    "penalties": Part.PENALTY,
}
_KINDS = {
    "Disbursement": Posted.DRAWING,
    "Down Payment": Posted.DOWN_PAYMENT,
    "Repayment": Posted.RECEIPT,
    "Repayment (at time of disbursement)": Posted.CHARGE_AT_DRAWING,
    "Accrual": Posted.ACCRUAL,
    "Chargeback": Posted.CHARGEBACK,
    "Charge-off": Posted.CHARGE_OFF,
    "Close (as written-off)": Posted.WRITE_OFF,
    "Credit Balance Refund": Posted.CREDIT_REFUND,
    "Waive interest": Posted.WAIVER,
    "Waive loan charges": Posted.WAIVER,
}
_PERIOD_FIGURES = ("emi", "interest", "principal", "balance_after")
_NOT_FIGURES = {
    "reverted",
    "replayed",
    "type",
    "n",
    "notes",
    "note",
    "from_date",
    "due_date",
    "paid_date",
    "days",
    "date",
}


def compare_snapshot(book: Book, snapshot: Case, *, loose: bool) -> list[str]:
    """What differs. `loose`: the balance of a row is what is owed after its day, drawings and early money included."""
    expected = [row for row in snapshot["rows"] if row.get("type", "installment") == "installment"]
    drawn = [row for row in snapshot["rows"] if row.get("type") == "disbursement"]
    ours = {each.number: each for each in book.instalments}
    found = _compare_drawings(book, drawn)
    if not snapshot.get("partial") and len(expected) != len(ours):
        found.append(f"{len(ours)} instalments instead of {len(expected)}")
    for row in expected:
        number = int(row["n"])
        if number in ours:
            figures = _figures(ours[number]) | {"balance_after": _balance_after(book, ours[number], loose=loose)}
            found += [f"row {number} {each}" for each in _compare(row, figures)]
            found += [f"row {number} {each}" for each in _compare_dates(row, ours[number])]
        else:
            found.append(f"row {number} is missing")
    for part in snapshot.get("interest_periods") or []:
        number = int(part["n"])
        if number in ours:
            row = {name: part[name] for name in _PERIOD_FIGURES if name in part}
            balance = _balance_after(book, ours[number], loose=loose)
            figures = _figures(ours[number]) | {"emi": ours[number].total_fen, "balance_after": balance}
            found += [f"period {number} {each}" for each in _compare(row, figures)]
    found += [f"total {each}" for each in _compare(snapshot.get("totals") or {}, _totals(book))]
    return found + _compare_postings(book, snapshot.get("transactions") or [])


def _figures(each: Instalment) -> dict[str, int]:
    figures = {name: each.owed[part] for name, part in _PARTS.items()}
    return figures | {
        "total_due": each.total_fen,
        "paid": each.paid_fen,
        "paid_in_advance": each.in_advance_fen,
        "paid_late": each.late_fen,
        "outstanding": each.open_fen,
    }


def _totals(book: Book) -> dict[str, int]:
    """Sums over the instalments and what was paid out of the drawing."""
    totals: dict[str, int] = {}
    for each in book.instalments:
        for name, amount in _figures(each).items():
            totals[name] = totals.get(name, 0) + amount
    upfront = sum(book.upfront.values())
    for name, part in _PARTS.items():
        totals[name] += book.upfront[part]
    totals["total_due"] += upfront
    totals["paid"] += upfront
    return totals


def _balance_after(book: Book, row: Instalment, *, loose: bool) -> int:
    """Principal owed after a row: drawn before its day less the principal of all rows to it."""
    drawn = [posting for posting in book.postings if posting.kind in (Posted.DRAWING, Posted.CHARGEBACK)]
    down = row.from_on == row.due_on
    day_counts = loose or down
    counted = [each for each in drawn if day_counts or each.kind is Posted.CHARGEBACK or each.on < row.due_on]
    owed = sum(each.amount_fen for each in counted if each.on <= row.due_on)
    if not any(each.kind is Posted.DRAWING for each in drawn):
        owed += book.drawn_fen
    for each in book.instalments:
        if each.number <= row.number:
            owed -= each.owed[Part.PRINCIPAL]
        elif loose:
            paid = (amount for on, part, amount in each.payments if part is Part.PRINCIPAL and on <= row.due_on)
            owed -= sum(paid)
    return owed


def _compare(expected: Mapping[str, Any], ours: Mapping[str, int]) -> Iterable[str]:
    for name, value in expected.items():
        if name in _NOT_FIGURES or value is None:
            continue
        if name not in ours:
            yield f"{name}: not known here"
        elif fen(value) != ours[name]:
            yield f"{name}: {Money(ours[name])} instead of {Money(fen(value))}"


def _compare_dates(row: Case, each: Instalment) -> Iterable[str]:
    ours: dict[str, date | None] = {"due_date": each.due_on, "from_date": each.from_on, "paid_date": each.settled_on}
    for name, on in ours.items():
        if name in row and (day(row[name]) if row[name] else None) != on:
            yield f"{name}: {on} instead of {row[name]}"
    days = (each.due_on - each.from_on).days
    if row.get("days") is not None and int(row["days"]) != days:
        yield f"days: {days} instead of {row['days']}"


def _compare_drawings(book: Book, rows: Iterable[Case]) -> list[str]:
    drawn = [(posting.on, posting.amount_fen) for posting in book.postings if posting.kind is Posted.DRAWING]
    if not drawn and book.instalments:
        drawn = [(book.instalments[0].from_on, book.drawn_fen)]
    expected = [(day(row["date"]), fen(row["amount"])) for row in rows]
    return [] if not expected or sorted(expected) == sorted(drawn) else [f"drawings: {drawn} instead of {expected}"]


def _compare_postings(book: Book, expected: Iterable[Case]) -> list[str]:
    """Every stated transaction must be there with its parts and balance, and no other of a stated kind."""
    stated = [row for row in expected if str(row.get("reverted", "")).lower() != "true"]
    if not stated:
        return []
    left = list(book.postings)
    found = []
    for row in stated:
        kind = _KINDS.get(str(row["type"]), Posted.RECEIPT)
        match = next((each for each in left if each.kind is kind and each.on == day(row["date"])), None)
        if match is None:
            found.append(f"transaction {row['type']} of {row['date']} is missing")
            continue
        left.remove(match)
        found += [f"transaction {row['type']} of {row['date']} {each}" for each in _compare(row, _posted(match))]
    return found + [f"transaction {each.kind} of {each.on} is not expected" for each in left]


def _posted(posting: Posting) -> dict[str, int]:
    balance = 0 if posting.kind is Posted.ACCRUAL else posting.balance_fen
    parts = {name: posting.parts[part] for name, part in _PARTS.items()}
    return parts | {"amount": posting.amount_fen, "balance": balance}
