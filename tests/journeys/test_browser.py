"""A loan on three phones: the officer takes it in, the manager approves it with the thumb, the customer signs."""

import re
from functools import cache
from typing import Any

import pytest
from playwright.async_api import Browser, expect

from server.kit import crypto
from tests.factories.photographs import Photographed, photographed
from tests.fixtures.world import PASSWORD
from tests.journeys.browser_phone import BrowserPhone, phone_in, program_or_skip
from tests.journeys.browser_steps import (
    apply_for,
    approve,
    doubtful_fields,
    open_signing_page,
    photograph_card,
    read_fields,
    register,
    send_contract,
    shows_its_place,
    sign,
)
from tests.journeys.phones import Borrower, Phone, one_time_code
from tests.journeys.running import Running

SEED = 815
LABELS = {"出生": "出生日期"}
HANDS_SECONDS_MAX = 600  # what staff do for one loan, counted act by act: see `hands`
READ = """{ customers(first: 1) { nodes { documents { fields { name proposed confirmed sure corrected } } } } }"""
APPLICATION = """query Application($id: ID!) { application(id: $id) {
  state tier contract { state } case { state votes { decision by { login } } } } }"""


@cache
def card() -> Photographed:
    """Far away, under a lamp, a thumb on it."""
    return photographed("id_front", "journey", "hard")


@pytest.mark.browser
@pytest.mark.ocr
@pytest.mark.timeout(600)
async def test_an_application_taken_in_on_a_phone_is_approved_with_the_thumb_and_signed(
    browser: Browser, running: Running
) -> None:
    watcher = Phone(running.url, "officer.east1").log_in()
    async with phone_in(browser, running.url) as officer:
        await officer.log_in("officer.east1", PASSWORD)
        application = await take_in(officer)
        keeps_both(watcher)
        assert decided(watcher, application)["state"] == "IN_REVIEW"
        async with phone_in(browser, running.url) as stranger:
            await sees_nothing(stranger, application)
        async with phone_in(browser, running.url) as manager:
            await decide_in_the_inbox(manager)
            found = decided(watcher, application)
            assert (found["state"], found["case"]["state"]) == ("APPROVED", "APPROVED")
            votes = [(vote["decision"], vote["by"]["login"]) for vote in found["case"]["votes"]]
            assert votes == [("APPROVE", "manager.east")]
            is_clean(manager)
            manager.hands.note("case")
            decided_in = manager.hands.seconds
        await send_contract(officer, application)
        async with phone_in(browser, running.url) as customer:
            await sign_on(customer)
        await expect(officer.page.get_by_text("已签署")).to_be_visible()
        assert decided(watcher, application)["contract"]["state"] == "SIGNED"
        is_clean(officer)
        officer.hands.note("field", len(card().truth))
        assert 60 < officer.hands.seconds + decided_in < HANDS_SECONDS_MAX, (officer.hands.acts, decided_in)


async def take_in(officer: BrowserPhone) -> str:
    """A bad photograph of the card, its doubts settled, registration, terms, opinion; answers the application."""
    await photograph_card(officer, card())
    truth = {LABELS.get(label, label): value or "" for label, value in card().truth.items()}
    doubtful = await doubtful_fields(officer)
    assert {"住址"} <= doubtful.keys() < truth.keys()
    for label, field in doubtful.items():
        assert await shows_its_place(field)
        await field.locator("input, textarea").fill(truth[label])
        await expect(field.get_by_text("已更正")).to_be_visible()
    assert await read_fields(officer) == truth
    await register(officer, f"199{SEED:08d}", f"62220202{SEED:011d}")
    return await apply_for(officer, "80000")


def keeps_both(watcher: Phone) -> None:
    """What the machine read stands beside what the officer confirmed, and what he corrected has a name."""
    [customer] = watcher.ask(READ)["customers"]["nodes"]
    [document] = customer["documents"]
    fields = {field["name"]: field for field in document["fields"]}
    address = fields["address"]
    assert (address["confirmed"], address["sure"], address["corrected"]) == (card().truth["住址"], False, True)
    assert address["proposed"] != address["confirmed"]
    assert (fields["id_number"]["proposed"], fields["id_number"]["corrected"]) == (card().number, False)


async def sees_nothing(stranger: BrowserPhone, application: str) -> None:
    """The manager of another region: nothing waits for him, and the address leads nowhere."""
    await stranger.log_in("manager.west", PASSWORD, one_time_code())
    await expect(stranger.page.get_by_text("没有待办")).to_be_visible()
    await expect(stranger.page.locator(".case")).to_have_count(0)
    await stranger.open(f"/applications/{application}")
    await expect(stranger.page.get_by_text("没有这个页面")).to_be_visible()
    assert crypto.mask_name(card().name) not in await stranger.page.content()
    is_clean(stranger)


async def decide_in_the_inbox(manager: BrowserPhone) -> None:
    await manager.log_in("manager.east", PASSWORD, one_time_code())
    waiting = manager.page.locator(".case")
    await expect(waiting).to_have_count(1)
    await expect(waiting).to_contain_text("80,000.00")
    await expect(waiting).to_contain_text(crypto.mask_name(card().name))
    await waiting.tap()
    figures = manager.page.locator("section", has=manager.page.get_by_role("heading", name="关键数字"))
    await expect(figures).to_contain_text("30,000.00")  # the income that the officer entered
    await expect(figures).to_contain_text("80,000.00")  # the exposure after this loan
    await expect(figures).to_contain_text("%")
    await approve(manager)
    await expect(manager.page.get_by_text("没有待办")).to_be_visible()
    await expect(waiting).to_have_count(0)


async def sign_on(customer: BrowserPhone) -> None:
    await open_signing_page(customer)
    await expect(customer.page.locator(".terms")).to_contain_text("80,000.00")
    await expect(customer.page.locator("main")).not_to_contain_text(card().name)
    await customer.press("获取短信验证码")
    code = re.search(r"\d{6}", Borrower(customer.url).newest("signing_code"))
    assert code is not None
    await sign(customer, code[0])
    is_clean(customer)


def decided(watcher: Phone, application: str) -> dict[str, Any]:
    """What the server knows, asked past the app."""
    found: dict[str, Any] = watcher.ask(APPLICATION, id=application)["application"]
    return found


def is_clean(phone: BrowserPhone) -> None:
    """No complaint on the console, and nobody asked but the lender's own server."""
    assert phone.complaints == []
    assert phone.asked != []
    assert phone.strangers() == []


@pytest.mark.parametrize(("ci", "outcome"), [("true", pytest.fail.Exception), ("", pytest.skip.Exception)])
def test_without_a_browser_the_journey_is_skipped_and_fails_where_all_tests_are_asked_for(
    monkeypatch: pytest.MonkeyPatch, ci: str, outcome: type[BaseException]
) -> None:
    monkeypatch.setenv("CI", ci)
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("JIEDAI_CHROMIUM", raising=False)
    with pytest.raises(outcome, match="no Chromium"):
        program_or_skip()
