"""CF: what moves on a customer's accounts, as the source of account flow says it; unknown where it was not asked."""

from typing import Final

from server.risk.formula import Figure, Formula
from server.risk.grain import Grain
from server.risk.relations.repaying import CUSTOMER_INSTALMENTS
from server.risk.relations.telling import CUSTOMER_SAID


def said(code: str, source: str = "bank_flow") -> Figure:
    """A number that a source has said."""
    return Figure(CUSTOMER_SAID, f"max(r.value::numeric) FILTER (WHERE r.source = '{source}' AND r.code = '{code}')")


def _share(code: str, part: str, whole: str) -> Formula:
    """One figure of the flow as a share of another."""
    return Formula(
        code,
        Grain.CUSTOMER,
        f"{{{part}}} / nullif({{{whole}}}, 0)",
        {part: said(part), whole: said(whole)},
        external=True,
    )


def _change(code: str, present: str, former: str) -> Formula:
    """By what part a figure has grown over a former one."""
    return Formula(
        code,
        Grain.CUSTOMER,
        f"{{{present}}} / nullif({{{former}}}, 0) - 1",
        {present: said(present), former: said(former)},
        external=True,
    )


def _plain(code: str, figure: str, scale: str = "") -> Formula:
    """A figure of the flow as it is."""
    return Formula(code, Grain.CUSTOMER, f"{{{figure}}}{scale}", {figure: said(figure)}, external=True)


FORMULAS: Final = (
    _change("CF-01", "flow_month_fen", "flow_former_month_fen"),
    _change("CF-02", "flow_quarter_fen", "flow_quarter_year_ago_fen"),
    _plain("CF-03", "flow_negative_months"),
    Formula(
        "CF-04",
        Grain.CUSTOMER,
        "{flow_balance_fen} / nullif({due_fen}, 0)",
        {
            "flow_balance_fen": said("flow_balance_fen"),
            "due_fen": Figure(
                CUSTOMER_INSTALMENTS,
                "sum(r.owed_fen) FILTER (WHERE r.due_on > :day AND r.due_on <= CAST(:day AS date) + 31)",
            ),
        },
        external=True,
    ),
    _share("CF-05", "flow_through_fen", "flow_in_90_days_fen"),
    _share("CF-06", "flow_top_payer_fen", "flow_in_half_year_fen"),
    _share("CF-07", "flow_related_fen", "flow_moved_fen"),
    _share("CF-08", "flow_round_inflows", "flow_inflows"),
    _plain("CF-09", "flow_benford"),
    _plain("CF-10", "flow_salary_days"),
    _plain("CF-11", "flow_salary_variation"),
    _plain("CF-12", "flow_betting_fen", " / 100"),
    _share("CF-13", "flow_lenders_fen", "flow_in_90_days_fen"),
    Formula(
        "CF-14",
        Grain.CUSTOMER,
        "abs({turnover_fen} / nullif({annual_inflow_fen}, 0) - 1)",
        {"turnover_fen": said("turnover_fen", "tax"), "annual_inflow_fen": said("annual_inflow_fen")},
        external=True,
    ),
    _plain("CF-15", "flow_premises_days"),
)
