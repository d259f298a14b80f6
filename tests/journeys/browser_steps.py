"""The screens of the staff app and the signing page, as a person goes through them."""

from playwright.async_api import FilePayload, expect

from tests.journeys.browser_phone import BrowserPhone
from tests.pictures import Person, id_front


async def photograph_card(officer: BrowserPhone, person: Person, seed: int, severity: int = 0) -> None:
    """From the empty form to the page that shows what was read from the card."""
    page = officer.page
    await officer.open("/new/customer")
    await page.locator(".slot", has_text="身份证人像面").tap()
    card: FilePayload = {"name": "card.jpg", "mimeType": "image/jpeg", "buffer": id_front(person, severity, seed)}
    # headless, there is no camera: the page offers the gallery
    await page.get_by_label("相册").set_input_files(card)
    await expect(page.locator("img.shot")).to_be_visible()
    await officer.press("使用这张")
    await expect(page.locator(".slot", has_text="识别完成")).to_be_visible()
    await officer.press("下一步")
    await expect(page.get_by_label("公民身份号码")).to_be_visible()


async def read_fields(officer: BrowserPhone) -> dict[str, str]:
    """What the page shows as read, by the printed names of the fields."""
    fields: dict[str, str] = {}
    for field in await officer.page.locator(".checks .field").all():
        value = await field.locator("input, textarea").input_value()
        fields[(await field.locator("label").inner_text()).strip()] = value
    return fields


async def register(officer: BrowserPhone, phone_number: str, account: str) -> None:
    """Confirm what was read, register the customer with his figures, bind his account."""
    page = officer.page
    await officer.press_by_thumb(page.locator(".actions").get_by_role("button", name="核对无误，确认"))
    await page.get_by_label("手机号码").fill(phone_number)
    await page.get_by_label("月收入").fill("30000")
    await page.get_by_label("月还债").fill("0")
    await page.get_by_role("checkbox").check()
    await officer.press_by_thumb(page.locator(".actions").get_by_role("button", name="登记客户"))
    sheet = page.get_by_role("dialog")
    await sheet.get_by_label("开户银行").fill("工商银行")
    await sheet.get_by_label("银行卡号").fill(account)
    await sheet.get_by_label("手机号码").fill(phone_number)
    await sheet.get_by_role("button", name="绑定账户").tap()


async def apply_for(officer: BrowserPhone, amount: str) -> str:
    """Amount, purpose, opinion, signature; answers the global id of the application."""
    page = officer.page
    await page.get_by_label("申请金额").fill(amount)
    await page.get_by_label("用途").select_option(index=1)
    await officer.press_by_thumb(page.locator(".actions").get_by_role("button", name="填写意见"))
    await page.get_by_role("textbox", name="理由").fill("经营稳定，流水充足，建议批准。")
    await officer.press_by_thumb(page.locator(".actions").get_by_role("button", name="签署并提交"))
    await expect(page.locator(".toast")).to_contain_text("申请已提交")
    await expect(page.get_by_role("heading", name="申请详情")).to_be_visible()
    return page.url.rsplit("/", 1)[1]


async def approve(manager: BrowserPhone) -> None:
    """Approve the application that is open, with the thumb, and be back in the inbox."""
    page = manager.page
    await manager.press_by_thumb(page.locator(".actions").get_by_role("button", name="同意", exact=True))
    sheet = page.get_by_role("dialog")
    # the ready sentences above it hold the word too, so the name has to be exact
    await manager.press_by_thumb(sheet.get_by_role("button", name="同意", exact=True))
    await expect(page.locator(".toast")).to_contain_text("已同意")


async def send_contract(officer: BrowserPhone, application: str) -> None:
    """Draw up the contract, wait for the paper, send the customer the link."""
    await officer.open(f"/applications/{application}")
    actions = officer.page.locator(".actions")
    await actions.get_by_role("button", name="制作合同").tap()
    await officer.press_by_thumb(actions.get_by_role("button", name="发送签约链接"))
    await expect(officer.page.locator(".toast")).to_contain_text("签约短信已发送")


async def open_signing_page(customer: BrowserPhone) -> None:
    """Tap the link in the newest message."""
    await customer.open("/phone")
    await customer.page.locator("li.message a[href*='/sign/']").first.tap()
    await expect(customer.page.locator(".terms")).to_be_visible()


async def sign(customer: BrowserPhone, code_of_message: str) -> None:
    """Agree, type the code, sign."""
    page = customer.page
    await page.get_by_role("checkbox").check()
    await page.fill("[name=code]", code_of_message)
    await page.locator("button[type=submit]").tap()
    await expect(page.locator(".signed[role=status]")).to_be_visible()
