"""The demonstration's collection was worked on through its doors, within the law."""

from collections import Counter

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from server.collection.models import CaseContact, CollectionCase, CollectionDay, PaymentPromise
from server.collection.rules import CaseState, ContactState
from server.kit.work import House
from server.loans.models import Loan
from server.loans.rules import LoanState
from server.seeds.collecting import work_cases
from tests.server.seeds.conftest import TODAY


async def test_cases_are_opened_and_a_morning_is_worked_on_them(house: House, owner: AsyncSession) -> None:
    assert await work_cases(house, TODAY) > 0
    overdue = select(func.count(Loan.customer_id.distinct())).where(
        Loan.state == LoanState.ACTIVE, Loan.next_due_on < TODAY
    )
    cases = (await owner.execute(select(CollectionCase))).scalars().all()
    assert len(cases) > 0
    written_off = select(func.count(Loan.customer_id.distinct())).where(Loan.state == LoanState.WRITTEN_OFF)
    bound = (await owner.execute(overdue)).scalar_one() + (await owner.execute(written_off)).scalar_one()
    assert len(cases) <= bound
    assert {case.state for case in cases} <= {CaseState.OPEN, CaseState.PAUSED}
    contacts = (await owner.execute(select(CaseContact).where(CaseContact.case_id.is_not(None)))).scalars().all()
    states = Counter(contact.state for contact in contacts)
    assert states[ContactState.REACHED] > 0
    assert ContactState.PLANNED not in states
    refused = {code for contact in contacts for code in contact.codes}
    assert "CL-01" in refused, "somebody tried at night"
    assert (await owner.execute(select(func.count()).select_from(PaymentPromise))).scalar_one() > 0
    day = (await owner.execute(select(CollectionDay))).scalar_one()
    assert (day.step, day.opened) == ("done", len(cases))
