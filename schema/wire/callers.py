"""From a request to its caller: bearer token, client address, request id."""

from typing import Any

from starlette.requests import HTTPConnection

from server.identity.actors import NOBODY, Sessions
from server.identity.errors import TokenInvalid
from server.kit.work import Caller, House

BEARER = "bearer "


async def caller_of(house: House, connection: HTTPConnection, token: str | None = None) -> Caller:
    """The caller behind a connection; nobody without a token. Raises TokenInvalid for a token that is no good."""
    header = connection.headers.get("authorization", "")
    if token is None and header:
        if not header.lower().startswith(BEARER):
            raise TokenInvalid
        token = header[len(BEARER) :].strip()
    actor = NOBODY
    if token:
        sessions = house.actors
        assert isinstance(sessions, Sessions)
        actor = await sessions.actor_of(house, token)
    state: Any = connection.state
    return Caller(
        house,
        actor,
        request_id=getattr(state, "request_id", ""),
        address=getattr(state, "client_address", None),
        device=connection.headers.get("user-agent", "")[:200] or None,
    )
