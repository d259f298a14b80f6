"""The screens of the staff app and the signing page, as a person goes through them."""

import time

from playwright.async_api import FilePayload, Locator, Page, expect

from tests.factories.photographs import Photographed
from tests.journeys.browser_phone import BrowserPhone


async def photograph_card(officer: BrowserPhone, photograph: Photographed) -> None:
    """From the empty form to the page that shows what was read from the card."""
    page = officer.page
    await officer.open("/new/customer")
    await page.locator(".slot", has_text="身份证人像面").tap()
    card: FilePayload = {"name": "card.jpg", "mimeType": "image/jpeg", "buffer": photograph.data}
    # headless, there is no camera: the page offers the gallery
    await page.get_by_label("相册").set_input_files(card)
    await expect(page.locator("img.shot")).to_be_visible()
    await officer.press("使用这张")
    await expect(page.locator(".slot", has_text="识别完成")).to_be_visible()
    await officer.press("下一步")
    await expect(page.locator(".checks").first).to_be_attached()  # folded away where nothing is doubtful


async def read_fields(officer: BrowserPhone) -> dict[str, str]:
    """What the page shows as read, by the names of the fields, in its folds too."""
    fields: dict[str, str] = {}
    for field in await officer.page.locator(".checks .field").all():
        value = await field.locator("input, textarea").input_value()
        fields[(await field.locator("label").text_content() or "").strip()] = value
    return fields


async def doubtful_fields(officer: BrowserPhone) -> dict[str, Locator]:
    """What stands open to be looked at, by the names of the fields: everything else is folded."""
    page = officer.page
    await expect(page.locator("main canvas.crop").first).to_be_visible()
    shown = await page.locator(".checks > div:visible").all()
    return {(await field.locator("label").inner_text()).strip(): field for field in shown}


async def shows_its_place(field: Locator) -> bool:
    """Whether a strip of the picture stands beside the field, and something is on it."""
    strip = field.locator("canvas.crop")
    await expect(strip).to_be_visible()
    inked: bool = await strip.evaluate(
        """(canvas) => {
          const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
          const reds = data.filter((_, at) => at % 4 === 0);
          return Math.max(...reds.slice(0, 1e5)) - Math.min(...reds.slice(0, 1e5)) > 40;
        }"""
    )
    return inked


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
    await sheet.get_by_role("checkbox").check()
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
    await in_force(page)


async def in_force(page: Page) -> None:
    """Wait in the inbox until the server has the decision: for some seconds it could be taken back."""
    await expect(page.get_by_role("heading", name="待我审批")).to_be_visible()
    await expect(page.locator("a[href='/outbox']")).to_have_count(0)


async def send_contract(officer: BrowserPhone, application: str) -> None:
    """Draw up the contract, wait for the paper, send the customer the link."""
    await officer.open(f"/applications/{application}")
    actions = officer.page.locator(".actions")
    await actions.get_by_role("button", name="制作合同").tap()
    await officer.press_by_thumb(actions.get_by_role("button", name="发送签约链接"))
    await expect(officer.page.locator(".toast")).to_contain_text("签约短信已发送")


async def open_signing_page(customer: BrowserPhone) -> None:
    """Tap the link in the newest message; read what the loan costs for as long as the server wants, and confirm."""
    page = customer.page
    await customer.open("/phone")
    await page.locator("li.message a[href*='/sign/']").first.tap()
    await expect(page.locator(".disclosure, .terms").first).to_be_visible()
    if await page.locator(".disclosure").count():
        confirm = page.get_by_role("button", name="我已阅读并确认以上费用")
        begun = time.monotonic()
        await expect(confirm).to_be_enabled()
        customer.reading_seconds = time.monotonic() - begun
        await confirm.tap()
    await expect(page.locator(".terms")).to_be_visible()


async def draw_name(page: Page) -> None:
    """Two strokes across the box."""
    box = page.locator(".ink canvas")
    await box.scroll_into_view_if_needed()
    size = await box.bounding_box()
    assert size is not None
    for begin, end in (((0.2, 0.3), (0.7, 0.6)), ((0.4, 0.2), (0.45, 0.8))):
        await page.mouse.move(size["x"] + begin[0] * size["width"], size["y"] + begin[1] * size["height"])
        await page.mouse.down()
        await page.mouse.move(size["x"] + end[0] * size["width"], size["y"] + end[1] * size["height"], steps=8)
        await page.mouse.up()


async def sign(customer: BrowserPhone, code_of_message: str) -> None:
    """Agree, draw a name, type the code, sign."""
    page = customer.page
    await page.get_by_role("checkbox").check()
    await draw_name(page)
    await page.fill("[name=code]", code_of_message)
    await page.locator("button[type=submit]").tap()
    await expect(page.locator(".signed[role=status]")).to_be_visible()
