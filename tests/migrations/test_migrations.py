"""Migrations: from nothing to head and back, one head, and no difference from the models."""

import asyncio
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from migrations.metadata import metadata
from server.kit.embedded.endpoint import OWNER_ROLE, Endpoint
from tests.fixtures.database import migrate

CONFIG = Config(toml_file="pyproject.toml")


def differences(connection: Connection) -> list[object]:
    def ours(name: str | None, kind: str, _parents: object) -> bool:
        return not (kind == "table" and (name or "").startswith("procrastinate_"))

    context = MigrationContext.configure(connection, opts={"include_name": ours, "compare_type": True})
    return list(compare_metadata(context, metadata))


def test_there_is_one_head_and_every_revision_says_what_it_does() -> None:
    scripts = ScriptDirectory.from_config(CONFIG)
    assert len(scripts.get_heads()) == 1
    assert all(script.doc for script in scripts.walk_revisions())


def test_the_migrated_database_is_what_the_models_say(endpoint: Endpoint, database_name: str) -> None:
    async def compared() -> list[object]:
        engine = create_async_engine(endpoint.dsn(OWNER_ROLE, database_name), poolclass=NullPool)
        async with engine.connect() as connection:
            found = await connection.run_sync(differences)
        await engine.dispose()
        return found

    assert asyncio.run(compared()) == []


def test_down_to_nothing_and_up_again(endpoint: Endpoint) -> None:
    name = "migrations_down_and_up"
    endpoint.create_database(name)
    url = endpoint.dsn(OWNER_ROLE, name)
    migrate(url)
    config = Config(toml_file="pyproject.toml")
    config.attributes["url"] = url
    command.downgrade(config, "base")
    assert asyncio.run(tables(url)) == {"alembic_version"}
    migrate(url)
    endpoint.drop_database(name)


async def tables(url: str) -> set[str]:
    engine = create_async_engine(url, poolclass=NullPool)
    async with engine.connect() as connection:
        rows = await connection.execute(text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'"))
        found = set(rows.scalars())
    await engine.dispose()
    return found


def test_each_statement_stands_alone() -> None:
    crowded = [
        file.name
        for file in Path("migrations/versions").glob("*.py")
        if any(";" in line and "op.execute" in line for line in file.read_text().splitlines() if "DO $$" not in line)
    ]
    assert crowded == []
