"""Concentration and price ceilings, as figures."""

from dataclasses import replace
from decimal import Decimal

import pytest

from server.compliance.rules import NET_ASSETS, Facts, LenderFigures, examined
from server.kit.rulebook import Comparison, FindingOutcome, Rule, Severity, Unit

FIGURES = LenderFigures(Decimal(100_000_000_00), Decimal("0.03"))
LOAN = Facts("person", 2_000_000_00, 9_000_000_00, 3_000_000_00, Decimal("0.144"), 365)


def cap(code: str, fact: str, limit: str) -> Rule:
    return Rule(
        code,
        1,
        code,
        code,
        fact,
        Comparison.ABOVE,
        Decimal(limit),
        Unit.PERCENT,
        Severity.BLOCK,
        "{value} {limit}",
        "{value} {limit}",
    )


CAPS = (cap("MC-01", "borrower_share", "0.10"), cap("MC-02", "group_share", "0.15"), cap("PR-02", "apr_all_in", "0.24"))
BY_LPR = (cap("PR-04", "apr_over_lpr", "4"),)


def test_shares_are_balance_and_new_amount_over_net_assets() -> None:
    found = examined(LOAN, FIGURES, (*CAPS, *BY_LPR)).measures
    assert found["borrower_share"].value == Decimal("0.05")
    assert found["group_share"].value == Decimal("0.12")
    assert found["apr_over_lpr"].value == Decimal("4.8")


def test_a_loan_up_to_the_cap_passes_and_a_fen_above_it_is_refused() -> None:
    at_cap = replace(LOAN, borrower_balance_fen=7_000_000_00, group_balance_fen=7_000_000_00)
    assert examined(at_cap, FIGURES, CAPS).outcome is FindingOutcome.PASS
    over = examined(replace(at_cap, borrower_balance_fen=7_000_000_01), FIGURES, CAPS)
    assert over.outcome is FindingOutcome.REFUSE
    assert [finding.code for finding in over.findings] == ["MC-01"]


def test_the_group_has_its_own_cap() -> None:
    over = examined(replace(LOAN, group_balance_fen=12_000_000_01), FIGURES, CAPS)
    assert [finding.code for finding in over.findings] == ["MC-02"]


def test_an_all_in_cost_above_24_per_cent_is_refused() -> None:
    assert examined(replace(LOAN, apr_all_in=Decimal("0.24")), FIGURES, CAPS).outcome is FindingOutcome.PASS
    over = examined(replace(LOAN, apr_all_in=Decimal("0.2400000001")), FIGURES, CAPS)
    assert [finding.code for finding in over.findings] == ["PR-02"]


@pytest.mark.parametrize("assets", [None, Decimal(0), Decimal(-5)])
def test_unknown_or_used_up_net_assets_are_a_review_that_says_so(assets: Decimal | None) -> None:
    found = examined(LOAN, replace(FIGURES, net_assets_fen=assets), CAPS)
    assert found.outcome is FindingOutcome.REVIEW
    assert [finding.missing for finding in found.findings] == [(NET_ASSETS,), (NET_ASSETS,)]
    assert "上年末净资产" in found.findings[0].zh


def test_a_missing_lpr_or_cost_is_named() -> None:
    assert examined(LOAN, replace(FIGURES, lpr_1y=None), BY_LPR).findings[0].missing == ("lpr_1y",)
    both = examined(replace(LOAN, apr_all_in=None), replace(FIGURES, lpr_1y=None), BY_LPR)
    assert both.findings[0].missing == ("apr", "lpr_1y")
