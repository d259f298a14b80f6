"""What a submitted application tells of its customer."""

from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from server.customers.rating.models import ProfileFact
from server.customers.rating.vocabulary import FactSource
from tests.factories.applications import apply_for, plant_lender
from tests.factories.documents import plant_borrower
from tests.fixtures.house import AsStaff


async def test_the_amount_asked_for_becomes_a_fact_of_the_customer(as_staff: AsStaff, owner: AsyncSession) -> None:
    version_id, borrower = await plant_lender(owner), await plant_borrower(owner)
    await apply_for(await as_staff("officer.east1"), borrower, version_id, 4_000_000)
    await owner.rollback()
    [told] = (await owner.execute(select(ProfileFact))).scalars().all()
    assert (told.customer_id, told.code, told.number) == (borrower.customer_id, "requested_fen", Decimal(4_000_000))
    assert told.source is FactSource.CHANNEL
