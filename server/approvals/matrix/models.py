"""Matrices and their rows: reference tables, the same for everybody."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from server.approvals.matrix.rules import Row
from server.approvals.routine.rules import Clause
from server.approvals.rules import Tier, steps_from
from server.kit.database import Base, one_of


class MatrixState(StrEnum):
    """A draft decides nothing."""

    DRAFT = "draft"
    PUBLISHED = "published"


class ApprovalMatrix(Base):
    """A version of the matrix. Of those published and begun, the one that began last is in force."""

    __tablename__ = "approval_matrices"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(unique=True)
    name: Mapped[str]
    state: Mapped[MatrixState] = mapped_column(one_of(MatrixState))
    effective_from: Mapped[date | None]
    drafted_by: Mapped[UUID]
    drafted_at: Mapped[datetime]
    published_by: Mapped[UUID | None]
    published_at: Mapped[datetime | None]

    __table_args__ = (
        CheckConstraint("published_by <> drafted_by", name="four_eyes"),
        CheckConstraint(
            "(state = 'published') = (published_by IS NOT NULL AND published_at IS NOT NULL "
            "AND effective_from IS NOT NULL)",
            name="published",
        ),
    )


class MatrixRow(Base):
    """A row of a matrix; `steps` is a list of `rules.Step`, `routine` a clause; empty arrays hold for everything."""

    __tablename__ = "approval_matrix_rows"

    matrix_id: Mapped[UUID] = mapped_column(ForeignKey("approval_matrices.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    tier: Mapped[Tier] = mapped_column(one_of(Tier))
    from_fen: Mapped[int]
    until_fen: Mapped[int | None]
    referred: Mapped[bool | None]
    products: Mapped[list[str]]
    grades: Mapped[list[str]]
    regions: Mapped[list[UUID]]
    steps: Mapped[list[dict[str, Any]]]
    routine: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))

    __table_args__ = (
        CheckConstraint("from_fen > 0 AND (until_fen IS NULL OR until_fen >= from_fen)", name="band"),
        CheckConstraint("(tier = 'automatic') = (steps = '[]'::jsonb)", name="decided_by_people"),
        CheckConstraint(
            "routine IS NULL OR (jsonb_typeof(routine) = 'object' AND tier IN ('manual_review', 'regional'))",
            name="routine",
        ),
    )

    @property
    def as_row(self) -> Row:
        return Row(
            self.tier,
            self.from_fen,
            self.until_fen,
            self.referred,
            frozenset(self.products),
            frozenset(self.grades),
            frozenset(self.regions),
            steps_from(self.steps),
            Clause.from_json(self.routine),
        )
