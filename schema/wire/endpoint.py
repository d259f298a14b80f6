"""/graphql over HTTP: the order in which a request is read, judged, run and answered."""

from typing import Any

from graphql import OperationType
from starlette.requests import Request
from starlette.responses import Response

from schema.kit.errors import DocumentRefused
from schema.wire.answers import refusal_of, response_of
from schema.wire.callers import caller_of
from schema.wire.deprecations import DeprecationCounts
from schema.wire.documents import DocumentErrors, Judge, Judged, chosen_operation
from schema.wire.engine import Engine
from schema.wire.etags import tagged
from schema.wire.rates import Rates
from schema.wire.requests import Asked, asked
from schema.wire.trusted import Trusted
from server.front.accepts import JSON_TYPE, answer_type
from server.front.refusals import MethodNotAllowed, NotAcceptable
from server.kit.errors import DomainError, Unauthenticated
from server.kit.work import Caller, House


class Endpoint:
    """An ASGI application over one engine and one house."""

    def __init__(
        self, engine: Engine, judge: Judge, trusted: Trusted, house: House, *, deprecations: DeprecationCounts
    ) -> None:
        self._engine = engine
        self._judge = judge
        self._trusted = trusted
        self._house = house
        self._deprecations = deprecations
        self._rates = Rates(house.settings)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        response = await self.answer(Request(scope, receive))
        await response(scope, receive, send)

    async def answer(self, request: Request) -> Response:
        request_id = getattr(request.state, "request_id", "")
        media_type = answer_type(",".join(request.headers.getlist("accept")))
        try:
            if media_type is None:
                raise NotAcceptable("accept")
            question = await asked(request)
            caller = await self._caller(request)
            text, caller = await self._trusted.admit(question, caller)
            judged = self._judge.judged(text)
            _check_operation(judged, question)
            if judged.deprecated:
                self._deprecations.count(judged.deprecated, request)
        except (DomainError, DocumentErrors) as refused:
            return refusal_of(refused, request_id, media_type or JSON_TYPE)
        answer = await self._engine.run(caller, judged, question.operation_name, question.variables)
        response = response_of(answer, media_type)
        return tagged(request, response) if question.by_get and question.document_id is not None else response

    async def _caller(self, request: Request) -> Caller:
        """Who asks, counted. Raises RateExceeded, or a refusal of the token."""
        try:
            caller = await caller_of(self._house, request)
        except Unauthenticated:
            self._rates.count_address(getattr(request.state, "client_address", None))
            raise
        request.scope.setdefault("state", {})["actor_id"] = str(caller.actor.id)
        self._rates.count(caller)
        return caller


def _check_operation(judged: Judged, question: Asked) -> None:
    """Subscriptions run over WebSocket, mutations not over GET. Raises DocumentRefused, MethodNotAllowed."""
    kind = chosen_operation(judged.document, question.operation_name).operation
    if kind is OperationType.SUBSCRIPTION:
        raise DocumentRefused(field="query", reason="subscriptions run over WebSocket")
    if kind is OperationType.MUTATION and question.by_get:
        raise MethodNotAllowed("method")
