"""DQ-05 to DQ-21: rolls between buckets, vintages, tiers and losses of the book, and whose part of it is worse."""

from typing import Final

from server.risk.formula import Figure, Formula
from server.risk.grain import Grain
from server.risk.relations.book import OFFICER_BOOK, REGION_BOOK
from server.risk.relations.migrating import (
    HOUSE_LOSSES,
    HOUSE_MONTH,
    HOUSE_RESTRUCTURED,
    HOUSE_ROLLS,
    PRODUCT_VINTAGES,
)

STEPS: Final = (("M0", "M1"), ("M1", "M2"), ("M2", "M3"), ("M3", "M4"))


def _rolled(former: str, present: str) -> dict[str, Figure]:
    """What was in a bucket a month ago, and what of it is in the next one now."""
    return {
        f"{former.lower()}_fen": Figure(HOUSE_ROLLS, f"sum(r.former_fen) FILTER (WHERE r.former = '{former}')"),
        f"rolled_{present.lower()}_fen": Figure(
            HOUSE_ROLLS, f"sum(r.present_fen) FILTER (WHERE r.former = '{former}' AND r.present = '{present}')"
        ),
    }


def _rate(former: str, present: str) -> str:
    return f"coalesce({{rolled_{present.lower()}_fen}}, 0) / nullif({{{former.lower()}_fen}}, 0)"


def _month(column: str) -> Figure:
    return Figure(HOUSE_MONTH, f"max(r.{column}) FILTER (WHERE r.is_present)")


def _vintage(column: str, age: int) -> dict[str, Figure]:
    """What was late of the vintage that has just come to an age, and what was lent in it."""
    return {
        "late_fen": Figure(PRODUCT_VINTAGES, f"max(r.{column}) FILTER (WHERE r.age = {age})"),
        "principal_fen": Figure(PRODUCT_VINTAGES, f"max(r.principal_fen) FILTER (WHERE r.age = {age})"),
    }


LATE_SHARE: Final = "{late_fen} / nullif({principal_fen}, 0)"
THREE_MONTHS: Final = "r.mob_3_late_30_fen / nullif(r.principal_fen, 0)"

FORMULAS: Final = (
    *(
        Formula(f"DQ-{number:02d}", Grain.HOUSE, _rate(former, present), _rolled(former, present))
        for number, (former, present) in enumerate(STEPS, 5)
    ),
    Formula(
        "DQ-09",
        Grain.HOUSE,
        " * ".join(f"({_rate(former, present)})" for former, present in STEPS),
        {name: figure for former, present in STEPS for name, figure in _rolled(former, present).items()},
    ),
    Formula("DQ-10", Grain.PRODUCT, LATE_SHARE, _vintage("mob_3_late_30_fen", 3)),
    Formula("DQ-11", Grain.PRODUCT, LATE_SHARE, _vintage("mob_6_late_30_fen", 6)),
    Formula("DQ-12", Grain.PRODUCT, LATE_SHARE, _vintage("mob_12_late_90_fen", 12)),
    Formula(
        "DQ-13",
        Grain.PRODUCT,
        "{newest} / nullif({former}, 0)",
        {
            "newest": Figure(PRODUCT_VINTAGES, f"max({THREE_MONTHS}) FILTER (WHERE r.age = 3)"),
            "former": Figure(PRODUCT_VINTAGES, f"avg({THREE_MONTHS}) FILTER (WHERE r.age BETWEEN 4 AND 7)"),
        },
    ),
    Formula(
        "DQ-14",
        Grain.HOUSE,
        "coalesce({bad_fen}, 0) / nullif({balance_fen}, 0)",
        {"bad_fen": _month("bad_fen"), "balance_fen": _month("balance_fen")},
    ),
    Formula(
        "DQ-15",
        Grain.HOUSE,
        "coalesce({late_90_fen}, 0) / nullif({bad_fen}, 0)",
        {"late_90_fen": _month("late_90_fen"), "bad_fen": _month("bad_fen")},
    ),
    Formula(
        "DQ-16",
        Grain.HOUSE,
        "coalesce({watched_fen}, 0) / nullif({balance_fen}, 0)",
        {"watched_fen": _month("watched_fen"), "balance_fen": _month("balance_fen")},
    ),
    Formula(
        "DQ-17",
        Grain.HOUSE,
        "{provision_fen} / nullif({bad_fen}, 0)",
        {"provision_fen": _month("provision_fen"), "bad_fen": _month("bad_fen")},
    ),
    Formula(
        "DQ-18",
        Grain.HOUSE,
        "{late}::numeric / nullif({loans}, 0)",
        {"late": Figure(HOUSE_RESTRUCTURED, "max(r.late)"), "loans": Figure(HOUSE_RESTRUCTURED, "max(r.loans)")},
    ),
    Formula(
        "DQ-19",
        Grain.REGION,
        "CASE WHEN coalesce({late_fen}, 0) = 0 THEN 0 "
        "ELSE {late_fen} / nullif({balance_fen}, 0) * {house_fen} / nullif({house_late_fen}, 0) END",
        {
            "late_fen": Figure(REGION_BOOK, "sum(r.late_30_fen)"),
            "balance_fen": Figure(REGION_BOOK, "sum(r.balance_fen)"),
            "house_fen": Figure(REGION_BOOK, "max(r.house_fen)"),
            "house_late_fen": Figure(REGION_BOOK, "max(r.house_late_30_fen)"),
        },
    ),
    Formula(
        "DQ-20",
        Grain.OFFICER,
        "CASE WHEN coalesce({late_fen}, 0) = 0 THEN 0 ELSE {late_fen} / nullif({balance_fen}, 0) "
        "/ coalesce(nullif({median_rate}, 0), {mean_rate}) END",
        {
            "late_fen": Figure(OFFICER_BOOK, "max(r.late_30_fen)"),
            "balance_fen": Figure(OFFICER_BOOK, "max(r.balance_fen)"),
            "median_rate": Figure(OFFICER_BOOK, "max(r.median_rate)"),
            "mean_rate": Figure(OFFICER_BOOK, "max(r.mean_rate)"),
        },
    ),
    Formula(
        "DQ-21",
        Grain.HOUSE,
        "12 * ({written_off_fen} - {recovered_fen}) / nullif({mean_fen}, 0)",
        {
            "written_off_fen": Figure(HOUSE_LOSSES, "max(r.written_off_fen)"),
            "recovered_fen": Figure(HOUSE_LOSSES, "max(r.recovered_fen)"),
            "mean_fen": Figure(HOUSE_MONTH, "avg(r.balance_fen)"),
        },
    ),
)
"""Where most officers have nothing late, DQ-20 measures on the mean of them instead of the middle."""
