"""The bank's HTTP API. Every call but /health is signed; every refusal is a coded 4xx."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from server.custody.bank import is_signed
from server.kit.clock import Clock
from server.simulators.bank.books import Order, OrderConflict
from server.simulators.bank.faults import Fault, FaultKind, Operation, write_fault
from server.simulators.bank.papers import FORMATS
from server.simulators.bank.readings import (
    Refusal,
    read_accounts,
    read_identity,
    read_json,
    read_order,
    read_span,
    read_transfer,
    read_transfers,
    read_words,
    write_order,
)
from server.simulators.bank.teller import Teller, find, spoilt

MAX_BODY_BYTES = 5_000_000

Answer = Callable[[Request, Any], Awaitable[Response]]


class Counter:
    """One method a call; each gets the request and its JSON object, signature and form already checked."""

    def __init__(self, teller: Teller) -> None:
        self.teller = teller
        self.books = teller.books

    async def pay(self, request: Request, content: Any) -> Response:
        return await self._order(request, content, Operation.PAY)

    async def collect(self, request: Request, content: Any) -> Response:
        return await self._order(request, content, Operation.COLLECT)

    async def query(self, request: Request, _content: Any) -> Response:
        number = request.path_params["number"]
        faults = self.books.meet(Operation.QUERY, number)
        return await _answer(request, number, self.books.orders.get(number), faults)

    async def settle(self, request: Request, _content: Any) -> Response:
        number = request.path_params["number"]
        if number not in self.books.orders:
            raise Refusal(404, "NOT_FOUND")
        return JSONResponse(write_order(self.teller.settle_now(number)))

    async def verify(self, request: Request, content: Any) -> Response:
        wanted = read_identity(content)
        faults = self.books.meet(Operation.VERIFY, wanted["account"])
        silence = find(faults, FaultKind.NO_ANSWER)
        if silence is not None:
            return await _hold(request, silence.seconds)
        return JSONResponse(self.teller.verify(wanted, faults))

    async def account(self, request: Request, _content: Any) -> Response:
        held = self.books.accounts.get(request.path_params["account"])
        if held is None:
            raise Refusal(404, "NOT_FOUND")
        return JSONResponse({"account": held.account, "name": held.name, "balance_fen": held.balance_fen})

    async def transfer(self, _request: Request, content: Any) -> Response:
        """Somebody else's money: a payer who was never asked, the bank's own charge or interest."""
        wanted = read_transfer(content, self.teller.clock.now())
        return JSONResponse({"bank_reference": self.books.transfer(**wanted)}, 201)

    async def tell_history(self, _request: Request, content: Any) -> Response:
        """What moved before this bank was asked for the first time."""
        wanted = read_transfers(content, self.teller.clock.now())
        self.books.transfer_all(wanted)
        return JSONResponse({"transfers": len(wanted)}, 201)

    async def statement(self, request: Request, _content: Any) -> Response:
        account, form = request.path_params["account"], FORMATS.get(request.path_params["form"])
        first, last = read_span(request.path_params)
        faults = self.books.meet(Operation.STATEMENT, f"{account}/{first}/{last}")
        silence = find(faults, FaultKind.NO_ANSWER) or find(faults, FaultKind.NOT_RECEIVED)
        if silence is not None:
            return await _hold(request, silence.seconds)
        if find(faults, FaultKind.SERVER_ERROR):
            raise Refusal(503, "UNAVAILABLE")
        statement = self.books.statement(account, (first, last))
        if statement is None or form is None:
            raise Refusal(404, "NOT_FOUND")
        write, media_type = form
        return Response(write(spoilt(statement, faults)), media_type=media_type)

    async def tell(self, request: Request, content: Any) -> Response:
        """Tell the lender of an order what the script says, in its order; nothing of it touches the books."""
        order = self.books.orders.get(request.path_params["number"])
        if order is None:
            raise Refusal(404, "NOT_FOUND")
        return JSONResponse({"statuses": await self.teller.callbacks.say(order, read_words(content))})

    async def open_accounts(self, _request: Request, content: Any) -> Response:
        wanted = read_accounts(content)
        self.teller.open_accounts(wanted)
        return JSONResponse({"opened": len(wanted)})

    async def show_books(self, _request: Request, _content: Any) -> Response:
        orders = [write_order(order) for order in self.books.orders.values()]
        waiting = list(self.books.undelivered.values())
        return JSONResponse({"orders": orders, "entries": self.books.entries, "undelivered": waiting})

    async def script(self, _request: Request, content: Any) -> Response:
        try:
            return JSONResponse(write_fault(self.books.script(content)), 201)
        except (ValueError, TypeError):
            raise Refusal(400, "MALFORMED", "fault") from None

    async def clear(self, _request: Request, _content: Any) -> Response:
        self.books.clear_faults()
        return JSONResponse({})

    async def _order(self, request: Request, content: Any, operation: Operation) -> Response:
        wanted = read_order(content, operation)
        faults = self.books.meet(operation, wanted.order_number)
        silence = find(faults, FaultKind.NOT_RECEIVED)
        if silence is not None:
            return await _hold(request, silence.seconds)
        try:
            order = self.teller.take(wanted, faults)
        except OrderConflict:
            raise Refusal(409, "ORDER_CONFLICT", "order_number") from None
        early = find(faults, FaultKind.CALLBACK_EARLY)
        if early is not None:
            await self.teller.callbacks.await_told(order, early.seconds)
        return await _answer(request, wanted.order_number, order, faults)


def application(teller: Teller, secret: str) -> Starlette:
    """The ASGI application over this bank's books."""
    counter = Counter(teller)
    calls: list[tuple[str, str, Answer]] = [
        ("POST", "/v1/payments", counter.pay),
        ("POST", "/v1/collections", counter.collect),
        ("GET", "/v1/payments/{number}", counter.query),
        ("POST", "/v1/payments/{number}/settle", counter.settle),
        ("POST", "/v1/payments/{number}/tell", counter.tell),
        ("POST", "/v1/transfers", counter.transfer),
        ("POST", "/v1/histories", counter.tell_history),
        ("GET", "/v1/statements/{account}/{first}/{last}/{form}", counter.statement),
        ("POST", "/v1/accounts/verify", counter.verify),
        ("POST", "/v1/accounts", counter.open_accounts),
        ("GET", "/v1/accounts/{account}", counter.account),
        ("GET", "/v1/books", counter.show_books),
        ("POST", "/v1/faults", counter.script),
        ("DELETE", "/v1/faults", counter.clear),
    ]

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        teller.start()
        yield
        await teller.stop()

    routes = [Route(path, _signed(answer, secret, teller.clock), methods=[method]) for method, path, answer in calls]
    return Starlette(routes=[Route("/health", _health), *routes], lifespan=lifespan)


