"""CO: what collection brings in, whether it keeps to the law, and what it leaves lying."""

from typing import Final

from server.risk.formula import Figure, Formula
from server.risk.grain import Grain
from server.risk.relations.collecting import (
    BROKEN,
    CALLED,
    CALLS,
    COLLECTORS,
    COMPLAINED,
    FOLLOWED,
    KEEPING,
    LIMITATION_DAYS,
    LOST,
    PROMISING,
    RECOVERED,
)

SHARE: Final = "{part} / nullif({whole}, 0)"
EARLY: Final = "FILTER (WHERE r.bucket = 'M1')"
LATE: Final = "FILTER (WHERE r.bucket IN ('M4', 'M5', 'M6', 'M6+'))"

FORMULAS: Final = (
    Formula(
        "CO-01",
        Grain.HOUSE,
        SHARE,
        {"part": Figure(CALLS, "max(r.reached)"), "whole": Figure(CALLS, "max(r.calls)")},
    ),
    Formula(
        "CO-02",
        Grain.HOUSE,
        SHARE,
        {"part": Figure(PROMISING, "max(r.promises)"), "whole": Figure(PROMISING, "max(r.reached)")},
    ),
    Formula(
        "CO-03",
        Grain.HOUSE,
        SHARE,
        {"part": Figure(KEEPING, "max(r.kept_fen)"), "whole": Figure(KEEPING, "max(r.promised_fen)")},
    ),
    Formula(
        "CO-04",
        Grain.LOAN,
        "coalesce({first_kept}, {promises} + 1, 1) - 1",
        {
            "first_kept": Figure(BROKEN, "min(r.position) FILTER (WHERE r.kept)"),
            "promises": Figure(BROKEN, "count(*)"),
        },
    ),
    Formula(
        "CO-05",
        Grain.HOUSE,
        "coalesce({paid_fen}, 0) / nullif({balance_fen}, 0)",
        {
            "paid_fen": Figure(RECOVERED, f"sum(r.paid_fen) {EARLY}"),
            "balance_fen": Figure(RECOVERED, f"sum(r.balance_fen) {EARLY}"),
        },
    ),
    Formula(
        "CO-06",
        Grain.HOUSE,
        "coalesce({paid_fen}, 0) / nullif({balance_fen}, 0)",
        {
            "paid_fen": Figure(RECOVERED, f"sum(r.paid_fen) {LATE}"),
            "balance_fen": Figure(RECOVERED, f"sum(r.balance_fen) {LATE}"),
        },
    ),
    Formula(
        "CO-07",
        Grain.HOUSE,
        SHARE,
        {"part": Figure(LOST, "max(r.lost)"), "whole": Figure(LOST, "max(r.overdue)")},
    ),
    Formula(
        "CO-08",
        Grain.LOAN,
        "coalesce({days}, 0)",
        {"days": Figure(FOLLOWED, "max(r.quiet_days) FILTER (WHERE r.late_days > 3)")},
    ),
    Formula("CO-09", Grain.OFFICER, "coalesce({loans}, 0)", {"loans": Figure(COLLECTORS, "count(DISTINCT r.loan_id)")}),
    Formula(
        "CO-10",
        Grain.HOUSE,
        "1000 * {complaints} / nullif({loans}, 0)",
        {"complaints": Figure(COMPLAINED, "max(r.complaints)"), "loans": Figure(COMPLAINED, "max(r.loans)")},
    ),
    Formula(
        "CO-11",
        Grain.OFFICER,
        "coalesce({contacts}, 0)",
        {"contacts": Figure(COLLECTORS, "count(*) FILTER (WHERE r.today AND r.at_night)")},
    ),
    Formula("CO-12", Grain.LOAN, "coalesce({talks}, 0)", {"talks": Figure(CALLED, "max(r.talks)")}),
    Formula("CO-13", Grain.LOAN, "coalesce({dials}, 0)", {"dials": Figure(CALLED, "max(r.unanswered)")}),
    Formula(
        "CO-14",
        Grain.HOUSE,
        SHARE,
        {"part": Figure(CALLS, "max(r.unrecorded)"), "whole": Figure(CALLS, "max(r.today)")},
    ),
    Formula(
        "CO-15",
        Grain.OFFICER,
        "coalesce({contacts}, 0)",
        {"contacts": Figure(COLLECTORS, "count(*) FILTER (WHERE r.today AND r.outsider)")},
    ),
    Formula(
        "CO-18",
        Grain.LOAN,
        f"{LIMITATION_DAYS} - coalesce({{days}}, 0)",
        {"days": Figure(FOLLOWED, "max(r.undemanded_days) FILTER (WHERE r.late_days > 90)")},
    ),
)
