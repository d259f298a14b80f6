"""Client teams and their documents: reference tables, the same for everybody."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from server.kit.database import Base, one_of


class OperationKind(StrEnum):
    """What the one operation of a trusted document is."""

    QUERY = "query"
    MUTATION = "mutation"
    SUBSCRIPTION = "subscription"


class Revocation(StrEnum):
    """A document is revoked by itself, or because the whole build that carries it was withdrawn."""

    DOCUMENT = "document"
    VERSION = "version"


class ClientTeam(Base):
    """Somebody who writes a client. `positions` may use its documents; an empty list means everybody."""

    __tablename__ = "client_teams"

    code: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    positions: Mapped[list[str]]
    created_at: Mapped[datetime]
    created_by: Mapped[UUID]


class TrustedDocument(Base):
    """A document in one build of a team's client. `sha256` is of the text in UTF-8, in small hex digits."""

    __tablename__ = "trusted_documents"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    sha256: Mapped[str]
    team_code: Mapped[str] = mapped_column(ForeignKey("client_teams.code"))
    version: Mapped[str]
    name: Mapped[str]
    kind: Mapped[OperationKind] = mapped_column(one_of(OperationKind))
    text: Mapped[str]
    published_at: Mapped[datetime]
    published_by: Mapped[UUID]
    revoked_at: Mapped[datetime | None]
    revoked_by: Mapped[UUID | None]
    revocation: Mapped[Revocation | None] = mapped_column(one_of(Revocation))
    reason: Mapped[str | None]

    __table_args__ = (
        UniqueConstraint("sha256", "team_code", "version"),
        CheckConstraint("sha256 ~ '^[0-9a-f]{64}$'", name="hex"),
        CheckConstraint("length(version) BETWEEN 1 AND 60 AND length(name) BETWEEN 1 AND 200", name="lengths"),
        CheckConstraint("num_nulls(revoked_at, revoked_by, revocation, reason) IN (0, 4)", name="revoked"),
        Index("ix_trusted_documents_list", "published_at", "id"),
        Index("ix_trusted_documents_build", "team_code", "version"),
    )
