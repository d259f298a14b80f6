"""The composition root: what a process is made of, and the ASGI application with its front door."""

import gc
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
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
from server.connectors.assistant import NullAssistant
from server.connectors.links import HttpSources
from server.contracts.signer import open_signer
from server.custody.bank_http import HttpBank
from server.front.exact import Exact
from server.front.paths import JSON, PathRule, PathTable
from server.front.stack import FrontDoor, front_door
from server.front.tracing import build_tracer_provider
from server.identity.actors import Sessions
from server.kit.clock import clock_on
from server.kit.database import Database, make_engine
from server.kit.errors import DomainError
from server.kit.hints import Hints
from server.kit.ids import SystemIds
from server.kit.ports import PictureReader, Ports
from server.kit.read_pool import ReadPool
from server.kit.storage import DiskStore
from server.kit.work import House
from server.notices.channels import open_channel
from server.notices.reach.heralds import open_heralds
from server.partners.webhooks.courier import HttpCourier
from server.reactions import REACTIONS
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


def open_house(settings: Settings, reader: PictureReader | None = None) -> House:
    """Everything that a process needs, from its settings. Only the worker has a picture reader."""
    clock = clock_on(date.fromisoformat(settings.business_date) if settings.business_date else None)
    master_key = settings.master_key.get_secret_value()
    url = settings.database_url.get_secret_value()
    engine = make_engine(url, pool_size=settings.pool_size, pooler=settings.database_pooler)
    reads = ReadPool(engine, size=settings.pool_size, prepared=settings.database_pooler != "transaction")
    database = Database(engine, reads=reads)
    courier, messenger = HttpCourier(settings.webhook_networks), open_channel(settings)
    ports = Ports(
        clock=clock,
        ids=SystemIds(),
        bank=HttpBank(settings.bank_url, settings.bank_secret.get_secret_value(), clock=clock),
        storage=DiskStore(settings.data_dir / "blobs"),
        messenger=messenger,
        signer=open_signer(settings),
        reader=reader,
        master_key=master_key,
        courier=courier,
        sources=HttpSources(
            settings.connectors_url,
            settings.connectors_secret.get_secret_value(),
            urls=settings.connector_urls,
            clock=clock,
        ),
        assistant=NullAssistant(),
        heralds=open_heralds(settings, courier=courier, messenger=messenger, clock=clock),
    )
    sessions = Sessions(settings.token_key.get_secret_value(), settings.cut_off_hour)
    return House(database, ports, settings, sessions, REACTIONS, Hints(hints_url(settings)))


def hints_url(settings: Settings) -> str | None:
    """Where to listen for hints: a pooler in transaction mode cannot, so behind one it takes an address of its own."""
    direct = settings.hints_database_url or (None if settings.database_pooler else settings.database_url)
    return direct.get_secret_value() if direct else None


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
