"""What stands behind loans of the stage: items, a party, charges in every state that a verb begins in."""

from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from server.collateral.models import CollateralCharge, CountedShare
from server.collateral.rules import ChargeState
from server.kit.work import Caller
from tests.factories.applications import plant_application
from tests.factories.collateral import TODAY, charge, name_party, plant_item
from tests.fixtures.world import id_of

if TYPE_CHECKING:
    from tests.schema.stage import Stage

REGISTERED = {"registration_number": "R-1", "registered_on": TODAY, "authority": "登记中心"}


async def plant_security(stage: "Stage", owner: AsyncSession, officer: Caller, version_id: UUID) -> None:
    """Two drafts of one customer: with a party and a charge that waits, and with a charge whose debt is gone."""
    borrower, friend = stage.customers["borrower"], stage.customers["clean"]
    for name in ("item", "free_item", "freed_item"):
        stage.keep(name, "CollateralItem", await plant_item(officer, borrower), borrower)
    secured = await plant_application(owner, borrower, version_id)
    stage.keep("secured", "Application", secured, borrower)
    stage.keep("guarantor", "ApplicationParty", await name_party(officer, owner, secured, friend), borrower)
    stage.keep("charge", "CollateralCharge", await charge(officer, owner, secured, stage.rows["item"]), borrower)
    freed = await plant_application(owner, borrower, version_id)
    freed_charge = await charge(officer, owner, freed, stage.rows["freed_item"])
    gone = {"state": ChargeState.DISCHARGED, "registered_by": id_of("checker.hq"), **REGISTERED}
    await owner.execute(update(CollateralCharge).where(CollateralCharge.id == freed_charge).values(**gone))
    stage.keep("freed_charge", "CollateralCharge", freed_charge, borrower)
    share = select(CountedShare.id).where(CountedShare.counted == "vehicle")
    stage.keep("share", "CountedShare", (await owner.execute(share)).scalar_one())
    await owner.commit()
