"""Decisions on a bad network, in Chromium: none lost, none doubled, none sent in another person's name."""

import asyncio
from typing import Any

import pytest
from playwright.async_api import Browser, Locator, Page, Request, Route, expect
from sqlalchemy.ext.asyncio import AsyncSession

from tests.fixtures.world import PASSWORD
from tests.journeys.browser_phone import BrowserPhone, phone_in
from tests.journeys.browser_steps import in_force
from tests.journeys.phones import Phone
from tests.journeys.running import Running
from tests.journeys.steps import apply_for, decide
from tests.journeys.storm import FULL, SKEW, SPENT_TOKEN
from tests.journeys.test_tiers import borrower

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]
SENDS_ELSEWHERE = "void navigator.locks.request('jiedai.outbox', () => new Promise(() => undefined))"
VOTES = """query Votes($id: ID!) { application(id: $id) { state case { state votes { decision reason } } } }"""


@pytest.fixture
async def officer(running: Running) -> Phone:
    return Phone(running.url, "officer.east1").log_in()


async def waiting_case(owner: AsyncSession, officer: Phone) -> dict[str, Any]:
    """An application that a reviewer of the branch has to decide: no second factor, so it may wait for a network."""
    return apply_for(officer, await borrower(owner, "officer.east1", income_fen=300_000), "30000.00")


def votes(officer: Phone, application: dict[str, Any]) -> list[str]:
    found = officer.ask(VOTES, id=application["id"])["application"]
    return [vote["decision"] for vote in found["case"]["votes"]]


def approving(page: Page) -> Locator:
    return page.locator(".actions").get_by_role("button", name="同意", exact=True)


async def approve_open_case(page: Page) -> None:
    await approving(page).tap()
    await page.get_by_role("dialog").get_by_role("button", name="同意", exact=True).tap()
    await expect(page.locator(".toast")).to_contain_text("已同意")
    await expect(page.get_by_role("heading", name="待我审批")).to_be_visible()


async def at_work(phone: BrowserPhone, *, cases: int) -> None:
    """The reviewer in his inbox; the app's files are on the phone."""
    await phone.log_in("reviewer.east1", PASSWORD)
    await expect(phone.page.locator(".case")).to_have_count(cases)
    await phone.page.evaluate("navigator.serviceWorker.ready.then(() => null)")


async def test_a_decision_without_a_network_survives_the_page_and_takes_effect_once(
    browser: Browser, running: Running, owner: AsyncSession, officer: Phone
) -> None:
    first, second = [await waiting_case(owner, officer) for _ in range(2)]
    async with phone_in(browser, running.url) as reviewer:
        await at_work(reviewer, cases=2)
        await reviewer.open(f"/applications/{first['id']}")
        await expect(reviewer.page.get_by_role("heading", name="关键数字")).to_be_visible()
        await reviewer.context.set_offline(offline=True)
        await approve_open_case(reviewer.page)
        await expect(reviewer.page.locator(".case")).to_have_count(1)
        await expect(reviewer.page.get_by_text("1 个决定待发送")).to_be_visible()
        await reviewer.page.close()
        reviewer.page = await reviewer.context.new_page()
        await reviewer.open("/outbox")
        await expect(reviewer.page.get_by_text("已存手机")).to_be_visible()
        assert votes(officer, first) == []
        await reviewer.open(f"/applications/{first['id']}")
        await expect(reviewer.page.get_by_text("决定已加密存在这台手机上")).to_be_visible()
        await expect(reviewer.page.get_by_role("heading", name="关键数字")).to_be_visible()
        await expect(approving(reviewer.page)).to_have_count(0)  # it is not taken twice
        await reviewer.open("/inbox")
        await expect(reviewer.page.get_by_text("连不上服务器")).to_be_visible()
        await expect(reviewer.page.locator(".case")).to_have_count(1)
        await reviewer.context.set_offline(offline=False)
        await in_force(reviewer.page)
        await expect(reviewer.page.get_by_text("连不上服务器")).to_have_count(0)
        await reviewer.open("/outbox")
        await expect(reviewer.page.get_by_text("已生效")).to_be_visible()
    assert votes(officer, first) == ["APPROVE"]
    assert votes(officer, second) == []


