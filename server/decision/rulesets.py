"""Rule sets as data: read from JSON, checked as a whole before anybody can publish them, put to facts. Pure."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal, InvalidOperation
from string import Formatter
from typing import Any, Final

from server.decision.errors import RuleUnsound
from server.decision.facts import FACTS, FactType, labels_of
from server.decision.language import DividedByZero, Expression, ExpressionError, NotEvaluated, compiled
from server.kit.rulebook import (
    ANYBODY,
    NO_RULES,
    SEVERE,
    Finding,
    FindingOutcome,
    Measures,
    Severity,
    Unit,
    written,
)

CODE: Final = re.compile(r"[A-Z]{2}-\d{2,3}")
KINDS: Final = frozenset({ANYBODY, "person", "sole_trader", "company"})
RULES_MAX: Final = 200
MINUTES_MAX: Final = 100_000
TEXT_MAX: Final = 300
PLACEHOLDERS: Final = {"value", "limit"}


@dataclass(frozen=True, slots=True)
class RiskRule:
    """A rule: violated where `expression` is true. `value` names the fact that its sentences show."""

    code: str
    name_zh: str
    name_en: str
    source: str
    applies_to: str
    severity: Severity
    expression: Expression
    value: str | None
    limit: Decimal
    unit: Unit
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Velocity:
    """From how many applications in how many minutes a source is suspected, and for how many it stays blocked."""

    applications: int
    window_minutes: int
    cool_down_minutes: int


@dataclass(frozen=True, slots=True)
class RuleSet:
    """All rules of risk of one edition, and the bounds of how fast applications may come."""

    number: int
    rules: tuple[RiskRule, ...]
    velocity: Velocity


def read_rule_set(content: Mapping[str, Any], number: int) -> RuleSet:
    """A rule set out of JSON. Raises RuleUnsound naming the rule, the place in it and what is wrong."""
    told = content.get("rules")
    if not isinstance(told, list) or not 0 < len(told) <= RULES_MAX:
        raise _unsound("rules", "-", f"须有1至{RULES_MAX}条规则", f"1 to {RULES_MAX} rules are wanted")
    rules = tuple(_rule(each, f"rules[{at}]") for at, each in enumerate(told))
    codes = [each.code for each in rules]
    for at, code in enumerate(codes):
        if code in codes[:at]:
            raise _unsound(f"rules[{at}].code", code, "规则代码重复", "its code is there twice")
    return RuleSet(number, rules, read_velocity(content.get("velocity")))


def examine(
    rule_set: RuleSet | None, measures: Measures, words: Mapping[str, str | bool], applies_to: str
) -> tuple[Finding, ...]:
    """What the rules say of the facts. No rule set asks for a review, and so does what cannot be worked out."""
    if rule_set is None:
        return (NO_RULES,)
    values = {name: _plain(name, each.value) for name, each in measures.items() if each.value is not None}
    values |= {**words, "applies_to": applies_to}
    concerned = (rule for rule in rule_set.rules if rule.applies_to in (ANYBODY, applies_to))
    return tuple(_examine_one(rule, rule_set.number, values, measures) for rule in concerned)


def _examine_one(rule: RiskRule, number: int, values: Mapping[str, Any], measures: Measures) -> Finding:
    measure = measures.get(rule.value) if rule.value else None
    shown = measure.value if measure else None
    try:
        violated = rule.expression.holds(values)
    except DividedByZero:
        zh, en = f"{rule.name_zh}：除数为零，无法判断", f"{rule.name_en}: cannot be judged, it divides by zero"
        return _found(rule, number, FindingOutcome.REVIEW, shown, (zh, en))
    except NotEvaluated as problem:
        return _undetermined(rule, number, values, measures, str(problem))
    if not violated:
        return _found(rule, number, FindingOutcome.PASS, shown, (f"{rule.name_zh}：通过", f"{rule.name_en}: passed"))
    facts = {"value": "-" if shown is None else _shown(shown, rule), "limit": _shown(rule.limit, rule)}
    said = rule.zh.format(**facts), rule.en.format(**facts)
    return _found(rule, number, SEVERE[rule.severity], shown, said, violated=True)


def _found(
    rule: RiskRule,
    number: int,
    outcome: FindingOutcome,
    value: Decimal | None,
    said: tuple[str, str],
    *,
    violated: bool = False,
    missing: tuple[str, ...] = (),
) -> Finding:
    zh, en = said
    return Finding(rule.code, number, outcome, violated, value, rule.limit, zh, en, missing)


def _undetermined(rule: RiskRule, number: int, values: Mapping[str, Any], measures: Measures, problem: str) -> Finding:
    """A fact that the rule needs is not there, or a number outgrew its type: somebody looks, unless it only warns."""
    gone = sorted(rule.expression.names - values.keys())
    inputs = [measures[name].missing if name in measures else (name,) for name in gone]
    missing = tuple(dict.fromkeys(part for parts in inputs for part in parts))
    outcome = FindingOutcome.PASS if rule.severity is Severity.WARN else FindingOutcome.REVIEW
    if not missing:
        said = f"{rule.name_zh}：无法计算（{problem}）", f"{rule.name_en}: cannot be worked out ({problem})"
        return _found(rule, number, outcome, None, said)
    zh = "、".join(labels_of(name)[0] for name in missing)
    en = ", ".join(labels_of(name)[1] for name in missing)
    said = f"{rule.name_zh}：缺少{zh}，无法判断", f"{rule.name_en}: cannot be judged without {en}"
    return _found(rule, number, outcome, None, said, missing=missing)


def _plain(name: str, value: Any) -> Any:
    """A fact as the language takes it."""
    match FACTS[name].type:
        case FactType.INT:
            return int(value)
        case FactType.DOUBLE:
            return float(value)
        case _:
            return value


def _shown(value: Decimal, rule: RiskRule) -> str:
    """Rounded away from the limit, so that 50.001% never reads as 50.00%."""
    return written(value, rule.unit, ROUND_CEILING if value > rule.limit else ROUND_FLOOR)


def _rule(told: Any, at: str) -> RiskRule:
    code = str(told.get("code")) if isinstance(told, Mapping) else "-"
    if not CODE.fullmatch(code):
        raise _unsound(f"{at}.code", code, "规则代码形如 DE-01", "a code like DE-01 is wanted")
    texts = {name: _text(told, name, at, code) for name in ("name_zh", "name_en", "source", "zh", "en")}
    for name in ("zh", "en"):
        _check_placeholders(texts[name], f"{at}.{name}", code)
    value = told.get("value")
    if value is not None and (value not in FACTS or not FACTS[value].is_number):
        raise _unsound(f"{at}.value", code, "须为数值类事实", "it is no fact that is a number")
    return RiskRule(
        code=code,
        applies_to=_word(told, "applies_to", KINDS, at, code),
        severity=Severity(_word(told, "severity", {each.value for each in Severity}, at, code)),
        expression=_expression(told, at, code),
        value=value,
        limit=_limit(told, at, code),
        unit=Unit(_word(told, "unit", {each.value for each in Unit}, at, code)),
        **texts,
    )


def _expression(told: Mapping[str, Any], at: str, code: str) -> Expression:
    try:
        return compiled(str(told.get("expression") or ""))
    except ExpressionError as error:
        raise _unsound(f"{at}.expression", code, error.zh, error.en, place=error.place) from None


def _limit(told: Mapping[str, Any], at: str, code: str) -> Decimal:
    try:
        limit = Decimal(str(told.get("limit", "0")))
    except InvalidOperation:
        limit = Decimal("NaN")
    if not limit.is_finite():
        raise _unsound(f"{at}.limit", code, "须为数值", "a number is wanted")
    return limit


def _text(told: Mapping[str, Any], name: str, at: str, code: str) -> str:
    found = told.get(name)
    if not isinstance(found, str) or not 0 < len(found.strip()) <= TEXT_MAX:
        raise _unsound(f"{at}.{name}", code, f"须有文字，不超过{TEXT_MAX}字", f"a text of up to {TEXT_MAX} is wanted")
    return found.strip()


def _word(told: Mapping[str, Any], name: str, words: Collection[str], at: str, code: str) -> str:
    found = told.get(name)
    if found not in words:
        known = ", ".join(sorted(words))
        raise _unsound(f"{at}.{name}", code, f"须为以下之一：{known}", f"one of these is wanted: {known}")
    return str(found)


def _check_placeholders(sentence: str, at: str, code: str) -> None:
    try:
        named = {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}
    except ValueError:
        named = {"{"}
    if not named <= PLACEHOLDERS:
        raise _unsound(at, code, "只可用{value}与{limit}", "only {value} and {limit} may stand in it")


def read_velocity(told: Any) -> Velocity:
    """How fast applications may come. Raises RuleUnsound."""
    return Velocity(*(_whole(told, name) for name in ("applications", "window_minutes", "cool_down_minutes")))


def _whole(told: Any, name: str) -> int:
    value = told.get(name) if isinstance(told, Mapping) else None
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value <= MINUTES_MAX:
        raise _unsound(f"velocity.{name}", "-", "须为正整数", f"a whole number up to {MINUTES_MAX}")
    return value


def _unsound(field: str, rule: str, zh: str, en: str, *, place: str = "1:1") -> RuleUnsound:
    return RuleUnsound(field=field, rule=rule, place=place, reason_zh=zh, reason_en=en)
