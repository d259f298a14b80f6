"""Fill a freshly migrated database with the believable house, as the role that owns the tables."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.pool import NullPool

from server.identity import catalogue as posts
from server.kit.clock import start_of
from server.kit.storage import DiskStore
from server.products import catalogue as products
from server.seeds import lender, pictures, staff
from server.seeds.borrowers import Borrower, Group, People
from server.seeds.copying import Rows
from server.seeds.dice import Ids, dice_of
from server.seeds.histories import tell_all
from server.seeds.intake import Intake, store_pictures
from server.seeds.law import Law
from server.seeds.plans import Planner, settle_joining
from server.seeds.posting import post_all
from server.seeds.staff import logins
from server.seeds.stages import Progress, Stages
from server.seeds.telling import Telling
from server.settings import Settings

__all__ = ["load", "logins"]

CUSTOMERS, GROUPS = 2000, 24
WEIGHTS: Final = {
    "applications and loans": 40,
    "customers": 8,
    "rows": 25,
    "books": 20,
    "pictures": 12,
    "statistics": 3,
}


async def load(
    owner_url: str, *, settings: Settings, seed: int, today: date, progress: Progress, scale: float = 1.0
) -> None:
    """Fill the database in one transaction and put the pictures into the data folder.

    `scale` 1 is 2,000 customers, 5,000 applications and 3,000 loans of the 24 months before `today`. Nothing happens
    on `today` itself. `progress` is called with what is done of how much, and the stage.
    """
    stages = Stages(progress, WEIGHTS)
    engine = create_async_engine(owner_url, poolclass=NullPool)
    try:
        async with AsyncSession(engine) as session, session.begin():
            loader = Loader(session, settings, seed, today)
            borrowers = await loader.fill(scale, stages)
        store = DiskStore(settings.data_dir / "blobs")
        await store_pictures(store, loader.picture, borrowers, stages.of("pictures"))
        tell = stages.of("statistics")
        async with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
            await connection.execute(text("ANALYZE"))
        tell(1, 1)
    finally:
        await engine.dispose()


class Loader:
    """One loading, from the empty database to its last row."""

    def __init__(self, session: AsyncSession, settings: Settings, seed: int, today: date) -> None:
        self._session, self._today = session, today
        self._master_key = settings.master_key.get_secret_value()
        self._seed = seed
        self._ids = Ids(dice_of(seed, "ids"))
        self._rows = Rows()
        self._house = lender.lender(self._ids, today)
        self.picture = pictures.specimen()

    async def fill(self, scale: float, stages: Stages) -> list[Borrower]:
        """Write everything but the pictures; answers the customers."""
        await self._found_house()
        people = People(dice_of(self._seed, "people"), self._ids, self._today, self._master_key)
        borrowers = people.draw(max(30, round(CUSTOMERS * scale)))
        groups = people.groups(borrowers, max(1, round(GROUPS * scale)))
        intake = Intake(self._rows, self._ids, people, self._master_key, self.picture)
        telling = await self._telling()
        plans = Planner(dice_of(self._seed, "plans"), self._house, self._today, borrowers).draw(scale)
        settle_joining(dice_of(self._seed, "joining"), plans)
        for borrower in borrowers:
            intake.keys(borrower)
        tell_all(telling, plans, stages.of("applications and loans"))
        self._write_customers(intake, borrowers, groups, stages)
        for account in telling.funding.values():
            telling.entries += lender.write_funding(self._rows, self._ids, account, self._today, telling.dice)
        connection = await (await self._session.connection()).get_raw_connection()
        await self._rows.write(connection.driver_connection, stages.of("rows"))
        await post_all(self._session, self._ids, telling.entries, stages.of("books"))
        return borrowers

    async def _found_house(self) -> None:
        """Roles, positions, branches, staff, products and figures."""
        await posts.write(self._session)
        begins = lender.opened_on(self._today)
        await products.write(
            self._session,
            version_id=self._house.business.id,
            created_by=staff.holders(posts.RISK)[0].id,
            at=start_of(begins),
            begins=begins,
        )
        staff.write(self._rows, self._master_key)
        lender.write(self._rows, self._ids, self._house, self._today)

    async def _telling(self) -> Telling:
        return Telling(
            rows=self._rows,
            ids=self._ids,
            dice=dice_of(self._seed, "histories"),
            house=self._house,
            law=await Law.read(self._session, self._house, self._today),
            today=self._today,
            master_key=self._master_key,
            funding=lender.funding_accounts(self._ids, self._today),
        )

    @staticmethod
    def _write_customers(
        intake: Intake, borrowers: Sequence[Borrower], groups: Sequence[Group], stages: Stages
    ) -> None:
        tell = stages.of("customers")
        for done, borrower in enumerate(borrowers, 1):
            intake.write(borrower)
            tell(done, len(borrowers))
        for group in groups:
            intake.group(group)
