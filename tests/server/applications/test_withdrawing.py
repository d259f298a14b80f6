"""Taking an application back."""

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from server.applications.errors import WithdrawalReasonMissing, WrongState
from server.applications.rules import ApplicationState
from server.approvals.errors import CaseClosed
from server.approvals.rules import CaseState
from server.kit.errors import Stale
from tests.factories.applications import (
    apply_for,
    begin,
    exposure,
    kept_application,
    plant_application,
    plant_lender,
    take_back,
)
from tests.factories.approvals import kept_case, vote
from tests.factories.documents import plant_borrower
from tests.fixtures.house import AsStaff

S = ApplicationState


async def test_a_withdrawal_closes_the_case_and_releases_the_commitment(as_staff: AsStaff, owner: AsyncSession) -> None:
    customer, version = await plant_borrower(owner), await plant_lender(owner)
    officer = await as_staff("officer.east1")
    automatic = await apply_for(officer, customer, version)
    waiting = await apply_for(officer, customer, version, 6_000_000)
    draft = await begin(officer, customer, version)
    for application_id in (automatic, waiting, draft):
        present = (await kept_application(owner, application_id)).version
        with pytest.raises(Stale):
            await take_back(officer, application_id, present + 1)
        with pytest.raises(WithdrawalReasonMissing):
            await take_back(officer, application_id, present, " ")
        await take_back(officer, application_id, present)
        kept = await kept_application(owner, application_id)
        assert (kept.state, kept.withdrawal_reason) == (S.WITHDRAWN, "客户放弃")
    case = await kept_case(owner, waiting)
    assert case.state is CaseState.WITHDRAWN
    assert await exposure(owner, customer.customer_id) == (0, 0)
    with pytest.raises(CaseClosed):
        await vote(await as_staff("manager.east"), case)


async def test_what_is_over_or_signed_is_not_withdrawn(as_staff: AsStaff, owner: AsyncSession) -> None:
    customer, version = await plant_borrower(owner), await plant_lender(owner)
    officer = await as_staff("officer.east1")
    for state in (S.REJECTED, S.WITHDRAWN, S.CONTRACTED, S.DISBURSED):
        application_id = await plant_application(owner, customer, version, state=state)
        with pytest.raises(WrongState):
            await take_back(officer, application_id, 1)
        assert (await kept_application(owner, application_id)).state is state
