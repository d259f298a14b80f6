"""The verb of decision: assess."""

from typing import Any

from server.decision import queries
from server.decision.models import Assessment
from server.decision.rules import AGE, DEBT_RATIO, Decision, Facts, evaluate
from server.kit.rule_rows import Subject, stored
from server.kit.work import Work


async def assess(work: Work, subject: Subject, facts: Facts) -> Decision:
    """Put an application to the rules of its event date and keep the result (a building block).

    Stored: age, ratio and amounts, each rule's version and result. Not stored: names, numbers, the birth date.
    """
    decision = evaluate(facts, await queries.rule_set(work.session, facts.event_date))
    work.session.add(
        Assessment(
            **subject.columns,
            id=work.new_id(),
            event_date=facts.event_date,
            outcome=decision.outcome,
            facts=_facts(facts, decision),
            results=stored(decision.results),
            recorded_by=work.actor.id,
            recorded_at=work.now,
        )
    )
    return decision


def _facts(facts: Facts, decision: Decision) -> dict[str, Any]:
    measured = {name: decision.measures[name].value for name in (AGE, DEBT_RATIO)}
    return {
        "applies_to": facts.applies_to,
        **{name: None if value is None else str(value) for name, value in measured.items()},
        "income_monthly_fen": facts.income_monthly_fen,
        "debt_monthly_fen": facts.debt_monthly_fen,
        "highest_instalment_fen": facts.highest_instalment_fen,
    }
