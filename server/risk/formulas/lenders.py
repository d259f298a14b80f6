"""ML: how many others lend to him or were asked to, at the bureau and in this house."""

from typing import Final

from server.risk.formula import Figure, Formula
from server.risk.grain import Grain
from server.risk.relations.answering import CUSTOMER_BALANCES, LOAN_INQUIRIES, flag, number
from server.risk.relations.applying import CUSTOMER_REQUESTS
from server.risk.relations.moments import within
from server.risk.relations.telling import CUSTOMER_SAID

THIN_MONTHS: Final = 6
"""Who has less history than this at the bureau has a thin file, like who is not known there at all."""


def _told(code: str, fact: str) -> Formula:
    return Formula(code, Grain.CUSTOMER, "{told}", {"told": number(CUSTOMER_SAID, fact)}, external=True)


FORMULAS: Final = (
    _told("ML-01", "inquiries_1m"),
    _told("ML-02", "inquiries"),
    _told("ML-03", "inquiries_6m"),
    Formula(
        "ML-04",
        Grain.CUSTOMER,
        "{month} / nullif(({half_year} - {month}) / 5, 0)",
        {"month": number(CUSTOMER_SAID, "inquiries_1m"), "half_year": number(CUSTOMER_SAID, "inquiries_6m")},
        external=True,
    ),
    _told("ML-05", "bureau_lenders"),
    _told("ML-06", "bureau_online_lenders"),
    Formula(
        "ML-07",
        Grain.CUSTOMER,
        "{accounts} / nullif({inquiries}, 0)",
        {
            "accounts": number(CUSTOMER_SAID, "bureau_new_accounts_6m"),
            "inquiries": number(CUSTOMER_SAID, "inquiries_6m"),
        },
        external=True,
    ),
    Formula(
        "ML-08",
        Grain.LOAN,
        "{inquiries}",
        {"inquiries": Figure(LOAN_INQUIRIES, "max(r.inquiries)")},
        external=True,
    ),
    Formula(
        "ML-09",
        Grain.CUSTOMER,
        "{after_fen} / nullif({before_fen}, 0) - 1",
        {
            "after_fen": Figure(CUSTOMER_BALANCES, "max(r.fen) FILTER (WHERE r.days > 0 AND r.position = 1)"),
            "before_fen": Figure(CUSTOMER_BALANCES, "max(r.fen) FILTER (WHERE r.days <= 0 AND r.position = 1)"),
        },
        external=True,
    ),
    Formula(
        "ML-10",
        Grain.CUSTOMER,
        "coalesce({products}, 0)",
        {
            "products": Figure(
                CUSTOMER_REQUESTS,
                f"count(DISTINCT r.product_code) FILTER (WHERE {within('r.created_at', 7)} "
                "AND r.state IN ('draft', 'in_review', 'returned', 'approved'))",
            )
        },
    ),
    Formula(
        "ML-11",
        Grain.CUSTOMER,
        "coalesce({rejected}, 0)",
        {
            "rejected": Figure(
                CUSTOMER_REQUESTS, f"count(*) FILTER (WHERE r.state = 'rejected' AND {within('r.decided_at', 90)})"
            )
        },
    ),
    Formula(
        "ML-12",
        Grain.CUSTOMER,
        f"CASE WHEN {{found}} IS NOT NULL THEN ({{found}} = 0 OR {{months}} < {THIN_MONTHS})::int END",
        {"found": flag(CUSTOMER_SAID, "bureau_found"), "months": number(CUSTOMER_SAID, "bureau_months")},
        external=True,
    ),
)
