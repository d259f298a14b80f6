"""What an AI service makes of the evidence: asked outside every transaction, kept nowhere, never heard by rules."""

from collections.abc import Mapping
from uuid import UUID

from server.applications.inquiries.reading import Evidence, evidence
from server.kit.ports import Advice
from server.kit.work import Caller


async def advice(caller: Caller, *, application_id: UUID) -> Advice | None:
    """Read the evidence through its door, and have the house's AI service put it into words; None without one.

    Raises what the reading of evidence raises.
    """
    found = await evidence(caller, application_id=application_id)
    assistant = caller.house.ports.assistant
    return await assistant.advise(material(found)) if assistant else None


def material(found: Evidence) -> list[Mapping[str, str]]:
    """All that a service is told: facts, their sources and days. Nothing by which somebody could be found."""
    return [
        {
            "fact": each.code,
            "name_zh": each.name_zh,
            "name_en": each.name_en,
            "value": each.value,
            "source": each.source,
            "observed_on": each.observed_on.isoformat(),
            "verified": "yes" if each.verified and each.holds else "no",
        }
        for each in found.facts
    ]
