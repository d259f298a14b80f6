"""A house that has been lived in, made once for the tests of a file and copied for each."""

import asyncio
import os
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from functools import partial
from typing import cast
from uuid import UUID

import pytest
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.pool import NullPool

from server.custody.bank import ScriptedBank
from server.kit.clock import FixedClock
from server.kit.embedded.endpoint import APP_ROLE, OWNER_ROLE, Endpoint
from server.kit.ports import BlobStore
from server.kit.work import House
from server.loans.rules import outstanding_fen
from tests.factories.custody import plant_funding_account
from tests.factories.customers import plant_customer, plant_group
from tests.factories.loans import PlantedLoan
from tests.factories.products import plant_product
from tests.fixtures.database import TEMPLATE_WORLD
from tests.fixtures.house import (
    NOON,
    AsStaff,
    RecordingMessenger,
    SilentBank,
    house_on,
    settings_for,
    staff_in,
)
from tests.server.loans.conftest import Lender

__all__ = ["database_name", "lender", "lived", "planted"]


@dataclass(frozen=True)
class Lived:
    """A database with a planted loan that is partly repaid, one paid out through the bank, one on its way, one closed.

    `files` is what the house has stored beside it.
    """

    database: str
    version_id: UUID
    funding_account_id: UUID
    planted: PlantedLoan
    files: BlobStore


@pytest.fixture(scope="module")
def lived(endpoint: Endpoint) -> Iterator[Lived]:
    """The template; nobody is connected to it."""
    name = f"lived_{os.getpid()}"
    endpoint.create_database(name, template=TEMPLATE_WORLD)
    yield asyncio.run(_live(endpoint, name))
    endpoint.drop_database(name)


@pytest.fixture
def database_name(endpoint: Endpoint, lived: Lived) -> Iterator[str]:
    """A copy of this test alone."""
    name = f"{lived.database}_copy"
    endpoint.create_database(name, template=lived.database)
    yield name
    endpoint.drop_database(name)


@pytest.fixture
def planted(lived: Lived) -> PlantedLoan:
    """The loan that is partly repaid."""
    return lived.planted


@pytest.fixture
async def lender(house: House, owner: AsyncSession, as_staff: AsStaff, lived: Lived) -> Lender:
    """Whose house it is, in this test's copy."""
    bank = ScriptedBank()
    here = replace(house, ports=replace(house.ports, bank=bank, storage=lived.files))
    return Lender(here, bank, owner, as_staff, lived.version_id, lived.funding_account_id)


async def _live(endpoint: Endpoint, database: str) -> Lived:
    async with _lender_in(endpoint, database) as lender:
        planted = await lender.running()
        await lender.repay(planted.loan_id, 400_000)
        await lender.disburse(await lender.ready())
        await lender.work(2)
        lender.bank.is_down = True
        await lender.disburse(await lender.ready())
        await lender.work()
        closed = await lender.running(1_000_000)
        owed = sum(outstanding_fen(row) for row in await lender.instalments(closed.loan_id))
        await lender.repay(closed.loan_id, owed + 5)
        await plant_customer(lender.owner, group_id=await plant_group(lender.owner))
        files = lender.house.ports.storage
        return Lived(database, lender.version_id, lender.funding_account_id, planted, files)


@asynccontextmanager
async def _lender_in(endpoint: Endpoint, database: str) -> AsyncIterator[Lender]:
    """A lender over a database that is no test's own."""
    clock, bank = FixedClock(NOON), ScriptedBank()
    engine = create_async_engine(endpoint.dsn(OWNER_ROLE, database), poolclass=NullPool)
    house = house_on(settings_for(endpoint.dsn(APP_ROLE, database)), clock, RecordingMessenger(), SilentBank())
    here = replace(house, ports=replace(house.ports, bank=bank))
    as_staff = cast("AsStaff", partial(staff_in, house, clock))
    try:
        async with AsyncSession(engine, expire_on_commit=False) as owner:
            yield Lender(here, bank, owner, as_staff, await plant_product(owner), await plant_funding_account(owner))
    finally:
        await house.database.close()
        await engine.dispose()
