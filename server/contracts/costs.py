"""The cost disclosure (综合融资成本明示表): everything that the borrower pays, and to whom. Pure.

Source: 个人贷款业务明示综合融资成本规定 (2026, in force since 2026-08-01): principal, each item with how, by what
standard and by whom it is collected, the annual cost when all is paid as agreed, what may come on top in default, and
that nothing else is charged.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from server.contracts.rules import METHODS_ZH, PARTS, percent
from server.kit.money import Money
from server.terms.model import FeeBasis, Method

FEE_STANDARDS = {
    FeeBasis.FIXED: "每期 {amount} 元",
    FeeBasis.PRINCIPAL: "每期按贷款本金的 {share} 收取",
    FeeBasis.INSTALMENT: "每期按当期应还本息的 {share} 收取",
    FeeBasis.INTEREST: "每期按当期利息的 {share} 收取",
    FeeBasis.OPENING: "一次性 {amount} 元",
}


def form_of(agreed: Mapping[str, Any], *, lender: str, prepayment: Mapping[str, Any]) -> dict[str, Any]:
    """The form as plain JSON, amounts in fen. `prepayment` is the servicing policy's rule for paying early."""
    rows = agreed["rows"]
    interest_fen = sum(row["interest_fen"] for row in rows)
    items = [
        {
            "name": "利息",
            "method": METHODS_ZH[Method(agreed["method"])] + "，随每期还款收取",
            "standard": f"年利率（单利）{percent(Decimal(agreed['rate_annual']))}",
            "collector": lender,
            "amount_fen": interest_fen,
        },
        *_fees(agreed, lender),
    ]
    return {
        "principal_fen": agreed["principal_fen"],
        "term_months": agreed["term_months"],
        "items": items,
        "cost_fen": sum(row["interest_fen"] + row["fee_fen"] for row in rows),
        "total_fen": sum(row[part] for row in rows for part in PARTS),
        "apr": agreed["apr"],
        "contingent": _contingent(agreed, lender, prepayment),
        "no_other_fee": True,
    }


def _fees(agreed: Mapping[str, Any], lender: str) -> list[dict[str, Any]]:
    """Each fee; its amount over the whole term where the rows tell it, which is where there is one fee."""
    fees = agreed["fees"]
    sum_fen = sum(row["fee_fen"] for row in agreed["rows"])
    return [
        {
            "name": "手续费" if len(fees) == 1 else f"手续费（{at}）",
            "method": "随第一期还款一次性收取" if fee["basis"] == FeeBasis.OPENING else "随每期还款收取",
            "standard": FEE_STANDARDS[FeeBasis(fee["basis"])].format(
                amount=Money(fee["amount_fen"]), share=percent(Decimal(fee["share"]))
            ),
            "collector": lender,
            "amount_fen": sum_fen if len(fees) == 1 else None,
        }
        for at, fee in enumerate(fees, 1)
    ]


def _contingent(agreed: Mapping[str, Any], lender: str, prepayment: Mapping[str, Any]) -> list[dict[str, str]]:
    """What is paid only when something goes otherwise than agreed."""
    above = percent(Decimal(agreed["penalty_multiple"]) - 1)
    rate = percent(Decimal(agreed["penalty_multiple"]) * Decimal(agreed["rate_annual"]))
    early = Decimal(prepayment["fee_share"])
    months = prepayment["free_below_months"]
    charged = early > 0 and agreed["term_months"] >= months
    return [
        {
            "name": "逾期罚息",
            "condition": "未按期足额还款",
            "standard": f"逾期本金按合同利率上浮 {above} 计收（年化 {rate}），自逾期之日起至清偿之日",
            "collector": lender,
        },
        {
            "name": "提前还款违约金",
            "condition": "提前偿还部分或全部本金",
            "standard": f"提前偿还本金的 {percent(early)}，不超过一个月利息" if charged else "不收取",
            "collector": lender if charged else "—",
        },
    ]


def disclosure_paper(values: Mapping[str, str], form: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    """What the layout of the disclosure shows."""
    items = [
        {**item, "amount": "—" if item["amount_fen"] is None else str(Money(item["amount_fen"]))}
        for item in form["items"]
    ]
    sums = {"cost": str(Money(form["cost_fen"])), "total": str(Money(form["total_fen"]))}
    return {**values, **sums, "items": items, "contingent": form["contingent"], **more}
