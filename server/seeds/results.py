"""What the rules said of an application, in the shape in which decision and compliance keep it."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from server.compliance import rules as law
from server.compliance.models import ComplianceCheck
from server.decision import rules as risk
from server.decision.models import Assessment
from server.decision.service import kept_facts, kept_results
from server.kit.clock import business_date
from server.kit.rule_rows import stored
from server.seeds.telling import File, Telling


@dataclass(frozen=True)
class Results:
    """Facts and answers. `checked` is None where no rule of law was in force."""

    risk_facts: risk.Facts
    decided: risk.Decision
    edition_id: UUID
    law_facts: law.Facts
    checked: law.Findings | None
    figures: law.LenderFigures


def write_results(telling: Telling, file: File, at: datetime, results: Results) -> None:
    """Keep what all rules said, with the facts."""
    told = {"application_id": file.id, "event_date": business_date(at), "recorded_at": at}
    own = file.borrower.owner | told | {"recorded_by": file.borrower.officer.id}
    facts, decided = results.risk_facts, results.decided
    answer = {"id": telling.ids.at(at), "outcome": decided.outcome, "results": kept_results(decided.results)}
    scoreless: dict[str, Any] = {"edition_id": results.edition_id, "scorecard_id": None, "score": None, "reasons": []}
    telling.rows.add(Assessment, own | answer | scoreless | {"facts": kept_facts(facts, decided)})
    if results.checked is not None:
        answer = {"id": telling.ids.at(at), "outcome": results.checked.outcome, "trigger": law.Trigger.APPROVAL}
        answer |= {"subject_kind": "application", "subject_id": file.id}
        checked = {"facts": _law_facts(results), "results": stored(results.checked.results)}
        telling.rows.add(ComplianceCheck, own | answer | checked)


def _law_facts(results: Results) -> dict[str, Any]:
    facts, figures, checked = results.law_facts, results.figures, results.checked
    exact = {name: _text(measure.value) for name, measure in checked.measures.items()} if checked else {}
    return law.as_facts(facts, figures) | {"applies_to": facts.applies_to, "measures": exact}


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)
