"""One row of the sheet as values, every fault of it named by its column. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Final

from server.contracts.rules import METHODS_ZH
from server.customers import rules as customers
from server.customers.models import CustomerKind
from server.kit.tables.columns import Fault
from server.kit.tables.errors import CellUnsound
from server.kit.tables.taking import LineCells, ReadCell
from server.kit.tables.values import Cell, chosen, count_of, day_of, fen_of, rate_of, text_of
from server.loans.importing.columns import COLUMNS
from server.loans.importing.laying import Figures
from server.terms.model import Method
from server.terms.running.model import Amounts

NUMBER_MAX: Final = 64
TERM_MONTHS_MAX: Final = 360
PARTS: Final = ("principal", "interest", "penalty", "fee")
KINDS: Final = {
    "个人": "person",
    "自然人": "person",
    "person": "person",
    "企业": "company",
    "单位": "company",
    "company": "company",
}
METHODS: Final = {name: method.value for method, name in METHODS_ZH.items()} | {
    each.value: each.value for each in Method
}
ZH: Final = {column.name: column.zh for column in COLUMNS}


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row of the sheet. What is personal is not shown when it is printed."""

    line: int
    branch: str
    officer: str
    kind: CustomerKind
    name: str = field(repr=False)
    number: str = field(repr=False)
    phone: str = field(repr=False)
    legal_representative: str | None = field(repr=False)
    old_number: str
    product: str
    principal_fen: int
    rate_annual: Decimal
    term_months: int
    method: Method
    start_on: date
    first_due_on: date
    figures: Figures
    balance_fen: int | None
    as_of: date


class RowReader:
    """Reads rows of one sheet; `today` is the day by which dates of birth are judged."""

    def __init__(self, places: Mapping[str, int], today: date) -> None:
        self._places, self._today = places, today
        self._plain: dict[str, ReadCell] = {
            "branch": text_of,
            "officer": text_of,
            "customer_kind": chosen(KINDS),
            "name": lambda cell: customers.sound_name(text_of(cell)),
            "phone": lambda cell: customers.sound_phone(text_of(cell)),
            "old_number": _old_number,
            "product": text_of,
            "principal": _positive,
            "term_months": _term,
            "method": chosen(METHODS),
            "first_day": day_of,
            "first_due_day": day_of,
            "instalments_paid": count_of,
            "excess": fen_of,
            "as_of": day_of,
            **{f"{side}_{part}": fen_of for side in ("paid", "arrears") for part in PARTS},
        }
        self._optional: dict[str, ReadCell] = {
            "legal_representative": lambda cell: customers.sound_name(text_of(cell)),
            "balance": fen_of,
            "accrued_interest": fen_of,
        }

    def read(self, line: int, cells: Sequence[Cell]) -> SheetRow | list[Fault]:
        """The row, or everything that is wrong in its cells."""
        told = LineCells(line, cells, self._places, ZH)
        told.take_all(self._plain, self._optional)
        rate = "rate_percent" if "rate_percent" in self._places else "rate_annual"
        told.take(rate, lambda cell: rate_of(cell, is_percent=rate == "rate_percent"))
        kind = told.values.get("customer_kind")
        if kind is not None:
            told.take("id_number", lambda cell: self._number(kind, text_of(cell)))
        return told.faults or _row(line, told.values, told.values[rate])

    def _number(self, kind: str, text: str) -> str:
        if kind == CustomerKind.PERSON.value:
            return customers.sound_id_number(text, self._today)
        return customers.sound_credit_code(text)


def _row(line: int, values: Mapping[str, Any], rate: Decimal) -> SheetRow:
    paid, arrears = (Amounts(*(values[f"{side}_{part}"] for part in PARTS)) for side in ("paid", "arrears"))
    return SheetRow(
        line=line,
        branch=values["branch"],
        officer=values["officer"],
        kind=CustomerKind(values["customer_kind"]),
        name=values["name"],
        number=values["id_number"],
        phone=values["phone"],
        legal_representative=values.get("legal_representative"),
        old_number=values["old_number"],
        product=values["product"],
        principal_fen=values["principal"],
        rate_annual=rate,
        term_months=values["term_months"],
        method=Method(values["method"]),
        start_on=values["first_day"],
        first_due_on=values["first_due_day"],
        figures=Figures(
            paid_to=values["instalments_paid"],
            paid=paid,
            arrears=arrears,
            excess_fen=values["excess"],
            accrued_fen=values.get("accrued_interest"),
        ),
        balance_fen=values.get("balance"),
        as_of=values["as_of"],
    )


def _old_number(cell: Cell) -> str:
    text = text_of(cell)
    if len(text) > NUMBER_MAX:
        raise CellUnsound(field="file", reason=f"at most {NUMBER_MAX} characters", zh_reason=f"最多{NUMBER_MAX}个字符")
    return text


def _positive(cell: Cell) -> int:
    fen = fen_of(cell)
    if not fen:
        raise CellUnsound(field="file", reason="more than nothing", zh_reason="须大于零")
    return fen


def _term(cell: Cell) -> int:
    months = count_of(cell)
    if not 0 < months <= TERM_MONTHS_MAX:
        raise CellUnsound(field="file", reason=f"1 to {TERM_MONTHS_MAX} months", zh_reason=f"1至{TERM_MONTHS_MAX}个月")
    return months
