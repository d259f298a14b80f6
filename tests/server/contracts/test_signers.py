"""Several who sign one contract: each his own link, his own reading and phone; complete when all have signed."""

import asyncio
import re
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from server.applications.errors import ApprovalVoid
from server.applications.models import Application
from server.applications.rules import ApplicationState
from server.applications.securing.models import ApplicationParty
from server.applications.securing.rules import PartyRole, PartyState
from server.contracts import customer_side, disclosing, links, service
from server.contracts.errors import AlreadySigned, CodeWrong, DisclosureFirst, LinkInvalid, WrongState
from server.contracts.models import Contract, ContractState
from server.contracts.signers.models import ContractSigner
from server.contracts.tasks import render_contract, seal_contract
from server.kit.clock import FixedClock
from server.kit.errors import DomainError
from server.kit.work import Caller
from tests.factories.applications import begin, hand_in, plant_lender
from tests.factories.collateral import agreeing_party, charge, name_party, plant_item, version_of
from tests.factories.contracts import NAME, deliver, requested_code
from tests.factories.customers import Planted
from tests.factories.documents import plant_borrower
from tests.fixtures.house import AsStaff, RecordingMessenger, fresh
from tests.server.contracts.test_signing import kept

READING = timedelta(seconds=15)


@dataclass
class Signing:
    """A contract that was sent to its borrower, a co-borrower and a guarantor; the token of each."""

    officer: Caller
    application_id: UUID
    contract_id: UUID
    people: tuple[Planted, Planted, Planted]
    tokens: tuple[str, str, str]

    async def holder(self, nobody: Caller, which: int) -> tuple[Caller, links.Opened]:
        return await links.holder_of(nobody.keyed("k"), self.tokens[which])


@pytest.fixture
async def sent(as_staff: AsStaff, owner: AsyncSession, messenger: RecordingMessenger) -> Signing:
    officer, version = await as_staff("officer.east1"), await plant_lender(owner)
    borrower = await plant_borrower(owner, income_monthly_fen=5_000_000, debt_monthly_fen=0)
    spouse = await plant_borrower(owner, income_monthly_fen=500_000, debt_monthly_fen=0, name="李小红")
    friend = await plant_borrower(owner, name="赵大力")
    application_id = await begin(officer, borrower, version)
    await agreeing_party(officer, owner, application_id, spouse, PartyRole.CO_BORROWER)
    await agreeing_party(officer, owner, application_id, friend)
    await charge(officer, owner, application_id, await plant_item(officer, spouse))
    await hand_in(officer, application_id, version=await version_of(owner, application_id))
    contract_id = await service.draw_up(fresh(officer), application_id=application_id)
    await render_contract(officer.house, contract_id=str(contract_id))
    people = (borrower, spouse, friend)
    return Signing(officer, application_id, contract_id, people, await send(owner, officer, messenger, contract_id))


async def send(
    owner: AsyncSession, officer: Caller, messenger: RecordingMessenger, contract_id: UUID
) -> tuple[str, str, str]:
    messenger.sent.clear()
    await service.send_for_signing(fresh(officer), contract_id=contract_id)
    await deliver(owner, officer)
    texts = sorted((each.text for each in messenger.sent), key=lambda text: ("共同" in text) + 2 * ("保证人" in text))
    first, second, third = (re.findall(r"/sign/([\w-]+)", text)[0] for text in texts)
    return first, second, third


async def signed_by(
    sent: Signing, which: int, owner: AsyncSession, nobody: Caller, messenger: RecordingMessenger, clock: FixedClock
) -> None:
    """Read what there is to read, ask for the code, sign."""
    holder, link = await sent.holder(nobody, which)
    shown = await customer_side.summary(holder, link_id=link.link_id)
    if shown.disclosure:
        await disclosing.open_disclosure(fresh(holder), link_id=link.link_id)
        clock.advance(READING)
        await disclosing.confirm_disclosure(fresh(holder), link_id=link.link_id)
    code = await requested_code(owner, holder, messenger, link)
    await customer_side.sign(fresh(holder), link_id=link.link_id, code=code, agree=True, drawing=NAME)


