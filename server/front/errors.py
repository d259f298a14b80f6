"""The last resort: what nobody foresaw becomes a masked, coded 500 with the request id, and a line in the log.

Frameworks further in answer 500 with words of their own before they let the exception through, so a 500 that starts
inside is held back until it is known whether an exception follows; everything else passes at once.
"""

import structlog
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocketDisconnect
from uvicorn.protocols.utils import ClientDisconnected

from server.front.paths import PathTable
from server.front.refusals import answer, request_id_of
from server.kit.errors import DomainError, Unavailable, Unforeseen

SERVER_ERROR = 500
WEBSOCKET_SERVER_ERROR = 1011
GONE = (ClientDisconnect, ClientDisconnected, WebSocketDisconnect, ConnectionResetError, BrokenPipeError)

log = structlog.get_logger("errors")


def is_client_gone(error: BaseException) -> bool:
    """Whether an exception only says that the client has left; a group says so when all of it does."""
    if isinstance(error, BaseExceptionGroup):
        return all(is_client_gone(inner) for inner in error.exceptions)
    return isinstance(error, GONE)


class Errors:
    """Catches every exception. A refusal that nobody further in has answered is answered by its own code."""

    def __init__(self, app: ASGIApp, table: PathTable) -> None:
        self.app = app
        self.table = table

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        outlet = _Outlet(send)
        gone = _Gone(receive)
        try:
            await self.app(scope, gone, outlet)
        except Exception as error:  # noqa: BLE001 - this is the last resort
            if is_client_gone(error) and (gone.seen or not isinstance(error, ConnectionError)):
                log.debug("client_gone", request_id=request_id_of(scope))
                return
            await self._answer(scope, outlet, error)
        else:
            await outlet.release()

    async def _answer(self, scope: Scope, outlet: "_Outlet", error: Exception) -> None:
        route = self.table.find(scope["path"])
        foreseen = isinstance(error, Unavailable) or (isinstance(error, DomainError) and error.status < SERVER_ERROR)
        if not foreseen:
            log.error("unforeseen", request_id=request_id_of(scope), route=route.route_class, exc_info=error)
        if not outlet.started:
            refusal = error if isinstance(error, DomainError) and foreseen else Unforeseen()
            await answer(scope, outlet.send, refusal, graphql=route.graphql)
        elif scope["type"] == "websocket":
            await outlet.send({"type": "websocket.close", "code": WEBSOCKET_SERVER_ERROR, "reason": Unforeseen.code})
        else:
            # the answer cannot be taken back: the server must break the connection, or the client takes it for whole
            raise AnswerCutShort from None


class AnswerCutShort(Exception):
    """The application failed in the middle of its answer. The cause is in the log under the request id."""


class _Outlet:
    """Sends, but holds a 500 back until `release`."""

    def __init__(self, send: Send) -> None:
        self.send = send
        self.started = False
        self.held: list[Message] = []

    async def __call__(self, message: Message) -> None:
        starting = message["type"] == "http.response.start" and message["status"] == SERVER_ERROR
        if self.held or (starting and not self.started):
            self.held.append(message)
            return
        self.started = True
        await self.send(message)

    async def release(self) -> None:
        held, self.held = self.held, []
        for message in held:
            self.started = True
            await self.send(message)


class _Gone:
    """Receives, and remembers whether the client has left."""

    def __init__(self, receive: Receive) -> None:
        self.receive = receive
        self.seen = False

    async def __call__(self) -> Message:
        message = await self.receive()
        self.seen = self.seen or message["type"] in {"http.disconnect", "websocket.disconnect"}
        return message
