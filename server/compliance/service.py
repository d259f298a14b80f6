"""The verb of compliance: check."""

from datetime import date
from typing import Any

from server.compliance import queries
from server.compliance.models import ComplianceCheck
from server.compliance.rules import NET_ASSETS, Facts, Findings, LenderFigures, Trigger, examined
from server.kit.rule_rows import Subject, stored
from server.kit.work import Work
from server.reference.service import figure, lpr


async def check(work: Work, subject: Subject, trigger: Trigger, facts: Facts, *, on: date) -> Findings:
    """Ask the law before a step, by the rules of the event date, and keep the answer (a building block).

    Net assets and LPR are those of the house on that date. Stored: balances, cost, the figures used, each rule's
    version and result.
    """
    figures = LenderFigures(await figure(work, NET_ASSETS, on), await lpr(work, on))
    found = examined(facts, figures, await queries.rule_set(work.session, trigger, on))
    work.session.add(
        ComplianceCheck(
            **subject.columns,
            id=work.new_id(),
            trigger=trigger,
            event_date=on,
            outcome=found.outcome,
            facts=_facts(facts, figures, found),
            results=stored(found.results),
            recorded_by=work.actor.id,
            recorded_at=work.now,
        )
    )
    return found


def _facts(facts: Facts, figures: LenderFigures, found: Findings) -> dict[str, Any]:
    exact = {name: measure.value for name, measure in found.measures.items()}
    exact |= {"net_assets_fen": figures.net_assets_fen, "lpr_1y": figures.lpr_1y}
    return {
        "applies_to": facts.applies_to,
        "borrower_balance_fen": facts.borrower_balance_fen,
        "group_balance_fen": facts.group_balance_fen,
        "new_amount_fen": facts.new_amount_fen,
        **{name: None if value is None else str(value) for name, value in exact.items()},
    }
