"""Sheets of running loans as another system would hand them over: invented people, every loan at another point.

What was paid, is in arrears and has accrued is reckoned here from the schedule alone, so that the import has something
to be held against. The same seed gives the same sheet.
"""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any, Final

from server.kit.money import FEN_PER_YUAN, Rounding, round_quotient
from server.loans.importing.columns import COLUMNS, CONTROLS
from server.reference.number_formats import credit_check_character, identity_check_character
from server.terms.convention import named
from server.terms.dates import add_months, agreed_of
from server.terms.model import Method, Row
from server.terms.plan import PLAIN, Wanted, planned
from server.terms.schedules import schedule

HEADINGS: Final = tuple(column.zh for column in COLUMNS if column.name != "rate_annual")
NAMES: Final = tuple(column.name for column in COLUMNS if column.name != "rate_annual")
CONTROL_HEADINGS: Final = tuple(column.zh for column in CONTROLS)
FAMILY: Final = "王李张刘陈杨黄赵吴周"
GIVEN: Final = "明华丽强军敏静伟芳磊洋勇艳杰娟涛超秀霞平"
COMPANY_SHARE, LATE_SHARE, SECOND_SHARE = 0.1, 0.15, 0.05
TERMS: Final = (12, 18, 24, 36)
RATES: Final = (1080, 1260, 1440, 1800)
"""Hundredths of a percent a year."""
BORN: Final = date(1960, 1, 1)


@dataclass(frozen=True, slots=True)
class Place:
    """A branch and an officer in it."""

    branch: str
    officer: str


@dataclass
class Sums:
    """What the sheet's own totals say of a branch, in fen."""

    loans: int = 0
    principal: int = 0
    interest: int = 0
    penalty: int = 0
    fee: int = 0
    excess: int = 0
    accrued: int = 0


@dataclass
class Made:
    """A sheet: its rows by column, and its control totals by branch."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    control: dict[str, Sums] = field(default_factory=dict)


def make(
    count: int, places: Sequence[Place], as_of: date, *, product: str, convention: str = "prc_360", seed: int = 1
) -> Made:
    """A sheet of so many loans of one product in equal instalments."""
    dice, made = Random(seed), Made()  # noqa: S311 - the same seed must give the same sheet
    people: list[dict[str, Any]] = []
    for serial in range(1, count + 1):
        again = bool(people) and dice.random() < SECOND_SHARE
        person = dice.choice(people) if again else _person(dice, serial, dice.choice(places))
        if not again:
            people.append(person)
        loan, sums = _loan(dice, as_of, convention)
        made.rows.append(person | loan | {"old_number": f"JJ{seed:02d}{serial:08d}", "product": product})
        into = made.control.setdefault(person["branch"], Sums(0))
        for name, fen in sums.items():
            setattr(into, name, getattr(into, name) + fen)
        into.loans += 1
    return made


def write_csv(made: Made, path: Path, control: Path) -> None:
    """The sheet and its control totals as two CSV files."""
    _csv(path, HEADINGS, ([row[name] for name in NAMES] for row in made.rows))
    _csv(control, CONTROL_HEADINGS, control_rows(made.control))


def write_xlsx(made: Made, path: Path) -> None:
    """One workbook: the loans, and the control totals on the second page."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    for title, headings, rows in (
        ("存量贷款", HEADINGS, ([row[name] for name in NAMES] for row in made.rows)),
        ("控制总数", CONTROL_HEADINGS, control_rows(made.control)),
    ):
        page = book.create_sheet(title)
        page.append(headings)
        for row in rows:
            page.append(row)
    book.save(path)


def control_rows(control: Mapping[str, Sums]) -> Iterable[list[Any]]:
    """Control totals as lines of a sheet."""
    for branch, sums in sorted(control.items()):
        amounts = (sums.principal, sums.interest, sums.penalty, sums.fee, sums.excess, sums.accrued)
        yield [branch, sums.loans, *map(yuan, amounts)]


