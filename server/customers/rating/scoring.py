"""Facts and a chart to a score, a grade, its parts and its reasons. Pure.

What cannot be told because a fact is missing gets the chart's points for missing ones. Where every bin that may still
hold gives the same points, nothing is missing. A file is thin where the chart says so of a bin (too short a history at
the bureau), where a category is missing that says so of itself (no history known at all), or where so many categories
are missing that what they may hide outweighs a grade.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from typing import Any, Final

from server.customers.rating.chart import RANKS, Bin, Cap, Category, Chart, Facts, Flag, Grade
from server.customers.rating.vocabulary import FACTS, FactKind, shown

REASONS: Final = 4
OVERDUE_DAYS: Final = 30


@dataclass(frozen=True, slots=True)
class ScoredPart:
    """What one category gave. `is_known` false: a fact was missing; neutral: a new customer's, who has none yet."""

    category: Category
    points: int
    is_known: bool
    is_neutral: bool
    flag: Flag | None
    zh: str
    en: str

    @property
    def lost(self) -> int:
        return self.category.most - self.points

    def as_data(self) -> dict[str, Any]:
        """As it is kept and shown."""
        return {
            "code": self.category.code,
            "part": self.category.part.value,
            "name_zh": self.category.zh,
            "name_en": self.category.en,
            "points": self.points,
            "most": self.category.most,
            "known": self.is_known,
            "neutral": self.is_neutral,
            "zh": self.zh,
            "en": self.en,
        }


@dataclass(frozen=True, slots=True)
class Scored:
    """A rating before it is stored. `uncapped` is what the score alone would have given."""

    score: int
    grade: Grade
    uncapped: Grade
    flags: tuple[Flag, ...]
    caps: tuple[Cap, ...]
    parts: tuple[ScoredPart, ...]

    @property
    def reasons(self) -> tuple[ScoredPart, ...]:
        """The categories that lost most, the worst first; among equals in the order of the chart."""
        losing = sorted((part for part in self.parts if part.lost), key=lambda part: -part.lost)
        return tuple(losing[:REASONS])


def score(chart: Chart, facts: Facts) -> Scored:
    """Rate by a chart: the sum of the parts, the grade of the sum, and the caps on it."""
    parts = tuple(_part(chart, category, facts) for category in chart.categories)
    total = sum(part.points for part in parts)
    flags = {part.flag for part in parts if part.flag is not None}
    if facts.get("blocked") is True:
        flags.add(Flag.BLOCK)
    missing = [part.category for part in parts if not part.is_known and not part.is_neutral]
    if len(missing) >= chart.thin_from or any(category.is_thin_without for category in missing):
        flags.add(Flag.THIN)
    uncapped = chart.grade_of(total)
    caps = tuple(cap for cap in _caps(flags, facts) if RANKS[chart.caps[cap]] > RANKS[uncapped])
    grade = max([uncapped, *(chart.caps[cap] for cap in caps)], key=RANKS.__getitem__)
    return Scored(total, grade, uncapped, tuple(flag for flag in Flag if flag in flags), caps, parts)


def fallen_by(before: Grade | None, after: Grade) -> int:
    """By how many grades somebody has fallen; negative when he rose."""
    return 0 if before is None else RANKS[after] - RANKS[before]


def _caps(flags: set[Flag], facts: Facts) -> Sequence[Cap]:
    overdue = facts.get("current_dpd")
    causes = {
        Cap.BLOCK: Flag.BLOCK in flags,
        Cap.OVERDUE: isinstance(overdue, Decimal) and overdue > OVERDUE_DAYS,
        Cap.THIN: Flag.THIN in flags,
    }
    return [cap for cap, applies in causes.items() if applies]


def _part(chart: Chart, category: Category, facts: Facts) -> ScoredPart:
    found = _bin(category, facts)
    is_neutral = found is None and category.is_neutral_for_new and facts.get("is_new") is True
    if found is not None:
        points = found.points
    else:
        share = chart.neutral_share if is_neutral else chart.missing_share
        points = int((category.most * share).to_integral_value(ROUND_DOWN))
    zh, en = _sentence(category, facts, is_known=found is not None, is_neutral=is_neutral)
    flag = found.flag if found is not None else None
    return ScoredPart(category, points, found is not None, is_neutral, flag, zh, en)


def _bin(category: Category, facts: Facts) -> Bin | None:
    """The bin that counts; None where what is missing decides."""
    possible: list[Bin] = []
    for each in category.bins:
        holds = each.holds(facts)
        if holds is False:
            continue
        possible.append(each)
        if holds:
            break
    same = len({(each.points, each.flag) for each in possible}) == 1
    return possible[-1] if same else None


def _sentence(category: Category, facts: Facts, *, is_known: bool, is_neutral: bool) -> tuple[str, str]:
    told = [(FACTS[name], shown(FACTS[name], facts[name])) for name in category.facts if facts.get(name) is not None]
    missing = [FACTS[name] for name in category.facts if facts.get(name) is None and name != "kind"]
    told = [(fact, words) for fact, words in told if fact.code != "kind"]
    zh = "，".join(
        f"{fact.zh}{words[0]}" if fact.kind is not FactKind.FLAG else f"{fact.zh}：{words[0]}" for fact, words in told
    )
    en = ", ".join(f"{fact.en}: {words[1]}" for fact, words in told)
    if is_neutral:
        return "新客户，尚无记录", "New customer, nothing on record yet"
    if not is_known:
        lacking_zh, lacking_en = "、".join(fact.zh for fact in missing), ", ".join(fact.en for fact in missing)
        return f"缺少：{lacking_zh}", f"Not known: {lacking_en}"
    return zh or category.zh, en or category.en
