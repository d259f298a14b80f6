"""The application in process over the stage, for tests of the API's edge."""

import asyncio
import itertools
import os
from collections.abc import Iterator

import pytest

from server.kit.embedded.endpoint import Endpoint
from tests.fixtures.api import api
from tests.fixtures.database import TEMPLATE_WORLD
from tests.schema.stage import Stage, plant

__all__ = ["api", "database_name", "shared_database", "shares_database", "stage", "stage_template"]

_numbers = itertools.count(1)


def _name(kind: str) -> str:
    return f"{kind}_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{os.getpid()}_{next(_numbers)}"


@pytest.fixture(scope="session")
def stage_template(endpoint: Endpoint) -> Iterator[tuple[str, Stage]]:
    """A database with the stage, to be copied."""
    name = _name("stage")
    endpoint.create_database(name, template=TEMPLATE_WORLD)
    yield name, asyncio.run(plant(endpoint, name))
    endpoint.drop_database(name)


@pytest.fixture
def stage(stage_template: tuple[str, Stage]) -> Stage:
    """What stands on the stage."""
    return stage_template[1]


@pytest.fixture(scope="session")
def shared_database(endpoint: Endpoint, stage_template: tuple[str, Stage]) -> Iterator[str]:
    """One copy of the stage for all tests that change nothing on it."""
    name = _name("shared")
    endpoint.create_database(name, template=stage_template[0])
    yield name
    endpoint.drop_database(name)


@pytest.fixture
def shares_database() -> None:
    """Asked for by tests that only read or are refused: they need no copy of their own."""


@pytest.fixture
def database_name(
    request: pytest.FixtureRequest, endpoint: Endpoint, stage_template: tuple[str, Stage]
) -> Iterator[str]:
    """A database that holds the stage: this test's alone, unless it shares."""
    if "shares_database" in request.fixturenames:
        yield request.getfixturevalue("shared_database")
        return
    name = _name("edge")
    endpoint.create_database(name, template=stage_template[0])
    yield name
    endpoint.drop_database(name)
