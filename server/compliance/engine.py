"""Rules of law put to facts. Pure: facts and rules in, findings out.

A fact is a plain JSON value: amounts are fen, dates are ISO text, shares are decimal text; None means that nobody knows
it. A measure is worked out of the facts that it names and of the rule's own parameters; a fact that is not there makes
it unknown, and then a blocking rule asks for a person. An empty text or list is known: there is nothing.
"""

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from server.kit.rulebook import ANYBODY, Finding, FindingOutcome, Labels, Measure, Measures, Rule, examine, worst

Facts = Mapping[str, Any]
Parameters = Mapping[str, Any]
Reading = Decimal | int | bool | Sequence[str]
Working = Callable[..., Reading]


class Unknown(Exception):
    """A fact that is there but cannot be used; named like one that is missing."""

    def __init__(self, *names: str) -> None:
        super().__init__(*names)
        self.names = names


@dataclass(frozen=True, slots=True)
class Gauge:
    """A measure: its name, the facts it needs, and how it is worked out. `takes_parameters` says whether of a rule."""

    name: str
    inputs: tuple[str, ...]
    work_out: Working
    takes_parameters: bool


GAUGES: Final[dict[str, Gauge]] = {}


def measure(working: Working) -> Working:
    """Declare a measure under the function's name; its keyword-only arguments are the facts that it needs."""
    signature = inspect.signature(working).parameters.values()
    inputs = tuple(each.name for each in signature if each.kind is inspect.Parameter.KEYWORD_ONLY)
    takes = any(each.kind is inspect.Parameter.POSITIONAL_ONLY for each in signature)
    GAUGES[working.__name__] = Gauge(working.__name__, inputs, working, takes)
    return working


@dataclass(frozen=True, slots=True)
class LawRule:
    """A rule as the rulebook evaluates it, with what only the law has: parameters, which lenders, days to mend."""

    rule: Rule
    parameters: Parameters
    lender: str
    due_days: int
    triggers: frozenset[str]

    @property
    def code(self) -> str:
        return self.rule.code

    @property
    def needs(self) -> tuple[str, ...]:
        """The facts that this rule cannot do without, those of its conditions included."""
        names = [self.rule.fact, *(each.fact for each in self.rule.conditions)]
        return tuple(dict.fromkeys(fact for name in names for fact in GAUGES[name].inputs))


@dataclass(frozen=True, slots=True)
class Findings:
    """The most severe outcome of all rules, and what each rule said. `findings` are those that did not pass."""

    outcome: FindingOutcome
    results: tuple[Finding, ...]
    measures: Measures

    @property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(each for each in self.results if each.outcome is not FindingOutcome.PASS)

    @property
    def noted(self) -> tuple[Finding, ...]:
        """What did not pass, and violations that are only noted."""
        return tuple(each for each in self.results if each.violated or each.outcome is not FindingOutcome.PASS)


def concerns(rule: LawRule, kind: str, lenders: frozenset[str]) -> bool:
    """Whether a rule is asked of this kind of customer by a lender who is all of these."""
    return rule.rule.applies_to in (ANYBODY, kind) and (rule.lender == ANYBODY or rule.lender in lenders)


def put(rules: Sequence[LawRule], facts: Facts, *, kind: str, lenders: frozenset[str], labels: Labels) -> Findings:
    """Put facts to every rule that concerns them, in the rules' order."""
    results: list[Finding] = []
    known: dict[str, Measure] = {}
    for each in rules:
        if concerns(each, kind, lenders):
            measures = _measures(each, facts)
            known |= measures
            results += examine([each.rule], measures, applies_to=kind, labels=labels)
    return Findings(worst(results), tuple(results), known)


def _measures(law: LawRule, facts: Facts) -> dict[str, Measure]:
    """The rule's own measure and those of its conditions."""
    names = [*(each.fact for each in law.rule.conditions), law.rule.fact]
    return {name: read_off(GAUGES[name], law.parameters, facts) for name in names}


def read_off(gauge: Gauge, parameters: Parameters, facts: Facts) -> Measure:
    """One measure of these facts; a list counts, and says what stands in it."""
    given = {name: facts.get(name) for name in gauge.inputs}
    missing = tuple(name for name, value in given.items() if value is None)
    if missing:
        return Measure(None, missing)
    try:
        found = gauge.work_out(parameters, **given) if gauge.takes_parameters else gauge.work_out(**given)
    except Unknown as unknown:
        return Measure(None, unknown.names)
    if isinstance(found, Decimal | int):
        return Measure(Decimal(found))
    return Measure(Decimal(len(found)), detail="、".join(found))
