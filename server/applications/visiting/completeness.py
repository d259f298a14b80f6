"""What a visit needs before it is submitted. Pure."""

from typing import Final

from server.applications.visiting.errors import VisitIncomplete
from server.applications.visiting.sheet import LinePart, Sheet

PHOTOS_MIN: Final = 2
INCOME: Final = frozenset({LinePart.HOUSEHOLD_INCOME, LinePart.SHOP_INCOME})
EXPENSE: Final = frozenset({LinePart.HOUSEHOLD_EXPENSE, LinePart.SHOP_EXPENSE})


def check_complete(sheet: Sheet) -> None:
    """Who went where and when, who lives there, what comes in and goes out, and photos. Raises VisitIncomplete."""
    parts = {line.part for line in sheet.lines}
    has_shop = LinePart.SHOP_INCOME in parts
    wanted: dict[str, tuple[object, str, str]] = {
        "place": (sheet.place, "缺少调查地点类型", "what kind of place it was is missing"),
        "visitedAt": (sheet.visited_at, "缺少调查时间", "when it was is missing"),
        "address": (sheet.address.strip(), "缺少调查地址", "the address is missing"),
        "position": (sheet.position, "缺少现场定位", "the position is missing"),
        "householdSize": (sheet.household_size, "缺少家庭人口", "the size of the household is missing"),
        "dependants": (sheet.dependants is not None, "缺少供养人数", "the number of dependants is missing"),
        "earners": (sheet.earners is not None, "缺少收入人数", "the number of earners is missing"),
        "lines": (
            parts & INCOME and parts & EXPENSE,
            "收支表缺少收入或支出",
            "income or expense is missing on the sheet",
        ),
        "trade": (sheet.trade or not has_shop, "缺少经营行业", "the trade of the shop is missing"),
        "photos": (len(sheet.photos) >= PHOTOS_MIN, f"照片少于 {PHOTOS_MIN} 张", f"fewer than {PHOTOS_MIN} photos"),
        "summary": (sheet.summary.strip(), "缺少调查结论", "what was found is not summed up"),
    }
    for name, (given, zh, en) in wanted.items():
        if not given:
            raise VisitIncomplete(field=f"visit.{name}", what_zh=zh, what_en=en)
