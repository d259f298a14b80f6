"""RB and DQ-01 to DQ-04: how loans are repaid, each indicator at every grade; payers and full lines in plain Python.

The values of the others are held against plain Python over random histories in `test_formulas`.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any, Final
from uuid import UUID, uuid4

from server.connectors.vocabulary import Fact
from server.custody.debits.models import DebitOrder
from server.custody.debits.rules import DebitFailure, DebitState
from server.customers.models import BankAccount, BankAccountState
from server.kit.embedded.endpoint import Endpoint
from server.loans.models import Repayment, RepaymentSplit
from server.loans.rules import ActKind
from server.reconciliation.models import StatementLine, StatementMatch
from server.risk.catalogue import catalogue
from server.risk.grading import Grade
from server.risk.grain import Grain
from server.risk.registry import registry
from tests.fixtures.world import id_of
from tests.server.risk.measuring import measure
from tests.server.risk.planting import Row, all_of, at, before, differing, free_session, owned
from tests.server.risk.portfolio import DAY, OFFICER, Portfolio
from tests.server.risk.reckoning import OF_A_CUSTOMER, OF_A_LOAN

OWED: Final = 10_000
Days = Sequence[int | None]


class Repaying(Portfolio):
    """A portfolio with what was paid into it."""

    def person(self) -> Row:
        return self.customer(uuid4(), OFFICER, id_of("east-1"))

    def loan_of(self, person: Row, **columns: Any) -> Row:
        return self.borrow(OWED, customer_id=person["customer_id"], disbursed_on=before(DAY, 400), **columns)

    def dues(self, loan: Row, paid: Days, *, every: int = 30, first_back: int = 5, share: int = 100) -> None:
        """Instalments backwards from some days ago, each paid so many days after its due day; None is not at all."""
        for position, late in enumerate(paid):
            due_on, number = before(DAY, first_back + every * position), len(paid) - position
            self.instalment(loan, due_on, number, late, share=100 if position else share)

    def instalment(
        self, loan: Row, due_on: date, number: int, late: int | None, share: int = 100, times: int = 1
    ) -> None:
        fen = 0 if late is None else OWED * share // 100
        due = self.due(loan, due_on, number, principal_fen=OWED, paid_principal_fen=fen)
        for part in range(times if fen else 0):
            amount = fen - fen // times * (times - 1) if not part else fen // times
            repayment = self.repaid(loan, before(due_on, -(late or 0)), amount)
            told = {"repayment_id": repayment["id"], "instalment_id": due["id"], "principal_fen": amount}
            self.add(RepaymentSplit, **self.own(loan), **told, **dict.fromkeys(OTHERS, 0))

    def repaid(self, loan: Row, paid_on: date, fen: int = OWED, *, is_reversed: bool = False) -> Row:
        told = {"loan_id": loan["id"], "paid_on": paid_on, "amount_fen": fen, "principal_fen": fen, "excess_fen": 0}
        undone = {"reversed_by": uuid4() if is_reversed else None}
        return self.add(Repayment, **self.own(loan), **told, **undone, **dict.fromkeys(OTHERS, 0))

    def debit(self, loan: Row, back: int, failure: DebitFailure | None) -> None:
        state: dict[str, Any] = {"state": DebitState.FAILED if failure else DebitState.SETTLED, "failure": failure}
        state |= {"repayment_id": None if failure else uuid4(), "finished_at": at(before(DAY, back))}
        self.add(DebitOrder, **self.own(loan), **state, loan_id=loan["id"], due_on=before(DAY, back))

    def came_from(self, loan: Row, mark: bytes | None, paid_on: date, *, is_reversed: bool = False) -> None:
        """A repayment that was found on a bank statement, from an account with a mark."""
        repayment = self.repaid(loan, paid_on, is_reversed=is_reversed)
        line = self.add(StatementLine, amount_fen=OWED, party_index=mark)
        place = {"funding_account_id": repayment["funding_account_id"]}
        self.add(StatementMatch, event_id=repayment["id"], line_id=line["id"], **place)

    def account(self, person: Row, mark: bytes) -> None:
        state = {"state": BankAccountState.VERIFIED, "verified_at": at(DAY), "number_index": mark}
        self.add(BankAccount, **self.own(person), **state)

    def own(self, row: Row) -> dict[str, UUID]:
        return owned(row["customer_id"], row["officer_id"], row["branch_id"])


OTHERS: Final = ("interest_fen", "fee_fen", "penalty_fen")
Scene = Callable[[Repaying, Row, Row, int], None]
"""Plants what brings an indicator to a grade: 0 is a warning, 1 the worst, 2 nothing."""
SHORT, OTHER = (
    DebitFailure.INSUFFICIENT_FUNDS,
    next(each for each in DebitFailure if each.value != "insufficient_funds"),
)


def _dues(*paid: Days, **how: int) -> Scene:
    return lambda book, _person, loan, level: book.dues(loan, paid[level], **how)


def _latest(book: Repaying, _person: Row, loan: Row, level: int) -> None:
    book.dues(loan, (0, 0), share=(60, 40, 100)[level])


def _first(book: Repaying, _person: Row, loan: Row, level: int) -> None:
    paid: Days = ((None,), (None,), (0,))[level]
    book.dues(loan, paid, first_back=(6, 7, 9)[level])


def _debits(*failures: Sequence[DebitFailure | None]) -> Scene:
    def plant(book: Repaying, _person: Row, loan: Row, level: int) -> None:
        for position, failure in enumerate(failures[level]):
            book.debit(loan, 5 + position, failure)

    return plant


def _strangers(book: Repaying, person: Row, loan: Row, level: int) -> None:
    book.account(person, b"his")
    for mark in (*[b"stranger"] * (2, 4, 1)[level], b"his", None):
        book.came_from(loan, mark, before(DAY, 20))
    book.came_from(loan, b"stranger", before(DAY, 200))
    book.came_from(loan, b"stranger", before(DAY, 20), is_reversed=True)


def _parts(book: Repaying, _person: Row, loan: Row, level: int) -> None:
    book.instalment(loan, before(DAY, 5), 1, 0, times=(3, 6, 2)[level])


def _closed(book: Repaying, person: Row, _loan: Row, level: int) -> None:
    days = (10, 5, 40)[level]
    closed: dict[str, Any] = {"closed_on": before(DAY, 60 - days), "outstanding_fen": 0}
    book.borrow(OWED, customer_id=person["customer_id"], disbursed_on=before(DAY, 60), **closed)


def _taken_back(book: Repaying, _person: Row, loan: Row, level: int) -> None:
    for number in range(10):
        book.repaid(loan, before(DAY, 30), is_reversed=number < (1, 2, 0)[level])


def _extended(book: Repaying, _person: Row, loan: Row, level: int) -> None:
    for kind in (ActKind.RESCHEDULE, ActKind.HOLIDAY)[: (1, 2, 0)[level]]:
        book.act(loan, kind, None, before(DAY, 100))


def _renewed(book: Repaying, person: Row, _loan: Row, level: int) -> None:
    for number in range((1, 2, 0)[level] + 1):
        begins = before(DAY, 300 - 60 * number)
        ends: dict[str, Any] = {"closed_on": before(begins, -58), "outstanding_fen": 0}
        book.borrow(OWED, customer_id=person["customer_id"], disbursed_on=begins, **ends)


def _full_lines(book: Repaying, person: Row, _loan: Row, level: int) -> None:
    fact = Fact("full_utilisation_months", Decimal((3, 6, 2)[level])).as_data()
    book.said(person, "credit_bureau", [fact], person["customer_id"])


def _twice_late(book: Repaying, _person: Row, loan: Row, level: int) -> None:
    gap = (45, 20, 90)[level]
    for number, back in ((2, 10), (1, 10 + gap)):
        book.instalment(loan, before(DAY, back), number, 3)


SCENES: Final[Mapping[str, Scene]] = {
    "RB-01": _dues((None, None, 0), (None, None, None, 0), (None, 0, 0)),
    "RB-02": _latest,
    "RB-03": _dues((None, 0, 0, 0, 0, 0, 0, 0), (None, None, 0, 0, 0, 0), (0, 0, 0, 0, 0, 0, None)),
    "RB-04": _first,
    "RB-05": _dues((0, 1, 0), (2, 1, 0), (0, 0, -1)),
    "RB-06": _dues((2, 2, 2, 0, 0, 0), (6, 5, 5, 0, 0, 0), (1, 1, 2, 0, 0, 0)),
    "RB-07": _dues((0, 0, 0, 0, -1), (0, 0, 0, 0, 0), (0, -1, -1, 0, 2)),
    "RB-08": _debits((OTHER, None, None, None), (OTHER, SHORT, None, None), (None,) * 6),
    "RB-09": _debits((SHORT, SHORT, None), (SHORT,) * 4, (SHORT, OTHER, SHORT)),
    "RB-10": _strangers,
    "RB-11": _parts,
    "RB-12": _closed,
    "RB-13": _taken_back,
    "RB-14": _extended,
    "RB-15": _renewed,
    "RB-16": _full_lines,
    "DQ-01": _dues((None, 0), (0, None), (0, 0)),
    "DQ-02": _dues((0, 30), (0, 0, 0, 95), (0, 29)),
    "DQ-03": _dues((0, 0, 31), (0, 0, 31, 40, 60), (0, 0, 30)),
    "DQ-04": _twice_late,
}
LEVELS: Final = {Grade.WARN: 0, Grade.CRITICAL: 1, Grade.NOTHING: 2}
GRADED: Final = frozenset(SCENES)
RECKONED: Final = frozenset(OF_A_CUSTOMER) | frozenset(OF_A_LOAN) | {"RB-10", "RB-16"}


async def test_repaying_comes_to_each_grade(endpoint: Endpoint, database_name: str) -> None:
    book, subjects = Repaying(), {}
    for code, plant in SCENES.items():
        for wanted, level in LEVELS.items():
            person = book.person()
            loan = book.loan_of(person)
            plant(book, person, loan, level)
            subjects[code, wanted] = person["id"] if registry()[code].grain is Grain.CUSTOMER else last_loan(book)
    async with free_session(endpoint, database_name) as session:
        await book.write(session)
        values = {**await measure(session, Grain.CUSTOMER, DAY), **await measure(session, Grain.LOAN, DAY)}
    wrong = {
        (code, wanted): differing(values[subject], all_of(frozenset({code}), wanted))
        for (code, wanted), subject in subjects.items()
    }
    assert {key: found for key, found in wrong.items() if found} == {}
    assert {catalogue()[code].group for code in GRADED} == {"RB", "DQ"}


def last_loan(book: Repaying) -> UUID:
    found: UUID = book.rows["loans"][-1]["id"]
    return found


async def test_payers_and_full_lines_are_what_plain_python_says(endpoint: Endpoint, database_name: str) -> None:
    dice, book = Random(1016), Repaying()
    wanted = dict(_random_payers(dice, book) for _ in range(25))
    async with free_session(endpoint, database_name) as session:
        await book.write(session)
        values = await measure(session, Grain.CUSTOMER, DAY)
    assert {key: {code: values[key][code] for code in told} for key, told in wanted.items()} == wanted
    assert {told["RB-10"] for told in wanted.values()} >= {0, 1, 2}


def _random_payers(dice: Random, book: Repaying) -> tuple[UUID, dict[str, int | None]]:
    """Somebody with accounts of his own, and payments from them and from others; how many are from others."""
    person = book.person()
    loan, strangers = book.loan_of(person), 0
    own = (b"a", b"b")[: dice.randrange(3)]
    for mark in own:
        book.account(person, mark)
    for _ in range(dice.randrange(8)):
        payer = dice.choice((b"a", b"b", b"c", None))
        paid_on, undone = before(DAY, dice.choice((1, 100, 183, 184, 300))), dice.random() < 0.2
        book.came_from(loan, payer, paid_on, is_reversed=undone)
        strangers += payer is not None and payer not in own and not undone and paid_on > date(2026, 3, 30)
    months = dice.choice((None, 0, 4, 9))
    if months is not None:
        fact = Fact("full_utilisation_months", Decimal(months)).as_data()
        book.said(person, "credit_bureau", [fact], person["id"])
    return person["id"], {"RB-10": strangers, "RB-16": months}
