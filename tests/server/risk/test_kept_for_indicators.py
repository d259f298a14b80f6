"""What indicators look at is kept by the verbs that work: networks, addresses, sureness, figures below nothing."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from server.applications.visiting.keeping import address_index
from server.connectors.adapters.table import ADAPTERS
from server.connectors.errors import AnswerMalformed
from server.connectors.kinds import SourceKind
from server.connectors.reading import Reading
from server.decision.arriving import network_of
from server.decision.models import Arrival
from server.documents.models import DocumentReading
from server.kit.work import House
from server.products import service as products
from server.products.errors import FigureUnsound
from server.reference.models import LenderFigure
from tests.factories.applications import plant_application, plant_lender
from tests.factories.documents import plant_borrower
from tests.factories.visits import draft_for, kept_visits
from tests.fixtures.house import AsStaff, fresh
from tests.fixtures.world import MASTER_KEY
from tests.server.decision.test_arriving import at_home, begin
from tests.server.documents.scripts import jpeg, reading_house
from tests.server.documents.test_reading import CARD, run, uploaded

TODAY = date(2026, 3, 2)


async def test_neighbours_of_one_network_are_known_by_one_index(as_staff: AsStaff, owner: AsyncSession) -> None:
    customer, version = await plant_borrower(owner), await plant_lender(owner)
    officer = await as_staff("officer.east1")
    for address in ("203.0.113.7", "203.0.113.200", "203.0.114.7", "not an address"):
        await begin(at_home(officer, address), customer, version)
    kept = [row.network_index for row in (await owner.execute(select(Arrival).order_by(Arrival.arrived_at))).scalars()]
    assert sorted(kept.count(each) for each in set(kept)) == [1, 1, 2]
    assert kept.count(None) == 1


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.7", "203.0.113.0/24"),
        (" 2001:db8:1:2::9 ", "2001:db8:1::/48"),
        ("localhost", None),
        ("", None),
        (None, None),
    ],
)
def test_a_network_is_the_first_part_of_an_address(address: str | None, network: str | None) -> None:
    assert network_of(address) == network


def test_an_address_is_the_same_however_it_is_spaced_and_dotted() -> None:
    told = [
        address_index(MASTER_KEY, text)
        for text in ("成都市锦江区某路８号", "成都市 锦江区，某路8号。", "某路9号", " ，")
    ]
    assert told[0] is not None
    assert told[0] == told[1]
    assert told[2] not in {told[0], None}
    assert told[3] is None


async def test_a_visit_keeps_by_what_its_address_is_found_again(as_staff: AsStaff, owner: AsyncSession) -> None:
    customer, version = await plant_borrower(owner), await plant_lender(owner)
    application_id = await plant_application(owner, customer, version)
    sheet = await draft_for(await as_staff("officer.east1"), owner, customer, application_id)
    [visit] = await kept_visits(owner, application_id)
    assert visit.address_index == address_index(MASTER_KEY, sheet.address)
    assert visit.address_index is not None


async def test_a_reading_keeps_how_sure_it_is_of_what_the_paper_needs(
    as_staff: AsStaff, owner: AsyncSession, house: House
) -> None:
    case = await uploaded(as_staff, owner)
    await run(reading_house(house, jpeg(), CARD), case)
    await owner.rollback()
    reading = (await owner.execute(select(DocumentReading))).scalar_one()
    sure = {field.confidence for name, field in (await case.fields()).items() if name in ("name", "id_number")}
    assert reading.confidence == round(Decimal(min(sure)), 3)
    assert reading.odd_number is False


async def test_figures_of_the_market_may_lie_below_nothing_and_the_lenders_own_may_not(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    risk = await as_staff("risk.hq")
    told: dict[str, Any] = {"value": Decimal("-0.012"), "effective_from": TODAY, "note": "国家统计局"}
    await products.set_figure(fresh(risk), code="market_cpi_growth", **told)
    with pytest.raises(FigureUnsound):
        await products.set_figure(fresh(risk), code="net_assets", **told)
    kept = (await owner.execute(select(LenderFigure.code, LenderFigure.value))).all()
    assert [tuple(row) for row in kept] == [("market_cpi_growth", Decimal("-0.012"))]


DEVICE = {
    **dict.fromkeys(("emulated", "rooted", "cloned", "masked", "gps_mocked", "elsewhere", "on_call"), False),
    "seen_on": "2026-03-02",
    "remote_controlled": None,
    "speed_kmh": 40,
}
PROPERTY = {"as_of": "2026-03-01", "owner_matched": True, "sealed": False, "liquidation_days": None}


def test_a_device_tells_what_its_service_knows_and_property_how_prices_moved() -> None:
    device = {fact.code: fact.value for fact in ADAPTERS[SourceKind.DEVICE].read(Reading(DEVICE), TODAY).facts}
    assert "device_remote_controlled" not in device
    assert (device["device_rooted"], device["device_speed_kmh"]) == (False, Decimal(40))
    register = ADAPTERS[SourceKind.PROPERTY_REGISTER]
    told = register.read(Reading(PROPERTY | {"index_now": 900, "index_then": 1_000}), TODAY)
    assert {fact.code: fact.value for fact in told.facts} == {
        "property_owner_matched": True,
        "property_sealed": False,
        "property_index_change": Decimal("-0.1"),
    }
    with pytest.raises(AnswerMalformed):
        register.read(Reading(PROPERTY | {"index_now": 0, "index_then": 1_000}), TODAY)
