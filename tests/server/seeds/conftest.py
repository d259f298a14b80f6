"""A small seeded house, loaded once a process and copied for each test."""

import itertools
import os
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Protocol

import pyotp
import pytest
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.pool import NullPool

from server.identity import sessions
from server.identity.actors import Sessions
from server.kit.clock import FixedClock
from server.kit.embedded.endpoint import APP_ROLE, OWNER_ROLE, Endpoint
from server.kit.storage import DiskStore
from server.kit.work import Caller, House
from server.seeds.banking import BankPast
from server.seeds.load import load
from server.seeds.staff import PASSWORD, POSTS
from server.settings import Mode, Settings
from tests.fixtures.database import TEMPLATE_EMPTY
from tests.fixtures.world import MASTER_KEY, TOKEN_KEY

TODAY = date(2026, 3, 2)
SEED, SCALE = 7, 0.02
_numbers = itertools.count(1)


@dataclass(frozen=True)
class Seeded:
    """A loaded template: its name, where its pictures lie, what its banks know, and what the progress bar was told."""

    name: str
    data_dir: Path
    past: BankPast
    told: tuple[tuple[int, int, str], ...]


def settings_for(url: str, data_dir: Path) -> Settings:
    return Settings.model_validate(
        {
            "mode": Mode.TEST,
            "database_url": url,
            "master_key": MASTER_KEY,
            "token_key": TOKEN_KEY,
            "data_dir": data_dir,
        }
    )


async def seeded(endpoint: Endpoint, data_dir: Path, *, seed: int = SEED) -> Seeded:
    """Load a house into a fresh database."""
    name = f"s_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{os.getpid()}_{next(_numbers)}"
    endpoint.create_database(name, template=TEMPLATE_EMPTY)
    told: list[tuple[int, int, str]] = []
    settings = settings_for(endpoint.dsn(APP_ROLE, name), data_dir)
    past = await load(
        endpoint.dsn(OWNER_ROLE, name),
        settings=settings,
        seed=seed,
        today=TODAY,
        progress=lambda *words: told.append(words),
        scale=SCALE,
    )
    return Seeded(name, data_dir, past, tuple(told))


@pytest.fixture(scope="session")
def templates() -> dict[str, Seeded]:
    """What was loaded so far in this process."""
    return {}


@pytest.fixture
async def template(
    templates: dict[str, Seeded], endpoint: Endpoint, tmp_path_factory: pytest.TempPathFactory
) -> Seeded:
    """The house of seed 7, loaded by whoever asks first."""
    if "house" not in templates:
        templates["house"] = await seeded(endpoint, tmp_path_factory.mktemp("seeds"))
    return templates["house"]


@pytest.fixture
def database_name(endpoint: Endpoint, template: Seeded) -> Iterator[str]:
    """A copy for this test alone."""
    name = f"{template.name}_{next(_numbers)}"
    endpoint.create_database(name, template=template.name)
    yield name
    endpoint.drop_database(name)


@pytest.fixture
def settings(app_url: str, template: Seeded) -> Settings:
    return settings_for(app_url, template.data_dir)


@pytest.fixture
def seeded_house(house: House, template: Seeded) -> House:
    """The house with the pictures of its seeds."""
    return replace(house, ports=replace(house.ports, storage=DiskStore(template.data_dir / "blobs")))


class LogIn(Protocol):
    """Logs a member of the seeded staff in, with the second factor where he has one."""

    async def __call__(self, login: str) -> Caller: ...


@pytest.fixture
def log_in(nobody: Caller, seeded_house: House, clock: FixedClock) -> LogIn:
    async def caller_of(login: str) -> Caller:
        secret = next(post for post in POSTS if post.login == login).totp_secret
        code = pyotp.TOTP(secret).at(clock.now()) if secret else None
        asking = replace(nobody, house=seeded_house)
        tokens = await sessions.log_in(asking, login=login, password=PASSWORD, code=code)
        assert isinstance(tokens, sessions.Tokens)
        assert isinstance(seeded_house.actors, Sessions)
        actor = await seeded_house.actors.actor_of(seeded_house, tokens.access)
        return Caller(seeded_house, actor, request_id="test", idempotency_key=f"{login}-{next(_numbers)}")

    return caller_of


@pytest.fixture
async def other_owner(endpoint: Endpoint, tmp_path: Path) -> AsyncIterator[AsyncSession]:
    """A session on a second house of the same seed."""
    again = await seeded(endpoint, tmp_path)
    engine = create_async_engine(endpoint.dsn(OWNER_ROLE, again.name), poolclass=NullPool)
    async with AsyncSession(engine) as session:
        yield session
    await engine.dispose()
    endpoint.drop_database(again.name)
