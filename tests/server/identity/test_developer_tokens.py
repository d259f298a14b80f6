"""Developer tokens: what they may hold, what ends them, and that a changed right bites on their next request."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from server.identity import developer_rights as rights
from server.identity import developer_tokens, reads, sessions, staffing, tokens
from server.identity.actors import Sessions
from server.identity.errors import OperationNotForTokens, TokenInvalid, TokenLifetimeUnsound, TooManyTokens
from server.identity.models import DeveloperToken, StaffSession
from server.identity.operations import Operation
from server.kit.clock import FixedClock
from server.kit.errors import Denied, IdempotencyMismatch, Invalid, NotFound, StepUpRequired
from server.kit.work import Caller, House
from tests.fixtures.house import AsStaff, fresh
from tests.fixtures.world import PASSWORD, TOKEN_KEY

RISK = "risk.hq"
MANAGER = "manager.east"


async def made(caller: Caller, **over: object) -> tuple[str, UUID]:
    """A fresh token and its id."""
    wanted = {"name": "board", "days": 30} | over
    new = await developer_tokens.create(fresh(caller), **wanted)  # type: ignore[arg-type]  # a test's own words
    assert new.token is not None
    return new.token, new.id


async def used(house: House, token: str) -> Caller:
    """A caller who shows this token."""
    assert isinstance(house.actors, Sessions)
    return Caller(house, await house.actors.actor_of(house, token), request_id="test", idempotency_key=uuid4().hex)


async def test_a_token_reads_what_its_owner_may_read_and_writes_nothing(house: House, as_staff: AsStaff) -> None:
    owner = await as_staff(RISK)
    token, _ = await made(owner)
    caller = await used(house, token)
    assert caller.actor.id == owner.actor.id
    assert caller.actor.scope == owner.actor.scope
    assert caller.actor.stepped_up_at is None
    reading = {name for name in owner.actor.operations if name.endswith(":read")} - rights.NEVER
    assert caller.actor.operations == reading
    assert (await reads.me(caller)).operations == tuple(sorted(reading))


async def test_a_token_that_may_write_never_holds_what_wants_the_person_himself(
    house: House, as_staff: AsStaff
) -> None:
    owner = await as_staff("finance.hq")
    token, _ = await made(owner, read_only=False)
    held = (await used(house, token)).actor.operations
    assert Operation.LOAN_REPAY in held
    assert Operation.LOAN_DISBURSE in owner.actor.operations
    assert held & rights.NEVER == set()


async def test_a_token_can_be_given_a_part(house: House, as_staff: AsStaff) -> None:
    owner = await as_staff(RISK)
    token, _ = await made(owner, operations=[Operation.LOAN_READ])
    held = (await used(house, token)).actor.operations
    assert held == {Operation.LOAN_READ, Operation.SESSION_READ, Operation.REQUEST_READ}


@pytest.mark.parametrize(
    ("operation", "read_only"),
    [
        (Operation.LOAN_REPAY, False),
        (Operation.PRODUCT_PUBLISH, True),
        (Operation.SESSION_PASSWORD, False),
        (Operation.TOKEN_CREATE, False),
        ("nothing:such", False),
    ],
)
async def test_what_a_token_cannot_hold_is_named_and_no_token_is_made(
    as_staff: AsStaff, owner: AsyncSession, operation: str, *, read_only: bool
) -> None:
    with pytest.raises(OperationNotForTokens) as refused:
        await made(await as_staff(RISK), operations=[operation], read_only=read_only)
    assert (refused.value.field, refused.value.facts) == ("operations", {"operation": operation})
    assert list(await owner.scalars(select(DeveloperToken))) == []


@pytest.mark.parametrize("days", [0, -1, 91])
async def test_a_token_lives_a_day_to_ninety(as_staff: AsStaff, days: int) -> None:
    with pytest.raises(TokenLifetimeUnsound):
        await made(await as_staff(RISK), days=days)


@pytest.mark.parametrize("name", ["", "   ", "x" * 61])
async def test_a_token_has_a_name(as_staff: AsStaff, name: str) -> None:
    with pytest.raises(Invalid):
        await made(await as_staff(RISK), name=name)


async def test_who_does_not_hold_the_operation_makes_none(as_staff: AsStaff, owner: AsyncSession) -> None:
    with pytest.raises(Denied):
        await made(await as_staff("officer.east1"))
    assert list(await owner.scalars(select(DeveloperToken))) == []


async def test_an_account_with_a_one_time_code_wants_a_fresh_one(as_staff: AsStaff, owner: AsyncSession) -> None:
    with pytest.raises(StepUpRequired):
        await made(await as_staff(MANAGER, stepped_up=False))
    assert list(await owner.scalars(select(DeveloperToken))) == []
    assert (await made(await as_staff(MANAGER)))[0].startswith("jdt_")


async def test_a_token_makes_no_token_and_ends_none(house: House, as_staff: AsStaff) -> None:
    token, token_id = await made(await as_staff(RISK), read_only=False)
    caller = await used(house, token)
    with pytest.raises(Denied):
        await made(caller)
    with pytest.raises(Denied):
        await developer_tokens.revoke(fresh(caller), token_id=token_id)
    with pytest.raises(Denied):
        await sessions.end_other_sessions(fresh(caller))
    with pytest.raises(Denied):
        await staffing.change_password(fresh(caller), old=PASSWORD, new=NEW_PASSWORD)
    assert (await used(house, token)).actor.operations == caller.actor.operations


async def test_only_a_hash_is_kept_and_the_stored_outcome_has_no_token(as_staff: AsStaff, owner: AsyncSession) -> None:
    caller = await as_staff(RISK)
    first = await developer_tokens.create(caller, name="board", days=30)
    again = await developer_tokens.create(caller, name="board", days=30)
    assert (again.id, again.token) == (first.id, None)
    assert first.token is not None
    with pytest.raises(IdempotencyMismatch):
        await developer_tokens.create(caller, name="another", days=30)
    tables = await owner.execute(text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'"))
    for table in tables.scalars().all():
        rows = await owner.execute(text(f'SELECT t::text FROM "{table}" t'))  # noqa: S608 - names from the catalogue
        assert not any(first.token[12:] in row for row in rows.scalars()), table
    kept = (await owner.scalars(select(DeveloperToken))).one()
    assert first.token.startswith(kept.prefix)
    assert len(kept.prefix) == 10


async def test_at_most_twenty_live_at_a_time(as_staff: AsStaff, owner: AsyncSession) -> None:
    caller = await as_staff(RISK)
    ids = [(await made(caller))[1] for _ in range(rights.LIVING_MAX)]
    with pytest.raises(TooManyTokens):
        await made(caller)
    await developer_tokens.revoke(fresh(caller), token_id=ids[0])
    await made(caller)
    assert len(list(await owner.scalars(select(DeveloperToken)))) == rights.LIVING_MAX + 1


async def test_a_revoked_token_is_dead_on_its_next_request(house: House, as_staff: AsStaff) -> None:
    owner = await as_staff(RISK)
    token, token_id = await made(owner)
    other, _ = await made(owner)
    caller = await used(house, token)
    await developer_tokens.revoke(fresh(owner), token_id=token_id)
    with pytest.raises(TokenInvalid):
        await reads.me(caller)
    second_process = replace(house, actors=Sessions(TOKEN_KEY))
    with pytest.raises(TokenInvalid):
        await used(second_process, token)
    assert await reads.me(await used(house, other))
    assert await developer_tokens.revoke(fresh(owner), token_id=token_id) == token_id


async def test_another_persons_token_is_not_found(as_staff: AsStaff, house: House) -> None:
    token, token_id = await made(await as_staff(RISK))
    stranger = await as_staff("auditor.hq")
    with pytest.raises(NotFound):
        await developer_tokens.revoke(fresh(stranger), token_id=token_id)
    assert list(await developer_tokens.listed(stranger)) == []
    assert await reads.me(await used(house, token))


async def test_a_session_that_somebody_logged_in_to_is_no_token(as_staff: AsStaff) -> None:
    caller = await as_staff(RISK)
    assert caller.actor.session_id is not None
    with pytest.raises(NotFound):
        await developer_tokens.revoke(fresh(caller), token_id=caller.actor.session_id)
    assert await reads.me(caller)


async def test_a_right_taken_away_bites_on_the_next_request(house: House, as_staff: AsStaff) -> None:
    token, _ = await made(await as_staff(RISK))
    caller = await used(house, token)
    assert Operation.LOAN_READ in caller.actor.operations
    admin = await as_staff("admin1.hq")
    await staffing.appoint(admin, staff_id=caller.actor.id, positions=["administrator"])
    operations = (await reads.me(caller)).operations
    assert Operation.LOAN_READ not in operations
    assert Operation.STAFF_READ in operations


async def test_a_right_given_later_is_not_the_tokens(house: House, as_staff: AsStaff) -> None:
    token, _ = await made(await as_staff(RISK))
    admin = await as_staff("admin1.hq")
    caller = await used(house, token)
    await staffing.appoint(admin, staff_id=caller.actor.id, positions=["risk_officer", "auditor"])
    assert Operation.AUDIT_READ not in (await reads.me(caller)).operations


NEW_PASSWORD = "battery staple 10"


async def ended_elsewhere(own: Caller, _: Caller) -> None:
    await sessions.end_other_sessions(fresh(own))


async def changed_password(own: Caller, _: Caller) -> None:
    await staffing.change_password(fresh(own), old=PASSWORD, new=NEW_PASSWORD)


async def was_reset(own: Caller, admin: Caller) -> None:
    await staffing.reset(fresh(admin), staff_id=own.actor.id, password=NEW_PASSWORD)


async def left(own: Caller, admin: Caller) -> None:
    await staffing.disable(fresh(admin), staff_id=own.actor.id)


@pytest.mark.parametrize("event", [ended_elsewhere, changed_password, was_reset, left])
async def test_a_token_ends_with_its_owners_sessions(
    house: House, as_staff: AsStaff, event: Callable[[Caller, Caller], Awaitable[None]]
) -> None:
    own, admin = await as_staff(RISK), await as_staff("admin1.hq")
    token, _ = await made(own)
    caller = await used(house, token)
    assert await reads.me(caller)
    await event(own, admin)
    with pytest.raises(TokenInvalid):
        await reads.me(caller)


async def test_a_token_ends_on_its_date_even_where_it_is_remembered(
    house: House, as_staff: AsStaff, clock: FixedClock
) -> None:
    token, _ = await made(await as_staff(RISK), days=1)
    clock.advance(timedelta(hours=11, minutes=59))
    assert await reads.me(await used(house, token))
    clock.advance(timedelta(hours=12))
    assert await reads.me(await used(house, token))
    clock.advance(timedelta(minutes=2))
    with pytest.raises(TokenInvalid):
        await used(house, token)


async def test_the_day_of_the_last_use_is_noted_once_a_day(
    house: House, as_staff: AsStaff, clock: FixedClock, owner: AsyncSession
) -> None:
    own = await as_staff(RISK)
    token, _ = await made(own)

    async def noted() -> tuple[str, int]:
        (row,) = await developer_tokens.listed(own)
        count = await owner.execute(text("SELECT count(*) FROM audit_records WHERE operation = 'token:use'"))
        await owner.rollback()
        return str(row.token.last_used_on), count.scalar_one()

    assert await noted() == ("None", 0)
    for _ in range(3):
        await used(house, token)
    await used(replace(house, actors=Sessions(TOKEN_KEY)), token)
    assert await noted() == ("2026-03-02", 1)
    clock.advance(timedelta(days=1))
    await used(house, token)
    assert await noted() == ("2026-03-03", 2)


@pytest.mark.parametrize("spoilt", ["jdt_", "jdt_x", "jdt_" + "A" * 51, "jdt_" + "é" * 51, "jdt_" + "A" * 100_000])
async def test_what_is_no_token_is_told_without_a_look_into_the_database(house: House, spoilt: str) -> None:
    closed = replace(house, database=None)  # type: ignore[arg-type]  # whoever asks it fails
    with pytest.raises(TokenInvalid):
        await used(closed, spoilt)


async def test_a_well_formed_token_that_nobody_made_is_no_log_in(house: House) -> None:
    with pytest.raises(TokenInvalid):
        await used(house, tokens.new_developer())


async def test_who_must_choose_a_password_first_has_no_use_of_a_token(
    house: House, as_staff: AsStaff, owner: AsyncSession
) -> None:
    own = await as_staff(RISK)
    token, token_id = await made(own)
    await owner.execute(text("UPDATE staff SET must_change_password = true WHERE login = 'risk.hq'"))
    await owner.execute(update(StaffSession).where(StaffSession.id == token_id).values(ended_at=None))
    await owner.commit()
    assert (await used(house, token)).actor.operations == {Operation.SESSION_READ}
