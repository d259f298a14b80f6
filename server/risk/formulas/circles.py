"""SN: with whom a borrower is connected, and how they fare."""

from typing import Final

from server.risk.formula import Figure, Formula
from server.risk.grain import Grain
from server.risk.relations.applying import CUSTOMER_GROUP_REQUESTS
from server.risk.relations.circles import (
    CUSTOMER_CONTACTS,
    CUSTOMER_CYCLES,
    CUSTOMER_DEBTORS,
    CUSTOMER_NEIGHBOURS,
    CUSTOMER_SHARED,
    CUSTOMER_STRONG,
    HOUSE_CIRCLES,
    LOAN_PAYEES,
)
from server.risk.relations.moments import within
from server.risk.relations.telling import CUSTOMER_GUARANTEES

OTHERS: Final = Figure(CUSTOMER_STRONG, "count(DISTINCT r.neighbour) FILTER (WHERE r.neighbour <> r.subject)")
TIES: Final = Figure(CUSTOMER_STRONG, "count(DISTINCT (least(r.node, r.neighbour), greatest(r.node, r.neighbour)))")
PAIR: Final = 2
"""So few are always tied to each other: density begins with three."""

FORMULAS: Final = (
    Formula(
        "SN-01",
        Grain.CUSTOMER,
        "coalesce({people}, 0)",
        {"people": Figure(CUSTOMER_DEBTORS, "count(DISTINCT r.person)")},
    ),
    Formula("SN-02", Grain.CUSTOMER, "coalesce({people}, 0)", {"people": Figure(CUSTOMER_SHARED, "max(r.people)")}),
    Formula(
        "SN-03",
        Grain.CUSTOMER,
        "coalesce({late}::numeric / nullif({loans}, 0), 0)",
        {
            "late": Figure(CUSTOMER_NEIGHBOURS, "count(*) FILTER (WHERE r.late)"),
            "loans": Figure(CUSTOMER_NEIGHBOURS, "count(*)"),
        },
    ),
    Formula("SN-04", Grain.CUSTOMER, "1 + coalesce({others}, 0)", {"others": OTHERS}),
    Formula(
        "SN-05",
        Grain.CUSTOMER,
        f"CASE WHEN {{others}} >= {PAIR} THEN 2.0 * {{ties}} / (({{others}} + 1) * {{others}}) ELSE 0 END",
        {"others": OTHERS, "ties": TIES},
    ),
    Formula(
        "SN-06", Grain.CUSTOMER, "(coalesce({cycles}, 0) > 0)::int", {"cycles": Figure(CUSTOMER_CYCLES, "count(*)")}
    ),
    Formula(
        "SN-07",
        Grain.CUSTOMER,
        "CASE WHEN {fen} IS NULL THEN 0 ELSE {fen} / nullif(12 * {s.income_monthly_fen}, 0) END",
        {"fen": Figure(CUSTOMER_GUARANTEES, "sum(r.amount_fen)")},
    ),
    Formula("SN-08", Grain.HOUSE, "coalesce({people}, 0)", {"people": Figure(HOUSE_CIRCLES, "max(r.people)")}),
    Formula(
        "SN-09",
        Grain.CUSTOMER,
        "coalesce({requests}, 0)",
        {"requests": Figure(CUSTOMER_GROUP_REQUESTS, "count(DISTINCT r.id)")},
    ),
    Formula(
        "SN-11",
        Grain.CUSTOMER,
        "{silent}",
        {"silent": Figure(CUSTOMER_CONTACTS, "avg((r.agreed_on IS NULL)::int) FILTER (WHERE r.ended_at IS NULL)")},
    ),
    Formula(
        "SN-12",
        Grain.CUSTOMER,
        "coalesce({ended}, 0)",
        {"ended": Figure(CUSTOMER_CONTACTS, f"count(*) FILTER (WHERE {within('r.ended_at', 90)})")},
    ),
    Formula("SN-13", Grain.LOAN, "coalesce({people}, 0)", {"people": Figure(LOAN_PAYEES, "count(DISTINCT r.person)")}),
)
