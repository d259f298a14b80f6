"""RB: how loans are repaid. Ratios are of what fell due; days late are calendar days."""

from typing import Final

from server.risk.formula import Figure, Formula
from server.risk.grain import Grain
from server.risk.relations.repaying import (
    CUSTOMER_DEBITS,
    CUSTOMER_INSTALMENTS,
    CUSTOMER_LOANS,
    CUSTOMER_MONTHS,
    CUSTOMER_REPAYMENTS,
    LOAN_ACTS,
    LOAN_DEBITS,
    LOAN_INSTALMENTS,
)
from server.risk.relations.spending import CUSTOMER_PAYERS
from server.risk.relations.telling import CUSTOMER_SAID

DUE: Final = "r.due_on <= :day"
SINCE_YEAR: Final = "r.due_on > CAST(:day AS date) - interval '12 months'"

FORMULAS: Final = (
    Formula(
        "RB-01",
        Grain.CUSTOMER,
        "coalesce({first_kept}, {months} + 1) - 1",
        {
            "first_kept": Figure(CUSTOMER_MONTHS, "min(r.position) FILTER (WHERE 100 * r.paid_fen >= 80 * r.owed_fen)"),
            "months": Figure(CUSTOMER_MONTHS, "count(*)"),
        },
    ),
    Formula(
        "RB-02",
        Grain.LOAN,
        "{paid_fen}::numeric / nullif({owed_fen}, 0)",
        {
            "paid_fen": Figure(LOAN_INSTALMENTS, f"sum(r.paid_fen) FILTER (WHERE {DUE} AND r.position = 1)"),
            "owed_fen": Figure(LOAN_INSTALMENTS, f"sum(r.owed_fen) FILTER (WHERE {DUE} AND r.position = 1)"),
        },
    ),
    Formula(
        "RB-03",
        Grain.CUSTOMER,
        "{mean_share}",
        {
            "mean_share": Figure(
                CUSTOMER_INSTALMENTS,
                f"avg(r.paid_fen::numeric / nullif(r.owed_fen, 0)) FILTER (WHERE {DUE} AND r.position <= 6)",
            )
        },
    ),
    Formula(
        "RB-04",
        Grain.LOAN,
        "CASE WHEN {due_on} IS NOT NULL THEN greatest(coalesce({settled_on}, CAST(:day AS date)) - {due_on}, 0) END",
        {
            "due_on": Figure(LOAN_INSTALMENTS, f"min(r.due_on) FILTER (WHERE {DUE} AND r.number = 1)"),
            "settled_on": Figure(LOAN_INSTALMENTS, f"min(r.settled_on) FILTER (WHERE {DUE} AND r.number = 1)"),
        },
    ),
    Formula(
        "RB-05",
        Grain.LOAN,
        "{late}",
        {
            "late": Figure(
                LOAN_INSTALMENTS,
                "count(*) FILTER (WHERE r.number <= 3 AND r.due_on < coalesce(r.settled_on, CAST(:day AS date)))",
            )
        },
    ),
    Formula(
        "RB-06",
        Grain.CUSTOMER,
        "{last_days} - {former_days}",
        {
            "last_days": Figure(
                CUSTOMER_INSTALMENTS,
                f"avg(r.settled_on - r.due_on) FILTER (WHERE {DUE} AND r.settled_on IS NOT NULL AND r.position <= 3)",
            ),
            "former_days": Figure(
                CUSTOMER_INSTALMENTS,
                f"avg(r.settled_on - r.due_on) FILTER (WHERE {DUE} AND r.settled_on IS NOT NULL "
                "AND r.position BETWEEN 4 AND 6)",
            ),
        },
    ),
    Formula(
        "RB-07",
        Grain.CUSTOMER,
        "{on_the_day}::numeric / nullif({settled}, 0)",
        {
            "on_the_day": Figure(
                CUSTOMER_INSTALMENTS, f"count(*) FILTER (WHERE {DUE} AND {SINCE_YEAR} AND r.settled_on = r.due_on)"
            ),
            "settled": Figure(
                CUSTOMER_INSTALMENTS, f"count(*) FILTER (WHERE {DUE} AND {SINCE_YEAR} AND r.settled_on IS NOT NULL)"
            ),
        },
    ),
    Formula(
        "RB-08",
        Grain.CUSTOMER,
        "{failed}::numeric / nullif({debits}, 0)",
        {
            "failed": Figure(
                CUSTOMER_DEBITS, "count(*) FILTER (WHERE r.failed AND r.due_on > CAST(:day AS date) - 90)"
            ),
            "debits": Figure(CUSTOMER_DEBITS, "count(*) FILTER (WHERE r.due_on > CAST(:day AS date) - 90)"),
        },
    ),
    Formula(
        "RB-09",
        Grain.LOAN,
        "coalesce({first_other}, {debits} + 1) - 1",
        {
            "first_other": Figure(
                LOAN_DEBITS, "min(r.position) FILTER (WHERE r.failure IS DISTINCT FROM 'insufficient_funds')"
            ),
            "debits": Figure(LOAN_DEBITS, "count(*)"),
        },
    ),
    Formula(
        "RB-10",
        Grain.CUSTOMER,
        "coalesce({strangers}, 0)",
        {"strangers": Figure(CUSTOMER_PAYERS, "count(*) FILTER (WHERE r.strange)")},
    ),
    Formula(
        "RB-11",
        Grain.LOAN,
        "{payments}",
        {"payments": Figure(LOAN_INSTALMENTS, f"max(r.payments) FILTER (WHERE {DUE} AND r.position <= 3)")},
    ),
    Formula("RB-12", Grain.LOAN, "CASE WHEN {s.state} = 'closed' THEN {s.closed_on} - {s.disbursed_on} END"),
    Formula(
        "RB-13",
        Grain.CUSTOMER,
        "{reversed}::numeric / nullif({repayments}, 0)",
        {
            "reversed": Figure(
                CUSTOMER_REPAYMENTS, "count(*) FILTER (WHERE r.reversed AND r.paid_on > CAST(:day AS date) - 90)"
            ),
            "repayments": Figure(CUSTOMER_REPAYMENTS, "count(*) FILTER (WHERE r.paid_on > CAST(:day AS date) - 90)"),
        },
    ),
    Formula(
        "RB-14",
        Grain.LOAN,
        "coalesce({extensions}, 0)",
        {"extensions": Figure(LOAN_ACTS, "count(*) FILTER (WHERE r.kind IN ('reschedule', 'holiday'))")},
    ),
    Formula(
        "RB-15",
        Grain.CUSTOMER,
        "coalesce({renewed}, 0)",
        {
            "renewed": Figure(
                CUSTOMER_LOANS,
                "count(*) FILTER (WHERE r.disbursed_on > CAST(:day AS date) - interval '12 months' "
                "AND r.disbursed_on - r.former_closed_on BETWEEN 0 AND 3 AND r.principal_fen >= r.former_fen)",
            )
        },
    ),
    Formula(
        "RB-16",
        Grain.CUSTOMER,
        "{full_utilisation_months}",
        {
            "full_utilisation_months": Figure(
                CUSTOMER_SAID,
                "max(r.value::numeric) "
                "FILTER (WHERE r.source = 'credit_bureau' AND r.code = 'full_utilisation_months')",
            )
        },
        external=True,
    ),
)
