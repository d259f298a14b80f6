"""Naming parties, their consent, taking them off; what they answer for; what voids an approval."""

import asyncio
from uuid import UUID

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from server.applications import lending
from server.applications.errors import ApprovalVoid, WrongState
from server.applications.rules import ApplicationState
from server.applications.securing import queries
from server.applications.securing.errors import (
    PartyConsentMissing,
    PartyConsentUnsound,
    PartyIsBorrower,
    PartyNotIdentified,
    PartyNotRegistered,
    PartyTwice,
    PartyWrongState,
    TooManyParties,
)
from server.applications.securing.models import ApplicationParty, GuaranteeClaim
from server.applications.securing.parties import add_party, record_consent, remove_party
from server.applications.securing.rules import PARTIES_MAX, PartyRole, PartyState
from server.kit.errors import Denied, NotFound, Stale
from server.kit.work import Caller
from tests.factories.applications import (
    apply_for,
    begin,
    hand_in,
    kept_application,
    plant_application,
    plant_lender,
    take_back,
)
from tests.factories.collateral import agree, agreeing_party, name_party, version_of
from tests.factories.customers import Planted, plant_customer, plant_prospect
from tests.factories.documents import plant_borrower
from tests.fixtures.house import AsStaff, fresh
from tests.fixtures.rooms import room

S = ApplicationState
SURE = {"income_monthly_fen": 5_000_000, "debt_monthly_fen": 0}


async def begun(as_staff: AsStaff, owner: AsyncSession) -> tuple[Caller, UUID, Planted]:
    """A draft, and its borrower."""
    officer, version = await as_staff("officer.east1"), await plant_lender(owner)
    borrower = await plant_borrower(owner, **SURE)
    return officer, await begin(officer, borrower, version), borrower


async def kept_party(owner: AsyncSession, party_id: UUID) -> ApplicationParty:
    owner.expunge_all()
    await owner.rollback()
    return (await owner.execute(select(ApplicationParty).where(ApplicationParty.id == party_id))).scalar_one()


async def answers_for(caller: Caller, person: Planted) -> int:
    async with room(caller) as work:
        return (await queries.answered_for(work.session, [person.customer_id]))[person.customer_id]


