"""Every root field and four callers: nobody, staff without the operation, staff elsewhere, and the right one."""

from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from graphql import GraphQLObjectType
from sqlalchemy.ext.asyncio import AsyncSession

from schema.kit.ids import encode
from schema.root import schema
from tests.factories.reconciliation import ACCOUNT, DAY, PAPER, sealed_paper
from tests.fixtures.api import Answer, Api, digest
from tests.fixtures.world import PASSWORD, id_of
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
from tests.schema.cells.house import HOUSE, HOUSE_QUERIES
from tests.schema.cells.ledger import CLOSINGS, LEDGER
from tests.schema.cells.lending import CUSTOMERS, LENDING
from tests.schema.cells.offers import OFFER_QUERIES, OFFERS
from tests.schema.cells.partners import PARTNERS
from tests.schema.cells.passkeys import PASSKEY_QUERIES, PASSKEYS, with_passkey
from tests.schema.cells.people import PEOPLE
from tests.schema.cells.queries import QUERIES as OF_THE_BOOK
from tests.schema.cells.queries import SUBSCRIPTIONS
from tests.schema.cells.reconciliation import RECONCILIATION, RECONCILIATION_QUERIES
from tests.schema.cells.reports import LOANS, REPORT_QUERIES, REPORTS
from tests.schema.cells.risk import RISK, RISK_QUERIES
from tests.schema.cells.servicing import QUOTES, SERVICING
from tests.schema.cells.signals import SIGNALS, SIGNALS_QUERIES
from tests.schema.cells.visits import VISIT_QUERIES, VISITS
from tests.schema.stage import Stage

QUERIES = (
    OF_THE_BOOK
    | APPROVAL_QUERIES
    | CLASSIFICATION_QUERIES
    | COLLATERAL_READS
    | COLLECTION_QUERIES
    | SIGNALS_QUERIES
    | COMPLIANCE_QUERIES
    | ALERT_QUERIES
    | DECISION_QUERIES
    | DESK_QUERIES
    | HOUSE_QUERIES
    | CUSTODY_QUERIES
    | LEDGER
    | PASSKEY_QUERIES
    | QUOTES
    | RECONCILIATION_QUERIES
    | REPORT_QUERIES
    | RISK_QUERIES
    | OFFER_QUERIES
    | VISIT_QUERIES
)
MUTATIONS = (
    APPROVALS
    | CLASSIFICATION
    | COLLATERAL
    | COLLECTION
    | SIGNALS
    | COMPLIANCE
    | ALERTS
    | DECISIONS
    | DESK
    | HOUSE
    | CUSTODY
    | LENDING
    | CLOSINGS
    | CUSTOMERS
    | PARTNERS
    | PASSKEYS
    | PEOPLE
    | RECONCILIATION
    | REPORTS
    | RISK
    | OFFERS
    | SERVICING
    | VISITS
)

CELLS = QUERIES | MUTATIONS
COMPLETED = {
    *("refreshSession", "revokeDeveloperToken", "stopMailing", "importStatement", "fetchStatement", "endLeave"),
    *("stepUp", "addPasskey", "renamePasskey", "revokePasskey", "provePasskey"),
    *("removeNoticeChannel", "tryNoticeChannel"),
}
"""Mutations for which `completed` makes something that their refusals need too."""
COUNTED = {"auditChain"}
"""Fields that tell how much others have done, refusals too."""
REFUSED_TOGETHER = 12
REFUSALS = {"STAFF_UNKNOWN_BRANCH", "LEDGER_WHOLE_HOUSE_ONLY", "PASSKEY_REFUSED", "OFFER_CAMPAIGN_OF_ANOTHER"}
"""What is answered elsewhere by a code of its own."""


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
    if name == "endLeave":
        away: dict[str, Any] = {
            "fromStaffId": encode("Staff", id_of("officer.east1")),
            "kind": "LEAVE",
            "preview": False,
        }
        receiver = encode("Staff", id_of("officer2.east1"))
        await api.do("admin1.hq", "transferCustomers", "customers", toStaffId=receiver, **away)
    if name == "stepUp":
        code = api.one_time_code()
        return replace(cell, variables=lambda _: {"input": {"code": code}})
    return await with_passkey(api, name, cell)


