"""FU: where a loan's money went, by the trail and by the payments of the house: each grade, and in plain Python."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any, Final
from uuid import UUID, uuid4

import pytest

from server.compliance.registers.kinds import RegisterKind
from server.compliance.registers.models import RegisterEntry
from server.connectors.adapters.flow import FundTrail
from server.connectors.reading import Reading
from server.connectors.vocabulary import Fact
from server.custody.models import PaymentOrder
from server.custody.payout.models import EntrustedPayee
from server.custody.payout.rules import PayeeState
from server.custody.rules import OrderKind, OrderState
from server.customers.models import BankAccount, BankAccountState
from server.kit.embedded.endpoint import Endpoint
from server.risk.grading import Grade
from server.risk.grain import Grain
from tests.fixtures.world import id_of
from tests.server.risk.comparing import close
from tests.server.risk.formulas.test_concentration import measured
from tests.server.risk.measuring import measure
from tests.server.risk.planting import Row, all_of, at, before, differing, free_session
from tests.server.risk.portfolio import DAY, Portfolio

TRAILED: Final = {
    "FU-01": "trail_securities_fen",
    "FU-02": "trail_property_fen",
    "FU-03": "trail_wealth_fen",
    "FU-04": "trail_lenders_fen",
    "FU-05": "trail_cash_fen",
    "FU-06": "trail_related_fen",
    "FU-08": "trail_mismatch_fen",
    "FU-09": "trail_payee_months",
}
OF_LOANS: Final = frozenset(TRAILED) | {"FU-07", "FU-11", "FU-12"}
GRADED: Final = OF_LOANS | {"FU-10"}
RECKONED: Final = GRADED
# thousandths of the principal in the order of the codes above, and the age of the youngest payee
SEEN: Final = {
    Grade.WARN: (1, 1, 1, 1, 210, 110, 110, 5),
    Grade.CRITICAL: (101, 101, 101, 301, 501, 301, 301, 0),
    Grade.NOTHING: (0, 0, 0, 0, 200, 100, 100, 6),
}
AGES: Final = {Grade.WARN: 31, Grade.CRITICAL: 61, Grade.NOTHING: 90}
PRINCIPAL: Final = 1_000_000


def told(facts: Mapping[str, int]) -> list[dict[str, Any]]:
    return [Fact(code, Decimal(value)).as_data() for code, value in facts.items()]


def own_of(loan: Row) -> dict[str, Any]:
    return {name: loan[name] for name in ("customer_id", "officer_id", "branch_id")}


def account(book: Portfolio, loan: Row, mark: bytes) -> None:
    """An account of his own, by the blind index of its number."""
    row = {"state": BankAccountState.VERIFIED, "verified_at": at(DAY), "number_index": mark}
    book.add(BankAccount, **own_of(loan), **row)


def pay_out(book: Portfolio, loan: Row, amount_fen: int, mark: bytes, **columns: Any) -> None:
    """A payment of the loan that arrived."""
    state = {"kind": OrderKind.DISBURSEMENT, "state": OrderState.SETTLED, "finished_at": at(DAY)}
    told_too = {"loan_id": loan["id"], "amount_fen": amount_fen, "payee_index": mark, "created_at": at(before(DAY, 20))}
    book.add(PaymentOrder, **own_of(loan), **state, **{**told_too, **columns})


def evidence(book: Portfolio, loan: Row) -> None:
    facts = {"loan_id": str(loan["id"]), "payee_kind": "trade", "seen_on": DAY.isoformat()}
    book.add(RegisterEntry, **own_of(loan), kind=RegisterKind.FUND_USE, facts=facts, entered_on=DAY)


async def test_the_use_of_a_loan_comes_to_each_grade(endpoint: Endpoint, database_name: str) -> None:
    book, loans = Portfolio(), {}
    for wanted, seen in SEEN.items():
        loan = loans[wanted] = book.borrow(PRINCIPAL, disbursed_on=before(DAY, AGES[wanted]))
        account(book, loan, b"his")
        scale = {code: 1 if code == "trail_payee_months" else PRINCIPAL // 1_000 for code in TRAILED.values()}
        facts = {code: value * scale[code] for code, value in zip(TRAILED.values(), seen, strict=True)}
        book.said(loan, "fund_trail", told(facts), loan["application_id"])
        bad = wanted is Grade.CRITICAL
        pay_out(book, loan, PRINCIPAL - bad, b"another's" if bad else b"his")
        if wanted is Grade.NOTHING:
            evidence(book, loan)
    unasked = book.borrow(PRINCIPAL)
    async with free_session(endpoint, database_name) as session:
        await book.write(session)
        values = await measure(session, Grain.LOAN, DAY)
    for wanted, loan in loans.items():
        grades = all_of(OF_LOANS, wanted) | ({"FU-12": Grade.NOTHING} if wanted is Grade.WARN else {})
        assert differing(values[loan["id"]], grades) == {}, wanted
    assert differing(values[unasked["id"]], dict.fromkeys(TRAILED, Grade.UNKNOWN)) == {}


@pytest.mark.parametrize(("borrowers", "wanted"), [(5, Grade.WARN), (15, Grade.CRITICAL), (4, Grade.NOTHING)])
async def test_one_payee_of_many_borrowers_comes_to_each_grade(
    endpoint: Endpoint, database_name: str, borrowers: int, wanted: Grade
) -> None:
    book = Portfolio()
    for _ in range(borrowers):
        pay_out(book, book.borrow(PRINCIPAL), PRINCIPAL, b"supplier", entrusted_payee_id=uuid4())
    for _ in range(20):
        pay_out(book, book.borrow(PRINCIPAL), PRINCIPAL, b"bank's own", entrusted_payee_id=None)
        long_ago = {"entrusted_payee_id": uuid4(), "created_at": at(before(DAY, 91))}
        pay_out(book, book.borrow(PRINCIPAL), PRINCIPAL, b"old", **long_ago)
    values = await measured(endpoint, database_name, book, Grain.HOUSE)
    assert differing(values[id_of("hq")], {"FU-10": wanted}) == {}


Spent = tuple[date, int, str, bool, date | None]
KINDS: Final = {
    "FU-01": ("securities", 30),
    "FU-02": ("property", 60),
    "FU-03": ("wealth", 30),
    "FU-04": ("lender", 15),
    "FU-05": ("cash", 7),
    "FU-06": ("related", 30),
}


def random_spent(dice: Random, paid_on: date) -> list[Spent]:
    kinds = ["trade", "other", *(kind for kind, _ in KINDS.values())]
    found: list[Spent] = []
    for _ in range(dice.randrange(25)):
        on = min(paid_on + timedelta(days=dice.choice((0, 6, 7, 8, 15, 16, 30, 31, 60, 61))), DAY)
        founded = dice.choice((None, on - timedelta(days=dice.randrange(2_000))))
        found.append((on, dice.randrange(1, PRINCIPAL // 5), dice.choice(kinds), dice.random() < 0.8, founded))
    return found


def whole_months(founded: date, on: date) -> int:
    """Months from one day to another, counted one by one."""
    months, number = 0, founded.year * 12 + founded.month - 1
    while (on.year * 12 + on.month - 1, on.day) >= (number + months + 1, founded.day):
        months += 1
    return months


def reckoned(loan: Row, spent: list[Spent], paid_on: date) -> dict[str, float | None]:
    figures: dict[str, float | None] = {
        code: sum(fen for on, fen, payee, _, _ in spent if payee == kind and on <= paid_on + timedelta(days=days))
        / loan["principal_fen"]
        for code, (kind, days) in KINDS.items()
    }
    figures["FU-08"] = sum(fen for _, fen, _, agreed, _ in spent if not agreed) / loan["principal_fen"]
    figures["FU-09"] = min((whole_months(founded, on) for on, _, _, _, founded in spent if founded), default=None)
    return figures


def plant_random(book: Portfolio, dice: Random) -> dict[UUID, dict[str, float | None]]:
    wanted: dict[UUID, dict[str, float | None]] = {}
    payees: dict[bytes, set[UUID]] = defaultdict(set)
    for _ in range(40):
        age = dice.randrange(5, 70)
        loan = book.borrow(dice.randrange(10**5, 10**6), disbursed_on=before(DAY, age))
        account(book, loan, b"his")
        spent = random_spent(dice, loan["disbursed_on"])
        answer = {"as_of": DAY.isoformat(), "paid_on": loan["disbursed_on"].isoformat(), "spent": written(spent)}
        facts = [each.as_data() for each in FundTrail().read(Reading(answer), DAY).facts]
        book.said(loan, "fund_trail", facts, loan["application_id"])
        mark, entrusted = dice.choice(((b"his", False), (b"stranger", False), (b"one", True), (b"two", True)))
        paid_fen = loan["principal_fen"] - dice.choice((0, 0, 500))
        pay_out(book, loan, paid_fen, mark, entrusted_payee_id=uuid4() if entrusted else None)
        if entrusted:
            payees[mark].add(loan["customer_id"])
        shown = dice.choice(("nothing", "nothing", "entry", "supplier", "unconfirmed"))
        prove(book, loan, shown)
        wanted[loan["id"]] = reckoned(loan, spent, loan["disbursed_on"]) | {
            "FU-07": 0 if shown in {"entry", "supplier"} else age,
            "FU-11": int(mark == b"stranger"),
            "FU-12": (loan["principal_fen"] - paid_fen) / loan["principal_fen"],
        }
    wanted[id_of("hq")] = {"FU-10": max(len(borrowers) for borrowers in payees.values())}
    return wanted


def prove(book: Portfolio, loan: Row, shown: str) -> None:
    if shown == "entry":
        evidence(book, loan)
    if shown in {"supplier", "unconfirmed"}:
        state = {"state": PayeeState.CONFIRMED, "confirmed_by": uuid4(), "confirmed_at": at(DAY)}
        state = state if shown == "supplier" else {"state": PayeeState.RECORDED}
        book.add(EntrustedPayee, **own_of(loan), **state, application_id=loan["application_id"])


def written(spent: list[Spent]) -> list[dict[str, Any]]:
    return [
        {"on": on.isoformat(), "amount_fen": fen, "payee": payee, "agreed": agreed}
        | {"founded_on": founded and founded.isoformat()}
        for on, fen, payee, agreed, founded in spent
    ]


async def test_random_trails_come_to_what_plain_python_says(endpoint: Endpoint, database_name: str) -> None:
    book = Portfolio()
    wanted = plant_random(book, Random(11))
    values = await measured(endpoint, database_name, book, Grain.LOAN, Grain.HOUSE)
    wrong = [
        (code, values[key][code], figure)
        for key, figures in wanted.items()
        for code, figure in figures.items()
        if not close(values[key][code], figure)
    ]
    assert wrong == []
    assert {code for figures in wanted.values() for code, figure in figures.items() if figure} == RECKONED
