"""Series of a board, day by day or month by month. Pure."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from server.reports.board import definitions
from server.reports.board.figures import Unit, Value
from server.reports.board.periods import Span
from server.reports.board.reading import Reading
from server.reports.books.measures import Sums, added


@dataclass(frozen=True, slots=True)
class Trend:
    """One series: days, or first days of months, with their values; None where nobody looked."""

    key: str
    zh: str
    en: str
    unit: Unit
    points: tuple[tuple[date, Value], ...]


FLOWS: Final = (
    ("disbursed", "放款", "Paid out", Unit.FEN, "disbursed_fen"),
    ("repaid", "回款", "Repaid", Unit.FEN, "repaid_fen"),
    ("submitted", "进件", "Submitted", Unit.COUNT, "submitted"),
)


def _outstanding(sums: Sums) -> Value:
    return sums["outstanding_fen"]


def _par30(sums: Sums) -> Value:
    return definitions.portfolio_at_risk(sums, 30)


STOCKS: Final[tuple[tuple[str, str, str, Unit, Callable[[Sums], Value]], ...]] = (
    ("outstanding", "贷款余额", "Outstanding", Unit.FEN, _outstanding),
    ("par30", "风险贷款率 PAR30", "PAR 30", Unit.RATIO, _par30),
)


def trends_of(seen: Reading, now: Sums, span: Span, *, months: bool) -> list[Trend]:
    """The series of a reading: sums of each day or month, and what stood at its close; today what stands now."""
    flows: dict[date, Sums] = {}
    stocks: dict[date, Sums] = {}
    for day, sums in seen.days.items():
        key = _key(day, months=months)
        flows[key] = added((flows.get(key, Sums()), sums))
    for day, sums in seen.closes.items():
        stocks[_key(day, months=months)] = sums
    stocks[_key(span.last, months=months)] = now
    days = [span.first + timedelta(days=number) for number in range((span.last - span.first).days + 1)]
    keys = sorted({_key(day, months=months) for day in days})
    return [
        *(
            Trend(key, zh, en, unit, tuple((at, flows.get(at, Sums())[name]) for at in keys))
            for key, zh, en, unit, name in FLOWS
        ),
        *(
            Trend(key, zh, en, unit, tuple((at, reckon(stocks[at]) if at in stocks else None) for at in keys))
            for key, zh, en, unit, reckon in STOCKS
        ),
    ]


def _key(day: date, *, months: bool) -> date:
    return day.replace(day=1) if months else day
