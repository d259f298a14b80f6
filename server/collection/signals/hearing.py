"""Words of a contact are read: a debtor's become signals of the case, an agent's are checked."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final
from uuid import UUID

from server.collection import queries
from server.collection.keeping import case_for, sealed, words
from server.collection.models import CollectionCase
from server.collection.rules import PauseReason, Step
from server.collection.signals.checking import keep_faults
from server.collection.signals.models import CaseUtterance
from server.collection.signals.reading import read_text
from server.collection.signals.rules import (
    EN,
    ZH,
    Evidence,
    Intent,
    Reading,
    Scored,
    Speaker,
    UtteranceSource,
    halting,
    scores_of,
)
from server.collection.signals.speech import faults_in
from server.collection.steering import REASONS_MAX, note_signal
from server.compliance.tickets.models import TicketKind
from server.compliance.tickets.service import Question, enter
from server.identity.guard import use_case
from server.identity.operations import Operation
from server.kit.errors import NotFound
from server.kit.work import Work

READER: Final = "2026-11"
TABLE: Final = "case_utterances"
SOURCES_ZH: Final[Mapping[UtteranceSource, str]] = MappingProxyType(
    {
        UtteranceSource.CALL: "通话转写",
        UtteranceSource.MESSAGE: "短信回复",
        UtteranceSource.CHAT: "在线沟通",
        UtteranceSource.VISIT: "上门沟通",
        UtteranceSource.NOTE: "联系记录",
    }
)
PAUSES: Final[Mapping[Intent, tuple[PauseReason, TicketKind]]] = MappingProxyType(
    {
        Intent.CRISIS: (PauseReason.CRISIS, TicketKind.HUMAN_REVIEW),
        Intent.DISPUTE: (PauseReason.DISPUTE, TicketKind.OBJECTION),
        Intent.COMPLAINT: (PauseReason.COMPLAINT, TicketKind.COMPLAINT),
        Intent.HARDSHIP: (PauseReason.HARDSHIP, TicketKind.HARDSHIP),
    }
)
"""Why contacts rest, and what a person is asked to answer."""


@use_case(Operation.COLLECTION_WORK)
async def read_utterance(
    work: Work,
    *,
    case_id: UUID,
    text: str,
    speaker: Speaker = Speaker.DEBTOR,
    source: UtteranceSource = UtteranceSource.CALL,
    contact_id: UUID | None = None,
) -> UUID:
    """Read words of a contact; they are kept sealed, with what was read out of them.

    A debtor's words become a signal with its reasons; a crisis, a dispute, a complaint or hardship pauses the case at
    once and opens a ticket for a person. Of words that the reader is unsure of nothing is said. An agent's words are
    checked, and what a rule forbids becomes a finding. Returns the case. Raises NotFound, CaseNotInState, WordsUnsound.
    """
    case = await case_for(work, case_id, Step.SIGNAL)
    told = words(text, field="text")
    if contact_id is not None:
        contact = await queries.contact_by_id(work.session, work.scope, contact_id)
        if contact is None or contact.case_id != case.id:
            raise NotFound(field="contactId")
    reading = read_text(told) if speaker is Speaker.DEBTOR else None
    kept = await _keep(work, case, told, (speaker, source, contact_id), reading)
    if reading is None:
        faults = faults_in(told, source)
        await keep_faults(work, faults, kept, source=source, agent_id=work.actor.id)
    else:
        await _tell(work, case, told, source, reading)
    return case.id


async def _keep(
    work: Work,
    case: CollectionCase,
    text: str,
    whence: tuple[Speaker, UtteranceSource, UUID | None],
    reading: Reading | None,
) -> CaseUtterance:
    utterance_id, (speaker, source, contact_id) = work.new_id(), whence
    utterance = CaseUtterance(
        customer_id=case.customer_id,
        id=utterance_id,
        branch_id=case.branch_id,
        officer_id=case.officer_id,
        case_id=case.id,
        contact_id=contact_id,
        speaker=speaker,
        source=source,
        text_cipher=await sealed(work, case.customer_id, "text", utterance_id, text, TABLE),
        intent=reading.intent if reading else None,
        sure=_score(reading.sure) if reading else None,
        heard=[intent.value for intent in reading.heard] if reading else [],
        evidence=[_told(each) for each in reading.evidence] if reading else [],
        reader=READER,
        recorded_by=work.actor.id,
        recorded_at=work.now,
    )
    work.session.add(utterance)
    await work.session.flush()
    intent = reading.intent if reading else None
    work.touch("case_utterance", utterance_id, speaker=speaker.value, intent=intent.value if intent else None)
    return utterance


async def _tell(work: Work, case: CollectionCase, text: str, source: UtteranceSource, reading: Reading) -> None:
    """What was heard becomes a signal, and what halts contacts goes to a person."""
    if not set(reading.heard) - {Intent.NEUTRAL}:
        return
    scored = scores_of(reading.heard, promises_kept=case.promises_kept, promises_broken=case.promises_broken)
    halts = halting(reading.heard)
    await note_signal(
        work,
        case,
        source=SOURCES_ZH[source],
        scores=scores_told(scored),
        halts=PAUSES[halts][0] if halts else None,
        reasons=reasons_of(reading),
    )
    if halts is not None:
        kind = PAUSES[halts][1]
        if kind.value not in await queries.open_tickets(work.session, case.customer_id):
            asked = Question(kind, text, f"催收{SOURCES_ZH[source]}", loan_id=case.worst_loan_id)
            await enter(work, case.customer_id, asked)


def scores_told(scored: Scored) -> dict[str, Decimal | None]:
    """Scores as a case keeps them."""
    return {name: _score(getattr(scored, name)) for name in ("willingness", "ability", "agitation")}


def reasons_of(reading: Reading) -> list[dict[str, Any]]:
    """Why, intent by intent: {code, zh, en} with the words that say so; risk indicators ask for the codes."""
    found = []
    for intent in reading.heard:
        said = [each.words for each in reading.evidence if each.intent is intent]
        zh = f"{ZH[intent]}：{'、'.join(f'“{each}”' for each in said)}" if said else f"{ZH[intent]}（模型判断）"
        en = f"{EN[intent]}: {', '.join(said)}" if said else f"{EN[intent]} (the model's reading)"
        found.append({"code": intent.value, "zh": zh, "en": en})
    return found[:REASONS_MAX]


def _told(evidence: Evidence) -> dict[str, Any]:
    whole: Sequence[str] = ("start", "end", "words", "hedged")
    return {"intent": evidence.intent.value} | {name: getattr(evidence, name) for name in whole}


def _score(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(f"{value:.4f}")
