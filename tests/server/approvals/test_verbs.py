"""Every state of a case, every verb, every kind of staff: what is allowed and by which code it is refused."""

import itertools
from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from server.applications.errors import WrongState
from server.applications.models import Application
from server.applications.rules import ApplicationState, Content, content_hash
from server.approvals.errors import CaseClosed, WrongPosition
from server.approvals.models import ApprovalAct, ApprovalCase, Vote
from server.approvals.passing_on import Place, add_signer, recuse, transfer, urge
from server.approvals.rules import CaseDecision, CaseState, Tier
from server.approvals.service import decide
from server.customers.models import CustomerExposure
from server.identity.models import StaffPosition
from server.kit.errors import Denied, DomainError, NotFound
from server.kit.work import Caller
from tests.factories.applications import plant_application, plant_lender, take_back
from tests.factories.approvals import OPENED_AT, plant_case
from tests.factories.customers import plant_customer
from tests.fixtures.house import AsStaff, fresh
from tests.fixtures.world import OPENED_ON, id_of

Verb = Callable[[Caller, UUID, UUID], Awaitable[Any]]


def voting(decision: CaseDecision) -> Verb:
    async def cast(caller: Caller, case_id: UUID, _application_id: UUID) -> Any:
        return await decide(caller, case_id=case_id, decision=decision, reason="已核实", expected_version=1)

    return cast


async def passing(caller: Caller, case_id: UUID, _application_id: UUID) -> Any:
    return await transfer(caller, case_id=case_id, to=id_of("lead.east1"), reason="出差", expected_version=1)


async def adding(caller: Caller, case_id: UUID, _application_id: UUID) -> Any:
    signer: dict[str, Any] = {"signer": id_of("committee2.hq"), "place": Place.AFTER}
    return await add_signer(caller, case_id=case_id, **signer, reason="请会签", expected_version=1)


async def urging(caller: Caller, case_id: UUID, _application_id: UUID) -> Any:
    return await urge(caller, case_id=case_id, reason="客户着急")


async def stepping_aside(caller: Caller, case_id: UUID, _application_id: UUID) -> Any:
    return await recuse(caller, case_id=case_id, reason="与客户相识")


async def withdrawing(caller: Caller, _case_id: UUID, application_id: UUID) -> Any:
    return await take_back(caller, application_id, 1)


VERBS: dict[str, Verb] = {
    "approve": voting(CaseDecision.APPROVE),
    "return": voting(CaseDecision.RETURN),
    "reject": voting(CaseDecision.REJECT),
    "transfer": passing,
    "add signer": adding,
    "urge": urging,
    "recuse": stepping_aside,
    "withdraw": withdrawing,
}
DECIDING = frozenset({"approve", "return", "reject", "transfer", "add signer", "recuse"})
# who may use which verb at all, and who of them sees a case of officer.east1
DECIDERS = ("officer2.east1", "reviewer.east1", "manager.east", "manager.west", "committee1.hq")
INTAKE = ("officer.east1", "officer2.east1", "officer.west1")
OTHERS = ("branchmanager.east1", "finance.hq", "risk.hq", "auditor.hq", "admin1.hq", "collector.east1")
ROLES = tuple(dict.fromkeys((*DECIDERS, *INTAKE, *OTHERS)))
BLIND = frozenset({"manager.west", "officer.west1"})
OUT_OF_REACH = frozenset({("withdraw", "officer2.east1")})
"""He sees the case as a reviewer; as an officer he serves other customers."""
TAKEN_BACK = {CaseState.OPEN, CaseState.APPROVED, CaseState.RETURNED}
APPLICATIONS = {
    CaseState.OPEN: ApplicationState.IN_REVIEW,
    CaseState.APPROVED: ApplicationState.APPROVED,
    CaseState.RETURNED: ApplicationState.RETURNED,
    CaseState.REJECTED: ApplicationState.REJECTED,
    CaseState.WITHDRAWN: ApplicationState.WITHDRAWN,
}


def expected(state: CaseState, verb: str, role: str) -> type[DomainError] | None:
    """What the cell says of a case that the regional manager of East decides."""
    holds = {"urge": (*DECIDERS, *INTAKE), "withdraw": INTAKE}.get(verb, DECIDERS)
    if role not in holds:
        return Denied
    if role in BLIND or (verb, role) in OUT_OF_REACH:
        return NotFound
    if verb == "withdraw":
        return None if state in TAKEN_BACK else WrongState
    if state is not CaseState.OPEN:
        return CaseClosed
    return WrongPosition if verb in DECIDING and role != "manager.east" else None


async def plant(owner: AsyncSession, version_id: UUID, state: CaseState) -> tuple[UUID, UUID]:
    """An application and its case in a state."""
    customer = await plant_customer(owner)
    application_id = await plant_application(owner, customer, version_id, state=APPLICATIONS[state])
    settled_at = None if state is CaseState.OPEN else OPENED_AT
    wish = Content(application_id, customer.customer_id, version_id, 3_000_000, 12, "equipment", None)
    more: dict[str, Any] = {"state": state, "settled_at": settled_at, "subject_id": application_id}
    more |= {"content_hash": content_hash(wish), "amount_fen": 3_000_000}
    case_id = await plant_case(owner, customer, tier=Tier.REGIONAL, **more)
    mine = CustomerExposure.customer_id == customer.customer_id
    await owner.execute(update(CustomerExposure).where(mine).values(committed_fen=3_000_000))
    await owner.commit()
    return application_id, case_id


async def told(owner: AsyncSession, case_id: UUID, application_id: UUID) -> tuple[Any, ...]:
    """Everything that a verb could have changed."""
    await owner.rollback()
    columns = (ApprovalCase.state, ApprovalCase.version, ApprovalCase.assignee, ApprovalCase.urges, ApprovalCase.route)
    case = (await owner.execute(select(*columns).where(ApprovalCase.id == case_id))).one()
    votes = (await owner.execute(select(func.count()).where(Vote.case_id == case_id))).scalar_one()
    acts = (await owner.execute(select(func.count()).where(ApprovalAct.case_id == case_id))).scalar_one()
    wanted = select(Application.state, Application.version).where(Application.id == application_id)
    return (*case, votes, acts, *(await owner.execute(wanted)).one())


@pytest.mark.parametrize("state", CaseState)
async def test_every_cell_of_state_verb_and_role_is_allowed_or_refused_by_its_code(
    as_staff: AsStaff, owner: AsyncSession, state: CaseState
) -> None:
    owner.add(StaffPosition(staff_id=id_of("lead.east1"), position_code="regional_manager", valid_from=OPENED_ON))
    await owner.commit()
    version_id = await plant_lender(owner)
    callers = {role: await as_staff(role) for role in ROLES}
    application_id, case_id = await plant(owner, version_id, state)
    before = await told(owner, case_id, application_id)
    allowed = []
    for verb, role in itertools.product(VERBS, ROLES):
        refusal = expected(state, verb, role)
        if refusal is None:
            allowed.append((verb, role))
            continue
        with pytest.raises(DomainError) as met:
            await VERBS[verb](fresh(callers[role]), case_id, application_id)
        assert type(met.value) is refusal, (state, verb, role)
    assert await told(owner, case_id, application_id) == before
    for verb, role in allowed:
        application_id, case_id = await plant(owner, version_id, state)
        assert await VERBS[verb](fresh(callers[role]), case_id, application_id) in (case_id, application_id)
        assert await told(owner, case_id, application_id) != before, (state, verb, role)
