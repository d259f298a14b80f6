"""The seeds leave questions to the worker, who can really ask them."""

from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from server.applications.inquiries.tasks import pursue_inquiry
from server.connectors.models import Inquiry
from server.connectors.rules import InquiryState
from server.kit.work import House
from server.seeds.inquiring import CUSTOMERS
from tests.factories.connectors import linked, pursuits, sources_on

SOME = 12


async def test_the_newest_customers_are_asked_about_over_the_real_links(
    owner: AsyncSession, seeded_house: House, tmp_path: Path
) -> None:
    jobs = await pursuits(owner)
    assert len({job["customer_id"] for job in jobs}) == CUSTOMERS
    async with sources_on(seeded_house.ports.clock, tmp_path) as sources:
        asking = linked(seeded_house, sources)
        for job in jobs[:SOME]:
            await pursue_inquiry(asking, **job)
        assert len(sources.desk.taken) == SOME
    await owner.rollback()
    states = select(Inquiry.state, func.count()).group_by(Inquiry.state)
    found = {tuple(row) for row in await owner.execute(states)}
    assert found == {(InquiryState.ANSWERED, SOME), (InquiryState.WAITING, len(jobs) - SOME)}
