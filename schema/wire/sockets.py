"""Subscriptions over `graphql-transport-ws`: nothing else over a socket, and no other protocol.

The first message carries `accessToken`; who cannot show one is turned away. Each event goes through the guard again,
which re-checks session and rights.
"""

from datetime import timedelta
from typing import Any

from strawberry.asgi import GraphQL
from strawberry.exceptions import ConnectionRejectionError
from strawberry.schema import Schema
from strawberry.subscriptions import GRAPHQL_TRANSPORT_WS_PROTOCOL

from schema.kit.context import Context
from schema.wire.callers import caller_of
from server.kit.errors import DomainError
from server.kit.work import House

INIT_SECONDS = 10
SUBSCRIPTIONS_MAX = 20
NO_TOKEN = ""
"""A header of the handshake counts for nothing: the token comes in the first message."""


class Sockets(GraphQL[Context, None]):
    """The WebSocket half of /graphql."""

    def __init__(self, schema: Schema, house: House, allowed_origins: tuple[str, ...] = ()) -> None:
        super().__init__(
            schema,
            graphql_ide=None,
            allow_queries_via_get=False,
            subscription_protocols=[GRAPHQL_TRANSPORT_WS_PROTOCOL],
            connection_init_wait_timeout=timedelta(seconds=INIT_SECONDS),
            max_subscriptions_per_connection=SUBSCRIPTIONS_MAX,
            allowed_origins=allowed_origins,
        )
        self._house = house

    async def get_context(self, request: Any, response: Any) -> Context:
        del response
        return Context(await caller_of(self._house, request, NO_TOKEN), connection=request)

    async def on_ws_connect(self, context: Context) -> Any:
        """Take the token of the first message. Turns away whoever has none."""
        token = context.connection_params.get("accessToken")
        if not isinstance(token, str) or not token or context.connection is None:
            raise ConnectionRejectionError({"code": "ACCESS_UNAUTHENTICATED"})
        try:
            context.caller = await caller_of(self._house, context.connection, token)
        except DomainError as error:
            raise ConnectionRejectionError({"code": error.enum_name}) from error
        return await super().on_ws_connect(context)