async def test_an_answer_lost_on_the_way_back_is_asked_for_again_under_the_same_key(
    browser: Browser, running: Running, owner: AsyncSession, officer: Phone
) -> None:
    application = await waiting_case(owner, officer)
    keys: list[str] = []

    async def lose(route: Route) -> None:
        body = route.request.post_data_json or {}
        key = body.get("variables", {}).get("input", {}).get("idempotencyKey")
        if key is None:
            await route.continue_()
            return
        keys.append(key)
        await route.fetch()
        if len(keys) <= 2:
            await route.abort()
        else:
            await route.continue_()

    async with phone_in(browser, running.url) as reviewer:
        await at_work(reviewer, cases=1)
        await reviewer.page.locator(".case").tap()
        await reviewer.page.route("**/graphql", lose)
        await approve_open_case(reviewer.page)
        await in_force(reviewer.page)
    assert votes(officer, application) == ["APPROVE"]
    assert len(keys) == 3
    assert len(set(keys)) == 1


async def test_a_full_phone_a_wrong_clock_a_spent_token_and_a_dead_server_leave_one_decision_each(
    browser: Browser, running: Running, owner: AsyncSession, officer: Phone
) -> None:
    lucks = (typing_meanwhile, full_phone, clock_set_back, spent_token, dead_server)
    cases = [await waiting_case(owner, officer) for _ in range(len(lucks) + 1)]
    async with phone_in(browser, running.url) as reviewer:
        await at_work(reviewer, cases=len(cases))
        for luck, application in zip(lucks, cases, strict=False):
            await reviewer.open(f"/applications/{application['id']}")
            await expect(approving(reviewer.page)).to_be_visible()
            await luck(reviewer, running, cases[-1])
            await in_force(reviewer.page)
            assert votes(officer, application) == ["APPROVE"], luck.__name__
            await expect(reviewer.page.locator(".case")).to_have_count(len(cases) - cases.index(application) - 1)
    assert votes(officer, cases[-1]) == []


async def typing_meanwhile(reviewer: BrowserPhone, _running: Running, other: dict[str, Any]) -> None:
    """While a decision goes out, what is typed about the next case stands where it is."""
    page = reviewer.page
    await approve_open_case(page)
    await page.locator(f".case[href='/applications/{other['id'].replace('=', '%3D').replace(':', '%3A')}']").tap()
    await page.locator(".actions").get_by_role("button", name="退回").tap()
    reason = page.get_by_role("dialog").get_by_label("理由", exact=True)
    async with page.expect_response(lambda answer: "idempotencyKey" in (answer.request.post_data or "")):
        await reason.fill("请补充流水")
    await page.wait_for_timeout(1000)
    await expect(reason).to_have_value("请补充流水")
    await reviewer.open("/inbox")


async def full_phone(reviewer: BrowserPhone, _running: Running, _other: dict[str, Any]) -> None:
    await reviewer.page.evaluate(FULL)
    await approve_open_case(reviewer.page)


async def clock_set_back(reviewer: BrowserPhone, _running: Running, _other: dict[str, Any]) -> None:
    """While the decision can still be taken back."""
    await approve_open_case(reviewer.page)
    await reviewer.page.evaluate(SKEW, -30)


async def spent_token(reviewer: BrowserPhone, _running: Running, _other: dict[str, Any]) -> None:
    seen: list[str] = []

    async def spend(route: Route, request: Request) -> None:
        seen.append(request.headers["authorization"])
        await route.continue_(headers=request.headers | ({"authorization": SPENT_TOKEN} if len(seen) == 1 else {}))

    await reviewer.page.route("**/graphql", spend)
    await approve_open_case(reviewer.page)
    await in_force(reviewer.page)
    await reviewer.page.unroute("**/graphql", spend)
    assert len(set(seen)) > 1, "another token was asked for"


