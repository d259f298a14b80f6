"""Identity reviews that wait for headquarters."""

from uuid import UUID, uuid4

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncSession

from server.customers.models import ClaimKind, IdentityReview, ReviewState
from tests.factories.customers import PLANTED_AT, Planted


async def plant_review(owner: AsyncSession, customer: Planted) -> UUID:
    """A review of a phone that nobody holds any more."""
    review_id = uuid4()
    wanted = {"kind": ClaimKind.PHONE, "value_index": review_id.bytes}
    open_ = {"state": ReviewState.OPEN, "opened_at": PLANTED_AT}
    await owner.execute(insert(IdentityReview).values(**customer.owner_columns, id=review_id, **wanted, **open_))
    await owner.commit()
    return review_id
