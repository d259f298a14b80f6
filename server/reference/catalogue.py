"""What a new house starts with: published prime rates, public holidays, the provinces. Data from then on.

Prime rates: 全国银行间同业拆借中心, the monthly publications since the reform of August 2019, changes only. The last
row stands until the next one is entered: publications after 2025-12-22 are not part of this table and must be entered
before a cap is judged by it. Holidays: `calendar_data`. Provinces: GB/T 2260, first two digits.
"""

from datetime import date
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncSession

from server.reference import calendar_data
from server.reference.models import CalendarDay, LprRate, RegionCode, Tenor

# day of effect, one year, five years and more; per cent a year
LPR: Final = (
    ("2019-08-20", "4.25", "4.85"),
    ("2019-09-20", "4.20", "4.85"),
    ("2019-11-20", "4.15", "4.80"),
    ("2020-02-20", "4.05", "4.75"),
    ("2020-04-20", "3.85", "4.65"),
    ("2021-12-20", "3.80", "4.65"),
    ("2022-01-20", "3.70", "4.60"),
    ("2022-05-20", "3.70", "4.45"),
    ("2022-08-22", "3.65", "4.30"),
    ("2023-06-20", "3.55", "4.20"),
    ("2023-08-21", "3.45", "4.20"),
    ("2024-02-20", "3.45", "3.95"),
    ("2024-07-22", "3.35", "3.85"),
    ("2024-10-21", "3.10", "3.60"),
    ("2025-05-20", "3.00", "3.50"),
)

PROVINCES: Final = {
    "11": "北京市",
    "12": "天津市",
    "13": "河北省",
    "14": "山西省",
    "15": "内蒙古自治区",
    "21": "辽宁省",
    "22": "吉林省",
    "23": "黑龙江省",
    "31": "上海市",
    "32": "江苏省",
    "33": "浙江省",
    "34": "安徽省",
    "35": "福建省",
    "36": "江西省",
    "37": "山东省",
    "41": "河南省",
    "42": "湖北省",
    "43": "湖南省",
    "44": "广东省",
    "45": "广西壮族自治区",
    "46": "海南省",
    "50": "重庆市",
    "51": "四川省",
    "52": "贵州省",
    "53": "云南省",
    "54": "西藏自治区",
    "61": "陕西省",
    "62": "甘肃省",
    "63": "青海省",
    "64": "宁夏回族自治区",
    "65": "新疆维吾尔自治区",
    "71": "台湾省",
    "81": "香港特别行政区",
    "82": "澳门特别行政区",
}

PER_CENT: Final = Decimal(100)


def calendar_rows() -> list[dict[str, Any]]:
    """The named days as rows; a day's id follows from its date, for nobody entered it."""
    return [
        {"id": UUID(int=on.toordinal()), "on": on, "is_working": is_working, "name_zh": name_zh, "source": source}
        for on, is_working, name_zh, source in calendar_data.days()
    ]


async def write_calendar(session: AsyncSession) -> None:
    """Insert the named days into an empty house (a building block)."""
    await session.execute(insert(CalendarDay), calendar_rows())


async def write(session: AsyncSession) -> None:
    """Insert prime rates, holidays and provinces into an empty house (a building block)."""
    rates = [
        {"tenor": tenor, "effective_from": date.fromisoformat(day), "rate": Decimal(rate) / PER_CENT}
        for day, one_year, five_years in LPR
        for tenor, rate in ((Tenor.ONE_YEAR, one_year), (Tenor.FIVE_YEARS, five_years))
    ]
    await session.execute(insert(LprRate), rates)
    await write_calendar(session)
    regions = [{"code": f"{code}0000", "name_zh": name} for code, name in PROVINCES.items()]
    await session.execute(insert(RegionCode), regions)
