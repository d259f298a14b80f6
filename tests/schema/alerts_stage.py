"""What risk has to say of the stage."""

from typing import TYPE_CHECKING

from sqlalchemy.ext.asyncio import AsyncSession

from server.risk.alerts.rules import Desk
from tests.factories.alerts import plant_alert, plant_digest

if TYPE_CHECKING:
    from tests.schema.stage import Stage


async def plant_alerts(stage: "Stage", owner: AsyncSession) -> None:
    """Two alerts for the officer, one for the desk of risk that he does not see, a digest of his day."""
    borrower = stage.customers["borrower"]
    stage.keep("alert", "RiskAlert", await plant_alert(owner, borrower), borrower)
    stage.keep("other_alert", "RiskAlert", await plant_alert(owner, borrower, code="ML-09"), borrower)
    stage.keep("desks_alert", "RiskAlert", await plant_alert(owner, borrower, code="DV-01", desk=Desk.RISK), borrower)
    stage.keep("digest", "AlertDigest", await plant_digest(owner, borrower))
