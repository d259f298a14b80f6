"""The way to the job table, which says when it was cut off."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, LiteralString

import psycopg
from procrastinate import PsycopgConnector
from procrastinate.exceptions import ConnectorException


class WatchedConnector(PsycopgConnector):
    """Sets `cut_off` when a statement was lost with its connection.

    A job may then be taken or done in the table while nobody here knows. Whoever works must begin again as another
    worker: what the former one had in hand is thereby nobody's, and is found and begun again.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.cut_off = asyncio.Event()

    @contextmanager
    def _watching(self) -> Iterator[None]:
        try:
            yield
        except ConnectorException as error:
            if isinstance(error.__cause__, psycopg.OperationalError):
                self.cut_off.set()
            raise

    async def execute_query_async(self, query: LiteralString, **arguments: Any) -> None:
        with self._watching():
            await super().execute_query_async(query, **arguments)

    async def execute_query_one_async(self, query: LiteralString, **arguments: Any) -> dict[str, Any]:
        with self._watching():
            found: dict[str, Any] = await super().execute_query_one_async(query, **arguments)
            return found

    async def execute_query_all_async(self, query: LiteralString, **arguments: Any) -> list[dict[str, Any]]:
        with self._watching():
            rows: list[dict[str, Any]] = await super().execute_query_all_async(query, **arguments)
            return rows
