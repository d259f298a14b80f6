"""A lender with customers in arrears, and the doors of collection."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import count
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from server.collection.contacting.planning import Planned, plan_contact
from server.collection.day.doors import DayStep, Progress, go_on
from server.collection.models import CaseContact, CollectionCase, PaymentPromise
from server.collection.rules import PromiseState
from server.collection.tasks import send_collection_message
from server.compliance.contacts.models import ContactChannel
from server.identity.actors import WORKER
from server.kit.clock import FixedClock
from server.kit.work import Caller, House
from server.loans.models import Loan
from server.loans.repaying import repay
from server.notices.models import Notice
from tests.factories.collection import PlantedDebt, plant_case, plant_debt
from tests.factories.custody import plant_funding_account
from tests.factories.customers import plant_customer
from tests.factories.products import plant_product
from tests.fixtures.house import AsStaff, fresh
from tests.fixtures.tables import fingerprint

TODAY = date(2026, 3, 2)
TAKE = text(
    "UPDATE procrastinate_jobs SET status = 'succeeded' WHERE status = 'todo' "
    "AND task_name = 'send_collection_message' RETURNING id, args"
)
KEPT = (
    "collection_cases",
    "case_contacts",
    "collection_contacts",
    "compliance_checks",
    "payment_promises",
    "case_signals",
    "case_letters",
    "case_hand_overs",
    "case_visits",
    "notices",
    "procrastinate_jobs",
)
CALL = Planned(ContactChannel.CALL, script="firm_call")
_references = count(1)


@dataclass
class Desk:
    """Everything that collection needs, and hands to do it with."""

    house: House
    owner: AsyncSession
    as_staff: AsStaff
    clock: FixedClock
    version_id: UUID
    funding_account_id: UUID

    @property
    def today(self) -> date:
        return self.clock.now().date()

    async def collector(self, login: str = "collector.east1") -> Caller:
        return await self.as_staff(login)

    async def debt(self, days: int = 14, *, officer: str = "officer.east1") -> PlantedDebt:
        customer = await plant_customer(self.owner, officer=officer)
        about = (self.owner, customer, self.version_id, self.funding_account_id)
        return await plant_debt(*about, days=days, today=self.today)

    async def opened(
        self, days: int = 14, *, officer: str = "officer.east1", **columns: Any
    ) -> tuple[PlantedDebt, UUID]:
        """Arrears with their case."""
        debt = await self.debt(days, officer=officer)
        return debt, await plant_case(self.owner, debt, today=self.today, **columns)

    async def plan(self, caller: Caller, case_id: UUID, planned: Planned = CALL, **changes: Any) -> CaseContact:
        """Plan a contact through the door; answers its row."""
        contact_id = await plan_contact(fresh(caller), case_id=case_id, planned=replace(planned, **changes))
        return await self.contact(contact_id)

    async def pay(self, debt: PlantedDebt, amount_fen: int) -> UUID:
        finance, reference = fresh(await self.as_staff("finance.hq")), f"C{next(_references)}"
        about = {"loan_id": debt.loan_id}
        return await repay(finance, **about, amount_fen=amount_fen, paid_on=self.today, reference=reference)

    async def version_of(self, loan_id: UUID) -> int:
        await self.owner.rollback()
        return (await self.owner.execute(select(Loan.version).where(Loan.id == loan_id))).scalar_one()

    async def work(self) -> int:
        """Let the worker send what waits; answers how many jobs there were."""
        rows = sorted((await self.owner.execute(TAKE)).all())
        await self.owner.commit()
        for _, args in rows:
            await send_collection_message(self.house, **args)
        return len(rows)

    async def end_day(self, business_date: date | None = None) -> Progress:
        """The end of a day in collection, as far as the hour allows."""
        caller = Caller(self.house, WORKER, request_id="test")
        day = business_date or self.today - timedelta(days=1)
        progress = await go_on(caller, business_date=day)
        while progress.step is not DayStep.DONE and not progress.waits:
            progress = await go_on(caller, business_date=day)
        return progress

    async def case(self, case_id: UUID) -> CollectionCase:
        found: CollectionCase = await self._one(CollectionCase, case_id)
        return found

    async def case_of(self, customer_id: UUID) -> CollectionCase | None:
        """The customer's newest case."""
        await self.owner.rollback()
        wanted = select(CollectionCase).where(CollectionCase.customer_id == customer_id)
        newest = wanted.order_by(CollectionCase.opened_at.desc(), CollectionCase.id.desc()).limit(1)
        found = (await self.owner.execute(newest)).scalar_one_or_none()
        self.owner.expunge_all()
        return found

    async def contact(self, contact_id: UUID) -> CaseContact:
        found: CaseContact = await self._one(CaseContact, contact_id)
        return found

    async def contacts(self, case_id: UUID) -> Sequence[CaseContact]:
        await self.owner.rollback()
        wanted = select(CaseContact).where(CaseContact.case_id == case_id).order_by(CaseContact.id)
        found = (await self.owner.execute(wanted)).scalars().all()
        self.owner.expunge_all()
        return found

    async def promises(self, case_id: UUID) -> list[tuple[int, PromiseState]]:
        """Amounts and states, in the order of their making."""
        await self.owner.rollback()
        wanted = select(PaymentPromise.amount_fen, PaymentPromise.state).where(PaymentPromise.case_id == case_id)
        return [(row[0], row[1]) for row in await self.owner.execute(wanted.order_by(PaymentPromise.id))]

    async def notices(self) -> Sequence[Notice]:
        await self.owner.rollback()
        found = (await self.owner.execute(select(Notice).order_by(Notice.id))).scalars().all()
        self.owner.expunge_all()
        return found

    async def everything(self) -> list[tuple[int, str | None]]:
        """A fingerprint of all rows that collection writes, to see that nothing changed."""
        return await fingerprint(self.owner, KEPT)

    async def _one(self, model: Any, row_id: UUID) -> Any:
        await self.owner.rollback()
        found = (await self.owner.execute(select(model).where(model.id == row_id))).scalar_one()
        self.owner.expunge_all()
        return found


@pytest.fixture
async def desk(house: House, owner: AsyncSession, as_staff: AsStaff, clock: FixedClock) -> Desk:
    version_id, account_id = await plant_product(owner), await plant_funding_account(owner)
    return Desk(house, owner, as_staff, clock, version_id, account_id)
