"""What debtors said and what agents may not say: views and root fields."""

from typing import Annotated
from uuid import UUID

import strawberry

from schema.collection.inputs import CollectionCasePayload
from schema.collection.signals_views import SpeechFinding
from schema.kit import ids
from schema.kit.context import Info
from schema.kit.fields import KEY, described, mutation, query
from schema.kit.paging import FIRST_DEFAULT, Connection
from schema.reading.descriptions import by_row_id, page
from schema.reading.filters import in_states, refers_to
from schema.reading.read_back import ReadBack
from server.collection.signals import checking, hearing, opening
from server.collection.signals.rules import Speaker, UtteranceSource
from server.collection.signals.sights import SPEECH_FINDINGS
from server.collection.signals.speech import SpeechFindingState

AgentId = Annotated[strawberry.ID | None, strawberry.argument(description="Only findings on this agent's words.")]


@strawberry.input(description="Words of a contact that are to be read.")
class ReadUtteranceInput:
    """Input of readUtterance."""

    idempotency_key: str = described(KEY)
    case_id: strawberry.ID = described("Which case.")
    text: str = described("What was said or written, as it was.")
    speaker: Speaker = strawberry.field(default=Speaker.DEBTOR, description="The debtor's side, or the house's.")
    source: UtteranceSource = strawberry.field(default=UtteranceSource.CALL, description="Where the words come from.")
    contact_id: strawberry.ID | None = strawberry.field(default=None, description="In which contact.")


@strawberry.input(description="What is thought of a finding on an agent's words.")
class SettleSpeechFindingInput:
    """Input of settleSpeechFinding."""

    idempotency_key: str = described(KEY)
    finding_id: strawberry.ID = described("Which finding.")
    upheld: bool = described("Whether the words were against the rule.")
    note: str = described("Why.")


@strawberry.type(description="The finding as it stands now.")
class SpeechFindingPayload:
    """Answer of settleSpeechFinding."""

    finding: SpeechFinding = described("As it stands now.")


@strawberry.input(description="An utterance whose words are wanted in clear.")
class RevealUtteranceInput:
    """Input of revealUtterance."""

    utterance_id: strawberry.ID = described("Which utterance.")
    reason: str = described("Why; it stays on record.")


@strawberry.input(description="A finding whose whole text is wanted in clear.")
class RevealSpeechFindingInput:
    """Input of revealSpeechFinding."""

    finding_id: strawberry.ID = described("Which finding.")
    reason: str = described("Why; it stays on record.")


@strawberry.type(description="Words in clear; that they were looked at is on record.")
class SpokenWords:
    """Answer of revealUtterance and revealSpeechFinding."""

    text: str = described("The whole text; places of evidence and findings count its signs.")


@strawberry.type
class SignalsQuery:
    """Part of the root query."""

    @query(SPEECH_FINDINGS, "Words of agents that a rule forbids, the newest first.")
    def speech_findings(
        self,
        first: int = FIRST_DEFAULT,
        after: str | None = None,
        *,
        state: list[SpeechFindingState] | None = None,
        agent_id: AgentId = None,
    ) -> Connection[SpeechFinding]:
        tests = (*in_states(state), *refers_to("agent_id", agent_id, "Staff", "agentId"))
        return page(SPEECH_FINDINGS, ("-found_at", "-id"), *tests, first=first, after=after)


@strawberry.type
class SignalsMutation:
    """Part of the root mutation."""

    @mutation(hearing.read_utterance)
    async def read_utterance(self, info: Info, input: ReadUtteranceInput) -> CollectionCasePayload:
        back, contact = ReadBack(info, _case), input.contact_id
        outcome = await hearing.read_utterance(
            back.caller(input.idempotency_key),
            case_id=ids.decode_as("CollectionCase", input.case_id, "caseId"),
            text=input.text,
            speaker=input.speaker,
            source=input.source,
            contact_id=ids.decode_as("CaseContact", contact, "contactId") if contact else None,
        )
        return back.answer(outcome)

    @mutation(checking.settle_finding)
    async def settle_speech_finding(self, info: Info, input: SettleSpeechFindingInput) -> SpeechFindingPayload:
        back = ReadBack(info, _finding)
        outcome = await checking.settle_finding(
            back.caller(input.idempotency_key),
            finding_id=ids.decode_as("SpeechFinding", input.finding_id, "findingId"),
            upheld=input.upheld,
            note=input.note,
        )
        return back.answer(outcome)

    @mutation(opening.reveal_utterance)
    async def reveal_utterance(self, info: Info, input: RevealUtteranceInput) -> SpokenWords:
        row_id = ids.decode_as("CaseUtterance", input.utterance_id, "utteranceId")
        found = await opening.reveal_utterance(info.context.caller, utterance_id=row_id, reason=input.reason)
        return SpokenWords(text=found)

    @mutation(opening.reveal_finding)
    async def reveal_speech_finding(self, info: Info, input: RevealSpeechFindingInput) -> SpokenWords:
        row_id = ids.decode_as("SpeechFinding", input.finding_id, "findingId")
        found = await opening.reveal_finding(info.context.caller, finding_id=row_id, reason=input.reason)
        return SpokenWords(text=found)


def _case(row_id: UUID) -> CollectionCasePayload:
    return CollectionCasePayload(case=by_row_id(row_id))


def _finding(row_id: UUID) -> SpeechFindingPayload:
    return SpeechFindingPayload(finding=by_row_id(row_id))
