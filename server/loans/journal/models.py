"""Acts, plans, and repayments shared out anew. All of it append-only."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from server.kit.database import Base, Scoped, one_of
from server.loans.models import PARTS
from server.loans.rules import ActKind


class LoanAct(Scoped, Base):
    """One thing that happened to a loan, in the order of entry: the journal from which everything can be replayed.

    `value_on` is the day from which it counts, `booked_on` the day of entry. `reverses` names the act that this one
    takes back, `cause` the act that made it. `detail` holds what is not an amount, by kind.
    """

    __tablename__ = "loan_acts"

    loan_id: Mapped[UUID]
    number: Mapped[int]
    kind: Mapped[ActKind] = mapped_column(one_of(ActKind))
    value_on: Mapped[date]
    booked_on: Mapped[date]
    amount_fen: Mapped[int | None]
    detail: Mapped[dict[str, Any]]
    reverses: Mapped[UUID | None]
    cause: Mapped[UUID | None]
    reason: Mapped[str | None]
    recorded_by: Mapped[UUID]
    recorded_at: Mapped[datetime]

    __table_args__ = (
        CheckConstraint("number > 0", name="number"),
        CheckConstraint("amount_fen > 0", name="amount"),
        CheckConstraint("(reverses IS NOT NULL) = (kind = 'reversal')", name="reverses"),
        UniqueConstraint("customer_id", "loan_id", "number"),
        Index(
            "uq_loan_acts_reverses",
            "customer_id",
            "reverses",
            unique=True,
            postgresql_where=text("reverses IS NOT NULL"),
        ),
        Index(None, "id"),
        Index(None, "loan_id", "number"),
        ForeignKeyConstraint(["customer_id", "loan_id"], ["loans.customer_id", "loans.id"]),
        ForeignKeyConstraint(["customer_id", "reverses"], ["loan_acts.customer_id", "loan_acts.id"]),
        ForeignKeyConstraint(["customer_id", "cause"], ["loan_acts.customer_id", "loan_acts.id"]),
    )


class LoanPlan(Scoped, Base):
    """A schedule that a loan has or had, and the act that laid it down."""

    __tablename__ = "loan_plans"

    loan_id: Mapped[UUID]
    number: Mapped[int]
    act_id: Mapped[UUID]
    rows: Mapped[list[dict[str, Any]]]

    __table_args__ = (
        UniqueConstraint("customer_id", "loan_id", "number"),
        Index(None, "id"),
        Index(None, "loan_id", "number"),
        ForeignKeyConstraint(["customer_id", "act_id"], ["loan_acts.customer_id", "loan_acts.id"]),
    )


class Resharing(Scoped, Base):
    """An earlier repayment shared out anew because of an act of an earlier day, or of a reversal: before and after."""

    __tablename__ = "resharings"

    loan_id: Mapped[UUID]
    act_id: Mapped[UUID]
    repayment_id: Mapped[UUID]
    before_principal_fen: Mapped[int]
    before_interest_fen: Mapped[int]
    before_fee_fen: Mapped[int]
    before_penalty_fen: Mapped[int]
    before_excess_fen: Mapped[int]
    after_principal_fen: Mapped[int]
    after_interest_fen: Mapped[int]
    after_fee_fen: Mapped[int]
    after_penalty_fen: Mapped[int]
    after_excess_fen: Mapped[int]
    recorded_at: Mapped[datetime]

    __table_args__ = (
        CheckConstraint(
            " + ".join(f"before_{part}_fen" for part in (*PARTS, "excess"))
            + " = "
            + " + ".join(f"after_{part}_fen" for part in (*PARTS, "excess")),
            name="sum",
        ),
        UniqueConstraint("customer_id", "act_id", "repayment_id"),
        Index(None, "id"),
        Index(None, "loan_id"),
        Index(None, "repayment_id"),
        ForeignKeyConstraint(["customer_id", "act_id"], ["loan_acts.customer_id", "loan_acts.id"]),
        ForeignKeyConstraint(["customer_id", "repayment_id"], ["repayments.customer_id", "repayments.id"]),
    )
