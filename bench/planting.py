"""A house with the demonstration's branches, in a PostgreSQL of its own, planted for one measurement."""

import asyncio
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from bench.wishes import Wishes
from server.commands.migrate import upgrade
from server.commands.supervision.keys import load_keys
from server.kit.embedded.cluster import temporary_cluster
from server.kit.embedded.endpoint import APP_ROLE, OWNER_ROLE
from server.seeds import load as seeds
from server.settings import Settings

DATABASE: Final = "planted"
SEED: Final = 1


@dataclass(frozen=True)
class Planted:
    """The settings of a process in the house, a folder that goes with it, and the owner's address for asyncpg."""

    settings: Settings
    folder: Path
    owner_url: str


@contextmanager
def planted(wishes: Wishes, *, today: date, scale: float) -> Iterator[Planted]:
    """Plant it for a business date, at a share of the demonstration's size."""
    with temporary_cluster() as cluster, tempfile.TemporaryDirectory() as name:
        endpoint, folder = cluster.endpoint, Path(name)
        endpoint.create_database(DATABASE)
        owner_url = endpoint.dsn(OWNER_ROLE, DATABASE)
        upgrade(owner_url)
        keys = {key.removeprefix("JIEDAI_").lower(): value for key, value in load_keys(folder).items()}
        about = {"mode": "demo", "data_dir": folder, "database_url": endpoint.dsn(APP_ROLE, DATABASE)}
        settings = Settings.model_validate(keys | about | {"business_date": today.isoformat()})
        wishes.say("planting the demonstration's branches")
        told = seeds.load(owner_url, settings=settings, seed=SEED, today=today, progress=lambda *_: None, scale=scale)
        asyncio.run(told)
        yield Planted(settings, folder, endpoint.dsn(OWNER_ROLE, DATABASE, driver=None))
