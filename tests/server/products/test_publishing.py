"""Versions follow each other and never change; the lender's figures are entered by who may."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.ext.asyncio import AsyncSession

from server.identity.guard import read
from server.identity.operations import Operation
from server.kit.errors import Denied, NotFound
from server.kit.work import House, Work
from server.products import catalogue, service
from server.products.errors import FigureUnsound, TooEarly
from server.products.models import ProductVersion
from server.products.rules import VersionSpec
from server.reference import service as reference
from server.reference.models import LenderFigure
from server.terms.model import Method
from tests.factories.products import OPENED_AT, plant_product
from tests.fixtures.asking import ask, node_id
from tests.fixtures.house import AsStaff, fresh
from tests.fixtures.world import id_of

SPEC = VersionSpec(
    method=Method.EQUAL_INSTALMENT,
    amount_min_fen=1_000_000,
    amount_max_fen=2_000_000,
    term_months_min=3,
    term_months_max=12,
    rate_annual=Decimal("0.12"),
    convention="prc_360",
    penalty_multiple=Decimal("1.5"),
    fee_share=Decimal(0),
    purposes=("stock",),
)
TODAY, NEXT_MONTH = date(2026, 3, 2), date(2026, 4, 1)
OFFERED = "{ products { id code rateAnnual rateAnnualMax amountMax } }"
DECLARED = (
    "{ products { code rateAnnual amountMax periodUnit every dueDay rolls convention feeShare penaltyMultiple } }"
)
NAMES = {"code": "shop_loan", "name_zh": "商户贷", "name_en": "Shop loan"}


@read(Operation.PRODUCT_READ)
async def look_up(work: Work, *, version_id: UUID) -> Decimal:
    """The rate of a version, through the building block."""
    return (await service.version_of(work, version_id)).rate_annual


@read(Operation.PRODUCT_READ)
async def net_assets(work: Work, *, on: date) -> Decimal | None:
    """A figure of the lender, through the building block."""
    return await reference.figure(work, "net_assets", on)


async def test_a_version_is_offered_from_its_day_and_ends_the_one_before(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    risk, officer = await as_staff("risk.hq"), await as_staff("officer.east1")
    first = await service.publish(risk, **NAMES, spec=SPEC, effective_from=TODAY)
    dearer = replace(SPEC, rate_annual=Decimal("0.11"), rate_annual_max=Decimal("0.15"))
    second = await service.publish(fresh(risk), **NAMES, spec=dearer, effective_from=NEXT_MONTH)
    assert (await ask(officer, OFFERED))["products"] == [
        {
            "id": node_id("ProductVersion", first),
            "code": NAMES["code"],
            "rateAnnual": "0.12",
            "rateAnnualMax": None,
            "amountMax": "20000.00",
        }
    ]
    rows = (await owner.execute(select(ProductVersion).order_by(ProductVersion.number))).scalars().all()
    assert [(row.id, row.number, row.rate_annual_max, row.effective_until) for row in rows] == [
        (first, 1, None, date(2026, 3, 31)),
        (second, 2, Decimal("0.15"), None),
    ]
    assert await look_up(officer, version_id=first) == Decimal("0.12")


@pytest.mark.parametrize("day", [date(2026, 3, 1), TODAY])
async def test_a_version_that_begins_in_the_past_or_beside_another_is_refused(
    as_staff: AsStaff, owner: AsyncSession, day: date
) -> None:
    risk = await as_staff("risk.hq")
    await service.publish(risk, **NAMES, spec=SPEC, effective_from=TODAY)
    with pytest.raises(TooEarly):
        await service.publish(fresh(risk), **NAMES, spec=SPEC, effective_from=day)
    assert (await owner.execute(select(func.count()).select_from(ProductVersion))).scalar_one() == 1


async def test_an_officer_publishes_nothing_and_sets_no_figure(as_staff: AsStaff, owner: AsyncSession) -> None:
    officer = await as_staff("officer.east1")
    with pytest.raises(Denied):
        await service.publish(officer, **NAMES, spec=SPEC, effective_from=TODAY)
    with pytest.raises(Denied):
        await service.set_figure(
            fresh(officer), code="net_assets", value=Decimal(1), effective_from=TODAY, note="report"
        )
    assert (await owner.execute(select(func.count()).select_from(ProductVersion))).scalar_one() == 0
    assert (await owner.execute(select(func.count()).select_from(LenderFigure))).scalar_one() == 0


async def test_a_version_keeps_its_terms_whatever_the_server_tries(house: House, owner: AsyncSession) -> None:
    await plant_product(owner)
    async with house.database.session() as session:
        with pytest.raises(ProgrammingError, match="permission denied"):
            await session.execute(text("UPDATE product_versions SET rate_annual = 0.01"))


async def test_an_unknown_version_is_not_found_by_field(as_staff: AsStaff) -> None:
    with pytest.raises(NotFound) as refusal:
        await look_up(await as_staff("officer.east1"), version_id=uuid4())
    assert refusal.value.field == "productVersionId"


async def test_a_figure_entered_again_takes_the_place_of_the_first(as_staff: AsStaff) -> None:
    risk = await as_staff("risk.hq")
    for value in (Decimal(100), Decimal(300)):
        await service.set_figure(fresh(risk), code="net_assets", value=value, effective_from=TODAY, note="年报")
    assert await net_assets(risk, on=TODAY) == Decimal(300)
    assert await net_assets(risk, on=date(2026, 3, 1)) is None


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"code": "Net Assets"}, "code"),
        ({"value": Decimal(-1)}, "value"),
        ({"value": Decimal("Infinity")}, "value"),
        ({"note": " "}, "note"),
    ],
)
async def test_a_figure_that_makes_no_sense_is_refused_by_field(
    as_staff: AsStaff, owner: AsyncSession, change: dict[str, object], named: str
) -> None:
    sound = {"code": "net_assets", "value": Decimal(1), "effective_from": TODAY, "note": "report"}
    with pytest.raises(FigureUnsound) as refusal:
        await service.set_figure(await as_staff("risk.hq"), **(sound | change))  # type: ignore[arg-type]  # one wrong
    assert refusal.value.field == named
    assert (await owner.execute(select(func.count()).select_from(LenderFigure))).scalar_one() == 0


async def test_the_products_of_a_new_house_are_offered(owner: AsyncSession, as_staff: AsStaff) -> None:
    keys = [uuid4() for _ in (catalogue.FIRST, *catalogue.FURTHER)]
    await catalogue.write(owner, version_ids=keys, created_by=id_of("risk.hq"), at=OPENED_AT, begins=TODAY)
    await owner.commit()
    version, *further = (await ask(await as_staff("officer.east1"), DECLARED))["products"]
    assert [(each["code"], each["every"], each["dueDay"], each["rolls"]) for each in (version, *further)] == [
        ("biz_equal", 1, None, False),
        ("biz_interest_first", 1, 20, True),
        ("credit_line", 1, None, True),
        ("farm_principal", 3, None, True),
    ]
    assert (version["code"], version["rateAnnual"], version["amountMax"]) == ("biz_equal", "0.144", "5000000.00")
