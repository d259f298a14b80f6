"""The verb of decision: assess."""

from typing import Any

from server.decision import queries
from server.decision.models import Assessment
from server.decision.rules import Decision, Facts, evaluate
from server.decision.rulesets import read_rule_set
from server.decision.scorecards.table import read_table
from server.kit.rule_rows import Subject
from server.kit.rulebook import Finding
from server.kit.work import Work


async def assess(work: Work, subject: Subject, facts: Facts) -> Decision:
    """Put an application to the scorecard and the rules of its event date and keep the result (a building block).

    Stored: age, ratio and amounts, both editions, each rule's result with its sentences, the score and its worst
    features. Not stored: names, numbers, the birth date.
    """
    held = await queries.in_force(work.session, facts.event_date)
    rule_set = read_rule_set(held.rules.content, held.rules.number) if held.rules else None
    table = read_table(held.scorecard.content) if held.scorecard else None
    decision = evaluate(facts, rule_set, table)
    work.session.add(
        Assessment(
            **subject.columns,
            id=work.new_id(),
            event_date=facts.event_date,
            outcome=decision.outcome,
            facts=kept_facts(facts, decision),
            results=kept_results(decision.results),
            edition_id=held.rules.id if held.rules else None,
            scorecard_id=held.scorecard.id if held.scorecard else None,
            score=decision.scored.score if decision.scored else None,
            reasons=kept_reasons(decision),
            recorded_by=work.actor.id,
            recorded_at=work.now,
        )
    )
    return decision


def kept_facts(facts: Facts, decision: Decision) -> dict[str, Any]:
    """The facts as plain JSON: exact fractions as text, amounts as whole numbers, None for what is unknown."""
    numbers = {name: each.value for name, each in decision.measures.items()}
    told = {name: None if value is None else _number(name, value) for name, value in numbers.items()}
    return {"applies_to": facts.applies_to, **decision.words, **told}


def _number(name: str, value: Any) -> int | str:
    return int(value) if name.endswith(("_fen", "_months", "_hour")) or name == "score" else str(value)


def kept_results(results: tuple[Finding, ...]) -> list[dict[str, Any]]:
    """Every rule's result with its version and both sentences."""
    return [{**each.as_facts, "zh": each.zh, "en": each.en} for each in results]


def kept_reasons(decision: Decision) -> list[dict[str, Any]]:
    """The worst features of the score."""
    found = decision.scored.reasons if decision.scored else ()
    return [{"feature": each.feature, "lost": each.lost, "zh": each.zh, "en": each.en} for each in found]
