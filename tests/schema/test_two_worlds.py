"""Two houses that differ in region West only: in East every answer is the same, to the byte.

Both are copies of one database; in one of them region West has customers, papers, applications, cases, contracts, a
loan with a repayment, and notices. Whatever staff of East ask for, by list, search, count, id, nested edge, dashboard
or a verb on something foreign, must not tell which of the two houses answers.
"""

import asyncio
import itertools
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from functools import partial
from typing import Any, cast

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.pool import NullPool

from schema.kit.ids import encode
from schema.wire.limits import ALIASES_MAX
from server.contracts.service import send_for_signing
from server.kit.clock import FixedClock
from server.kit.embedded.endpoint import APP_ROLE, OWNER_ROLE, Endpoint
from server.loans.repaying import repay
from tests.fixtures.api import Api, api_of
from tests.fixtures.house import (
    NOON,
    AsStaff,
    RecordingMessenger,
    SilentBank,
    fresh,
    house_on,
    settings_for,
    staff_in,
)
from tests.fixtures.world import id_of
from tests.schema.cells.lending import CUSTOMERS, LENDING
from tests.schema.stage import Stage, plant_book
from tests.schema.worlds_documents import ASKED_BY_ID, LISTS, nodes, searches

EAST = (
    "officer.east1",
    "officer2.east1",
    "officer.east2",
    "reviewer.east1",
    "lead.east1",
    "branchmanager.east1",
    "manager.east",
    "collector.east1",
)
WITHOUT_CUSTOMERS = {"officer.east2", "lead.east1"}
CANARY = "金丝雀"
VERBS = {name: cell for name, cell in (LENDING | CUSTOMERS).items() if name != "beginProspect"}
SCOPED = text(
    "SELECT table_name FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'branch_id' "
    "AND table_name NOT IN ('staff', 'branches')"
)


@dataclass(frozen=True)
class Worlds:
    """Two databases, what stands in West in the second, and every id and number there."""

    without: str
    with_west: str
    west: Stage
    canaries: frozenset[str]


@pytest.fixture(scope="module")
def worlds(endpoint: Endpoint, stage_template: tuple[str, Stage]) -> Iterator[Worlds]:
    names = [f"{kind}_{stage_template[0]}" for kind in ("east", "both")]
    for name in names:
        endpoint.create_database(name, template=stage_template[0])
    west, canaries = asyncio.run(settle_west(endpoint, names[1], stage_template[1]))
    yield Worlds(names[0], names[1], west, canaries)
    for name in names:
        endpoint.drop_database(name)


async def settle_west(endpoint: Endpoint, database: str, east: Stage) -> tuple[Stage, frozenset[str]]:
    """Plant region West; answers what stands there, and the ids and numbers that nobody in East may see."""
    engine = create_async_engine(endpoint.dsn(OWNER_ROLE, database), poolclass=NullPool)
    clock = FixedClock(NOON)
    house = house_on(settings_for(endpoint.dsn(APP_ROLE, database)), clock, RecordingMessenger(), SilentBank())
    west = Stage(ids={"version": east["version"]}, rows={"version": east.rows["version"]})
    try:
        async with AsyncSession(engine, expire_on_commit=False) as owner:
            officer = await staff_in(house, clock, "officer.west1")
            await plant_book(west, owner, officer, east.rows["version"], name=CANARY)
            await send_for_signing(fresh(officer), contract_id=west.rows["contract"])
            clerk = await staff_in(house, clock, "finance.hq")
            loan_id, paid_on = west.rows["loan"], NOON.date()
            await repay(fresh(clerk), loan_id=loan_id, amount_fen=123_457, paid_on=paid_on, reference=CANARY)
            return west, await west_only(owner)
    finally:
        await house.database.close()
        await engine.dispose()


async def west_only(owner: AsyncSession) -> frozenset[str]:
    """Every id, customer id and public number of rows of branch west-1."""
    found: set[str] = set()
    for table in (await owner.execute(SCOPED)).scalars().all():
        rows = await owner.execute(
            text(f'SELECT to_jsonb(t) FROM "{table}" t WHERE branch_id = :branch'),  # noqa: S608 - from the catalogue
            {"branch": id_of("west-1")},
        )
        for row in rows.scalars():
            # an instalment's number is its place in the schedule, and nobody's secret
            found |= {row[name] for name in ("id", "customer_id", "number") if isinstance(row.get(name), str)}
    assert len(found) > 30
    return frozenset(found)


@pytest.fixture
async def both(worlds: Worlds, endpoint: Endpoint) -> AsyncIterator[tuple[Api, Api]]:
    """The application over the house without West, and over the one with it."""
    clock = FixedClock(NOON)
    async with AsyncExitStack() as stack:
        opened = []
        for database in (worlds.without, worlds.with_west):
            settings = settings_for(endpoint.dsn(APP_ROLE, database))
            house = house_on(settings, clock, RecordingMessenger(), SilentBank())
            stack.push_async_callback(house.database.close)
            as_staff = cast("AsStaff", partial(staff_in, house, clock))
            opened.append(await stack.enter_async_context(api_of(house, as_staff)))
        yield opened[0], opened[1]


