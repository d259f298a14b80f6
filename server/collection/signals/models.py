"""What was said in a case, sealed, and what agents said against the law."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, LargeBinary, Numeric
from sqlalchemy.orm import Mapped, mapped_column

from server.collection.signals.rules import Intent, Speaker, UtteranceSource
from server.collection.signals.speech import SpeechFault, SpeechFindingState, SpeechSeverity
from server.kit.database import Base, Scoped, one_of

SURE = Numeric(5, 4)


class CaseUtterance(Scoped, Base):
    """Words of a contact, sealed with the customer's key, and what was read out of them; never changed.

    `intent` is None where the reader abstained. `evidence` is a list of {intent, start, end, words, hedged}: the words
    are those of the lexicon. `reader` names the edition that read. Of an agent's words only their findings are kept.
    """

    __tablename__ = "case_utterances"

    case_id: Mapped[UUID]
    contact_id: Mapped[UUID | None]
    speaker: Mapped[Speaker] = mapped_column(one_of(Speaker))
    source: Mapped[UtteranceSource] = mapped_column(one_of(UtteranceSource))
    text_cipher: Mapped[bytes] = mapped_column(LargeBinary)
    intent: Mapped[Intent | None] = mapped_column(one_of(Intent))
    sure: Mapped[Decimal | None] = mapped_column(SURE)
    heard: Mapped[list[str]]
    evidence: Mapped[list[dict[str, Any]]]
    reader: Mapped[str]
    recorded_by: Mapped[UUID]
    recorded_at: Mapped[datetime]

    __table_args__ = (
        CheckConstraint("(speaker = 'debtor') = (sure IS NOT NULL)", name="read"),
        CheckConstraint("sure IS NULL OR sure BETWEEN 0 AND 1", name="sure"),
        Index(None, "id"),
        Index(None, "case_id", "recorded_at"),
        ForeignKeyConstraint(["customer_id"], ["customers.customer_id"]),
        ForeignKeyConstraint(["customer_id", "case_id"], ["collection_cases.customer_id", "collection_cases.id"]),
    )


class SpeechFinding(Scoped, Base):
    """Words of an agent that a rule forbids. `attempted`: they were refused and never went out.

    The whole text lies sealed with the utterance, else with the contact: its note or what was said in it.

    Whoever leads collection upholds or dismisses it; nobody settles what he said himself.
    """

    __tablename__ = "speech_findings"

    case_id: Mapped[UUID | None]
    contact_id: Mapped[UUID | None]
    utterance_id: Mapped[UUID | None]
    agent_id: Mapped[UUID]
    source: Mapped[UtteranceSource] = mapped_column(one_of(UtteranceSource))
    attempted: Mapped[bool]
    rule: Mapped[str]
    kind: Mapped[SpeechFault] = mapped_column(one_of(SpeechFault))
    severity: Mapped[SpeechSeverity] = mapped_column(one_of(SpeechSeverity))
    starts_at: Mapped[int]
    ends_at: Mapped[int]
    words: Mapped[str]
    reason_zh: Mapped[str]
    reason_en: Mapped[str]
    state: Mapped[SpeechFindingState] = mapped_column(one_of(SpeechFindingState))
    found_at: Mapped[datetime]
    settled_by: Mapped[UUID | None]
    settled_at: Mapped[datetime | None]
    settled_note: Mapped[str | None]
    version: Mapped[int]

    __table_args__ = (
        CheckConstraint("(state = 'open') = (num_nulls(settled_by, settled_at, settled_note) = 3)", name="settled"),
        CheckConstraint("num_nulls(settled_by, settled_at, settled_note) IN (0, 3)", name="wholly"),
        CheckConstraint("settled_by <> agent_id", name="four_eyes"),
        CheckConstraint("0 <= starts_at AND starts_at < ends_at", name="span"),
        Index(None, "id"),
        Index(None, "found_at", "id"),
        Index(None, "agent_id", "found_at"),
        ForeignKeyConstraint(["customer_id"], ["customers.customer_id"]),
        ForeignKeyConstraint(["customer_id", "case_id"], ["collection_cases.customer_id", "collection_cases.id"]),
        ForeignKeyConstraint(["customer_id", "utterance_id"], ["case_utterances.customer_id", "case_utterances.id"]),
    )
