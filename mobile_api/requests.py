"""Reading requests: the caller, the JSON body, a wanted string."""

from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import Response

from server.identity.actors import NOBODY, Sessions
from server.identity.errors import TokenInvalid
from server.identity.labels import LABELS
from server.identity.operations import Operation
from server.identity.tokens import DEVELOPER_PREFIX
from server.kit.errors import Denied, Invalid
from server.kit.work import Actor, Caller, House

BEARER = "bearer "
DEVICE_LENGTH_MAX = 200


def caller_as(house: House, request: Request, actor: Actor = NOBODY) -> Caller:
    """A caller with this request's facts."""
    state: Any = request.state
    return Caller(
        house,
        actor,
        request_id=getattr(state, "request_id", ""),
        idempotency_key=request.headers.get("idempotency-key"),
        address=getattr(state, "client_address", None),
        device=request.headers.get("user-agent", "")[:DEVICE_LENGTH_MAX] or None,
    )


async def staff_caller(house: House, request: Request) -> Caller:
    """The member of staff behind the bearer token. Raises TokenInvalid."""
    header = request.headers.get("authorization", "")
    sessions = house.actors
    if not header.lower().startswith(BEARER) or not isinstance(sessions, Sessions):
        raise TokenInvalid
    actor = await sessions.actor_of(house, header[len(BEARER) :].strip())
    request.scope.setdefault("state", {})["actor_id"] = str(actor.id)
    return caller_as(house, request, actor)


def is_developer_token(request: Request) -> bool:
    """Whether a program asks: papers and pictures are for persons."""
    return request.headers.get("authorization", "")[len(BEARER) :].strip().startswith(DEVELOPER_PREFIX)


def require_person(request: Request, operation: Operation) -> None:
    """Names in clear are for persons: a token of a developer reads none. Raises Denied."""
    if is_developer_token(request):
        raise Denied(operation=LABELS[operation][0])


async def json_body(request: Request) -> dict[str, Any]:
    """The JSON object of a request. Raises Invalid."""
    parsed = getattr(request.state, "json", None)
    if parsed is None:
        try:
            parsed = orjson.loads(await request.body())
        except orjson.JSONDecodeError as error:
            raise Invalid(field="body", reason="JSON") from error
    if not isinstance(parsed, dict):
        raise Invalid(field="body", reason="JSON object")
    return parsed


def text_of(body: dict[str, Any], name: str, *, optional: bool = False) -> str:
    """A string of the body. Raises Invalid, naming the field; an optional one may be missing and is then ''."""
    value = body.get(name)
    if value is None and optional:
        return ""
    if not isinstance(value, str) or not (value or optional):
        raise Invalid(field=name, reason="string")
    return value


def json_response(content: Any, status: int = 200) -> Response:
    """JSON that nobody keeps."""
    return Response(
        orjson.dumps(content), status_code=status, media_type="application/json", headers={"Cache-Control": "no-store"}
    )
