"""Views of what debtors said and what agents may not say."""

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated

import strawberry

from schema.customers.views import Customer
from schema.identity.views import Staff
from schema.reading.declarations import column, embedded, on, one, reads
from schema.reading.nodes import Node
from server.collection.signals import sights
from server.collection.signals.rules import Intent, Speaker, UtteranceSource
from server.collection.signals.speech import SpeechFault, SpeechFindingState, SpeechSeverity

if TYPE_CHECKING:
    from schema.collection.views import CollectionCase

strawberry.enum(Intent, name="UtteranceIntent", description="What somebody who owes may say.")
strawberry.enum(Speaker, name="UtteranceSpeaker", description="The debtor's side, or the house's.")
strawberry.enum(UtteranceSource, description="Where words come from.")
strawberry.enum(SpeechFault, description="What an agent may not do with words.")
strawberry.enum(SpeechSeverity, description="Said to somebody, or standing in a note.")
strawberry.enum(SpeechFindingState, description="Where a finding on an agent's words stands.")


@strawberry.type(description="Why a signal says what it says.")
class SignalReason:
    """Part of a signal."""

    code: str = strawberry.field(description="What it is.")
    zh: str = strawberry.field(description="The sentence in Chinese, with the words that say so.")
    en: str = strawberry.field(description="The sentence in English, with the words that say so.")


@strawberry.type(description="Where a text says something; the words are those of the lexicon.")
class UtteranceEvidence:
    """Part of an utterance."""

    intent: Intent = strawberry.field(description="What the words say.")
    start: int = strawberry.field(description="Where they begin in the text.")
    end: int = strawberry.field(description="Where they end in the text.")
    words: str = strawberry.field(description="The words.")
    hedged: bool = strawberry.field(description="Whether a perhaps stands beside them.")


@strawberry.type(description="Words of a contact as they were read; the text itself is sealed.")
@reads(sights.CASE_UTTERANCES)
class CaseUtterance(Node):
    """View of an utterance."""

    speaker: Speaker = column("Whose words.")
    source: UtteranceSource = column("Where they come from.")
    intent: Intent | None = column("What they say; null where the reader is unsure, and of an agent's words.")
    sure: Decimal | None = column("The reader's share of belief, 0 to 1.")
    heard: list[str] = column("What of it counts, in the codes of the intents.")
    evidence: list[UtteranceEvidence] = embedded("Where the text says so.", "evidence")
    reader: str = column("The edition that read.")
    recorded_at: datetime = column("When.")
    recorded_by: Staff | None = one("Who had it read.", on(recorded_by="id"))


@strawberry.type(description="Words of an agent that a rule forbids.")
@reads(sights.SPEECH_FINDINGS)
class SpeechFinding(Node):
    """View of a finding."""

    rule: str = column("The rule's code.")
    kind: SpeechFault = column("What was done.")
    severity: SpeechSeverity = column("Said to somebody, or standing in a note.")
    source: UtteranceSource = column("Where the words come from.")
    attempted: bool = column("Whether they were refused and never went out.")
    start: int = column("Where they begin in the text.", "starts_at")
    end: int = column("Where they end in the text.", "ends_at")
    words: str = column("The words.")
    reason_zh: str = column("Why, in Chinese.")
    reason_en: str = column("Why, in English.")
    state: SpeechFindingState = column("Where it stands.")
    found_at: datetime = column("When it was found.")
    agent: Staff | None = one("Whose words.", on(agent_id="id"))
    settled_by: Staff | None = one("Who settled it.", on(settled_by="id"))
    settled_at: datetime | None = column("When it was settled.")
    settled_note: str | None = column("Why it was upheld or dismissed.")
    customer: Customer | None = one("Of whose case.", on(customer_id="customer_id"))
    case: Annotated["CollectionCase", strawberry.lazy("schema.collection.views")] | None = one(
        "In which case.", on(customer_id="customer_id", case_id="id")
    )
    utterance: CaseUtterance | None = one(
        "The sealed words that it was made in; null where they lie with a contact.",
        on(customer_id="customer_id", utterance_id="id"),
    )