async def _health(_request: Request) -> Response:
    return JSONResponse({"status": "alive"})


def _signed(answer: Answer, secret: str, clock: Clock) -> Callable[[Request], Awaitable[Response]]:
    """Check size, signature and JSON, then answer; refusals become their responses."""

    async def endpoint(request: Request) -> Response:
        try:
            return await answer(request, await _read_signed(request, secret, clock))
        except Refusal as refusal:
            return JSONResponse(refusal.content, refusal.status)

    return endpoint


async def _read_signed(request: Request, secret: str, clock: Clock) -> Any:
    body = await request.body()
    if len(body) > MAX_BODY_BYTES:
        raise Refusal(413, "TOO_LARGE")
    target = f"{request.method} {request.url.path}"
    if not is_signed(secret, request.headers, target=target, body=body, now=clock.now()):
        raise Refusal(401, "SIGNATURE")
    return read_json(body)


async def _answer(request: Request, number: str, order: Order | None, faults: list[Fault]) -> Response:
    """The answer about one number: as it is, or as the script spoils it."""
    silence = find(faults, FaultKind.NO_ANSWER) or find(faults, FaultKind.NOT_RECEIVED)
    if silence is not None:
        return await _hold(request, silence.seconds)
    late = find(faults, FaultKind.LATE_ANSWER)
    if late is not None:
        await asyncio.sleep(late.seconds)
    if find(faults, FaultKind.SERVER_ERROR):
        raise Refusal(503, "UNAVAILABLE")
    if order is None:
        return JSONResponse({"order_number": number, "state": "NOT_FOUND"}, 404)
    content = write_order(order)
    wrong = order.fault(FaultKind.WRONG_AMOUNT)
    if wrong is not None:
        content["amount_fen"] += wrong.amount_delta_fen
    return JSONResponse(content)


async def _hold(request: Request, seconds: float) -> Response:
    """No answer: wait until the caller gives up."""
    try:
        async with asyncio.timeout(seconds):
            while (await request.receive())["type"] != "http.disconnect":
                pass
    except TimeoutError:
        pass
    return Response(status_code=504)
