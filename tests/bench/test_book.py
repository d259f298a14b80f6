"""The loan book of the benches: its rows, and the same answers by our server and by statements written by hand."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import asyncpg
import httpx
import pytest

from bench.book.callers import Callers, read_callers
from bench.book.scale import DAY, SCALES, Scale
from bench.graphql.equality import differences
from bench.graphql.operations import OPERATIONS, Operation, Sample
from bench.peers.handwritten.app import build
from bench.servers import handwritten, ours
from bench.servers.contestant import Request, data_of
from server.app import build_app
from server.kit.clock import FixedClock, clock_on
from server.kit.embedded.endpoint import APP_ROLE, OWNER_ROLE, Endpoint
from tests.fixtures.house import RecordingMessenger, SilentBank, house_on, settings_for
from tests.fixtures.world import TOKEN_KEY

SAMPLES = 5
WANTED = {"dashboard": (4, 10), "loan": 36, "loans": 100}
"""Rows in the answers: cases that wait and loans that run, instalments, loans."""
SMALL = SCALES["small"]


@pytest.fixture
async def callers(endpoint: Endpoint, book: str) -> Callers:
    """The book's staff and some of its long loans."""
    return await read_callers(endpoint.dsn(OWNER_ROLE, book, driver=None), loans=SAMPLES)


async def test_the_book_has_the_rows_that_its_scale_promises(endpoint: Endpoint, book: str) -> None:
    connection: Any = await asyncpg.connect(endpoint.dsn(OWNER_ROLE, book, driver=None))
    try:
        counted = {
            table: await connection.fetchval(f"SELECT count(*) FROM {table}")  # noqa: S608 - names from this test
            for table in ("applications", "loans", "instalments", "customers")
        }
        unequal = await connection.fetchval(
            "SELECT count(*) FROM loans "
            "JOIN LATERAL (SELECT sum(principal_fen) AS lent, sum(principal_fen - paid_principal_fen) AS out "
            "FROM instalments WHERE loan_id = loans.id) schedule ON true "
            "WHERE (lent, out) IS DISTINCT FROM (loans.principal_fen, loans.outstanding_fen)"
        )
        strangers = await connection.fetchval(
            "SELECT count(*) FROM loans JOIN customers USING (customer_id) "
            "WHERE loans.officer_id <> customers.officer_id"
        )
    finally:
        await connection.close()
    assert counted == {
        "applications": SMALL.applications,
        "loans": SMALL.loans,
        "instalments": 12 * SMALL.loans,
        "customers": SMALL.customers,
    }
    assert (unequal, strangers) == (0, 0)


def test_the_full_book_is_as_large_as_the_figures_say() -> None:
    full = SCALES["full"]
    assert (full.applications, full.loans, 12 * full.loans) == (100_000, 50_000, 600_000)


def test_a_scale_that_would_part_applications_from_their_officers_is_refused() -> None:
    with pytest.raises(ValueError, match="officers"):
        Scale("odd", regions=1, branches=1, officers=7, customers=100, applications=140)


def rows_in(operation: str, data: Any) -> Any:
    if operation == "dashboard":
        return len(data["waiting"]["nodes"]), len(data["running"]["nodes"])
    return len(data["loan"]["instalments"] if operation == "loan" else data["loans"]["nodes"])


@asynccontextmanager
async def our_server(url: str) -> AsyncIterator[httpx.AsyncClient]:
    house = house_on(settings_for(url), FixedClock(clock_on(DAY).now()), RecordingMessenger(), SilentBank())
    app = build_app(house).asgi
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://lender.example") as client:
        yield client
    await house.database.close()


@asynccontextmanager
async def by_hand(url: str, *, policies: bool) -> AsyncIterator[httpx.AsyncClient]:
    app = build(url, policies=policies, pool_size=2)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://lender.example") as client,
    ):
        yield client


async def answer(client: httpx.AsyncClient, request: Request) -> Any:
    response = await client.post(request.path, content=request.body, headers=dict(request.headers))
    assert response.status_code == httpx.codes.OK, response.text
    return data_of(response.json())


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)
async def test_ours_and_the_statements_by_hand_say_the_same_with_and_without_policies(
    operation: Operation, endpoint: Endpoint, book: str, callers: Callers
) -> None:
    app_url, owner_url = (endpoint.dsn(role, book, driver=None) for role in (APP_ROLE, OWNER_ROLE))
    samples: list[Sample] = list(operation.samples(callers))[:SAMPLES]
    assert samples
    async with (
        our_server(endpoint.dsn(APP_ROLE, book)) as server,
        by_hand(app_url, policies=True) as guarded,
        by_hand(owner_url, policies=False) as bare,
    ):
        for sample in samples:
            now = clock_on(DAY).now()
            expected = await answer(server, ours.request_of(TOKEN_KEY, now, operation.name, sample))
            assert rows_in(operation.name, expected) == WANTED[operation.name]
            for client in (guarded, bare):
                found = await answer(client, handwritten.request_of(operation.name, sample))
                assert list(differences(expected, found)) == []


async def test_nobody_is_shown_a_loan_out_of_his_sight_not_even_without_the_predicate(
    endpoint: Endpoint, book: str, callers: Callers
) -> None:
    key = callers.long_loans[0]
    stranger = next(each for each in callers.regional_managers if key.branch_id not in (each.branches or ()))
    sample, now = Sample(stranger, key), clock_on(DAY).now()
    async with our_server(endpoint.dsn(APP_ROLE, book)) as server:
        assert await answer(server, ours.request_of(TOKEN_KEY, now, "loan", sample)) == {"loan": None}
    connection: Any = await asyncpg.connect(endpoint.dsn(APP_ROLE, book, driver=None))
    try:
        async with connection.transaction():
            for name, value in stranger.settings.items():
                await connection.execute("SELECT set_config($1, $2, true)", f"jiedai.{name}", value)
            assert await connection.fetchval("SELECT count(*) FROM loans WHERE id = $1", key.loan_id) == 0
            assert await connection.fetchval("SELECT count(*) FROM loans") > 0
    finally:
        await connection.close()


def test_a_difference_is_told_by_its_place() -> None:
    assert list(differences({"a": [1, {"b": "x"}]}, {"a": [1, {"b": "y"}, 2]})) == [
        ".a[1].b: 'x' and 'y'",
        ".a[2]: 'nothing' and 2",
    ]
    assert list(differences({"at": "2026-06-09T12:53:00+00:00"}, {"at": "2026-06-09T20:53:00+08:00"})) == []
