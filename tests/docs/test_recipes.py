"""Every recipe fits the schema and answers the caller for whom it was written, with rows and without an error."""

import re
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from graphql import GraphQLError, OperationDefinitionNode, OperationType, parse, validate

from schema.root import schema
from tests.architecture.sources import ROOT
from tests.fixtures.api import Api
from tests.fixtures.sockets import socket_to
from tests.schema.cells.lending import WISH
from tests.schema.stage import Stage

GUIDES = ("docs/recipes.md", "docs/api.md")
BLOCK = re.compile(r"```graphql\n(.*?)```", re.DOTALL)
Variables = Callable[[Stage], dict[str, Any]]
OFFICER, MANAGER, AUDITOR, RISK = "officer.east1", "manager.east", "auditor.hq", "risk.hq"


def operation_of(text: str) -> OperationDefinitionNode:
    found = [node for node in parse(text).definitions if isinstance(node, OperationDefinitionNode)]
    assert len(found) == 1, "one operation a block"
    return found[0]


def name_of(text: str) -> str:
    name = operation_of(text).name
    assert name, "an operation has a name"
    return name.value


def blocks(page: str) -> list[str]:
    return BLOCK.findall((ROOT / page).read_text())


RECIPES = {name_of(text): text for page in GUIDES for text in blocks(page)}


def with_input(**given: Any) -> Variables:
    """An input with a fresh key; values in brackets are ids of the stage."""

    def made(stage: Stage) -> dict[str, Any]:
        filled = {name: stage[value[1:-1]] if str(value).startswith("[") else value for name, value in given.items()}
        return {"input": filled | {"idempotencyKey": uuid4().hex}}

    return made


def by_id(name: str) -> Variables:
    return lambda stage: {"id": stage[name]}


def nothing(_: Stage) -> dict[str, Any]:
    return {}


QUOTE = {"amount": "30000.00", "termMonths": 12}
CASES: dict[str, tuple[str, Variables]] = {
    "WhoAmI": (OFFICER, nothing),
    "Anything": (OFFICER, by_id("loan")),
    "RegionBoard": (MANAGER, nothing),
    "FindCustomers": (OFFICER, lambda _: {"text": ""}),
    "CustomerInFull": (OFFICER, by_id("borrower")),
    "Quote": (OFFICER, lambda stage: {"input": QUOTE | {"productVersionId": stage["version"]}}),
    "StartApplication": (OFFICER, with_input(customerId="[borrower]", productVersionId="[version]", **WISH)),
    "Outcome": (OFFICER, lambda _: {"key": "never sent"}),
    "Inbox": (MANAGER, nothing),
    "CaseInFull": (MANAGER, by_id("case")),
    "Decide": (MANAGER, with_input(caseId="[case]", decision="APPROVE", reason="已核实", expectedVersion=1)),
    "WatchInbox": (MANAGER, nothing),
    "LoanInFull": (OFFICER, by_id("loan")),
    "Overdue": (MANAGER, nothing),
    "WatchLoan": (OFFICER, by_id("loan")),
    "Dashboard": (MANAGER, nothing),
    "Board": (MANAGER, lambda _: {"latest": 5, "withOverdue": True}),
    "Trail": (AUDITOR, nothing),
    "MakeToken": (RISK, with_input(name="board", days=30)),
    "MyTokens": (RISK, nothing),
    "FirstPage": (MANAGER, lambda _: {"latest": 5}),
    "FirstToken": (RISK, with_input(name="my board")),
}
NULL = {"Outcome"}
"""A key that was never sent has no outcome."""


def test_each_recipe_is_tried() -> None:
    assert set(RECIPES) == {*CASES, "RevokeToken"}
    assert sum(len(blocks(page)) for page in GUIDES) == len(RECIPES), "each name once"


@pytest.mark.parametrize("name", RECIPES)
def test_a_recipe_fits_the_schema(name: str) -> None:
    core = schema._schema  # noqa: SLF001 - the executable schema
    found: list[GraphQLError] = validate(core, parse(RECIPES[name]))
    assert [error.message for error in found] == []


def kind_of(name: str) -> OperationType:
    return operation_of(RECIPES[name]).operation


@pytest.mark.usefixtures("shares_database")
@pytest.mark.parametrize("name", [name for name in CASES if kind_of(name) is OperationType.QUERY])
async def test_a_query_answers_without_an_error(api: Api, stage: Stage, name: str) -> None:
    login, variables = CASES[name]
    data = (await api.ask(login, RECIPES[name], **variables(stage))).data
    assert (None in data.values()) is (name in NULL)


@pytest.mark.parametrize("name", [name for name in CASES if kind_of(name) is OperationType.MUTATION])
async def test_a_mutation_does_what_it_says(api: Api, stage: Stage, name: str) -> None:
    login, variables = CASES[name]
    assert None not in (await api.ask(login, RECIPES[name], **variables(stage))).data.values()


async def test_a_token_is_made_used_and_revoked(api: Api, stage: Stage) -> None:
    login, variables = CASES["MakeToken"]
    made = (await api.ask(login, RECIPES["MakeToken"], **variables(stage))).data["createDeveloperToken"]
    bearer = {"Authorization": f"Bearer {made['token']}"}
    assert (await api.send({"query": RECIPES["Dashboard"]}, **bearer)).data["dashboard"]["tiles"]
    given = with_input(id=made["developerToken"]["id"])(stage)
    told = (await api.ask(login, RECIPES["RevokeToken"], **given)).data["revokeDeveloperToken"]["developerToken"]
    assert told["endedAt"]
    assert (await api.send({"query": RECIPES["Dashboard"]}, **bearer)).code == "SESSION_TOKEN_INVALID"


@pytest.mark.usefixtures("shares_database")
@pytest.mark.parametrize("name", [name for name in CASES if kind_of(name) is OperationType.SUBSCRIPTION])
async def test_a_subscription_tells_the_present_state(api: Api, stage: Stage, name: str) -> None:
    login, variables = CASES[name]
    async with socket_to(api.asgi) as socket:
        await socket.greet(await api.token(login))
        payload = {"query": RECIPES[name], "variables": variables(stage)}
        await socket.say("subscribe", id="1", payload=payload)
        heard = await socket.hear()
    assert heard is not None
    assert heard["type"] == "next", heard
    assert None not in heard["payload"]["data"].values()
