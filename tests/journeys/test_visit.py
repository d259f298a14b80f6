"""The visit on a phone: time and place with one press, photos with both, lines by thumb; it saves itself."""

import io
from uuid import UUID

import pytest
from PIL import Image
from playwright.async_api import Browser, FilePayload, Geolocation, expect
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from schema.kit.ids import encode
from server.applications.visiting.models import Visit
from server.applications.visiting.states import VisitState
from server.products.models import ProductVersion
from tests.factories.applications import plant_application
from tests.factories.documents import plant_borrower
from tests.factories.visits import plant_norms
from tests.fixtures.world import PASSWORD
from tests.journeys.browser_phone import BrowserPhone, phone_in
from tests.journeys.phones import Phone
from tests.journeys.running import Running

HERE: Geolocation = {"latitude": 30.5728, "longitude": 104.0668, "accuracy": 12}
SAVED = """query Visit($id: ID!) { application(id: $id) {
  visitDraft { version } visit { state accuracyM verifiedIncome lines { kind month amount }
  photos { source distanceM minutesApart } findings { code } } } }"""


@pytest.mark.browser
@pytest.mark.timeout(300)
async def test_a_visit_is_filled_in_by_thumb_saves_itself_and_is_submitted_with_a_network_or_without(
    browser: Browser, running: Running, owner: AsyncSession
) -> None:
    version_id = (await owner.execute(select(ProductVersion.id))).scalars().first()
    assert version_id is not None
    await plant_norms(owner)
    (application_id, application), (_, later) = [await begun(owner, version_id) for _ in range(2)]
    watcher = Phone(running.url, "officer.east1").log_in()
    async with phone_in(browser, running.url) as officer:
        await officer.context.grant_permissions(["geolocation"], origin=running.url)
        await officer.context.set_geolocation(HERE)
        await officer.log_in("officer.east1", PASSWORD)
        await officer.open(f"/applications/{application}")
        await officer.press("开始实地调查")
        await arrive(officer)
        await shoot(officer)
        await fill_in(officer)
        await expect(officer.page.get_by_text("已保存", exact=True)).to_be_visible()
        # what was typed is on the server before anybody has submitted it: the page may be lost now
        await officer.page.reload()
        await expect(officer.page.get_by_label("调查地址")).to_have_value("成都市某路 8 号")
        await officer.press_by_thumb(officer.page.locator(".actions").get_by_role("button", name="提交调查"))
        await expect(officer.page.get_by_text("家庭月结余")).to_be_visible()
        assert officer.complaints == []
        assert officer.strangers() == []
        await without_a_network(officer, watcher, later)
    told = watcher.ask(SAVED, id=application)["application"]
    assert told["visitDraft"] is None
    visit = told["visit"]
    assert (visit["state"], visit["accuracyM"]) == ("STANDING", 12)
    assert [(line["kind"], line["amount"]) for line in visit["lines"]] == [
        ("wage", "8000.00"),
        ("wage", "8500.00"),
        ("food", "3000.00"),
    ]
    assert visit["lines"][0]["month"] < visit["lines"][1]["month"]
    assert [photo["source"] for photo in visit["photos"]] == ["PHONE", "PHONE"]
    assert all(photo["distanceM"] == 0 and photo["minutesApart"] <= 5 for photo in visit["photos"])
    assert "VI-13" in {finding["code"] for finding in visit["findings"]}
    kept = (await owner.execute(select(Visit).where(Visit.application_id == application_id))).scalar_one()
    assert kept.state is VisitState.STANDING


async def begun(owner: AsyncSession, version_id: UUID) -> tuple[UUID, str]:
    """An application that waits for its visit, as key and as global id."""
    customer = await plant_borrower(owner, income_monthly_fen=1_000_000)
    application_id = await plant_application(owner, customer, version_id)
    return application_id, str(encode("Application", application_id, customer.customer_id))


async def without_a_network(officer: BrowserPhone, watcher: Phone, application: str) -> None:
    """The whole visit where no network is: kept with its photographs, sent when the closed page is opened again."""
    await officer.page.evaluate("navigator.serviceWorker.ready.then(() => null)")
    await officer.open(f"/applications/{application}")
    await officer.press("开始实地调查")
    await expect(officer.page.get_by_role("button", name="住所", exact=True)).to_be_visible()
    await officer.context.set_offline(offline=True)
    await arrive(officer)
    await shoot(officer)
    await fill_in(officer)
    await officer.press("提交调查")
    await expect(officer.page.locator(".toast")).to_contain_text("已存手机")
    await officer.page.close()
    assert watcher.ask(SAVED, id=application)["application"]["visit"] is None
    await officer.context.set_offline(offline=False)
    officer.page = await officer.context.new_page()
    await officer.open("/outbox")
    await expect(officer.page.get_by_text("已生效", exact=True)).to_be_visible()
    told = watcher.ask(SAVED, id=application)["application"]
    assert (told["visitDraft"], told["visit"]["state"]) == (None, "STANDING")
    assert [photo["source"] for photo in told["visit"]["photos"]] == ["PHONE", "PHONE"]
    assert [line["amount"] for line in told["visit"]["lines"]] == ["8000.00", "8500.00", "3000.00"]


async def arrive(officer: BrowserPhone) -> None:
    """Where and when, with one press."""
    page = officer.page
    await officer.press("住所")
    await officer.press("我已到达（记录时间与位置）")
    await expect(page.get_by_text("定位精度12米")).to_be_visible()
    await page.get_by_label("调查地址").fill("成都市某路 8 号")


async def shoot(officer: BrowserPhone) -> None:
    """Two photos from the phone's camera."""
    page = officer.page
    for shade in (90, 190):
        packed = io.BytesIO()
        Image.new("RGB", (900, 700), (shade, 160, 120)).save(packed, "JPEG")
        photo: FilePayload = {"name": "shot.jpg", "mimeType": "image/jpeg", "buffer": packed.getvalue()}
        before = await page.locator(".visit-photos li").count()
        await page.locator("input[capture]").set_input_files(photo)
        await expect(page.locator(".visit-photos li")).to_have_count(before + 1)


async def fill_in(officer: BrowserPhone) -> None:
    """The household, two months of a wage without leaving the sheet, what they eat, and what the officer thinks."""
    page = officer.page
    for name, number in (("家庭人口", "3"), ("有收入人数", "1"), ("供养人数", "2")):
        await page.get_by_label(name).fill(number)
    await officer.press("添加家庭收入")
    await page.get_by_label("金额").fill("8000")
    await officer.press("保存并录下一个月")
    await expect(page.get_by_label("金额")).to_have_value("")
    await page.get_by_label("金额").fill("8500")
    await officer.press("保存本行")
    await officer.press("添加家庭支出")
    await page.get_by_label("金额").fill("3000")
    await officer.press("保存本行")
    await page.get_by_label("现场所见与判断").fill("居住稳定，收入与单位证明一致")
