"""Every root field and four callers: nobody, staff without the operation, staff elsewhere, and the right one."""

from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from graphql import GraphQLObjectType
from sqlalchemy.ext.asyncio import AsyncSession

from schema.root import schema
from tests.factories.reconciliation import ACCOUNT, DAY, PAPER, sealed_paper
from tests.fixtures.api import Answer, Api, digest
from tests.fixtures.world import PASSWORD
from tests.schema.cells.alerts import ALERT_QUERIES, ALERTS
from tests.schema.cells.approvals import APPROVAL_QUERIES, APPROVALS
from tests.schema.cells.classification import CLASSIFICATION, CLASSIFICATION_QUERIES
from tests.schema.cells.collateral import COLLATERAL, COLLATERAL_READS
from tests.schema.cells.collection import COLLECTION, COLLECTION_QUERIES
from tests.schema.cells.compliance import COMPLIANCE, COMPLIANCE_QUERIES
from tests.schema.cells.custody import CUSTODY, CUSTODY_QUERIES
from tests.schema.cells.decision import DECISION_QUERIES, DECISIONS
from tests.schema.cells.desk import DESK, DESK_QUERIES
from tests.schema.cells.form import Cell, Elsewhere
from tests.schema.cells.ledger import CLOSINGS, LEDGER
from tests.schema.cells.lending import CUSTOMERS, LENDING
from tests.schema.cells.partners import PARTNERS
from tests.schema.cells.people import PEOPLE
from tests.schema.cells.queries import QUERIES as OF_THE_BOOK
from tests.schema.cells.queries import SUBSCRIPTIONS
from tests.schema.cells.reconciliation import RECONCILIATION, RECONCILIATION_QUERIES
from tests.schema.cells.reports import LOANS, REPORT_QUERIES, REPORTS
from tests.schema.cells.risk import RISK, RISK_QUERIES
from tests.schema.cells.servicing import QUOTES, SERVICING
from tests.schema.cells.visits import VISIT_QUERIES, VISITS
from tests.schema.stage import Stage

QUERIES = (
    OF_THE_BOOK
    | APPROVAL_QUERIES
    | CLASSIFICATION_QUERIES
    | COLLATERAL_READS
    | COLLECTION_QUERIES
    | COMPLIANCE_QUERIES
    | ALERT_QUERIES
    | DECISION_QUERIES
    | DESK_QUERIES
    | CUSTODY_QUERIES
    | LEDGER
    | QUOTES
    | RECONCILIATION_QUERIES
    | REPORT_QUERIES
    | RISK_QUERIES
    | VISIT_QUERIES
)
MUTATIONS = (
    APPROVALS
    | CLASSIFICATION
    | COLLATERAL
    | COLLECTION
    | COMPLIANCE
    | ALERTS
    | DECISIONS
    | DESK
    | CUSTODY
    | LENDING
    | CLOSINGS
    | CUSTOMERS
    | PARTNERS
    | PEOPLE
    | RECONCILIATION
    | REPORTS
    | RISK
    | SERVICING
    | VISITS
)


def root_fields(kind: GraphQLObjectType | None) -> set[str]:
    assert kind is not None
    return set(kind.fields)


def test_every_root_field_stands_in_the_matrix() -> None:
    core = schema.catalogue.schema
    assert set(QUERIES) == root_fields(core.query_type)
    assert set(MUTATIONS) == root_fields(core.mutation_type)
    assert set(SUBSCRIPTIONS) == root_fields(core.subscription_type)


async def completed(api: Api, name: str, cell: Cell) -> Cell:
    """The cell with what can only be known now: a refresh token, a developer token, a one-time code."""
    if name == "refreshSession":
        told = await api.ask(
            None,
            'mutation { logIn(input: {login: "officer.east1", password: "%s"}) { refreshToken } }' % PASSWORD,  # noqa: UP031 - braces
        )
        token = told.data["logIn"]["refreshToken"]
        return replace(cell, variables=lambda _: {"input": {"refreshToken": token}})
    if name == "revokeDeveloperToken":
        made = await api.do("manager.east", "createDeveloperToken", "developerToken { id }", name="board")
        token_id = made.data["createDeveloperToken"]["developerToken"]["id"]
        return replace(cell, variables=lambda _: {"input": {"idempotencyKey": uuid4().hex, "id": token_id}})
    if name == "stopMailing":
        daily: dict[str, Any] = {"rhythm": "DAILY", "recipients": ["boss@lender.example"], **LOANS}
        made = await api.do("manager.east", "makeMailing", "mailing { id }", **daily)
        mailing_id = made.data["makeMailing"]["mailing"]["id"]
        return replace(cell, variables=lambda _: {"input": {"idempotencyKey": uuid4().hex, "mailingId": mailing_id}})
    if name == "importStatement":
        await api.house.ports.storage.put(sealed_paper())
    if name == "fetchStatement":
        bank: Any = api.house.ports.bank
        bank.statements[(ACCOUNT, DAY)] = PAPER
    if name == "stepUp":
        code = api.one_time_code()
        return replace(cell, variables=lambda _: {"input": {"code": code}})
    return cell


@pytest.mark.usefixtures("shares_database")
@pytest.mark.parametrize("name", QUERIES)
async def test_a_query_answers_each_caller_as_it_must(api: Api, stage: Stage, owner: AsyncSession, name: str) -> None:
    await check_callers(api, stage, owner, name, QUERIES[name])


@pytest.mark.parametrize("name", MUTATIONS)
async def test_a_mutation_answers_each_caller_as_it_must(
    api: Api, stage: Stage, owner: AsyncSession, name: str
) -> None:
    await check_callers(api, stage, owner, name, await completed(api, name, MUTATIONS[name]))


async def check_callers(api: Api, stage: Stage, owner: AsyncSession, name: str, cell: Cell) -> None:
    """Nobody, who may not, who may elsewhere: nothing changes; the right one succeeds."""
    for login in (cell.without, cell.foreign, cell.right):
        await api.headers(login)

    async def ask(login: str | None) -> Answer:
        return await api.ask(login, cell.document, **cell.variables(stage))

    before = await digest(owner)
    if cell.right is not None:
        assert (await ask(None)).code == "ACCESS_UNAUTHENTICATED"
    assert (await ask(cell.without)).code == "ACCESS_DENIED"
    if cell.elsewhere is not Elsewhere.OWN:
        check_elsewhere(await ask(cell.foreign), name, cell)
    assert await digest(owner) == before, "a refusal has changed something"
    if cell.elsewhere is Elsewhere.OWN and cell.right is not None:
        good = cell.foreign_good or cell.good
        assert good((await ask(cell.foreign)).data[name], stage)
    found: Any = (await ask(cell.right)).data[name]
    assert cell.good(found, stage), found


def check_elsewhere(answer: Answer, name: str, cell: Cell) -> None:
    """What is out of sight is missing, empty or not found; never forbidden."""
    if cell.elsewhere is Elsewhere.NULL:
        assert answer.data == {name: None}
    elif cell.elsewhere is Elsewhere.EMPTY:
        assert answer.data == {name: {"totalCount": 0, "nodes": []}}
    elif cell.elsewhere is Elsewhere.NOT_FOUND:
        assert answer.code == "OBJECT_NOT_FOUND"
    else:
        assert answer.code in {"STAFF_UNKNOWN_BRANCH", "LEDGER_WHOLE_HOUSE_ONLY"}
