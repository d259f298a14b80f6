"""Sources for tests: the simulator's own application behind the real link, consents, authorisations, jobs that wait."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import httpx
from sqlalchemy import insert, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from server.applications.inquiries.asking import ask_source
from server.applications.inquiries.tasks import pursue_inquiry
from server.compliance.registers import service as registers
from server.compliance.registers.kinds import RegisterKind
from server.connectors.links import HttpSources
from server.connectors.models import Inquiry
from server.customers.models import Consent
from server.kit.clock import Clock
from server.kit.work import Caller, House
from server.simulators.journal import Journal
from server.simulators.sources.api import application
from server.simulators.sources.desk import Desk
from tests.factories.customers import PLANTED_AT, TEXT_VERSION, Planted
from tests.fixtures.house import AsStaff

SECRET = "an invented secret for tests"
BASE = "http://sources.example"


@dataclass
class Sources:
    """The simulator's desk and the real link to it."""

    desk: Desk
    link: HttpSources

    def asked(self, source: str) -> int:
        """How often a source was asked, the same question sent again included."""
        return sum(each.asked for each in self.desk.taken.values() if each.source == source)

    def fault(self, kind: str, **members: Any) -> None:
        self.desk.script({"kind": kind, **members})


@asynccontextmanager
async def sources_on(clock: Clock, folder: Path) -> AsyncIterator[Sources]:
    """All sources in this process, spoken to as over the network."""
    desk = Desk(Journal(folder / "sources.jsonl"), clock)
    transport = httpx.ASGITransport(application(desk, SECRET))
    link = HttpSources(BASE, SECRET, clock=clock, transport=transport)
    try:
        yield Sources(desk, link)
    finally:
        await link.aclose()
        desk.journal.close()


def linked(house: House, sources: Sources) -> House:
    """The same house with links to these sources."""
    return replace(house, ports=replace(house.ports, sources=sources.link))


async def plant_consent(owner: AsyncSession, customer: Planted, *purposes: str) -> None:
    """The customer has agreed to these purposes."""
    for purpose in purposes:
        given = {"purpose": purpose, "text_version": TEXT_VERSION, "given_at": PLANTED_AT}
        row = customer.owner_columns | given | {"id": uuid4(), "taken_by": customer.officer_id}
        await owner.execute(insert(Consent).values(**row))
    await owner.commit()


async def authorise(as_staff: AsStaff, customer: Planted, *, until: str = "2026-12-31") -> UUID:
    """A written authorisation for the bureau in the register; its entry."""
    facts = {"signed": True, "scopes": ["pre_loan"], "from": "2026-01-01", "until": until}
    entered = await registers.enter(
        (await as_staff("risk.hq")).keyed(uuid4().hex),
        kind=RegisterKind.AUTHORISATION,
        name="授权书",
        facts=facts,
        customer_id=customer.customer_id,
    )
    return entered.id


async def consented(as_staff: AsStaff, owner: AsyncSession, customer: Planted) -> None:
    """The customer has agreed to all questions, and in writing to that to the bureau."""
    await plant_consent(owner, customer, "data_sharing", "bureau_query")
    await authorise(as_staff, customer)


async def ask(officer: Caller, customer: Planted, source: str, **more: Any) -> UUID:
    """An officer asks, with a key of his own."""
    asked = await ask_source(officer.keyed(uuid4().hex), customer_id=customer.customer_id, source=source, **more)
    assert isinstance(asked, UUID)
    return asked


async def pursuits(owner: AsyncSession) -> list[dict[str, Any]]:
    """Arguments of the jobs that pursue inquiries, in the order in which they were left."""
    await owner.rollback()
    left = "SELECT args FROM procrastinate_jobs WHERE task_name = 'pursue_inquiry' ORDER BY id"
    return list((await owner.execute(text(left))).scalars())


async def pursue(house: House, owner: AsyncSession) -> Inquiry:
    """Do the job that was left last, as the worker does; the inquiry after it."""
    job = (await pursuits(owner))[-1]
    await pursue_inquiry(house, **job)
    return await inquiry_of(owner, UUID(job["inquiry_id"]))


async def inquiry_of(owner: AsyncSession, inquiry_id: UUID) -> Inquiry:
    await owner.rollback()
    wanted = select(Inquiry).where(Inquiry.id == inquiry_id).execution_options(populate_existing=True)
    return (await owner.execute(wanted)).scalar_one()


async def learn(house: House, owner: AsyncSession, officer: Caller, customer: Planted, *sources: str) -> None:
    """Ask sources and take their answers."""
    for source in sources:
        await ask(officer, customer, source)
        await pursue(house, owner)
