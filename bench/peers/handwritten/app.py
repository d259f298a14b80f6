"""The application: a body with the scope in it, one statement, the bytes that PostgreSQL made."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import asyncpg
import orjson
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

FOLDER = Path(__file__).parent
# the sides of a scope that a statement asks for, as the types of its parameters; then customer and loan, where named
PARAMETERS = {
    "dashboard": ("uuid", "uuid"),
    "loan": ("uuid[]", "uuid"),
    "loans": ("uuid", "uuid"),
}
# the settings are made before the statement behind them asks for the first row, because it stands on their row
_SETTING = """
WITH setting AS MATERIALIZED (
  SELECT set_config('jiedai.branches', $5, true), set_config('jiedai.officers', $6, true),
         set_config('jiedai.customers', $7, true), set_config('jiedai.actor', $8, true)
)
SELECT ({statement}) FROM setting WHERE {typed}
"""
_BARE = "SELECT ({statement}) WHERE {typed}"
# tells the types of parameters that a statement has no use for; the planner drops it
_TYPED = "(($1::{branch}, $2::{officer}, $3::uuid, $4::uuid) IS NOT NULL OR true)"


class UnresetConnection(asyncpg.Connection):  # type: ignore[misc]  # asyncpg is published without types
    """Nothing is ever set for longer than a statement, so the pool's question after each use is left out."""

    def get_reset_query(self) -> str:
        return ""


def build(database_url: str, *, policies: bool, pool_size: int) -> Starlette:
    """The application on a database, with or without the settings of the row policies."""
    pool: list[Any] = []

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        del app
        opened = await asyncpg.create_pool(
            database_url,
            min_size=pool_size,
            max_size=pool_size,
            connection_class=UnresetConnection,
            init=_let_json_through,
            # these statements gain nothing from being planned anew for each value
            server_settings={"timezone": "UTC", "plan_cache_mode": "force_generic_plan"},
        )
        pool.append(opened)
        yield
        await opened.close()

    def door(name: str) -> Route:
        text = statement(name, policies=policies)

        async def answer(request: Request) -> Response:
            asked = orjson.loads(await request.body())
            settings = asked["settings"]
            words = values(name, settings, asked) + (list(settings.values()) if policies else [])
            async with pool[0].acquire() as connection:
                found: bytes = await connection.fetchval(text, *words)
            return Response(b'{"data":' + found + b"}", media_type="application/json")

        return Route(f"/{name}", answer, methods=["POST"])

    return Starlette(routes=[door(name) for name in PARAMETERS], lifespan=lifespan)


def statement(name: str, *, policies: bool) -> str:
    """The whole text of an operation's statement."""
    branch, officer = PARAMETERS[name]
    text = (FOLDER / f"{name}.sql").read_text(encoding="utf-8")
    wrapped = _SETTING if policies else _BARE
    return wrapped.format(statement=text, typed=_TYPED.format(branch=branch, officer=officer))


def values(name: str, settings: dict[str, str], asked: dict[str, Any]) -> list[Any]:
    """The first four parameters: branches and officers in sight (one, or a list), the customer and the loan."""
    sides = zip(PARAMETERS[name], (settings["branches"], settings["officers"]), strict=True)
    seen = [_ids(text) if kind == "uuid[]" else _one(text) for kind, text in sides]
    return [*seen, asked.get("customer"), asked.get("loan")]


def _ids(setting: str) -> list[str]:
    return [] if setting == "*" else setting.split(",")


def _one(setting: str) -> str | None:
    """The only id of a setting; None where it says everything."""
    return None if setting == "*" else setting


async def _let_json_through(connection: Any) -> None:
    """JSON as the bytes that PostgreSQL sends."""
    await connection.set_type_codec("json", schema="pg_catalog", encoder=bytes, decoder=bytes, format="binary")
