"""Every screen of the router for eyes, ears and thumbs: axe finds nothing, no target is small, large text fits.

The routes are those of the router itself, opened by who may see them, on a house that has one object of every kind.
The short walk looks at each screen in one way of eight. The long ones take all eight, both languages, both themes,
phone and wide, and go where each role can go.
"""

import itertools
from collections.abc import AsyncIterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pyotp
import pytest
from playwright.async_api import Browser, expect
from sqlalchemy.ext.asyncio import AsyncSession

from schema.kit.ids import encode
from server.kit.storage import DiskStore
from tests.factories.documents import plant_pictures, plant_read_document
from tests.factories.photographs import photographed
from tests.fixtures.world import PASSWORD, STAFF, TOTP_SECRET
from tests.journeys.auditing import bars_of, faults_of
from tests.journeys.borrowers_links import SHOWN, plant_links, read_costs, sign
from tests.journeys.browser_phone import phone_in
from tests.journeys.running import Running, running_house
from tests.journeys.walking import LOOKS, Look, Walk, routes, walk_of
from tests.schema.conftest import database_name, stage, stage_template
from tests.schema.stage import Stage

__all__ = ["database_name", "stage", "stage_template"]

LOGINS = ("officer.east1", "manager.east", "risk.hq", "finance.hq", "collector.east1", "admin1.hq", "auditor.hq")
CODES = {post.login for post in STAFF if post.has_code}
READ = (
    {"name": "name", "value": "王小明", "confidence": 0.99, "sure": True, "reason": None, "corners": None},
    {"name": "id_number", "value": "1101051949", "confidence": 0.4, "sure": False, "reason": "length", "corners": None},
)


def who(login: str) -> dict[str, str | None]:
    code = pyotp.TOTP(TOTP_SECRET).at(datetime.now(UTC)) if login in CODES else None
    return {"login": login, "password": PASSWORD, "code": code}


def unlinked(stage: Stage) -> list[str]:
    """Addresses that are reached by a button, or only in a certain state of a case."""
    ids = stage.ids
    return [
        f"/inbox/{ids['case']}",
        *("/inbox/batch", "/inbox/pile"),
        *(f"/applications/{ids[name]}" for name in ("draft", "in_review", "approved")),
        f"/applications/{ids['draft']}/visit",
        f"/applications/{ids['draft']}/opinion",
        f"/applications/{ids['in_review']}/why",
        f"/customers/{ids['borrower']}",
        f"/customers/{ids['borrower']}/mandates",
        *("/customers/import", "/customers/merging", "/counter", "/new/customer", "/new/here"),
        f"/new/{ids['borrower']}",
        f"/new/{ids['borrower']}/check/{ids['read']}",
        f"/new/{ids['borrower']}/register",
        f"/new/{ids['borrower']}/terms",
        f"/loans/{ids['loan']}",
        f"/collection/{ids['debt_case']}",
        f"/alerts/{ids['alert']}",
        *("/alerts/digest", "/alerts/switches", "/notices", "/outbox", "/me/stand-ins"),
        *("/tiles/reports", "/tiles/list/loans"),
        f"/risk/matrices/{ids['matrix0']}",
        f"/risk/matrices/{ids['matrix0']}/draft",
        f"/risk/editions/{ids['edition0']}",
        *("/risk/rules/draft", "/risk/templates", "/risk/figures", "/risk/book"),
        *(address for address in routes() if address.startswith("/desk/") and ":" not in address),
    ]


@pytest.fixture
async def house(owner: AsyncSession, app_url: str, stage: Stage, tmp_path: Path) -> AsyncIterator[Running]:
    """The running server over the stage, whose papers have pictures; one of them is read and waits to be checked."""
    document_id = await plant_read_document(owner, stage.customers["borrower"], READ)
    stage.ids["read"] = encode("Document", document_id, stage.customers["borrower"].customer_id)
    picture = photographed("id_front", "every screen").data
    await plant_pictures(owner, DiskStore(tmp_path / "blobs"), stage.customers.values(), picture)
    with running_house(tmp_path, app_url, "server") as started:
        yield started


