"""Messages to customers."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKeyConstraint, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from server.kit.database import Base, Scoped, one_of


class NoticeKind(StrEnum):
    """What a message is about."""

    SIGNING_LINK = "signing_link"
    SIGNING_CODE = "signing_code"
    CONTRACT_SIGNED = "contract_signed"
    LOAN_PAID_OUT = "loan_paid_out"
    REPAYMENT_RECEIVED = "repayment_received"
    REPAYMENT_DUE = "repayment_due"
    REPAYMENT_OVERDUE = "repayment_overdue"
    BORROWER_LINK = "borrower_link"
    BORROWER_ANSWER = "borrower_answer"
    OFFER = "offer"
    SURVEY = "survey"


class NoticeState(StrEnum):
    """Where a message stands."""

    QUEUED = "queued"
    SENT = "sent"


class Notice(Scoped, Base):
    """One message. Number and text are sealed with the customer's data key."""

    __tablename__ = "notices"

    kind: Mapped[NoticeKind] = mapped_column(one_of(NoticeKind))
    state: Mapped[NoticeState] = mapped_column(one_of(NoticeState))
    to_cipher: Mapped[bytes] = mapped_column(LargeBinary)
    to_masked: Mapped[str]
    text_cipher: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]

    __table_args__ = (
        Index(None, "id"),
        Index(None, "created_at"),
        ForeignKeyConstraint(["customer_id"], ["customers.customer_id"]),
    )
