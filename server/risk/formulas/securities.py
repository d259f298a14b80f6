"""CL: what loans are secured with. A loan without collateral, or without a guarantor, has nothing to measure."""

from typing import Final

from server.risk.formula import Figure, Formula
from server.risk.grain import Grain
from server.risk.relations.answering import LOAN_ANSWERS, flag, number
from server.risk.relations.moments import DAY
from server.risk.relations.securing import LOAN_CHARGES, LOAN_GUARANTEES, LOAN_SHARED, REGION_VALUERS

FORMULAS: Final = (
    Formula(
        "CL-01",
        Grain.LOAN,
        "{s.outstanding_fen} / nullif({value_fen}, 0)",
        {"value_fen": Figure(LOAN_CHARGES, "sum(r.value_fen)")},
    ),
    Formula("CL-02", Grain.LOAN, "{change}", {"change": number(LOAN_ANSWERS, "property_index_change")}, external=True),
    Formula(
        "CL-03",
        Grain.LOAN,
        f"extract(year FROM age({DAY}, {{valued_on}})) * 12 + extract(month FROM age({DAY}, {{valued_on}}))",
        {"valued_on": Figure(LOAN_CHARGES, "min(r.valued_on)")},
    ),
    Formula("CL-04", Grain.LOAN, "{sealed}", {"sealed": flag(LOAN_ANSWERS, "property_sealed")}, external=True),
    Formula(
        "CL-05",
        Grain.LOAN,
        f"CASE WHEN {{unregistered}} > 0 THEN {DAY} - {{s.disbursed_on}} ELSE 0 END",
        {"unregistered": Figure(LOAN_CHARGES, f"count(*) FILTER (WHERE coalesce(r.registered_on > {DAY}, true))")},
    ),
    Formula("CL-06", Grain.LOAN, "{rank}", {"rank": Figure(LOAN_CHARGES, "max(r.rank)")}),
    Formula("CL-07", Grain.LOAN, f"{{until}} - {DAY}", {"until": Figure(LOAN_CHARGES, "min(r.insured_until)")}),
    Formula("CL-08", Grain.LOAN, "{matched}", {"matched": flag(LOAN_ANSWERS, "property_owner_matched")}, external=True),
    Formula(
        "CL-09",
        Grain.REGION,
        "{most} / nullif({all}, 0)",
        {
            "most": Figure(REGION_VALUERS, "max(r.valuations)::numeric"),
            "all": Figure(REGION_VALUERS, "sum(r.valuations)"),
        },
    ),
    Formula("CL-10", Grain.LOAN, "{days}", {"days": number(LOAN_ANSWERS, "property_liquidation_days")}, external=True),
    Formula(
        "CL-11",
        Grain.LOAN,
        f"CASE WHEN {{s.next_due_on}} < {DAY} THEN {{until}} - {DAY} END",
        {"until": Figure(LOAN_GUARANTEES, "min(r.until)")},
    ),
    Formula("CL-12", Grain.LOAN, "coalesce({loans}, 0)", {"loans": Figure(LOAN_SHARED, "max(r.loans)")}),
)