def pieces(cells: dict[str, Cell]) -> list[tuple[str, ...]]:
    """Names of fields whose refusals are looked at together: the whole database is compared once for a piece."""
    names = [name for name, cell in cells.items() if not lives_alone(name, cell)]
    return [tuple(names[first : first + REFUSED_TOGETHER]) for first in range(0, len(names), REFUSED_TOGETHER)]


def lives_alone(name: str, cell: Cell) -> bool:
    """Whether it wants a database of its own even for its refusals."""
    return cell.right is None or name in COMPLETED | COUNTED


def callers(cell: Cell) -> tuple[str | None, ...]:
    return cell.without, cell.foreign, cell.right


@pytest.mark.usefixtures("shares_database")
@pytest.mark.parametrize("names", [*pieces(QUERIES), *pieces(MUTATIONS)], ids="-".join)
async def test_who_may_not_is_refused_and_nothing_changes(
    api: Api, stage: Stage, owner: AsyncSession, names: tuple[str, ...]
) -> None:
    cells = {name: CELLS[name] for name in names}
    for login in {login for cell in cells.values() for login in callers(cell)}:
        await api.headers(login)
    before = await digest(owner)
    for name, cell in cells.items():
        await check_refusals(api, stage, name, cell)
    assert await digest(owner) == before, "a refusal has changed something"


@pytest.mark.usefixtures("shares_database")
@pytest.mark.parametrize("name", [name for name, cell in QUERIES.items() if not lives_alone(name, cell)])
async def test_a_query_answers_who_may_ask(api: Api, stage: Stage, name: str) -> None:
    await check_success(api, stage, name, QUERIES[name])


@pytest.mark.parametrize("name", [name for name, cell in MUTATIONS.items() if not lives_alone(name, cell)])
async def test_a_mutation_does_what_its_caller_may(api: Api, stage: Stage, name: str) -> None:
    cell = await completed(api, name, MUTATIONS[name])
    assert cell is MUTATIONS[name], "a row that is completed belongs into COMPLETED"
    await check_success(api, stage, name, cell)


@pytest.mark.parametrize("name", [name for name, cell in CELLS.items() if lives_alone(name, cell)])
async def test_what_needs_a_database_of_its_own_answers_each_caller_as_it_must(
    api: Api, stage: Stage, owner: AsyncSession, name: str
) -> None:
    cell = await completed(api, name, CELLS[name])
    for login in callers(cell):
        await api.headers(login)
    before = await digest(owner)
    await check_refusals(api, stage, name, cell)
    assert await digest(owner) == before, "a refusal has changed something"
    await check_success(api, stage, name, cell)


async def check_refusals(api: Api, stage: Stage, name: str, cell: Cell) -> None:
    """Nobody, who may not, who may elsewhere."""
    if cell.right is not None:
        assert (await answered(api, stage, cell, None)).code == "ACCESS_UNAUTHENTICATED", name
    assert (await answered(api, stage, cell, cell.without)).code == "ACCESS_DENIED", name
    if cell.elsewhere is not Elsewhere.OWN:
        check_elsewhere(await answered(api, stage, cell, cell.foreign), name, cell)


async def check_success(api: Api, stage: Stage, name: str, cell: Cell) -> None:
    """The right one succeeds, and so does everybody where the field is about himself."""
    if cell.elsewhere is Elsewhere.OWN and cell.right is not None:
        good = cell.foreign_good or cell.good
        assert good((await answered(api, stage, cell, cell.foreign)).data[name], stage)
    found: Any = (await answered(api, stage, cell, cell.right)).data[name]
    assert cell.good(found, stage), found


async def answered(api: Api, stage: Stage, cell: Cell, login: str | None) -> Answer:
    return await api.ask(login, cell.document, **cell.variables(stage))


def check_elsewhere(answer: Answer, name: str, cell: Cell) -> None:
    """What is out of sight is missing, empty or not found; never forbidden."""
    if cell.elsewhere is Elsewhere.NULL:
        assert answer.data == {name: None}
    elif cell.elsewhere is Elsewhere.EMPTY:
        assert answer.data == {name: {"totalCount": 0, "nodes": []}}
    elif cell.elsewhere is Elsewhere.NOT_FOUND:
        assert answer.code == "OBJECT_NOT_FOUND", name
    else:
        assert answer.code in REFUSALS, name
