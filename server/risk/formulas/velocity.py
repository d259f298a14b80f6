"""VL: how fast applications come, and what many of them have in common."""

from typing import Final

from server.risk.formula import Figure, Formula
from server.risk.grain import Grain
from server.risk.relations.applying import (
    APPLICATION_EMPLOYER,
    APPLICATION_PLACE,
    APPLICATION_TEXTS,
    CUSTOMER_AMENDED,
    CUSTOMER_CARDHOLDERS,
    CUSTOMER_PHONE,
    CUSTOMER_REQUESTS,
    CUSTOMER_REVIEWS,
    OFFICER_REQUESTS,
    PRODUCT_CHANNELS,
)
from server.risk.relations.moments import within

FORMER_DAYS: Final = 28

FORMULAS: Final = (
    Formula("VL-01", Grain.CUSTOMER, "coalesce({requests}, 0)", {"requests": Figure(CUSTOMER_PHONE, "count(*)")}),
    Formula(
        "VL-02", Grain.CUSTOMER, "coalesce({people}, 0)", {"people": Figure(CUSTOMER_CARDHOLDERS, "max(r.people)")}
    ),
    Formula(
        "VL-03",
        Grain.APPLICATION,
        "coalesce({people}, 0)",
        {"people": Figure(APPLICATION_PLACE, "count(DISTINCT r.person)")},
    ),
    Formula(
        "VL-04",
        Grain.APPLICATION,
        "coalesce({people}, 0)",
        {"people": Figure(APPLICATION_EMPLOYER, "max(r.people)")},
    ),
    Formula(
        "VL-06",
        Grain.PRODUCT,
        "{times}",
        {"times": Figure(PRODUCT_CHANNELS, f"max(r.today * {FORMER_DAYS}.0 / nullif(r.before, 0))")},
    ),
    Formula("VL-07", Grain.APPLICATION, "extract(epoch FROM {s.submitted_at} - {s.created_at})"),
    Formula(
        "VL-09",
        Grain.CUSTOMER,
        "coalesce({amounts}, 0)",
        {
            "amounts": Figure(
                CUSTOMER_REQUESTS,
                f"count(DISTINCT r.requested_amount_fen) FILTER (WHERE {within('r.created_at', 7)})",
            )
        },
    ),
    Formula("VL-10", Grain.APPLICATION, "coalesce({alike}, 0)", {"alike": Figure(APPLICATION_TEXTS, "max(r.alike)")}),
    Formula(
        "VL-11",
        Grain.CUSTOMER,
        "1 + coalesce({amended}, 0) + coalesce({refused}, 0)",
        {
            "amended": Figure(CUSTOMER_AMENDED, "count(*) FILTER (WHERE jsonb_exists(r.amended, 'phone'))"),
            "refused": Figure(CUSTOMER_REVIEWS, "count(DISTINCT r.value_index)"),
        },
    ),
    Formula(
        "VL-12",
        Grain.OFFICER,
        "{near_limit} / nullif({requests}, 0)",
        {
            "near_limit": Figure(OFFICER_REQUESTS, "sum(r.near_limit)"),
            "requests": Figure(OFFICER_REQUESTS, "sum(r.requests)"),
        },
    ),
)
