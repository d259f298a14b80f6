"""CU: whether bank, books and loans say the same. Amounts are told in yuan."""

from typing import Final

from server.risk.formula import Figure, Formula
from server.risk.grain import Grain
from server.risk.relations.booking import (
    ARRIVED,
    BALANCES,
    CREDITED_TWICE,
    ENTRIES,
    MIXED,
    ONE_SIDED,
    PAID_FROM,
    PLANNED,
    POOLS,
    SUSPENDED,
    UNMATCHED,
)

DIFFERENCE: Final = "abs(coalesce({fen}, 0)) / 100.0"


def _pool(*accounts: str) -> Figure:
    listed = ", ".join(f"'{account}'" for account in accounts)
    return Figure(POOLS, f"sum(r.fen) FILTER (WHERE r.account IN ({listed}))")


FORMULAS: Final = (
    Formula("CU-01", Grain.HOUSE, "{fen} / 100.0", {"fen": Figure(BALANCES, "sum(abs(r.bank_fen - r.books_fen))")}),
    Formula("CU-02", Grain.HOUSE, DIFFERENCE, {"fen": _pool("130301")}),
    Formula("CU-03", Grain.HOUSE, DIFFERENCE, {"fen": _pool("113201", "113202")}),
    Formula("CU-04", Grain.HOUSE, DIFFERENCE, {"fen": _pool("122101")}),
    Formula("CU-05", Grain.HOUSE, "coalesce({lines}, 0)", {"lines": Figure(UNMATCHED, "max(r.lines)")}),
    Formula("CU-06", Grain.HOUSE, "coalesce({days}, 0)", {"days": Figure(SUSPENDED, "max(r.days)")}),
    Formula("CU-07", Grain.HOUSE, DIFFERENCE, {"fen": Figure(ONE_SIDED, "max(r.fen)")}),
    Formula("CU-08", Grain.HOUSE, "coalesce({entries}, 0)", {"entries": Figure(CREDITED_TWICE, "max(r.entries)")}),
    Formula("CU-09", Grain.LOAN, "coalesce({entries}, 0)", {"entries": Figure(PAID_FROM, "count(*)")}),
    Formula("CU-10", Grain.HOUSE, "coalesce({entries}, 0)", {"entries": Figure(MIXED, "max(r.entries)")}),
    Formula("CU-11", Grain.LOAN, "coalesce({hours}, 0)", {"hours": Figure(ARRIVED, "avg(r.hours)")}),
    Formula(
        "CU-12",
        Grain.HOUSE,
        "{cash_fen} / nullif({planned_fen}, 0)",
        {"cash_fen": Figure(BALANCES, "sum(r.bank_fen)"), "planned_fen": Figure(PLANNED, "max(r.fen)")},
    ),
    Formula(
        "CU-13",
        Grain.HOUSE,
        "{reversals} / nullif({entries}, 0)",
        {"reversals": Figure(ENTRIES, "max(r.reversals)"), "entries": Figure(ENTRIES, "max(r.entries)")},
    ),
)
