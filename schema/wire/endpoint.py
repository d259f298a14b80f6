"""/graphql over HTTP: the order in which a request is read, judged, run and answered."""

from graphql import OperationType
from starlette.requests import Request
from starlette.types import Receive, Scope, Send

from schema.kit.errors import DocumentRefused
from schema.wire.answers import Reply, refusal_of, reply_of
from schema.wire.callers import caller_of
from schema.wire.deprecations import DeprecationCounts
from schema.wire.documents import DocumentErrors, Judge, Judged, chosen_operation
from schema.wire.engine import Engine
from schema.wire.etags import tagged
from schema.wire.rates import Rates
from schema.wire.requests import Asked, asked, question_of
from schema.wire.trusted import Trusted
from server.front.accepts import JSON_TYPE, accept_of, answer_type
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

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        reply = await self.answer(scope, receive)
        await reply.go(send)

    async def answer(self, scope: Scope, receive: Receive) -> Reply:
        request_id = scope.get("state", {}).get("request_id", "")
        media_type = answer_type(accept_of(scope["headers"]))
        try:
            if media_type is None:
                raise NotAcceptable("accept")
            question = await asked(scope, receive)
            caller = await self._caller(scope)
            text, caller = await self._trusted.admit(question, caller)
            judged = self._judge.judged(text)
            _check_operation(judged, question)
            if judged.deprecated:
                self._deprecations.count(judged.deprecated, Request(scope))
        except (DomainError, DocumentErrors) as refused:
            return refusal_of(refused, request_id, media_type or JSON_TYPE)
        answer = await self._engine.run(caller, judged, question.operation_name, question.variables)
        reply = reply_of(answer, media_type)
        return tagged(scope["headers"], reply) if question.by_get and question.document_id is not None else reply

    async def ask(self, caller: Caller, document_id: str) -> bytes | None:
        """The answer to a trusted document without variables, for a page that is made for the caller; None if refused.

        It is counted, judged and read like any request of his.
        """
        try:
            self._rates.count(caller)
            text, caller = await self._trusted.admit(question_of({"documentId": document_id}), caller)
            judged = self._judge.judged(text)
        except (DomainError, DocumentErrors):
            return None
        return (await self._engine.run(caller, judged, None, {})).body

    async def _caller(self, scope: Scope) -> Caller:
        """Who asks, counted. Raises RateExceeded, or a refusal of the token."""
        state = scope.setdefault("state", {})
        try:
            caller = await caller_of(self._house, scope)
        except Unauthenticated:
            self._rates.count_address(state.get("client_address"))
            raise
        state["actor_id"] = str(caller.actor.id)
        self._rates.count(caller)
        return caller


def _check_operation(judged: Judged, question: Asked) -> None:
    """Subscriptions run over WebSocket, mutations not over GET. Raises DocumentRefused, MethodNotAllowed."""
    kind = chosen_operation(judged.document, question.operation_name).operation
    if kind is OperationType.SUBSCRIPTION:
        raise DocumentRefused(field="query", reason="subscriptions run over WebSocket")
    if kind is OperationType.MUTATION and question.by_get:
        raise MethodNotAllowed("method")
