"""Taking the cells of one line by their columns, each with what reads it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from server.kit.errors import DomainError
from server.kit.tables.columns import Fault
from server.kit.tables.values import Cell, is_empty

ReadCell = Callable[[Cell], Any]


class LineCells:
    """The values read so far from one line by name of column, and what is wrong in its other cells.

    `places` says where each column stands, `headings` what it is called in a fault.
    """

    def __init__(
        self, line: int, cells: Sequence[Cell], places: Mapping[str, int], headings: Mapping[str, str]
    ) -> None:
        self.values: dict[str, Any] = {}
        self.faults: list[Fault] = []
        self._line, self._cells, self._places, self._headings = line, cells, places, headings

    def take(self, name: str, read: ReadCell, *, optional: bool = False) -> None:
        """Read one cell; an optional one that is empty leaves no value."""
        at = self._places.get(name)
        cell = self._cells[at] if at is not None and at < len(self._cells) else None
        if optional and is_empty(cell):
            return
        try:
            self.values[name] = read(cell)
        except DomainError as error:
            self.faults.append(Fault(self._line, self._headings[name], error))

    def take_all(self, wanted: Mapping[str, ReadCell], optional: Mapping[str, ReadCell]) -> None:
        """Read the columns that every line has, and those that it may have."""
        for name, read in wanted.items():
            self.take(name, read)
        for name, read in optional.items():
            self.take(name, read, optional=True)
