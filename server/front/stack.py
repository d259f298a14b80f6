"""The whole front door in its order, outermost first. One place says what surrounds what."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry
from starlette.types import ASGIApp

from server.front.access_log import AccessLog
from server.front.client_address import ClientAddress, Networks
from server.front.cors import CrossOrigin
from server.front.errors import Errors
from server.front.health import Check, Health
from server.front.limits import Limits
from server.front.metrics import LOCAL_NETWORKS, Metrics, MetricsPage
from server.front.paths import PathTable
from server.front.request_id import RequestId
from server.front.security_headers import HSTS_SECONDS, SecurityHeaders
from server.front.tracing import Tracing

if TYPE_CHECKING:
    from opentelemetry.sdk.trace import TracerProvider


@dataclass(frozen=True)
class FrontDoor:
    """What differs from one installation to another."""

    table: PathTable
    registry: CollectorRegistry
    trusted_proxies: Networks = ()
    metrics_networks: Networks = LOCAL_NETWORKS
    checks: Mapping[str, Check] = field(default_factory=dict)
    tracer_provider: "TracerProvider | None" = None
    allowed_origins: frozenset[str] = frozenset()
    hsts_seconds: int = HSTS_SECONDS
    access_log: bool = True


def front_door(app: ASGIApp, front: FrontDoor) -> ASGIApp:
    """Wrap an application. Read upwards: the last line is what a request meets first."""
    app = Limits(app, front.table, allowed_origins=front.allowed_origins)
    app = Health(app, front.checks)
    app = MetricsPage(app, front.registry, networks=front.metrics_networks)
    app = Errors(app, front.table)
    app = CrossOrigin(app, front.table, allowed_origins=front.allowed_origins)
    if front.tracer_provider is not None:
        app = Tracing(app, front.table, front.tracer_provider)
    app = Metrics(app, front.table, front.registry)
    if front.access_log:
        app = AccessLog(app, front.table)
    app = SecurityHeaders(app, front.table, hsts_seconds=front.hsts_seconds)
    app = ClientAddress(app, trusted_proxies=front.trusted_proxies)
    return RequestId(app, trusted_proxies=front.trusted_proxies)
