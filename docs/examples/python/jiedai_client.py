"""A small client of the lending API on `gql`: paging, mutations that may be sent again, subscriptions.

Copy it and change it. What it knows of the API stands in docs/api.md.
"""  # noqa: INP001 - a script to copy, no package

import asyncio
import random
import uuid
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any, Self

from gql import Client, GraphQLRequest
from gql.transport.exceptions import TransportError, TransportQueryError, TransportServerError
from gql.transport.httpx import HTTPXAsyncTransport
from gql.transport.websockets import WebsocketsTransport

NAME, VERSION = "python-example", "1.0"
PROTOCOL = "graphql-transport-ws"
TRIES_MAX = 5
GATEWAY = 500
TOO_MANY = {"REQUEST_RATE_EXCEEDED", "ACCESS_TOO_MANY"}
AGAIN = TOO_MANY | {"SERVER_UNAVAILABLE"}
LOG_IN = "mutation LogIn($input: LogInInput!) { logIn(input: $input) { accessToken } }"
OUTCOME = "query Outcome($key: String!) { requestOutcome(key: $key) { state code } }"


@dataclass
class Refused(Exception):
    """The API said no. `code` is a value of the schema's enum ErrorCode, `field` the input field it is about."""

    code: str
    message: str
    field: str | None = None
    request_id: str | None = None
    retry_after_seconds: float | None = None

    @classmethod
    def of(cls, error: dict[str, Any]) -> Self:
        told = error.get("extensions", {})
        return cls(
            told.get("code", ""),
            error.get("message", ""),
            told.get("field"),
            told.get("requestId"),
            told.get("retryAfterSeconds"),
        )

    def __str__(self) -> str:
        return f"{self.code}: {self.message} ({self.field or 'no field'}; request {self.request_id})"


class Jiedai:
    """One server, one connection, one token: `async with Jiedai(url, token) as api`.

    The token is a developer token, or comes from `log_in`.
    """

    def __init__(self, url: str, token: str | None = None) -> None:
        self.url = url.rstrip("/")
        self.token = token
        self._client = Client(transport=HTTPXAsyncTransport(f"{self.url}/graphql", timeout=30), execute_timeout=None)
        self._session: Any = None

    async def __aenter__(self) -> Self:
        self._session = await self._client.connect_async()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._client.close_async()

    async def ask(self, document: str, **variables: Any) -> dict[str, Any]:
        """The data of one answer. Raises Refused, or gql's TransportError when no answer came."""
        headers = {"X-Client-Name": NAME, "X-Client-Version": VERSION}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        request = GraphQLRequest(document, variable_values=variables)
        try:
            data: dict[str, Any] = await self._session.execute(request, extra_args={"headers": headers})
        except TransportQueryError as error:
            raise Refused.of((error.errors or [{}])[0]) from error
        return data

    async def log_in(self, login: str, password: str, code: str | None = None) -> None:
        """Take a token for some minutes."""
        given = {"login": login, "password": password, "code": code, "device": NAME}
        self.token = (await self.ask(LOG_IN, input=given))["logIn"]["accessToken"]

    async def once(self, document: str, key: str | None = None, **given: Any) -> dict[str, Any]:
        """A mutation that has its effect once, however often it must be sent: every try carries the same key."""
        keyed = given | {"idempotencyKey": key or str(uuid.uuid4())}
        for attempt in range(1, TRIES_MAX + 1):
            pause = min(10.0, 0.2 * 2**attempt) * random.uniform(0.5, 1)  # noqa: S311 - jitter, no secret
            try:
                return await self.ask(document, input=keyed)
            except Refused as refused:
                if refused.code not in AGAIN or attempt == TRIES_MAX:
                    raise
                pause = refused.retry_after_seconds or pause
            except TransportError as error:
                # no answer came, or a gateway's: whether it had its effect, the key will tell
                lasting = isinstance(error, TransportServerError) and (error.code or 0) < GATEWAY
                if lasting or attempt == TRIES_MAX:
                    raise
            await asyncio.sleep(pause)
        raise AssertionError

    async def outcome(self, key: str) -> dict[str, Any] | None:
        """What became of a key: `applied`, `refused` with its code, or None when it never arrived."""
        found: dict[str, Any] | None = (await self.ask(OUTCOME, key=key))["requestOutcome"]
        return found

    async def rows(self, document: str, field: str, **variables: Any) -> AsyncIterator[dict[str, Any]]:
        """Every row of a connection, page by page. The document takes `$after` and selects `nodes` and `pageInfo`."""
        after = None
        while True:
            page = (await self.ask(document, after=after, **variables))[field]
            for row in page["nodes"]:
                yield row
            if not page["pageInfo"]["hasNextPage"]:
                return
            after = page["pageInfo"]["endCursor"]

    async def watch(self, document: str, **variables: Any) -> AsyncIterator[dict[str, Any]]:
        """The events of a subscription, the present state first. The token goes in the first message."""
        transport = WebsocketsTransport(
            self.url.replace("http", "ws", 1) + "/graphql",
            init_payload={"accessToken": self.token or ""},
            subprotocols=[PROTOCOL],
        )
        async with Client(transport=transport) as session:
            async for event in session.subscribe(GraphQLRequest(document, variable_values=variables)):
                yield event
