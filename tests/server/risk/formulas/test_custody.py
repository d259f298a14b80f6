"""Bank, books and loans: each indicator at every grade, and most of them against plain Python."""

from datetime import date, timedelta
from random import Random
from typing import Any, Final
from uuid import UUID, uuid4

from server.applications.models import Application
from server.custody.debits.models import DebitOrder
from server.custody.models import BankMessage
from server.kit.embedded.endpoint import Endpoint
from server.ledger.models import LedgerEntry, LedgerPosting
from server.loans.models import Repayment
from server.reconciliation.models import BankStatement, StatementBreak, StatementLine
from server.risk.grading import Grade
from server.risk.grain import Grain
from tests.server.risk.measuring import Values, measure
from tests.server.risk.planting import Book, Row, all_of, at, before, differing, free_session, owned

DAY: Final = date(2026, 9, 30)
DAYS: Final = {Grade.NOTHING: date(2026, 3, 31), Grade.WARN: date(2026, 6, 30), Grade.CRITICAL: DAY}
LOANS: Final = frozenset({"CU-09", "CU-11"})
GRADED: Final = frozenset({f"CU-{number:02}" for number in range(1, 14)})
RECKONED: Final = frozenset({f"CU-{number:02}" for number in (2, 3, 4, 5, 6, 7, 8, 11, 13)})
ACCOUNTS: Final = {"principal": "130301", "interest": "113201", "penalty": "113202", "fee": "122101"}
BANK, SUSPENSE, INCOME = "1002", "224101", "601101"
OWN: Final = owned(uuid4(), uuid4(), uuid4())
PLACE: Final = {name: OWN[name] for name in ("customer_id", "branch_id")}


class Till(Book):
    """The books and the bank."""

    def __init__(self, day: date) -> None:
        super().__init__(day)
        self.account = uuid4()

    def entry(self, on: date, event: str, lines: dict[str, int], loan_id: UUID | None = None, **columns: Any) -> Row:
        told = {"event_type": event, "booked_on": on, "value_on": on, "currency": "CNY", "debit_fen": 1}
        entry = self.add(LedgerEntry, **PLACE, **told, posting_count=2, **columns)
        for line, (account, amount_fen) in enumerate(lines.items(), 1):
            if amount_fen:
                place = {"account_code": account, "loan_id": loan_id, "funding_account_id": self.account}
                self.add(LedgerPosting, **PLACE, **place, entry_id=entry["id"], line=line, amount_fen=amount_fen)
        return entry

    def line(self, on: date, amount_fen: int, state: str = "matched", account: UUID | None = None) -> None:
        told = {
            "funding_account_id": account or self.account,
            "booked_on": on,
            "amount_fen": amount_fen,
            "state": state,
        }
        self.add(StatementLine, branch_id=OWN["branch_id"], **told, party_masked="*")

    def broken(self, on: date, amount_fen: int, **columns: Any) -> None:
        told = {"kind": "missing_in_bank", "state": "open", "noticed_on": on, "amount_fen": amount_fen, **columns}
        self.add(StatementBreak, branch_id=OWN["branch_id"], funding_account_id=self.account, event_id=uuid4(), **told)

    def repaid(self, on: date, parts: dict[str, int], **columns: Any) -> Row:
        shares = {f"{part}_fen": parts.get(part, 0) for part in (*ACCOUNTS, "excess")}
        told = {"funding_account_id": self.account, "paid_on": on, "recorded_at": at(on), **columns}
        return self.add(Repayment, **OWN, amount_fen=sum(shares.values()), **shares, **told)

    def posted(self, on: date, parts: dict[str, int]) -> None:
        credited = {ACCOUNTS[part]: -amount for part, amount in parts.items()}
        self.entry(on, "repayment_received", {BANK: sum(parts.values()), **credited})

    def debited(self, repayment: Row, hours: int) -> None:
        """The bank had told of it so many hours before it was entered."""
        ends = {"state": "settled", "finished_at": repayment["recorded_at"], "sent_at": repayment["recorded_at"]}
        debit = self.add(DebitOrder, **OWN, repayment_id=repayment["id"], **ends)
        told = {"order_number": debit["number"], "state": "settled", "verdict": "taken", "currency": "CNY"}
        self.add(BankMessage, **told, occurred_at=repayment["recorded_at"] - timedelta(hours=hours))


