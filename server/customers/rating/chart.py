"""A rating chart as a value: categories, their bins and points, grades, caps. Parsed from data and checked. Pure.

The data of a chart is a JSON object: `total`, `missing_share` and `neutral_share` (of a category's points, for what is
not known), `thin_from` (so many missing categories make a rating thin), `verified_by` (sources), `grades` ([grade,
from, limit multiple] downwards), `caps` ({cause: grade}) and `categories`; a category has `code`, `part`, `zh`, `en`,
perhaps `neutral` (a new customer's neutral points) or `thin` (missing, it alone makes the rating thin) and `bins`: the
first bin whose conditions [fact, comparison, bound] all hold counts, the last one has none.
"""

import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final

from server.customers.rating.vocabulary import FACTS, FactKind, FactSource, Value

Facts = Mapping[str, Value | None]


class Grade(StrEnum):
    """From the best to the worst."""

    AAA = "AAA"
    AA = "AA"
    A = "A"
    BBB = "BBB"
    BB = "BB"
    B = "B"
    CCC = "CCC"
    C = "C"


RANKS: Final = MappingProxyType({grade: rank for rank, grade in enumerate(Grade)})
"""0 is the best."""


class Part(StrEnum):
    """Which part of a chart a category belongs to."""

    BASIC = "basic"
    BEHAVIOUR = "behaviour"
    NON_FINANCIAL = "non_financial"
    FINANCIAL = "financial"


class Flag(StrEnum):
    """What a rating says beside its grade."""

    THIN = "thin"
    REVIEW = "review"
    REJECT = "reject"
    BLOCK = "block"


class Cap(StrEnum):
    """Why a grade is no better, whatever the score."""

    BLOCK = "block"
    OVERDUE = "overdue"
    THIN = "thin"


class ChartUnsound(Exception):
    """The data is no chart, and where."""


COMPARISONS: Final[Mapping[str, Callable[[Any, Any], bool]]] = MappingProxyType(
    {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "=": operator.eq}
)


@dataclass(frozen=True, slots=True)
class Condition:
    """Holds, does not hold, or cannot be told because the fact is missing."""

    fact: str
    comparison: str
    bound: Value

    def holds(self, facts: Facts) -> bool | None:
        value = facts.get(self.fact)
        return None if value is None else COMPARISONS[self.comparison](value, self.bound)


@dataclass(frozen=True, slots=True)
class Bin:
    """So many points, and perhaps a flag, where all conditions hold."""

    points: int
    when: tuple[Condition, ...]
    flag: Flag | None = None

    def holds(self, facts: Facts) -> bool | None:
        """As in three-valued logic: one condition that fails settles it, whatever is missing beside it."""
        told = [condition.holds(facts) for condition in self.when]
        if False in told:
            return False
        return None if None in told else True


@dataclass(frozen=True, slots=True)
class Category:
    """One category with its bins, the first that holds counts."""

    code: str
    part: Part
    zh: str
    en: str
    bins: tuple[Bin, ...]
    is_neutral_for_new: bool
    is_thin_without: bool = False

    @property
    def most(self) -> int:
        return max(each.points for each in self.bins)

    @property
    def facts(self) -> tuple[str, ...]:
        """What it looks at, each once, in the order of the bins."""
        return tuple(dict.fromkeys(condition.fact for each in self.bins for condition in each.when))