async def looked_at(walk: Walk, looks: list[Look]) -> list[str]:
    """What is wrong with the screen that stands open, in each of these looks."""
    found = []
    for look in looks:
        await walk.dress(look)
        found += [f"{look.name}: {fault}" for fault in await faults_of(walk.page)]
    return found


async def screen_looked_at(walk: Walk, looks: list[Look]) -> list[str]:
    """The same of a screen of the staff app, which has one bar."""
    found = []
    for look in looks:
        found += [*await looked_at(walk, [look]), *await bars_of(walk.page)]
    return found


async def opened_and_looked_at(walk: Walk, pages: Mapping[str, str]) -> list[str]:
    """What is wrong with pages that nobody logs in for, in every look; the value is what has to stand on each."""
    found = []
    for language in ("zh", "en"):
        await walk.phone.open("/")
        await walk.speak(language)
        for address, content in pages.items():
            await walk.phone.open(address)
            await expect(walk.page.locator(content).first).to_be_visible()
            await walk.settle()
            looks = [look for look in LOOKS if look.language == language]
            found += [f"{address} {fault}" for fault in await looked_at(walk, looks)]
    return found


@pytest.mark.browser
@pytest.mark.timeout(1500)
async def test_every_screen_of_the_router_is_read_by_axe_hit_by_a_thumb_and_shown_in_large_text(
    browser: Browser, house: Running, stage: Stage
) -> None:
    found: list[str] = []
    seen: dict[str, str] = {}
    turns = itertools.cycle(range(len(LOOKS) // 2))
    for login, language in zip(LOGINS, itertools.cycle(("zh", "en")), strict=False):
        looks = [look for look in LOOKS if look.language == language]
        async with walk_of(browser, house.url, who(login), seen) as walk:
            await walk.speak(language)
            async for pattern, _ in walk.screens(unlinked(stage)):
                found += [f"{pattern} {fault}" for fault in await screen_looked_at(walk, [looks[next(turns)]])]
            found += [f"{login} {complaint}" for complaint in walk.phone.complaints]
    assert found == []
    assert [pattern for pattern in routes() if pattern not in seen] == []


@pytest.mark.browser
@pytest.mark.long
@pytest.mark.timeout(3600)
async def test_every_screen_is_sound_in_both_languages_and_both_themes_on_a_phone_and_wide(
    browser: Browser, house: Running, stage: Stage
) -> None:
    found: list[str] = []
    for language in ("zh", "en"):
        looks = [look for look in LOOKS if look.language == language]
        seen: dict[str, str] = {}
        for login in LOGINS:
            async with walk_of(browser, house.url, who(login), seen) as walk:
                await walk.speak(language)
                async for pattern, _ in walk.screens(unlinked(stage)):
                    found += [f"{pattern} {fault}" for fault in await screen_looked_at(walk, looks)]
                found += [f"{login} {complaint}" for complaint in walk.phone.complaints]
        assert [pattern for pattern in routes() if pattern not in seen] == []
    assert found == []


@pytest.mark.browser
@pytest.mark.long
@pytest.mark.timeout(1500)
@pytest.mark.parametrize("login", [post.login for post in STAFF])
async def test_whatever_a_role_can_reach_is_sound(browser: Browser, house: Running, stage: Stage, login: str) -> None:
    found: list[str] = []
    turns = itertools.cycle(look for look in LOOKS if look.language == "zh")
    async with walk_of(browser, house.url, who(login)) as walk:
        await walk.speak("zh")
        async for pattern, _ in walk.screens(unlinked(stage)):
            found += [f"{pattern} {fault}" for fault in await screen_looked_at(walk, [next(turns)])]
        found += walk.phone.complaints
    assert found == []


@pytest.mark.browser
@pytest.mark.timeout(1500)
async def test_the_log_in_page_and_what_borrowers_open_are_sound_in_every_look(
    browser: Browser, house: Running, owner: AsyncSession, stage: Stage
) -> None:
    await plant_links(owner, stage)
    async with phone_in(browser, house.url) as phone:
        walk = Walk(phone, routes())
        found = await opened_and_looked_at(walk, SHOWN)
        await read_costs(owner, stage)
        found += await opened_and_looked_at(walk, {"/sign/contract": ".terms"})
        await sign(owner, stage)
        found += await opened_and_looked_at(walk, {"/sign/contract": ".signed[role=status]"})
    assert found == []
