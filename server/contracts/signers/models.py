"""Who signs a contract beside the borrower."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, LargeBinary, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from server.applications.securing.rules import PartyRole
from server.kit.database import Base, Scoped, one_of


class ContractSigner(Scoped, Base):
    """A party of a contract, and his signature. `customer_id` is the borrower's, `person_id` the signer's own.

    `reading_seconds` is how long he must have the cost disclosure open; None: there is none to read. `ink_cipher` lies
    under the signer's key.
    """

    __tablename__ = "contract_signers"

    contract_id: Mapped[UUID]
    party_id: Mapped[UUID]
    person_id: Mapped[UUID]
    role: Mapped[PartyRole] = mapped_column(one_of(PartyRole))
    position: Mapped[int]
    reading_seconds: Mapped[int | None]
    opened_at: Mapped[datetime | None]
    confirmed_at: Mapped[datetime | None]
    reading: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    signed_at: Mapped[datetime | None]
    ink_cipher: Mapped[bytes | None] = mapped_column(LargeBinary)
    evidence: Mapped[dict[str, Any] | None] = mapped_column(JSONB)

    __table_args__ = (
        Index(None, "id"),
        UniqueConstraint("customer_id", "contract_id", "position"),
        UniqueConstraint("customer_id", "contract_id", "person_id"),
        ForeignKeyConstraint(["customer_id", "contract_id"], ["contracts.customer_id", "contracts.id"]),
        ForeignKeyConstraint(
            ["customer_id", "party_id"], ["application_parties.customer_id", "application_parties.id"]
        ),
        CheckConstraint("position BETWEEN 1 AND 6", name="position"),
        CheckConstraint(
            "num_nulls(signed_at, ink_cipher, evidence) IN (0, 3)"
            " AND (signed_at IS NULL OR reading_seconds IS NULL OR confirmed_at IS NOT NULL)",
            name="signed",
        ),
        CheckConstraint(
            "confirmed_at IS NULL OR (opened_at IS NOT NULL AND reading IS NOT NULL"
            " AND confirmed_at >= opened_at + make_interval(secs => reading_seconds))",
            name="read_first",
        ),
    )
