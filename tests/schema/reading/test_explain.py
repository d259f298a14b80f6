"""How PostgreSQL reads the hot lists: by an index, without a sort of the table, for every kind of scope.

What is explained is the statement of the plan, as the server's role, with the row settings unset as they are when
PostgreSQL plans it behind the gate, and with the caller's own set.
"""

import asyncio
import json
from collections.abc import Iterator
from typing import Any

import pytest

from schema.reading.binding import describe
from schema.wire.documents import chosen_operation
from server.identity.passage import enter
from server.kit.embedded.endpoint import Endpoint
from server.kit.work import Caller, House
from tests.factories.loans import PlantedLoan
from tests.fixtures.asking import node_id
from tests.fixtures.database import TEMPLATE_WORLD
from tests.fixtures.house import AsStaff
from tests.schema.reading.crowd import plant_crowd
from tests.schema.reading.ways import Ways

PAGE = "pageInfo { hasNextPage endCursor } totalCount"
CUSTOMER = "id nameMasked phoneMasked outstanding officer { name } branch { name }"
APPLICATION = "id number state amount customer { nameMasked } product { nameZh } officer { name }"
LOAN = "id number state outstanding customer { nameMasked } product { nameZh } nextDue { dueOn outstanding }"
LISTS = {
    "customers": f"{{ customers {{ nodes {{ {CUSTOMER} }} {PAGE} }} }}",
    "oldest customers": f"{{ customers(order: OLDEST) {{ nodes {{ {CUSTOMER} }} }} }}",
    "customers by initials": f'{{ customers(search: "wxma") {{ nodes {{ {CUSTOMER} }} {PAGE} }} }}',
    "customers by initials or syllables": f'{{ customers(search: "wangxm") {{ nodes {{ {CUSTOMER} }} {PAGE} }} }}',
    "customers by four digits": f'{{ customers(search: "0042") {{ nodes {{ {CUSTOMER} }} {PAGE} }} }}',
    "customers by number": f'{{ customers(search: "110101198501019817") {{ nodes {{ {CUSTOMER} }} {PAGE} }} }}',
    "applications": f"{{ applications {{ nodes {{ {APPLICATION} }} {PAGE} }} }}",
    "applications in review": f"{{ applications(state: [IN_REVIEW]) {{ nodes {{ {APPLICATION} }} {PAGE} }} }}",
    "applications by number": f'{{ applications(search: "1234567") {{ nodes {{ {APPLICATION} }} {PAGE} }} }}',
    "loans": f"{{ loans {{ nodes {{ {LOAN} }} {PAGE} }} }}",
    "active loans": f"{{ loans(state: [ACTIVE]) {{ nodes {{ {LOAN} }} }} }}",
    "overdue loans": f"{{ loans(overdue: true) {{ nodes {{ {LOAN} }} {PAGE} }} }}",
    "loans by number": f'{{ loans(search: "1234567") {{ nodes {{ {LOAN} }} }} }}',
}
DETAIL = """query ($id: ID!) { loan(id: $id) { id number state principal outstanding customer { nameMasked }
  application { number } instalments { number dueOn outstanding state } nextDue { number } payment { state }
  repayments { amount } } }"""
INBOX = f"{{ approvalInbox {{ nodes {{ id tier amount application {{ number }} mayDecide }} {PAGE} }} }}"
OFFICER, BRANCH, REGION, HOUSE = "officer.east1", "branchmanager.east1", "manager.east", "auditor.hq"
BIG = frozenset(
    {"customers", "applications", "loans", "instalments", "payment_orders", "approval_cases", "approval_votes"}
)
WHOLE = frozenset({"customers", "applications", "loans"})
"""Whoever sees everything counts everything: there an index saves nothing."""
SORTED_MAX = 1_000
"""More rows than this are not sorted for a page of twenty."""


@pytest.fixture(scope="module")
def crowd(endpoint: Endpoint) -> Iterator[tuple[str, PlantedLoan]]:
    """A database with the crowd in it, and the loan that stands out."""
    name = f"crowd_{id(endpoint)}"
    endpoint.create_database(name, template=TEMPLATE_WORLD)
    yield name, asyncio.run(plant_crowd(endpoint, name))
    endpoint.drop_database(name)


