"""From the payload of a `subscribe` message to a follower: judged, turned into its query, its topic known."""

import asyncio
import inspect
from typing import Any

from graphql import ExecutionResult, GraphQLError, GraphQLSchema
from graphql.execution import Executor, create_source_event_stream
from starlette.requests import HTTPConnection

from schema.kit.context import Context
from schema.wire.deprecations import DeprecationCounts
from schema.wire.documents import DocumentErrors, Judge, Judged
from schema.wire.live import Follower, Live
from schema.wire.requests import question_of
from schema.wire.trusted import Trusted
from schema.wire.twins import Twins
from server.identity.passage import WatchPassage
from server.kit.work import Caller


class Watching:
    """Begins subscriptions over one schema."""

    def __init__(
        self, schema: GraphQLSchema, judge: Judge, trusted: Trusted, live: Live, *, deprecations: DeprecationCounts
    ) -> None:
        self.live = live
        self._trusted = trusted
        self._schema = schema
        self._judge = judge
        self._deprecations = deprecations
        self._twins = Twins(schema, judge)

    async def follow(
        self, caller: Caller, payload: dict[str, Any], ready: asyncio.Event, connection: HTTPConnection
    ) -> Follower:
        """A follower who has not been shown anything; `connection` is the socket. Raises DocumentErrors and refusals.

        Whether the caller may watch is asked before each event, so it is not asked here.
        """
        name, variables = payload.get("operationName"), payload.get("variables") or {}
        text, caller = await self._trusted.admit(question_of(payload), caller)
        judged = self._judge.judged(text)
        if judged.deprecated:
            self._deprecations.count(judged.deprecated, connection)
        twin = self._twins.twin_of(judged, name)
        passage = await self._passage(caller, judged, name, variables)
        return Follower(passage, twin, variables, ready, caller.house.ports.clock.now())

    async def _passage(
        self, caller: Caller, judged: Judged, name: str | None, variables: dict[str, Any]
    ) -> WatchPassage:
        """The source of events, as GraphQL's algorithm has it: the root field's resolver, arguments coerced."""
        context = Context(caller, judged.document)
        executor = Executor.build(self._schema, judged.document, None, context, variables, name)
        if isinstance(executor, list):
            raise DocumentErrors(executor)
        source: Any = create_source_event_stream(executor)
        if inspect.isawaitable(source):
            source = await source
        if isinstance(source, ExecutionResult):
            raise DocumentErrors(source.errors or [GraphQLError("no source of events")])
        assert isinstance(source, WatchPassage)
        return source
