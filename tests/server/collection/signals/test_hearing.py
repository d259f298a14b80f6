"""Words of a contact become signals, rest and tickets; those of agents are checked, and forbidden ones stay here."""

from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from server.collection.contacting.noting import note_contact
from server.collection.errors import WordsUnsound
from server.collection.models import CaseSignal
from server.collection.rules import CaseState, ContactState, PauseReason
from server.collection.signals.checking import settle_finding
from server.collection.signals.errors import FindingSettled, OwnWords
from server.collection.signals.hearing import read_utterance
from server.collection.signals.models import CaseUtterance, SpeechFinding
from server.collection.signals.rules import Intent, Speaker, UtteranceSource
from server.collection.signals.speech import SpeechFindingState, SpeechSeverity
from server.collection.steering import resume
from server.compliance.contacts.models import ContactChannel
from server.compliance.tickets.models import Ticket, TicketKind
from server.kit.errors import Denied, NotFound
from tests.fixtures.house import fresh
from tests.fixtures.world import id_of
from tests.server.collection.conftest import Desk

LENDER = "示例小额贷款有限公司"
NEW_THREAT = f"您好，这里是{LENDER}，今天不还就派人去你家，后果自负"


async def rows(desk: Desk, model: Any) -> list[Any]:
    await desk.owner.rollback()
    found = list((await desk.owner.execute(select(model).order_by(model.id))).scalars())
    desk.owner.expunge_all()
    return found


@pytest.mark.parametrize(
    ("text", "pause", "ticket", "code"),
    [
        ("我不想活了，再逼我就跳楼", PauseReason.CRISIS, TicketKind.HUMAN_REVIEW, "crisis"),
        ("我失业三个月了，实在没钱", PauseReason.HARDSHIP, TicketKind.HARDSHIP, "hardship"),
        ("这钱不是我借的，身份证被人冒用了", PauseReason.DISPUTE, TicketKind.OBJECTION, "dispute"),
    ],
)
async def test_what_halts_contacts_pauses_the_case_and_goes_to_a_person(
    desk: Desk, text: str, pause: PauseReason, ticket: TicketKind, code: str
) -> None:
    collector = await desk.collector()
    _, case_id = await desk.opened(14)
    await read_utterance(fresh(collector), case_id=case_id, text=text)
    case = await desk.case(case_id)
    assert (case.state, case.pause_reason) == (CaseState.PAUSED, pause)
    assert [(each.kind, each.customer_id) for each in await rows(desk, Ticket)] == [(ticket, case.customer_id)]
    [signal] = await rows(desk, CaseSignal)
    assert code in {each["code"] for each in signal.reasons}
    await resume(fresh(collector), case_id=case_id)
    await read_utterance(fresh(collector), case_id=case_id, text=text)
    assert len(await rows(desk, Ticket)) == 1, "a ticket that waits is not opened twice"


async def test_a_promise_raises_willingness_and_its_words_are_sealed(desk: Desk) -> None:
    collector = await desk.collector()
    _, case_id = await desk.opened(14)
    text = "明天一定还，我保证"
    await read_utterance(fresh(collector), case_id=case_id, text=text, source=UtteranceSource.MESSAGE)
    case = await desk.case(case_id)
    assert (case.willingness, case.ability, case.state) == (Decimal("0.7109"), None, CaseState.OPEN)
    [kept] = await rows(desk, CaseUtterance)
    assert (kept.speaker, kept.source, kept.intent) == (Speaker.DEBTOR, UtteranceSource.MESSAGE, Intent.PROMISE)
    assert text.encode() not in kept.text_cipher
    assert kept.evidence[0]["intent"] == "promise"
    [signal] = await rows(desk, CaseSignal)
    assert (signal.source, signal.willingness) == ("短信回复", Decimal("0.7109"))


async def test_fraud_is_a_signal_without_a_score_and_what_is_unclear_is_none(desk: Desk) -> None:
    collector = await desk.collector()
    _, case_id = await desk.opened(14)
    await read_utterance(fresh(collector), case_id=case_id, text="那个嘛")
    await read_utterance(fresh(collector), case_id=case_id, text="你好，请讲")
    assert await rows(desk, CaseSignal) == []
    await read_utterance(fresh(collector), case_id=case_id, text="中介让我包装的流水，都是假的")
    [signal] = await rows(desk, CaseSignal)
    assert ([each["code"] for each in signal.reasons], signal.willingness) == (["fraud"], None)
    case = await desk.case(case_id)
    assert (case.willingness, case.state) == (None, CaseState.OPEN)
    assert len(await rows(desk, CaseUtterance)) == 3


