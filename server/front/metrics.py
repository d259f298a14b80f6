"""Prometheus figures of the edge, by class of route and status: never by path, so their number stays bounded."""

import time
from functools import cache
from ipaddress import IPv4Network, IPv6Network, ip_network

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from server.front.access_log import CLIENT_GONE, SERVER_ERROR, status_of
from server.front.client_address import parse_address
from server.front.paths import PathTable
from server.front.refusals import answer
from server.kit.errors import NotFound

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "WEBSOCKET"})
BUCKETS_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
LOCAL_NETWORKS = (ip_network("127.0.0.0/8"), ip_network("::1/128"))


class Metrics:
    """Counts and times each request. The registry is handed in: two applications in one process share nothing."""

    def __init__(self, app: ASGIApp, table: PathTable, registry: CollectorRegistry) -> None:
        self.app = app
        self.table = table
        labels = ("route", "method", "status")
        self.requests = Counter("jiedai_http_requests", "Requests answered", labels, registry=registry)
        self.seconds = Histogram(
            "jiedai_http_request_seconds", "Time to the answer", ("route",), registry=registry, buckets=BUCKETS_SECONDS
        )
        self.open = Gauge("jiedai_http_requests_open", "Requests being answered", registry=registry)
        # series are few (see above) and live as long as the registry: each is looked up once
        self._requests = cache(lambda route, method, status: self.requests.labels(route, method, str(status)))
        self._seconds = cache(self.seconds.labels)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        status: int | None = None
        begun = time.perf_counter()

        async def observed(message: Message) -> None:
            nonlocal status
            status = status or status_of(message)
            await send(message)

        self.open.inc()
        try:
            await self.app(scope, receive, observed)
        except Exception:
            status = status or SERVER_ERROR
            raise
        finally:
            self.open.dec()
            self._count(scope, status or CLIENT_GONE, time.perf_counter() - begun)

    def _count(self, scope: Scope, status: int, elapsed_seconds: float) -> None:
        route = self.table.find(scope["path"]).route_class
        method = scope.get("method", "WEBSOCKET")
        self._requests(route, method if method in METHODS else "other", status).inc()
        if scope["type"] == "http":
            self._seconds(route).observe(elapsed_seconds)


class MetricsPage:
    """Answers `/metrics` to callers in the given networks; to everybody else there is no such page."""

    def __init__(
        self,
        app: ASGIApp,
        registry: CollectorRegistry,
        *,
        networks: tuple[IPv4Network | IPv6Network, ...] = LOCAL_NETWORKS,
        path: str = "/metrics",
    ) -> None:
        self.app = app
        self.registry = registry
        self.networks = networks
        self.path = path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] != self.path or scope["method"] not in {"GET", "HEAD"}:
            await self.app(scope, receive, send)
            return
        client = scope.get("client")
        address = parse_address(client[0]) if client else None
        if address is None or not any(address in network for network in self.networks):
            await answer(scope, send, NotFound("path"))
            return
        body = generate_latest(self.registry)
        headers = [(b"content-type", CONTENT_TYPE_LATEST.encode()), (b"content-length", str(len(body)).encode())]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})
