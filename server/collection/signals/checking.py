"""What agents said is kept as findings, in the transaction of what they said it in."""

from collections.abc import Sequence
from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from server.collection.keeping import words
from server.collection.models import CaseContact
from server.collection.rules import Stop
from server.collection.signals import queries
from server.collection.signals.errors import FindingSettled, OwnWords
from server.collection.signals.models import CaseUtterance, SpeechFinding
from server.collection.signals.rules import UtteranceSource
from server.collection.signals.speech import Fault, SpeechFindingState, faults_in
from server.compliance.contacts.models import ContactChannel
from server.compliance.measures.collection import forbidden_wording
from server.compliance.queries import rule_set
from server.compliance.rules import Trigger
from server.identity.guard import use_case
from server.identity.operations import Operation
from server.kit.errors import NotFound
from server.kit.work import Work

CODE: Final = "HC-14"
LAWS_MEASURE: Final = "forbidden_wording"
NOTE_MAX: Final = 300
SOURCES: Final = {
    ContactChannel.CALL: UtteranceSource.CALL,
    ContactChannel.MESSAGE: UtteranceSource.MESSAGE,
    ContactChannel.LETTER: UtteranceSource.MESSAGE,
    ContactChannel.VISIT: UtteranceSource.VISIT,
}


def wording_stops(faults: Sequence[Fault]) -> list[Stop]:
    """The stop of the house for words that a rule forbids, with the rules and the words."""
    if not faults:
        return []
    rules = "、".join(sorted({fault.rule for fault in faults}))
    zh, en = "；".join(fault.zh for fault in faults), "; ".join(fault.en for fault in faults)
    return [Stop(CODE, f"违规话术（{rules}）{zh}", f"Forbidden wording ({rules}): {en}")]


async def keep_faults(
    work: Work,
    faults: Sequence[Fault],
    about: CaseContact | CaseUtterance,
    *,
    source: UtteranceSource,
    agent_id: UUID,
    attempted: bool = False,
) -> None:
    """Keep findings of a contact's or an utterance's words (a building block). Of one text each rule and kind once."""
    if isinstance(about, CaseUtterance):
        contact_id, utterance_id = about.contact_id, about.id
    else:
        contact_id, utterance_id = about.id, None
    for fault in {(fault.rule, fault.kind): fault for fault in reversed(faults)}.values():
        finding = SpeechFinding(
            customer_id=about.customer_id,
            id=work.new_id(),
            branch_id=about.branch_id,
            officer_id=about.officer_id,
            case_id=about.case_id,
            contact_id=contact_id,
            utterance_id=utterance_id,
            agent_id=agent_id,
            source=source,
            attempted=attempted,
            rule=fault.rule,
            kind=fault.kind,
            severity=fault.severity,
            starts_at=fault.start,
            ends_at=fault.end,
            words=fault.words,
            reason_zh=fault.zh,
            reason_en=fault.en,
            state=SpeechFindingState.OPEN,
            found_at=work.now,
            version=1,
        )
        work.session.add(finding)
        work.touch("speech_finding", finding.id, rule=fault.rule, fault=fault.kind.value, attempted=attempted)
    if faults:
        await work.session.flush()


async def heard_by_law(session: AsyncSession, text: str, on: date) -> bool:
    """Whether the law's own words are in a text: then the law refuses it, and the house has nothing to add."""
    asked = [each for each in await rule_set(session, Trigger.COLLECTION, on) if each.rule.fact == LAWS_MEASURE]
    return any(forbidden_wording(each.parameters, text=text) for each in asked)


def faults_of(channel: ContactChannel, text: str) -> list[Fault]:
    """What is wrong with words that are about to go out by a channel."""
    return faults_in(text, SOURCES[channel])


async def note_faults(work: Work, contact: CaseContact, note: str) -> None:
    """What an agent wrote of a contact is looked at as well (a building block)."""
    faults = faults_in(note, UtteranceSource.NOTE)
    await keep_faults(work, faults, contact, source=UtteranceSource.NOTE, agent_id=work.actor.id)


@use_case(Operation.COLLECTION_LEAD)
async def settle_finding(work: Work, *, finding_id: UUID, upheld: bool, note: str) -> UUID:
    """Uphold or dismiss a finding on an agent's words, with a reason; not one's own. Returns the finding.

    Raises NotFound, FindingSettled, OwnWords, WordsUnsound.
    """
    finding = await queries.finding_by_id(work.session, work.scope, finding_id, lock=True)
    if finding is None:
        raise NotFound(field="findingId")
    if finding.state is not SpeechFindingState.OPEN:
        raise FindingSettled(field="findingId")
    if finding.agent_id == work.actor.id:
        raise OwnWords(field="findingId")
    finding.state = SpeechFindingState.UPHELD if upheld else SpeechFindingState.DISMISSED
    finding.settled_by, finding.settled_at = work.actor.id, work.now
    finding.settled_note = words(note, field="note", limit=NOTE_MAX)
    finding.version += 1
    work.touch("speech_finding", finding.id, state=finding.state.value)
    return finding.id