class Comparison:
    """Sends one request to both houses and holds their answers together."""

    def __init__(self, both: tuple[Api, Api], worlds: Worlds, login: str) -> None:
        self.both, self.worlds, self.login = both, worlds, login

    async def ask(self, document: str, **variables: Any) -> dict[str, Any]:
        """The common answer. Fails when the two differ in a byte, the request id apart, or a canary is in it."""
        told = []
        for api in self.both:
            answer = await api.ask(self.login, document, **variables)
            request_id = answer.response.headers["x-request-id"]
            told.append(answer.response.text.replace(request_id, "<request>"))
        assert told[0] == told[1], (self.login, document, variables)
        plain = told[1]
        assert CANARY not in plain
        assert not [canary for canary in self.worlds.canaries if canary in plain]
        found: dict[str, Any] = json.loads(plain)
        return found


@pytest.fixture(params=EAST)
def east(request: pytest.FixtureRequest, both: tuple[Api, Api], worlds: Worlds) -> Comparison:
    """Somebody of East asking both houses."""
    return Comparison(both, worlds, request.param)


async def test_lists_counts_searches_nested_edges_and_figures_are_the_same(east: Comparison, worlds: Worlds) -> None:
    found = [(await east.ask(document)).get("data") or {} for document in LISTS]
    pages = [page for data in found for page in data.values() if isinstance(page, dict)]
    assert sum(page.get("totalCount", 0) for page in pages) or east.login in WITHOUT_CUSTOMERS
    people = worlds.west.customers.values()
    personal = (told for who in people for told in (who.number, who.number[-4:], who.phone))
    texts = [CANARY, "jsq", "jinsi", "jinsique", *personal]
    searched = (await east.ask(searches("customers", texts)))["data"]
    assert all(searched[f"s{at}"]["totalCount"] == 0 for at, told in enumerate(texts) if len(told) > 4)
    numbers = sorted(canary for canary in worlds.canaries if canary.isdigit())
    searched = (await east.ask(searches("applications", numbers)))["data"]
    assert {found["totalCount"] for found in searched.values()} == {0}


async def test_who_sees_both_regions_tells_the_houses_apart(both: tuple[Api, Api], worlds: Worlds) -> None:
    with pytest.raises(AssertionError):
        await Comparison(both, worlds, "committee1.hq").ask("{ customers { totalCount } }")


async def test_an_id_of_west_is_an_id_of_nothing(east: Comparison, worlds: Worlds) -> None:
    west = worlds.west
    mixed = [
        encode("Loan", west.rows["loan"], west.customers["borrower"].customer_id),
        encode("Application", west.rows["draft"]),
        encode("Customer", west.rows["borrower"], west.rows["borrower"]),
        encode("BankAccount", west.rows["borrower"]),
        encode("Repayment", west.rows["loan"]),
    ]
    foreign = [global_id for name, global_id in west.ids.items() if name != "version"]
    wanted = [*foreign, *mixed]
    for first in range(0, len(wanted), ALIASES_MAX):
        told = (await east.ask(nodes(wanted[first : first + ALIASES_MAX])))["data"]
        assert set(told.values()) == {None}
    for field, name in ASKED_BY_ID.items():
        document = f"query($id: ID!) {{ {field}(id: $id) {{ id }} }}"
        assert (await east.ask(document, id=west[name]))["data"] == {field: None}


@pytest.mark.parametrize("verb", VERBS)
async def test_a_verb_on_something_of_west_is_refused_alike_in_both_houses(
    both: tuple[Api, Api], worlds: Worlds, verb: str
) -> None:
    cell = VERBS[verb]
    for login in ("officer.east1", "officer2.east1", "manager.east"):
        variables = cell.variables(worlds.west)
        answer = await Comparison(both, worlds, login).ask(cell.document, **variables)
        assert answer["errors"][0]["extensions"]["code"] in {"OBJECT_NOT_FOUND", "ACCESS_DENIED"}


async def test_papers_and_pictures_of_west_are_not_there(both: tuple[Api, Api], worlds: Worlds) -> None:
    paths = [
        f"/api/contracts/{worlds.west.rows['contract']}/pdf",
        f"/api/documents/{worlds.west.rows['document']}/picture",
    ]
    for login, path in itertools.product(("officer.east1", "reviewer.east1", "manager.east"), paths):
        told = []
        for api in both:
            response = await api.client.get(path, headers=await api.headers(login))
            assert response.status_code == 404
            told.append(response.text.replace(response.headers["x-request-id"], "<request>"))
        assert told[0] == told[1]


async def test_a_number_held_in_west_is_refused_without_a_word_about_its_holder(
    both: tuple[Api, Api], worlds: Worlds, stage: Stage
) -> None:
    _, with_west = both
    holder = worlds.west.customers["borrower"]
    answer = await with_west.do(
        "officer.east1",
        "registerCustomer",
        "customer { id }",
        customerId=stage["prospect"],
        kind="PERSON",
        name="李小红",
        phone="19900009999",
        consent=True,
        idNumber=holder.number,
    )
    assert (answer.code, answer.field) == ("CUSTOMER_IDENTITY_UNDER_REVIEW", "idNumber")
    for told in (holder.name, holder.number, holder.phone, str(holder.customer_id), str(holder.officer_id), "west"):
        assert told not in answer.response.text
