"""Public holidays of mainland China and the weekend days worked in their place. Data, by year.

Sources: 国务院办公厅关于部分节假日安排的通知, 国办发明电〔2023〕7号 (2024), 〔2024〕12号 (2025), 〔2025〕7号 (2026).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final


@dataclass(frozen=True, slots=True)
class Holiday:
    """Days off from the first to the last, both included, and the weekend days that are worked for them."""

    name_zh: str
    first: str
    last: str
    worked: tuple[str, ...] = ()


SOURCES: Final = {2024: "国办发明电〔2023〕7号", 2025: "国办发明电〔2024〕12号", 2026: "国办发明电〔2025〕7号"}
HOLIDAYS: Final = (
    Holiday("元旦", "2024-01-01", "2024-01-01"),
    Holiday("春节", "2024-02-10", "2024-02-17", ("2024-02-04", "2024-02-18")),
    Holiday("清明节", "2024-04-04", "2024-04-06", ("2024-04-07",)),
    Holiday("劳动节", "2024-05-01", "2024-05-05", ("2024-04-28", "2024-05-11")),
    Holiday("端午节", "2024-06-10", "2024-06-10"),
    Holiday("中秋节", "2024-09-15", "2024-09-17", ("2024-09-14",)),
    Holiday("国庆节", "2024-10-01", "2024-10-07", ("2024-09-29", "2024-10-12")),
    Holiday("元旦", "2025-01-01", "2025-01-01"),
    Holiday("春节", "2025-01-28", "2025-02-04", ("2025-01-26", "2025-02-08")),
    Holiday("清明节", "2025-04-04", "2025-04-06"),
    Holiday("劳动节", "2025-05-01", "2025-05-05", ("2025-04-27",)),
    Holiday("端午节", "2025-05-31", "2025-06-02"),
    Holiday("国庆节、中秋节", "2025-10-01", "2025-10-08", ("2025-09-28", "2025-10-11")),
    Holiday("元旦", "2026-01-01", "2026-01-03", ("2026-01-04",)),
    Holiday("春节", "2026-02-15", "2026-02-23", ("2026-02-14", "2026-02-28")),
    Holiday("清明节", "2026-04-04", "2026-04-06"),
    Holiday("劳动节", "2026-05-01", "2026-05-05", ("2026-05-09",)),
    Holiday("端午节", "2026-06-19", "2026-06-21"),
    Holiday("中秋节", "2026-09-25", "2026-09-27"),
    Holiday("国庆节", "2026-10-01", "2026-10-07", ("2026-09-20", "2026-10-10")),
)


def days() -> Iterator[tuple[date, bool, str, str]]:
    """Every day that differs from its week, or is a holiday on a weekend: day, whether worked, name, source."""
    for holiday in HOLIDAYS:
        first, last = date.fromisoformat(holiday.first), date.fromisoformat(holiday.last)
        source = SOURCES[first.year]
        for offset in range((last - first).days + 1):
            yield first + timedelta(days=offset), False, holiday.name_zh, source
        for worked in holiday.worked:
            yield date.fromisoformat(worked), True, holiday.name_zh, source
