"""Issued papers."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from server.kit.database import Base, Scoped, one_of
from server.loans.papers.rules import PaperKind


class IssuedPaper(Scoped, Base):
    """A paper that was issued. `facts` are its figures; names and numbers of persons are not among them."""

    __tablename__ = "issued_papers"

    number: Mapped[str]
    kind: Mapped[PaperKind] = mapped_column(one_of(PaperKind))
    loan_id: Mapped[UUID]
    facts: Mapped[dict[str, Any]]
    issued_by: Mapped[UUID]
    issued_at: Mapped[datetime]

    __table_args__ = (
        Index(None, "id"),
        Index(None, "number", unique=True),
        Index(None, "loan_id", "issued_at"),
        ForeignKeyConstraint(["customer_id", "loan_id"], ["loans.customer_id", "loans.id"]),
    )
