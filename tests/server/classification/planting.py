"""A portfolio of many loans, laid down at once: one planted loan copied in sets, with a schedule and a fate of each."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from sqlalchemy import text

from server.ledger import rules as books
from tests.factories import ledger
from tests.factories.custody import plant_funding_account
from tests.factories.customers import branch_of
from tests.fixtures.world import id_of
from tests.server.classification.model import Due, Model, ModelLoan, months_later
from tests.server.loans.conftest import Lender

ENTRIES_AT_ONCE = 2_000
OFFICERS = ("officer.east1", "officer.west1")
TERMS = (6, 12, 24)
COPY = """
INSERT INTO {table} SELECT (jsonb_populate_record(b, x.over)).* FROM {table} b, unnest(CAST($1 AS jsonb[])) AS x (over)
 WHERE b.id = $2
"""


@dataclass
class Portfolio:
    """The planted loans, the model of them, and the owner's hands."""

    lender: Lender
    model: Model
    dice: Random
    start: date

    async def raw(self) -> Any:
        """The owner's connection, for statements over arrays."""
        return (await (await self.lender.owner.connection()).get_raw_connection()).driver_connection

    async def post(self, entries: Sequence[books.Entry]) -> None:
        """Entries into the books, many at a time."""
        for first in range(0, len(entries), ENTRIES_AT_ONCE):
            part = entries[first : first + ENTRIES_AT_ONCE]
            await ledger.send(self.lender.owner, [ledger.plain(each) for each in part])


def new_id(dice: Random) -> UUID:
    """An id of version 7 in form, out of the dice: the same seed plants the same book."""
    return UUID(int=dice.getrandbits(128) & ~(0xF << 76) & ~(0x3 << 62) | (0x7 << 76) | (0b10 << 62))


async def plant(lender: Lender, *, loans: int, seed: int, start: date, days: int) -> Portfolio:
    """So many loans: lent in the year and a half before the start or during the days that will be walked."""
    dice = Random(seed)
    template = await lender.running(disbursed_on=start)
    fundings = [lender.funding_account_id, await plant_funding_account(lender.owner)]
    customers = _customers(dice, loans)
    drawn = [_loan(dice, customers[at], fundings, start, days) for at in range(loans)]
    portfolio = Portfolio(lender, Model({loan.id: loan for loan in drawn}), dice, start)
    await _copy_rows(portfolio, template, drawn)
    await _copy_instalments(portfolio, drawn)
    await _post_beginnings(portfolio, drawn)
    await _drop_template(portfolio, template.loan_id)
    await lender.owner.commit()
    return portfolio


def _customers(dice: Random, loans: int) -> list[tuple[UUID, str]]:
    """The customer of each loan, with his officer: one in four has another loan already."""
    found: list[tuple[UUID, str]] = []
    for _ in range(loans):
        again = found and dice.random() < 0.25
        found.append(dice.choice(found) if again else (new_id(dice), dice.choice(OFFICERS)))
    return found


