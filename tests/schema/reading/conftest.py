"""The rich book that generated documents are asked about."""

import asyncio
from collections.abc import Iterator

import pytest

from server.kit.embedded.endpoint import Endpoint
from tests.schema.reading.book import plant_book
from tests.schema.stage import Stage


@pytest.fixture(scope="session")
def book_database(endpoint: Endpoint, stage_template: tuple[str, Stage]) -> Iterator[str]:
    """A copy of the stage with the book on it, for tests that only read."""
    name = f"book_{stage_template[0]}"
    endpoint.create_database(name, template=stage_template[0])
    asyncio.run(plant_book(endpoint, name, stage_template[1]))
    yield name
    endpoint.drop_database(name)
