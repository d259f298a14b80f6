"""What committee, managers and borrowers do in the browser between an application and a signed contract."""

import re

from playwright.async_api import Locator, expect

from tests.journeys.browser_phone import BrowserPhone
from tests.journeys.browser_steps import draw_name, in_force, open_signing_page
from tests.journeys.phones import Borrower

LOOKS, PAUSE_MS = 120, 500


async def open_case(decider: BrowserPhone, amount: str, application: str | None = None) -> None:
    """From the inbox to the case over an amount, as it is written on the card; read what a decision hangs on.

    `application`, its global id, stands for a tap on the notice of it: a long inbox shows the oldest cases first.
    """
    await decider.open("/inbox")
    if application is None:
        await decider.page.locator(".case", has_text=amount).tap()
    else:
        await expect(decider.page.locator(".list-head")).to_be_visible()
        await decider.open(f"/applications/{application}")
        decider.hands.note("touch")
    await expect(decider.page.get_by_role("heading", name="关键数字")).to_be_visible()
    decider.hands.note("case")


async def decide(decider: BrowserPhone, verb: str, reason: str | None = None, amount: str | None = None) -> None:
    """Approve (for less, where an amount is given), return or reject the case that is open."""
    page = decider.page
    await decider.press_by_thumb(page.locator(".actions").get_by_role("button", name=verb, exact=True))
    sheet = page.get_by_role("dialog")
    if reason is not None:
        await sheet.get_by_label("理由").fill(reason)
    if amount is not None:
        await sheet.locator("summary").tap()
        await sheet.get_by_label("批复金额").fill(amount)
    await sheet.get_by_role("button", name=verb, exact=True).tap()
    await expect(page.locator(".toast")).to_be_visible()
    await in_force(page)


async def stand_in(decider: BrowserPhone, colleague: str) -> None:
    """Let a colleague decide in one's name today."""
    await decider.open("/me/stand-ins")
    await decider.press("新的委托")
    sheet = decider.page.get_by_role("dialog")
    choice: Locator = sheet.locator("select").first
    await expect(choice.locator("option", has_text=colleague)).to_have_count(1)
    value = await choice.locator("option", has_text=colleague).get_attribute("value")
    await choice.select_option(value)
    await sheet.get_by_label("理由").fill("出差")
    await sheet.get_by_role("button", name="新的委托").tap()
    await expect(decider.page.get_by_role("heading", name=re.compile(colleague))).to_be_visible()


async def sign_and_keep(customer: BrowserPhone, before: str = "") -> bytes:
    """The borrower's way: read what it costs, draw his name, sign, open his own page, take his signed copy.

    `before` is the message with the link that somebody got before him.
    """
    borrower = Borrower(customer.url)
    borrower.newest("signing_link", before)
    last_code, last_page = borrower.told("signing_code"), borrower.told("borrower_link")
    await open_signing_page(customer)
    await customer.press("获取短信验证码")
    code = re.search(r"\d{6}", borrower.newest("signing_code", last_code))
    assert code is not None
    await customer.page.get_by_role("checkbox").check()
    await draw_name(customer.page)
    await customer.page.fill("[name=code]", code[0])
    await customer.page.locator("button[type=submit]").tap()
    await expect(customer.page.locator(".signed[role=status]")).to_be_visible()
    own = re.search(r"/mine/[\w-]+", borrower.newest("borrower_link", last_page))
    assert own is not None
    return await signed_copy(customer, own[0])


async def signed_copy(customer: BrowserPhone, path: str) -> bytes:
    """The sealed contract, from the borrower's own page; the seal is set in the background."""
    copy = customer.page.get_by_role("link", name="已签署的合同")
    await customer.open(path)
    for _ in range(LOOKS):
        await expect(customer.page.get_by_role("heading", name="合同与文件")).to_be_visible()
        if await copy.count():
            break
        await customer.page.wait_for_timeout(PAUSE_MS)
        await customer.open(path)
    paper = await customer.context.request.get(f"{customer.url}{await copy.first.get_attribute('href')}")
    return bytes(await paper.body())
