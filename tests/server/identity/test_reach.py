"""A right reaches as far as the positions that grant it, whatever else their holder sees."""

import pytest
from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from server.customers import service as customers
from server.customers.trails.models import ConsentWithdrawal
from server.identity import catalogue, reads
from server.identity.models import ScopeKind, StaffPosition
from server.identity.operations import Operation
from server.identity.passage import WatchPassage
from server.kit.errors import NotFound
from server.kit.scope import Scope
from tests.factories.customers import PURPOSE, plant_customer
from tests.fixtures.asking import ask
from tests.fixtures.house import AsStaff, fresh
from tests.fixtures.world import OPENED_ON, id_of

BOTH = "{ viewer { staff { login } operations } customers { nodes { id } totalCount } }"


@pytest.fixture
async def appointed(owner: AsyncSession) -> None:
    """officer.east1 administers the house as well."""
    also = {"staff_id": id_of("officer.east1"), "position_code": catalogue.ADMINISTRATOR, "valid_from": OPENED_ON}
    await owner.execute(insert(StaffPosition).values(also))
    await owner.commit()


async def withdrawn(owner: AsyncSession) -> int:
    await owner.rollback()
    return len((await owner.execute(select(ConsentWithdrawal))).all())


async def test_one_position_has_one_reach(as_staff: AsStaff) -> None:
    actor = (await as_staff("reviewer.east1")).actor
    assert actor.scopes == ()
    assert actor.under_all(actor.operations) is actor


async def test_an_officer_who_reviews_writes_to_his_own_customers_only(as_staff: AsStaff, owner: AsyncSession) -> None:
    colleagues = await plant_customer(owner, officer="officer.east1")
    own = await plant_customer(owner, officer="officer2.east1")
    caller = await as_staff("officer2.east1")
    seen = (await ask(caller, "{ customers { totalCount } }"))["customers"]
    assert seen["totalCount"] == len((colleagues, own))
    said = {"purpose": PURPOSE, "reason": "客户来电要求撤回"}
    with pytest.raises(NotFound):
        await customers.withdraw_consent(caller, customer_id=colleagues.customer_id, **said)
    assert await withdrawn(owner) == 0
    await customers.withdraw_consent(fresh(caller), customer_id=own.customer_id, **said)
    assert await withdrawn(owner) == 1


@pytest.mark.usefixtures("appointed")
async def test_an_officer_who_administers_reads_no_more_of_the_book(as_staff: AsStaff, owner: AsyncSession) -> None:
    own = await plant_customer(owner, officer="officer.east1")
    await plant_customer(owner, officer="officer.west1")
    caller = await as_staff("officer.east1")
    for document in (BOTH, "{ customers { nodes { id } totalCount } }"):
        assert (await ask(caller, document))["customers"]["totalCount"] == 1
    assert (await reads.me(caller)).scope_kind is ScopeKind.HEADQUARTERS
    actor = caller.actor
    assert actor.under(Operation.STAFF_APPOINT).scope == Scope.everywhere()
    assert actor.under(Operation.CUSTOMER_READ).scope == Scope.of_officers(frozenset({own.officer_id}))
    assert actor.under_all([Operation.CUSTOMER_READ, Operation.STAFF_APPOINT]) is None


@pytest.mark.usefixtures("appointed")
async def test_acting_by_one_right_does_not_narrow_another(as_staff: AsStaff) -> None:
    caller = await as_staff("officer.east1")
    watched = await WatchPassage(caller, Operation.CUSTOMER_READ).renew(anew=True)
    assert watched.under(Operation.STAFF_APPOINT).scope == Scope.everywhere()
    narrow = caller.actor.under(Operation.CUSTOMER_READ)
    assert narrow.under(Operation.STAFF_APPOINT) == caller.actor
