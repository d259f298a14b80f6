"""IP: trades and policies, from the market and from the own book."""

from typing import Final

from server.risk.formula import Figure, Formula
from server.risk.grain import Grain
from server.risk.relations.answering import HOUSE_COURTS, number
from server.risk.relations.markets import (
    HOUSE_TRADES,
    MARKET_FIGURES,
    MARKET_PRICES,
    POLICY_BOOK,
    POLICY_OPEN,
)
from server.risk.relations.moments import DAY
from server.risk.relations.telling import CUSTOMER_SAID

IMPLEMENTED: Final = f"coalesce(({{s.facts}} ->> 'implemented_on')::date <= {DAY}, false)"
EFFECTIVE_ON: Final = "({s.facts} ->> 'effective_on')::date"

FORMULAS: Final = (
    Formula(
        "IP-01",
        Grain.HOUSE,
        "coalesce({restricted_fen}, 0) / nullif({fen}, 0)",
        {
            "restricted_fen": Figure(HOUSE_TRADES, "sum(r.fen) FILTER (WHERE r.is_restricted)"),
            "fen": Figure(HOUSE_TRADES, "sum(r.fen)"),
        },
    ),
    Formula(
        "IP-02",
        Grain.HOUSE,
        "{share}",
        {"share": Figure(HOUSE_TRADES, "max(r.bad_fen / nullif(r.fen, 0)) FILTER (WHERE r.trade IS NOT NULL)")},
    ),
    Formula(
        "IP-03",
        Grain.MARKET,
        "{months}",
        {"months": Figure(MARKET_FIGURES, "max(r.below_50) FILTER (WHERE r.code LIKE 'market\\_pmi\\_%')")},
        external=True,
    ),
    Formula(
        "IP-04",
        Grain.MARKET,
        "{least}",
        {
            "least": Figure(
                MARKET_FIGURES,
                "min(r.value) FILTER (WHERE r.position = 1 AND r.code LIKE 'market\\_revenue\\_growth\\_%')",
            )
        },
        external=True,
    ),
    Formula(
        "IP-05",
        Grain.HOUSE,
        "{difference}",
        {"difference": Figure(HOUSE_TRADES, "max(r.bad_fen / nullif(r.fen, 0) - r.market_npl)")},
        external=True,
    ),
    Formula(
        "IP-06", Grain.MARKET, "{deviation}", {"deviation": Figure(MARKET_PRICES, "max(r.deviation)")}, external=True
    ),
    Formula("IP-07", Grain.POLICY, f"CASE WHEN NOT {IMPLEMENTED} THEN {EFFECTIVE_ON} - {DAY} END"),
    Formula(
        "IP-08",
        Grain.POLICY,
        "CASE WHEN {s.kind} = 'policy' THEN coalesce({own} * {open}, 0) ELSE 0 END",
        {
            "own": Figure(POLICY_OPEN, "count(*) FILTER (WHERE r.id = r.subject)"),
            "open": Figure(POLICY_OPEN, "count(*)"),
        },
    ),
    Formula(
        "IP-09",
        Grain.POLICY,
        "coalesce({touched_fen} / nullif({fen}, 0), 0)",
        {
            "touched_fen": Figure(POLICY_BOOK, "coalesce(sum(r.fen) FILTER (WHERE r.touched), 0)"),
            "fen": Figure(POLICY_BOOK, "sum(r.fen)"),
        },
    ),
    Formula(
        "IP-10",
        Grain.HOUSE,
        "{sued}::numeric / nullif({companies}, 0)",
        {
            "sued": Figure(HOUSE_COURTS, "count(*) FILTER (WHERE r.cases > 0)"),
            "companies": Figure(HOUSE_COURTS, "max(r.companies)"),
        },
        external=True,
    ),
    Formula(
        "IP-11",
        Grain.CUSTOMER,
        "{changes}",
        {"changes": number(CUSTOMER_SAID, "register_changes_12m")},
        external=True,
    ),
)
