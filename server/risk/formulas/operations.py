"""OP: how fast the house works, what it leaves undone, and what leaves it in bulk."""

from typing import Final

from server.risk.formula import Figure, Formula
from server.risk.grain import Grain
from server.risk.relations.access import EXPORTS
from server.risk.relations.moments import ENDS
from server.risk.relations.working import (
    CLOSED,
    COMPLAINED,
    HOLDERS,
    INSPECTED,
    PAID,
    REPEATED,
    REPORTED,
    WAITING,
)

SECONDS_AN_HOUR: Final = 3600


def _decided_in(tiers: str, unit_seconds: int) -> str:
    """SQL: how long an application of these tiers waited for its decision, or waits; nothing for all others.

    Decided before it was handed in: the decision is on an earlier round, and this one waits.
    """
    decided = f"CASE WHEN {{s.decided_at}} >= {{s.submitted_at}} THEN {{s.decided_at}} ELSE {ENDS} END"
    waits = f"extract(epoch FROM {decided} - {{s.submitted_at}}) / {unit_seconds}"
    running = "{s.state} NOT IN ('draft', 'returned', 'withdrawn')"
    return f"CASE WHEN {{s.tier}} IN ({tiers}) AND {running} THEN greatest({waits}, 0) ELSE 0 END"


FORMULAS: Final = (
    Formula("OP-01", Grain.APPLICATION, _decided_in("'automatic'", 1)),
    Formula("OP-02", Grain.APPLICATION, _decided_in("'manual_review', 'regional'", SECONDS_AN_HOUR)),
    Formula("OP-03", Grain.APPLICATION, _decided_in("'committee'", SECONDS_AN_HOUR)),
    Formula(
        "OP-04",
        Grain.HOUSE,
        "{waiting} / {a_day}",
        {"waiting": Figure(WAITING, "max(r.waiting)"), "a_day": Figure(WAITING, "max(r.a_day)")},
    ),
    Formula(
        "OP-05",
        Grain.HOUSE,
        "{failed} / nullif({orders}, 0)",
        {"failed": Figure(PAID, "max(r.failed)"), "orders": Figure(PAID, "max(r.orders)")},
    ),
    Formula(
        "OP-07",
        Grain.HOUSE,
        "CASE WHEN {days} > 0 THEN {hours} END",
        {"days": Figure(CLOSED, "max(r.days)"), "hours": Figure(CLOSED, "max(r.hours)")},
    ),
    Formula("OP-08", Grain.CUSTOMER, "coalesce({days}, 0)", {"days": Figure(COMPLAINED, "max(r.days)")}),
    Formula(
        "OP-09",
        Grain.HOUSE,
        "{repeated} / nullif({complaints}, 0)",
        {"repeated": Figure(REPEATED, "max(r.repeated)"), "complaints": Figure(REPEATED, "max(r.complaints)")},
    ),
    Formula(
        "OP-10",
        Grain.OFFICER,
        "{overdue} / nullif({loans}, 0)",
        {"overdue": Figure(INSPECTED, "max(r.overdue)"), "loans": Figure(INSPECTED, "max(r.loans)")},
    ),
    Formula("OP-12", Grain.LOAN, "3 - coalesce({reports}, 3)", {"reports": Figure(REPORTED, "max(r.reports)")}),
    Formula("OP-13", Grain.HOUSE, "coalesce({people}, 0)", {"people": Figure(HOLDERS, "max(r.people)")}),
    Formula("OP-14", Grain.OFFICER, "coalesce({rows}, 0)", {"rows": Figure(EXPORTS, "sum(r.rows)")}),
)
