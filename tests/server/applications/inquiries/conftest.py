"""The house with links to simulated sources."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from server.kit.clock import FixedClock
from server.kit.work import House
from tests.factories.connectors import Sources, linked, sources_on


@pytest.fixture
async def sources(clock: FixedClock, tmp_path: Path) -> AsyncIterator[Sources]:
    async with sources_on(clock, tmp_path) as opened:
        yield opened


@pytest.fixture
def asking(house: House, sources: Sources) -> House:
    """The worker's process: it has the links."""
    return linked(house, sources)