@dataclass(frozen=True, slots=True)
class Step:
    """A grade, the score from which it is given, and by how much it moves a limit."""

    grade: Grade
    least: int
    limit_multiple: Decimal


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart, checked."""

    code: str
    version: int
    categories: tuple[Category, ...]
    steps: tuple[Step, ...]
    caps: Mapping[Cap, Grade]
    total: int
    missing_share: Decimal
    neutral_share: Decimal
    thin_from: int
    verified_by: frozenset[FactSource]

    def grade_of(self, score: int) -> Grade:
        return next(step.grade for step in self.steps if score >= step.least)

    def limit_multiple(self, grade: Grade) -> Decimal:
        return next(step.limit_multiple for step in self.steps if step.grade is grade)


def parse(code: str, version: int, body: Mapping[str, Any]) -> Chart:
    """A chart from its data. Raises ChartUnsound, which says where."""
    try:
        chart = Chart(
            code,
            version,
            tuple(_category(each) for each in body["categories"]),
            tuple(Step(Grade(grade), int(least), Decimal(multiple)) for grade, least, multiple in body["grades"]),
            MappingProxyType({Cap(cause): Grade(grade) for cause, grade in body["caps"].items()}),
            int(body["total"]),
            Decimal(body["missing_share"]),
            Decimal(body["neutral_share"]),
            int(body["thin_from"]),
            frozenset(FactSource(source) for source in body["verified_by"]),
        )
    except (KeyError, TypeError, ValueError, InvalidOperation) as error:
        raise ChartUnsound(f"{code}: {error!r}") from None
    _check(chart)
    return chart


def _category(told: Mapping[str, Any]) -> Category:
    bins = tuple(_bin(told["code"], each) for each in told["bins"])
    if not bins or bins[-1].when or any(not each.when for each in bins[:-1]):
        raise ChartUnsound(f"{told['code']}: the last bin, and it alone, holds for all that is left")
    neutral, thin = (bool(told.get(name, False)) for name in ("neutral", "thin"))
    return Category(told["code"], Part(told["part"]), told["zh"], told["en"], bins, neutral, thin)


def _bin(category: str, told: Sequence[Any]) -> Bin:
    """Points, conditions, and perhaps a flag."""
    points, conditions, *flag = told
    if not isinstance(points, int) or points < 0:
        raise ChartUnsound(f"{category}: points are whole and not negative")
    return Bin(points, tuple(_condition(category, *each) for each in conditions), Flag(flag[0]) if flag else None)


def _condition(category: str, name: str, comparison: str, bound: Any) -> Condition:
    fact = FACTS.get(name)
    if fact is None:
        raise ChartUnsound(f"{category}: there is no fact {name}")
    if comparison not in COMPARISONS or (fact.kind is not FactKind.NUMBER and comparison != "="):
        raise ChartUnsound(f"{category}: {name} is not compared by {comparison}")
    if fact.kind is FactKind.FLAG and isinstance(bound, bool):
        return Condition(name, comparison, bound)
    if fact.kind is FactKind.WORD and bound in fact.words:
        return Condition(name, comparison, bound)
    if fact.kind is FactKind.NUMBER and isinstance(bound, int | str) and not isinstance(bound, bool):
        return Condition(name, comparison, Decimal(bound))
    raise ChartUnsound(f"{category}: {name} is never {bound!r}")


def _check(chart: Chart) -> None:
    codes = [category.code for category in chart.categories]
    if len(set(codes)) != len(codes):
        raise ChartUnsound(f"{chart.code}: a category is there twice")
    if sum(category.most for category in chart.categories) != chart.total:
        raise ChartUnsound(f"{chart.code}: the points do not add up to {chart.total}")
    leasts = [step.least for step in chart.steps]
    if leasts != sorted(set(leasts), reverse=True) or leasts[-1] != 0 or leasts[0] > chart.total:
        raise ChartUnsound(f"{chart.code}: grades go down to nought in steps")
    ranks = [RANKS[step.grade] for step in chart.steps]
    if ranks != sorted(set(ranks)):
        raise ChartUnsound(f"{chart.code}: a better grade takes a better score")
    if set(chart.caps) != set(Cap) or not set(chart.caps.values()) <= {step.grade for step in chart.steps}:
        raise ChartUnsound(f"{chart.code}: each cap names a grade of the chart")
    if not (0 <= chart.missing_share <= 1 and 0 <= chart.neutral_share <= 1 and chart.thin_from > 0):
        raise ChartUnsound(f"{chart.code}: shares lie between nought and one")
