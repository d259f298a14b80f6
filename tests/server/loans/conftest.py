"""A lender with a product and money, a scripted bank, and the doors of paying out and repaying."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

import pytest
from sqlalchemy import Select, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from server.custody.bank import ScriptedBank
from server.custody.models import PaymentOrder
from server.custody.tasks import query_payment, send_payment
from server.customers.rating.tasks import rate_customers
from server.identity.actors import VERIFIER
from server.jobs.tasks import Handler
from server.kit.scope import Scope
from server.kit.work import Caller, House
from server.ledger import queries as books
from server.ledger.rules import Account
from server.loans.disbursing import disburse
from server.loans.models import Instalment, Loan, Repayment
from server.loans.repaying import repay
from server.offers.tasks import send_survey
from tests.factories.custody import plant_funding_account
from tests.factories.customers import Planted, plant_customer
from tests.factories.loans import PlantedLoan, plant_contracted, plant_loan
from tests.factories.products import plant_product
from tests.fixtures.house import AsStaff, fresh
from tests.fixtures.tables import fingerprint

TAKE = text("UPDATE procrastinate_jobs SET status = 'succeeded' WHERE status = 'todo' RETURNING id, task_name, args")
TASKS: dict[str, Handler] = {
    "send_payment": send_payment,
    "query_payment": query_payment,
    "rate_customers": rate_customers,
    "send_survey": send_survey,
}
TODAY = date(2026, 3, 2)
COUNTED = (
    "loans",
    "loan_acts",
    "loan_plans",
    "resharings",
    "instalments",
    "repayments",
    "repayment_splits",
    "payment_orders",
    "ledger_entries",
)
M = TypeVar("M", Loan, PaymentOrder, Repayment, Instalment)
_references = itertools.count(1)


@dataclass
class Lender:
    """Everything that a loan needs, and hands to do it with."""

    house: House
    bank: ScriptedBank
    owner: AsyncSession
    as_staff: AsStaff
    version_id: UUID
    funding_account_id: UUID

    async def caller(self, login: str = "finance.hq", *, stepped_up: bool = True) -> Caller:
        return replace(await self.as_staff(login, stepped_up=stepped_up), house=self.house)

    async def ready(self, amount_fen: int = 3_000_000, *, customer: Planted | None = None, **contract: Any) -> UUID:
        """An application that may be paid out."""
        customer = customer or await plant_customer(self.owner)
        return await plant_contracted(self.owner, customer, self.version_id, amount_fen=amount_fen, **contract)

    async def running(self, principal_fen: int = 3_000_000, **options: Any) -> PlantedLoan:
        """A loan that runs since 16 February."""
        customer = await plant_customer(self.owner)
        about = (self.owner, customer, self.version_id, self.funding_account_id)
        return await plant_loan(*about, principal_fen=principal_fen, **options)

    async def disburse(self, application_id: UUID, *, caller: Caller | None = None, version: int = 1) -> UUID:
        caller = fresh(caller or await self.caller())
        return await disburse(caller, application_id=application_id, expected_version=version)

    async def repay(self, loan_id: UUID, amount_fen: int, *, caller: Caller | None = None, **over: Any) -> UUID:
        given: dict[str, Any] = {"paid_on": TODAY, "reference": f"R{next(_references)}"} | over
        return await repay(fresh(caller or await self.caller()), loan_id=loan_id, amount_fen=amount_fen, **given)

    async def work(self, rounds: int = 1) -> None:
        """Let the worker do the jobs that wait, at once and in order."""
        for _ in range(rounds):
            rows = sorted((await self.owner.execute(TAKE)).all())
            await self.owner.commit()
            for _id, name, args in rows:
                await TASKS[name](self.house, **args)

    async def loan(self, loan_id: UUID) -> Loan:
        return (await self._rows(select(Loan).where(Loan.id == loan_id)))[0]

    async def order(self, loan_id: UUID) -> PaymentOrder:
        newest = PaymentOrder.created_at.desc()
        return (await self._rows(select(PaymentOrder).where(PaymentOrder.loan_id == loan_id).order_by(newest)))[0]

    async def repayment(self, repayment_id: UUID) -> Repayment:
        return (await self._rows(select(Repayment).where(Repayment.id == repayment_id)))[0]

    async def instalments(self, loan_id: UUID) -> Sequence[Instalment]:
        return await self._rows(select(Instalment).where(Instalment.loan_id == loan_id).order_by(Instalment.number))

    async def pools(self, loan_id: UUID | None = None) -> dict[Account, int]:
        """Balances of the ledger that are not zero."""
        await self.owner.rollback()
        found = await books.balances(self.owner, Scope.everywhere(), loan_id=loan_id)
        return {Account(code): fen for code, fen in found.items() if fen}

    async def exposure(self, customer_id: UUID) -> tuple[int, int]:
        """Committed and outstanding."""
        await self.owner.rollback()
        wanted = text("SELECT committed_fen, outstanding_fen FROM customer_exposures WHERE customer_id = :id")
        row = (await self.owner.execute(wanted, {"id": customer_id})).one()
        return row[0], row[1]

    async def everything(self) -> list[tuple[int, str | None]]:
        """A fingerprint of all rows that loans write, to see that nothing changed."""
        tables = (*COUNTED, "funding_holds", "customer_exposures", "applications", "procrastinate_jobs")
        return await fingerprint(self.owner, tables)

    def verifier(self) -> Caller:
        return Caller(self.house, VERIFIER, request_id="verify")

    async def _rows(self, wanted: Select[M]) -> Sequence[M]:
        """Rows as they are now, detached: a later look does not change them."""
        await self.owner.rollback()
        found = (await self.owner.execute(wanted.execution_options(populate_existing=True))).scalars().all()
        self.owner.expunge_all()
        return found


@pytest.fixture
async def lender(house: House, owner: AsyncSession, as_staff: AsStaff) -> Lender:
    bank = ScriptedBank()
    here = replace(house, ports=replace(house.ports, bank=bank))
    return Lender(here, bank, owner, as_staff, await plant_product(owner), await plant_funding_account(owner))
