"""Records of what was done, and the seals that chain them."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Index, LargeBinary, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from server.kit.database import Base, one_of


class Outcome(StrEnum):
    """Whether the use case was done, or refused with a code."""

    DONE = "done"
    REFUSED = "refused"


class AuditRecord(Base):
    """One use case: who, which operation, on what, with which outcome."""

    __tablename__ = "audit_records"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    actor_id: Mapped[UUID]
    actor_kind: Mapped[str]
    branch_id: Mapped[UUID | None]
    session_id: Mapped[UUID | None]
    request_id: Mapped[str]
    address: Mapped[str | None]
    operation: Mapped[str]
    outcome: Mapped[Outcome] = mapped_column(one_of(Outcome))
    code: Mapped[str | None]
    subjects: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    changes: Mapped[dict[str, Any]] = mapped_column(JSONB)

    __table_args__ = (
        Index("ix_audit_records_subjects", "subjects", postgresql_using="gin"),
        Index(None, "at"),
        Index(None, "actor_id", "at"),
        Index("ix_audit_records_amended", "at", postgresql_where=text("operation = 'customer:amend'")),
    )


class AuditSeal(Base):
    """A link of the chain: hash = SHA-256(previous hash, canonical record). One chain a shard."""

    __tablename__ = "audit_seals"

    shard: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    record_id: Mapped[UUID] = mapped_column(unique=True)
    hash: Mapped[bytes] = mapped_column(LargeBinary)
