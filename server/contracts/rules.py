"""Pure parts of contracting: the text's values, hashes, clauses."""

import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from server.contracts.capitals import capitals
from server.kit.money import Money
from server.products.purposes import purpose_zh
from server.terms.apr import apr_of
from server.terms.model import Method, Row, Terms

CODE_DIGITS = 6
PARTS = ("principal_fen", "interest_fen", "fee_fen")
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


def said(terms: Mapping[str, Any], *, number: str, lender: str, borrower: Mapping[str, str]) -> dict[str, str]:
    """Every value that a template's texts may say, as text; `wording.NAMES` lists them."""
    multiple = Decimal(terms["penalty_multiple"]) - 1
    return {
        "number": number,
        "lender": lender,
        "borrower": borrower["name"],
        "borrower_number": borrower["number"],
        "phone": borrower["phone"],
        "account": borrower["account"],
        "amount": str(Money(terms["principal_fen"])),
        "amount_words": capitals(terms["principal_fen"]),
        "term_months": str(terms["term_months"]),
        "purpose": purpose_zh(terms["purpose"]),
        "method": METHODS_ZH[Method(terms["method"])],
        "day_count": DAY_COUNTS_ZH.get(terms["convention"], terms["convention"]),
        "rate_annual": percent(Decimal(terms["rate_annual"])),
        "apr": percent(Decimal(terms["apr"])),
        "penalty": f"逾期本金按合同利率上浮{percent(multiple)}计收",
        "total": str(Money(sum(row[part] for row in terms["rows"] for part in PARTS))),
    }


def contract_paper(values: Mapping[str, str], terms: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    """What the layout of a contract shows: values, rows of the schedule, and in `more` title, clauses and version."""
    return {**values, "rows": [_paper_row(row) for row in terms["rows"]], **more}


def _paper_row(row: Mapping[str, Any]) -> dict[str, Any]:
    total = sum(row[part] for part in PARTS)
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
