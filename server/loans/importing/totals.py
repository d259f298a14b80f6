"""Control totals: what rows come to by branch and pool, and what the sheet itself says they come to. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any, Final

from server.kit.errors import DomainError
from server.kit.money import Money
from server.kit.tables.columns import Fault
from server.kit.tables.errors import CellUnsound
from server.kit.tables.reading import Numbered
from server.kit.tables.values import count_of, fen_of, is_empty, text_of
from server.loans.importing.columns import CONTROLS, places
from server.loans.importing.errors import ControlDiffers
from server.loans.importing.laying import Opening

ZH: Final = {column.name: column.zh for column in CONTROLS}


@dataclass(frozen=True, slots=True)
class Totals:
    """How many loans, and fen by pool.

    Principal that is out, interest due and not paid, penalty and fees receivable, what is held beyond, and interest
    that has accrued and is not due (below nothing where interest was paid ahead).
    """

    loans: int = 0
    principal_fen: int = 0
    interest_fen: int = 0
    penalty_fen: int = 0
    fee_fen: int = 0
    excess_fen: int = 0
    accrued_fen: int = 0

    def __add__(self, other: "Totals") -> "Totals":
        return Totals(*(getattr(self, name) + getattr(other, name) for name in NAMES))

    def as_dict(self) -> dict[str, int]:
        return {name: getattr(self, name) for name in NAMES}


NAMES: Final = tuple(each.name for each in fields(Totals))
ByBranch = Mapping[str, Totals]
Control = Mapping[str, Mapping[str, int]]
"""By branch and pool: what the sheet's own totals say; interest not due only where they tell it."""


def of_opening(opening: Opening) -> Totals:
    """One loan."""
    return Totals(
        1,
        opening.principal_fen,
        opening.interest_fen - opening.not_due_fen,
        opening.penalty_fen,
        opening.fee_fen,
        opening.excess_fen,
        opening.not_due_fen,
    )


def whole(totals: ByBranch) -> Totals:
    """All branches together."""
    return sum(totals.values(), Totals())


def read_control(rows: Iterable[Numbered]) -> tuple[Control, list[Fault]]:
    """The control totals of a sheet, and what is wrong in its cells. Empty where there is no sheet.

    A line that names no branch is the sum of the others, and is left alone. Raises TitleWrong, SheetUnreadable.
    """
    control: dict[str, dict[str, int]] = {}
    faults: list[Fault] = []
    lines = iter(rows)
    head = next(lines, None)
    at = places(CONTROLS, head[1]) if head else {}
    for line, cells in lines:
        told = {name: cells[place] if place < len(cells) else None for name, place in at.items()}
        if is_empty(told["branch"]):
            continue
        values: dict[str, int] = {}
        branch = ""
        for name, cell in told.items():
            try:
                if name == "branch":
                    branch = text_of(cell)
                elif not (name == "accrued" and is_empty(cell)):
                    values["loans" if name == "loans" else f"{name}_fen"] = (count_of if name == "loans" else fen_of)(
                        cell
                    )
            except DomainError as error:
                faults.append(Fault(line, ZH[name], error))
        if branch in control:
            twice = CellUnsound(field="file", reason="a branch that stands there twice", zh_reason="机构重复")
            faults.append(Fault(line, ZH["branch"], twice))
        control[branch] = values
    return control, faults


def differences(control: Control, found: ByBranch) -> list[ControlDiffers]:
    """Every pool of every branch that is not the same in both; a branch that one of them lacks has nothing there."""
    refused = []
    for branch in sorted({*control, *found}):
        told: Mapping[str, Any] = control.get(branch, dict.fromkeys(NAMES[:-1], 0))
        sums = found.get(branch, Totals())
        for name, value in told.items():
            fen = getattr(sums, name)
            if value != fen:
                shown = (str(value), str(fen)) if name == "loans" else (str(Money(value)), str(Money(fen)))
                pool = ZH[name.removesuffix("_fen")]
                refused.append(
                    ControlDiffers(field="file", branch=branch, pool=pool, expected=shown[0], found=shown[1])
                )
    return refused
