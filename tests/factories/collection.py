"""Arrears, cases and payments on their way."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from server.collection.models import CollectionCase
from server.collection.rules import Arm, CaseState, stage_of
from server.custody.debits.models import DebitOrder
from server.custody.debits.rules import DebitState
from server.custody.models import FundingAccount
from server.loans.models import Instalment, Loan
from tests.factories.customers import Planted
from tests.factories.loans import plant_loan
from tests.factories.money_files import plant_taken_debit

OPENED_AT = datetime(2026, 3, 1, 16, 5, tzinfo=UTC)
MONTH_AND_A_BIT = timedelta(days=40)


@dataclass(frozen=True)
class PlantedDebt:
    """A loan with arrears."""

    loan_id: UUID
    customer: Planted
    since: date
    due_fen: int


async def plant_debt(
    owner: AsyncSession, customer: Planted, version_id: UUID, account_id: UUID, *, days: int, today: date
) -> PlantedDebt:
    """A loan whose first instalment fell due so many days ago (negative: will fall due) and is not paid."""
    since = today - timedelta(days=days)
    loan = await plant_loan(owner, customer, version_id, account_id, disbursed_on=since - MONTH_AND_A_BIT)
    first = select(Instalment).where(Instalment.loan_id == loan.loan_id, Instalment.number == 1)
    instalment = (await owner.execute(first)).scalar_one()
    moved = {"due_on": since, "agreed_on": since}
    await owner.execute(update(Instalment).where(Instalment.id == instalment.id).values(**moved))
    await owner.execute(update(Loan).where(Loan.id == loan.loan_id).values(next_due_on=since))
    await owner.commit()
    due_fen = instalment.principal_fen + instalment.interest_fen + instalment.fee_fen
    owner.expunge_all()
    return PlantedDebt(loan.loan_id, customer, since, due_fen)


async def plant_case(owner: AsyncSession, debt: PlantedDebt, *, today: date, **columns: Any) -> UUID:
    """The open case of these arrears, treated, without scores."""
    case_id = uuid4()
    stage = stage_of((today - debt.since).days)
    row: dict[str, Any] = {
        **debt.customer.owner_columns,
        "id": case_id,
        "state": CaseState.OPEN,
        "stage": stage.code if stage else "gentle",
        "overdue_since": debt.since,
        "as_of": today,
        "worst_loan_id": debt.loan_id,
        "loans": 1,
        "overdue_fen": debt.due_fen,
        "at_risk_fen": 3_000_000,
        "arm": Arm.TREATED,
        "opened_on": today,
        "opened_at": OPENED_AT,
        "contacts": 0,
        "promises_kept": 0,
        "promises_broken": 0,
        "version": 1,
    }
    await owner.execute(insert(CollectionCase).values(row | columns))
    await owner.commit()
    return case_id


async def plant_debit_on_the_way(owner: AsyncSession, debt: PlantedDebt, state: DebitState = DebitState.SENT) -> UUID:
    """A debit of the arrears that is in a file, or with the bank."""
    account_id = (await owner.execute(select(FundingAccount.id).limit(1))).scalar_one()
    await plant_taken_debit(owner, debt.customer, debt.loan_id, account_id)
    of_loan = DebitOrder.loan_id == debt.loan_id
    order_id = (await owner.execute(select(DebitOrder.id).where(of_loan))).scalar_one()
    nothing = {"finished_at": None, "repayment_id": None}
    await owner.execute(update(DebitOrder).where(of_loan).values(state=state, amount_fen=debt.due_fen, **nothing))
    await owner.commit()
    return order_id
