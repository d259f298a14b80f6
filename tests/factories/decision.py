"""The house's first edition of rules, as its migration writes it, and further editions."""

import runpy
from copy import deepcopy
from datetime import date
from typing import Any, Final
from uuid import UUID, uuid4

from sqlalchemy import insert, update
from sqlalchemy.ext.asyncio import AsyncSession

from server.applications.models import Application
from server.applications.rules import ApplicationState
from server.approvals.rules import Tier
from server.decision import queries
from server.decision.models import Edition, EditionKind, EditionState
from server.decision.scorecards.canonical import digest
from tests.factories.applications import plant_application
from tests.factories.customers import Planted
from tests.fixtures.house import NOON
from tests.fixtures.world import id_of

FIRST: dict[str, Any] = runpy.run_path("migrations/versions/0036_decision_editions.py")["FIRST"]


def _bin(en: str, points: int) -> dict[str, Any]:
    return {"zh": en, "en": en, "points": points, "woe": 0.0, "good": 10, "bad": 1}


TABLE: Final[dict[str, Any]] = {
    "code": "house",
    "factor": 57.7,
    "offset": 403.7,
    "features": [
        {
            "name": "debt_ratio",
            "zh": "负债收入比",
            "en": "Debt ratio",
            "coefficient": 1.0,
            "edges": [0.2, 0.4],
            "groups": None,
            "bins": [_bin("low", 300), _bin("middle", 250), _bin("high", 100), _bin("missing", 90)],
        },
        {
            "name": "age_years",
            "zh": "年龄",
            "en": "Age",
            "coefficient": 1.0,
            "edges": [30.0],
            "groups": None,
            "bins": [_bin("young", 330), _bin("older", 200), _bin("missing", 150)],
        },
    ],
}


async def plant_rules(owner: AsyncSession, content: dict[str, Any], *, begins: date) -> int:
    """A published rule set; answers its number."""
    return await _plant(owner, EditionKind.RULES, content, begins)


async def plant_scorecard(owner: AsyncSession, *, begins: date) -> int:
    """A published scorecard of two features; answers its number."""
    return await _plant(owner, EditionKind.SCORECARD, TABLE, begins)


async def _plant(owner: AsyncSession, kind: EditionKind, content: dict[str, Any], begins: date) -> int:
    number = await queries.next_number(owner, kind)
    await owner.execute(
        insert(Edition).values(
            id=uuid4(),
            kind=kind,
            code=kind.value,
            number=number,
            state=EditionState.PUBLISHED,
            effective_from=begins,
            content=content,
            rules=content.get("rules", []),
            card={},
            digest=digest(content),
            note="test",
            proposed_by=id_of("risk.hq"),
            proposed_at=NOON,
            decided_by=id_of("committee1.hq"),
            decided_at=NOON,
        )
    )
    await owner.commit()
    return number


async def plant_proposal(owner: AsyncSession, n: int) -> UUID:
    """A proposed rule set that sends everybody to review, for a second person; `n` tells it from others."""
    told = deepcopy(FIRST["content"])
    told["rules"] = [told["rules"][0] | {"expression": f"age_years < {200 + n}", "applies_to": "any"}]
    edition_id = uuid4()
    row = {"id": edition_id, "kind": EditionKind.RULES, "code": "rules", "number": n + 2, "content": told, "card": {}}
    row["rules"] = told["rules"]
    await owner.execute(
        insert(Edition).values(
            **row,
            state=EditionState.PROPOSED,
            effective_from=date(2026, 3, 9),
            digest=digest(told),
            note="test",
            proposed_by=id_of("risk.hq"),
            proposed_at=NOON,
        )
    )
    return edition_id


async def plant_rejected(owner: AsyncSession, customer: Planted, version_id: UUID) -> UUID:
    """An application that the rules alone have refused."""
    application_id = await plant_application(owner, customer, version_id)
    refused = {"state": ApplicationState.REJECTED, "tier": Tier.AUTOMATIC, "submission": 1, "decided_at": NOON}
    await owner.execute(update(Application).where(Application.id == application_id).values(**refused))
    return application_id