def plant_days(till: Till) -> None:
    """Three days of the house: one without a fault, one with some, one with many."""
    till.add(Application, **OWN, state="contracted", amount_fen=100_00, editors=[uuid4()], **_agreed())
    span = {"first_on": date(2026, 3, 1), "last_on": DAY, "opening_fen": 0}
    till.add(BankStatement, branch_id=OWN["branch_id"], funding_account_id=till.account, **span)
    standing = (
        (Grade.NOTHING, 200_00, 0, 0, 0),
        (Grade.WARN, -90_00, 5_000, 1, 1),
        (Grade.CRITICAL, -20_00, 1_000_100, 20, 3),
    )
    for grade, moved_fen, missing_fen, unmatched, doubled in standing:
        day = DAYS[grade]
        off_fen = min(missing_fen, 200_00)
        till.line(day, moved_fen)
        till.entry(day, "funds_allotted", {BANK: moved_fen - off_fen, "400101": off_fen - moved_fen})
        parts = {"principal": 500_00, "interest": 60_00, "penalty": 3_00, "fee": 2_00}
        till.repaid(day, {part: amount + off_fen for part, amount in parts.items()})
        till.entry(day, "repayment_received", {ACCOUNTS[part]: -amount for part, amount in parts.items()})
        for _ in range(unmatched):
            till.line(before(day, 2), 1, state="open", account=uuid4())
        if missing_fen:
            till.broken(before(day, 2), missing_fen)
        for _ in range(doubled + 1):
            till.repaid(day, {"excess": 1}, reference=f"R{day}")
        for number in range(100):
            if number < doubled:
                till.entry(day, "reversal", {}, reverses=uuid4())
            else:
                till.entry(day, "fee_charged", {})


def _agreed() -> dict[str, Any]:
    return {"requested_amount_fen": 100_00, "approved_hash": "0" * 64}


def plant_suspense(till: Till) -> None:
    """Money in suspense: cleared in March, for four days in June, for eleven in September; then mixed once."""
    loan_id = uuid4()
    for booked_on, amount_fen in (
        (date(2026, 3, 1), -100_00),
        (date(2026, 3, 2), 100_00),
        (date(2026, 6, 26), -100_00),
        (date(2026, 7, 1), 100_00),
        (date(2026, 9, 19), -100_00),
    ):
        till.entry(booked_on, "excess_refunded", {SUSPENSE: amount_fen}, loan_id=loan_id)
    till.entry(DAY, "fee_charged", {"224102": -5_00, INCOME: 5_00})


def plant_loans(till: Till) -> dict[Grade, UUID]:
    found, till.account = {}, uuid4()
    for grade, hours in ((Grade.NOTHING, 4), (Grade.WARN, 5), (Grade.CRITICAL, 25)):
        loan = till.lend(OWN, before(DAY, 100), funding_account_id=till.account)
        repayment = till.repaid(DAY, {"excess": 1}, loan_id=loan["id"], paid_on=before(DAY, 1))
        till.debited(repayment, hours)
        paid = {"130301": 100_00, BANK if grade is not Grade.CRITICAL else "1001": -100_00}
        till.entry(before(DAY, 100), "loan_disbursed", paid, loan_id=loan["id"])
        found[grade] = loan["id"]
    return found


async def test_books_and_bank_are_graded_on_a_good_a_poor_and_a_bad_day(endpoint: Endpoint, database_name: str) -> None:
    async with free_session(endpoint, database_name) as session:
        till = Till(DAY)
        plant_days(till)
        plant_suspense(till)
        loans = plant_loans(till)
        await till.write(session)
        houses = {grade: await house_on(session, day) for grade, day in DAYS.items()}
        of_loans = await measure(session, Grain.LOAN, DAY)
    for grade in DAYS:
        assert differing(houses[grade], all_of(GRADED - LOANS, grade)) == {}
        assert differing(of_loans[loans[grade]], all_of(LOANS, grade)) == {}


async def house_on(session: Any, day: date) -> Values:
    return next(iter((await measure(session, Grain.HOUSE, day)).values()))


