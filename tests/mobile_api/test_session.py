"""Log-in, refresh and log-out over /api/session: what the cookie is, what spends it, what ends a session."""

from dataclasses import replace
from datetime import timedelta
from http.cookies import Morsel, SimpleCookie

import httpx
import pytest

from mobile_api.documents import staff_app_documents
from server.app import build_app
from server.kit.clock import FixedClock
from tests.fixtures.api import BASE, Api
from tests.fixtures.papers import refused
from tests.fixtures.world import PASSWORD

OFFICER = "officer.east1"
COOKIE = "jiedai_refresh"
GUARD = {"X-Jiedai": "1"}


def cookie_of(response: httpx.Response) -> "Morsel[str]":
    (text,) = [text for text in response.headers.get_list("set-cookie") if text.startswith(f"{COOKIE}=")]
    return SimpleCookie(text)[COOKIE]


async def refresh(api: Api, token: str | None, **headers: str) -> httpx.Response:
    """Refresh with exactly this cookie, whatever the client remembers."""
    api.client.cookies.clear()
    cookie = {"Cookie": f"{COOKIE}={token}"} if token is not None else {}
    return await api.client.post("/api/session/refresh", headers=cookie | (headers or GUARD))


async def is_alive(api: Api, access: str) -> bool:
    answer = await api.send({"query": "{ viewer { staff { id } } }"}, Authorization=f"Bearer {access}")
    assert answer.code in {None, "SESSION_TOKEN_INVALID"}
    return answer.code is None


@pytest.mark.usefixtures("shares_database")
async def test_the_refresh_token_comes_in_a_cookie_that_no_script_and_no_other_site_gets(api: Api) -> None:
    response = await api.log_in(OFFICER)
    assert response.status_code == 200
    cookie = cookie_of(response)
    assert cookie["httponly"]
    assert cookie["samesite"].lower() == "strict"
    assert cookie["path"] == "/api/session"
    assert int(cookie["max-age"]) == 14 * 86_400
    assert cookie.value not in response.text
    assert response.headers["cache-control"] == "no-store"
    assert response.json()["staff"]["positions"] == ["loan_officer"]
    assert await is_alive(api, response.json()["accessToken"])


@pytest.mark.usefixtures("shares_database")
@pytest.mark.parametrize("login", [OFFICER, "manager.east"])
async def test_with_the_token_comes_what_the_app_would_ask_next(api: Api, login: str) -> None:
    (me,) = [text for text in staff_app_documents().values() if text.startswith("query Me{")]
    opened = (await api.log_in(login)).json()
    asked = await api.send({"query": me}, Authorization=f"Bearer {opened['accessToken']}")
    assert opened["viewer"] == asked.data["viewer"]


@pytest.mark.usefixtures("shares_database")
async def test_over_https_the_cookie_is_secure(api: Api) -> None:
    settings = api.house.settings.model_copy(update={"public_url": "https://lender.example"})
    transport = httpx.ASGITransport(build_app(replace(api.house, settings=settings)).asgi)
    async with httpx.AsyncClient(transport=transport, base_url=BASE) as client:
        response = await client.post("/api/session", json={"login": OFFICER, "password": PASSWORD})
    assert cookie_of(response)["secure"]
    assert all("; Secure" in text for text in response.headers.get_list("set-cookie"))


async def test_a_refresh_gives_another_pair_and_spends_the_old_token(api: Api, clock: FixedClock) -> None:
    first = cookie_of(await api.log_in(OFFICER)).value
    answer = await refresh(api, first)
    second = cookie_of(answer).value
    assert second != first
    assert await is_alive(api, answer.json()["accessToken"])
    clock.advance(timedelta(minutes=1))
    refused(await refresh(api, first), 401, "session.refresh_reused")
    assert not await is_alive(api, answer.json()["accessToken"])
    refused(await refresh(api, second), 401, "session.token_invalid")


async def test_a_token_used_after_its_heir_ends_the_session_at_once(api: Api, clock: FixedClock) -> None:
    first = cookie_of(await api.log_in(OFFICER)).value
    second = cookie_of(await refresh(api, first)).value
    clock.advance(timedelta(seconds=1))
    third = await refresh(api, second)
    assert third.status_code == 200
    refused(await refresh(api, first), 401, "session.refresh_reused")
    assert not await is_alive(api, third.json()["accessToken"])


@pytest.mark.usefixtures("shares_database")
async def test_a_refresh_wants_the_header_that_no_form_of_another_site_can_send(api: Api) -> None:
    token = cookie_of(await api.log_in(OFFICER)).value
    refused(await refresh(api, token, Accept="*/*"), 422, "input.invalid", "X-Jiedai")
    refused(await refresh(api, token, **{"X-Jiedai": "0"}), 422, "input.invalid", "X-Jiedai")
    assert (await refresh(api, token)).status_code == 200


