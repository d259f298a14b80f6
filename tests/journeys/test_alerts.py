"""Three months paid under 80 %: the end of the day, the sweep, and the officer's phone shows the alert."""

import asyncio
import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from playwright.async_api import Browser, expect
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from server.custody.models import FundingAccount
from server.kit.clock import business_date
from server.loans.models import Instalment
from server.products.models import ProductVersion
from tests.factories.closing import plant_closed_day
from tests.factories.customers import Planted, plant_customer
from tests.factories.loans import plant_loan
from tests.fixtures.world import PASSWORD
from tests.journeys.browser_phone import THUMB_PIXELS, BrowserPhone, phone_in
from tests.journeys.conftest import furnish
from tests.journeys.phones import Phone
from tests.journeys.running import Running, running_house

WATCH = """subscription { alerts(state: [OPEN]) { nodes {
  code severity value moneyAtRisk customer { nameMasked } } } }"""
PATIENCE_SECONDS = 120.0
SILENCE_SECONDS = 0.5
OFFICER, COLLEAGUE = "officer.east1", "officer.east2"
PRINCIPAL_FEN = 3_000_000
NAME = "连续三期实还不足应还80%"


def yesterday() -> date:
    return business_date(datetime.now(UTC)) - timedelta(days=1)


async def plant_half_payer(owner: AsyncSession) -> Planted:
    """A customer who has paid half of every instalment since summer; the books are closed to the day before last."""
    version_id = (await owner.execute(select(ProductVersion.id))).scalars().one()
    account_id: UUID = (await owner.execute(select(FundingAccount.id))).scalars().one()
    customer = await plant_customer(owner, officer=OFFICER)
    begun = yesterday() - timedelta(days=130)
    await plant_loan(owner, customer, version_id, account_id, principal_fen=PRINCIPAL_FEN, disbursed_on=begun)
    half = {f"paid_{part}_fen": getattr(Instalment, f"{part}_fen") / 2 for part in ("principal", "interest")}
    await owner.execute(update(Instalment).where(Instalment.due_on <= yesterday()).values(**half))
    await plant_closed_day(owner, yesterday() - timedelta(days=1))
    await owner.commit()
    return customer


async def open_socket(house: Running, login: str) -> ClientConnection:
    """A member of staff at a socket of the server, watching his alerts."""
    token = Phone(house.url, login).log_in().token
    socket = await connect(
        f"ws://127.0.0.1:{house.port}/graphql",
        subprotocols=[Subprotocol("graphql-transport-ws")],
        origin=Origin(house.url),
    )
    await socket.send(json.dumps({"type": "connection_init", "payload": {"accessToken": token}}))
    assert json.loads(await socket.recv())["type"] == "connection_ack"
    await socket.send(json.dumps({"type": "subscribe", "id": "1", "payload": {"query": WATCH}}))
    return socket


async def event(socket: ClientConnection) -> list[dict[str, object]]:
    """The alerts of the next event."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while True:
            heard = json.loads(await socket.recv())
            if heard["type"] == "next":
                nodes: list[dict[str, object]] = heard["payload"]["data"]["alerts"]["nodes"]
                return nodes


@pytest.mark.browser
@pytest.mark.timeout(400)
async def test_three_months_under_80_per_cent_reach_the_officers_phone_after_the_end_of_the_day(
    browser: Browser, owner: AsyncSession, app_url: str, tmp_path: Path
) -> None:
    await furnish(owner)
    await plant_half_payer(owner)
    with running_house(tmp_path, app_url, "bank", "server") as house:
        async with await open_socket(house, OFFICER) as his, await open_socket(house, COLLEAGUE) as colleagues:
            assert await event(his) == []
            assert await event(colleagues) == []
            async with phone_in(browser, house.url) as officer:
                await officer.log_in(OFFICER, PASSWORD)
                await officer.open("/alerts")
                await expect(officer.page.get_by_text("没有需要处理的预警")).to_be_visible()
                house.start("worker")
                told = [one for one in await event(his) if one["code"] == "RB-01"]
                assert [(one["severity"], one["value"], one["moneyAtRisk"]) for one in told] == [
                    ("CRITICAL", "3", "30000.00")
                ]
                await close_on_the_phone(officer)
                assert officer.complaints == []
                assert officer.strangers() == []
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(colleagues.recv(), SILENCE_SECONDS)
        assert Phone(house.url, COLLEAGUE).log_in().ask("{ alerts { totalCount } }") == {"alerts": {"totalCount": 0}}


async def close_on_the_phone(officer: BrowserPhone) -> None:
    """The alert stands on the open list without anything being touched; it is read, and closed with an outcome."""
    page = officer.page
    card = page.locator("a.case", has_text=NAME)
    await expect(card).to_be_visible()
    box = await card.bounding_box()
    assert box is not None
    assert box["height"] >= THUMB_PIXELS
    await card.tap()
    await expect(page.get_by_text("24h内联系并提交走访记录")).to_be_visible()
    await expect(page.get_by_text("≥ 2 个月")).to_be_visible()
    await officer.press_by_thumb(page.locator(".actions").get_by_role("button", name="关闭"))
    sheet = page.get_by_role("dialog")
    await sheet.get_by_role("button", name="准确", exact=True).tap()
    await sheet.get_by_label("核实情况与处理结果").fill("已上门，客户承诺月底补足")
    await sheet.get_by_role("button", name="关闭", exact=True).last.tap()
    await expect(page.get_by_text("准确 ·")).to_be_visible()
