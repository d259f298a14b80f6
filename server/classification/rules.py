"""Which tier a loan belongs to on a day, and why. Pure.

Sources: 商业银行金融资产风险分类办法 (令〔2023〕1号), which micro-lenders follow by house rule; docs/classification.md
says which article stands behind which line.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from server.classification.vocabulary import GROUND_NAMES, RANK, SENTENCES, TIER_NAMES, Cause, GroundKind, Tier
from server.terms.dates import add_months


@dataclass(frozen=True, slots=True)
class Edition:
    """Limits of the tiers, as they stand from a day on. `floors`: (beyond so many days past due, tier), mild first."""

    version: int
    floors: tuple[tuple[int, Tier], ...]
    contagion_share: Decimal
    upgrade_months: int
    restructured_months: int
    observed_instalments: int
    forbidden_payees: tuple[str, ...] = ()

    @classmethod
    def of(cls, version: int, content: Mapping[str, Any]) -> "Edition":
        """An edition out of what is kept of it."""
        return cls(
            version,
            tuple((int(days), Tier(tier)) for days, tier in content["floors"]),
            Decimal(content["contagion_share"]),
            int(content["upgrade_months"]),
            int(content["restructured_months"]),
            int(content["observed_instalments"]),
            tuple(content.get("forbidden_payees", ())),
        )

    def floor(self, days_past_due: int) -> Tier:
        """The best tier that so many days past due allow."""
        reached = [tier for days, tier in self.floors if days_past_due > days]
        return reached[-1] if reached else Tier.NORMAL


@dataclass(frozen=True, slots=True)
class Ground:
    """A ground entered by hand that holds on the day."""

    kind: GroundKind
    tier: Tier


@dataclass(frozen=True, slots=True)
class Standing:
    """What the last evening left of a loan.

    `own_tier` leaves the owner's other loans out. `clear_since`: the first evening on which nothing was past due, None
    while something is. `restructures_passed`: how many restructurings have been observed to the end. `causes` are the
    keys of the reasons.
    """

    own_tier: Tier = Tier.NORMAL
    tier: Tier = Tier.NORMAL
    clear_since: date | None = None
    restructures_passed: int = 0
    causes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """What the house knows of a loan at the end of a day.

    `restructured_on` is the day of the last restructuring, `resumed_on` the first due date after it. `dues_clear` and
    `dues_resumed` count instalments that fell due before the day since the loan is clear, and since it is clear after
    `resumed_on`.
    """

    loan_id: UUID
    person_id: UUID
    balance_fen: int
    days_past_due: int
    before: Standing | None = None
    restructures: int = 0
    restructured_on: date | None = None
    resumed_on: date | None = None
    dues_clear: int = 0
    dues_resumed: int = 0
    purpose_changed: bool = False
    overdue_elsewhere: bool = False
    dishonest: bool = False
    out_of_business: bool = False
    grounds: tuple[Ground, ...] = ()


@dataclass(frozen=True, slots=True)
class Reason:
    """One cause with the tier that it asks for and the sentence in both languages."""

    cause: Cause
    tier: Tier
    zh: str
    en: str
    detail: str = ""

    @property
    def key(self) -> str:
        """What tells reasons apart from one day to the next: figures that grow every day do not."""
        return f"{self.cause.value}:{self.tier.value}:{self.detail}"

    def as_data(self) -> dict[str, Any]:
        return {"code": self.cause.value, "tier": self.tier.value, "zh": self.zh, "en": self.en}


@dataclass(frozen=True, slots=True)
class Decision:
    """The tier of a loan on a day, why, and what the next evening needs to know."""

    loan_id: UUID
    standing: Standing
    reasons: tuple[Reason, ...]

    @property
    def tier(self) -> Tier:
        return self.standing.tier


def worst(tiers: Iterable[Tier]) -> Tier:
    """The worst of some tiers; normal where there are none."""
    return max(tiers, key=RANK.__getitem__, default=Tier.NORMAL)


def is_non_performing(tier: Tier) -> bool:
    """Whether a tier counts as non-performing (不良): the last three."""
    return RANK[tier] >= RANK[Tier.SUBSTANDARD]


def reason(cause: Cause, tier: Tier, *, detail: str = "", **words: Any) -> Reason:
    """A reason with its sentences filled in."""
    zh, en = SENTENCES[cause]
    tier_zh, tier_en = TIER_NAMES[tier]
    told = {"zh": tier_zh, "en": tier_en, "tier_zh": tier_zh, "tier_en": tier_en} | words
    return Reason(cause, tier, zh.format(**told), en.format(**told), detail)


def classify(facts: Sequence[Facts], on: date, edition: Edition) -> list[Decision]:
    """The tiers of all running loans of one person at the end of a day.

    Each loan first by itself; then, where the share of what he owes on loans that are non-performing by themselves
    reaches the limit, none of his loans is better than substandard.
    """
    alone = [_alone(each, on, edition) for each in facts]
    owed = sum(each.balance_fen for each in facts)
    bad = sum(each.balance_fen for each, one in zip(facts, alone, strict=True) if is_non_performing(one.tier))
    caught = None
    if bad and bad >= edition.contagion_share * owed:
        share = f"{Decimal(bad * 100) / owed:.2f}"
        caught = reason(Cause.CONTAGION, Tier.SUBSTANDARD, share=share, limit=f"{edition.contagion_share * 100:.0f}")
    return [_together(each, one, caught) for each, one in zip(facts, alone, strict=True)]


@dataclass(frozen=True, slots=True)
class _Alone:
    """A loan without its owner's other loans. `free`: observed long enough to leave the non-performing tiers."""

    tier: Tier
    reasons: tuple[Reason, ...]
    clear_since: date | None
    passed: int
    free: bool


