"""The HTTP API of the simulated sources. Every call but /health is signed; every refusal is a coded 4xx."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from server.connectors.signing import is_signed
from server.simulators.sources.desk import Desk, NumberTaken, Taken
from server.simulators.sources.faults import Fault, FaultKind, write_fault
from server.simulators.sources.profiles import DRAWN

BODY_BYTES_MAX = 100_000
NUMBER_MAX = 64
OTHER_NUMBER = "another-number"
HELD = (FaultKind.SILENT, FaultKind.NOT_RECEIVED)


class Refusal(Exception):
    """Answered as a coded 4xx or 5xx."""

    def __init__(self, status: int, code: str) -> None:
        super().__init__(code)
        self.status, self.code = status, code


class Counter:
    """One method a call; each gets the request and its JSON object, the signature already checked."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    async def ask(self, request: Request, content: Any) -> Response:
        source, number, subject = _source(request), content.get("number"), content.get("subject")
        if not (isinstance(number, str) and 0 < len(number) <= NUMBER_MAX and _is_subject(subject)):
            raise Refusal(400, "MALFORMED")
        faults = self.desk.meet(source, subject.get("number", ""), "ask")
        kinds = {fault.kind for fault in faults}
        if FaultKind.DOWN in kinds:
            raise Refusal(503, "UNAVAILABLE")
        if FaultKind.NOT_RECEIVED in kinds:
            return await _hold(request, faults)
        try:
            taken = self.desk.take(source, number, subject, faults)
        except NumberTaken:
            raise Refusal(409, "NUMBER_TAKEN") from None
        return await self._answer(request, taken, faults)

    async def fetch(self, request: Request, _content: Any) -> Response:
        source, number = _source(request), request.path_params["number"]
        taken = self.desk.taken.get(number)
        faults = self.desk.meet(source, taken.subject.get("number", "") if taken else "", "fetch")
        if FaultKind.DOWN in {fault.kind for fault in faults}:
            raise Refusal(503, "UNAVAILABLE")
        if taken is None or taken.source != source:
            return JSONResponse({"number": number, "state": "NOT_FOUND"}, 404)
        return await self._answer(request, taken, faults)

    async def _answer(self, request: Request, taken: Taken, faults: list[Fault]) -> Response:
        kinds = {fault.kind for fault in faults}
        if kinds.intersection(HELD):
            return await _hold(request, faults)
        if not self.desk.is_answered(taken):
            return JSONResponse({"number": taken.number, "state": "PENDING"}, 202)
        if FaultKind.GARBAGE in kinds:
            return Response(b"<html>maintenance</html>", media_type="text/html")
        number = OTHER_NUMBER if FaultKind.OTHER_NUMBER in kinds else taken.number
        return JSONResponse({"number": number, "state": "ANSWERED", "content": taken.content})

    async def tell(self, request: Request, content: Any) -> Response:
        """What a source says of somebody: {subject, content}."""
        subject, said = content.get("subject"), content.get("content")
        if not isinstance(subject, str) or not isinstance(said, dict):
            raise Refusal(400, "MALFORMED")
        self.desk.tell(_source(request), subject, said)
        return JSONResponse({}, 201)

    async def script(self, _request: Request, content: Any) -> Response:
        try:
            return JSONResponse(write_fault(self.desk.script(content)), 201)
        except (ValueError, TypeError):
            raise Refusal(400, "MALFORMED") from None

    async def clear(self, _request: Request, _content: Any) -> Response:
        self.desk.clear_faults()
        return JSONResponse({})

    async def show_books(self, _request: Request, _content: Any) -> Response:
        """What was asked: {inquiries: [{source, number, subject, asked}]}."""
        names = ("source", "number", "subject", "asked")
        rows = [{name: getattr(each, name) for name in names} for each in self.desk.taken.values()]
        return JSONResponse({"inquiries": rows})


Answer = Callable[[Request, Any], Awaitable[Response]]


def application(desk: Desk, secret: str) -> Starlette:
    """The ASGI application over this desk."""
    counter = Counter(desk)
    calls: list[tuple[str, str, Answer]] = [
        ("POST", "/v1/faults", counter.script),
        ("DELETE", "/v1/faults", counter.clear),
        ("GET", "/v1/books", counter.show_books),
        ("POST", "/v1/{source}/inquiries", counter.ask),
        ("GET", "/v1/{source}/inquiries/{number}", counter.fetch),
        ("POST", "/v1/{source}/profiles", counter.tell),
    ]
    routes = [Route(path, _signed(answer, secret, desk), methods=[method]) for method, path, answer in calls]
    return Starlette(routes=[Route("/health", _health), *routes])


async def _health(_request: Request) -> Response:
    return JSONResponse({"status": "alive"})


def _signed(answer: Answer, secret: str, desk: Desk) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        try:
            return await answer(request, await _read_signed(request, secret, desk))
        except Refusal as refusal:
            return JSONResponse({"code": refusal.code}, refusal.status)

    return endpoint


async def _read_signed(request: Request, secret: str, desk: Desk) -> Any:
    body = await request.body()
    if len(body) > BODY_BYTES_MAX:
        raise Refusal(413, "TOO_LARGE")
    target = f"{request.method} {request.url.path}"
    if not is_signed(secret, request.headers, target=target, body=body, now=desk.clock.now()):
        raise Refusal(401, "SIGNATURE")
    try:
        content = json.loads(body) if body else {}
    except (ValueError, RecursionError):
        raise Refusal(400, "MALFORMED") from None
    if not isinstance(content, dict):
        raise Refusal(400, "MALFORMED")
    return content


def _source(request: Request) -> str:
    source = str(request.path_params["source"])
    if source not in DRAWN:
        raise Refusal(404, "NO_SUCH_SOURCE")
    return source


def _is_subject(subject: Any) -> bool:
    return isinstance(subject, dict) and all(isinstance(value, str) for value in subject.values())


async def _hold(request: Request, faults: list[Fault]) -> Response:
    """No answer: wait until the caller gives up."""
    seconds = next(fault.seconds for fault in faults if fault.kind in HELD)
    try:
        async with asyncio.timeout(seconds):
            while (await request.receive())["type"] != "http.disconnect":
                pass
    except TimeoutError:
        pass
    return Response(status_code=504)