@pytest.fixture
def database_name(crowd: tuple[str, PlantedLoan]) -> str:
    return crowd[0]


@pytest.fixture(scope="module")
def ways() -> Ways:
    return Ways()


async def explained(house: House, ways: Ways, caller: Caller, document: str, **variables: Any) -> list[Any]:
    """The plan of a document's statement with the row settings unset, and with them set."""
    judged = ways.judge.judged(document)
    ready = ways.reader.family(judged.document, chosen_operation(judged.document, None)).ready(
        caller, variables, describe
    )
    assert ready is not None
    settings = {f"set_{n}": "*" for n in range(4)}
    values = tuple((settings | ready.values)[name] for name in ready.plan.statement.names)
    plans = []
    for known in (False, True):
        async with house.database.session() as session:
            if known:
                await enter(session, caller.actor)
            connection = await session.connection()
            rows = await connection.exec_driver_sql(f"EXPLAIN (FORMAT JSON) {ready.plan.statement.sql}", values)
            found = rows.scalar_one()
            plans.append((json.loads(found) if isinstance(found, str) else found)[0]["Plan"])
    return plans


def nodes_of(plan: Any, above: str = "") -> Iterator[tuple[Any, str]]:
    """Every node of a plan, and the type of the one above it."""
    yield plan, above
    for below in plan.get("Plans", ()):
        yield from nodes_of(below, plan["Node Type"])


def faults(plan: Any, *, counts_all: bool = False) -> list[str]:
    """Whole tables that are read row by row, and sorts of many rows; `counts_all` lets a count of everything pass."""
    found = []
    for node, above in nodes_of(plan):
        if counts_all and above == "Aggregate":
            continue
        if node["Node Type"] == "Seq Scan" and node["Relation Name"] in BIG:
            found.append(f"Seq Scan on {node['Relation Name']} {node.get('Filter')}")
        if node["Node Type"] == "Sort" and node["Plan Rows"] > SORTED_MAX:
            found.append(f"Sort of {node['Plan Rows']} by {node['Sort Key']}")
    return found


def indexes(plan: Any) -> set[str]:
    return {node["Index Name"] for node, _above in nodes_of(plan) if "Index Name" in node}


@pytest.mark.parametrize("login", [OFFICER, BRANCH, REGION, HOUSE])
@pytest.mark.parametrize("name", LISTS)
async def test_a_hot_list_is_read_by_an_index(
    house: House, ways: Ways, as_staff: AsStaff, name: str, login: str
) -> None:
    counts_all = login == HOUSE and name in WHOLE
    for plan in await explained(house, ways, await as_staff(login), LISTS[name]):
        assert faults(plan, counts_all=counts_all) == []
        assert indexes(plan)


@pytest.mark.parametrize("login", [OFFICER, BRANCH, REGION, HOUSE])
async def test_a_loan_and_all_that_belongs_to_it_are_read_by_key(
    house: House, ways: Ways, as_staff: AsStaff, crowd: tuple[str, PlantedLoan], login: str
) -> None:
    loan = node_id("Loan", crowd[1].loan_id, crowd[1].customer.customer_id)
    for plan in await explained(house, ways, await as_staff(login), DETAIL, id=loan):
        assert faults(plan) == []
        assert plan["Total Cost"] < 1_000


@pytest.mark.parametrize("login", ["reviewer.east1", REGION, "committee1.hq"])
async def test_the_inbox_reads_open_cases_only(house: House, ways: Ways, as_staff: AsStaff, login: str) -> None:
    for plan in await explained(house, ways, await as_staff(login), INBOX):
        assert faults(plan) == []
        assert indexes(plan) & {"ix_approval_cases_inbox", "uq_approval_cases_open"}


async def test_a_whole_table_read_would_be_found(house: House, ways: Ways, as_staff: AsStaff) -> None:
    unindexed = "{ customers { nodes { id } } x: loans(order: LARGEST) { nodes { id } } }"
    for plan in await explained(house, ways, await as_staff(HOUSE), unindexed):
        assert faults(plan) != []
