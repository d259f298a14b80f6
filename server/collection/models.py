"""Cases, contacts, promises, and the dated data of stages, strategy and settings."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, LargeBinary, Numeric, text
from sqlalchemy.orm import Mapped, mapped_column

from server.collection.rules import Arm, CaseState, ContactState, PauseReason, PromiseState
from server.collection.strategy import Agent, Level
from server.compliance.contacts.models import ContactChannel, ContactParty, MessageKind
from server.kit.database import Base, Scoped, one_of

SCORE = Numeric(5, 4)
LIVING = text("state <> 'closed'")
OPEN = text("state = 'open'")


class CollectionCase(Scoped, Base):
    """All that is overdue of one customer. Amounts in fen, as of the last end of day or payment.

    `overdue_since` is when the oldest unpaid instalment fell due; `at_risk_fen` principal that is out on loans in
    default, by which the worklist is ordered. Scores are from 0 to 1 and None while nothing is known. `quiet_until`
    holds contacts after a payment; `held_out_until` while the case is only observed.
    """

    __tablename__ = "collection_cases"

    state: Mapped[CaseState] = mapped_column(one_of(CaseState))
    stage: Mapped[str]
    overdue_since: Mapped[date]
    as_of: Mapped[date]
    worst_loan_id: Mapped[UUID]
    loans: Mapped[int]
    overdue_fen: Mapped[int]
    at_risk_fen: Mapped[int]
    arm: Mapped[Arm] = mapped_column(one_of(Arm))
    held_out_until: Mapped[date | None]
    opened_on: Mapped[date]
    opened_at: Mapped[datetime]
    closed_on: Mapped[date | None]
    closed_reason: Mapped[str | None]
    assigned_to: Mapped[UUID | None]
    willingness: Mapped[Decimal | None] = mapped_column(SCORE)
    ability: Mapped[Decimal | None] = mapped_column(SCORE)
    agitation: Mapped[Decimal | None] = mapped_column(SCORE)
    scored_at: Mapped[datetime | None]
    call_free_until: Mapped[date | None]
    quiet_until: Mapped[datetime | None]
    pause_reason: Mapped[PauseReason | None] = mapped_column(one_of(PauseReason))
    paused_until: Mapped[date | None]
    pause_note: Mapped[str | None]
    letter_on: Mapped[date | None]
    last_contact_at: Mapped[datetime | None]
    contacts: Mapped[int]
    promises_kept: Mapped[int]
    promises_broken: Mapped[int]
    version: Mapped[int]

    __table_args__ = (
        CheckConstraint("(state = 'closed') = (num_nulls(closed_on, closed_reason) = 0)", name="closed"),
        CheckConstraint("(state = 'paused') = (pause_reason IS NOT NULL)", name="paused"),
        CheckConstraint("overdue_fen >= 0 AND at_risk_fen >= 0 AND loans >= 0", name="not_negative"),
        CheckConstraint("(arm = 'held_out') = (held_out_until IS NOT NULL)", name="held_out"),
        *(
            CheckConstraint(f"{score} IS NULL OR {score} BETWEEN 0 AND 1", name=score)
            for score in ("willingness", "ability", "agitation")
        ),
        Index("uq_collection_cases_living", "customer_id", unique=True, postgresql_where=LIVING),
        Index(None, "id"),
        Index("ix_collection_cases_worklist", "at_risk_fen", "id", postgresql_where=LIVING),
        Index(None, "opened_on"),
        ForeignKeyConstraint(["customer_id"], ["customers.customer_id"]),
        ForeignKeyConstraint(["customer_id", "worst_loan_id"], ["loans.customer_id", "loans.id"]),
    )


class CaseContact(Scoped, Base):
    """A contact of a case: as it was planned, which rules refused it, what became of it.

    A reminder before the due date has no case and names the day. `law_contact_id` is its record in compliance, None
    where a stop of the house refused it before the law was asked. The words are sealed with the customer's key.
    """

    __tablename__ = "case_contacts"

    case_id: Mapped[UUID | None]
    loan_id: Mapped[UUID]
    channel: Mapped[ContactChannel] = mapped_column(one_of(ContactChannel))
    party: Mapped[ContactParty] = mapped_column(one_of(ContactParty))
    message_kind: Mapped[MessageKind] = mapped_column(one_of(MessageKind))
    state: Mapped[ContactState] = mapped_column(one_of(ContactState))
    stage: Mapped[str]
    script: Mapped[str | None]
    about_due_on: Mapped[date | None]
    codes: Mapped[list[str]]
    reasons_zh: Mapped[list[str]]
    reasons_en: Mapped[list[str]]
    text_cipher: Mapped[bytes] = mapped_column(LargeBinary)
    to_masked: Mapped[str | None]
    consented: Mapped[bool]
    as_advised: Mapped[bool]
    law_contact_id: Mapped[UUID | None]
    notice_id: Mapped[UUID | None]
    planned_by: Mapped[UUID]
    planned_at: Mapped[datetime]
    noted_by: Mapped[UUID | None]
    noted_at: Mapped[datetime | None]
    note_cipher: Mapped[bytes | None] = mapped_column(LargeBinary)

    __table_args__ = (
        CheckConstraint("(state IN ('refused', 'cancelled')) = (cardinality(codes) > 0)", name="refused"),
        CheckConstraint("state <> 'sent' OR notice_id IS NOT NULL", name="sent"),
        CheckConstraint("(case_id IS NULL) = (about_due_on IS NOT NULL)", name="reminder"),
        CheckConstraint("(state IN ('reached', 'missed')) = (noted_at IS NOT NULL)", name="noted"),
        Index(None, "id"),
        Index(None, "case_id", "planned_at"),
        Index(
            "uq_case_contacts_reminder",
            "customer_id",
            "loan_id",
            "about_due_on",
            unique=True,
            postgresql_where=text("about_due_on IS NOT NULL"),
        ),
        ForeignKeyConstraint(["customer_id", "case_id"], ["collection_cases.customer_id", "collection_cases.id"]),
        ForeignKeyConstraint(["customer_id", "loan_id"], ["loans.customer_id", "loans.id"]),
    )


class PaymentPromise(Scoped, Base):
    """A promise to pay an amount by a day; `paid_fen` is what had come when it was settled."""

    __tablename__ = "payment_promises"

    case_id: Mapped[UUID]
    contact_id: Mapped[UUID | None]
    state: Mapped[PromiseState] = mapped_column(one_of(PromiseState))
    amount_fen: Mapped[int]
    due_on: Mapped[date]
    paid_fen: Mapped[int]
    made_by: Mapped[UUID]
    made_at: Mapped[datetime]
    settled_on: Mapped[date | None]

    __table_args__ = (
        CheckConstraint("amount_fen > 0 AND paid_fen >= 0", name="amounts"),
        CheckConstraint("(state = 'open') = (settled_on IS NULL)", name="settled"),
        Index("uq_payment_promises_open", "customer_id", "case_id", unique=True, postgresql_where=OPEN),
        Index(None, "id"),
        Index(None, "case_id", "made_at"),
        Index("ix_payment_promises_due", "due_on", "id", postgresql_where=OPEN),
        ForeignKeyConstraint(["customer_id", "case_id"], ["collection_cases.customer_id", "collection_cases.id"]),
    )


class CaseSignal(Scoped, Base):
    """What was heard or read of a debtor: scores from 0 to 1, and why; `halts` names what stops contacts at once."""

    __tablename__ = "case_signals"

    case_id: Mapped[UUID]
    source: Mapped[str]
    willingness: Mapped[Decimal | None] = mapped_column(SCORE)
    ability: Mapped[Decimal | None] = mapped_column(SCORE)
    agitation: Mapped[Decimal | None] = mapped_column(SCORE)
    halts: Mapped[PauseReason | None] = mapped_column(one_of(PauseReason))
    reasons: Mapped[list[dict[str, Any]]]
    recorded_by: Mapped[UUID]
    recorded_at: Mapped[datetime]

    __table_args__ = (
        *(
            CheckConstraint(f"{score} IS NULL OR {score} BETWEEN 0 AND 1", name=score)
            for score in ("willingness", "ability", "agitation")
        ),
        Index(None, "id"),
        Index(None, "case_id", "recorded_at"),
        ForeignKeyConstraint(["customer_id", "case_id"], ["collection_cases.customer_id", "collection_cases.id"]),
    )


class CollectionStage(Base):
    """A stage by days past due, from a day on."""

    __tablename__ = "collection_stages"

    code: Mapped[str] = mapped_column(primary_key=True)
    effective_from: Mapped[date] = mapped_column(primary_key=True)
    from_days: Mapped[int]
    until_days: Mapped[int | None]
    name_zh: Mapped[str]
    name_en: Mapped[str]

    __table_args__ = (CheckConstraint("until_days IS NULL OR until_days >= from_days", name="days"),)


class CollectionStrategy(Base):
    """A row of the matrix: what to do with debtors of a cell from so many days past due, from a day on."""

    __tablename__ = "collection_strategies"

    willingness: Mapped[Level] = mapped_column(one_of(Level), primary_key=True)
    ability: Mapped[str] = mapped_column(primary_key=True)
    from_days: Mapped[int] = mapped_column(primary_key=True)
    effective_from: Mapped[date] = mapped_column(primary_key=True)
    channel: Mapped[ContactChannel] = mapped_column(one_of(ContactChannel))
    agent: Mapped[Agent] = mapped_column(one_of(Agent))
    hour_from: Mapped[int]
    hour_until: Mapped[int]
    offer: Mapped[str]
    reason_zh: Mapped[str]
    reason_en: Mapped[str]

    __table_args__ = (
        CheckConstraint("ability IN ('high', 'low')", name="ability"),
        CheckConstraint("8 <= hour_from AND hour_from < hour_until AND hour_until <= 22", name="hours"),
    )


class CollectionSetting(Base):
    """A number of the house from a day on: shares, days, hours, bounds of scores."""

    __tablename__ = "collection_settings"

    code: Mapped[str] = mapped_column(primary_key=True)
    effective_from: Mapped[date] = mapped_column(primary_key=True)
    value: Mapped[Decimal] = mapped_column(Numeric(12, 4))
    note_zh: Mapped[str]
    note_en: Mapped[str]


class CollectionScript(Base):
    """Words for a contact, with `{lender}`, `{tail}`, `{amount}`, `{due}` and `{days}` to be filled in."""

    __tablename__ = "collection_scripts"

    code: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    stage: Mapped[str]
    channel: Mapped[ContactChannel] = mapped_column(one_of(ContactChannel))
    party: Mapped[ContactParty] = mapped_column(one_of(ContactParty))
    message_kind: Mapped[MessageKind] = mapped_column(one_of(MessageKind))
    name_zh: Mapped[str]
    name_en: Mapped[str]
    text: Mapped[str]
    tags: Mapped[list[str]]


class CollectionDay(Base):
    """How far the end of a business day has come in collection; done when `finished_at` is there."""

    __tablename__ = "collection_days"

    business_date: Mapped[date] = mapped_column(primary_key=True)
    step: Mapped[str]
    after: Mapped[UUID | None]
    opened: Mapped[int]
    updated: Mapped[int]
    closed: Mapped[int]
    kept: Mapped[int]
    broken: Mapped[int]
    messages: Mapped[int]
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
