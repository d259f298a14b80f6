"""From an approved application to a sealed contract, and everything that must not sign one."""

import hashlib
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from server.applications.models import Application
from server.applications.rules import ApplicationState
from server.contracts import customer_side, links, service
from server.contracts.errors import AlreadyDrawn, CodeTooSoon, CodeWrong, LinkInvalid, NotAgreed, WrongState
from server.contracts.models import Contract, ContractState, SigningLink
from server.contracts.tasks import render_contract, seal_contract
from server.kit.clock import FixedClock
from server.kit.errors import Denied, NotFound
from server.kit.work import Caller
from tests.factories.contracts import NAME, drawn_up, requested_code, sent_link
from tests.fixtures.house import AsStaff, RecordingMessenger, fresh


async def kept(owner: AsyncSession, contract_id: UUID) -> Contract:
    owner.expunge_all()
    await owner.rollback()
    found = (await owner.execute(select(Contract).where(Contract.id == contract_id))).scalar_one()
    owner.expunge(found)
    return found


async def opened(nobody: Caller, token: str) -> tuple[Caller, links.Opened]:
    return await links.holder_of(nobody.keyed("k"), token)


async def test_the_paper_that_was_set_is_the_paper_that_is_signed_and_sealed(
    as_staff: AsStaff, owner: AsyncSession, messenger: RecordingMessenger, nobody: Caller
) -> None:
    officer = await as_staff("officer.east1")
    application_id, contract_id = await drawn_up(owner, officer)
    holder, link = await opened(nobody, await sent_link(owner, officer, messenger, contract_id))
    shown = await customer_side.summary(holder, link_id=link.link_id)
    blob, key = await customer_side.pdf_key(holder, contract_id=contract_id)
    paper = service.open_pdf(await officer.house.ports.storage.get(blob), key, contract_id)
    assert (paper[:4], hashlib.sha256(paper).hexdigest()) == (b"%PDF", shown.pdf_digest)

    code = await requested_code(owner, holder, messenger, link)
    await customer_side.sign(fresh(holder), link_id=link.link_id, code=code, agree=True, drawing=NAME)
    await seal_contract(officer.house, contract_id=str(contract_id))
    signed = await kept(owner, contract_id)
    assert (signed.state, signed.sealed_blob is not None) == (ContractState.SIGNED, True)
    assert signed.evidence is not None
    assert signed.evidence["pdf_digest"] == shown.pdf_digest
    state = select(Application.state).where(Application.id == application_id)
    assert (await owner.execute(state)).scalar_one() is ApplicationState.CONTRACTED


async def test_a_link_dies_with_the_signature(
    as_staff: AsStaff, owner: AsyncSession, messenger: RecordingMessenger, nobody: Caller
) -> None:
    officer = await as_staff("officer.east1")
    _, contract_id = await drawn_up(owner, officer)
    token = await sent_link(owner, officer, messenger, contract_id)
    holder, link = await opened(nobody, token)
    code = await requested_code(owner, holder, messenger, link)
    await customer_side.sign(fresh(holder), link_id=link.link_id, code=code, agree=True, drawing=NAME)
    with pytest.raises(WrongState):
        await customer_side.sign(fresh(holder), link_id=link.link_id, code=code, agree=True, drawing=NAME)
    with pytest.raises(WrongState):
        await customer_side.request_code(fresh(holder), link_id=link.link_id)


async def test_an_unknown_or_expired_link_opens_nothing(
    as_staff: AsStaff, owner: AsyncSession, messenger: RecordingMessenger, nobody: Caller, clock: FixedClock
) -> None:
    officer = await as_staff("officer.east1")
    _, contract_id = await drawn_up(owner, officer)
    token = await sent_link(owner, officer, messenger, contract_id)
    with pytest.raises(LinkInvalid):
        await opened(nobody, token[:-1] + ("A" if token[-1] != "A" else "B"))
    clock.advance(timedelta(days=4))
    with pytest.raises(LinkInvalid):
        await opened(nobody, token)


