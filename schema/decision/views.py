"""Views of decisions: what was decided by what, and why, in both languages."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import strawberry
from sqlalchemy import ColumnElement, select

from schema.identity.views import Staff
from schema.reading.declarations import column, embedded, on, one, reads
from schema.reading.nodes import Node
from schema.reading.terms import Terms
from server.decision.explaining import KnownFact, facts_told
from server.decision.models import Edition, EditionKind, EditionState
from server.decision.sights import ASSESSMENTS, EDITIONS
from server.kit.rulebook import FindingOutcome

strawberry.enum(FindingOutcome, description="What a rule says: pass, look at it, or no.")
strawberry.enum(EditionKind, name="DecisionEditionKind", description="The rules of risk, or a scorecard.")
strawberry.enum(
    EditionState, name="DecisionEditionState", description="Waiting for a second person, published, or taken back."
)


def _number_of(attribute: str) -> Callable[[Any, Terms], ColumnElement[Any]]:
    def expression(assessment: Any, _terms: Terms) -> ColumnElement[Any]:
        return select(Edition.number).where(Edition.id == getattr(assessment, attribute)).scalar_subquery()

    return expression


@strawberry.type(description="What one rule said, whether it passed or not.")
class RuleResult:
    """Part of a decision."""

    code: str = strawberry.field(description="Code of the rule.")
    outcome: str = strawberry.field(description="pass, review or refuse.")
    violated: bool = strawberry.field(description="Whether it was violated.")
    value: str | None = strawberry.field(description="The figure that it looked at, exactly; null: none, or missing.")
    zh: str | None = strawberry.field(description="Why, in Chinese; null in decisions of before sentences were kept.")
    en: str | None = strawberry.field(description="Why, in English; null in decisions of before sentences were kept.")


@strawberry.type(description="What a feature of the scorecard cost.")
class ScoreReason:
    """Part of a decision."""

    feature: str = strawberry.field(description="Name of the feature.")
    lost: int = strawberry.field(description="Points below its best bin.")
    zh: str = strawberry.field(description="In Chinese.")
    en: str = strawberry.field(description="In English.")


@strawberry.type(description="A fact that a decision was taken on.")
class DecisionFact:
    """Part of a decision."""

    name: str = strawberry.field(description="Its name, as rules ask for it.")
    name_zh: str = strawberry.field(description="What it is, in Chinese.")
    name_en: str = strawberry.field(description="What it is, in English.")
    value: str | None = strawberry.field(description="Exactly as it was kept; null: it was not known.")
    zh: str = strawberry.field(description="Its value as people read it, in Chinese.")
    en: str = strawberry.field(description="Its value as people read it, in English.")

    @classmethod
    def of(cls, fact: KnownFact) -> "DecisionFact":
        return cls(name=fact.name, name_zh=fact.name_zh, name_en=fact.name_en, value=fact.value, zh=fact.zh, en=fact.en)


@strawberry.type(description="What the rules of risk said of an application at a submission, and why.")
@reads(ASSESSMENTS, needs=("facts",))
class AutomatedDecision:
    """View of an assessment."""

    outcome: FindingOutcome = column("The most severe of all rules.")
    event_date: date = column("The day whose rules decided.")
    decided_at: datetime = column("When.", "recorded_at")
    rules_number: int | None = column("Which edition of the rules.", _number_of("edition_id"))
    scorecard_number: int | None = column("Which edition of the scorecard.", _number_of("scorecard_id"))
    score: int | None = column("The score; null: no scorecard was in force.")
    rules: list[RuleResult] = embedded("Every rule that concerns this kind of customer.", "results")
    score_reasons: list[ScoreReason] = embedded("What cost most points, the worst first, at most four.", "reasons")

    @strawberry.field(description="What it was decided on, fact by fact.")
    def facts(self) -> list[DecisionFact]:
        assessment: Any = self
        return [DecisionFact.of(fact) for fact in facts_told(assessment.facts)]


@strawberry.type(description="A rule of risk, as data.")
class RiskRule:
    """Part of an edition."""

    code: str = strawberry.field(description="Its code.")
    name_zh: str = strawberry.field(description="Its name in Chinese.")
    name_en: str = strawberry.field(description="Its name in English.")
    source: str = strawberry.field(description="Where it comes from.")
    applies_to: str = strawberry.field(description="Kind of customer, or any.")
    severity: str = strawberry.field(description="block, review or warn.")
    expression: str = strawberry.field(description="Violated where this is true (CEL over the facts).")
    value: str | None = strawberry.field(description="The fact that its sentences show.")
    limit: str = strawberry.field(description="The limit that its sentences show.")
    unit: str = strawberry.field(description="How both are written.")
    zh: str = strawberry.field(description="Its sentence in Chinese.")
    en: str = strawberry.field(description="Its sentence in English.")


@strawberry.type(description="How fast applications may come from one source.")
class Velocity:
    """Part of an edition of rules."""

    applications: int = strawberry.field(description="From so many applications...")
    window_minutes: int = strawberry.field(description="...within so many minutes a source is suspected...")
    cool_down_minutes: int = strawberry.field(description="...and for so many it is blocked.")


@strawberry.type(description="A feature of a scorecard with its bins.")
class ScorecardFeature:
    """Part of an edition of a scorecard."""

    name: str = strawberry.field(description="Name of the fact that it looks at.")
    zh: str = strawberry.field(description="What it is, in Chinese.")
    en: str = strawberry.field(description="What it is, in English.")
    bins: list["ScorecardBin"] = strawberry.field(description="Its bins; the last is that of a missing value.")


@strawberry.type(description="A bin of a feature.")
class ScorecardBin:
    """Part of a feature."""

    zh: str = strawberry.field(description="What falls into it, in Chinese.")
    en: str = strawberry.field(description="What falls into it, in English.")
    points: int = strawberry.field(description="Points that it gives.")


@strawberry.type(description="An edition of the rules of risk, or of a scorecard.")
@reads(EDITIONS, needs=("content",))
class DecisionEdition(Node):
    """View of an edition."""

    kind: EditionKind = column("What it is.")
    number: int = column("Which of its kind.")
    state: EditionState = column("Where it stands.")
    effective_from: date = column("From which day it holds, until a later one does.")
    note: str = column("Why it was proposed.")
    digest: str = column("SHA-256 of its content.")
    rules: list[RiskRule] = embedded("Its rules; none: it is a scorecard.", "rules")
    proposed_at: datetime = column("When it was proposed.")
    decided_at: datetime | None = column("When it was published or taken back.")
    proposed_by: Staff | None = one("Who proposed it; null: the house's first.", on(proposed_by="id"))
    decided_by: Staff | None = one("Who published it or took it back.", on(decided_by="id"))

    @strawberry.field(description="How fast applications may come; null: it is a scorecard.")
    def velocity(self) -> Velocity | None:
        edition: Any = self
        told = edition.content.get("velocity")
        return Velocity(**told) if told else None

    @strawberry.field(description="The features of its table of points; none: these are rules.")
    def features(self) -> list[ScorecardFeature]:
        edition: Any = self
        return [_feature(told) for told in edition.content.get("features", [])]


def _feature(told: dict[str, Any]) -> ScorecardFeature:
    bins = [ScorecardBin(zh=each["zh"], en=each["en"], points=each["points"]) for each in told["bins"]]
    return ScorecardFeature(name=told["name"], zh=told["zh"], en=told["en"], bins=bins)
