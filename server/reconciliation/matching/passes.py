"""The passes, in order. Each takes open lines and items out of the table where it is certain."""

from collections import defaultdict
from collections.abc import Iterable

from server.reconciliation.matching.table import Table
from server.reconciliation.matching.values import DAYS_MAX, Item, Line, apart
from server.reconciliation.rules import Pass


def cancel_out(table: Table) -> None:
    """An item and its reversal are no money at the bank, unless a line names one of them."""
    originals = {item.id: item for item in table.items}
    for item in table.items:
        original = originals.get(item.reverses) if item.reverses else None
        if original is None or original.amount_fen + item.amount_fen or not table.is_open(original):
            continue
        tokens = original.tokens | item.tokens
        if not any(table.lines_by_token.get(token) for token in tokens):
            table.match((), (original, item), Pass.CONTRA)


def by_number(table: Table) -> None:
    """The line carries the item's own number, and the amount is the same."""
    for line in table.lines:
        named = table.open_items(table.named_items(line))
        same = [item for item in named if item.amount_fen == line.amount_fen and apart(line, item) <= DAYS_MAX]
        if same:
            table.match((line,), (min(same, key=lambda item: (apart(line, item), item.id)),), Pass.NUMBER)
        elif len(named) > 1 and _comes_to(named, line):
            table.match((line,), named, Pass.SEVERAL)


def several_lines(table: Table) -> None:
    """Several lines carry the number of one item and come to its amount."""
    for item in table.open_items():
        named = {line.id: line for token in sorted(item.tokens) for line in table.lines_by_token.get(token, ())}
        lines = [line for line in table.open_lines(named.values()) if apart(line, item) <= DAYS_MAX]
        if len(lines) > 1 and sum(line.amount_fen for line in lines) == item.amount_fen:
            table.match(lines, (item,), Pass.SEVERAL)


def by_loan(table: Table) -> None:
    """The line names one loan of ours: an item of it over the amount, or all its items of these days together."""
    for line in table.open_lines():
        if len(line.loans) != 1 or table.named_items(line):
            continue
        of_loan = table.items_by_loan.get(next(iter(line.loans)), ())
        near = [
            item for item in table.open_items(of_loan) if apart(line, item) <= DAYS_MAX and not _is_named(table, item)
        ]
        same = [item for item in near if item.amount_fen == line.amount_fen]
        if same:
            table.match((line,), (min(same, key=lambda item: (apart(line, item), item.id)),), Pass.LOAN)
        elif len(near) > 1 and _comes_to(near, line):
            table.match((line,), near, Pass.SEVERAL)


def by_payer(table: Table) -> None:
    """Amount, day and payer are the same; where items of several loans ask for fewer lines, nobody can tell which."""
    wanted: dict[tuple[bytes, int], list[Line]] = defaultdict(list)
    for line in table.open_lines():
        if line.payer is not None and not table.named_items(line):
            wanted[(line.payer, line.amount_fen)].append(line)
    for (payer, amount_fen), lines in wanted.items():
        items = [
            item
            for item in table.open_items(table.items_by_payer.get(payer, ()))
            if item.amount_fen == amount_fen and not _is_named(table, item)
        ]
        _pair(table, lines, items)


def _pair(table: Table, lines: list[Line], items: list[Item]) -> None:
    """Pair lines and items of one payer and amount, nearest days first."""
    pairs = [(line, item) for line in lines for item in items if apart(line, item) <= DAYS_MAX and _may_be(line, item)]
    loans = {item.loan for _, item in pairs}
    reached = {item.id for _, item in pairs}
    if len(loans) > 1 and len(reached) > len({line.id for line, _ in pairs}):
        return
    for line, item in sorted(pairs, key=lambda pair: (apart(*pair), pair[0].day, pair[0].order, pair[1].id)):
        if table.open_lines((line,)) and table.is_open(item):
            table.match((line,), (item,), Pass.PAYER)


def _may_be(line: Line, item: Item) -> bool:
    """A line that names loans pays none but these."""
    return not line.loans or item.loan is None or item.loan in line.loans


def payer_together(table: Table) -> None:
    """One transfer for all that a payer's items of that day come to."""
    for line in table.open_lines():
        if line.payer is None or table.named_items(line):
            continue
        items = [
            item
            for item in table.open_items(table.items_by_payer.get(line.payer, ()))
            if item.day == line.day and _may_be(line, item) and not _is_named(table, item)
        ]
        if len(items) > 1 and _comes_to(items, line):
            table.match((line,), items, Pass.SEVERAL)


def _is_named(table: Table, item: Item) -> bool:
    """An item whose own number stands in an open line is spoken for."""
    return any(table.open_lines(table.lines_by_token.get(token, ())) for token in item.tokens)


def _comes_to(items: Iterable[Item], line: Line) -> bool:
    """Whether items near the line's day come to its amount."""
    listed = list(items)
    return sum(item.amount_fen for item in listed) == line.amount_fen and all(
        apart(line, item) <= DAYS_MAX for item in listed
    )
