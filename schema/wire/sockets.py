"""Subscriptions over `graphql-transport-ws`: nothing else over a socket, and no other protocol.

The first message carries `accessToken`; who cannot show one is turned away. Each event goes through the guard again,
which re-checks session and rights.
"""

from datetime import timedelta
from typing import Any

from graphql import GraphQLError
from strawberry.asgi import GraphQL
from strawberry.exceptions import ConnectionRejectionError
from strawberry.schema import Schema
from strawberry.subscriptions import GRAPHQL_TRANSPORT_WS_PROTOCOL
from strawberry.subscriptions.protocols.graphql_transport_ws.handlers import BaseGraphQLTransportWSHandler
from strawberry.subscriptions.protocols.graphql_transport_ws.types import SubscribeMessage

from schema.kit.context import Context
from schema.kit.errors import DocumentRefused, coded
from schema.wire.callers import caller_of
from server.kit.errors import DomainError
from server.kit.work import House

INIT_SECONDS = 10
SUBSCRIPTIONS_MAX = 20
NO_TOKEN = ""
"""A header of the handshake counts for nothing: the token comes in the first message."""


class Handler(BaseGraphQLTransportWSHandler[Context, None]):
    """Strawberry's handler of one socket, with a coded refusal of one subscription too many."""

    async def handle_subscribe(self, message: SubscribeMessage) -> None:
        if self.connection_acknowledged and len(self.operations) >= SUBSCRIPTIONS_MAX:
            refusal = DocumentRefused(field="query", reason=f"more than {SUBSCRIPTIONS_MAX} subscriptions on a socket")
            error = coded(GraphQLError(refusal.code, original_error=refusal), self.context.caller.request_id)
            await self.send_message({"id": message["id"], "type": "error", "payload": [error.formatted]})
            return
        await super().handle_subscribe(message)


class Sockets(GraphQL[Context, None]):
    """The WebSocket half of /graphql."""

    graphql_transport_ws_handler_class = Handler

    def __init__(self, schema: Schema, house: House, allowed_origins: tuple[str, ...] = ()) -> None:
        super().__init__(
            schema,
            graphql_ide=None,
            allow_queries_via_get=False,
            subscription_protocols=[GRAPHQL_TRANSPORT_WS_PROTOCOL],
            connection_init_wait_timeout=timedelta(seconds=INIT_SECONDS),
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
