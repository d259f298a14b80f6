"""DQ-01 to DQ-04: days past due of a customer, how often and how long."""

from typing import Final

from server.risk.formula import Figure, Formula
from server.risk.grain import Grain
from server.risk.relations.repaying import CUSTOMER_INSTALMENTS

LATE_DAYS: Final = "coalesce(r.settled_on, CAST(:day AS date)) - r.due_on"

FORMULAS: Final = (
    Formula(
        "DQ-01",
        Grain.CUSTOMER,
        "coalesce({days}, 0)",
        {
            "days": Figure(
                CUSTOMER_INSTALMENTS,
                "max(CAST(:day AS date) - r.due_on) "
                "FILTER (WHERE r.due_on < CAST(:day AS date) AND r.settled_on IS NULL)",
            )
        },
    ),
    Formula(
        "DQ-02",
        Grain.CUSTOMER,
        "greatest(coalesce({days}, 0), 0)",
        {
            "days": Figure(
                CUSTOMER_INSTALMENTS,
                f"max({LATE_DAYS}) FILTER (WHERE r.due_on <= :day "
                "AND r.due_on > CAST(:day AS date) - interval '12 months')",
            )
        },
    ),
    Formula(
        "DQ-03",
        Grain.CUSTOMER,
        "coalesce({times}, 0)",
        {
            "times": Figure(
                CUSTOMER_INSTALMENTS,
                f"count(*) FILTER (WHERE r.due_on <= :day AND {LATE_DAYS} > 30 "
                "AND r.due_on > CAST(:day AS date) - interval '24 months')",
            )
        },
    ),
    Formula(
        "DQ-04",
        Grain.CUSTOMER,
        "({late})[1] - ({late})[2]",
        {
            "late": Figure(
                CUSTOMER_INSTALMENTS,
                f"array_agg(r.due_on ORDER BY r.due_on DESC) FILTER (WHERE r.due_on <= :day AND {LATE_DAYS} > 0 "
                "AND r.due_on > CAST(:day AS date) - interval '12 months')",
            )
        },
    ),
)
