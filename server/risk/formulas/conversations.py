"""NL: what debtors and agents were heard to say or write. It chooses channel and agent, and asks for quality checks."""

from typing import Final

from server.risk.formula import Figure, Formula
from server.risk.grain import Grain
from server.risk.relations.collecting import ABUSED, AGITATED_FROM, CUSTOMER_SIGNALS, LOAN_SIGNALS, heard_within, says

LAST: Final = 5
HEARD: Final = "coalesce({signals}, 0)"

FORMULAS: Final = (
    Formula(
        "NL-01",
        Grain.LOAN,
        "coalesce({score}, 1)",
        {"score": Figure(LOAN_SIGNALS, f"avg(r.willingness) FILTER (WHERE {heard_within(14)})")},
    ),
    Formula(
        "NL-02",
        Grain.CUSTOMER,
        HEARD,
        {
            "signals": Figure(
                CUSTOMER_SIGNALS,
                f"count(*) FILTER (WHERE {heard_within(30)} AND (r.halts = 'hardship' OR {says('hardship')}))",
            )
        },
    ),
    Formula(
        "NL-03",
        Grain.LOAN,
        HEARD,
        {"signals": Figure(LOAN_SIGNALS, f"count(*) FILTER (WHERE {heard_within(14)} AND {says('refuse')})")},
    ),
    Formula(
        "NL-04",
        Grain.CUSTOMER,
        HEARD,
        {"signals": Figure(CUSTOMER_SIGNALS, f"count(*) FILTER (WHERE {says('fraud')})")},
    ),
    Formula(
        "NL-05",
        Grain.CUSTOMER,
        HEARD,
        {"signals": Figure(CUSTOMER_SIGNALS, f"count(*) FILTER (WHERE r.halts = 'crisis' OR {says('crisis')})")},
    ),
    Formula(
        "NL-06",
        Grain.LOAN,
        HEARD,
        {
            "signals": Figure(
                LOAN_SIGNALS,
                f"count(*) FILTER (WHERE {heard_within(30)} AND (r.halts = 'dispute' OR {says('dispute')}))",
            )
        },
    ),
    Formula(
        "NL-07",
        Grain.LOAN,
        "coalesce({share}, 0)",
        {
            "share": Figure(
                LOAN_SIGNALS,
                f"avg((r.agitation >= {AGITATED_FROM})::int) FILTER (WHERE {heard_within(14)})",
            )
        },
    ),
    Formula(
        "NL-08",
        Grain.CUSTOMER,
        "coalesce({slope}, 0)",
        {"slope": Figure(CUSTOMER_SIGNALS, f"regr_slope(r.agitation, r.position) FILTER (WHERE r.position <= {LAST})")},
    ),
    Formula("NL-09", Grain.OFFICER, "coalesce({findings}, 0)", {"findings": Figure(ABUSED, "count(*)")}),
)