def _alone(facts: Facts, on: date, edition: Edition) -> _Alone:
    """The worst of what speaks against a loan, and no way up out of turn."""
    before = facts.before or Standing()
    clear_since = None if facts.days_past_due else before.clear_since or on
    passed = min(before.restructures_passed, facts.restructures)
    if facts.restructures > passed and _restructuring_passed(facts, clear_since, on, edition):
        passed = facts.restructures
    free = facts.restructures == passed and _observed(
        clear_since, facts.dues_clear, on, months=edition.upgrade_months, dues_least=edition.observed_instalments
    )
    reasons = [*_of_days(facts, edition), *_of_restructuring(facts, passed, on), *_of_knowledge(facts)]
    tier = worst(each.tier for each in reasons)
    if (kept := _kept(before.own_tier, tier, free=free)) is not None:
        reasons.append(kept)
        tier = kept.tier
    return _Alone(tier, tuple(reasons), clear_since, passed, free)


def _together(facts: Facts, one: _Alone, caught: Reason | None) -> Decision:
    """The tier by itself, and what the person's other loans do to it."""
    reasons, tier = list(one.reasons), one.tier
    if caught is not None and not is_non_performing(tier):
        reasons.append(caught)
        tier = caught.tier
    if (kept := _kept((facts.before or Standing()).tier, tier, free=one.free)) is not None:
        reasons = [each for each in reasons if each.cause is not Cause.OBSERVED] + [kept]
        tier = kept.tier
    reasons = reasons or [reason(Cause.PERFORMING, Tier.NORMAL)]
    keys = tuple(sorted(each.key for each in reasons))
    return Decision(facts.loan_id, Standing(one.tier, tier, one.clear_since, one.passed, keys), tuple(reasons))


def _kept(before: Tier, now: Tier, *, free: bool) -> Reason | None:
    """Why a loan stays where it was although less speaks against it now; None where it may rise, or need not."""
    if free or not is_non_performing(before) or RANK[now] >= RANK[before]:
        return None
    return reason(Cause.OBSERVED, before)


def _observed(since: date | None, dues: int, on: date, *, months: int, dues_least: int) -> bool:
    """Whether the longer of so many months and so many instalments has passed without a day of arrears."""
    return since is not None and on >= add_months(since, months) and dues >= dues_least


def _restructuring_passed(facts: Facts, clear_since: date | None, on: date, edition: Edition) -> bool:
    """Whether the last restructuring is observed to the end: from the first due date after it, clear all the time."""
    if clear_since is None or facts.resumed_on is None:
        return False
    since = max(clear_since, facts.resumed_on)
    return _observed(
        since, facts.dues_resumed, on, months=edition.restructured_months, dues_least=edition.observed_instalments
    )


def _of_days(facts: Facts, edition: Edition) -> list[Reason]:
    floor = edition.floor(facts.days_past_due)
    return [] if floor is Tier.NORMAL else [reason(Cause.DAYS_PAST_DUE, floor, days=facts.days_past_due)]


def _of_restructuring(facts: Facts, passed: int, on: date) -> list[Reason]:
    """Restructured loans that are still observed; arrears from before the restructuring are no missed payment."""
    if facts.restructures <= passed or facts.restructured_on is None:
        return []
    day = facts.restructured_on.isoformat()
    found = [reason(Cause.RESTRUCTURED, Tier.SPECIAL_MENTION, detail=day, on=day)]
    if facts.days_past_due and on - timedelta(days=facts.days_past_due) > facts.restructured_on:
        found.append(reason(Cause.RESTRUCTURED_MISSED, Tier.SUBSTANDARD))
    if facts.restructures - passed > 1:
        found.append(reason(Cause.RESTRUCTURED_AGAIN, Tier.SUBSTANDARD))
    return found


def _of_knowledge(facts: Facts) -> list[Reason]:
    """What is known beside the days."""
    known = (
        (facts.purpose_changed, Cause.PURPOSE_CHANGED, Tier.SPECIAL_MENTION),
        (facts.overdue_elsewhere, Cause.OVERDUE_ELSEWHERE, Tier.SPECIAL_MENTION),
        (facts.dishonest, Cause.DISHONEST, Tier.SUBSTANDARD),
        (facts.out_of_business, Cause.OUT_OF_BUSINESS, Tier.SUBSTANDARD),
    )
    found = [reason(cause, tier) for holds, cause, tier in known if holds]
    for ground in facts.grounds:
        zh, en = GROUND_NAMES[ground.kind]
        found.append(reason(Cause.GROUND, ground.tier, detail=ground.kind.value, zh=zh, en=en))
    return found
