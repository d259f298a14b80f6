"""From a request to its caller: bearer token, client address, request id."""

from starlette.types import Scope

from server.identity.actors import NOBODY, Sessions
from server.identity.errors import TokenInvalid
from server.kit.work import Caller, House

BEARER = "bearer "
DEVICE_LENGTH = 200


async def caller_of(house: House, scope: Scope, token: str | None = None) -> Caller:
    """The caller behind a connection; nobody without a token. Raises TokenInvalid for a token that is no good."""
    header = _header(scope, b"authorization")
    if token is None and header:
        if not header.lower().startswith(BEARER):
            raise TokenInvalid
        token = header[len(BEARER) :].strip()
    actor = NOBODY
    if token:
        sessions = house.actors
        assert isinstance(sessions, Sessions)
        actor = await sessions.actor_of(house, token)
    state = scope.get("state", {})
    return Caller(
        house,
        actor,
        request_id=state.get("request_id", ""),
        address=state.get("client_address"),
        device=_header(scope, b"user-agent")[:DEVICE_LENGTH] or None,
    )


def _header(scope: Scope, name: bytes) -> str:
    """The first header of a name, or ''."""
    for given, value in scope["headers"]:
        if given == name:
            return str(value, "latin-1")
    return ""
