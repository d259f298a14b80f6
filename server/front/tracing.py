"""OpenTelemetry spans, one a request, when an OTLP endpoint is configured; without one nothing is imported or run."""

from typing import TYPE_CHECKING

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from server.front.access_log import SERVER_ERROR, status_of
from server.front.paths import PathTable

if TYPE_CHECKING:
    from opentelemetry.sdk.trace import SpanProcessor, TracerProvider


def build_tracer_provider(endpoint: str | None, *, service: str = "jiedai") -> "TracerProvider | None":
    """A provider that sends spans in batches to `<endpoint>/v1/traces`; None when no endpoint is configured.

    Call `shutdown()` on it when the process ends: that sends what is still waiting.
    """
    if not endpoint:
        return None
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    from opentelemetry.sdk.trace.export import BatchSpanProcessor

    exporter = OTLPSpanExporter(endpoint=endpoint.rstrip("/") + "/v1/traces")
    return provider_with(BatchSpanProcessor(exporter), service=service)


def provider_with(processor: "SpanProcessor", *, service: str) -> "TracerProvider":
    """A provider of our own; the process-wide one is left alone."""
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider

    provider = TracerProvider(resource=Resource.create({"service.name": service}), shutdown_on_exit=False)
    provider.add_span_processor(processor)
    return provider


class Tracing:
    """A server span for each request: method, route class, status, request id; no path, no query, no address.

    A caller's `traceparent` is followed only when a trusted proxy passed it on.
    """

    def __init__(self, app: ASGIApp, table: PathTable, provider: "TracerProvider") -> None:
        from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

        self.app = app
        self.table = table
        self.tracer = provider.get_tracer("jiedai.front")
        self.propagator = TraceContextTextMapPropagator()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        from opentelemetry.trace import SpanKind, Status, StatusCode

        route = self.table.find(scope["path"]).route_class
        method = scope.get("method", "WEBSOCKET")
        state = scope.setdefault("state", {})
        carrier = _carrier(scope) if state.get("behind_trusted_proxy") else {}
        with self.tracer.start_as_current_span(
            f"{method} {route}", context=self.propagator.extract(carrier), kind=SpanKind.SERVER, record_exception=False
        ) as span:
            span.set_attributes({"http.request.method": method, "http.route": route})
            span.set_attribute("jiedai.request_id", str(state.get("request_id", "")))

            async def observed(message: Message) -> None:
                status = status_of(message)
                if status is not None:
                    span.set_attribute("http.response.status_code", status)
                    span.set_status(Status(StatusCode.ERROR if status >= SERVER_ERROR else StatusCode.UNSET))
                await send(message)

            await self.app(scope, receive, observed)


def _carrier(scope: Scope) -> dict[str, str]:
    wanted = (b"traceparent", b"tracestate")
    return {name.decode(): value.decode("latin-1") for name, value in scope["headers"] if name in wanted}
