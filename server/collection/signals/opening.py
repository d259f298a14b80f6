"""The words of utterances and findings in clear, for a reason that stays on record."""

from typing import Final
from uuid import UUID

from server.collection import queries as cases
from server.collection.keeping import TABLE, opened, words
from server.collection.signals import queries
from server.collection.signals.hearing import TABLE as UTTERANCES
from server.collection.signals.models import CaseUtterance, SpeechFinding
from server.collection.signals.rules import UtteranceSource
from server.identity.guard import use_case
from server.identity.operations import Operation
from server.kit.errors import NotFound
from server.kit.work import Work

REASON_MAX: Final = 200


@use_case(Operation.COLLECTION_REVEAL, keyed=False)
async def reveal_utterance(work: Work, *, utterance_id: UUID, reason: str) -> str:
    """The words of an utterance in clear; who looked and why is on record. Raises NotFound, WordsUnsound."""
    why = words(reason, field="reason", limit=REASON_MAX)
    utterance = await queries.utterance_by_id(work.session, work.scope, utterance_id)
    if utterance is None:
        raise NotFound(field="utteranceId")
    _on_record(work, utterance, "case_utterance", why)
    return await _said(work, utterance)


@use_case(Operation.COLLECTION_REVEAL, keyed=False)
async def reveal_finding(work: Work, *, finding_id: UUID, reason: str) -> str:
    """The whole text that a finding was made in, in clear; who looked and why is on record.

    Of a contact that is its note where the finding was made in the note, else what was said or sent. Raises NotFound,
    WordsUnsound.
    """
    why = words(reason, field="reason", limit=REASON_MAX)
    finding = await queries.finding_by_id(work.session, work.scope, finding_id)
    if finding is None:
        raise NotFound(field="findingId")
    _on_record(work, finding, "speech_finding", why)
    if finding.utterance_id is not None:
        utterance = await queries.utterance_by_id(work.session, work.scope, finding.utterance_id)
        if utterance is None:
            raise NotFound(field="findingId")
        return await _said(work, utterance)
    return await _of_contact(work, finding)


def _on_record(work: Work, row: CaseUtterance | SpeechFinding, kind: str, reason: str) -> None:
    work.touch(kind, row.id)
    work.touch("customer", row.customer_id, revealed=["words"], reason=reason)


async def _said(work: Work, utterance: CaseUtterance) -> str:
    return await opened(work, utterance.customer_id, "text", utterance.id, utterance.text_cipher, UTTERANCES)


async def _of_contact(work: Work, finding: SpeechFinding) -> str:
    contact = None
    if finding.contact_id is not None:
        contact = await cases.contact_by_id(work.session, work.scope, finding.contact_id)
    if contact is None:
        raise NotFound(field="findingId")
    in_note = finding.source is UtteranceSource.NOTE
    column, cipher = ("note", contact.note_cipher) if in_note else ("text", contact.text_cipher)
    if cipher is None:
        raise NotFound(field="findingId")
    return await opened(work, contact.customer_id, column, contact.id, cipher, TABLE)