def _loan(dice: Random, of: tuple[UUID, str], fundings: list[UUID], start: date, days: int) -> ModelLoan:
    customer, officer = of
    term, principal = dice.choice(TERMS), dice.randrange(200_000, 30_000_000, 1_000)
    lent = start + timedelta(days=dice.randrange(-540, max(1, days - 5)))
    dues, before = [], lent
    for number in range(1, term + 1):
        due_on = months_later(lent, number)
        part = principal * number // term - principal * (number - 1) // term
        dues.append(Due(number, before, due_on, part, (principal - principal * (number - 1) // term) // 100, 0))
        before = due_on
    loan = ModelLoan(
        new_id(dice), customer, branch_of(officer), id_of(officer), dice.choice(fundings), principal, lent, dues
    )
    _fate(dice, loan)
    for due in dues:
        due.paid = due.pay_on is not None and due.pay_on < start
    if loan.next_due is None:
        dues[-1].lag, dues[-1].paid = 400, False
    return loan


def _fate(dice: Random, loan: ModelLoan) -> None:
    """How it will be paid: on the day, late by days, not for some months and then all at once, or no more."""
    kind, first = dice.random(), dice.randrange(len(loan.dues))
    if kind < 0.70:
        return
    if kind < 0.82:
        for due in loan.dues:
            due.lag = dice.randrange(13)
    elif kind < 0.92:
        again = loan.dues[first].due_on + timedelta(days=dice.randrange(20, 300))
        for due in loan.dues[first:]:
            due.lag = max(0, (again - due.due_on).days)
    else:
        for due in loan.dues[first:]:
            due.lag = None


async def _copy_rows(portfolio: Portfolio, template: Any, drawn: Iterable[ModelLoan]) -> None:
    customers: dict[UUID, dict[str, Any]] = {}
    applications, contracts, loans, acts = [], [], [], []
    for loan in drawn:
        own: dict[str, Any] = {"customer_id": loan.customer, "branch_id": loan.branch, "officer_id": loan.officer}
        customers[loan.customer] = own | {"id": loan.customer}
        application, contract = new_id(portfolio.dice), new_id(portfolio.dice)
        applications.append(own | {"id": application, "account_id": None})
        contracts.append(own | {"id": contract, "application_id": application})
        loan.acts = 2 if any(due.paid for due in loan.dues) else 1
        loans.append(
            own
            | {
                "id": loan.id,
                "number": str(loan.id.int % 10**11),
                "application_id": application,
                "contract_id": contract,
                "funding_account_id": loan.funding,
                "principal_fen": loan.principal,
                "outstanding_fen": loan.balance,
                "disbursed_on": loan.disbursed_on,
                "next_due_on": loan.next_due,
                "acts": loan.acts,
            }
        )
        acts += [own | each for each in _first_acts(portfolio, loan)]
    raw = await portfolio.raw()
    base = await raw.fetchrow(
        "SELECT customer_id, application_id, contract_id FROM loans WHERE id = $1", template.loan_id
    )
    for table, rows, model in (
        ("customers", list(customers.values()), base["customer_id"]),
        ("applications", applications, base["application_id"]),
        ("contracts", contracts, base["contract_id"]),
        ("loans", loans, template.loan_id),
        ("loan_acts", acts, template.order.id),
    ):
        await raw.execute(COPY.format(table=table), [json.dumps(row, default=str) for row in rows], model)


def _first_acts(portfolio: Portfolio, loan: ModelLoan) -> list[dict[str, Any]]:
    lent = {"value_on": loan.disbursed_on, "booked_on": loan.disbursed_on, "number": 1, "kind": "disbursement"}
    found = [lent | {"id": new_id(portfolio.dice), "loan_id": loan.id, "amount_fen": loan.principal}]
    if loan.acts > 1:
        on = portfolio.start - timedelta(days=1)
        paid = {"value_on": on, "booked_on": on, "number": 2, "kind": "repayment", "amount_fen": 1}
        found.append(paid | {"id": new_id(portfolio.dice), "loan_id": loan.id})
    return found


async def _copy_instalments(portfolio: Portfolio, drawn: Iterable[ModelLoan]) -> None:
    raw = await portfolio.raw()
    zero = ("fee_fen", "penalty_fen", "paid_fee_fen", "paid_penalty_fen", "waived_interest_fen", "waived_fee_fen")
    nothing = (*zero, "waived_penalty_fen", "overdue_fen_days", "penalty_base_fen", "balance_after_fen")
    rows = [
        (
            *(loan.customer, new_id(portfolio.dice), loan.branch, loan.officer, loan.id, due.number),
            *(due.from_on, due.due_on, due.due_on, due.principal, due.interest),
            *(due.principal if due.paid else 0, due.interest if due.paid else 0),
            *(0 for _ in nothing),
        )
        for loan in drawn
        for due in loan.dues
    ]
    own = ("customer_id", "id", "branch_id", "officer_id", "loan_id", "number", "from_on", "agreed_on", "due_on")
    columns = (*own, "principal_fen", "interest_fen", "paid_principal_fen", "paid_interest_fen", *nothing)
    await raw.copy_records_to_table("instalments", records=rows, columns=columns)


async def _post_beginnings(portfolio: Portfolio, drawn: Iterable[ModelLoan]) -> None:
    """The books of each loan: lent on its day, and what was paid before the start in one sum."""
    entries, on = [], portfolio.start - timedelta(days=1)
    for loan in drawn:
        place = books.Place(loan.customer, loan.branch, loan.funding, loan.id)
        lent = {"booked_on": loan.disbursed_on, "value_on": loan.disbursed_on}
        entries.append(books.loan_disbursed(new_id(portfolio.dice), place, loan.principal, **lent))
        parts = books.Parts(
            sum(due.principal for due in loan.dues if due.paid), sum(due.interest for due in loan.dues if due.paid)
        )
        if parts.total_fen:
            paid = books.repayment_received(new_id(portfolio.dice), place, parts, booked_on=on, value_on=on)
            entries.append(paid)
    await portfolio.post(entries)


async def _drop_template(portfolio: Portfolio, loan_id: UUID) -> None:
    """The loan that was copied leaves the book."""
    owner = portfolio.lender.owner
    entries = "SELECT entry_id FROM ledger_postings WHERE loan_id = :loan"
    for table, of in (
        ("ledger_claims", f"entry_id IN ({entries})"),
        ("ledger_unsealed", f"entry_id IN ({entries})"),
        ("instalments", "loan_id = :loan"),
        ("loan_plans", "loan_id = :loan"),
        ("loan_acts", "loan_id = :loan"),
        ("loans", "id = :loan"),
    ):
        await owner.execute(text(f"DELETE FROM {table} WHERE {of}"), {"loan": loan_id})  # noqa: S608 - names of ours
    found = (await owner.execute(text(entries), {"loan": loan_id})).scalars().all()
    await owner.execute(text("DELETE FROM ledger_postings WHERE entry_id = ANY (:ids)"), {"ids": list(found)})
    await owner.execute(text("DELETE FROM ledger_entries WHERE id = ANY (:ids)"), {"ids": list(found)})


NOON = 4
"""Noon in Shanghai, in hours of UTC."""


def noon_of(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, NOON, tzinfo=UTC)
