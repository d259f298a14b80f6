"""The credit bureau's report: how long it knows somebody, how he paid, how he uses his lines, who asked for him.

Overdue items that the one-off credit repair has taken from display are not counted (中国人民银行2025-12-22通知: at
most 10,000 yuan, from 2020-01-01 to 2025-12-31, paid by 2026-03-31; rule CR-07), and their number is told.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from server.connectors.adapters.form import Answer
from server.connectors.reading import Reading
from server.connectors.vocabulary import Fact
from server.terms.dates import months_between

WINDOW_MONTHS: Final = 24
REPAIR_MAX_FEN: Final = 1_000_000
REPAIR_FROM, REPAIR_UNTIL = date(2020, 1, 1), date(2025, 12, 31)
REPAIR_PAID_BY: Final = date(2026, 3, 31)
STAGE_MAX: Final = 7
COUNT_MAX: Final = 10_000
AMOUNT_MAX: Final = 10**15
PERCENT: Final = 100
ACTIVITY: Final = {
    "inquiries_1m": ("inquiries_1m", COUNT_MAX),
    "inquiries_6m": ("inquiries_6m", COUNT_MAX),
    "lenders": ("bureau_lenders", COUNT_MAX),
    "online_lenders": ("bureau_online_lenders", COUNT_MAX),
    "new_accounts_6m": ("bureau_new_accounts_6m", COUNT_MAX),
    "balance_fen": ("bureau_balance_fen", AMOUNT_MAX),
}
"""Members of a report's activity: the fact that each becomes, and the most that it may be."""
DEBTS: Final = ("monthly_fen", "unsecured_fen", "guaranteed_fen")
"""Members of a report's debts: what he pays a month, what of it nothing secures, what he guarantees for others."""


@dataclass(frozen=True, slots=True)
class Overdue:
    """An instalment that was late: since when, how much, by how many months at worst, and when it was paid."""

    on: date
    amount_fen: int
    stage: int
    paid_on: date | None

    @property
    def is_repaired(self) -> bool:
        return (
            self.amount_fen <= REPAIR_MAX_FEN
            and REPAIR_FROM <= self.on <= REPAIR_UNTIL
            and self.paid_on is not None
            and self.paid_on <= REPAIR_PAID_BY
        )


@dataclass(frozen=True, slots=True)
class CreditBureau:
    """Personal and company reports in one form."""

    needs: tuple[str, ...] = ("name", "number")

    def read(self, content: Reading, today: date) -> Answer:
        """{report_on, found, months, overdues: [{on, amount_fen, stage, paid_on}], inquiries_3m, lines or null}.

        lines: {used_percent, full_months}. Who is not found has no history, and how he would have paid is not known.
        A bureau that tells more has activity: who asked and who lends, see `ACTIVITY`; and debts: see `DEBTS`.
        """
        as_of = content.day("report_on", until=today)
        if not content.flag("found"):
            return Answer(as_of, (Fact("bureau_found", value=False), Fact("bureau_months", Decimal(0))))
        overdues = [_overdue(each, as_of) for each in content.items("overdues")]
        counted = [each for each in overdues if not each.is_repaired]
        recent = [each for each in counted if months_between(each.on, as_of) < WINDOW_MONTHS]
        stages = [sum(each.stage == stage for each in recent) for stage in (1, 2)]
        later = len(recent) - sum(stages)
        numbers = {
            "bureau_months": content.number("months", COUNT_MAX),
            "bureau_m1": stages[0],
            "bureau_m2": stages[1],
            "bureau_m3": later,
            "bureau_overdue_24m": len(recent),
            "bureau_repaired": len(overdues) - len(counted),
            "inquiries": content.number("inquiries_3m", COUNT_MAX),
        }
        facts = [Fact("bureau_found", value=True)]
        facts += [Fact(code, Decimal(number)) for code, number in numbers.items()]
        facts.append(Fact("bureau_overdue_now", any(each.paid_on is None for each in counted)))
        return Answer(as_of, (*facts, *_lines(content), *_activity(content), *_debts(content)))


def _lines(content: Reading) -> tuple[Fact, ...]:
    """How he uses his lines; who has none has nothing to use."""
    if not content.knows("lines"):
        return ()
    lines = content.at("lines")
    used = Decimal(lines.number("used_percent", 5 * PERCENT)) / PERCENT
    full = Decimal(lines.number("full_months", COUNT_MAX))
    return Fact("utilisation", used), Fact("full_utilisation_months", full)


def _activity(content: Reading) -> tuple[Fact, ...]:
    """Who asked for him and who lends to him, where the bureau tells it."""
    if not content.offers("activity"):
        return ()
    told = content.at("activity")
    return tuple(Fact(code, Decimal(told.number(name, most))) for name, (code, most) in ACTIVITY.items())


def _debts(content: Reading) -> tuple[Fact, ...]:
    """What he owes, where the bureau tells it."""
    if not content.offers("debts"):
        return ()
    told = content.at("debts")
    return tuple(Fact(f"bureau_{name}", Decimal(told.number(name, AMOUNT_MAX))) for name in DEBTS)


def _overdue(item: Reading, as_of: date) -> Overdue:
    return Overdue(
        item.day("on", until=as_of),
        item.number("amount_fen", AMOUNT_MAX, 1),
        item.number("stage", STAGE_MAX, 1),
        item.day("paid_on", until=as_of) if item.knows("paid_on") else None,
    )
