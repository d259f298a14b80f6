"""A house whose watchers look when they are told to, never by the clock, so that looks can be counted."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from schema.wire.live import Live
from server.app import App, build_app
from server.kit.clock import FixedClock
from server.kit.hints import Hints
from server.kit.work import House
from server.settings import Settings
from tests.fixtures.house import AsStaff, RecordingMessenger, SilentBank, house_on
from tests.schema.live.watchers import Room

HOUR_SECONDS = 3600.0
PATIENCE_SECONDS = 30.0


@pytest.fixture
async def house(
    settings: Settings, clock: FixedClock, messenger: RecordingMessenger, bank: SilentBank
) -> AsyncIterator[House]:
    """One process on this test's database, whose watchers do not poll."""
    opened = house_on(settings, clock, messenger, bank)
    yield replace(opened, hints=Hints(poll_seconds=HOUR_SECONDS, blind_poll_seconds=HOUR_SECONDS))
    await opened.database.close()


@pytest.fixture
def app(house: House) -> App:
    """The application over this test's house."""
    return build_app(house)


@pytest.fixture
async def room(app: App, as_staff: AsStaff) -> AsyncIterator[Room]:
    """Sockets of the application; nothing is left running behind a test."""
    room = Room(app, as_staff)
    yield room
    await settled(app.live)


async def settled(live: Live) -> None:
    async with asyncio.timeout(PATIENCE_SECONDS):
        await live.settled()
    assert live.watches == {}