@pytest.mark.usefixtures("shares_database")
@pytest.mark.parametrize("token", ["x", "x" * 3_000])
async def test_an_unknown_refresh_token_is_no_log_in(api: Api, token: str) -> None:
    refused(await refresh(api, token), 401, "session.token_invalid")


async def test_an_old_refresh_token_is_no_log_in(api: Api, clock: FixedClock) -> None:
    token = cookie_of(await api.log_in(OFFICER)).value
    clock.advance(timedelta(days=14, seconds=1))
    refused(await refresh(api, token), 401, "session.token_invalid")


async def test_log_out_clears_the_cookie_and_ends_the_session(api: Api) -> None:
    opened = await api.log_in(OFFICER)
    access = opened.json()["accessToken"]
    response = await api.client.delete("/api/session", headers={"Authorization": f"Bearer {access}"})
    assert response.status_code == 204
    cleared = cookie_of(response)
    assert (cleared.value, cleared["max-age"], cleared["path"]) == ("", "0", "/api/session")
    assert '"storage"' in response.headers["clear-site-data"]
    assert not await is_alive(api, access)
    refused(await refresh(api, cookie_of(opened).value), 401, "session.token_invalid")


@pytest.mark.usefixtures("shares_database")
async def test_log_out_wants_a_log_in(api: Api) -> None:
    refused(await api.client.delete("/api/session"), 401, "session.token_invalid")


@pytest.mark.usefixtures("shares_database")
async def test_a_wrong_login_or_password_is_refused_alike(api: Api) -> None:
    told = []
    for over in ({"password": "wrong"}, {"login": "nobody.east9"}, {"login": "x" * 9_000, "password": "y" * 9_000}):
        response = await api.client.post("/api/session", json={"login": OFFICER, "password": PASSWORD} | over)
        body = refused(response, 401, "session.wrong_credentials")
        assert "set-cookie" not in response.headers
        told.append(body | {"requestId": ""})
    assert told[0] == told[1] == told[2]


@pytest.mark.usefixtures("shares_database")
async def test_an_unsound_field_of_a_log_in_is_named(api: Api) -> None:
    for body, field in (
        ({"password": "x"}, "login"),
        ({"login": "x"}, "password"),
        ({"login": 5, "password": "x"}, "login"),
        ({"login": "x", "password": ["y"]}, "password"),
        ({"login": "x", "password": "y", "code": 123456}, "code"),
        ({"login": "x", "password": "y", "device": {}}, "device"),
    ):
        refused(await api.client.post("/api/session", json=body), 422, "input.invalid", field)


async def test_a_one_time_code_is_asked_for_and_taken_once(api: Api) -> None:
    refused(await api.log_in("manager.east", code=None), 401, "session.code_required", "code")
    refused(await api.log_in("manager.east", code="000000"), 401, "session.wrong_credentials")
    code = api.one_time_code()
    assert (await api.log_in("manager.east", code=code)).status_code == 200
    refused(await api.log_in("manager.east", code=code), 401, "session.wrong_credentials")


async def test_repeated_failures_are_slowed_down_whatever_address_the_client_claims(api: Api) -> None:
    seen = []
    for number in range(8):
        response = await api.client.post(
            "/api/session",
            json={"login": OFFICER, "password": "wrong"},
            headers={"X-Forwarded-For": f"198.51.100.{number}", "Forwarded": f"for=198.51.100.{number}"},
        )
        seen.append(response.status_code)
    assert seen[:5] == [401] * 5
    assert seen[-1] == 429
    refused(response, 429, "access.too_many")
    assert int(response.headers["retry-after"]) > 0
    refused(await api.log_in(OFFICER), 429, "access.too_many")


@pytest.mark.usefixtures("shares_database")
async def test_a_log_in_that_is_no_json_is_refused(api: Api) -> None:
    form = await api.client.post("/api/session", data={"login": OFFICER, "password": PASSWORD})
    refused(form, 415, "request.media_type_unsupported")
    plain = await api.client.post("/api/session", content=b"{", headers={"Content-Type": "application/json"})
    refused(plain, 400, "request.json_malformed")


@pytest.mark.usefixtures("shares_database")
@pytest.mark.parametrize("token", [None, ""])
async def test_a_renewal_where_nobody_is_logged_in_fails_nothing_and_opens_nothing(api: Api, token: str | None) -> None:
    answer = await refresh(api, token)
    assert (answer.status_code, answer.content) == (204, b"")
    assert "set-cookie" not in answer.headers
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.usefixtures("shares_database")
async def test_a_session_is_packed_as_the_browser_takes_it(api: Api) -> None:
    opened = await api.log_in(OFFICER)
    sent = {}
    for taken in ("br", "gzip", "identity"):
        answer = await refresh(api, cookie_of(opened).value, **GUARD, **{"accept-encoding": taken})
        assert answer.headers.get("content-encoding", "identity") == taken
        assert answer.json()["staff"] == opened.json()["staff"]
        sent[taken] = int(answer.headers["content-length"])
        opened = answer
    assert sent["br"] < sent["gzip"] < sent["identity"]
