"""Rules of law and of risk as data: one measure, one limit, one severity, and the sentences that say why.

A rule compares a measure with a limit. Measures are exact numbers worked out beforehand; a measure that could not be
worked out names the inputs that are missing, and then the rule neither passes nor counts as zero: it asks for a review.
Pure: rules and measures in, findings out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from enum import StrEnum

ANYBODY = "any"
PLACES = Decimal("0.01")
PERCENT = 100
FEN = 100


class FindingOutcome(StrEnum):
    """What a finding asks for, mild to severe."""

    PASS = "pass"  # noqa: S105 - an outcome, not a password
    REVIEW = "review"
    REFUSE = "refuse"


class Severity(StrEnum):
    """What a violation causes: refused, looked at by a person, or only noted."""

    BLOCK = "block"
    REVIEW = "review"
    WARN = "warn"


class Comparison(StrEnum):
    """On which side of the limit a measure violates the rule; the limit itself is allowed."""

    ABOVE = "above"
    BELOW = "below"


class Unit(StrEnum):
    """How a measure is written in a sentence."""

    PERCENT = "percent"
    TIMES = "times"
    YEARS = "years"
    DAYS = "days"
    COUNT = "count"
    MONEY = "money"


@dataclass(frozen=True, slots=True)
class Measure:
    """A number, or the names of the inputs for want of which there is none. `detail` says what was counted."""

    value: Decimal | None
    missing: tuple[str, ...] = ()
    detail: str = ""

    def __post_init__(self) -> None:
        if (self.value is None) != bool(self.missing):
            message = "a measure has a value, or names what is missing"
            raise ValueError(message)


Measures = Mapping[str, Measure]
Labels = Mapping[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Condition:
    """A rule holds only where this is so: `fact` lies on that side of `limit`."""

    fact: str
    comparison: Comparison
    limit: Decimal


@dataclass(frozen=True, slots=True)
class Rule:
    """One version of one rule, as it stands in its table.

    `zh` and `en` are sentences over {value}, {limit} and {detail}; `applies_to` is a kind of customer, or "any".
    """

    code: str
    version: int
    name_zh: str
    name_en: str
    fact: str
    comparison: Comparison
    limit: Decimal
    unit: Unit
    severity: Severity
    zh: str
    en: str
    applies_to: str = ANYBODY
    conditions: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """What one rule says of one case, with its version and its reason. `value` None means that inputs were missing."""

    code: str
    version: int
    outcome: FindingOutcome
    violated: bool
    value: Decimal | None
    limit: Decimal
    zh: str
    en: str
    missing: tuple[str, ...] = ()

    @property
    def as_facts(self) -> dict[str, object]:
        """The finding as plain JSON: exact numbers as text, no sentence."""
        return {
            "code": self.code,
            "version": self.version,
            "outcome": self.outcome.value,
            "violated": self.violated,
            "value": None if self.value is None else str(self.value),
            "limit": str(self.limit),
            "missing": list(self.missing),
        }


NO_RULES = Finding(
    "no_rules",
    0,
    FindingOutcome.REVIEW,
    violated=False,
    value=None,
    limit=Decimal(0),
    zh="该日期没有生效的规则，须人工复核",
    en="No rule is in force on that day: somebody has to look",
    missing=("rules",),
)
SEVERE = {
    Severity.BLOCK: FindingOutcome.REFUSE,
    Severity.REVIEW: FindingOutcome.REVIEW,
    Severity.WARN: FindingOutcome.PASS,
}
RANK = {outcome: rank for rank, outcome in enumerate(FindingOutcome)}


def examine(rules: Sequence[Rule], measures: Measures, *, applies_to: str, labels: Labels) -> tuple[Finding, ...]:
    """What the rules that concern this kind of customer say, in their order.

    `labels` names each missing input in Chinese and English. No rule in force at all asks for a review. Raises KeyError
    for a rule about an unknown measure: a rule that nobody can evaluate is a mistake in the house, never a pass.
    """
    if not rules:
        return (NO_RULES,)
    found = (_examine_one(rule, measures, labels) for rule in rules if rule.applies_to in (ANYBODY, applies_to))
    return tuple(finding for finding in found if finding is not None)


def worst(findings: Sequence[Finding]) -> FindingOutcome:
    """The most severe outcome; nothing found is a pass."""
    return max((finding.outcome for finding in findings), key=RANK.__getitem__, default=FindingOutcome.PASS)


def _examine_one(rule: Rule, measures: Measures, labels: Labels) -> Finding | None:
    conditions = [(measures[each.fact], each) for each in rule.conditions]
    if any(measure.value is not None and not _beyond(measure.value, each) for measure, each in conditions):
        return None
    measure = measures[rule.fact]
    missing = dict.fromkeys(name for each, _ in [*conditions, (measure, None)] for name in each.missing)
    if missing:
        return _undetermined(rule, tuple(missing), labels)
    assert measure.value is not None
    violated = _beyond(measure.value, rule)
    outcome = SEVERE[rule.severity] if violated else FindingOutcome.PASS
    zh, en = _sentences(rule, measure) if violated else (f"{rule.name_zh}：通过", f"{rule.name_en}: passed")
    return Finding(rule.code, rule.version, outcome, violated, measure.value, rule.limit, zh, en)


def _beyond(value: Decimal, bound: Rule | Condition) -> bool:
    return value > bound.limit if bound.comparison is Comparison.ABOVE else value < bound.limit


def _undetermined(rule: Rule, missing: tuple[str, ...], labels: Labels) -> Finding:
    zh = "、".join(labels[name][0] for name in missing)
    en = ", ".join(labels[name][1] for name in missing)
    outcome = FindingOutcome.PASS if rule.severity is Severity.WARN else FindingOutcome.REVIEW
    return Finding(
        rule.code,
        rule.version,
        outcome,
        violated=False,
        value=None,
        limit=rule.limit,
        zh=f"{rule.name_zh}：缺少{zh}，无法判断",
        en=f"{rule.name_en}: cannot be judged without {en}",
        missing=missing,
    )


def _sentences(rule: Rule, measure: Measure) -> tuple[str, str]:
    """Fill the reasons; the value is rounded away from the limit, so that 50.001% never reads as 50.00%."""
    assert measure.value is not None
    rounding = ROUND_CEILING if rule.comparison is Comparison.ABOVE else ROUND_FLOOR
    facts = {
        "value": written(measure.value, rule.unit, rounding),
        "limit": written(rule.limit, rule.unit, rounding),
        "detail": measure.detail,
    }
    return rule.zh.format(**facts), rule.en.format(**facts)


def written(value: Decimal, unit: Unit, rounding: str) -> str:
    """A figure in its unit, as both languages write it."""
    match unit:
        case Unit.PERCENT:
            return f"{(value * PERCENT).quantize(PLACES, rounding)}%"
        case Unit.TIMES:
            return f"{value.quantize(PLACES, rounding)}"
        case Unit.YEARS | Unit.DAYS | Unit.COUNT:
            return f"{value.quantize(Decimal(1), rounding)}"
        case Unit.MONEY:
            return f"{(value / FEN).quantize(PLACES, rounding)}"
