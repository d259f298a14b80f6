"""How much the house has lent (outstanding) and promised (committed) to a customer and to his group.

The customer's row is locked first, then his group's, so two works on one group meet in the same order; the group of a
customer stands on his exposure row, so who holds that lock knows the group for sure. The sums of a group hold the sums
of its members. The group's row is seen by who sees a member: its sums are told across scopes because the tier of an
approval depends on them, its other members are not.
"""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import BigInteger, bindparam, update

from server.customers import queries
from server.customers.errors import ExposureBelowZero
from server.customers.models import CustomerExposure, GroupExposure
from server.customers.relations.errors import GroupMerged
from server.kit.database import rows_written, table_of
from server.kit.errors import NotFound
from server.kit.work import Work

_OWN: Final = table_of(CustomerExposure)
CHANGE: Final = (
    update(_OWN)
    .where(_OWN.c.customer_id == bindparam("customer"))
    .values(
        committed_fen=bindparam("committed", type_=BigInteger),
        outstanding_fen=bindparam("outstanding", type_=BigInteger),
    )
)


@dataclass(frozen=True)
class Exposure:
    """Of the customer, and of all that counts together with him: his group with himself, or himself alone."""

    customer_id: UUID
    group_id: UUID | None
    customer_outstanding_fen: int
    customer_committed_fen: int
    outstanding_fen: int
    committed_fen: int

    @property
    def customer_fen(self) -> int:
        """Lent and promised to the customer alone."""
        return self.customer_outstanding_fen + self.customer_committed_fen

    @property
    def total_fen(self) -> int:
        """Lent and promised to the customer and his group: what tiers and limits are measured on."""
        return self.outstanding_fen + self.committed_fen


async def exposure(work: Work, customer_id: UUID) -> Exposure:
    """The exposure as it stands, without a lock: for showing. Raises NotFound."""
    return await _exposure(work, customer_id, lock=False)


async def lock_exposure(work: Work, customer_id: UUID) -> Exposure:
    """Lock the exposure of the customer and his group until the end of the transaction. Raises NotFound.

    Who decides on the exposure calls this first; whoever comes second waits and then sees the first one's commitment.
    """
    return await _exposure(work, customer_id, lock=True)


async def commit_exposure(
    work: Work,
    customer_id: UUID,
    delta_committed_fen: int = 0,
    delta_outstanding_fen: int = 0,
    *,
    locked: Exposure | None = None,
) -> Exposure:
    """Change the exposure of the customer and his group by these amounts, under their locks; answers the new one.

    An approval commits (+, 0), a disbursement turns promised into lent (-, +), a repayment gives back (0, -).
    `locked` is what `lock_exposure` has told in this transaction, where nothing has changed it since. Raises NotFound,
    ExposureBelowZero.
    """
    before = locked or await lock_exposure(work, customer_id)
    committed = before.customer_committed_fen + delta_committed_fen
    outstanding = before.customer_outstanding_fen + delta_outstanding_fen
    if committed < 0 or outstanding < 0:
        raise ExposureBelowZero(field="amount")
    deltas = (delta_committed_fen, delta_outstanding_fen)
    await work.session.execute(CHANGE, {"customer": customer_id, "committed": committed, "outstanding": outstanding})
    if before.group_id is not None:
        await add_to_group(work, before.group_id, *deltas)
    return Exposure(
        customer_id,
        before.group_id,
        outstanding,
        committed,
        before.outstanding_fen + delta_outstanding_fen,
        before.committed_fen + delta_committed_fen,
    )


async def add_to_group(work: Work, group_id: UUID, committed_fen: int, outstanding_fen: int) -> None:
    """Change a group's sums. Raises GroupMerged when it went into another while the caller waited for it."""
    change = update(GroupExposure).where(GroupExposure.id == group_id, GroupExposure.merged_into.is_(None))
    sums = {
        "committed_fen": GroupExposure.committed_fen + committed_fen,
        "outstanding_fen": GroupExposure.outstanding_fen + outstanding_fen,
    }
    if not await rows_written(work.session, change.values(**sums)):
        raise GroupMerged(field="groupId")


async def _exposure(work: Work, customer_id: UUID, *, lock: bool) -> Exposure:
    own = await queries.exposure_of(work.session, work.scope, customer_id, lock=lock)
    if own is None:
        raise NotFound(field="customerId")
    group = await queries.group_by_id(work.session, own.group_id, lock=lock) if own.group_id else None
    combined = group or own
    return Exposure(
        customer_id,
        own.group_id,
        own.outstanding_fen,
        own.committed_fen,
        combined.outstanding_fen,
        combined.committed_fen,
    )