async def test_a_guarantor_who_has_agreed_answers_for_his_guarantee_until_he_is_taken_off(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    officer, application_id, _ = await begun(as_staff, owner)
    person = await plant_borrower(owner)
    party_id = await name_party(officer, owner, application_id, person)
    assert await answers_for(officer, person) == 0
    await agree(officer, owner, application_id, party_id)
    assert (await kept_party(owner, party_id)).state is PartyState.CONSENTED
    assert await answers_for(officer, person) == 3_000_000
    version = await version_of(owner, application_id)
    await remove_party(fresh(officer), party_id=party_id, expected_version=version)
    assert (await kept_party(owner, party_id)).state is PartyState.REMOVED
    assert await answers_for(officer, person) == 0
    kept = await kept_application(owner, application_id)
    assert kept.version == 4


async def test_what_somebody_answers_for_is_told_whoever_his_debtors_are(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    officer, application_id, _ = await begun(as_staff, owner)
    person = await plant_borrower(owner)
    version = (await kept_application(owner, application_id)).product_version_id
    second = await begin(officer, await plant_borrower(owner, **SURE), version)
    for each in (application_id, second):
        await agreeing_party(officer, owner, each, person)
    assert await answers_for(await as_staff("officer.west1"), person) == 6_000_000


async def test_nobody_is_party_to_his_own_loan_and_nobody_twice(as_staff: AsStaff, owner: AsyncSession) -> None:
    officer, application_id, borrower = await begun(as_staff, owner)
    person = await plant_borrower(owner)
    with pytest.raises(PartyIsBorrower):
        await name_party(officer, owner, application_id, borrower)
    await name_party(officer, owner, application_id, person)
    with pytest.raises(PartyTwice):
        await name_party(officer, owner, application_id, person, PartyRole.CO_BORROWER)
    assert await standing(owner, application_id) == 1


async def standing(owner: AsyncSession, application_id: UUID) -> int:
    await owner.rollback()
    counted = select(func.count()).where(
        ApplicationParty.application_id == application_id, ApplicationParty.state != PartyState.REMOVED
    )
    return int((await owner.execute(counted)).scalar_one())


async def test_there_is_room_for_six(as_staff: AsStaff, owner: AsyncSession) -> None:
    officer, application_id, _ = await begun(as_staff, owner)
    for _ in range(PARTIES_MAX):
        await name_party(officer, owner, application_id, await plant_customer(owner))
    with pytest.raises(TooManyParties):
        await name_party(officer, owner, application_id, await plant_customer(owner))
    assert await standing(owner, application_id) == PARTIES_MAX


async def test_of_twenty_who_name_one_person_at_once_one_does(as_staff: AsStaff, owner: AsyncSession) -> None:
    officer, application_id, _ = await begun(as_staff, owner)
    person = await plant_borrower(owner)
    version = await version_of(owner, application_id)
    tries = [add(officer, application_id, person, version) for _ in range(20)]
    answers = await asyncio.gather(*tries, return_exceptions=True)
    assert sum(isinstance(each, Stale) for each in answers) == 19
    assert await standing(owner, application_id) == 1


async def add(officer: Caller, application_id: UUID, person: Planted, version: int) -> object:
    return await add_party(
        fresh(officer),
        application_id=application_id,
        expected_version=version,
        person_id=person.customer_id,
        role=PartyRole.CO_BORROWER,
    )


async def test_a_party_agrees_once_in_words_and_as_a_registered_customer(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    officer, application_id, _ = await begun(as_staff, owner)
    prospect = await plant_prospect(owner)
    party_id = await name_party(officer, owner, application_id, prospect)
    with pytest.raises(PartyNotRegistered):
        await agree(officer, owner, application_id, party_id)
    party_id = await name_party(officer, owner, application_id, await plant_borrower(owner))
    version = await version_of(owner, application_id)
    with pytest.raises(PartyConsentUnsound):
        await record_consent(fresh(officer), party_id=party_id, expected_version=version, consent="  ")
    assert (await kept_party(owner, party_id)).state is PartyState.NAMED
    await agree(officer, owner, application_id, party_id)
    with pytest.raises(PartyWrongState):
        await agree(officer, owner, application_id, party_id)
    await owner.rollback()
    assert (await owner.execute(select(func.count()).select_from(GuaranteeClaim))).scalar_one() == 1


async def test_an_application_is_submitted_when_each_party_has_agreed_and_is_identified(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    officer, application_id, _ = await begun(as_staff, owner)
    stranger = await name_party(officer, owner, application_id, await plant_customer(owner))
    for refusal, mend in ((PartyConsentMissing, True), (PartyNotIdentified, False)):
        with pytest.raises(refusal) as refused:
            await hand_in(officer, application_id, version=await version_of(owner, application_id))
        assert refused.value.field == "parties"
        assert (await kept_application(owner, application_id)).state is S.DRAFT
        if mend:
            await agree(officer, owner, application_id, stranger)
    await remove_party(fresh(officer), party_id=stranger, expected_version=await version_of(owner, application_id))
    await agreeing_party(officer, owner, application_id, await plant_borrower(owner))
    await hand_in(officer, application_id, version=await version_of(owner, application_id))
    assert (await kept_application(owner, application_id)).state is S.APPROVED


async def test_a_party_who_comes_or_goes_after_the_approval_voids_it(as_staff: AsStaff, owner: AsyncSession) -> None:
    officer, application_id, _ = await begun(as_staff, owner)
    first = await agreeing_party(officer, owner, application_id, await plant_borrower(owner))
    await hand_in(officer, application_id, version=await version_of(owner, application_id))
    assert await is_good(officer, application_id)
    await name_party(officer, owner, application_id, second := await plant_borrower(owner))
    assert not await is_good(officer, application_id)
    await owner.rollback()
    added = select(ApplicationParty.id).where(ApplicationParty.person_id == second.customer_id)
    for party_id, good in (((await owner.execute(added)).scalar_one(), True), (first, False)):
        version = await version_of(owner, application_id)
        await remove_party(fresh(officer), party_id=party_id, expected_version=version)
        assert await is_good(officer, application_id) == good


async def is_good(officer: Caller, application_id: UUID) -> bool:
    async with room(officer) as work:
        try:
            await lending.approved(work, application_id)
        except ApprovalVoid:
            return False
        return True


async def test_in_every_state_parties_are_named_and_taken_off_as_the_table_says(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    officer, version = await as_staff("officer.east1"), await plant_lender(owner)
    borrower, person = await plant_borrower(owner), await plant_borrower(owner)
    for state in S:
        application_id = await plant_application(owner, borrower, version, state=state)
        if state in {S.DRAFT, S.RETURNED, S.APPROVED}:
            await name_party(officer, owner, application_id, person)
            assert await standing(owner, application_id) == 1
            continue
        with pytest.raises(WrongState):
            await name_party(officer, owner, application_id, person)
        assert await standing(owner, application_id) == 0


async def test_nobody_answers_for_what_was_refused_or_taken_back(as_staff: AsStaff, owner: AsyncSession) -> None:
    officer, application_id, _ = await begun(as_staff, owner)
    person = await plant_borrower(owner)
    party_id = await agreeing_party(officer, owner, application_id, person)
    await take_back(officer, application_id, await version_of(owner, application_id))
    assert (await kept_party(owner, party_id)).state is PartyState.REMOVED
    assert await answers_for(officer, person) == 0


async def test_a_co_borrowers_income_counts_and_lets_a_loan_pass(as_staff: AsStaff, owner: AsyncSession) -> None:
    officer, version = await as_staff("officer.east1"), await plant_lender(owner)
    short = {"income_monthly_fen": 400_000, "debt_monthly_fen": 0}
    alone = await apply_for(officer, await plant_borrower(owner, **short), version)
    assert (await kept_application(owner, alone)).state is S.IN_REVIEW
    together = await begin(officer, await plant_borrower(owner, **short), version)
    spouse = await plant_borrower(owner, income_monthly_fen=600_000, debt_monthly_fen=0)
    await agreeing_party(officer, owner, together, spouse, PartyRole.CO_BORROWER)
    await hand_in(officer, together, version=await version_of(owner, together))
    kept, before = await kept_application(owner, together), await kept_application(owner, alone)
    assert kept.state is S.APPROVED
    assert kept.debt_ratio is not None
    assert before.debt_ratio is not None
    assert kept.debt_ratio < before.debt_ratio


async def test_who_may_not_leaves_the_parties_as_they_are(as_staff: AsStaff, owner: AsyncSession) -> None:
    officer, application_id, _ = await begun(as_staff, owner)
    person = await plant_borrower(owner)
    party_id = await name_party(officer, owner, application_id, person)
    version = await version_of(owner, application_id)
    for login, refusal in (("reviewer.east1", Denied), ("officer.west1", NotFound), ("officer2.east1", NotFound)):
        caller = await as_staff(login)
        for attempt in (
            add(caller, application_id, person, version),
            record_consent(fresh(caller), party_id=party_id, expected_version=version, consent="同意"),
            remove_party(fresh(caller), party_id=party_id, expected_version=version),
        ):
            with pytest.raises(refusal):
                await attempt
    with pytest.raises(Stale):
        await remove_party(fresh(officer), party_id=party_id, expected_version=version - 1)
    assert (await kept_party(owner, party_id)).state is PartyState.NAMED
    assert await version_of(owner, application_id) == version
