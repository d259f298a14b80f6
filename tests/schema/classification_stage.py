"""What stands of classification on the stage: a class, a month of the book, grounds that hold and that wait."""

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from server.classification.vocabulary import GroundKind
from server.loans.models import Loan
from tests.factories.classification import plant_class, plant_ground

if TYPE_CHECKING:
    from tests.schema.stage import Stage


async def plant_classification(stage: "Stage", owner: AsyncSession) -> None:
    """Of the lent customer's loan."""
    lent, loan_id = stage.customers["lent"], stage.rows["loan"]
    funding = select(Loan.funding_account_id).where(Loan.id == loan_id)
    await plant_class(owner, lent, loan_id, (await owner.execute(funding)).scalar_one())
    holding = await plant_ground(owner, lent, loan_id, GroundKind.LITIGATION)
    stage.keep("ground", "LoanGround", holding, lent)
    waiting = await plant_ground(owner, lent, loan_id, GroundKind.INSOLVENCY, proposed_by="risk.hq")
    stage.keep("waiting_ground", "LoanGround", waiting, lent)
    await owner.commit()
