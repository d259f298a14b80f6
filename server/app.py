"""The composition root: what a process is made of, and the ASGI application with its front door."""

import gc
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import structlog
from prometheus_client import CollectorRegistry
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from starlette.applications import Starlette
from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.types import ASGIApp

from mobile_api.documents import staff_app_documents
from mobile_api.routes import RULES, routes
from schema.partners.publishing import enter_build
from schema.reading.reader import Reader
from schema.root import schema
from schema.wire.deprecations import DeprecationCounts
from schema.wire.documents import DocumentErrors, Judge
from schema.wire.endpoint import Endpoint
from schema.wire.engine import Engine
from schema.wire.live import Live
from schema.wire.live_figures import LiveFigures
from schema.wire.sockets import Sockets
from schema.wire.trusted import Trusted
from schema.wire.watching import Watching
from server.commands.console import version
from server.front.exact import Exact
from server.front.paths import JSON, PathRule, PathTable
from server.front.stack import FrontDoor, front_door
from server.front.tracing import build_tracer_provider
from server.kit.errors import DomainError
from server.kit.work import House
from server.opening import open_house
from server.settings import Settings

GRAPHQL = PathRule(
    "/graphql",
    "graphql",
    methods=frozenset({"GET", "HEAD", "POST"}),
    content_types=frozenset({JSON}),
    websocket_protocols=frozenset({"graphql-transport-ws"}),
    graphql=True,
    cross_origin=True,
)
FALLBACK = PathRule("/", "app", methods=frozenset({"GET", "HEAD"}))

_log = structlog.get_logger()


@dataclass(frozen=True)
class App:
    """The ASGI application, the house behind it, and what is watched there."""

    asgi: ASGIApp
    house: House
    live: Live


def create_app() -> ASGIApp:
    """What `jiedai serve` runs: settings from the environment."""
    return build_app(open_house(Settings())).asgi  # type: ignore[call-arg]  # the fields come from the environment


def judge_of(settings: Settings) -> Judge:
    """Who judges documents under these settings, and keeps them with their plans: nothing in it is of one house."""
    return Judge(schema.catalogue.schema, introspection=settings.introspection or not settings.is_production)


def build_app(house: House, extra: Sequence[BaseRoute] = (), *, judge: Judge | None = None) -> App:
    """The application of a house, behind its front door; apps of several houses in a process may share a judge."""
    judge = judge or judge_of(house.settings)
    engine = Engine(schema, Reader(schema.catalogue))
    trusted = Trusted(staff_app_documents(), only=house.settings.trusted_documents_only)
    live = Live(engine)
    registry = CollectorRegistry()
    deprecations = DeprecationCounts(registry, house.settings.known_clients)
    sockets = Sockets(house, Watching(schema.catalogue.schema, judge, trusted, live, deprecations=deprecations))
    registry.register(LiveFigures(sockets, live))
    endpoint = Endpoint(engine, judge, trusted, house, deprecations=deprecations)
    inner = Starlette(
        routes=[
            Route("/graphql", endpoint, methods=["GET", "HEAD", "POST"]),
            WebSocketRoute("/graphql", sockets),
            *extra,
            *routes(house, endpoint.ask),
        ],
        lifespan=_lifespan(house, live, judge),
    )
    application = Exact(GRAPHQL.prefix, endpoint, inner)
    front = FrontDoor(
        table=PathTable([GRAPHQL, *RULES], fallback=FALLBACK),
        registry=registry,
        trusted_proxies=house.settings.trusted_proxies,
        allowed_origins=house.settings.allowed_origins,
        checks={"database": lambda: _answers(house)},
        tracer_provider=build_tracer_provider(house.settings.otlp_endpoint),
        access_log=house.settings.access_log,
    )
    return App(front_door(application, front), house, live)


def _lifespan(house: House, live: Live, judge: Judge) -> Any:
    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        del app
        await _enter_build(house, judge)
        spare_collector()
        async with house.hints.running():
            yield
        await live.settled()
        await house.database.close()

    return lifespan


def spare_collector() -> None:
    """Set apart what is loaded at the start: it lives as long as the process, so nothing in it is ever garbage.

    Walked by the collector in the middle of a request it cost that request half a second and more (measured, hostile
    documents on a busy machine).
    """
    gc.collect()
    gc.freeze()


async def _enter_build(house: House, judge: Judge) -> None:
    """Keep the staff app's documents for the builds after this one.

    This build does not need it: where the database is away or not migrated yet, the next start makes up for it.
    """
    try:
        await enter_build(house, judge, version(), staff_app_documents())
    except (DomainError, DBAPIError, DocumentErrors) as error:
        _log.warning("build_not_entered", reason=type(error).__name__)


async def _answers(house: House) -> bool:
    """Whether the database answers and has been migrated."""
    async with house.database.engine.connect() as connection:
        version = (await connection.execute(text("SELECT version_num FROM alembic_version"))).scalar_one_or_none()
    return version is not None
