"""FU: where the money of a loan went.

The paying bank's trail is asked for; payments and evidence are the house's own.
"""

from typing import Final

from server.risk.formula import Figure, Formula
from server.risk.grain import Grain
from server.risk.relations.spending import HOUSE_PAYEES, LOAN_EVIDENCE, LOAN_PAYOUTS
from server.risk.relations.telling import LOAN_TRAIL


def _trailed(code: str, figure: str) -> Formula:
    """A figure of the trail as a share of the principal."""
    return Formula(
        code,
        Grain.LOAN,
        f"{{{figure}}} / nullif({{s.principal_fen}}, 0)",
        {figure: _seen(figure)},
        external=True,
    )


def _seen(figure: str) -> Figure:
    return Figure(LOAN_TRAIL, f"max(r.value) FILTER (WHERE r.code = '{figure}')")


FORMULAS: Final = (
    _trailed("FU-01", "trail_securities_fen"),
    _trailed("FU-02", "trail_property_fen"),
    _trailed("FU-03", "trail_wealth_fen"),
    _trailed("FU-04", "trail_lenders_fen"),
    _trailed("FU-05", "trail_cash_fen"),
    _trailed("FU-06", "trail_related_fen"),
    Formula(
        "FU-07",
        Grain.LOAN,
        "CASE WHEN {s.state} = 'active' AND coalesce({evidence}, 0) = 0 "
        "THEN CAST(:day AS date) - {s.disbursed_on} ELSE 0 END",
        {"evidence": Figure(LOAN_EVIDENCE, "count(*)")},
    ),
    _trailed("FU-08", "trail_mismatch_fen"),
    Formula(
        "FU-09", Grain.LOAN, "{trail_payee_months}", {"trail_payee_months": _seen("trail_payee_months")}, external=True
    ),
    Formula(
        "FU-10",
        Grain.HOUSE,
        "coalesce({borrowers}, 0)",
        {"borrowers": Figure(HOUSE_PAYEES, "max(r.borrowers)")},
    ),
    Formula(
        "FU-11",
        Grain.LOAN,
        "CASE WHEN {strange} THEN 1 ELSE 0 END",
        {"strange": Figure(LOAN_PAYOUTS, "bool_or(r.strange)")},
    ),
    Formula(
        "FU-12",
        Grain.LOAN,
        "CASE WHEN {s.application_id} IS NULL THEN 0 ELSE 1 - {paid_out_fen} / nullif({s.principal_fen}, 0) END",
        {"paid_out_fen": Figure(LOAN_PAYOUTS, "sum(r.amount_fen)")},
    ),
)
