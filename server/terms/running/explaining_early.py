"""What paying early comes to, explained: pay-off and prepayment; in Chinese and English."""

from __future__ import annotations

from datetime import date
from typing import Final

from server.kit.money import Money
from server.terms.explaining import percent, pick
from server.terms.periods import cut
from server.terms.prepayment import Choice
from server.terms.running.explaining import check_language, joined, stretches
from server.terms.running.model import Standing
from server.terms.running.planning import left_on, terms_left
from server.terms.running.policy import HOUSE_FEE_MONTHS, HOUSE_FEE_SHARE, Policy
from server.terms.running.quoting import quote_pay_off, quote_prepayment

_CHOICES: Final = {
    Choice.SHORTEN_TERM: ("缩短期限", "Shorter term"),
    Choice.LOWER_INSTALMENT: ("减少月供", "Lower instalment"),
}


def explain_pay_off(standing: Standing, on: date, language: str) -> str:
    """Say what pays the loan off on a day and why. Raises as `quote_pay_off`."""
    check_language(language)
    quote = quote_pay_off(standing, on)
    words = [
        pick(
            language,
            f"{on}结清共{Money(quote.total_fen)}元：已到期未还{Money(quote.arrears_fen)}元，未到期本金"
            f"{Money(quote.principal_fen)}元，计至当日的利息{Money(quote.interest_fen)}元，提前还款手续费"
            f"{Money(quote.fee_fen)}元。",
            f"To pay off on {on}: {Money(quote.total_fen)}: due and unpaid {Money(quote.arrears_fen)}, principal not "
            f"due {Money(quote.principal_fen)}, interest to the day {Money(quote.interest_fen)}, fee for paying early "
            f"{Money(quote.fee_fen)}.",
        ),
        _to_day(standing, on, language),
        _fee_rule(standing.policy, language),
    ]
    return joined(words, language)


def explain_prepayment(standing: Standing, on: date, amount_fen: int, language: str) -> str:
    """Say what an amount paid early goes to, and what each choice saves. Raises as `quote_prepayment`."""
    check_language(language)
    quote = quote_prepayment(standing, on, amount_fen)
    words = [
        pick(
            language,
            f"{on}提前还款{Money(amount_fen)}元：先还已到期{Money(quote.arrears_fen)}元，计至当日的利息"
            f"{Money(quote.interest_fen)}元，手续费{Money(quote.fee_fen)}元，其余{Money(quote.principal_fen)}元归还本金。",
            f"{Money(amount_fen)} paid early on {on}: first what is due, {Money(quote.arrears_fen)}, interest to the "
            f"day {Money(quote.interest_fen)}, fee {Money(quote.fee_fen)}; the rest, {Money(quote.principal_fen)}, is "
            "principal.",
        ),
        _to_day(standing, on, language),
        _fee_rule(standing.policy, language),
    ]
    for option in quote.options:
        zh_choice, en_choice = _CHOICES[option.choice]
        left = sum(1 for line in option.lines if line.open_fen)
        saved = Money(option.saved_fen)
        words.append(
            pick(
                language,
                f"{zh_choice}：剩余{left}期，少付利息及费用{saved}元。",
                f"{en_choice}: {left} instalments left, {saved} less in interest and fees.",
            )
        )
    return joined(words, language)


def _to_day(standing: Standing, on: date, language: str) -> str:
    """How the interest of the running period is reckoned to a day."""
    left = left_on(standing, on).all
    if not left or left[0].number < standing.plan_from:
        return pick(language, "无未到期利息。", "No interest is running beside what is due.")
    terms = terms_left(standing, left)
    if terms.interest_free:
        return pick(language, "免息期，不计息。", "No interest is charged in this period.")
    zh_sum, en_sum = stretches(terms, cut(terms, (terms.start_on, on), whole=False))
    return pick(
        language,
        f"利息按实际借款天数计（民法典第677条，算头不算尾）：{zh_sum}，不超过当期利息。",
        f"Interest by the days the money was used (Civil Code 677, first day in, last day out): {en_sum}; never more "
        "than the period's.",
    )


def _fee_rule(policy: Policy, language: str) -> str:
    """The rule of the fee for paying early."""
    rule = policy.prepayment
    if not rule.fee_share:
        return pick(language, "合同未约定提前还款手续费。", "The contract has no fee for paying early.")
    share, cap = percent(rule.fee_share), percent(HOUSE_FEE_SHARE)
    half = percent(rule.free_after_share)
    return pick(
        language,
        f"手续费为提前归还本金的{share}，不超过{cap}及{HOUSE_FEE_MONTHS}个月利息；期限不足{rule.free_below_months}个月或"
        f"已过{half}期数的不收；规则{policy.version}。",
        f"The fee is {share} of the principal paid early, at most {cap} and {HOUSE_FEE_MONTHS} month's interest; none "
        f"for loans under {rule.free_below_months} months or after {half} of the periods; rule {policy.version}.",
    )
