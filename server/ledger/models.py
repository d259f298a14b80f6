"""Chart, entries, postings, and the claims that keep a business event from being posted twice."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Identity, Index, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column

from server.kit.database import Base, Owned, one_of
from server.kit.money import LIMIT_FEN
from server.ledger.rules import EventType


class AccountKind(StrEnum):
    """On which side an account stands."""

    ASSET = "asset"
    LIABILITY = "liability"
    EQUITY = "equity"
    INCOME = "income"
    EXPENSE = "expense"


class LedgerAccount(Base):
    """An account of the chart. `pool` names the pool it counts in; the flags say which dimensions a posting needs."""

    __tablename__ = "ledger_accounts"

    code: Mapped[str] = mapped_column(primary_key=True)
    name_zh: Mapped[str]
    name_en: Mapped[str]
    kind: Mapped[AccountKind] = mapped_column(one_of(AccountKind))
    currency: Mapped[str]
    pool: Mapped[str | None] = mapped_column(unique=True)
    needs_loan: Mapped[bool]
    needs_funding: Mapped[bool]

    __table_args__ = (CheckConstraint("currency = 'CNY'", name="currency"),)


class LedgerEntry(Owned, Base):
    """One business event in the books. `posting_count` and `debit_fen` seal it against postings added later."""

    __tablename__ = "ledger_entries"

    branch_id: Mapped[UUID]
    event_type: Mapped[EventType] = mapped_column(one_of(EventType))
    event_id: Mapped[UUID]
    booked_on: Mapped[date]
    value_on: Mapped[date]
    recorded_at: Mapped[datetime]
    currency: Mapped[str]
    reverses: Mapped[UUID | None]
    posting_count: Mapped[int]
    debit_fen: Mapped[int]

    __table_args__ = (
        CheckConstraint("currency = 'CNY'", name="currency"),
        CheckConstraint("posting_count >= 2", name="posting_count"),
        CheckConstraint("debit_fen > 0", name="debit"),
        CheckConstraint("(reverses IS NOT NULL) = (event_type = 'reversal')", name="reverses"),
        Index(None, "customer_id", "event_type", "event_id", unique=True),
        Index(None, "customer_id", "reverses", unique=True, postgresql_where=text("reverses IS NOT NULL")),
        Index(None, "id"),
        Index(None, "event_id"),
        Index(None, "branch_id", "booked_on"),
        Index(None, "booked_on", postgresql_using="brin"),
    )


class LedgerPosting(Base):
    """A line of an entry: debit positive, credit negative, never zero."""

    __tablename__ = "ledger_postings"

    customer_id: Mapped[UUID] = mapped_column(primary_key=True)
    entry_id: Mapped[UUID] = mapped_column(primary_key=True)
    line: Mapped[int] = mapped_column(primary_key=True)
    account_code: Mapped[str] = mapped_column(ForeignKey("ledger_accounts.code"))
    amount_fen: Mapped[int]
    branch_id: Mapped[UUID]
    loan_id: Mapped[UUID | None]
    funding_account_id: Mapped[UUID | None]

    __table_args__ = (
        ForeignKeyConstraint(["customer_id", "entry_id"], ["ledger_entries.customer_id", "ledger_entries.id"]),
        CheckConstraint(f"amount_fen <> 0 AND abs(amount_fen) <= {LIMIT_FEN}", name="amount"),
        Index(None, "loan_id", "account_code", postgresql_where=text("loan_id IS NOT NULL")),
        Index(None, "account_code", "branch_id"),
    )


class LedgerClaim(Base):
    """What may be posted once in the whole house: a business event, and the reversal of an entry (`reversal_of`)."""

    __tablename__ = "ledger_claims"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    entry_id: Mapped[UUID]


class LedgerUnsealed(Base):
    """An entry that waits for its place in the chain. Its number is in the order of posting."""

    __tablename__ = "ledger_unsealed"

    number: Mapped[int] = mapped_column(Identity(always=True), primary_key=True)
    entry_id: Mapped[UUID]
    customer_id: Mapped[UUID]


class LedgerSeal(Base):
    """A link of the chain of entries: hash = SHA-256(previous hash, content of the entry). Numbers have no gaps."""

    __tablename__ = "ledger_seals"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    entry_id: Mapped[UUID] = mapped_column(unique=True)
    customer_id: Mapped[UUID]
    hash: Mapped[bytes] = mapped_column(LargeBinary)
