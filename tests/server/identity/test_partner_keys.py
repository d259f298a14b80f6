"""Partners' keys: rights and scope of their own, reading only, ended at once."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from server.identity import partner_keys
from server.identity.actors import Sessions
from server.identity.errors import OperationNotForTokens, TokenInvalid, TokenLifetimeUnsound
from server.identity.models import PartnerKey
from server.identity.operations import Operation
from server.kit.clock import FixedClock
from server.kit.errors import Denied, Invalid
from server.kit.work import ActorKind, Caller, House
from tests.factories.documents import plant_borrower
from tests.fixtures.asking import ask
from tests.fixtures.house import AsStaff, fresh
from tests.fixtures.world import id_of

CUSTOMERS = "{ customers { totalCount nodes { nameMasked } } }"


@pytest.fixture
async def admin(as_staff: AsStaff) -> Caller:
    return await as_staff("admin1.hq")


async def with_key(house: House, key: str | None) -> Caller:
    """A caller who brings this key."""
    assert key is not None
    sessions = house.actors
    assert isinstance(sessions, Sessions)
    return Caller(house, await sessions.actor_of(house, key), request_id="test")


async def made(admin: Caller, **more: Any) -> partner_keys.NewKey:
    given: dict[str, Any] = {"name": "Platform", "days": 30, "operations": ("customer:read",)} | more
    return await partner_keys.create(fresh(admin), **given)


async def test_a_key_reads_what_it_was_given_in_its_branches_only(
    admin: Caller, house: House, owner: AsyncSession
) -> None:
    for login in ("officer.east1", "officer.west1"):
        await plant_borrower(owner, officer=login)
    await owner.commit()
    everywhere, west = await made(admin), await made(admin, branch_ids=(id_of("west-1"),))
    caller = await with_key(house, everywhere.key)
    assert caller.actor.kind is ActorKind.PARTNER
    assert (await ask(caller, CUSTOMERS))["customers"]["totalCount"] == 2
    assert (await ask(await with_key(house, west.key), CUSTOMERS))["customers"]["totalCount"] == 1


async def test_a_key_cannot_do_what_it_was_not_given(admin: Caller, house: House) -> None:
    caller = await with_key(house, (await made(admin)).key)
    with pytest.raises(Denied):
        await ask(caller, "{ loans { totalCount } }")


async def test_an_ended_key_is_refused_on_its_next_request(admin: Caller, house: House) -> None:
    new = await made(admin)
    caller = await with_key(house, new.key)
    await partner_keys.end(fresh(admin), key_id=new.id)
    with pytest.raises(TokenInvalid):
        await with_key(house, new.key)
    with pytest.raises(TokenInvalid):
        await ask(caller, CUSTOMERS)


async def test_a_key_ends_by_its_date(admin: Caller, house: House, clock: FixedClock) -> None:
    new = await made(admin, days=1)
    clock.advance(timedelta(days=1))
    with pytest.raises(TokenInvalid):
        await with_key(house, new.key)


async def test_only_the_hash_of_a_key_is_kept_and_its_use_is_noted_once_a_day(
    admin: Caller, house: House, owner: AsyncSession
) -> None:
    new = await made(admin)
    await with_key(house, new.key)
    row = (await owner.execute(select(PartnerKey))).scalar_one()
    assert new.key is not None
    assert new.key.encode() not in row.key_hash
    assert new.key.startswith(row.prefix)
    assert row.last_used_on is not None


@pytest.mark.parametrize(
    ("wrong", "refusal", "field"),
    [
        ({"operations": ("customer:reveal",)}, OperationNotForTokens, "operations"),
        ({"operations": ("loan:disburse",)}, OperationNotForTokens, "operations"),
        ({"operations": ()}, Invalid, "operations"),
        ({"days": 367}, TokenLifetimeUnsound, "days"),
        ({"name": " "}, Invalid, "name"),
    ],
)
async def test_a_key_that_would_hold_too_much_is_not_made(
    admin: Caller, owner: AsyncSession, wrong: dict[str, Any], refusal: type[Invalid], field: str
) -> None:
    with pytest.raises(refusal) as refused:
        await made(admin, **wrong)
    assert refused.value.field == field
    assert (await owner.execute(select(PartnerKey.id))).all() == []


def test_a_key_holds_reads_alone() -> None:
    assert all(name.endswith(":read") or name == Operation.QUERY_COMPOSE for name in partner_keys.POSSIBLE)


@pytest.mark.parametrize("key", ["jpk_", "jpk_" + "a" * 51, "jpk_" + "é" * 43 + "00000000"])
async def test_a_mistyped_key_is_refused_without_a_look(house: House, key: str) -> None:
    with pytest.raises(TokenInvalid):
        await with_key(house, key)
