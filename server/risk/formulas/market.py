"""MC: money, prices and work in the country, what the house pays for its money and earns with it, disasters."""

from typing import Final

from server.risk.formula import Figure, Formula
from server.risk.grain import Grain
from server.risk.relations.markets import (
    HOUSE_COST,
    HOUSE_YIELD,
    MARKET_FIGURES,
    MARKET_PRIME,
    PRODUCT_RATES,
    REGION_DISASTERS,
)
from server.risk.relations.migrating import HOUSE_LOSSES


def _figure(code: str, figure: str) -> Formula:
    told = Figure(MARKET_FIGURES, f"max(r.value) FILTER (WHERE r.position = 1 AND r.code = 'market_{figure}')")
    return Formula(code, Grain.MARKET, "{told}", {"told": told}, external=True)


FORMULAS: Final = (
    Formula(
        "MC-01",
        Grain.MARKET,
        "{now} - {before}",
        {"now": Figure(MARKET_PRIME, "max(r.now)"), "before": Figure(MARKET_PRIME, "max(r.before)")},
    ),
    Formula(
        "MC-02",
        Grain.PRODUCT,
        "4 * {prime} - {apr}",
        {"prime": Figure(PRODUCT_RATES, "max(r.prime)"), "apr": Figure(PRODUCT_RATES, "max(r.apr)")},
    ),
    _figure("MC-03", "unemployment"),
    _figure("MC-04", "youth_unemployment"),
    Formula(
        "MC-05",
        Grain.MARKET,
        "{months}",
        {"months": Figure(MARKET_FIGURES, "max(r.below_50) FILTER (WHERE r.code = 'market_pmi')")},
        external=True,
    ),
    _figure("MC-06", "cpi_growth"),
    Formula(
        "MC-07",
        Grain.MARKET,
        "{falling}",
        {
            "falling": Figure(
                MARKET_FIGURES,
                "avg((r.value < 0)::int) FILTER (WHERE r.position = 1 AND r.code LIKE 'market\\_house\\_price\\_%')",
            )
        },
        external=True,
    ),
    Formula(
        "MC-08",
        Grain.HOUSE,
        "{now} - {before}",
        {"now": Figure(HOUSE_COST, "max(r.now)"), "before": Figure(HOUSE_COST, "max(r.before)")},
    ),
    Formula(
        "MC-09",
        Grain.HOUSE,
        "{yearly_fen} / nullif({balance_fen}, 0) - {cost}"
        " - 12 * ({written_off_fen} - {recovered_fen}) / nullif({balance_fen}, 0)",
        {
            "yearly_fen": Figure(HOUSE_YIELD, "sum(r.yearly_fen)"),
            "balance_fen": Figure(HOUSE_YIELD, "sum(r.balance_fen)"),
            "cost": Figure(HOUSE_COST, "max(r.now)"),
            "written_off_fen": Figure(HOUSE_LOSSES, "sum(r.written_off_fen)"),
            "recovered_fen": Figure(HOUSE_LOSSES, "sum(r.recovered_fen)"),
        },
    ),
    Formula(
        "MC-10",
        Grain.REGION,
        "coalesce({stricken_fen}, 0) / nullif({house_fen}, 0)",
        {
            "stricken_fen": Figure(REGION_DISASTERS, "sum(r.fen) FILTER (WHERE r.stricken)"),
            "house_fen": Figure(REGION_DISASTERS, "max(r.house_fen)"),
        },
    ),
)
