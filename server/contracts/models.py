"""Templates of papers, contracts, cost disclosures, signing links and codes."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    Text,
    UniqueConstraint,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from server.kit.database import Base, Scoped, one_of


class TemplateKind(StrEnum):
    """What a template is of. The disclosure (综合融资成本明示表) is a paper of its own, before the contract.

    The terms of security stand in the contract of a loan that others than its borrower stand behind.
    """

    LOAN_CONTRACT = "loan_contract"
    COST_DISCLOSURE = "cost_disclosure"
    SECURITY_TERMS = "security_terms"


class PaperTemplate(Base):
    """The text of a paper from a day on (both days included; no last day means until further notice).

    `texts` are its clauses, with `{names}` of the values that they say. `reading_seconds` is how long the paper must
    have been open before the borrower may confirm it.
    """

    __tablename__ = "paper_templates"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[TemplateKind] = mapped_column(one_of(TemplateKind))
    number: Mapped[int]
    title: Mapped[str]
    texts: Mapped[list[str]] = mapped_column(ARRAY(Text))
    reading_seconds: Mapped[int]
    effective_from: Mapped[date]
    effective_until: Mapped[date | None]
    created_by: Mapped[UUID]
    created_at: Mapped[datetime]

    __table_args__ = (
        UniqueConstraint("kind", "number"),
        CheckConstraint("effective_until IS NULL OR effective_until >= effective_from", name="period"),
        CheckConstraint("reading_seconds BETWEEN 0 AND 600", name="reading"),
    )


class ContractState(StrEnum):
    """Drawing: the worker sets the paper. Void: replaced, or its application has changed."""

    DRAWING = "drawing"
    DRAWN = "drawn"
    SENT = "sent"
    SIGNED = "signed"
    VOID = "void"


class Contract(Scoped, Base):
    """A contract. `terms` holds the agreed figures, no personal data; digests are SHA-256 in hex.

    `evidence` is of the borrower's own signature; the contract is signed when all of its signers have signed as well.

    `pdf_digest` is of the clear paper, `blob` names the encrypted one in the store, `sealed_blob` the signed one,
    `evidence_blob` the sealed record of how it was signed. `ink_cipher` is the drawn signature, under the customer's
    key. Without a template it was signed on paper.
    """

    __tablename__ = "contracts"

    number: Mapped[str]
    application_id: Mapped[UUID]
    state: Mapped[ContractState] = mapped_column(one_of(ContractState))
    template_id: Mapped[UUID | None] = mapped_column(ForeignKey("paper_templates.id"))
    terms: Mapped[dict[str, Any]] = mapped_column(JSONB)
    terms_hash: Mapped[bytes] = mapped_column(LargeBinary)
    pdf_digest: Mapped[str | None]
    blob: Mapped[str | None]
    sealed_blob: Mapped[str | None]
    evidence_blob: Mapped[str | None]
    ink_cipher: Mapped[bytes | None] = mapped_column(LargeBinary)
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


class Disclosure(Scoped, Base):
    """The cost disclosure that goes before a contract: what it says, when it was opened, and that it was confirmed."""

    __tablename__ = "disclosures"

    contract_id: Mapped[UUID]
    template_id: Mapped[UUID] = mapped_column(ForeignKey("paper_templates.id"))
    form: Mapped[dict[str, Any]] = mapped_column(JSONB)
    reading_seconds: Mapped[int]
    pdf_digest: Mapped[str | None]
    blob: Mapped[str | None]
    drawn_at: Mapped[datetime]
    opened_at: Mapped[datetime | None]
    confirmed_at: Mapped[datetime | None]
    evidence: Mapped[dict[str, Any] | None] = mapped_column(JSONB)

    __table_args__ = (
        UniqueConstraint("customer_id", "contract_id"),
        ForeignKeyConstraint(["customer_id", "contract_id"], ["contracts.customer_id", "contracts.id"]),
        CheckConstraint(
            "confirmed_at IS NULL OR (opened_at IS NOT NULL AND evidence IS NOT NULL"
            " AND confirmed_at >= opened_at + make_interval(secs => reading_seconds))",
            name="read_first",
        ),
    )


class ContractNumber(Base):
    """A claimed contract number: unique over all customers."""

    __tablename__ = "contract_numbers"

    number: Mapped[str] = mapped_column(primary_key=True)
    contract_id: Mapped[UUID]


class SigningLink(Scoped, Base):
    """A one-time link. Only hashes of token and code are kept. Without a signer it is the borrower's own."""

    __tablename__ = "signing_links"

    contract_id: Mapped[UUID]
    signer_id: Mapped[UUID | None]
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
        ForeignKeyConstraint(["customer_id", "signer_id"], ["contract_signers.customer_id", "contract_signers.id"]),
    )
