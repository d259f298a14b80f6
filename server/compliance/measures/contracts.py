"""Contracts, signatures and what is kept of them (民法典; 电子签名法)."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final

from server.compliance.engine import Parameters, measure

DIGITS: Final = {digit: value for value, digit in enumerate("零壹贰叁肆伍陆柒捌玖")}
UNITS: Final = {"拾": 10, "佰": 100, "仟": 1000}
BIG: Final = {"万": 10_000, "亿": 100_000_000}


@measure
def elements_missing(parameters: Parameters, /, *, contract_terms: Mapping[str, Any]) -> list[str]:
    """Elements of a loan contract (民法典 668) that it does not tell."""
    return [name for name in parameters["elements"] if contract_terms.get(name) in (None, "", [], 0)]


@measure
def words_gap_fen(*, amount_fen: int, amount_words: str) -> int:
    """By how much figures and words differ, in fen; words that cannot be read differ by the whole amount."""
    told = fen_of(amount_words)
    return amount_fen if told is None else abs(amount_fen - told)


def fen_of(words: str) -> int | None:
    """An amount in Chinese capitals (支付结算办法 annex 1) as fen; None where it cannot be read."""
    text = words.removeprefix("人民币").removesuffix("整").removesuffix("正").replace("圆", "元")
    yuan, _, small = text.partition("元") if "元" in text else ("", "", text)
    whole = _whole(yuan)
    fen = 0
    for unit, value in (("角", 10), ("分", 1)):
        before, found, small_rest = small.partition(unit)
        if found:
            digit = DIGITS.get(before.lstrip("零") or "零")
            if digit is None:
                return None
            fen, small = fen + digit * value, small_rest
    return None if whole is None or small.strip("零") else whole * 100 + fen


def _whole(text: str) -> int | None:
    total = section = digit = 0
    for character in text:
        if character in DIGITS:
            digit = DIGITS[character]
        elif character in UNITS:
            section, digit = section + digit * UNITS[character], 0
        elif character in BIG:
            total, section, digit = (total + section + digit) * BIG[character], 0, 0
        else:
            return None
    return total + section + digit


@measure
def guarantees_lapsing(
    parameters: Parameters, /, *, guarantee_ends: Sequence[str], debt_due: str, event_date: str
) -> list[str]:
    """Ends of guarantees that are as good as none (民法典 692), or that come within the days of notice."""
    due, day = date.fromisoformat(debt_due), date.fromisoformat(event_date)
    notice = timedelta(days=parameters["notice_days"])
    ends = [date.fromisoformat(each) for each in guarantee_ends]
    return [each.isoformat() for each in sorted(ends) if each <= due or day > each - notice]


@measure
def signature_faults(*, signature_proofs: Mapping[str, bool]) -> list[str]:
    """What a reliable electronic signature needs (电子签名法 13) and this one has not."""
    return sorted(name for name, proved in signature_proofs.items() if not proved)


@measure
def order_faults(*, allocation_order: Sequence[str], agreed_order: Sequence[str]) -> int:
    """Whether payments are shared out in another order than agreed (民法典 561)."""
    return int(list(allocation_order) != list(agreed_order))
