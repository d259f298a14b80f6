"""A few loans of the demonstration that others stand behind, as the doors would have left them."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from server.applications.models import Application
from server.applications.rules import ApplicationState
from server.applications.securing import figures
from server.applications.securing.models import ApplicationParty, GuaranteeClaim
from server.applications.securing.rules import PartyRole, PartyState
from server.collateral.models import CollateralCharge, CollateralRank
from server.collateral.rules import ChargeState
from server.contracts.models import Contract
from server.identity.actors import WORKER
from server.kit.work import Caller, House
from tests.fixtures.rooms import room

BOUND = {ApplicationState.CONTRACTED, ApplicationState.DISBURSED}


async def test_parties_and_charges_stand_where_their_applications_do(owner: AsyncSession) -> None:
    parties = (await owner.execute(select(ApplicationParty))).scalars().all()
    assert {each.role for each in parties} == {PartyRole.CO_BORROWER, PartyRole.GUARANTOR}
    for party in parties:
        application = await owner.get_one(Application, (party.customer_id, party.application_id))
        assert (party.state is PartyState.BOUND) == (application.state in BOUND)
        wanted = select(CollateralCharge).where(CollateralCharge.application_id == application.id)
        charge = (await owner.execute(wanted)).scalar_one()
        assert (charge.state is ChargeState.REGISTERED) == (application.state is ApplicationState.DISBURSED)
        assert (await owner.get_one(CollateralRank, charge.id)).secured_fen == charge.secured_fen
        claim = await owner.get(GuaranteeClaim, party.id)
        assert (claim is not None) == (party.role is PartyRole.GUARANTOR)


async def test_what_was_approved_and_signed_names_them(owner: AsyncSession, house: House) -> None:
    charged = select(CollateralCharge.application_id)
    rows = (await owner.execute(select(Application).where(Application.id.in_(charged)))).scalars().all()
    assert any(each.state in BOUND for each in rows)
    for application in rows:
        async with room(Caller(house, WORKER)) as work:
            marks = await figures.marks_of(work, application.id)
        assert [mark.split(":")[0] for mark in marks] == ["charge", "party"]
        wanted = select(Contract).where(Contract.application_id == application.id)
        contract = (await owner.execute(wanted)).scalar_one_or_none()
        if contract is not None:
            assert len(contract.terms["parties"]) == len(contract.terms["collateral"]) == 1
