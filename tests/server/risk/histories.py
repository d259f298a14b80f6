"""Loans with random histories, planted row by row, and the same histories as plain values for a second reckoning."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random
from uuid import UUID, uuid4

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from server.custody.debits.models import DebitOrder
from server.custody.debits.rules import DebitFailure, DebitState
from server.kit.ids import SystemIds
from server.loans.models import Instalment, Loan, Repayment, RepaymentSplit
from server.loans.rules import LoanState
from tests.factories.customers import Planted, plant_customer
from tests.factories.loans import plant_loan
from tests.factories.money_files import plant_taken_debit
from tests.fixtures.world import id_of

DAY = date(2026, 9, 30)
_ids = SystemIds()


@dataclass
class Due:
    """An instalment: what fell due, and the payments that went into it."""

    number: int
    due_on: date
    principal_fen: int
    interest_fen: int
    fee_fen: int
    payments: list[tuple[date, int, int, int]] = field(default_factory=list)

    @property
    def owed_fen(self) -> int:
        return self.principal_fen + self.interest_fen

    @property
    def paid_fen(self) -> int:
        return sum(principal + interest for _, principal, interest, _ in self.payments)

    @property
    def all_paid_fen(self) -> int:
        return self.paid_fen + sum(fee for *_, fee in self.payments)

    @property
    def settled_on(self) -> date | None:
        if self.all_paid_fen < self.owed_fen + self.fee_fen:
            return None
        return max((on for on, *_ in self.payments), default=self.due_on)


@dataclass
class History:
    """One loan: its instalments, its repayments (day, taken back or not) and its debits, the newest first."""

    loan_id: UUID
    customer_id: UUID
    principal_fen: int
    disbursed_on: date
    closed_on: date | None
    dues: list[Due]
    repayments: list[tuple[date, bool]] = field(default_factory=list)
    debits: list[tuple[date, DebitFailure | None]] = field(default_factory=list)


async def plant_history(
    owner: AsyncSession, dice: Random, customer: Planted, version_id: UUID, account_id: UUID, *, with_debits: bool
) -> History:
    """A loan of some months' age of which each due instalment was paid on time, late, in parts, or not at all."""
    disbursed_on = DAY - timedelta(days=dice.choice((20, 75, 140, 200, 320)))
    principal_fen = dice.randrange(500_000, 4_000_000)
    planted = await plant_loan(
        owner, customer, version_id, account_id, principal_fen=principal_fen, disbursed_on=disbursed_on
    )
    rows = (
        await owner.execute(select(Instalment).where(Instalment.loan_id == planted.loan_id).order_by(Instalment.number))
    ).scalars()
    history = History(planted.loan_id, customer.customer_id, principal_fen, disbursed_on, None, [])
    for row in rows:
        due = Due(row.number, row.due_on, row.principal_fen, row.interest_fen, row.fee_fen)
        history.dues.append(due)
        if due.due_on <= DAY + timedelta(days=5):
            await _pay(owner, dice, customer, account_id, history, due, row.id)
    await _take_back(owner, dice, customer, account_id, history)
    if with_debits:
        await _debit(owner, dice, customer, account_id, history)
    if dice.random() < 0.2:
        history.closed_on = disbursed_on + timedelta(days=dice.choice((3, 12, 18)))
        closed = {"state": LoanState.CLOSED, "closed_on": history.closed_on, "outstanding_fen": 0, "next_due_on": None}
        await owner.execute(update(Loan).where(Loan.id == planted.loan_id).values(**closed))
    await owner.commit()
    return history


