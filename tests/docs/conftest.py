"""The stage, in process and behind a server of its own."""

import os
from collections.abc import Iterator

import pytest

from server.kit.embedded.endpoint import APP_ROLE, Endpoint
from tests.fixtures.api import api
from tests.journeys.running import Running, running_house
from tests.schema.conftest import database_name, shared_database, shares_database, stage, stage_template
from tests.schema.stage import Stage

__all__ = ["api", "database_name", "serving", "shared_database", "shares_database", "stage", "stage_template"]


@pytest.fixture(scope="session")
def serving(
    endpoint: Endpoint, stage_template: tuple[str, Stage], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Running]:
    """A server in a process of its own over a copy of the stage."""
    name = f"guide_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{os.getpid()}"
    endpoint.create_database(name, template=stage_template[0])
    folder = tmp_path_factory.mktemp("guide")
    with running_house(folder, endpoint.dsn(APP_ROLE, name), "server") as house:
        yield house
    endpoint.drop_database(name)
