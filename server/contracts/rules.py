"""Pure parts of contracting: the text's values, hashes, clauses."""

import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from server.contracts.capitals import capitals
from server.kit.money import Money
from server.terms.apr import apr_of
from server.terms.model import Method, Row, Terms

CODE_DIGITS = 6
METHODS_ZH = {
    Method.EQUAL_INSTALMENT: "等额本息",
    Method.EQUAL_PRINCIPAL: "等额本金",
    Method.INTEREST_ONLY: "先息后本",
    Method.BULLET: "一次性还本付息",
    Method.FLAT: "等本等息",
    Method.BALLOON: "等额本息含尾款",
    Method.DRAW_AS_YOU_GO: "随借随还",
}
DAY_COUNTS_ZH = {
    "prc_360": "日利率＝年利率÷360",
    "prc_365": "日利率＝年利率÷365",
    "prc_360_daily": "按实际天数计息，日利率＝年利率÷360",
    "prc_365_daily": "按实际天数计息，日利率＝年利率÷365",
    "actual_actual": "按实际天数计息，日利率＝年利率÷当年实际天数",
    "thirty_360": "每月按30天计息，日利率＝年利率÷360",
}

CLAUSES = (
    "借款人应按约定用途使用借款，不得用于购房、股票、期货及其他国家禁止的领域；贷款人有权核查资金用途。",
    "贷款人在借款人签署本合同且本人收款账户核验通过后，将借款支付至合同载明的借款人本人账户。利息自实际放款日起计算。",
    "借款人应在每期到期日二十四时前足额还款。到期日为法定节假日的，可顺延至下一工作日，顺延期间不计罚息。",
    "还款按费用、罚息、利息、本金的顺序清偿。逾期本金自逾期之日起按本合同载明的罚息标准计收罚息，直至清偿之日。",
    "借款人可以提前偿还部分或全部借款，利息按实际使用天数计算；除本合同列明外，贷款人不因提前还款收取费用。",
    "贷款人仅在办理、管理本笔借款以及履行法定义务所必需的范围内处理借款人的个人信息，并依法保密。",
    "本笔借款的信息将依法报送金融信用信息基础数据库；报送不良信息前贷款人将事先告知借款人。",
    "因本合同发生的争议，双方先行协商；协商不成的，向贷款人住所地有管辖权的人民法院提起诉讼。",
)


def terms_hash(terms: Mapping[str, Any]) -> bytes:
    """SHA-256 of the agreed figures in canonical JSON."""
    return hashlib.sha256(json.dumps(terms, sort_keys=True, ensure_ascii=False).encode()).digest()


def percent(rate: Decimal) -> str:
    """0.144 is 14.4%; two places at most."""
    return f"{(rate * 100).quantize(Decimal('0.01')).normalize():f}%"


def agreed_terms(
    terms: Terms, rows: Sequence[Row], *, term_months: int, purpose: str, penalty_multiple: Decimal
) -> dict[str, Any]:
    """The figures of a contract as plain JSON: no personal data, nothing that depends on the day of reading."""
    return {
        "principal_fen": terms.principal_fen,
        "term_months": term_months,
        "fees": _fees(terms),
        "method": terms.method.value,
        "rate_annual": str(terms.rate_annual),
        "apr": str(apr_of(terms, rows).nominal),
        "convention": terms.convention.name,
        "penalty_multiple": str(penalty_multiple),
        "purpose": purpose,
        "start_on": terms.start_on.isoformat(),
        "rows": [
            {
                "number": row.number,
                "due_on": row.due_on.isoformat(),
                "principal_fen": row.principal_fen,
                "interest_fen": row.interest_fen,
                "fee_fen": row.fee_fen,
                "balance_after_fen": row.balance_after_fen,
            }
            for row in rows
        ],
    }


def says(agreed: Mapping[str, Any], terms: Terms, term_months: int) -> bool:
    """Whether a contract says what these terms say: amount, term, method, rate and fees."""
    told = (agreed["principal_fen"], agreed["term_months"], agreed["method"], Decimal(agreed["rate_annual"]))
    if told != (terms.principal_fen, term_months, terms.method.value, terms.rate_annual):
        return False
    if "fees" in agreed:
        return bool(agreed["fees"] == _fees(terms))
    told_fee_fen: int = sum(row["fee_fen"] for row in agreed["rows"])
    return told_fee_fen == sum(fee.amount_fen for fee in terms.fees)


def _fees(terms: Terms) -> list[dict[str, Any]]:
    return [
        {"basis": fee.basis.value, "amount_fen": fee.amount_fen, "share": f"{fee.share.normalize():f}"}
        for fee in terms.fees
    ]


def paper(
    terms: Mapping[str, Any], *, number: str, lender: str, borrower: Mapping[str, str], drawn_at: str
) -> dict[str, Any]:
    """The values of the contract's template."""
    multiple = Decimal(terms["penalty_multiple"]) - 1
    return {
        "number": number,
        "lender": {"name": lender},
        "borrower": dict(borrower),
        "amount": str(Money(terms["principal_fen"])),
        "amount_words": capitals(terms["principal_fen"]),
        "term_months": terms["term_months"],
        "purpose": terms["purpose"],
        "method": METHODS_ZH[Method(terms["method"])],
        "day_count": DAY_COUNTS_ZH.get(terms["convention"], terms["convention"]),
        "rate_annual": percent(Decimal(terms["rate_annual"])),
        "apr": percent(Decimal(terms["apr"])),
        "penalty": f"逾期本金按合同利率上浮{percent(multiple)}计收",
        "account": borrower["account"],
        "rows": [_paper_row(row) for row in terms["rows"]],
        "clauses": list(CLAUSES),
        "drawn_at": drawn_at,
    }


def _paper_row(row: Mapping[str, Any]) -> dict[str, Any]:
    total = row["principal_fen"] + row["interest_fen"] + row["fee_fen"]
    return {
        "number": row["number"],
        "due_on": row["due_on"],
        "total": str(Money(total)),
        "principal": str(Money(row["principal_fen"])),
        "interest": str(Money(row["interest_fen"] + row["fee_fen"])),
        "balance": str(Money(row["balance_after_fen"])),
    }


def token_hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


def code_hash(key: bytes, link_id: str, code: str) -> bytes:
    """Keyed, because six digits alone could be found by trying."""
    return hmac.digest(key, f"{link_id}|{code}".encode(), hashlib.sha256)
