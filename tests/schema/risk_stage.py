"""What sweeps have to say of the stage."""

from typing import TYPE_CHECKING, Final

from sqlalchemy.ext.asyncio import AsyncSession

from tests.factories.risk import plant_measured, plant_threshold

if TYPE_CHECKING:
    from tests.schema.stage import Stage

THRESHOLDS: Final = 6


async def plant_risk(stage: "Stage", owner: AsyncSession) -> None:
    """What a sweep found of the borrower, and thresholds enough for every caller to decide one."""
    borrower = stage.customers["borrower"]
    stage.keep("hit", "RiskHit", await plant_measured(owner, borrower))
    for n in range(THRESHOLDS):
        stage.keep(f"threshold{n}", "IndicatorThreshold", await plant_threshold(owner, n + 1))
