"""Kept facts put to other rules or another scorecard than those that decided."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from server.decision import queries
from server.decision.arriving import NOBODY_COUNTED
from server.decision.facts import AGE, BIRTH_DATE, DEBT, DEBT_RATIO, FACTS, INCOME, INSTALMENT, SCORE_FACTS
from server.decision.models import Channel, Edition, EditionKind
from server.decision.rules import Decision, judged
from server.decision.rulesets import RuleSet, read_rule_set
from server.decision.scorecards.table import Table, read_table
from server.kit.errors import NotFound
from server.kit.rulebook import Measure
from server.kit.work import Work

INPUTS = {"income_monthly_fen": INCOME, "debt_monthly_fen": DEBT, "highest_instalment_fen": INSTALMENT}


@dataclass(frozen=True)
class Bench:
    """Rules and scorecard that kept facts are put to."""

    rule_set: RuleSet | None
    table: Table | None

    def judge(self, kept: Mapping[str, Any]) -> Decision:
        """What they say of facts as an assessment has kept them. The score is reckoned anew."""
        told = {"channel": Channel.STAFF.value, **NOBODY_COUNTED, **kept}
        measures = {name: _measure(name, told) for name, fact in FACTS.items() if fact.is_number}
        words = {name: each for name, each in told.items() if name in FACTS and isinstance(each, str | bool)}
        words = {name: each for name, each in words.items() if not FACTS[name].is_number}
        return judged(measures, words, str(told["applies_to"]), self.rule_set, self.table)


async def bench_of(work: Work, edition_id: UUID) -> Bench:
    """An edition, with the other half as it is in force today (a building block). Raises NotFound."""
    edition = await work.session.get(Edition, edition_id)
    if edition is None:
        raise NotFound(field="editionId")
    held = await queries.in_force(work.session, work.today)
    rules = edition if edition.kind is EditionKind.RULES else held.rules
    scorecard = edition if edition.kind is EditionKind.SCORECARD else held.scorecard
    return Bench(
        read_rule_set(rules.content, rules.number) if rules else None,
        read_table(scorecard.content) if scorecard else None,
    )


def _measure(name: str, kept: Mapping[str, Any]) -> Measure:
    value = kept.get(name)
    if value is not None and name not in SCORE_FACTS:
        return Measure(Decimal(str(value)))
    if name == AGE:
        return Measure(None, (BIRTH_DATE,))
    if name == DEBT_RATIO:
        gone = tuple(label for column, label in INPUTS.items() if kept.get(column) is None)
        return Measure(None, gone or (INCOME,))
    return Measure(None, (name,))
