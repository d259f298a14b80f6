"""Two things at once: the exposure is read under lock, and one of them comes first."""

import asyncio

from sqlalchemy.ext.asyncio import AsyncSession

from server.applications.rules import ApplicationState
from server.approvals.rules import CaseState, Tier
from server.kit.errors import DomainError
from tests.factories.applications import (
    apply_for,
    begin,
    exposure,
    hand_in,
    kept_application,
    plant_lender,
    take_back,
)
from tests.factories.approvals import kept_case, vote
from tests.factories.customers import plant_group
from tests.factories.documents import plant_borrower
from tests.fixtures.house import AsStaff

S = ApplicationState


async def test_two_40000_of_one_customer_at_once_only_one_is_automatic(as_staff: AsStaff, owner: AsyncSession) -> None:
    version, officer = await plant_lender(owner), await as_staff("officer.east1")
    for _ in range(6):
        customer = await plant_borrower(owner)
        pair = [await begin(officer, customer, version, 4_000_000) for _ in range(2)]
        await asyncio.gather(*(hand_in(officer, application_id, 4_000_000) for application_id in pair))
        kept = [await kept_application(owner, application_id) for application_id in pair]
        assert sorted((row.tier or "", row.state, row.exposure_after_fen) for row in kept) == [
            (Tier.AUTOMATIC, S.APPROVED, 4_000_000),
            (Tier.REGIONAL, S.IN_REVIEW, 8_000_000),
        ]
        assert await exposure(owner, customer.customer_id) == (4_000_000, 0)


async def test_two_40000_of_two_members_of_a_group_at_once_only_one_is_automatic(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    version = await plant_lender(owner)
    east, west = await as_staff("officer.east1"), await as_staff("officer.west1")
    for _ in range(4):
        group = await plant_group(owner)
        pair = [
            (east, await plant_borrower(owner, group_id=group)),
            (west, await plant_borrower(owner, group_id=group, officer="officer.west1")),
        ]
        begun = [(caller, await begin(caller, customer, version, 4_000_000)) for caller, customer in pair]
        await asyncio.gather(*(hand_in(caller, application_id, 4_000_000) for caller, application_id in begun))
        kept = [await kept_application(owner, application_id) for _, application_id in begun]
        assert sorted(row.tier or "" for row in kept) == [Tier.AUTOMATIC, Tier.REGIONAL]


async def test_two_approvals_of_one_customer_at_once_never_pass_the_lower_tier_together(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    version = await plant_lender(owner)
    officer, manager = await as_staff("officer.east1"), await as_staff("manager.east")
    for _ in range(4):
        customer = await plant_borrower(owner, income_monthly_fen=50_000_000)
        pair = [await apply_for(officer, customer, version, 300_000_00, term_months=36) for _ in range(2)]
        cases = [await kept_case(owner, application_id) for application_id in pair]
        await asyncio.gather(*(vote(manager, case) for case in cases))
        states = sorted([(await kept_application(owner, application_id)).state for application_id in pair])
        assert states == [S.APPROVED, S.IN_REVIEW]
        assert await exposure(owner, customer.customer_id) == (300_000_00, 0)


async def test_a_vote_and_a_withdrawal_at_once_leave_one_of_the_two(as_staff: AsStaff, owner: AsyncSession) -> None:
    version = await plant_lender(owner)
    officer, manager = await as_staff("officer.east1"), await as_staff("manager.east")
    for _ in range(6):
        customer = await plant_borrower(owner)
        application_id = await apply_for(officer, customer, version, 6_000_000)
        case = await kept_case(owner, application_id)
        present = (await kept_application(owner, application_id)).version
        answers = await asyncio.gather(
            vote(manager, case), take_back(officer, application_id, present), return_exceptions=True
        )
        refusals = [answer for answer in answers if isinstance(answer, BaseException)]
        assert len(refusals) == 1
        assert isinstance(refusals[0], DomainError)
        state = (await kept_application(owner, application_id)).state
        ended = (await kept_case(owner, application_id)).state
        expected = {S.APPROVED: (CaseState.APPROVED, 6_000_000), S.WITHDRAWN: (CaseState.WITHDRAWN, 0)}
        assert (ended, (await exposure(owner, customer.customer_id))[0]) == expected[state]
