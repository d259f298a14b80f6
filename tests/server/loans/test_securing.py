"""Parties and charges go with the loan: free when nothing is owed, back when a repayment is taken back."""

from uuid import uuid4

from sqlalchemy import func, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from server.applications.securing.models import ApplicationParty, GuaranteeClaim
from server.applications.securing.rules import GuaranteeKind, PartyRole, PartyState
from server.collateral.models import CollateralCharge
from server.collateral.rules import ChargeKind, ChargeState
from server.kit.clock import business_date
from server.loans import queries
from server.loans.models import Instalment, Loan
from server.loans.repaying import repay
from server.loans.reversing import reverse
from tests.factories.applications import plant_lender
from tests.factories.custody import plant_funding_account
from tests.factories.documents import plant_borrower
from tests.factories.loans import PlantedLoan, plant_loan
from tests.fixtures.house import NOON, AsStaff, fresh
from tests.fixtures.world import id_of

DAY = business_date(NOON)


async def plant_security(owner: AsyncSession, loan: PlantedLoan, owned: dict[str, object]) -> None:
    """A bound guarantor and a registered charge of the loan's application."""
    party_id, by = uuid4(), id_of("officer.east1")
    of = owned | {"application_id": loan.application_id}
    party = {"id": party_id, "person_id": uuid4(), "role": PartyRole.GUARANTOR, "state": PartyState.BOUND, "version": 3}
    party |= {"guarantee": GuaranteeKind.JOINT, "amount_fen": 500, "months_after_due": 6, "added_by": by}
    party |= {"consent": "书面", "consented_at": NOON, "consent_taken_by": by, "added_at": NOON}
    await owner.execute(insert(ApplicationParty).values(**of, **party))
    claim = {"party_id": party_id, "person_id": party["person_id"], "debtor_id": owned["customer_id"]}
    await owner.execute(insert(GuaranteeClaim).values(**claim, amount_fen=500))
    charge = {"id": uuid4(), "item_id": uuid4(), "owner_id": owned["customer_id"], "kind": ChargeKind.MORTGAGE}
    charge |= {"state": ChargeState.REGISTERED, "secured_fen": 500, "prior_fen": 0, "rank": 1, "version": 2}
    charge |= {"registration_number": "1", "registered_on": DAY, "authority": "登记中心"}
    charge |= {"registered_by": id_of("lead.east1"), "charged_by": by, "charged_at": NOON}
    await owner.execute(insert(CollateralCharge).values(**of, **charge))
    await owner.commit()


async def states(owner: AsyncSession) -> tuple[PartyState, ChargeState, bool]:
    """Of the party, of the charge, and whether the guarantor answers for anything."""
    await owner.rollback()
    party = (await owner.execute(select(ApplicationParty.state))).scalar_one()
    charge = (await owner.execute(select(CollateralCharge.state))).scalar_one()
    ended = (await owner.execute(select(GuaranteeClaim.ended_at))).scalar_one()
    return party, charge, ended is None


async def test_parties_and_charges_are_free_when_nothing_is_owed_and_back_when_something_is(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    version_id, borrower = await plant_lender(owner), await plant_borrower(owner)
    loan = await plant_loan(owner, borrower, version_id, await plant_funding_account(owner), principal_fen=1_000_000)
    await plant_security(owner, loan, dict(borrower.owner_columns))
    owed = select(func.sum(queries.owed())).where(Instalment.loan_id == loan.loan_id)
    amount_fen = int((await owner.execute(owed)).scalar_one())
    await owner.rollback()
    clerk = await as_staff("finance.hq")
    act_id = await repay(fresh(clerk), loan_id=loan.loan_id, amount_fen=amount_fen, paid_on=DAY, reference="R-1")
    assert await states(owner) == (PartyState.RELEASED, ChargeState.DISCHARGED, False)
    checker = await as_staff("checker.hq")
    version = (await owner.execute(select(Loan.version).where(Loan.id == loan.loan_id))).scalar_one()
    await reverse(fresh(checker), loan_id=loan.loan_id, act_id=act_id, reason="误记", expected_version=version)
    assert await states(owner) == (PartyState.BOUND, ChargeState.REGISTERED, True)
