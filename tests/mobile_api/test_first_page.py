"""The page made for who is logged in: whose list is in it, when there is none, and that nobody keeps it."""

import json
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from mobile_api.build_hook import ensure_built
from mobile_api.documents import staff_app_documents
from server.kit.clock import FixedClock
from tests.fixtures.api import Api
from tests.fixtures.papers import refused

ROOT = Path(__file__).resolve().parents[2]
REVIEWER, BOTH, ELSEWHERE, OFFICER = "reviewer.east1", "officer2.east1", "reviewer.west1", "officer.east1"
NAVIGATES = {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document", "Sec-Fetch-Site": "none"}
DATA = re.compile(r'<script type="application/json" id="first">(.*?)</script>', re.DOTALL)


@pytest.fixture(scope="module")
def plain() -> str:
    """The page that everybody gets."""
    return (ensure_built(ROOT) / "index.html").read_text()


async def page(api: Api, path: str = "/", **headers: str) -> httpx.Response:
    """Open a page as a browser does that holds the client's cookies."""
    response = await api.client.get(path, headers=NAVIGATES | headers)
    assert response.status_code == 200
    return response


def carried(response: httpx.Response) -> dict[str, Any]:
    """The data in a page that was made for somebody."""
    found = DATA.search(response.text)
    assert found is not None, response.text
    data: dict[str, Any] = json.loads(found[1])
    return data


async def asked(api: Api, login: str, name: str) -> dict[str, Any]:
    """What the graph answers him to the app's own document of this name."""
    (text,) = [text for text in staff_app_documents().values() if re.match(rf"query {name}\W", text)]
    return (await api.send({"query": text}, login)).data


async def bearing(api: Api, access: str) -> str | None:
    answer = await api.send({"query": "{ viewer { staff { id } } }"}, Authorization=f"Bearer {access}")
    return answer.code


@pytest.mark.usefixtures("shares_database", "plain")
@pytest.mark.parametrize("login", [REVIEWER, BOTH])
@pytest.mark.parametrize("path", ["/", "/inbox"])
async def test_the_page_carries_what_the_app_would_ask_and_nothing_else(api: Api, login: str, path: str) -> None:
    opened = (await api.log_in(login)).json()
    first = carried(await page(api, path))
    assert first.keys() == {"staff", "viewer", "inbox"}
    assert first["staff"] == opened["staff"]["id"]
    assert first["viewer"] == opened["viewer"]
    assert first["inbox"] == await asked(api, login, "Inbox")
    assert first["inbox"]["approvalInbox"]["nodes"] != []


@pytest.mark.usefixtures("plain")
async def test_the_page_holds_no_token_and_spends_none(api: Api) -> None:
    opened = await api.log_in(REVIEWER)
    response = await page(api)
    assert "set-cookie" not in response.headers
    held = [*api.client.cookies.values(), opened.json()["accessToken"]]
    assert [text for text in held if len(text) > 2 and text in response.text] == []
    assert (await api.client.post("/api/session/refresh", headers={"X-Jiedai": "1"})).status_code == 200
    carried(await page(api))


@pytest.mark.usefixtures("shares_database", "plain")
async def test_everybody_finds_his_own_list_whoever_was_here_before(api: Api) -> None:
    await api.log_in(REVIEWER)
    before = carried(await page(api))
    await api.log_in(ELSEWHERE)
    after = carried(await page(api))
    assert after["viewer"]["staff"]["login"] == ELSEWHERE
    assert after["inbox"] == await asked(api, ELSEWHERE, "Inbox")
    seen = {case["id"] for case in after["inbox"]["approvalInbox"]["nodes"]}
    assert seen.isdisjoint(case["id"] for case in before["inbox"]["approvalInbox"]["nodes"])


@pytest.mark.usefixtures("shares_database")
@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Mode": "cors", "Sec-Fetch-Dest": "empty"},
        {"Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "empty"},
        {"Sec-Fetch-Dest": "iframe"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Purpose": "prefetch;prerender"},
        {"Cookie": "jiedai_page=x; jiedai_open=zh"},
        {"Cookie": "jiedai_open=zh"},
    ],
)
async def test_a_script_a_frame_another_site_or_a_stranger_gets_the_plain_page(
    api: Api, plain: str, headers: dict[str, str]
) -> None:
    await api.log_in(REVIEWER)
    carried(await page(api))
    assert (await page(api, **headers)).text == plain
    bare = await api.client.get("/")
    assert bare.text == plain


@pytest.mark.usefixtures("shares_database")
@pytest.mark.parametrize("path", ["/applications", "/me", "/inbox/pile"])
async def test_other_places_and_who_has_no_inbox_get_the_plain_page(api: Api, plain: str, path: str) -> None:
    await api.log_in(REVIEWER)
    assert (await page(api, path)).text == plain
    await api.log_in(OFFICER)
    assert (await page(api)).text == plain


@pytest.mark.usefixtures("shares_database")
async def test_a_locked_phone_gets_the_plain_page(api: Api, plain: str) -> None:
    opened = await api.log_in(REVIEWER)
    (cookie,) = [one for one in opened.headers.get_list("set-cookie") if one.startswith("jiedai_open=")]
    assert f"Max-Age={opened.json()['viewer']['lockMinutes'] * 60};" in cookie
    assert "SameSite=strict" in cookie
    carried(await page(api))
    api.client.cookies.delete("jiedai_open")  # as the app does when it locks, and the browser after those minutes
    assert (await page(api)).text == plain
    renewed = await api.client.post("/api/session/refresh", headers={"X-Jiedai": "1"})
    assert "jiedai_open" not in str(renewed.headers.get_list("set-cookie"))
    assert (await page(api)).text == plain


async def test_after_the_log_out_the_page_is_plain_even_for_a_kept_cookie(api: Api, plain: str) -> None:
    access = (await api.log_in(REVIEWER)).json()["accessToken"]
    kept = "; ".join([f"{name}={api.client.cookies[name]}" for name in ("jiedai_page", "jiedai_open")])
    carried(await page(api))
    left = await api.client.delete("/api/session", headers={"Authorization": f"Bearer {access}"})
    assert left.status_code == 204
    assert {"jiedai_page", "jiedai_open"}.isdisjoint(api.client.cookies)
    assert (await page(api, Cookie=kept)).text == plain


async def test_a_session_ended_from_elsewhere_finds_the_plain_page(api: Api, plain: str) -> None:
    await api.log_in(REVIEWER)
    carried(await page(api))
    await api.do(REVIEWER, "endOtherSessions", "__typename")
    assert (await page(api)).text == plain


async def test_a_page_is_made_for_a_shift_after_the_last_renewal_and_no_longer(
    api: Api, plain: str, clock: FixedClock
) -> None:
    await api.log_in(REVIEWER)
    clock.advance(timedelta(hours=12))
    carried(await page(api))
    clock.advance(timedelta(minutes=1))
    assert (await page(api)).text == plain


async def test_a_cookie_of_the_page_opens_nothing_else_and_no_other_token_opens_the_page(api: Api, plain: str) -> None:
    access = (await api.log_in(REVIEWER)).json()["accessToken"]
    token = api.client.cookies["jiedai_page"]
    assert await bearing(api, token) == "SESSION_TOKEN_INVALID"
    assert await bearing(api, access) is None
    assert (await page(api, Cookie=f"jiedai_page={access}; jiedai_open=zh")).text == plain
    headers = {"X-Jiedai": "1", "Cookie": f"jiedai_refresh={token}"}
    api.client.cookies.clear()
    refused(await api.client.post("/api/session/refresh", headers=headers), 401, "session.token_invalid")


@pytest.mark.usefixtures("shares_database", "plain")
async def test_nobody_keeps_the_page_and_its_policy_lets_in_its_own_lines_only(api: Api) -> None:
    await api.log_in(REVIEWER)
    first, second = await page(api), await page(api)
    assert first.headers["cache-control"] == "no-store, private"
    assert "etag" not in first.headers
    policy = first.headers["content-security-policy"]
    assert "unsafe" not in policy
    assert policy != second.headers["content-security-policy"]
    (nonce,) = set(re.findall(r"'nonce-([\w-]+)'", policy))
    tags = re.findall(r"<(?:script|style)[^>]*>", first.text)
    loose = [tag for tag in tags if 'src="/assets/' not in tag and 'type="application/json"' not in tag]
    assert loose == [f'<style nonce="{nonce}">', f'<script nonce="{nonce}">']
    assert re.findall(r"\s(?:style|on\w+)=", first.text.split("<body>")[1]) == []


@pytest.mark.usefixtures("shares_database", "plain")
@pytest.mark.parametrize("encoding", ["br", "gzip", "identity"])
async def test_the_page_is_packed_as_the_browser_takes_it(api: Api, encoding: str) -> None:
    await api.log_in(REVIEWER)
    response = await page(api, **{"Accept-Encoding": encoding})
    assert response.headers.get("content-encoding", "identity") == encoding
    carried(response)


@pytest.mark.usefixtures("shares_database", "plain")
async def test_the_page_speaks_the_language_of_its_person(api: Api) -> None:
    await api.log_in(REVIEWER)
    token = api.client.cookies["jiedai_page"]
    english = await page(api, Cookie=f"jiedai_page={token}; jiedai_open=en")
    assert '<html lang="en-GB">' in english.text
    assert "Waiting for me" in english.text
    assert '<html lang="zh-CN">' in (await page(api, Cookie=f"jiedai_page={token}; jiedai_open=zh")).text
