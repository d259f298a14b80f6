"""Facts in, decision out: age, debt ratio, and what the rules in force say of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from server.kit.rulebook import Finding, FindingOutcome, Labels, Measure, Measures, Rule, examine, worst

AGE: Final = "age_years"
DEBT_RATIO: Final = "debt_ratio"

BIRTH_DATE: Final = "birth_date"
INCOME: Final = "income_monthly"
DEBT: Final = "debt_monthly"
INSTALMENT: Final = "highest_instalment"

LABELS: Final[Labels] = {
    BIRTH_DATE: ("出生日期", "the birth date"),
    INCOME: ("月收入", "the monthly income"),
    DEBT: ("现有月还款额", "the existing monthly debt"),
    INSTALMENT: ("本笔贷款月还款额", "this loan's monthly instalment"),
}


@dataclass(frozen=True, slots=True)
class Facts:
    """What a decision is taken on. `applies_to` is the customer's kind; None means unknown."""

    applies_to: str
    event_date: date
    birth_date: date | None
    income_monthly_fen: int | None
    debt_monthly_fen: int | None
    highest_instalment_fen: int | None


@dataclass(frozen=True, slots=True)
class Decision:
    """The most severe outcome of all rules, and what each rule said. `findings` are those that did not pass."""

    outcome: FindingOutcome
    results: tuple[Finding, ...]
    measures: Measures

    @property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(each for each in self.results if each.outcome is not FindingOutcome.PASS)

    @property
    def debt_ratio(self) -> Decimal | None:
        return self.measures[DEBT_RATIO].value


def evaluate(facts: Facts, rule_set: Sequence[Rule]) -> Decision:
    """Put the facts to every rule that concerns this kind of customer."""
    measures = {AGE: age(facts), DEBT_RATIO: debt_ratio(facts)}
    results = examine(rule_set, measures, applies_to=facts.applies_to, labels=LABELS)
    return Decision(worst(results), results, measures)


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
