"""What is wrong with a line or an item that no pass could match: the kind that says most comes first."""

from collections import defaultdict
from datetime import date, timedelta
from typing import Final

from server.reconciliation.matching.table import Table, by_token
from server.reconciliation.matching.values import DAYS_MAX, FAR_DAYS_MAX, Break, Item, Line, apart
from server.reconciliation.rules import BreakKind, Nature

OWN: Final = {Nature.CHARGE: BreakKind.BANK_CHARGE, Nature.INTEREST: BreakKind.BANK_INTEREST}


class Leftovers:
    """Names the breaks of a table after its passes. `known_orders` are numbers of payment orders, settled or not."""

    def __init__(self, table: Table, known_orders: frozenset[str]) -> None:
        self._table = table
        self._orders = known_orders
        self._taken: set[object] = set()
        matched = [line for group in table.groups for line in group.lines]
        self._matched_lines = [*table.before.lines, *matched]
        self._matched_items = by_token([*table.before.items, *(item for group in table.groups for item in group.items)])
        self._same_transaction: dict[tuple[str, int], list[Line]] = defaultdict(list)
        self._same_payer: dict[tuple[bytes, int], list[Line]] = defaultdict(list)
        for line in self._matched_lines:
            self._remember(line)

    def _remember(self, line: Line) -> None:
        if line.transaction:
            self._same_transaction[(line.transaction, line.amount_fen)].append(line)
        if line.payer is not None:
            self._same_payer[(line.payer, line.amount_fen)].append(line)

    def breaks(self, covered_until: date | None) -> list[Break]:
        """Breaks of lines, then of items that the statements should have shown by now."""
        found = []
        for line in self._table.open_lines():
            found.append(self._of_line(line))
            self._remember(line)
        return found + self._missing_in_bank(covered_until)

    def _missing_in_bank(self, covered_until: date | None) -> list[Break]:
        if covered_until is None:
            return []
        due = covered_until - timedelta(days=DAYS_MAX)
        waiting = [item for item in self._table.open_items() if item.id not in self._taken and item.day <= due]
        return [Break(BreakKind.MISSING_IN_BANK, item=item, loan=item.loan) for item in waiting]

    def _of_line(self, line: Line) -> Break:
        found = self._by_number(line) or self._repeated(line) or self._by_parties(line) or self._unexplained(line)
        if found.item is not None and self._table.is_open(found.item):
            self._taken.add(found.item.id)
        return found

    def _by_number(self, line: Line) -> Break | None:
        """The line names an item: what differs, or the item has its line already."""
        known = [item for token in sorted(line.tokens) for item in self._matched_items.get(token, ())]
        open_items = self._free(self._table.named_items(line))
        if open_items:
            item = min(open_items, key=lambda one: (abs(one.amount_fen - line.amount_fen), apart(line, one), one.id))
            return Break(_difference(line, item), line, item, item.loan)
        if known:
            return self._again(line, known)
        if line.tokens & self._orders:
            kind = BreakKind.ORDER_NOT_SETTLED if line.amount_fen < 0 else BreakKind.PAYMENT_RETURNED
            return Break(kind, line)
        return None

    def _again(self, line: Line, known: list[Item]) -> Break:
        """The item that the line names has its line: the same once more, or the money came back."""
        item = min(known, key=lambda one: (apart(line, one), one.id))
        if (item.amount_fen > 0) is not (line.amount_fen > 0):
            return Break(BreakKind.PAYMENT_RETURNED, line, item, item.loan)
        return Break(self._doubled(line) or BreakKind.DUPLICATE_PAYMENT, line, item, item.loan)

    def _doubled(self, line: Line) -> BreakKind | None:
        same = self._same_transaction.get((line.transaction, line.amount_fen)) if line.transaction else None
        return BreakKind.DUPLICATE_LINE if same else None

    def _repeated(self, line: Line) -> Break | None:
        """The same transaction once more, or the same payer, amount and loan within a few days."""
        if line.nature in OWN and not self._doubled(line):
            return Break(OWN[line.nature], line)
        if self._doubled(line):
            return Break(BreakKind.DUPLICATE_LINE, line, loan=_only(line.loans))
        if line.payer is None:
            return None
        near = self._same_payer.get((line.payer, line.amount_fen), ())
        if any(apart(line, other) <= DAYS_MAX and other.loans == line.loans for other in near):
            return Break(BreakKind.DUPLICATE_PAYMENT, line, loan=_only(line.loans))
        return None

    def _by_parties(self, line: Line) -> Break | None:
        """An open item of the loan that is named, or of the payer, that is nearly this money."""
        loan = _only(line.loans)
        if loan is not None:
            items = self._free(self._table.items_by_loan.get(loan, []))
        else:
            items = self._free(self._table.items_by_payer.get(line.payer, []) if line.payer is not None else [])
        same = [item for item in items if abs(item.amount_fen) == abs(line.amount_fen) and self._is_near(line, item)]
        if same:
            item = min(same, key=lambda one: (one.amount_fen != line.amount_fen, apart(line, one), one.id))
            return Break(_difference(line, item), line, item, item.loan)
        near = [item for item in items if apart(line, item) <= DAYS_MAX and item.amount_fen * line.amount_fen > 0]
        # of a payer without a number only the one item that there is
        if near and (loan is not None or len(near) == 1):
            item = min(near, key=lambda one: (apart(line, one), abs(one.amount_fen - line.amount_fen), one.id))
            return Break(BreakKind.AMOUNT_DIFFERS, line, item, item.loan)
        return None

    def _is_near(self, line: Line, item: Item) -> bool:
        return apart(line, item) <= FAR_DAYS_MAX

    def _unexplained(self, line: Line) -> Break:
        loan = _only(line.loans)
        if line.amount_fen < 0:
            return Break(BreakKind.MISSING_IN_BOOKS, line, loan=loan)
        if loan is not None:
            return Break(BreakKind.UNBOOKED_REPAYMENT, line, loan=loan)
        return Break(BreakKind.LOAN_NOT_NAMED if line.payer_known else BreakKind.UNKNOWN_PAYER, line)

    def _free(self, items: list[Item]) -> list[Item]:
        """Open, and not yet part of another line's break."""
        return [item for item in self._table.open_items(items) if item.id not in self._taken]


def _difference(line: Line, item: Item) -> BreakKind:
    if (item.amount_fen > 0) is not (line.amount_fen > 0):
        return BreakKind.WRONG_DIRECTION
    return BreakKind.AMOUNT_DIFFERS if item.amount_fen != line.amount_fen else BreakKind.DATE_DIFFERS


def _only(loans: frozenset[str]) -> str | None:
    return next(iter(loans)) if len(loans) == 1 else None
