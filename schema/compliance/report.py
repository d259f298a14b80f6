"""The report of the law, as the API shows it."""

from datetime import date
from typing import Any

import strawberry

from schema.kit.fields import described
from server.compliance.desk.models import FindingState
from server.compliance.desk.reporting import Reported
from server.kit.rulebook import Severity


@strawberry.type(description="A rule of law: what is checked when and from which data, or why it cannot be.")
class LawReport:
    """View of a line of the report."""

    code: str = described("Its code.")
    version: int = described("Which version.")
    name_zh: str = described("What it is called, in Chinese.")
    name_en: str = described("What it is called, in English.")
    source: str = described("The article that it rests on.")
    severity: Severity = described("What it does.")
    implemented: bool = described("Whether the data of this house can answer it.")
    why_zh: str = described("From which data, or why not, in Chinese.")
    why_en: str = described("From which data, or why not, in English.")
    triggers: list[str] = described("At which steps it is asked.")
    effective_from: date = described("Its first day.")
    effective_until: date | None = described("Its last day; null until further notice.")
    holds_today: bool = described("Whether it holds today.")
    open: int = described("Findings that are open, in the branches in sight.")
    waived: int = described("Findings that are let stand.")
    mended: int = described("Findings that were mended.")

    @classmethod
    def of(cls, found: Reported) -> "LawReport":
        entry, told = found.entry, found.entry.told
        part = "origin" if entry.implemented else "reason"
        states: dict[str, Any] = {state.value: found.found.get(state, 0) for state in FindingState}
        return cls(
            code=entry.code,
            version=told["version"],
            name_zh=told["name_zh"],
            name_en=told["name_en"],
            source=told["source"],
            severity=Severity(told["severity"]),
            implemented=entry.implemented,
            why_zh=told[f"{part}_zh"],
            why_en=told[f"{part}_en"],
            triggers=list(told["triggers"]) if entry.implemented else [],
            effective_from=entry.effective_from,
            effective_until=entry.effective_until,
            holds_today=found.holds_today,
            **states,
        )
