"""Templates of papers: versions by day, a text that says what no paper has, and a value that is missing."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from server.contracts import service, wording
from server.contracts.errors import FieldMissing, NoTemplate, TemplateTooEarly, TemplateUnsound
from server.contracts.models import Contract, PaperTemplate, TemplateKind
from server.contracts.templates.errors import NoteMissing, ProposalDecided, PublishedByOneself
from server.contracts.templates.models import ProposalState, TemplateProposal
from server.contracts.templates.service import propose_template, publish_template, withdraw_template
from server.kit.clock import FixedClock
from server.kit.errors import Denied, NotFound
from tests.factories.contracts import drawn_up
from tests.fixtures.house import AsStaff, fresh
from tests.fixtures.world import id_of

KIND = TemplateKind.LOAN_CONTRACT
GOOD = ("{lender}与{borrower}约定：借款{amount}元，年化综合成本{apr}。",)
WANTED: dict[str, Any] = {"kind": KIND, "title": "借款合同", "texts": GOOD, "reading_seconds": 0, "note": "条款更清楚"}


async def kept(owner: AsyncSession, proposal_id: UUID) -> TemplateProposal:
    await owner.rollback()
    return (await owner.execute(select(TemplateProposal).where(TemplateProposal.id == proposal_id))).scalar_one()


async def numbers(owner: AsyncSession) -> list[int]:
    await owner.rollback()
    wanted = select(PaperTemplate.number).where(PaperTemplate.kind == KIND).order_by(PaperTemplate.number)
    return list((await owner.execute(wanted)).scalars())


async def test_a_new_version_holds_from_its_day_and_papers_keep_theirs(
    as_staff: AsStaff, owner: AsyncSession, clock: FixedClock
) -> None:
    officer, risk = await as_staff("officer.east1"), await as_staff("risk.hq")
    member = await as_staff("committee1.hq")
    first = clock.now().date()
    _, early = await drawn_up(owner, officer)
    day = first + timedelta(days=200)
    for too_early in (first - timedelta(days=1), first.replace(month=8, day=1)):
        with pytest.raises(TemplateTooEarly):
            await propose_template(fresh(risk), **WANTED, effective_from=too_early)
    proposal_id = await propose_template(fresh(risk), **WANTED, effective_from=day)
    with pytest.raises(Denied):
        await propose_template(fresh(officer), **WANTED, effective_from=day + timedelta(days=1))
    await publish_template(fresh(member), proposal_id=proposal_id)
    version = (await kept(owner, proposal_id)).template_id
    clock.advance(timedelta(days=200))
    officer = await as_staff("officer.east1")
    _, late = await drawn_up(owner, officer, furnished=True)
    await owner.rollback()
    held = {row.id: row.template_id for row in (await owner.execute(select(Contract))).scalars()}
    assert held[late] == version != held[early]
    rows = (await owner.execute(select(PaperTemplate).where(PaperTemplate.kind == KIND))).scalars().all()
    ends = {row.number: row.effective_until for row in rows}
    assert (ends[2], ends[3]) == (day - timedelta(days=1), None)


@pytest.mark.parametrize(
    ("texts", "named"),
    [
        (("{lender}与{borrower_income}",), "{borrower_income}"),
        (("{lender.name}",), "{lender.name}"),
        (("{amount:>9}",), "{amount}"),
        (("{}",), "{}"),
        (("{amount",), "expected '}'"),
        (("x" * 2_001,), "texts"),
        ((), "texts"),
    ],
)
async def test_a_template_that_says_what_no_paper_has_is_refused_by_name(
    texts: tuple[str, ...], named: str, as_staff: AsStaff, owner: AsyncSession, clock: FixedClock
) -> None:
    risk = await as_staff("risk.hq")
    day = clock.now().date() + timedelta(days=300)
    with pytest.raises(TemplateUnsound) as refused:
        await propose_template(fresh(risk), **(WANTED | {"texts": texts}), effective_from=day)
    assert refused.value.field == "texts"
    assert named in str(refused.value.facts["reason"])
    assert {row.number for row in (await owner.execute(select(PaperTemplate))).scalars()} == {1, 2}


async def test_who_proposed_a_text_never_publishes_it_and_what_is_decided_stays_decided(
    as_staff: AsStaff, owner: AsyncSession, clock: FixedClock
) -> None:
    risk, member = await as_staff("risk.hq"), await as_staff("committee1.hq")
    day, before = clock.now().date() + timedelta(days=300), await numbers(owner)
    proposal_id = await propose_template(fresh(risk), **WANTED, effective_from=day)
    assert await numbers(owner) == before
    with pytest.raises(Denied):
        await publish_template(fresh(risk), proposal_id=proposal_id)
    with pytest.raises(NotFound):
        await publish_template(fresh(member), proposal_id=UUID(int=1))
    await owner.execute(update(TemplateProposal).values(proposed_by=id_of("committee1.hq")))
    await owner.commit()
    with pytest.raises(PublishedByOneself):
        await publish_template(fresh(member), proposal_id=proposal_id)
    assert (await kept(owner, proposal_id)).state is ProposalState.PROPOSED
    assert await numbers(owner) == before
    await withdraw_template(fresh(risk), proposal_id=proposal_id)
    for verb, caller in ((publish_template, await as_staff("committee2.hq")), (withdraw_template, risk)):
        with pytest.raises(ProposalDecided):
            await verb(fresh(caller), proposal_id=proposal_id)
    with pytest.raises(NoteMissing):
        await propose_template(fresh(risk), **(WANTED | {"note": " "}), effective_from=day)
    assert await numbers(owner) == before


async def test_four_eyes_of_a_text_are_held_by_the_database_too(
    as_staff: AsStaff, owner: AsyncSession, clock: FixedClock
) -> None:
    risk = await as_staff("risk.hq")
    day = clock.now().date() + timedelta(days=300)
    proposal_id = await propose_template(fresh(risk), **WANTED, effective_from=day)
    row = await kept(owner, proposal_id)
    template = (await owner.execute(select(PaperTemplate.id).limit(1))).scalar_one()
    row.state, row.template_id, row.decided_at = ProposalState.PUBLISHED, template, clock.now()
    row.decided_by = row.proposed_by
    with pytest.raises(IntegrityError, match="four_eyes"):
        await owner.commit()


def test_a_missing_value_is_named_and_braces_in_a_name_stay_braces() -> None:
    values = dict.fromkeys(wording.NAMES[KIND], "x") | {"borrower": "{apr}"}
    assert wording.filled(KIND, ("{borrower}：{amount}",), values) == ["{apr}：x"]
    for name in wording.NAMES[KIND]:
        with pytest.raises(FieldMissing) as missing:
            wording.filled(KIND, GOOD, values | {name: " "})
        assert missing.value.field == name


async def test_a_missing_value_or_template_leaves_nothing_behind(as_staff: AsStaff, owner: AsyncSession) -> None:
    officer = await as_staff("officer.east1")
    application_id, contract_id = await drawn_up(owner, officer)
    await _void(owner, contract_id)
    nameless = officer.house.settings.model_copy(update={"lender_name": ""})
    object.__setattr__(officer.house, "settings", nameless)
    with pytest.raises(FieldMissing) as missing:
        await service.draw_up(fresh(officer), application_id=application_id)
    assert missing.value.field == "lender"
    for row in (await owner.execute(select(PaperTemplate))).scalars():
        row.effective_until = row.effective_from
    await owner.commit()
    with pytest.raises(NoTemplate):
        await service.draw_up(fresh(officer), application_id=application_id)
    assert (await owner.execute(select(Contract.id))).scalars().all() == [contract_id]


async def _void(owner: AsyncSession, contract_id: object) -> None:
    contract = (await owner.execute(select(Contract).where(Contract.id == contract_id))).scalar_one()
    contract.state = type(contract.state).VOID
    await owner.commit()