def plant_random(till: Till, dice: Random) -> None:
    loans = [till.lend(OWN, before(DAY, 90))["id"] for _ in range(8)]
    for number in range(60):
        on = before(DAY, dice.randrange(3))
        parts = {part: dice.randrange(1, 50_000) for part in ACCOUNTS}
        told = {"reference": "ABCDEFGH"[number % 8], "loan_id": loans[number // 8], "paid_on": before(on, 1)}
        repayment = till.repaid(on, parts, **told, reversed_by=dice.choice((None, None, uuid4())))
        if dice.random() < 0.6:
            till.debited(repayment, dice.randrange(40))
        if dice.random() < 0.9:
            till.posted(on, parts)
    for _ in range(30):
        kind = dice.choice(("fee_charged", "reversal"))
        till.entry(before(DAY, dice.randrange(3)), kind, {}, reverses=uuid4() if kind == "reversal" else None)
    for number in range(25):
        loan_id = dice.choice(loans)
        on = before(DAY, 60 - 2 * number)
        till.entry(on, "excess_refunded", {SUSPENSE: dice.choice((-3, -2, 1, 2, 4))}, loan_id=loan_id)
        till.line(before(DAY, dice.randrange(5)), 1, state=dice.choice(("open", "matched")))
        gone = {"state": "resolved", "resolution": "gone", "resolved_by": uuid4()}
        ended = gone | {"resolved_at": at(before(DAY, dice.randrange(-3, 4)))} if dice.random() < 0.5 else {}
        kind = dice.choice(("missing_in_bank", "amount_differs"))
        till.broken(before(DAY, dice.randrange(-2, 9)), dice.randrange(1, 9_000), kind=kind, **ended)


def reckoned(till: Till) -> dict[str, float]:
    entries = {row["id"]: row for row in till.rows["ledger_entries"]}
    postings = [(row, entries[row["entry_id"]]) for row in till.rows["ledger_postings"]]
    today = [row for row in till.rows["repayments"] if row["recorded_at"].date() == DAY]

    def off(*parts: str) -> float:
        booked: int = sum(
            -row["amount_fen"]
            for row, entry in postings
            if row["account_code"] in {ACCOUNTS[part] for part in parts}
            and (entry["event_type"], entry["booked_on"]) == ("repayment_received", DAY)
        )
        entered: int = sum(row[f"{part}_fen"] for row in today for part in parts)
        return abs(booked - entered) / 100

    standing = [row["reference"] for row in today if row["reversed_by"] is None]
    booked = [entry for entry in entries.values() if entry["booked_on"] == DAY]
    breaks = [
        row["amount_fen"]
        for row in till.rows["statement_breaks"]
        if row["kind"] == "missing_in_bank"
        and row["noticed_on"] <= DAY
        and (row["state"] == "open" or row["resolved_at"].date() > DAY)
    ]
    return {
        "CU-02": off("principal"),
        "CU-03": off("interest", "penalty"),
        "CU-04": off("fee"),
        "CU-05": sum(
            row["state"] == "open" and row["booked_on"] < before(DAY, 1) for row in till.rows["statement_lines"]
        ),
        "CU-06": suspended_days(till, postings),
        "CU-07": sum(breaks) / 100,
        "CU-08": len(standing) - len(set(standing)),
        "CU-13": sum(entry["event_type"] == "reversal" for entry in booked) / len(booked),
    }


def suspended_days(till: Till, postings: list[tuple[Row, Row]]) -> int:
    """What came into suspense first is cleared first, loan by loan."""
    waiting: list[date] = []
    for loan in till.rows["loans"]:
        own = [each for each in postings if each[0]["account_code"] == SUSPENSE and each[0]["loan_id"] == loan["id"]]
        cleared = sum(max(row["amount_fen"], 0) for row, _ in own)
        for row, entry in sorted(own, key=lambda each: each[1]["booked_on"]):
            left = max(-row["amount_fen"], 0)
            taken = min(left, cleared)
            cleared -= taken
            if left > taken:
                waiting.append(entry["booked_on"])
    return (DAY - min(waiting)).days if waiting else 0


def reckoned_hours(till: Till, loan_id: UUID) -> float:
    numbers = {row["repayment_id"]: row["number"] for row in till.rows["debit_orders"]}
    told = {row["order_number"]: row["occurred_at"] for row in till.rows["bank_messages"]}
    hours: list[float] = []
    for row in till.rows["repayments"]:
        if row["loan_id"] == loan_id and row["recorded_at"].date() == DAY:
            known = told.get(numbers.get(row["id"], ""), at(row["paid_on"] + timedelta(days=1), 0))
            hours.append(max((row["recorded_at"] - known).total_seconds() / 3600, 0))
    return sum(hours) / len(hours) if hours else 0


async def test_books_and_bank_are_reckoned_alike_by_plain_python(endpoint: Endpoint, database_name: str) -> None:
    async with free_session(endpoint, database_name) as session:
        till = Till(DAY)
        plant_random(till, Random(20260930))
        await till.write(session)
        house = await house_on(session, DAY)
        loans = await measure(session, Grain.LOAN, DAY)
    told = [(code, house[code], value) for code, value in reckoned(till).items()]
    told += [("CU-11", loans[loan["id"]]["CU-11"], reckoned_hours(till, loan["id"])) for loan in till.rows["loans"]]
    assert [each for each in told if each[1] is None or abs(float(each[1]) - each[2]) > 1e-6] == []
    assert {code for code, _, value in told if value} == RECKONED
