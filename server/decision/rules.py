"""Facts in, decision out: age, debt ratio, the score, and what the rules in force say of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from server.decision.facts import AGE, BIRTH_DATE, DEBT, DEBT_RATIO, FACTS, INCOME, INSTALMENT, SCORE, FactType
from server.decision.rulesets import RuleSet, examine
from server.decision.scorecards.table import Scored, Table
from server.kit.rulebook import Finding, FindingOutcome, Measure, Measures, worst

__all__ = ["AGE", "BIRTH_DATE", "DEBT", "DEBT_RATIO", "INCOME", "INSTALMENT", "Decision", "Facts", "evaluate"]


@dataclass(frozen=True, slots=True)
class Facts:
    """What a decision is taken on. `applies_to` is the customer's kind; None means unknown.

    `more` holds further facts by their names in the catalogue.
    """

    applies_to: str
    event_date: date
    birth_date: date | None
    income_monthly_fen: int | None
    debt_monthly_fen: int | None
    highest_instalment_fen: int | None
    more: Mapping[str, int | str | bool | Decimal | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Decision:
    """The most severe outcome of all rules, and what each rule said. `findings` are those that did not pass."""

    outcome: FindingOutcome
    results: tuple[Finding, ...]
    measures: Measures
    scored: Scored | None = None
    words: Mapping[str, Any] = field(default_factory=dict)

    @property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(each for each in self.results if each.outcome is not FindingOutcome.PASS)

    @property
    def debt_ratio(self) -> Decimal | None:
        return self.measures[DEBT_RATIO].value


def evaluate(facts: Facts, rule_set: RuleSet | None, table: Table | None = None) -> Decision:
    """Put the facts to the scorecard, and both to every rule that concerns this kind of customer."""
    measures, words = measured(facts)
    return judged(measures, words, facts.applies_to, rule_set, table)


def judged(
    measures: dict[str, Measure],
    words: Mapping[str, str | bool],
    applies_to: str,
    rule_set: RuleSet | None,
    table: Table | None,
) -> Decision:
    """What scorecard and rules say of facts that are worked out already; the score becomes one of them."""
    scored = table.score(_features(measures, words, applies_to)) if table else None
    if scored:
        measures[SCORE] = Measure(Decimal(scored.score))
        measures["default_probability"] = Measure(Decimal(str(scored.probability)))
    results = examine(rule_set, measures, words, applies_to)
    return Decision(worst(results), results, measures, scored, words)


def measured(facts: Facts) -> tuple[dict[str, Measure], dict[str, str | bool]]:
    """Every number of the catalogue, worked out or with what is missing for it; and the words that are known."""
    given: dict[str, int | str | bool | Decimal | None] = {
        "income_monthly_fen": facts.income_monthly_fen,
        "debt_monthly_fen": facts.debt_monthly_fen,
        "highest_instalment_fen": facts.highest_instalment_fen,
        **facts.more,
    }
    measures = {name: _known(name, given.get(name)) for name, fact in FACTS.items() if fact.is_number}
    measures |= {AGE: age(facts), DEBT_RATIO: debt_ratio(facts)}
    kinds = (FactType.STRING, FactType.BOOL)
    words = {name: given.get(name) for name, fact in FACTS.items() if fact.type in kinds}
    return measures, {name: each for name, each in words.items() if isinstance(each, str | bool)}


def _known(name: str, value: object) -> Measure:
    return Measure(Decimal(value)) if isinstance(value, int | Decimal) else Measure(None, (name,))


def _features(measures: Measures, words: Mapping[str, str | bool], applies_to: str) -> dict[str, Any]:
    numbers = {name: each.value for name, each in measures.items() if each.value is not None}
    return {**numbers, **words, "applies_to": applies_to}


def age(facts: Facts) -> Measure:
    """Full years on the event date; who was born on 29 February turns a year older on 1 March."""
    born, on = facts.birth_date, facts.event_date
    if born is None or born > on:
        return Measure(None, (BIRTH_DATE,))
    had_birthday = (on.month, on.day) >= (born.month, born.day)
    return Measure(Decimal(on.year - born.year - (not had_birthday)))


def debt_ratio(facts: Facts) -> Measure:
    """(existing monthly debt + this loan's highest monthly instalment) / monthly income, as an exact fraction.

    An income of nothing gives no ratio: it counts as missing, like an income that nobody asked for.
    """
    income, debt, instalment = facts.income_monthly_fen, facts.debt_monthly_fen, facts.highest_instalment_fen
    given = {INCOME: income or None, DEBT: debt, INSTALMENT: instalment}
    missing = tuple(name for name, fen in given.items() if fen is None or fen < 0)
    if missing or not income or debt is None or instalment is None:
        return Measure(None, missing)
    return Measure(Decimal(debt + instalment) / Decimal(income))
