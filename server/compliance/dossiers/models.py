"""Orders of dossiers."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from server.kit.database import Base, one_of


class DossierState(StrEnum):
    """Where an order stands."""

    ORDERED = "ordered"
    READY = "ready"
    FAILED = "failed"


class DossierOrder(Base):
    """One archive that somebody wants: of a loan by its number, or of the loans paid out between two days.

    `branches` are those that he may see, None for all. `files` counts what is in the archive; `code` says why there is
    none. The archive's own key, wrapped by the house's, is destroyed when its days are over.
    """

    __tablename__ = "dossier_orders"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    loan_number: Mapped[str | None]
    first_on: Mapped[date | None]
    last_on: Mapped[date | None]
    state: Mapped[DossierState] = mapped_column(one_of(DossierState))
    branches: Mapped[list[UUID] | None]
    ordered_by: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
    ordered_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    expires_on: Mapped[date]
    files: Mapped[int | None]
    bytes_size: Mapped[int | None]
    digest: Mapped[str | None]
    blob: Mapped[str | None]
    key_cipher: Mapped[bytes | None] = mapped_column(LargeBinary)
    code: Mapped[str | None]

    __table_args__ = (
        CheckConstraint(
            "(loan_number IS NULL) = (first_on IS NOT NULL) AND (first_on IS NULL) = (last_on IS NULL)", name="of"
        ),
        CheckConstraint("last_on >= first_on", name="span"),
        CheckConstraint("(state = 'ordered') = (finished_at IS NULL)", name="finished"),
        CheckConstraint("(state = 'ready') = (num_nulls(files, bytes_size, digest, blob) = 0)", name="ready"),
        CheckConstraint("(state = 'failed') = (code IS NOT NULL)", name="failed"),
        Index(None, "ordered_at", "id"),
    )