def yuan(fen: int) -> str:
    """An amount as the sheet has it."""
    return f"{fen // FEN_PER_YUAN}.{fen % FEN_PER_YUAN:02d}"


def _csv(path: Path, headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(headings)
        writer.writerows(rows)


def _person(dice: Random, serial: int, place: Place) -> dict[str, Any]:
    is_company = dice.random() < COMPANY_SHARE
    name = dice.choice(FAMILY) + "".join(dice.choices(GIVEN, k=2))
    born = BORN + timedelta(days=serial % 12_000)
    person = f"110101{born:%Y%m%d}{serial // 12_000 + 900:03d}"
    company = f"91110105{serial:08d}Y"
    check = credit_check_character(company) if is_company else identity_check_character(person)
    return {
        "branch": place.branch,
        "officer": place.officer,
        "customer_kind": "企业" if is_company else "个人",
        "name": f"{name}商贸有限公司" if is_company else name,
        "id_number": (company if is_company else person) + check,
        "phone": f"198{serial:08d}",
        "legal_representative": name if is_company else "",
    }


def _loan(dice: Random, as_of: date, convention: str) -> tuple[dict[str, Any], dict[str, int]]:
    months, rate = dice.choice(TERMS), dice.choice(RATES)
    start = as_of - timedelta(days=dice.randrange(3, months * 27))
    principal = dice.randrange(20, 3_000) * 100_000
    wanted = Wanted(principal, _fraction(rate), Method.EQUAL_INSTALMENT, months, start)
    rows = schedule(planned(PLAIN, wanted, named(convention)))
    due = sum(row.due_on <= as_of for row in rows)
    behind = min(due, dice.randrange(1, 4)) if dice.random() < LATE_SHARE else 0
    paid, late = rows[: due - behind], rows[due - behind : due]
    part = dice.randrange(0, late[0].interest_fen + 1) if late and dice.random() < 0.5 else 0  # noqa: PLR2004 - half of them
    if late and part >= late[0].interest_fen + late[0].principal_fen:
        part = 0
    penalty = sum(row.principal_fen * (as_of - row.due_on).days * rate * 3 // 2 // 3_600_000 for row in late)
    fee, excess = (dice.choice((0, 0, 0, amount)) for amount in (2_000, 1_234))
    sums = {
        "principal": principal - sum(row.principal_fen for row in paid),
        "interest": sum(row.interest_fen for row in late) - part,
        "penalty": penalty,
        "fee": fee,
        "excess": 0 if late else excess,
        "accrued": _accrued(rows, start, due, as_of),
    }
    told = {
        "principal": yuan(principal),
        "rate_percent": f"{rate // 100}.{rate % 100:02d}",
        "term_months": months,
        "method": "等额本息",
        "first_day": start.isoformat(),
        "first_due_day": add_months(start, 1).isoformat(),
        "instalments_paid": len(paid),
        "paid_principal": yuan(sum(row.principal_fen for row in paid)),
        "paid_interest": yuan(sum(row.interest_fen for row in paid) + part),
        "paid_penalty": yuan(0),
        "paid_fee": yuan(0),
        "arrears_principal": yuan(sum(row.principal_fen for row in late)),
        "arrears_interest": yuan(sums["interest"]),
        "arrears_penalty": yuan(penalty),
        "arrears_fee": yuan(fee),
        "excess": yuan(sums["excess"]),
        "balance": yuan(sums["principal"]),
        "accrued_interest": yuan(sums["accrued"]),
        "as_of": as_of.isoformat(),
    }
    return told, sums


def _fraction(rate: int) -> Any:
    from decimal import Decimal

    return Decimal(rate).scaleb(-4)


def _accrued(rows: Sequence[Row], start: date, due: int, as_of: date) -> int:
    """Interest of the running period to the day, by days, rounded once."""
    if due == len(rows):
        return 0
    begun = [start, *agreed_of(start, (row.days for row in rows))]
    days, whole = (as_of - begun[due]).days, (begun[due + 1] - begun[due]).days
    return round_quotient(rows[due].interest_fen * days, whole, Rounding.HALF_UP)
