"""The lines and items that are still open, found again by what they carry."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

from server.reconciliation.matching.values import Before, Group, Item, Line
from server.reconciliation.rules import Pass


class Identified(Protocol):
    """A line or an item."""

    @property
    def tokens(self) -> frozenset[str]: ...


T = TypeVar("T", bound=Identified)


def by_token(rows: Iterable[T]) -> dict[str, list[T]]:
    """Rows by each number that they carry."""
    found: dict[str, list[T]] = defaultdict(list)
    for row in rows:
        for token in row.tokens:
            found[token].append(row)
    return found


class Table:
    """Open lines and items; whatever is matched leaves it. Order is by day and id, so every run finds the same."""

    def __init__(self, lines: Sequence[Line], items: Sequence[Item], before: Before) -> None:
        self.lines = sorted(lines, key=lambda line: (line.day, line.order, line.id))
        self.items = sorted(items, key=lambda item: (item.day, item.id))
        self.before = before
        self.groups: list[Group] = []
        self._open_lines = {line.id for line in lines}
        self._open_items = {item.id for item in items}
        self.items_by_token = by_token(self.items)
        self.lines_by_token = by_token(self.lines)
        self.items_by_loan: dict[str, list[Item]] = defaultdict(list)
        self.items_by_payer: dict[bytes, list[Item]] = defaultdict(list)
        for item in self.items:
            if item.loan is not None:
                self.items_by_loan[item.loan].append(item)
            for payer in item.payers:
                self.items_by_payer[payer].append(item)

    def match(self, lines: Iterable[Line], items: Iterable[Item], found_by: Pass) -> None:
        """These are the same money."""
        group = Group(tuple(lines), tuple(items), found_by)
        self.groups.append(group)
        self._open_lines -= {line.id for line in group.lines}
        self._open_items -= {item.id for item in group.items}

    def open_lines(self, among: Iterable[Line] | None = None) -> list[Line]:
        """Of these, or of all, those that are still open."""
        return [line for line in (self.lines if among is None else among) if line.id in self._open_lines]

    def open_items(self, among: Iterable[Item] | None = None) -> list[Item]:
        """Of these, or of all, those that are still open."""
        return [item for item in (self.items if among is None else among) if item.id in self._open_items]

    def is_open(self, item: Item) -> bool:
        return item.id in self._open_items

    def named_items(self, line: Line) -> list[Item]:
        """Items, open or not, that carry one of the line's numbers, once each."""
        found = {item.id: item for token in sorted(line.tokens) for item in self.items_by_token.get(token, ())}
        return list(found.values())
