"""What lies on the compliance desk of the stage."""

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy.ext.asyncio import AsyncSession

from tests.factories import compliance as law
from tests.factories.customers import plant_customer
from tests.fixtures.house import NOON
from tests.fixtures.world import id_of

if TYPE_CHECKING:
    from tests.schema.stage import Stage


async def plant_compliance(stage: "Stage", owner: AsyncSession, *, login: str, name: str) -> None:
    """Findings, one with a waiver that waits; a ticket; a hold; customers whose data may go; a dossier; a notice."""
    borrower, clean = stage.customers["borrower"], stage.customers["clean"]
    stage.keep("law_finding", "LawFinding", await law.plant_finding(owner, borrower))
    proposed = {"waiver_reason": "等待银行更正", "waiver_until": law.TODAY + timedelta(days=9)}
    proposed |= {"waiver_proposed_by": id_of("committee1.hq"), "waiver_proposed_at": NOON}
    stage.keep("waiver", "LawFinding", await law.plant_finding(owner, clean, **proposed))
    stage.keep("ticket", "Ticket", await law.plant_ticket(owner, borrower), borrower)
    stage.keep("hold", "LegalHold", await law.plant_hold(owner, clean), clean)
    for who in ("old", "older"):
        customer = stage.customers[who] = await plant_customer(owner, officer=login, name=name, account=False)
        await law.make_old(owner, customer)
        stage.keep(who, "Customer", customer.customer_id, customer)
    older = stage.customers["older"]
    stage.keep("erasure", "Erasure", await law.plant_erasure(owner, older), older)
    stage.keep("dossier", "Dossier", await law.plant_dossier(owner, "risk.hq"))
    stage.keep("notice", "StaffNotice", await law.plant_notice(owner, login, borrower))
    await owner.commit()
