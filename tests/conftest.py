"""One cluster a run, started by the process that started pytest; workers find it through the environment."""

import gc
import logging
from collections.abc import Iterator
from typing import Any

import hypothesis
import pytest
import structlog

from server.front.log_setup import LineHandler
from server.kit.embedded.cluster import Cluster, temporary_cluster
from tests.fixtures import database
from tests.fixtures.database import app_url, database_name, endpoint, owner
from tests.fixtures.house import as_staff, bank, clock, house, messenger, nobody, settings
from tests.fixtures.spreading import Spread, longest_first

__all__ = [
    "app_url",
    "as_staff",
    "bank",
    "clock",
    "database_name",
    "endpoint",
    "house",
    "messenger",
    "nobody",
    "owner",
    "settings",
]

# a busy machine is no defect: no deadline for one example
hypothesis.settings.register_profile("unhurried", deadline=None)
hypothesis.settings.load_profile("unhurried")

_running: list[object] = []


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="run the long tests too: kills, millions of operations")


def pytest_configure(config: pytest.Config) -> None:
    if hasattr(config, "workerinput") or config.option.collectonly:
        return
    context = temporary_cluster(max_connections=200, folder=database.memory_folder())
    cluster: Cluster = context.__enter__()
    _running.append(context)
    database.prepare(cluster)


def pytest_unconfigure() -> None:
    while _running:
        _running.pop().__exit__(None, None, None)  # type: ignore[attr-defined]  # the context entered above


@pytest.fixture(autouse=True)
def _quiet_log() -> Iterator[None]:
    """A test that begins a command in this process leaves no log behind that writes to its own captured output."""
    yield
    root = logging.getLogger()
    left = [handler for handler in root.handlers if isinstance(handler, LineHandler)]
    for handler in left:
        root.removeHandler(handler)
    if left:
        structlog.reset_defaults()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Spread:
    return Spread(config, log)


def pytest_collection_finish() -> None:
    """What is loaded lives to the end of the run: the collector need not walk it again and again."""
    gc.collect()
    gc.freeze()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if hasattr(config, "workerinput"):
        items[:] = [items[at] for at in longest_first([item.nodeid for item in items])]
    if config.getoption("--long"):
        return
    long = pytest.mark.skip(reason="a long run: `jiedai test --long`")
    for item in items:
        if item.get_closest_marker("long"):
            item.add_marker(long)
