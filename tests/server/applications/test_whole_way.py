"""From the first opinion to payment: returned, submitted anew, lent less by a stand-in, accepted, made void."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from server.applications.errors import ApprovalVoid, ConditionsOpen, TermsNotAccepted
from server.applications.fulfilling import accept_terms, fulfil
from server.applications.lending import approved_for_disbursement
from server.applications.models import Application
from server.applications.rules import ApplicationState
from server.approvals.delegating import delegate
from server.approvals.models import Condition, Vote
from server.approvals.offered import Offered
from server.approvals.rules import CaseDecision, Tier
from server.approvals.service import decide
from server.contracts.service import draw_up
from server.customers.models import BankAccount
from server.identity.guard import use_case
from server.identity.operations import Operation
from server.kit.clock import business_date
from server.kit.work import Work
from tests.factories.applications import apply_for, exposure, hand_in, kept_application, plant_lender
from tests.factories.approvals import kept_case, vote
from tests.factories.documents import plant_borrower
from tests.fixtures.house import NOON, AsStaff, fresh
from tests.fixtures.world import id_of

ASKED_FEN, LENT_FEN = 10_000_000, 8_000_000


@use_case(Operation.LOAN_DISBURSE)
async def ready_to_pay(work: Work, *, application_id: object) -> str:
    """What paying out asks for first."""
    application = await approved_for_disbursement(work, application_id)  # type: ignore[arg-type]  # the test's own id
    return application.state.value


async def test_returned_then_lent_less_by_a_stand_in_then_accepted(as_staff: AsStaff, owner: AsyncSession) -> None:
    officer, manager = await as_staff("officer.east1"), await as_staff("manager.east")
    version_id = await plant_lender(owner)
    customer = await plant_borrower(owner)
    application_id = await apply_for(officer, customer, version_id, ASKED_FEN)
    await vote(manager, await kept_case(owner, application_id), CaseDecision.RETURN)
    returned = await kept_application(owner, application_id)
    assert (returned.state, returned.tier) == (ApplicationState.RETURNED, Tier.REGIONAL)
    await hand_in(officer, application_id, ASKED_FEN, version=returned.version)
    today = business_date(NOON)
    days = {"valid_from": today, "valid_until": today + timedelta(days=3)}
    lent = {"to": id_of("committee1.hq"), "positions": ["regional_manager"], "reason": "出差"}
    await delegate(fresh(manager), **lent, **days)  # type: ignore[arg-type]  # values of several kinds
    case, stand_in = await kept_case(owner, application_id), await as_staff("committee1.hq")
    less = {"offered": Offered(LENT_FEN), "conditions": ("办妥抵押登记",)}
    await decide(
        stand_in,
        case_id=case.id,
        decision=CaseDecision.APPROVE,
        reason="压降后同意",
        expected_version=case.version,
        **less,  # type: ignore[arg-type]  # as above
    )
    given = await owner.execute(select(Vote.decided_by, Vote.voice).where(Vote.case_id == case.id))
    assert tuple(given.one()) == (id_of("committee1.hq"), id_of("manager.east"))
    assert await exposure(owner, customer.customer_id) == (LENT_FEN, 0)
    with pytest.raises(TermsNotAccepted):
        await draw_up(fresh(officer), application_id=application_id)
    approved = await kept_application(owner, application_id)
    said = {"application_id": application_id, "expected_version": approved.version}
    await accept_terms(fresh(officer), **said, acceptance="客户当面确认")  # type: ignore[arg-type]  # as above
    assert await draw_up(fresh(officer), application_id=application_id)
    await owner.execute(update(Application).values(state=ApplicationState.CONTRACTED))
    await owner.commit()
    clerk = await as_staff("finance.hq")
    with pytest.raises(ConditionsOpen):
        await ready_to_pay(clerk, application_id=application_id)
    condition_id = (await owner.execute(select(Condition.id))).scalar_one()
    await fulfil(fresh(officer), condition_id=condition_id, note="他项权证已取得")
    assert await ready_to_pay(fresh(clerk), application_id=application_id) == "contracted"
    changed = update(BankAccount).where(BankAccount.customer_id == customer.customer_id)
    await owner.execute(changed.values(number_index=b"another"))
    await owner.commit()
    with pytest.raises(ApprovalVoid):  # the money would go to another account than the one that was approved
        await ready_to_pay(fresh(clerk), application_id=application_id)
