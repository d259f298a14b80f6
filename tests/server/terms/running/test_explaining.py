"""Figures that explain themselves, in both languages."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings

from server.kit.money import Money
from server.terms.errors import TermsError
from server.terms.model import Method, Terms
from server.terms.prepayment import Choice
from server.terms.running.acts import Act, NewRate, Prepayment, Receipt
from server.terms.running.applying import apply, replay
from server.terms.running.explaining import (
    explain_accrued,
    explain_interest,
    explain_penalty,
    explain_sharing,
)
from server.terms.running.explaining_early import explain_pay_off, explain_prepayment
from server.terms.running.model import Standing
from server.terms.running.opening import open_standing
from server.terms.running.policy import Policy, PrepaymentRule
from tests.server.terms.running.histories import histories

LOAN = Terms(10_000_000, Decimal("0.12"), Method.EQUAL_INSTALMENT, 12, date(2026, 1, 15))


def served() -> Standing:
    standing = open_standing(LOAN, Policy())
    apply(standing, Receipt(number=1, on=date(2026, 3, 4), amount_fen=895_190))
    apply(standing, Prepayment(number=2, on=date(2026, 3, 25), amount_fen=3_000_000, choice=Choice.SHORTEN_TERM))
    apply(standing, NewRate(number=3, on=date(2026, 4, 1), rate_annual=Decimal("0.10")))
    return standing


def test_penalty_says_base_days_rate_and_rule() -> None:
    standing = open_standing(LOAN, Policy())
    apply(standing, Receipt(number=1, on=date(2026, 3, 4), amount_fen=1))
    chinese, english = explain_penalty(standing, 1, "zh"), explain_penalty(standing, 1, "en")
    for said in ("67.02元", "7884.88元×17天", "18%", "12%×1.5", "/360", "24%", "四舍五入", "house-1", "不计复利"):
        assert said in chinese
    for said in ("67.02", "7884.88 x 17 days", "18%", "12% x 1.5", "/ 360", "half up", "house-1"):
        assert said in english
    assert "无罚息" in explain_penalty(standing, 5, "zh")


def test_interest_of_a_split_period_says_each_stretch() -> None:
    told = explain_interest(served(), 3, "zh")
    assert "民法典第677条" in told
    assert "×12%×7天/360" in told
    assert "×10%×14天/360" in told
    assert "一次取到分" in told
    assert "x 10% x 14 days/360" in explain_interest(served(), 3, "en")


def test_interest_from_before_the_present_plan_is_explained_by_the_contract() -> None:
    assert "100000.00元×年利率12%×1/12年" in explain_interest(served(), 1, "zh")


def test_sharing_says_order_and_parts() -> None:
    standing = open_standing(LOAN, Policy())
    before = standing.copy()
    effect = apply(standing, Receipt(number=1, on=date(2026, 3, 4), amount_fen=200_000_000))
    told = explain_sharing(before, effect, "zh")
    assert "费用→罚息→利息→本金" in told
    assert f"余款{Money(effect.excess_fen)}元挂账" in told
    assert "penalty 67.02" in explain_sharing(before, effect, "en")


def test_a_pay_off_says_what_it_is_made_of() -> None:
    told = explain_pay_off(served(), date(2026, 5, 1), "zh")
    assert "民法典第677条" in told
    assert "合同未约定提前还款手续费" in told
    assert "Civil Code 677" in explain_pay_off(served(), date(2026, 5, 1), "en")


def test_an_early_payment_says_the_days_the_fee_and_what_each_choice_saves() -> None:
    standing = open_standing(LOAN, Policy(prepayment=PrepaymentRule(fee_share=Decimal("0.005"))))
    told = explain_prepayment(standing, date(2026, 1, 25), 3_000_000, "zh")
    for said in ("100000.00元×12%×10天/360", "民法典第677条", "本金的0.5%", "缩短期限：剩余", "减少月供：剩余12期"):
        assert said in told
    assert "Lower instalment: 12 instalments left" in explain_prepayment(standing, date(2026, 1, 25), 3_000_000, "en")


def test_accrued_interest_says_its_days() -> None:
    assert "4 of 14 days" in explain_accrued(served(), 3, date(2026, 4, 5), "en")


def test_other_languages_and_lines_are_refused() -> None:
    with pytest.raises(TermsError):
        explain_interest(served(), 1, "fr")
    with pytest.raises(TermsError):
        explain_penalty(served(), 99, "zh")


@given(histories())
@settings(max_examples=40)
def test_every_figure_of_every_loan_is_explained(history: tuple[Terms, Policy, list[Act]]) -> None:
    agreed, policy, acts = history
    standing, _ = replay(agreed, policy, acts)
    for line in standing.lines:
        for language in ("zh", "en"):
            assert str(Money(line.interest_fen)) in explain_interest(standing, line.number, language)
            assert not line.penalty_fen or str(Money(line.penalty_fen)) in explain_penalty(
                standing, line.number, language
            )
            assert explain_accrued(standing, line.number, line.agreed_on, language)
