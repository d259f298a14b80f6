"""Sealed words are read again for a reason that stays on record, and by nobody else."""

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from server.collection.contacting.noting import note_contact
from server.collection.errors import WordsUnsound
from server.collection.signals.hearing import read_utterance
from server.collection.signals.models import CaseUtterance, SpeechFinding
from server.collection.signals.opening import reveal_finding, reveal_utterance
from server.collection.signals.rules import Speaker, UtteranceSource
from server.compliance.contacts.models import ContactChannel
from server.kit.errors import Denied, NotFound
from tests.fixtures.house import fresh
from tests.server.collection.conftest import Desk

SAID = "我先说明情况，明天一定还，我保证"
WHY = "客户来电核对"
LOOKED = text(
    "SELECT changes ->> 'reason', subjects FROM audit_records "
    "WHERE operation = 'collection:reveal' AND outcome = 'done' ORDER BY at, id"
)


async def the_one(owner: AsyncSession, model: Any) -> Any:
    await owner.rollback()
    found = (await owner.execute(select(model))).scalar_one()
    owner.expunge_all()
    return found


async def test_the_words_of_an_utterance_come_back_and_the_look_is_on_record(desk: Desk) -> None:
    collector, (debt, case_id) = await desk.collector(), await desk.opened(14)
    await read_utterance(fresh(collector), case_id=case_id, text=f"  {SAID} ")
    utterance = await the_one(desk.owner, CaseUtterance)
    found = await reveal_utterance(fresh(collector), utterance_id=utterance.id, reason=f" {WHY} ")
    assert found == SAID
    assert {SAID[each["start"] : each["end"]] for each in utterance.evidence} == {
        each["words"] for each in utterance.evidence
    }
    [(reason, subjects)] = (await desk.owner.execute(LOOKED)).all()
    assert reason == WHY
    assert {(each["kind"], each["id"]) for each in subjects} >= {
        ("case_utterance", str(utterance.id)),
        ("customer", str(debt.customer.customer_id)),
    }


@pytest.mark.parametrize("source", [UtteranceSource.CALL, UtteranceSource.MESSAGE, UtteranceSource.NOTE])
async def test_a_finding_shows_the_whole_text_that_it_was_made_in(desk: Desk, source: UtteranceSource) -> None:
    collector, leader = await desk.collector(), await desk.as_staff("branchmanager.east1")
    _, case_id = await desk.opened(14)
    told = await _found_in(desk, collector, case_id, source)
    finding = await the_one(desk.owner, SpeechFinding)
    assert (finding.source, finding.utterance_id is None) == (source, source is not UtteranceSource.CALL)
    shown = await reveal_finding(fresh(leader), finding_id=finding.id, reason=WHY)
    assert shown == told
    assert shown[finding.starts_at : finding.ends_at] == finding.words


async def test_who_may_not_or_says_no_reason_reads_nothing_and_leaves_no_look(desk: Desk) -> None:
    collector, officer = await desk.collector(), await desk.as_staff("officer.east1")
    foreign = await desk.as_staff("manager.west")
    _, case_id = await desk.opened(14)
    await _found_in(desk, collector, case_id, UtteranceSource.CALL)
    utterance, finding = await the_one(desk.owner, CaseUtterance), await the_one(desk.owner, SpeechFinding)
    for caller, reason, error in (
        (officer, WHY, Denied),
        (foreign, WHY, NotFound),
        (collector, " ", WordsUnsound),
        (collector, "字" * 201, WordsUnsound),
    ):
        with pytest.raises(error):
            await reveal_utterance(fresh(caller), utterance_id=utterance.id, reason=reason)
        with pytest.raises(error):
            await reveal_finding(fresh(caller), finding_id=finding.id, reason=reason)
    assert (await desk.owner.execute(LOOKED)).all() == []


async def _found_in(desk: Desk, collector: Any, case_id: UUID, source: UtteranceSource) -> str:
    """An agent's words with one fault, said on the phone, sent, or noted; answers the whole text."""
    told = "您好，你这个无赖，请回电"
    if source is UtteranceSource.CALL:
        await read_utterance(fresh(collector), case_id=case_id, text=told, speaker=Speaker.AGENT)
    elif source is UtteranceSource.MESSAGE:
        await desk.plan(collector, case_id, channel=ContactChannel.MESSAGE, script=None, text=told)
    else:
        contact = await desk.plan(collector, case_id)
        await note_contact(fresh(collector), contact_id=contact.id, reached=True, recorded=True, note=told)
    return told
