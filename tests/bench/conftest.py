"""A small book in a database of its own, and the servers that run in Python over it, without a network between."""

import asyncio
import os
from collections.abc import Iterator

import pytest

from bench.book.fill import fill
from bench.book.scale import SCALES
from server.kit.embedded.endpoint import OWNER_ROLE, Endpoint
from tests.fixtures.database import TEMPLATE_EMPTY


@pytest.fixture(scope="module")
def book(endpoint: Endpoint) -> Iterator[str]:
    """Name of a database that holds the small book."""
    name = f"book_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{os.getpid()}"
    endpoint.create_database(name, template=TEMPLATE_EMPTY)
    asyncio.run(fill(endpoint.dsn(OWNER_ROLE, name, driver=None), SCALES["small"]))
    yield name
    endpoint.drop_database(name)
