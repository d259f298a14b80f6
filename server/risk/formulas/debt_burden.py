"""DB: debts against income and assets. The application under way counts in; without one, what is owed already.

A verified income is what tax or social security say, the lower of them, else what papers of a visit prove.
"""

from collections.abc import Mapping
from typing import Final

from server.risk.formula import Figure, Formula
from server.risk.formulas.cash_flow import said
from server.risk.grain import Grain
from server.risk.relations.telling import (
    CUSTOMER_ASKED,
    CUSTOMER_GUARANTEES,
    CUSTOMER_LINES,
    CUSTOMER_SAID,
    CUSTOMER_TOLD,
    CUSTOMER_VISITED,
)

INCOME: Final = "coalesce({official_income_fen}, {visited_income_fen})"
MONTHLY: Final = "({bureau_monthly_fen} + coalesce({new_instalment_fen}, 0))"
INCOMES: Final[dict[str, Figure]] = {
    "official_income_fen": Figure(
        CUSTOMER_SAID,
        "min(r.value::numeric) FILTER (WHERE r.source IN ('tax', 'social_security') AND r.code = 'income_monthly_fen')",
    ),
    "visited_income_fen": Figure(CUSTOMER_VISITED, "max(r.income_fen) FILTER (WHERE r.position = 1)"),
}
NEW: Final[dict[str, Figure]] = {
    "new_instalment_fen": Figure(CUSTOMER_ASKED, "max(r.monthly_fen) FILTER (WHERE r.position = 1)")
}
ASKED: Final[dict[str, Figure]] = {
    "asked_fen": Figure(CUSTOMER_ASKED, "max(r.amount_fen) FILTER (WHERE r.position = 1)")
}


def bureau(*names: str) -> dict[str, Figure]:
    """Numbers of the bureau's report, by their codes."""
    return {name: said(name, "credit_bureau") for name in names}


def _told(code: str, *, by_himself: bool = False) -> Figure:
    """A number of his profile: the last telling of anybody, or his own."""
    told = f"r.code = '{code}'" + (" AND r.by_himself" if by_himself else "")
    newest = "array_agg(r.number ORDER BY r.observed_on DESC, r.recorded_at DESC)"
    return Figure(CUSTOMER_TOLD, f"({newest} FILTER (WHERE {told}))[1]")


def _external(code: str, value: str, figures: Mapping[str, Figure]) -> Formula:
    return Formula(code, Grain.CUSTOMER, value, figures, external=True)


FORMULAS: Final = (
    _external("DB-01", f"{MONTHLY} / nullif({INCOME}, 0)", bureau("bureau_monthly_fen") | NEW | INCOMES),
    Formula(
        "DB-02",
        Grain.CUSTOMER,
        "({liabilities_fen} + coalesce({asked_fen}, 0)) / nullif({assets_fen} + coalesce({asked_fen}, 0), 0)",
        {"liabilities_fen": _told("liabilities_fen"), "assets_fen": _told("assets_fen"), **ASKED},
    ),
    Formula(
        "DB-03",
        Grain.CUSTOMER,
        "coalesce({new_instalment_fen}, 0) / nullif({s.income_monthly_fen}, 0)",
        NEW,
    ),
    _external(
        "DB-04",
        f"{MONTHLY} / nullif({{visited_income_fen}}, 0)",
        bureau("bureau_monthly_fen") | NEW | {"visited_income_fen": INCOMES["visited_income_fen"]},
    ),
    _external("DB-05", f"{{bureau_balance_fen}} / nullif(12 * {INCOME}, 0)", bureau("bureau_balance_fen") | INCOMES),
    _external("DB-06", f"{{bureau_unsecured_fen}} / nullif({INCOME}, 0)", bureau("bureau_unsecured_fen") | INCOMES),
    _external("DB-07", "{utilisation}", bureau("utilisation")),
    _external(
        "DB-08",
        "{used} - {used_before}",
        {
            "used": Figure(CUSTOMER_LINES, "max(r.used) FILTER (WHERE r.observed_on = r.last_on)"),
            "used_before": Figure(
                CUSTOMER_LINES,
                "(array_agg(r.used ORDER BY r.observed_on DESC, r.used) "
                "FILTER (WHERE r.observed_on <= r.last_on - interval '3 months'))[1]",
            ),
        },
    ),
    _external(
        "DB-09",
        "({bureau_balance_fen} - {declared_fen}) / nullif({bureau_balance_fen}, 0)",
        bureau("bureau_balance_fen") | {"declared_fen": _told("liabilities_fen", by_himself=True)},
    ),
    _external(
        "DB-10",
        f"greatest({{bureau_guaranteed_fen}}, {{guaranteed_here_fen}}) / nullif(12 * {INCOME}, 0)",
        bureau("bureau_guaranteed_fen")
        | {"guaranteed_here_fen": Figure(CUSTOMER_GUARANTEES, "sum(r.amount_fen)")}
        | INCOMES,
    ),
    _external(
        "DB-11",
        f"({INCOME} - {MONTHLY}) / (1 + coalesce({{visited_dependants}}, {{told_dependants}}, 0)) / 100",
        bureau("bureau_monthly_fen")
        | NEW
        | INCOMES
        | {
            "visited_dependants": Figure(CUSTOMER_VISITED, "max(r.dependants) FILTER (WHERE r.position = 1)"),
            "told_dependants": _told("dependants"),
        },
    ),
    _external("DB-12", f"coalesce({{asked_fen}}, 0) / nullif(12 * {INCOME}, 0)", ASKED | INCOMES),
    _external(
        "DB-13",
        "CASE WHEN {bureau_lenders} = 0 AND {bureau_new_accounts_6m} = 0 THEN 0 "
        "ELSE {bureau_new_accounts_6m} / nullif({bureau_lenders}, 0) END",
        bureau("bureau_new_accounts_6m", "bureau_lenders"),
    ),
    _external(
        "DB-14",
        "({bureau_balance_fen} + coalesce({asked_fen}, 0)) / nullif({annual_inflow_fen}, 0)",
        bureau("bureau_balance_fen") | ASKED | {"annual_inflow_fen": said("annual_inflow_fen")},
    ),
)
