"""Fill a freshly migrated database with the book, as the role that owns the tables."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import asyncpg
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.pool import NullPool

from bench.book.scale import DAY, Scale
from server.identity import catalogue as posts
from server.identity import passwords
from server.kit.clock import start_of
from server.products import catalogue as products
from server.seeds.lender import opened_on
from server.seeds.staff import PASSWORD, id_of

SCRIPTS = Path(__file__).parent / "sql"


async def fill(owner_url: str, scale: Scale, say: Callable[[str], None] = lambda _: None) -> None:
    """Write the book in one transaction, script by script, then gather statistics.

    `owner_url` is a plain `postgresql://` one. `say` hears which script runs.
    """
    await _write_catalogues(owner_url.replace("postgresql://", "postgresql+asyncpg://", 1))
    connection: Any = await asyncpg.connect(owner_url, server_settings={"timezone": "UTC"})
    try:
        async with connection.transaction():
            settings = scale.settings | {"bench.password_hash": passwords.hash_password(PASSWORD)}
            for name, value in settings.items():
                await connection.execute("SELECT set_config($1, $2, true)", name, value)
            for script in sorted(SCRIPTS.glob("*.sql")):
                say(f"filling the book: {script.stem.split('_', 1)[1]}")
                await connection.execute(script.read_text(encoding="utf-8"))
        await connection.execute("VACUUM ANALYZE")
    finally:
        await connection.close()


async def _write_catalogues(url: str) -> None:
    """Roles, positions and the first product, as every new house gets them."""
    engine = create_async_engine(url, poolclass=NullPool)
    begins = opened_on(DAY)
    try:
        async with AsyncSession(engine) as session, session.begin():
            await posts.write(session)
            first, at = [id_of(products.CODE)], start_of(begins)
            await products.write(session, version_ids=first, created_by=id_of("risk"), at=at, begins=begins)
    finally:
        await engine.dispose()
