"""The tile of what waits for oneself counts one's inbox; that of the region counts what anybody decides."""

from typing import Any

import pytest
from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncSession

from server.approvals.rules import Tier
from server.identity import catalogue
from server.identity.models import StaffPosition
from server.kit.work import Caller
from tests.factories.approvals import plant_case
from tests.factories.customers import plant_customer
from tests.fixtures.asking import ask
from tests.fixtures.house import AsStaff
from tests.fixtures.world import OPENED_ON, id_of

TILES = "{ dashboard { tiles { key value list } } approvalInbox { totalCount } }"


@pytest.fixture
async def cases(owner: AsyncSession) -> None:
    """Three of the region East, of which its manager entered one and the committee decides another; one of the West."""
    wanted = (
        (Tier.REGIONAL, "officer.east1", ()),
        (Tier.REGIONAL, "officer.east2", (id_of("manager.east"),)),
        (Tier.COMMITTEE, "officer.east1", ()),
        (Tier.REGIONAL, "officer.west1", ()),
    )
    for tier, officer, editors in wanted:
        customer = await plant_customer(owner, officer=officer, account=False)
        await plant_case(owner, customer, tier=tier, editors=list(editors), subject_kind="test")


async def tiles(caller: Caller) -> tuple[dict[str, Any], int]:
    """The tiles by key, and how long the inbox is."""
    found = await ask(caller, TILES)
    return {each["key"]: each for each in found["dashboard"]["tiles"]}, found["approvalInbox"]["totalCount"]


@pytest.mark.usefixtures("cases")
@pytest.mark.parametrize("login", ["manager.east", "manager.west", "committee1.hq"])
async def test_who_decides_is_shown_how_long_his_inbox_is(as_staff: AsStaff, login: str) -> None:
    shown, waiting = await tiles(await as_staff(login))
    assert waiting == 1
    assert shown["waiting_for_me"] == {"key": "waiting_for_me", "value": "1", "list": "/inbox"}


@pytest.mark.usefixtures("cases")
async def test_who_only_oversees_has_no_such_tile(as_staff: AsStaff) -> None:
    shown, waiting = await tiles(await as_staff("branchmanager.east1"))
    assert (waiting, "waiting_for_me" in shown, "in_review" in shown) == (0, False, True)


async def test_who_decides_nearer_than_he_oversees_counts_what_he_decides(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    also = {"staff_id": id_of("reviewer.east1"), "position_code": catalogue.AUDITOR, "valid_from": OPENED_ON}
    await owner.execute(insert(StaffPosition).values(also))
    for officer in ("officer.east1", "officer.west1"):
        customer = await plant_customer(owner, officer=officer, account=False)
        await plant_case(owner, customer, tier=Tier.MANUAL_REVIEW, subject_kind="test")
    shown, _ = await tiles(await as_staff("reviewer.east1"))
    assert shown["waiting_for_me"]["value"] == "1"
