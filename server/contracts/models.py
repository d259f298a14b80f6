"""Contracts, their signing links and codes."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, LargeBinary
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from server.kit.database import Base, Scoped, one_of


class ContractState(StrEnum):
    """Drawing: the worker sets the paper. Void: replaced, or its application has changed."""

    DRAWING = "drawing"
    DRAWN = "drawn"
    SENT = "sent"
    SIGNED = "signed"
    VOID = "void"


class Contract(Scoped, Base):
    """A contract. `terms` holds the agreed figures, no personal data; digests are SHA-256 in hex.

    `pdf_digest` is of the clear paper, `blob` names the encrypted one in the store, `sealed_blob` the signed one.
    """

    __tablename__ = "contracts"

    number: Mapped[str]
    application_id: Mapped[UUID]
    state: Mapped[ContractState] = mapped_column(one_of(ContractState))
    terms: Mapped[dict[str, Any]] = mapped_column(JSONB)
    terms_hash: Mapped[bytes] = mapped_column(LargeBinary)
    pdf_digest: Mapped[str | None]
    blob: Mapped[str | None]
    sealed_blob: Mapped[str | None]
    evidence: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    drawn_by: Mapped[UUID]
    drawn_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    signed_at: Mapped[datetime | None]
    version: Mapped[int]

    __table_args__ = (
        Index(None, "id"),
        Index(
            "uq_contracts_living",
            "customer_id",
            "application_id",
            unique=True,
            postgresql_where="state <> 'void'",
        ),
        ForeignKeyConstraint(["customer_id", "application_id"], ["applications.customer_id", "applications.id"]),
        CheckConstraint("state <> 'signed' OR (signed_at IS NOT NULL AND evidence IS NOT NULL)", name="signed"),
    )


class ContractNumber(Base):
    """A claimed contract number: unique over all customers."""

    __tablename__ = "contract_numbers"

    number: Mapped[str] = mapped_column(primary_key=True)
    contract_id: Mapped[UUID]


class SigningLink(Scoped, Base):
    """A one-time link. Only hashes of token and code are kept."""

    __tablename__ = "signing_links"

    contract_id: Mapped[UUID]
    token_hash: Mapped[bytes] = mapped_column(LargeBinary)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    code_hash: Mapped[bytes | None] = mapped_column(LargeBinary)
    code_sent_at: Mapped[datetime | None]
    codes_sent: Mapped[int]
    code_tries: Mapped[int]

    __table_args__ = (
        Index(None, "token_hash"),
        ForeignKeyConstraint(["customer_id", "contract_id"], ["contracts.customer_id", "contracts.id"]),
    )
