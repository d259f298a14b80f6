"""The steps before which the law is asked, and what is asked of a loan: facts in, findings out."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final, Protocol

from server.compliance import catalogue
from server.compliance.engine import Findings, LawRule, put
from server.compliance.measures.lending import NET_ASSETS
from server.kit.rulebook import ANYBODY, NO_RULES, Rule, worst

__all__ = ["LENDERS_USUAL", "NET_ASSETS", "Facts", "Findings", "LenderFigures", "Trigger", "examined"]

MICRO_LENDER: Final = "microloan"
LENDERS_USUAL: Final = frozenset({MICRO_LENDER, "custody"})
"""What a micro-lender is by default; an online one, a partner of banks or a platform says so in the settings."""


LOAN_FACTS: Final = frozenset(
    {"borrower_balance_fen", "group_balance_fen", "new_amount_fen", "apr", "term_days", NET_ASSETS, "lpr_1y"}
)
"""What is known of a loan by its figures alone."""


class Trigger(StrEnum):
    """The steps before which the law is asked, and the moments at which it is asked of what is there."""

    APPLICATION = "application"
    PRICING = "pricing"
    APPROVAL = "approval"
    CONTRACT = "contract"
    DISBURSEMENT = "disbursement"
    COLLECTION = "collection"
    DATA_ACCESS = "data_access"
    RETENTION = "retention"
    REGISTER = "register"
    SWEEP = "sweep"


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


def examined(facts: Facts, figures: LenderFigures, rule_set: Sequence[Rule]) -> Findings:
    """Put the loan to every rule that concerns this kind of customer; no rule in force at all asks for a person."""
    if not rule_set:
        return Findings(worst((NO_RULES,)), (NO_RULES,), {})
    laws = [LawRule(rule, {}, ANYBODY, 1, frozenset()) for rule in rule_set]
    return put(laws, as_facts(facts, figures), kind=facts.applies_to, lenders=LENDERS_USUAL, labels=catalogue.labels())


def as_facts(facts: Facts, figures: LenderFigures) -> dict[str, Any]:
    """The same as the engine's facts."""
    return {
        "borrower_balance_fen": facts.borrower_balance_fen,
        "group_balance_fen": facts.group_balance_fen,
        "new_amount_fen": facts.new_amount_fen,
        "apr": None if facts.apr_all_in is None else str(facts.apr_all_in),
        "term_days": facts.term_days,
        NET_ASSETS: None if figures.net_assets_fen is None else int(figures.net_assets_fen),
        "lpr_1y": None if figures.lpr_1y is None else str(figures.lpr_1y),
    }


def is_of_loan(rule: LawRule) -> bool:
    """Whether a loan's own figures are all that a rule needs; everything else is asked with facts of the step."""
    return LOAN_FACTS.issuperset(rule.needs)


class _LenderKinds(Protocol):
    lender_kinds: frozenset[str]


def lenders_of(settings: _LenderKinds) -> frozenset[str]:
    """What this lender is: rules that bind others are not asked."""
    return LENDERS_USUAL | settings.lender_kinds
