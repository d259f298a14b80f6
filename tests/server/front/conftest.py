"""A real GraphQL application behind the whole front door: what Strawberry answers 500 to must never reach it."""

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any, cast

import pytest
import strawberry
from prometheus_client import CollectorRegistry
from starlette.applications import Starlette
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.types import ASGIApp
from strawberry.asgi import GraphQL
from strawberry.file_uploads import Upload

from server.front.paths import JSON, MULTIPART, PathRule, PathTable
from server.front.stack import FrontDoor, front_door

TABLE = PathTable(
    [
        PathRule(
            "/graphql",
            "graphql",
            methods=frozenset({"GET", "POST"}),
            content_types=frozenset({JSON, MULTIPART}),
            websocket_protocols=frozenset({"graphql-transport-ws"}),
            graphql=True,
        ),
        PathRule(
            "/uploads",
            "uploads",
            methods=frozenset({"POST", "PUT"}),
            content_types=frozenset({"application/octet-stream", MULTIPART}),
            max_body_bytes=1_000_000,
        ),
        PathRule("/session", "session", methods=frozenset({"POST"}), content_types=frozenset({JSON})),
    ],
    fallback=PathRule("/", "app"),
)


@strawberry.type
class Query:
    @strawberry.field
    def hello(self, name: str = "world") -> str:
        return f"hello {name}"


@strawberry.type
class Mutation:
    @strawberry.mutation
    async def keep(self, file: Upload) -> int:
        upload = cast("UploadFile", file)
        content = await upload.read()
        await upload.close()
        return len(content)


@strawberry.type
class Subscription:
    @strawberry.subscription
    async def count(self, to: int = 2) -> AsyncIterator[int]:
        for number in range(to):
            yield number


async def size(request: Request) -> Response:
    return JSONResponse({"bytes": len(await request.body())})


async def seen(request: Request) -> Response:
    state: dict[str, Any] = request.scope["state"]
    return JSONResponse(
        {"client": state["client_address"], "scheme": request.url.scheme, "host": request.scope["client"][0]}
    )


async def fail(_request: Request) -> Response:
    message = "Key (id_number)=(11010519491231002X) exists"
    raise LookupError(message)


def page(request: Request) -> Response:
    return HTMLResponse(f"<script nonce={request.state.csp_nonce}></script>")


def build(inner: ASGIApp, **over: Any) -> ASGIApp:
    standard = FrontDoor(table=TABLE, registry=CollectorRegistry())
    return front_door(inner, replace(standard, **over))


def lender() -> Starlette:
    graphql = GraphQL(strawberry.Schema(Query, Mutation, Subscription), multipart_uploads_enabled=True)
    return Starlette(
        routes=[
            Route("/graphql", graphql),
            WebSocketRoute("/graphql", graphql),
            Route("/uploads", size, methods=["POST", "PUT"]),
            Route("/session", size, methods=["POST"]),
            Route("/seen", seen),
            Route("/fail", fail),
            Route("/page", page),
        ]
    )


@pytest.fixture
def app() -> ASGIApp:
    return build(lender())
