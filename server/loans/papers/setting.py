"""From an issued paper's figures to the values of its template. Pure."""

from collections.abc import Mapping
from typing import Any

from server.contracts.capitals import capitals
from server.kit.money import Money
from server.loans.papers.rules import PaperKind

TITLES = {
    PaperKind.REPAYMENT_RECEIPT: "还款回单",
    PaperKind.SETTLEMENT_CERTIFICATE: "贷款结清证明",
    PaperKind.STATEMENT: "贷款对账单",
}
PART_NAMES = {
    "principal_fen": "本金",
    "interest_fen": "利息",
    "fee_fen": "费用",
    "penalty_fen": "罚息",
    "excess_fen": "溢缴（暂收）",
}
Facts = Mapping[str, Any]


def values(kind: PaperKind, facts: Facts, about: Mapping[str, str]) -> dict[str, Any]:
    """The values of the template. `about` holds number, lender, borrower, id_number and issued_on as texts."""
    body = {
        PaperKind.REPAYMENT_RECEIPT: _receipt,
        PaperKind.SETTLEMENT_CERTIFICATE: _certificate,
        PaperKind.STATEMENT: _statement,
    }[kind](facts, about)
    common = [["借款人", about["borrower"]], ["证件号码", about["id_number"]], ["贷款编号", facts["loan"]]]
    return {
        "title": TITLES[kind],
        "number": about["number"],
        "lender": about["lender"],
        "issued_on": about["issued_on"],
        "pairs": common + body["pairs"],
        "paragraphs": body.get("paragraphs", []),
        "tables": body.get("tables", []),
    }


def _receipt(facts: Facts, _about: Mapping[str, str]) -> dict[str, Any]:
    parts = [[PART_NAMES[part], _yuan(fen)] for part, fen in facts["parts"].items() if fen]
    return {
        "pairs": [
            ["还款日期", facts["paid_on"]],
            ["还款凭证号", facts["reference"]],
            ["还款金额", f"人民币 {_yuan(facts['amount_fen'])} 元"],
            ["大写", capitals(facts["amount_fen"])],
            ["剩余本金", f"{_yuan(facts['outstanding_fen'])} 元"],
        ],
        "tables": [{"title": "还款分配", "columns": ["项目", "金额（元）"], "rows": parts}],
    }


def _certificate(facts: Facts, about: Mapping[str, str]) -> dict[str, Any]:
    said = (
        f"兹证明：借款人{about['borrower']}于{facts['disbursed_on']}在我公司办理的贷款（贷款编号{facts['loan']}，"
        f"金额人民币{_yuan(facts['principal_fen'])}元），已于{facts['closed_on']}全部结清，"
        "截至本证明出具之日，该笔贷款本息及费用均已还清，借贷双方就该笔贷款再无债权债务关系。"
    )
    return {
        "pairs": [
            ["贷款金额", f"{_yuan(facts['principal_fen'])} 元"],
            ["放款日期", facts["disbursed_on"]],
            ["结清日期", facts["closed_on"]],
            ["累计还款", f"{_yuan(facts['paid_fen'])} 元"],
        ],
        "paragraphs": [said],
    }


def _statement(facts: Facts, _about: Mapping[str, str]) -> dict[str, Any]:
    columns = ["本金", "利息", "费用", "罚息"]
    due = [[str(row["number"]), row["due_on"], *_row(row)] for row in facts["due"]]
    came = [[row["paid_on"], row["reference"], *_row(row)] for row in facts["came"]]
    return {
        "pairs": [
            ["对账期间", f"{facts['since']} 至 {facts['until']}"],
            ["贷款金额", f"{_yuan(facts['principal_fen'])} 元"],
            ["期内应还", f"{_yuan(facts['due_fen'])} 元"],
            ["期内已还", f"{_yuan(facts['came_fen'])} 元"],
            ["出具日剩余本金", f"{_yuan(facts['outstanding_fen'])} 元"],
        ],
        "tables": [
            {"title": "期内应还", "columns": ["期次", "到期日", *columns], "rows": due},
            {"title": "期内还款", "columns": ["还款日", "凭证号", *columns], "rows": came},
        ],
    }


def _row(row: Mapping[str, int]) -> list[str]:
    return [_yuan(row[part]) for part in ("principal_fen", "interest_fen", "fee_fen", "penalty_fen")]


def _yuan(fen: int) -> str:
    return str(Money(fen))