async def _pay(
    owner: AsyncSession, dice: Random, customer: Planted, account_id: UUID, history: History, due: Due, row_id: UUID
) -> None:
    """Nothing, all of it in one to four payments, or a part."""
    share = dice.choice((0, 50, 79, 80, 100, 100, 100, 100))
    if share == 0:
        return
    parts = [share * amount // 100 for amount in (due.principal_fen, due.interest_fen, due.fee_fen)]
    if share == 100:
        parts = [due.principal_fen, due.interest_fen, due.fee_fen]
    payments = dice.choice((1, 1, 1, 3, 4))
    for number in range(payments):
        last = number == payments - 1
        taken = [part - part // payments * (payments - 1) if last else part // payments for part in parts]
        paid_on = min(due.due_on + timedelta(days=dice.choice((-4, 0, 0, 0, 2, 9, 40))), DAY)
        due.payments.append((paid_on, taken[0], taken[1], taken[2]))
        history.repayments.append((paid_on, False))
        repayment = await _repayment(owner, customer, account_id, history.loan_id, paid_on, taken)
        split = {"id": uuid4(), "repayment_id": repayment, "instalment_id": row_id, "penalty_fen": 0}
        amounts = dict(zip(("principal_fen", "interest_fen", "fee_fen"), taken, strict=True))
        await owner.execute(insert(RepaymentSplit).values(**customer.owner_columns, **split, **amounts))
    paid = dict(zip(("paid_principal_fen", "paid_interest_fen", "paid_fee_fen"), parts, strict=True))
    await owner.execute(update(Instalment).where(Instalment.id == row_id).values(**paid))


async def _repayment(
    owner: AsyncSession,
    customer: Planted,
    account_id: UUID,
    loan_id: UUID,
    paid_on: date,
    taken: Sequence[int],
    *,
    reversed_by: UUID | None = None,
) -> UUID:
    repayment_id = uuid4()
    principal, interest, fee = taken
    row = {
        "id": repayment_id,
        "loan_id": loan_id,
        "amount_fen": principal + interest + fee,
        "paid_on": paid_on,
        "reference": _ids.number(),
        "principal_fen": principal,
        "interest_fen": interest,
        "fee_fen": fee,
        "penalty_fen": 0,
        "excess_fen": 0,
        "funding_account_id": account_id,
        "recorded_by": id_of("finance.hq"),
        "recorded_at": datetime.combine(paid_on, datetime.min.time(), UTC),
    }
    await owner.execute(insert(Repayment).values(**customer.owner_columns, **row, reversed_by=reversed_by))
    return repayment_id


async def _take_back(owner: AsyncSession, dice: Random, customer: Planted, account_id: UUID, history: History) -> None:
    """A repayment that was booked and reversed; it went into nothing."""
    for _ in range(dice.choice((0, 0, 1, 2))):
        paid_on = DAY - timedelta(days=dice.randrange(0, 120))
        await _repayment(owner, customer, account_id, history.loan_id, paid_on, (100, 0, 0), reversed_by=uuid4())
        history.repayments.append((paid_on, True))


async def _debit(owner: AsyncSession, dice: Random, customer: Planted, account_id: UUID, history: History) -> None:
    """Debits of the last months, some of which the bank refused."""
    count = dice.choice((0, 0, 3, 6))
    if not count:
        return
    first = await plant_taken_debit(owner, customer, history.loan_id, account_id)
    kept = (await owner.execute(select(DebitOrder).where(DebitOrder.id == first))).scalar_one()
    await owner.execute(update(DebitOrder).where(DebitOrder.id == first).values(due_on=DAY - timedelta(days=200)))
    at = datetime(2026, 9, 30, tzinfo=UTC)
    await owner.execute(update(DebitOrder).where(DebitOrder.id == first).values(finished_at=at - timedelta(days=200)))
    history.debits.append((DAY - timedelta(days=200), None))
    for number in range(count):
        back = 100 - number * 15
        failure = dice.choice((None, DebitFailure.INSUFFICIENT_FUNDS, DebitFailure.INSUFFICIENT_FUNDS))
        row = {
            "id": uuid4(),
            "number": _ids.number(),
            "batch_id": kept.batch_id,
            "mandate_id": kept.mandate_id,
            "loan_id": history.loan_id,
            "funding_account_id": account_id,
            "amount_fen": 100,
            "due_on": DAY - timedelta(days=back),
            "attempt": 1,
            "state": DebitState.FAILED if failure else DebitState.SETTLED,
            "failure": failure,
            "repayment_id": None if failure else uuid4(),
            "created_at": at,
            "sent_at": at,
            "finished_at": at - timedelta(days=back),
        }
        await owner.execute(insert(DebitOrder).values(**customer.owner_columns, **row))
        history.debits.insert(0, (DAY - timedelta(days=back), failure))


async def plant_book(
    owner: AsyncSession, seed: int, version_id: UUID, account_id: UUID, *, customers: int
) -> list[History]:
    """Customers with one to three loans each."""
    dice = Random(seed)
    found = []
    for _ in range(customers):
        customer = await plant_customer(owner)
        found += [
            await plant_history(owner, dice, customer, version_id, account_id, with_debits=not number)
            for number in range(dice.choice((1, 1, 2, 3)))
        ]
    return found
