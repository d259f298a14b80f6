"""One row of the sheet as values, every fault of it named by its column. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from server.customers import rules
from server.customers.importing.errors import ConsentUnsound
from server.customers.models import CustomerKind
from server.kit.tables.columns import Column, Fault
from server.kit.tables.taking import LineCells, ReadCell
from server.kit.tables.values import Cell, chosen, day_of, fen_of, text_of

COLUMNS: Final = (
    Column("branch", "机构代码", ("网点代码",)),
    Column("officer", "客户经理"),
    Column("kind", "客户类型"),
    Column("name", "客户名称", ("姓名",)),
    Column("number", "证件号码", ("身份证号", "统一社会信用代码", "id_number", "credit_code")),
    Column("phone", "手机号", ("联系电话",)),
    Column("consent", "授权日期", ("consent_on",)),
    Column("legal_representative", "法定代表人", optional=True),
    Column("income", "月收入", ("income_monthly",), optional=True),
    Column("debt", "月负债", ("debt_monthly", "月还债"), optional=True),
)
KINDS: Final = {
    "个人": "person",
    "自然人": "person",
    "person": "person",
    "企业": "company",
    "单位": "company",
    "个体工商户": "company",
    "company": "company",
}
ZH: Final = {column.name: column.zh for column in COLUMNS}


@dataclass(frozen=True, slots=True)
class CustomerRow:
    """A row of the sheet. What is personal is not shown when it is printed. Amounts in fen a month."""

    line: int
    branch: str
    officer: str
    kind: CustomerKind
    consent_on: date
    name: str = field(repr=False)
    number: str = field(repr=False)
    phone: str = field(repr=False)
    legal_representative: str | None = field(repr=False)
    income_fen: int | None = field(repr=False)
    debt_fen: int | None = field(repr=False)


class RowReader:
    """Reads rows of one sheet; `today` is the day by which dates are judged."""

    def __init__(self, places: Mapping[str, int], today: date) -> None:
        self._places, self._today = places, today
        self._plain: dict[str, ReadCell] = {
            "branch": text_of,
            "officer": text_of,
            "kind": chosen(KINDS),
            "name": lambda cell: rules.sound_name(text_of(cell)),
            "phone": lambda cell: rules.sound_phone(text_of(cell)),
            "consent": self._consent,
        }
        self._optional: dict[str, ReadCell] = {"income": fen_of, "debt": fen_of}

    def read(self, line: int, cells: Sequence[Cell]) -> CustomerRow | list[Fault]:
        """The row, or everything that is wrong in its cells."""
        told = LineCells(line, cells, self._places, ZH)
        told.take_all(self._plain, self._optional)
        kind = told.values.get("kind")
        if kind is not None:
            is_person = kind == CustomerKind.PERSON.value
            told.take("number", self._id_number if is_person else _credit_code)
            told.take("legal_representative", _legal_representative, optional=is_person)
        return told.faults or _row(line, told.values)

    def _id_number(self, cell: Cell) -> str:
        return rules.sound_id_number(text_of(cell), self._today)

    def _consent(self, cell: Cell) -> date:
        day = day_of(cell)
        if day > self._today:
            raise ConsentUnsound(field="file")
        return day


def _credit_code(cell: Cell) -> str:
    return rules.sound_credit_code(text_of(cell))


def _legal_representative(cell: Cell) -> str:
    return rules.sound_name(text_of(cell), "legalRepresentative")


def _row(line: int, values: Mapping[str, Any]) -> CustomerRow:
    kind = CustomerKind(values["kind"])
    return CustomerRow(
        line=line,
        branch=values["branch"],
        officer=values["officer"],
        kind=kind,
        consent_on=values["consent"],
        name=values["name"],
        number=values["number"],
        phone=values["phone"],
        legal_representative=values.get("legal_representative") if kind is CustomerKind.COMPANY else None,
        income_fen=values.get("income"),
        debt_fen=values.get("debt"),
    )