async def dead_server(reviewer: BrowserPhone, running: Running, _other: dict[str, Any]) -> None:
    """It has counted the decision, and dies before it can say so."""
    counted = asyncio.Event()

    async def die(route: Route, request: Request) -> None:
        if counted.is_set() or b"idempotencyKey" not in (request.post_data_buffer or b""):
            await route.continue_()
            return
        await route.fetch()
        running.kill("server")
        counted.set()
        await route.abort()

    await reviewer.page.route("**/graphql", die)
    await approve_open_case(reviewer.page)
    await counted.wait()
    running.start("server")
    running.wait_until_ready()
    await in_force(reviewer.page)
    await reviewer.page.unroute("**/graphql", die)


async def test_whoever_was_first_is_named_and_the_late_decision_changes_nothing(
    browser: Browser, running: Running, owner: AsyncSession, officer: Phone
) -> None:
    application = await waiting_case(owner, officer)
    async with phone_in(browser, running.url) as reviewer:
        await at_work(reviewer, cases=1)
        await reviewer.page.locator(".case").tap()
        await expect(reviewer.page.get_by_role("heading", name="关键数字")).to_be_visible()
        await reviewer.context.set_offline(offline=True)
        await approve_open_case(reviewer.page)
        elsewhere = Phone(running.url, "officer2.east1").log_in()
        decide(elsewhere, application["case"], "RETURN")
        await reviewer.context.set_offline(offline=False)
        await reviewer.page.get_by_text("1 个决定没有生效").tap()
        await expect(reviewer.page.get_by_text("有冲突")).to_be_visible()
        theirs = reviewer.page.locator(".pairs", has_text="现在的情况")
        await expect(theirs).to_contain_text("退回")
        await expect(theirs).to_contain_text(":")  # the time of it
        await reviewer.press("放弃我的决定")
        await expect(reviewer.page.get_by_text("没有待发送的决定")).to_be_visible()
    assert votes(officer, application) == ["RETURN"]


async def test_a_decision_taken_back_within_its_seconds_is_never_sent(
    browser: Browser, running: Running, owner: AsyncSession, officer: Phone
) -> None:
    application = await waiting_case(owner, officer)
    async with phone_in(browser, running.url) as reviewer:
        await at_work(reviewer, cases=1)
        await reviewer.page.locator(".case").tap()
        await reviewer.page.evaluate(SENDS_ELSEWHERE)  # nothing is sent while the thumb looks for the button
        await approve_open_case(reviewer.page)
        await reviewer.page.locator(".toast").get_by_role("button", name="撤销").tap()
        await expect(reviewer.page.locator(".toast")).to_contain_text("没有发送")
        await expect(reviewer.page.locator(".case")).to_have_count(1)
        await reviewer.open("/outbox")
        await expect(reviewer.page.get_by_text("没有待发送的决定")).to_be_visible()
    assert votes(officer, application) == []


async def test_the_next_person_on_a_phone_neither_sees_nor_sends_what_the_first_has_decided(
    browser: Browser, running: Running, owner: AsyncSession, officer: Phone
) -> None:
    application = await waiting_case(owner, officer)
    async with phone_in(browser, running.url) as shared:
        await at_work(shared, cases=1)
        await shared.page.locator(".case").tap()
        await expect(shared.page.get_by_role("heading", name="关键数字")).to_be_visible()
        await shared.context.set_offline(offline=True)
        await approve_open_case(shared.page)
        await shared.page.close()
        await shared.context.clear_cookies()  # his session is over; he has not logged out
        await shared.context.set_offline(offline=False)
        shared.page = await shared.context.new_page()
        await shared.log_in("reviewer.west1", PASSWORD)
        await shared.open("/outbox")
        await expect(shared.page.get_by_text("没有待发送的决定")).to_be_visible()
        assert votes(officer, application) == []
        await shared.context.clear_cookies()
        await shared.log_in("reviewer.east1", PASSWORD)
        await in_force(shared.page)
    assert votes(officer, application) == ["APPROVE"]