async def test_a_code_is_tried_five_times_sent_once_a_minute_and_dies_after_five(
    as_staff: AsStaff, owner: AsyncSession, messenger: RecordingMessenger, nobody: Caller, clock: FixedClock
) -> None:
    officer = await as_staff("officer.east1")
    _, contract_id = await drawn_up(owner, officer)
    holder, link = await opened(nobody, await sent_link(owner, officer, messenger, contract_id))
    code = await requested_code(owner, holder, messenger, link)
    with pytest.raises(CodeTooSoon):
        await customer_side.request_code(fresh(holder), link_id=link.link_id)
    wrong = "000000" if code != "000000" else "111111"
    for _ in range(5):
        with pytest.raises(CodeWrong):
            await customer_side.sign(fresh(holder), link_id=link.link_id, code=wrong, agree=True, drawing=NAME)
    with pytest.raises(CodeWrong):
        await customer_side.sign(fresh(holder), link_id=link.link_id, code=code, agree=True, drawing=NAME)
    clock.advance(timedelta(minutes=2))
    code = await requested_code(owner, holder, messenger, link)
    clock.advance(timedelta(minutes=6))
    with pytest.raises(CodeWrong):
        await customer_side.sign(fresh(holder), link_id=link.link_id, code=code, agree=True, drawing=NAME)
    assert (await kept(owner, contract_id)).state is ContractState.SENT


async def test_nobody_signs_without_agreeing(
    as_staff: AsStaff, owner: AsyncSession, messenger: RecordingMessenger, nobody: Caller
) -> None:
    officer = await as_staff("officer.east1")
    _, contract_id = await drawn_up(owner, officer)
    holder, link = await opened(nobody, await sent_link(owner, officer, messenger, contract_id))
    code = await requested_code(owner, holder, messenger, link)
    with pytest.raises(NotAgreed):
        await customer_side.sign(fresh(holder), link_id=link.link_id, code=code, agree=False, drawing=NAME)
    assert (await kept(owner, contract_id)).state is ContractState.SENT


async def test_the_holder_of_a_link_reads_his_own_contract_and_does_nothing_else(
    as_staff: AsStaff, owner: AsyncSession, messenger: RecordingMessenger, nobody: Caller
) -> None:
    officer = await as_staff("officer.east1")
    _, first = await drawn_up(owner, officer)
    _, other = await drawn_up(owner, officer, furnished=True)
    holder, _ = await opened(nobody, await sent_link(owner, officer, messenger, first))
    with pytest.raises(LinkInvalid):
        await customer_side.pdf_key(holder, contract_id=other)
    with pytest.raises(NotFound):
        await service.pdf_of(holder, contract_id=other)
    with pytest.raises(Denied):
        await service.send_for_signing(fresh(holder), contract_id=first)


async def test_an_application_has_one_living_contract(as_staff: AsStaff, owner: AsyncSession) -> None:
    officer = await as_staff("officer.east1")
    application_id, _ = await drawn_up(owner, officer)
    with pytest.raises(AlreadyDrawn):
        await service.draw_up(fresh(officer), application_id=application_id)
    assert len((await owner.execute(select(Contract.id))).scalars().all()) == 1


async def test_setting_the_paper_twice_changes_nothing(as_staff: AsStaff, owner: AsyncSession) -> None:
    officer = await as_staff("officer.east1")
    _, contract_id = await drawn_up(owner, officer)
    before = await kept(owner, contract_id)
    await render_contract(officer.house, contract_id=str(contract_id))
    after = await kept(owner, contract_id)
    assert (after.pdf_digest, after.version) == (before.pdf_digest, before.version)


async def test_another_officer_and_another_region_see_no_contract(as_staff: AsStaff, owner: AsyncSession) -> None:
    officer = await as_staff("officer.east1")
    _, contract_id = await drawn_up(owner, officer)
    for login in ("officer.east2", "manager.west"):
        with pytest.raises(NotFound):
            await service.pdf_of(await as_staff(login), contract_id=contract_id)
    with pytest.raises(NotFound):
        await service.send_for_signing(await as_staff("officer.east2"), contract_id=contract_id)
    assert (await kept(owner, contract_id)).state is ContractState.DRAWN


async def test_links_and_codes_are_kept_as_hashes_and_messages_encrypted(
    as_staff: AsStaff, owner: AsyncSession, messenger: RecordingMessenger, nobody: Caller
) -> None:
    officer = await as_staff("officer.east1")
    _, contract_id = await drawn_up(owner, officer)
    token = await sent_link(owner, officer, messenger, contract_id)
    holder, link = await opened(nobody, token)
    code = await requested_code(owner, holder, messenger, link)
    assert (await owner.execute(select(SigningLink.token_hash))).scalar_one() != token.encode()
    dump = (await owner.execute(text("SELECT string_agg(n::text, ' ') FROM notices n"))).scalar_one()
    links = (await owner.execute(text("SELECT string_agg(l::text, ' ') FROM signing_links l"))).scalar_one()
    for secret in (token, code, messenger.sent[0].to):
        assert secret not in dump
        assert secret not in links
