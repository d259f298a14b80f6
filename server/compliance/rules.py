"""Facts in, findings out: concentration on one borrower and his group, and the ceiling of the all-in annual cost."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from server.kit.rulebook import Finding, FindingOutcome, Labels, Measure, Measures, Rule, examine, worst

BORROWER_SHARE: Final = "borrower_share"
GROUP_SHARE: Final = "group_share"
APR: Final = "apr_all_in"
APR_OVER_LPR: Final = "apr_over_lpr"
TERM_DAYS: Final = "term_days"

NET_ASSETS: Final = "net_assets_last_year_end"
LPR: Final = "lpr_1y"

LABELS: Final[Labels] = {
    NET_ASSETS: ("上年末净资产", "net assets at last year-end"),
    LPR: ("一年期LPR", "the one-year LPR"),
    APR: ("综合融资成本", "the all-in annual cost"),
}


class Trigger(StrEnum):
    """The steps before which the law is asked."""

    APPROVAL = "approval"
    CONTRACT = "contract"
    DISBURSEMENT = "disbursement"


@dataclass(frozen=True, slots=True)
class Facts:
    """What a check needs of the loan. Balances are without the new amount; `apr_all_in` is a fraction, None unknown."""

    applies_to: str
    borrower_balance_fen: int
    group_balance_fen: int
    new_amount_fen: int
    apr_all_in: Decimal | None
    term_days: int


@dataclass(frozen=True, slots=True)
class LenderFigures:
    """What a check needs of the house on the event date. Net assets are fen, the LPR a fraction; None is unknown."""

    net_assets_fen: Decimal | None
    lpr_1y: Decimal | None


@dataclass(frozen=True, slots=True)
class Findings:
    """The most severe outcome of all rules, and what each rule said. `findings` are those that did not pass."""

    outcome: FindingOutcome
    results: tuple[Finding, ...]
    measures: Measures

    @property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(each for each in self.results if each.outcome is not FindingOutcome.PASS)


def examined(facts: Facts, figures: LenderFigures, rule_set: Sequence[Rule]) -> Findings:
    """Put the loan to every rule that concerns this kind of customer."""
    found = measures(facts, figures)
    results = examine(rule_set, found, applies_to=facts.applies_to, labels=LABELS)
    return Findings(worst(results), results, found)


def measures(facts: Facts, figures: LenderFigures) -> Measures:
    """The numbers that rules compare.

    Shares: (balance + new amount) / net assets at last year-end (金规〔2024〕26号). `apr_over_lpr`: all-in annual cost
    over the one-year LPR of the day (小额贷款公司综合融资成本管理工作指引, 2025-12).
    """
    return {
        BORROWER_SHARE: _share(facts.borrower_balance_fen + facts.new_amount_fen, figures.net_assets_fen),
        GROUP_SHARE: _share(facts.group_balance_fen + facts.new_amount_fen, figures.net_assets_fen),
        APR: Measure(None, (APR,)) if facts.apr_all_in is None else Measure(facts.apr_all_in),
        APR_OVER_LPR: _over_lpr(facts.apr_all_in, figures.lpr_1y),
        TERM_DAYS: Measure(Decimal(facts.term_days)),
    }


def _share(balance_fen: int, net_assets_fen: Decimal | None) -> Measure:
    """Net assets of nothing or less leave no room for any share: they count as missing, for a person to look at."""
    if net_assets_fen is None or net_assets_fen <= 0:
        return Measure(None, (NET_ASSETS,))
    return Measure(Decimal(balance_fen) / net_assets_fen)


def _over_lpr(apr: Decimal | None, lpr: Decimal | None) -> Measure:
    missing = tuple(name for name, value in ((APR, apr), (LPR, lpr or None)) if value is None)
    if missing or apr is None or not lpr:
        return Measure(None, missing)
    return Measure(apr / lpr)
