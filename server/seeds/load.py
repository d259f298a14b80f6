"""Fill a freshly migrated database with the believable house, as the role that owns the tables."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.pool import NullPool

from server.applications.visiting.queries import rules_in_force
from server.connectors import queries as connectors
from server.identity import catalogue as posts
from server.kit import outbox
from server.kit.clock import start_of
from server.kit.storage import DiskStore
from server.products import catalogue as products
from server.reference import catalogue as reference
from server.seeds import (
    counter,
    desk,
    inquiring,
    lender,
    pictures,
    ratings,
    relations,
    staff,
    standins,
    tickets,
    visits,
)
from server.seeds.banking import BankPast, bank_past
from server.seeds.borrowers import Borrower, Group, People
from server.seeds.copying import Rows
from server.seeds.dice import Ids, dice_of
from server.seeds.histories import PLANS_AT_ONCE, chapters
from server.seeds.intake import Intake, store_pictures
from server.seeds.law import Law
from server.seeds.plans import Plan, Planner, settle_joining
from server.seeds.posting import Booked, post_all
from server.seeds.staff import logins
from server.seeds.stages import Progress, Stages
from server.seeds.telling import Telling
from server.settings import Settings

__all__ = ["load", "logins"]

CUSTOMERS, CUSTOMERS_MIN, GROUPS = 2000, 30, 24
WEIGHTS: Final = {"customers": 8, "applications, loans and books": 80, "pictures": 8, "statistics": 4}


async def load(
    owner_url: str, *, settings: Settings, seed: int, today: date, progress: Progress, scale: float = 1.0
) -> BankPast:
    """Fill the database in one transaction and put the pictures into the data folder.

    `scale` 1 is 2,000 customers, 5,000 applications and 3,000 loans of the 24 months before `today`. Nothing happens
    on `today` itself. `progress` is called with what is done of how much, and the stage. Answers what the lender's
    banks have to know, so that their statements say what the books say.
    """
    stages = Stages(progress, WEIGHTS)
    engine = create_async_engine(owner_url, poolclass=NullPool)
    try:
        async with AsyncSession(engine) as session, session.begin():
            loader = Loader(session, settings, seed, today)
            borrowers, past = await loader.fill(scale, stages)
        await store_pictures(loader.store, loader.picture, borrowers, stages.of("pictures"))
        tell = stages.of("statistics")
        async with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
            await connection.execute(text("ANALYZE"))
        tell(1, 1)
    finally:
        await engine.dispose()
    return past


class Loader:
    """One loading, from the empty database to its last row."""

    def __init__(self, session: AsyncSession, settings: Settings, seed: int, today: date) -> None:
        self._session, self._today = session, today
        self._lender_name = settings.lender_name
        self._master_key = settings.master_key.get_secret_value()
        self._seed = seed
        self._ids = Ids(dice_of(seed, "ids"))
        self._entry_ids = Ids(dice_of(seed, "entries"))
        self._house = lender.lender(self._ids, today)
        self.store = DiskStore(settings.data_dir / "blobs")
        self.picture = pictures.specimen()

    async def fill(self, scale: float, stages: Stages) -> tuple[list[Borrower], BankPast]:
        """Write everything but the pictures; answers the customers, and what the lender's banks have to know."""
        connection = (await (await self._session.connection()).get_raw_connection()).driver_connection
        people = People(dice_of(self._seed, "people"), self._ids, self._today, self._master_key)
        borrowers = people.draw(max(CUSTOMERS_MIN, round(CUSTOMERS * scale)))
        groups = people.groups(borrowers, max(1, round(GROUPS * scale)))
        plans = Planner(dice_of(self._seed, "plans"), self._house, self._today, borrowers).draw(scale)
        settle_joining(dice_of(self._seed, "joining"), plans)
        telling = await self._found_house(connection)
        intake = Intake(self._ids, people, self._master_key, self.picture)
        tell = stages.of("customers")
        for done, borrower in enumerate(borrowers, 1):
            intake.write(borrower)
            tell(done, len(borrowers))
        await intake.rows.write(connection)
        await self._tell(connection, telling, plans, stages.of("applications, loans and books"))
        await self._add_up(connection, intake, borrowers, groups, telling)
        await self._rate(connection, borrowers)
        await self._inquire(connection, borrowers)
        past = await bank_past(
            self._session, telling.funding.values(), borrowers, today=self._today, lender=self._lender_name
        )
        return borrowers, past

    async def _tell(
        self, connection: Any, telling: Telling, plans: Sequence[Plan], progress: Callable[[int, int], None]
    ) -> None:
        """While one chapter is written by the database, the next is told in a thread."""
        coming = chapters(telling, plans)
        next_chapter = asyncio.create_task(asyncio.to_thread(next, coming, None))
        done = 0
        while (chapter := await next_chapter) is not None:
            next_chapter = asyncio.create_task(asyncio.to_thread(next, coming, None))
            rows, entries, blobs = chapter
            await asyncio.gather(*map(self.store.put, blobs))
            await rows.write(connection)
            await post_all(self._session, self._entry_ids, entries)
            done = min(len(plans), done + PLANS_AT_ONCE)
            progress(done, len(plans))

    async def _add_up(
        self,
        connection: Any,
        intake: Intake,
        borrowers: Sequence[Borrower],
        groups: Sequence[Group],
        telling: Telling,
    ) -> None:
        """What is known at the end only: exposures, and what the lender's accounts have paid."""
        for borrower in borrowers:
            intake.expose(borrower)
        for group in groups:
            intake.group(group)
        entries: list[Booked] = []
        dice = dice_of(self._seed, "counter")
        counter.write_mandates(intake.rows, Ids(dice), dice, borrowers, today=self._today)
        circle = relations.Circle(intake.rows, dice_of(self._seed, "relations"), self._master_key)
        circle.write(borrowers, groups)
        tickets.write(intake.rows, Ids(dice_of(self._seed, "tickets")), borrowers, self._today)
        standins.write(intake.rows, Ids(dice_of(self._seed, "stand-ins")), self._today)
        entries += counter.write_tills(intake.rows, Ids(dice), dice, today=self._today)
        for account in telling.funding.values():
            entries += lender.write_allotments(intake.rows, self._ids, account, self._today, telling.dice)
        await intake.rows.write(connection)
        await post_all(self._session, self._entry_ids, entries)

    async def _rate(self, connection: Any, borrowers: Sequence[Borrower]) -> None:
        """What is known of customers, from dice of their own, and how they were rated."""
        dice, rows = dice_of(self._seed, "facts"), Rows()
        ids = Ids(dice)
        ratings.write_facts(rows, ids, dice, borrowers, self._today)
        desk_ids = Ids(dice_of(self._seed, "desk"))
        desk.write_incomes(rows, desk_ids, borrowers, self._today)
        await desk.write(self._session, rows, desk_ids, self._today)
        await rows.write(connection)
        await ratings.rate(self._session, connection, ids, self._master_key, ratings.months(self._today))

    async def _inquire(self, connection: Any, borrowers: Sequence[Borrower]) -> None:
        """Questions about the newest customers, left to the worker."""
        rows, sources = Rows(), await connectors.sources(self._session)
        evening = inquiring.Evening(rows, Ids(dice_of(self._seed, "inquiries")), self._master_key, self._today)
        jobs = evening.ask(inquiring.newest(borrowers, self._today), sources)
        await rows.write(connection)
        await outbox.store(self._session, jobs, start_of(self._today))

    async def _visits(self) -> visits.Visits:
        """Who writes visits down, with the rules of today."""
        dice = dice_of(self._seed, "visits")
        rules = tuple(await rules_in_force(self._session, self._today))
        return visits.Visits(dice, Ids(dice), rules, (pictures.shop_front(), pictures.shelves()))

    def _further_ids(self, begins: date) -> list[UUID]:
        """Keys of the catalogue's further products, from dice of their own."""
        ids = Ids(dice_of(self._seed, "further products"))
        return [ids.at(start_of(begins), position) for position in range(len(products.FURTHER))]

    async def _found_house(self, connection: Any) -> Telling:
        """Roles, positions, branches, staff, products, figures, accounts; answers what the histories need of it."""
        await posts.write(self._session)
        begins = lender.opened_on(self._today)
        await products.write(
            self._session,
            version_ids=(self._house.business.id, *self._further_ids(begins)),
            created_by=staff.holders(posts.RISK)[0].id,
            at=start_of(begins),
            begins=begins,
        )
        await reference.write_calendar(self._session)
        rows = Rows()
        staff.write(rows, self._master_key)
        lender.write(rows, self._ids, self._house, self._today)
        visits.write_norms(rows, Ids(dice_of(self._seed, "norms")), begins, staff.holders(posts.RISK)[0].id)
        funding = lender.funding_accounts(self._ids, self._today)
        for account in funding.values():
            lender.write_account(rows, account, self._today)
        await rows.write(connection)
        return Telling(
            ids=self._ids,
            dice=dice_of(self._seed, "histories"),
            house=self._house,
            law=await Law.read(self._session, self._house, self._today),
            today=self._today,
            visits=await self._visits(),
            master_key=self._master_key,
            paper=pictures.paper(),
            funding=funding,
        )
