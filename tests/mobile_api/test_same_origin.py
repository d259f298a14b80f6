"""The cookie works for pages of this site only: what another site's page sends is refused and changes nothing."""

from dataclasses import replace

import httpx
import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from server.app import build_app
from tests.fixtures.api import BASE, Api, digest
from tests.fixtures.papers import refused
from tests.fixtures.world import PASSWORD
from tests.mobile_api.test_session import COOKIE, GUARD, OFFICER, cookie_of

FOREIGN = {
    "a page of another site": {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"},
    "an old browser there": {"Origin": "https://evil.example"},
    "a page of a neighbour": {"Origin": "http://evil.lender.example", "Sec-Fetch-Site": "same-site"},
    "a neighbour that hides its origin": {"Sec-Fetch-Site": "same-site"},
    "a sandboxed frame": {"Origin": "null"},
    "another port": {"Origin": "http://lender.example:8001"},
    "what is no origin": {"Origin": "https://["},
}


@pytest.mark.parametrize("page", FOREIGN)
async def test_a_refresh_that_another_site_caused_is_refused_and_spends_nothing(
    api: Api, owner: AsyncSession, page: str
) -> None:
    token = cookie_of(await api.log_in(OFFICER)).value
    cookie = {"Cookie": f"{COOKIE}={token}"}
    before = await digest(owner)
    answer = await api.client.post("/api/session/refresh", headers=GUARD | cookie | FOREIGN[page])
    refused(answer, 403, "request.origin_foreign")
    assert "set-cookie" not in answer.headers
    assert await digest(owner) == before
    assert (await api.client.post("/api/session/refresh", headers=GUARD | cookie)).status_code == 200


async def test_another_site_logs_nobody_in_or_out(api: Api, owner: AsyncSession) -> None:
    access = (await api.log_in(OFFICER)).json()["accessToken"]
    before = await digest(owner)
    body = {"login": OFFICER, "password": PASSWORD}
    for headers in FOREIGN.values():
        refused(await api.client.post("/api/session", json=body, headers=headers), 403, "request.origin_foreign")
        out = await api.client.delete("/api/session", headers={"Authorization": f"Bearer {access}"} | headers)
        refused(out, 403, "request.origin_foreign")
    assert await digest(owner) == before


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": BASE, "Sec-Fetch-Site": "same-origin"},
        {"Origin": BASE},
        {"Origin": "https://phone.lender.example"},
        {"Sec-Fetch-Site": "none"},
        {},
    ],
)
@pytest.mark.usefixtures("shares_database")
async def test_the_houses_own_pages_and_programs_log_in(api: Api, headers: dict[str, str]) -> None:
    settings = api.house.settings.model_copy(update={"public_url": "https://phone.lender.example"})
    transport = httpx.ASGITransport(build_app(replace(api.house, settings=settings)).asgi)
    async with httpx.AsyncClient(transport=transport, base_url=BASE) as client:
        body = {"login": OFFICER, "password": PASSWORD}
        assert (await client.post("/api/session", json=body, headers=headers)).status_code == 200


@pytest.mark.usefixtures("shares_database")
async def test_a_listed_origin_gets_no_cookie_either(api: Api) -> None:
    friend = "https://board.example"
    settings = api.house.settings.model_copy(update={"allowed_origins": frozenset({friend})})
    transport = httpx.ASGITransport(build_app(replace(api.house, settings=settings)).asgi)
    async with httpx.AsyncClient(transport=transport, base_url=BASE) as client:
        asked = {"Origin": friend, "Access-Control-Request-Method": "POST"}
        assert (await client.options("/graphql", headers=asked)).status_code == 204
        assert (await client.options("/api/session/refresh", headers=asked)).status_code == 403
        token = cookie_of(await api.log_in(OFFICER)).value
        sent = GUARD | {"Cookie": f"{COOKIE}={token}", "Origin": friend}
        refused(await client.post("/api/session/refresh", headers=sent), 403, "request.origin_foreign")
