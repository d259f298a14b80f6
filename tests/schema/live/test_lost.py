"""Lost hints and a lost database: whoever watches is told later, but he is told."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from server.app import App, build_app
from server.kit.embedded.endpoint import Endpoint
from server.kit.hints import APPLICATION_NAME, Hints
from server.kit.work import House
from tests.fixtures.house import AsStaff
from tests.schema.live.conftest import HOUR_SECONDS, PATIENCE_SECONDS, settled
from tests.schema.live.watchers import LOAN, Room, pay
from tests.schema.stage import Stage

CUT = """SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
    WHERE datname = '{}' AND application_name IN ('jiedai', '{}')"""


@asynccontextmanager
async def process(house: House, as_staff: AsStaff, hints: Hints) -> AsyncIterator[Room]:
    """Another process on the same database: what `as_staff` changes gives it no hint but through the database."""
    app: App = build_app(replace(house, hints=hints))
    async with hints.running():
        yield Room(app, as_staff)
    await settled(app.live)


async def until_connected(hints: Hints) -> None:
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not hints.connected:  # noqa: ASYNC110 - the state of the product
            await asyncio.sleep(0.02)


async def test_a_change_in_one_process_is_seen_in_another_through_the_database(
    house: House, stage: Stage, as_staff: AsStaff, app_url: str
) -> None:
    hints = Hints(app_url, poll_seconds=HOUR_SECONDS)
    async with process(house, as_staff, hints) as room, room.watcher("officer.east1") as watcher:
        await watcher.watch(LOAN, id=stage["loan"])
        await watcher.event()
        await until_connected(hints)
        teller = Hints(app_url)
        async with teller.running():
            await until_connected(teller)
            finance = await as_staff("finance.hq")
            await pay(replace(finance, house=replace(house, hints=teller)), stage)
            assert len((await watcher.event())["loan"]["repayments"]) == 1


async def test_without_any_hint_polling_delivers(house: House, stage: Stage, as_staff: AsStaff) -> None:
    hints = Hints(poll_seconds=0.2)
    async with process(house, as_staff, hints) as room, room.watcher("officer.east1") as watcher:
        await watcher.watch(LOAN, id=stage["loan"])
        await watcher.event()
        await pay(await as_staff("finance.hq"), stage)
        assert len((await watcher.event())["loan"]["repayments"]) == 1


async def test_a_subscription_survives_connections_that_are_cut(
    house: House, stage: Stage, as_staff: AsStaff, app_url: str, endpoint: Endpoint, database_name: str
) -> None:
    # the line may be back before anything is paid, and nobody tells of the payment: then polling has to see it
    hints = Hints(app_url, poll_seconds=1, blind_poll_seconds=0.5)
    async with process(house, as_staff, hints) as room, room.watcher("officer.east1") as watcher:
        await until_connected(hints)
        await watcher.watch(LOAN, id=stage["loan"])
        await watcher.event()
        finance = await as_staff("finance.hq")
        for paid in (1, 2, 3):
            cut = CUT.format(database_name, APPLICATION_NAME)
            assert await asyncio.to_thread(endpoint.value, cut, database_name) >= 1
            await pay(finance, stage)
            seen = 0
            while seen < paid:
                seen = len((await watcher.event())["loan"]["repayments"])


@pytest.mark.parametrize("attempt", [1, 2])
async def test_a_subscription_survives_a_database_that_lets_nobody_in_for_a_while(
    room: Room, stage: Stage, as_staff: AsStaff, endpoint: Endpoint, database_name: str, attempt: int
) -> None:
    assert attempt
    async with room.watcher("officer.east1") as watcher, room.watcher("officer.east1") as late:
        await watcher.watch(LOAN, id=stage["loan"])
        await watcher.event()
        finance = await as_staff("finance.hq")
        (watch,) = room.live.watches.values()
        async with shut(endpoint, database_name):
            watch.ring()
            async with asyncio.timeout(PATIENCE_SECONDS):
                while watch.failures < attempt:  # noqa: ASYNC110 - a count of the product
                    await asyncio.sleep(0.02)
            await late.watch(LOAN, id=stage["loan"])
        assert (await late.event())["loan"]["repayments"] == []
        await pay(finance, stage)
        assert len((await watcher.event())["loan"]["repayments"]) == 1


@asynccontextmanager
async def shut(endpoint: Endpoint, database_name: str) -> AsyncIterator[None]:
    """The database takes no connections and cuts those that it has."""
    cut = CUT.format(database_name, APPLICATION_NAME)

    async def allow(state: str) -> None:
        statement = f"ALTER DATABASE {database_name} ALLOW_CONNECTIONS {state}"
        await asyncio.to_thread(endpoint.value, statement, "postgres")

    await allow("false")
    try:
        await asyncio.to_thread(endpoint.value, cut, "postgres")
        yield
    finally:
        await allow("true")
