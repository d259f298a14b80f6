"""The cost disclosure before the contract: from the day of the law, read by the server's clock, kept as evidence."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from server.contracts import customer_side, disclosing, links
from server.contracts.drafting import manuscript
from server.contracts.errors import DisclosureFirst, DisclosureUnread, NoDisclosure
from server.contracts.models import Contract, ContractState, Disclosure, PaperTemplate
from server.contracts.tasks import seal_contract
from server.identity.actors import WORKER
from server.kit.clock import FixedClock
from server.kit.work import Caller
from tests.factories.contracts import NAME, drawn_up, requested_code, sent_link
from tests.fixtures.house import AsStaff, RecordingMessenger, fresh

LAW_BEGINS = datetime(2026, 8, 1, 4, 0, tzinfo=UTC)


@pytest.fixture
def clock() -> FixedClock:
    """Noon in Shanghai on the first day on which the law asks for the disclosure."""
    return FixedClock(LAW_BEGINS)


async def kept(owner: AsyncSession) -> tuple[Contract, Disclosure]:
    await owner.rollback()
    owner.expunge_all()
    contract = (await owner.execute(select(Contract))).scalar_one()
    return contract, (await owner.execute(select(Disclosure))).scalar_one()


async def test_costs_are_read_for_as_long_as_the_server_counts_before_anything_is_signed(
    as_staff: AsStaff, owner: AsyncSession, messenger: RecordingMessenger, nobody: Caller, clock: FixedClock
) -> None:
    officer = await as_staff("officer.east1")
    _, contract_id = await drawn_up(owner, officer)
    token = await sent_link(owner, officer, messenger, contract_id)
    holder, link = await links.holder_of(nobody.keyed("k"), token)
    shown = (await customer_side.summary(holder, link_id=link.link_id)).disclosure
    assert shown is not None
    assert (shown.reading_seconds, shown.seconds_left, shown.confirmed_at) == (10, None, None)
    for early in (disclosing.confirm_disclosure, customer_side.request_code):
        with pytest.raises((DisclosureUnread, DisclosureFirst)):
            await early(fresh(holder), link_id=link.link_id)
    with pytest.raises(DisclosureFirst):
        await customer_side.sign(fresh(holder), link_id=link.link_id, code="123456", agree=True, drawing=NAME)

    await disclosing.open_disclosure(fresh(holder), link_id=link.link_id)
    clock.advance(timedelta(seconds=9, milliseconds=1))
    await disclosing.open_disclosure(fresh(holder), link_id=link.link_id)
    with pytest.raises(DisclosureUnread) as unread:
        await disclosing.confirm_disclosure(fresh(holder), link_id=link.link_id)
    assert unread.value.facts == {"seconds": 1}
    contract, disclosure = await kept(owner)
    assert (contract.state, disclosure.confirmed_at) == (ContractState.SENT, None)

    clock.advance(timedelta(seconds=1))
    await disclosing.confirm_disclosure(fresh(holder), link_id=link.link_id)
    code = await requested_code(owner, holder, messenger, link)
    await customer_side.sign(fresh(holder), link_id=link.link_id, code=code, agree=True, drawing=NAME)
    await seal_contract(officer.house, contract_id=str(contract_id))
    contract, disclosure = await kept(owner)
    assert contract.evidence is not None
    told = contract.evidence["disclosure"]
    assert (told["pdf_digest"], told["opened_at"]) == (disclosure.pdf_digest, LAW_BEGINS.isoformat())
    assert contract.evidence["ink_digest"] == NAME.digest
    assert contract.ink_cipher is not None
    assert NAME.as_bytes() not in contract.ink_cipher
    assert contract.evidence_blob is not None


async def test_the_form_tells_every_cost_and_its_sums_agree(as_staff: AsStaff, owner: AsyncSession) -> None:
    officer = await as_staff("officer.east1")
    await drawn_up(owner, officer)
    contract, disclosure = await kept(owner)
    form = disclosure.form
    rows = contract.terms["rows"]
    paid = sum(row["principal_fen"] + row["interest_fen"] + row["fee_fen"] for row in rows)
    assert form["total_fen"] == paid == form["principal_fen"] + form["cost_fen"]
    assert sum(item["amount_fen"] for item in form["items"]) == form["cost_fen"]
    assert form["apr"] == contract.terms["apr"]
    assert form["no_other_fee"] is True
    for line in (*form["items"], *form["contingent"]):
        assert all(line[name] for name in ("name", "standard", "collector"))
    assert {line["name"] for line in form["contingent"]} == {"逾期罚息", "提前还款违约金"}


async def test_a_contract_of_the_day_before_needs_none_and_keeps_the_older_text(
    as_staff: AsStaff, owner: AsyncSession, messenger: RecordingMessenger, nobody: Caller, clock: FixedClock
) -> None:
    clock.advance(timedelta(days=-1))
    officer = await as_staff("officer.east1")
    _, contract_id = await drawn_up(owner, officer)
    token = await sent_link(owner, officer, messenger, contract_id)
    clock.advance(timedelta(days=1))
    holder, link = await links.holder_of(nobody.keyed("k"), token)
    assert (await customer_side.summary(holder, link_id=link.link_id)).disclosure is None
    with pytest.raises(NoDisclosure):
        await disclosing.open_disclosure(fresh(holder), link_id=link.link_id)
    code = await requested_code(owner, holder, messenger, link)
    await customer_side.sign(fresh(holder), link_id=link.link_id, code=code, agree=True, drawing=NAME)
    wanted = select(PaperTemplate.number, PaperTemplate.effective_until).join(
        Contract, Contract.template_id == PaperTemplate.id
    )
    await owner.rollback()
    assert (await owner.execute(wanted)).one() == (1, date(2026, 7, 31))
    assert (await owner.execute(select(Disclosure))).first() is None


async def test_set_papers_are_not_set_again(as_staff: AsStaff, owner: AsyncSession) -> None:
    officer = await as_staff("officer.east1")
    _, contract_id = await drawn_up(owner, officer)
    worker = Caller(officer.house, WORKER, request_id="again")
    assert await manuscript(worker, contract_id=contract_id) is None
