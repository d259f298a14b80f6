"""Who asks too often is told when to come back, and nobody else pays for it."""

import time
from collections.abc import AsyncIterator
from dataclasses import replace

import httpx
import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from schema.wire.rates import Rates, household
from server.app import build_app
from server.front.refusals import RateExceeded
from tests.fixtures.api import BASE, Answer, Api, digest

pytestmark = pytest.mark.usefixtures("shares_database")

STAFF_LIMIT = 4
ADDRESS_LIMIT = 2
ASKED = {"query": "{ __typename }"}


@pytest.fixture
async def counted(api: Api) -> AsyncIterator[Api]:
    """The same house behind an application that counts."""
    limits = {"rate_limit_staff_per_minute": STAFF_LIMIT, "rate_limit_address_per_minute": ADDRESS_LIMIT}
    house = replace(api.house, settings=api.house.settings.model_copy(update=limits))
    transport = httpx.ASGITransport(build_app(house).asgi, client=("203.0.113.9", 50_000))
    async with httpx.AsyncClient(transport=transport, base_url=BASE) as client:
        yield replace(api, house=house, client=client)


def held_to(answer: Answer) -> None:
    """It is the refusal of somebody who asks too often."""
    assert answer.response.status_code == 429
    assert answer.code == "REQUEST_RATE_EXCEEDED"
    wait = int(answer.response.headers["retry-after"])
    assert 1 <= wait <= 120
    assert answer.errors[0]["extensions"]["retryAfterSeconds"] == wait
    assert "data" not in answer.body


async def test_staff_are_counted_by_who_they_are(counted: Api) -> None:
    for _ in range(STAFF_LIMIT):
        assert (await counted.send(ASKED, "officer.east1")).data
    held_to(await counted.send(ASKED, "officer.east1"))
    assert (await counted.send(ASKED, "officer.east2")).data
    held_to(await counted.send(ASKED, "officer.east1", Accept="application/graphql-response+json"))


async def test_a_second_session_of_the_same_person_has_no_count_of_its_own(counted: Api) -> None:
    for _ in range(STAFF_LIMIT):
        assert (await counted.send(ASKED, "officer.east1")).data
    token = await counted.token("officer.east1")
    held_to(await counted.send(ASKED, Authorization=f"Bearer {token}"))


async def test_nobody_is_counted_by_his_address_and_so_are_bad_tokens(counted: Api) -> None:
    assert (await counted.send(ASKED)).data
    assert (await counted.send(ASKED, Authorization="Bearer x")).response.status_code == 401
    held_to(await counted.send(ASKED))
    held_to(await counted.send(ASKED, Authorization="Bearer x"))
    assert (await counted.send(ASKED, "officer.east1")).data


async def test_a_request_over_the_count_changes_nothing(counted: Api, owner: AsyncSession) -> None:
    for _ in range(STAFF_LIMIT):
        await counted.send(ASKED, "officer.east1")
    before = await digest(owner)
    held_to(await counted.do("officer.east1", "beginProspect", "customer { id }"))
    assert await digest(owner) == before


async def test_a_limit_of_nothing_is_no_limit(api: Api) -> None:
    for _ in range(STAFF_LIMIT * ADDRESS_LIMIT * 3):
        assert (await api.send(ASKED)).data


def test_the_count_slides_from_one_minute_into_the_next(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = api.house.settings.model_copy(update={"rate_limit_address_per_minute": 10})
    rates = Rates(settings)

    def passed(at: float) -> int:
        monkeypatch.setattr(time, "time", lambda: at)
        for number in range(100):
            try:
                rates.count_address("203.0.113.9")
            except RateExceeded as refused:
                wait = refused.facts["retry_after_seconds"]
                assert isinstance(wait, int)
                assert wait > 0
                return number
        return 100

    assert passed(600.0) == 10
    assert passed(659.0) == 0
    assert passed(690.0) == 5
    assert passed(900.0) == 10


def test_neighbours_in_one_subscribers_addresses_count_together() -> None:
    assert household("2001:db8:1:2:3::1") == household("2001:db8:1:2:ffff::9") != household("2001:db8:1:3::1")
    assert household("::ffff:203.0.113.9") == "203.0.113.9"
    assert household("unix:") == "unix:"
