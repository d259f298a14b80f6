"""The screens of the tab "资金", as a finance clerk and a checker go through them."""

from datetime import UTC, datetime, timedelta

import pyotp
from playwright.async_api import FilePayload, Locator, expect

from tests.fixtures.world import PASSWORD, TOTP_SECRET
from tests.journeys.browser_phone import BrowserPhone


def shown(fen: int) -> str:
    """An amount as the screens write it."""
    return f"¥{fen // 100:,}.{fen % 100:02d}"


async def begin_day(phone: BrowserPhone, login: str, days_back: int = 0) -> None:
    """Log in on a phone whose clock says what the server's says."""
    now = datetime.now(UTC) - timedelta(days=days_back)
    await phone.context.clock.set_fixed_time(now)
    await phone.log_in(login, PASSWORD, pyotp.TOTP(TOTP_SECRET).at(now))
    await phone.page.get_by_role("navigation").get_by_text("资金").tap()
    await expect(phone.page.get_by_role("heading", name="资金", exact=True)).to_be_visible()


async def enter(phone: BrowserPhone, place: str) -> None:
    """From wherever one is to a part of the desk."""
    if "/money/" in phone.page.url:
        await phone.press("返回")
    else:
        await phone.open("/money")
    await phone.page.locator("a.item", has_text=place).tap()
    await expect(phone.page.get_by_role("heading", name=place, exact=True)).to_be_visible()


async def pay_out(clerk: BrowserPhone, application: str, amount: str) -> None:
    """The maker's order to pay a signed loan."""
    await clerk.open(f"/applications/{application}")
    await clerk.press_by_thumb(clerk.page.locator(".actions").get_by_role("button", name="放款"))
    sheet = clerk.page.get_by_role("dialog")
    await expect(sheet).to_contain_text(amount)
    await clerk.press_by_thumb(sheet.get_by_role("button", name="放款"))
    await expect(clerk.page.locator(".toast")).to_contain_text("付款指令已提交")


async def make_batch(clerk: BrowserPhone, button: str) -> Locator:
    """A batch of what waits; answers its card."""
    await clerk.press_by_thumb(clerk.page.locator(".actions").get_by_role("button", name=button))
    sheet = clerk.page.get_by_role("dialog")
    await clerk.press_by_thumb(sheet.get_by_role("button", name=button))
    await expect(clerk.page.locator(".toast")).to_contain_text("批次已生成")
    return batch_of(clerk, button.removeprefix("生成").removesuffix("文件"))


def batch_of(phone: BrowserPhone, kind: str) -> Locator:
    """The card of the only batch of a kind."""
    section = phone.page.locator("section", has=phone.page.get_by_role("heading", name="批次"))
    return section.locator(".card", has=phone.page.get_by_text(kind, exact=True))


async def release(checker: BrowserPhone, kind: str) -> None:
    """The second person lets a batch go."""
    card = batch_of(checker, kind)
    await card.get_by_role("button", name="复核放行").tap()
    await expect(card).to_contain_text("已出文件")


async def fetch_file(clerk: BrowserPhone, kind: str) -> bytes:
    """The file of a released batch, as the phone keeps it."""
    await clerk.page.reload()
    async with clerk.page.expect_download() as coming:
        await batch_of(clerk, kind).get_by_role("button", name="下载文件").tap()
    return (await (await coming.value).path()).read_bytes()


async def bring_result(clerk: BrowserPhone, kind: str, data: bytes, said: str) -> Locator:
    """Hand the bank's answer in and wait until every line is taken; answers its card."""
    page = clerk.page
    await page.get_by_role("button", name="导入银行回盘").tap()
    sheet = page.get_by_role("dialog")
    await sheet.get_by_label("回盘类型").select_option(label=kind)
    await sheet.locator("input[type=file]").set_input_files(paper(f"{kind}.csv", data))
    await sheet.get_by_role("button", name="导入银行回盘").tap()
    section = page.locator("section", has=page.get_by_role("heading", name="回盘"))
    card = section.locator(".card", has_text=kind)
    await expect(card).to_contain_text("已处理")
    await expect(card).to_contain_text(said)
    return card


def paper(name: str, data: bytes) -> FilePayload:
    return {"name": name, "mimeType": "text/csv", "buffer": data}


async def fetch_statement(clerk: BrowserPhone, said: str) -> None:
    """Ask the bank for yesterday."""
    await clerk.press_by_thumb(clerk.page.locator(".actions").get_by_role("button", name="向银行取流水"))
    sheet = clerk.page.get_by_role("dialog")
    await clerk.press_by_thumb(sheet.get_by_role("button", name="向银行取流水"))
    await expect(clerk.page.locator(".toast")).to_contain_text(said)


async def close_day(clerk: BrowserPhone) -> Locator:
    """Press the one button, wait until the day is closed; answers its card."""
    await clerk.press_by_thumb(clerk.page.locator(".actions button"))
    card = clerk.page.locator(".card", has_text="已日终")
    await expect(card).to_be_visible()
    return card


def break_of(phone: BrowserPhone, kind: str) -> Locator:
    """The card of the only break of a kind."""
    section = phone.page.locator("section", has=phone.page.get_by_role("heading", name="差异"))
    return section.locator(".card", has_text=kind)


async def propose_booking(clerk: BrowserPhone, kind: str, note: str) -> None:
    """Say that a line is to be booked as the bank tells it."""
    await break_of(clerk, kind).get_by_role("button", name="说明后处理").tap()
    sheet = clerk.page.get_by_role("dialog")
    await expect(sheet.get_by_label("处理方式")).to_have_value("BOOKED")
    await sheet.get_by_label("处理说明").fill(note)
    await sheet.get_by_role("button", name="提交处理").tap()
    await expect(clerk.page.locator(".toast")).to_contain_text("等待另一人同意")
