"""Every subscription and four callers, as in the matrix of root fields; and the query that shows each event."""

from typing import Any

import pytest
from graphql import GraphQLObjectType

from schema.root import schema
from schema.wire.documents import Judge
from schema.wire.twins import Twins
from tests.fixtures.sockets import socket_to
from tests.schema.cells.form import Elsewhere
from tests.schema.cells.queries import SUBSCRIPTIONS
from tests.schema.live.watchers import Room
from tests.schema.stage import Stage

CORE = schema._schema  # noqa: SLF001 - the executable schema


def as_subscription(document: str) -> str:
    return "subscription" + document.removeprefix("query")


@pytest.mark.usefixtures("shares_database")
@pytest.mark.parametrize("name", SUBSCRIPTIONS)
async def test_a_subscription_answers_each_caller_as_it_must(room: Room, stage: Stage, name: str) -> None:
    cell = SUBSCRIPTIONS[name]
    document, variables = as_subscription(cell.document), cell.variables(stage)
    async with socket_to(room.app.asgi) as socket:
        await socket.subscribe(document)
        assert await socket.hear() is None
        assert socket.close_code == 4401
    async with room.watcher(cell.without) as watcher:
        await watcher.watch(document, **variables)
        assert await watcher.end() == "ACCESS_DENIED"
    async with room.watcher(cell.foreign) as watcher:
        await watcher.watch(document, **variables)
        told = (await watcher.event())[name]
        if cell.elsewhere is Elsewhere.OWN:
            assert (cell.foreign_good or cell.good)(told, stage)
        else:
            assert told == ({"totalCount": 0, "nodes": []} if cell.elsewhere is Elsewhere.EMPTY else None)
    assert cell.right is not None
    async with room.watcher(cell.right) as watcher:
        await watcher.watch(document, **variables)
        assert cell.good((await watcher.event())[name], stage)


@pytest.mark.usefixtures("shares_database")
@pytest.mark.parametrize("name", SUBSCRIPTIONS)
async def test_an_event_is_the_answer_of_the_query_of_the_same_name(
    room: Room, api: Any, stage: Stage, name: str
) -> None:
    cell = SUBSCRIPTIONS[name]
    assert cell.right is not None
    async with room.watcher(cell.right) as watcher:
        await watcher.watch(as_subscription(cell.document), **cell.variables(stage))
        told = await api.ask(cell.right, cell.document, **cell.variables(stage))
        assert await watcher.event() == told.data


def test_every_subscription_is_a_query_of_the_same_name_type_and_arguments() -> None:
    watched, asked = CORE.subscription_type, CORE.query_type
    assert isinstance(watched, GraphQLObjectType)
    assert isinstance(asked, GraphQLObjectType)
    for name, field in watched.fields.items():
        twin = asked.fields[name]
        assert str(field.type) == str(twin.type)
        for argument, declared in field.args.items():
            assert str(declared.type) == str(twin.args[argument].type)
            assert declared.default_value == twin.args[argument].default_value


IMPERSONAL = (
    "subscription { loan(id: 1) { number branch { code } } }",
    "subscription { loan(id: 1) { instalments { number } repayments { amount } } }",
    "subscription { ... on Subscription { ... { loan(id: 1) { number } } } }",
)
SPREAD = "subscription { ...R } fragment R on Subscription { loan(id: 1) { ...L } } fragment L on Loan { %s }"
PERSONAL = (
    "subscription { loan(id: 1) { number customer { id } } }",
    SPREAD % "application { number }",
    "subscription { approvalInbox { totalCount } }",
)


@pytest.mark.parametrize("document", [*IMPERSONAL, *PERSONAL])
def test_a_document_is_impersonal_only_within_declared_types(document: str) -> None:
    judge = Judge(CORE)
    twin = Twins(CORE, judge).twin_of(judge.judged(document), None)
    assert twin.impersonal is (document in IMPERSONAL)
    assert "subscription" not in twin.judged.text.lower()
