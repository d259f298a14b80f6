"""Runs migrations as the owner role: one transaction each, quick to give up on a lock, never two at once."""

import asyncio
import os

from alembic import context
from sqlalchemy import text
from sqlalchemy.engine import Connection
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from migrations.metadata import metadata

LOCK_TIMEOUT = "SET lock_timeout = '5s'"
STATEMENT_TIMEOUT = "SET statement_timeout = '60s'"


def _url() -> str:
    url = context.config.attributes.get("url") or os.environ.get("JIEDAI_OWNER_DATABASE_URL")
    if not url:
        message = "JIEDAI_OWNER_DATABASE_URL is not set"
        raise SystemExit(message)
    return str(url)


def _ours(name: str | None, kind: str, _parents: object) -> bool:
    """The job tables belong to procrastinate."""
    return not (kind == "table" and (name or "").startswith("procrastinate_"))


def _migrate(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=metadata,
        transaction_per_migration=True,
        include_name=_ours,
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()


async def _run() -> None:
    engine = create_async_engine(_url(), poolclass=NullPool)
    async with engine.connect() as connection:
        await connection.execute(text(LOCK_TIMEOUT))
        await connection.execute(text(STATEMENT_TIMEOUT))
        await connection.commit()
        await connection.run_sync(_migrate)
        await connection.commit()
    await engine.dispose()


if context.is_offline_mode():
    message = "migrations run against a database"
    raise SystemExit(message)
asyncio.run(_run())
