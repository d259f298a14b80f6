"""Legal holds and erasures."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, text
from sqlalchemy.orm import Mapped

from server.kit.database import Base, Scoped


class LegalHold(Scoped, Base):
    """Nothing of this customer is destroyed until the hold is lifted by somebody else than who placed it."""

    __tablename__ = "legal_holds"

    reason: Mapped[str]
    ordered_by: Mapped[str]
    placed_by: Mapped[UUID]
    placed_at: Mapped[datetime]
    lifted_by: Mapped[UUID | None]
    lifted_at: Mapped[datetime | None]
    lift_reason: Mapped[str | None]

    __table_args__ = (
        CheckConstraint("num_nulls(lifted_by, lifted_at, lift_reason) IN (0, 3)", name="lifted"),
        CheckConstraint("lifted_by <> placed_by", name="four_eyes"),
        Index(None, "id"),
        Index("uq_legal_holds_standing", "customer_id", unique=True, postgresql_where=text("lifted_at IS NULL")),
        ForeignKeyConstraint(["customer_id"], ["customers.customer_id"]),
    )


class Erasure(Scoped, Base):
    """A customer's data is to be destroyed (proposed), or was (done): `ended_on` is when his last relation ended."""

    __tablename__ = "erasures"

    reason: Mapped[str]
    ended_on: Mapped[date]
    proposed_by: Mapped[UUID]
    proposed_at: Mapped[datetime]
    done_by: Mapped[UUID | None]
    done_at: Mapped[datetime | None]

    __table_args__ = (
        CheckConstraint("num_nulls(done_by, done_at) IN (0, 2)", name="done"),
        CheckConstraint("done_by <> proposed_by", name="four_eyes"),
        Index(None, "id"),
        Index("uq_erasures_one", "customer_id", unique=True),
        ForeignKeyConstraint(["customer_id"], ["customers.customer_id"]),
    )
