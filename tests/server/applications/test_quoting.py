"""What a loan would cost, asked through the API: nothing is stored, every row says how it was reckoned."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from server.applications.models import Application
from server.products import service
from server.products.errors import TermNotWholePeriods
from server.reference import catalogue
from tests.factories.products import plant_product
from tests.fixtures.asking import ask, node_id
from tests.fixtures.house import AsStaff

QUOTE = """query Quote($input: ScheduleQuoteInput!) { scheduleQuote(input: $input) {
  apr aprEffective totalInterest totalFee total weekendsOnlyYears explanationsZh explanationsEn
  rows { number dueOn principal interest fee total balanceAfter } } }"""


async def quote(asker: Any, version_id: Any, **more: Any) -> dict[str, Any]:
    given = {"productVersionId": node_id("ProductVersion", version_id), "amount": "100000.00", "termMonths": 12}
    found: dict[str, Any] = (await ask(asker, QUOTE, input=given | more))["scheduleQuote"]
    return found


async def test_a_quote_holds_schedule_price_and_reasons_and_stores_nothing(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    version_id = await plant_product(owner, rate_annual="0.12", fee_share="0.01")
    found = await quote(await as_staff("officer.east1"), version_id, startOn="2026-01-15")
    assert (found["totalInterest"], found["totalFee"], found["total"]) == ("6618.53", "1000.00", "107618.53")
    assert found["rows"][0] == {
        "number": 1,
        "dueOn": "2026-02-15",
        "principal": "7884.88",
        "interest": "1000.00",
        "fee": "1000.00",
        "total": "9884.88",
        "balanceAfter": "92115.12",
    }
    assert 0.12 < float(found["apr"]) < float(found["aprEffective"]) < 0.24
    assert len(found["explanationsZh"]) == len(found["explanationsEn"]) == 12
    assert "四舍五入" in found["explanationsZh"][0]
    assert "1/12 of a year" in found["explanationsEn"][0]
    assert (await owner.execute(select(func.count()).select_from(Application))).scalar_one() == 0


async def test_due_dates_of_a_product_that_rolls_leave_holidays_and_say_where_none_are_known(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    await catalogue.write_calendar(owner)
    version_id = await plant_product(owner, plan={"due_day": 20, "roll": "forward"})
    officer = await as_staff("officer.east1")
    found = await quote(officer, version_id, startOn="2026-01-15")
    # 20 February lies in Spring Festival until the 23rd; 20 June is Dragon Boat Festival until the 21st
    assert [row["dueOn"] for row in found["rows"]][:5] == [
        "2026-02-24",
        "2026-03-20",
        "2026-04-20",
        "2026-05-20",
        "2026-06-22",
    ]
    assert "顺延至2026-02-24" in found["explanationsZh"][0]
    assert found["weekendsOnlyYears"] == [2027]


async def test_a_day_named_by_the_house_moves_the_due_dates_of_later_schedules(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    await catalogue.write_calendar(owner)
    version_id = await plant_product(owner, plan={"roll": "forward"})
    await service.name_day(
        await as_staff("risk.hq"), on=date(2026, 4, 15), is_working=False, name_zh="台风停工", source="市政府通告"
    )
    found = await quote(await as_staff("officer.east1"), version_id, startOn="2026-01-15")
    assert [row["dueOn"] for row in found["rows"]][2] == "2026-04-16"


async def test_a_term_that_is_no_multiple_of_the_periods_is_refused_by_field(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    version_id = await plant_product(owner, plan={"every": 3})
    given = {"productVersionId": node_id("ProductVersion", version_id), "amount": "100000.00", "termMonths": 13}
    with pytest.raises(TermNotWholePeriods) as refusal:
        await ask(await as_staff("officer.east1"), QUOTE, input=given)
    assert refusal.value.field == "termMonths"