async def states(owner: AsyncSession, sent: Signing) -> tuple[ContractState, ApplicationState, set[PartyState]]:
    contract = await kept(owner, sent.contract_id)
    application = select(Application.state).where(Application.id == sent.application_id)
    parties = select(ApplicationParty.state).where(ApplicationParty.application_id == sent.application_id)
    return (
        contract.state,
        (await owner.execute(application)).scalar_one(),
        set((await owner.execute(parties)).scalars()),
    )


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0)])
async def test_a_contract_is_complete_when_all_have_signed_and_not_before(
    sent: Signing,
    order: tuple[int, ...],
    owner: AsyncSession,
    nobody: Caller,
    messenger: RecordingMessenger,
    clock: FixedClock,
) -> None:
    for left, which in zip((2, 1, 0), order, strict=True):
        assert await states(owner, sent) == (
            ContractState.SENT,
            ApplicationState.APPROVED,
            {PartyState.CONSENTED},
        )
        await signed_by(sent, which, owner, nobody, messenger, clock)
        holder, link = await sent.holder(nobody, which)
        shown = await customer_side.summary(holder, link_id=link.link_id)
        assert (shown.has_signed, shown.waiting_for) == (True, left)
    assert await states(owner, sent) == (ContractState.SIGNED, ApplicationState.CONTRACTED, {PartyState.BOUND})
    await seal_contract(sent.officer.house, contract_id=str(sent.contract_id))
    assert (await kept(owner, sent.contract_id)).sealed_blob is not None


async def test_each_gets_his_own_code_on_his_own_phone_and_sees_his_own_part(
    sent: Signing, owner: AsyncSession, nobody: Caller, messenger: RecordingMessenger
) -> None:
    told = []
    for which, role in enumerate((None, PartyRole.CO_BORROWER, PartyRole.GUARANTOR)):
        holder, link = await sent.holder(nobody, which)
        assert link.person_id == sent.people[which].customer_id
        shown = await customer_side.summary(holder, link_id=link.link_id)
        assert (shown.role, shown.has_signed, shown.waiting_for) == (role, False, 3)
        await requested_code(owner, holder, messenger, link)
        told.append(messenger.sent[-1].to)
    assert len(set(told)) == 3


async def test_nobody_signs_twice_or_with_anothers_link_or_code_or_late(
    sent: Signing, owner: AsyncSession, nobody: Caller, messenger: RecordingMessenger, clock: FixedClock
) -> None:
    friend, link = await sent.holder(nobody, 2)
    borrower, own = await sent.holder(nobody, 0)
    code = await requested_code(owner, borrower, messenger, own)
    await requested_code(owner, friend, messenger, link)
    assert isinstance(await attempt(friend, link.link_id, code), CodeWrong)
    for holder, foreign in ((friend, own), (borrower, link)):
        assert isinstance(await attempt(holder, foreign.link_id, code), LinkInvalid)
    await signed_by_code(borrower, own, code)
    assert isinstance(await attempt(borrower, own.link_id, code), AlreadySigned)
    with pytest.raises(AlreadySigned):
        await customer_side.request_code(fresh(borrower), link_id=own.link_id)
    clock.advance(timedelta(days=service.LINK_DAYS, seconds=1))
    with pytest.raises(LinkInvalid):
        await sent.holder(nobody, 2)
    state, application, parties = await states(owner, sent)
    assert (state, application, parties) == (ContractState.SENT, ApplicationState.APPROVED, {PartyState.CONSENTED})
    rows = await owner.execute(select(ContractSigner.signed_at))
    assert set(rows.scalars()) == {None}


async def attempt(holder: Caller, link_id: UUID, code: str) -> object:
    try:
        return await customer_side.sign(fresh(holder), link_id=link_id, code=code, agree=True, drawing=NAME)
    except DomainError as refusal:
        return refusal


async def signed_by_code(holder: Caller, link: links.Opened, code: str) -> None:
    await customer_side.sign(fresh(holder), link_id=link.link_id, code=code, agree=True, drawing=NAME)


async def test_who_is_left_gets_a_new_link_and_who_has_signed_gets_none(
    sent: Signing, owner: AsyncSession, nobody: Caller, messenger: RecordingMessenger, clock: FixedClock
) -> None:
    await signed_by(sent, 1, owner, nobody, messenger, clock)
    messenger.sent.clear()
    await service.send_for_signing(fresh(sent.officer), contract_id=sent.contract_id)
    await deliver(owner, sent.officer)
    assert len(messenger.sent) == 2
    assert not any("共同借款人" in each.text for each in messenger.sent)


