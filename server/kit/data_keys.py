"""The data key of each customer: what encrypts everything personal that is stored of him.

The table is of the kit because customers, documents and notices all encrypt with it and do not know each other. Its
rows stand under the row policies, so a customer out of sight has no key, and with it no data. The key row is written
with the prospect, before anything else, and says whose the customer is.
"""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, LargeBinary, select
from sqlalchemy.orm import Mapped, mapped_column

from server.kit import crypto
from server.kit.database import Base, Scoped, within
from server.kit.errors import Conflict, NotFound
from server.kit.work import Work


class KeyDestroyed(Conflict):
    """His data was destroyed: nothing that was sealed can be read again."""

    code = "customer.erased"
    zh = "该客户的个人信息已依法销毁"
    en = "This customer's personal data has been destroyed"


class CustomerKey(Scoped, Base):
    """A data key, encrypted under the master key. `id` is the customer's own. An empty one was destroyed."""

    __tablename__ = "customer_keys"

    wrapped: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[datetime]

    __table_args__ = (CheckConstraint("id = customer_id", name="own_id"), Index(None, "officer_id"))


@dataclass(frozen=True, slots=True)
class Ownership:
    """Whose customer it is, and his clear data key: for the memory of one piece of work, never stored."""

    customer_id: UUID
    branch_id: UUID
    officer_id: UUID
    key: bytes = field(repr=False)


async def ownership(work: Work, customer_id: UUID, field: str = "customerId") -> Ownership:
    """Branch, officer and data key of a customer in sight. Raises NotFound, KeyDestroyed."""
    wanted = select(CustomerKey).where(CustomerKey.customer_id == customer_id, within(CustomerKey, work.scope))
    row = (await work.session.execute(wanted)).scalar_one_or_none()
    if row is None:
        raise NotFound(field=field)
    if not row.wrapped:
        raise KeyDestroyed(field=field)
    key = crypto.unwrap(work.ports.master_key, row.wrapped, customer_id)
    return Ownership(customer_id, row.branch_id, row.officer_id, key)


async def data_key(work: Work, customer_id: UUID) -> bytes:
    """The clear data key of a customer in sight. Raises NotFound."""
    return (await ownership(work, customer_id)).key