async def test_nobody_reads_into_a_case_out_of_sight_and_nothing_changes(desk: Desk) -> None:
    collector, officer = await desk.collector(), await desk.as_staff("officer.east1")
    _, case_id = await desk.opened(14)
    _, elsewhere = await desk.opened(14, officer="officer.west1")
    before = await desk.everything(), await rows(desk, CaseUtterance)
    for caller, which, error in ((officer, case_id, Denied), (collector, elsewhere, NotFound)):
        with pytest.raises(error):
            await read_utterance(fresh(caller), case_id=which, text="我不想活了")
    with pytest.raises(WordsUnsound):
        await read_utterance(fresh(collector), case_id=case_id, text=" ")
    with pytest.raises(NotFound):
        await read_utterance(fresh(collector), case_id=case_id, text="明天还", contact_id=uuid4())
    assert (await desk.everything(), await rows(desk, CaseUtterance)) == before


async def test_a_forbidden_message_stays_here_and_is_found(desk: Desk) -> None:
    collector = await desk.collector()
    _, case_id = await desk.opened(14)
    contact = await desk.plan(collector, case_id, channel=ContactChannel.MESSAGE, script=None, text=NEW_THREAT)
    assert (contact.state, contact.codes) == (ContactState.REFUSED, ["HC-14"])
    assert "后果自负" in contact.reasons_zh[0]
    assert await desk.work() == 0
    assert await desk.notices() == []
    by_law = await desk.plan(collector, case_id, script=None, text=f"{LENDER}：你这个老赖")
    assert by_law.codes == ["CL-08"], "the law's own words are refused by the law"
    found = await rows(desk, SpeechFinding)
    assert {(each.contact_id, each.attempted, each.severity) for each in found} == {
        (contact.id, True, SpeechSeverity.BLOCK),
        (by_law.id, True, SpeechSeverity.BLOCK),
    }
    allowed = await desk.plan(collector, case_id)
    assert allowed.state is ContactState.PLANNED
    assert len(await rows(desk, SpeechFinding)) == len(found)


async def test_notes_and_transcripts_of_agents_are_checked(desk: Desk) -> None:
    collector = await desk.collector()
    _, case_id = await desk.opened(14)
    contact = await desk.plan(collector, case_id)
    await note_contact(
        fresh(collector), contact_id=contact.id, reached=True, recorded=True, note="骂他是无赖，不还就闹"
    )
    said = "今天不还就派人去你家"
    await read_utterance(fresh(collector), case_id=case_id, text=said, speaker=Speaker.AGENT)
    note, spoken = await rows(desk, SpeechFinding)
    assert (note.severity, note.contact_id, note.attempted) == (SpeechSeverity.REVIEW, contact.id, False)
    assert (spoken.severity, spoken.case_id, spoken.agent_id) == (
        SpeechSeverity.BLOCK,
        case_id,
        id_of("collector.east1"),
    )
    assert said[spoken.starts_at : spoken.ends_at] == spoken.words
    assert await rows(desk, CaseSignal) == []


async def test_a_finding_is_settled_once_by_somebody_else_who_leads(desk: Desk) -> None:
    collector, leader = await desk.collector(), await desk.as_staff("branchmanager.east1")
    _, case_id = await desk.opened(14)
    for caller in (collector, leader):
        await _agent_says(desk, caller, case_id)
    by_collector, by_leader = await rows(desk, SpeechFinding)
    before = await rows_told(desk)
    foreign = await desk.as_staff("manager.west")
    refusals = (
        (collector, by_collector.id, Denied),
        (foreign, by_collector.id, NotFound),
        (leader, by_leader.id, OwnWords),
    )
    for caller, which, error in refusals:
        with pytest.raises(error):
            await settle_finding(fresh(caller), finding_id=which, upheld=True, note="录音属实")
    with pytest.raises(WordsUnsound):
        await settle_finding(fresh(leader), finding_id=by_collector.id, upheld=True, note=" ")
    assert await rows_told(desk) == before
    await settle_finding(fresh(leader), finding_id=by_collector.id, upheld=True, note="录音属实")
    with pytest.raises(FindingSettled):
        await settle_finding(fresh(leader), finding_id=by_collector.id, upheld=False, note="误报")
    settled = (await rows(desk, SpeechFinding))[0]
    assert (settled.state, settled.settled_by, settled.settled_note) == (
        SpeechFindingState.UPHELD,
        id_of("branchmanager.east1"),
        "录音属实",
    )


async def _agent_says(desk: Desk, caller: Any, case_id: UUID) -> None:
    """An agent's words; a leader's stand in for one who also collects."""
    await desk.owner.rollback()
    if caller.actor.name.startswith("collector"):
        await read_utterance(fresh(caller), case_id=case_id, text="你这个无赖", speaker=Speaker.AGENT)
        return
    [found] = await rows(desk, SpeechFinding)
    columns = {column.name: getattr(found, column.name) for column in SpeechFinding.__table__.columns}
    desk.owner.add(SpeechFinding(**columns | {"id": uuid4(), "agent_id": caller.actor.id}))
    await desk.owner.commit()


async def rows_told(desk: Desk) -> list[tuple[Any, ...]]:
    return [(each.id, each.state, each.settled_by) for each in await rows(desk, SpeechFinding)]