async def test_two_last_signers_at_once_complete_it_once(
    sent: Signing, owner: AsyncSession, nobody: Caller, messenger: RecordingMessenger, clock: FixedClock
) -> None:
    await signed_by(sent, 0, owner, nobody, messenger, clock)
    ready = []
    for which in (1, 2):
        holder, link = await sent.holder(nobody, which)
        ready.append((holder, link, await requested_code(owner, holder, messenger, link)))
    await asyncio.gather(*(signed_by_code(*each) for each in ready))
    assert (await states(owner, sent))[0] is ContractState.SIGNED
    holder, link, code = ready[0]
    with pytest.raises(WrongState):
        await signed_by_code(holder, link, code)


async def test_a_party_who_came_after_the_approval_keeps_the_last_signature_from_completing_it(
    sent: Signing, owner: AsyncSession, nobody: Caller, messenger: RecordingMessenger, clock: FixedClock
) -> None:
    for which in (0, 1):
        await signed_by(sent, which, owner, nobody, messenger, clock)
    await name_party(sent.officer, owner, sent.application_id, await plant_borrower(owner))
    with pytest.raises(ApprovalVoid):
        await signed_by(sent, 2, owner, nobody, messenger, clock)
    assert (await kept(owner, sent.contract_id)).state is ContractState.SENT


async def test_the_terms_name_parties_and_items_without_personal_data(sent: Signing, owner: AsyncSession) -> None:
    contract: Contract = await kept(owner, sent.contract_id)
    roles = [each["role"] for each in contract.terms["parties"]]
    assert roles == ["co_borrower", "guarantor"]
    assert contract.terms["collateral"][0]["secured_fen"] == 3_000_000
    text = str(contract.terms)
    assert not any(person.name in text or person.number in text for person in sent.people)


@pytest.fixture
def later(clock: FixedClock) -> FixedClock:
    """A day on which the cost disclosure is asked."""
    clock.advance(timedelta(days=200))
    return clock


async def test_each_reads_the_cost_disclosure_himself_before_he_may_sign(
    later: FixedClock, as_staff: AsStaff, owner: AsyncSession, messenger: RecordingMessenger, nobody: Caller
) -> None:
    officer, version = await as_staff("officer.east1"), await plant_lender(owner)
    borrower = await plant_borrower(owner, income_monthly_fen=5_000_000, debt_monthly_fen=0)
    application_id = await begin(officer, borrower, version)
    friend = await plant_borrower(owner)
    await agreeing_party(officer, owner, application_id, friend)
    await hand_in(officer, application_id, version=await version_of(owner, application_id))
    contract_id = await service.draw_up(fresh(officer), application_id=application_id)
    await render_contract(officer.house, contract_id=str(contract_id))
    messenger.sent.clear()
    await service.send_for_signing(fresh(officer), contract_id=contract_id)
    await deliver(owner, officer)
    texts = sorted((each.text for each in messenger.sent), key=lambda text: "保证人" in text)
    holders = [await links.holder_of(nobody.keyed("k"), re.findall(r"/sign/([\w-]+)", text)[0]) for text in texts]
    (_, own), (guarantor, link) = holders
    await disclosing.open_disclosure(fresh(holders[0][0]), link_id=own.link_id)
    later.advance(READING)
    await disclosing.confirm_disclosure(fresh(holders[0][0]), link_id=own.link_id)
    with pytest.raises(DisclosureFirst):
        await customer_side.request_code(fresh(guarantor), link_id=link.link_id)
    shown = await customer_side.summary(guarantor, link_id=link.link_id)
    assert shown.disclosure is not None
    assert (shown.disclosure.seconds_left, shown.disclosure.confirmed_at) == (None, None)
    await disclosing.open_disclosure(fresh(guarantor), link_id=link.link_id)
    later.advance(READING)
    await disclosing.confirm_disclosure(fresh(guarantor), link_id=link.link_id)
    await requested_code(owner, guarantor, messenger, link)
