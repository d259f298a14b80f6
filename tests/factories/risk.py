"""What a sweep leaves: an edition, a sheet, a hit; thresholds that wait for a second person."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from uuid import UUID, uuid4

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncSession

from server.risk.grading import Grade
from server.risk.grain import Grain
from server.risk.models import RiskEdition, RiskHit, RiskSheet, RiskThreshold, ThresholdState
from tests.factories.customers import Planted
from tests.fixtures.house import NOON
from tests.fixtures.world import id_of

DAY = date(2026, 3, 1)
CODES = ("DQ-01", "RB-01")


Values = Mapping[str, tuple[Decimal | None, Grade]]


async def plant_sheet(owner: AsyncSession, customer: Planted, grain: Grain, subject_id: UUID, values: Values) -> None:
    """A sheet in an edition of its own: by code the value and what it comes to."""
    edition = {"id": uuid4(), "grain": grain, "mark": uuid4().hex, "codes": list(values), "versions": [1] * len(values)}
    await owner.execute(insert(RiskEdition).values(**edition, made_at=NOON))
    told = {"values": [value for value, _ in values.values()], "grades": "".join(grade for _, grade in values.values())}
    own = {**customer.owner_columns, "id": subject_id, "grain": grain, "edition": edition["id"], "as_of": DAY}
    await owner.execute(insert(RiskSheet).values(**own, **told))


async def plant_measured(owner: AsyncSession, customer: Planted) -> UUID:
    """A sheet of a customer whose RB-01 warns, and the hit that tells of it. Returns the hit."""
    edition = {"id": uuid4(), "grain": Grain.CUSTOMER, "mark": "planted", "codes": list(CODES), "versions": [1, 1]}
    await owner.execute(insert(RiskEdition).values(**edition, made_at=NOON))
    measured = {"values": [Decimal(0), Decimal(2)], "grades": ".w", "edition": edition["id"], "as_of": DAY}
    own = {**customer.owner_columns, "id": customer.customer_id, "grain": Grain.CUSTOMER}
    await owner.execute(insert(RiskSheet).values(**own, **measured))
    hit_id = uuid4()
    found = {"id": hit_id, "sweep_id": uuid4(), "day": DAY, "code": "RB-01", "version": 1, "found_at": NOON}
    graded = {"grade": Grade.WARN, "former": Grade.NOTHING.value, "value": Decimal(2), "inputs": {"months": 2}}
    about = {"grain": Grain.CUSTOMER, "subject_id": customer.customer_id, "label": "王**"}
    await owner.execute(insert(RiskHit).values(**customer.owner_columns, **found, **graded, **about))
    return hit_id


async def plant_threshold(owner: AsyncSession, number: int) -> UUID:
    """A proposal for RB-02 of the risk officer's."""
    row = {
        "id": uuid4(),
        "code": "RB-02",
        "number": number,
        "warn": Decimal("0.9"),
        "critical": Decimal("0.6"),
        "effective_from": date(2026, 3, 9),
        "reason": "more care",
        "state": ThresholdState.PROPOSED,
        "proposed_by": id_of("risk.hq"),
        "proposed_at": NOON,
    }
    await owner.execute(insert(RiskThreshold).values(row))
    return UUID(str(row["id"]))
