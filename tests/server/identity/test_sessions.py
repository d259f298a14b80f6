"""Logging in, one-time codes, refresh rotation and its reuse, throttling, forged and foreign tokens."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import jwt
import pyotp
import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from server.identity import reads, sessions, tokens
from server.identity.actors import Sessions
from server.identity.errors import CodeRequired, RefreshReused, TokenInvalid, WrongCode, WrongCredentials
from server.identity.models import StaffSession
from server.kit.clock import FixedClock
from server.kit.errors import TooMany, Unauthenticated
from server.kit.work import Actor, Caller
from tests.fixtures.house import AsStaff
from tests.fixtures.world import PASSWORD, TOKEN_KEY, TOTP_SECRET, id_of


async def opened(nobody: Caller, login: str, **more: str) -> sessions.Tokens:
    got = await sessions.log_in(nobody, login=login, password=PASSWORD, **more)
    assert isinstance(got, sessions.Tokens)
    return got


async def actor_of(caller: Caller, access: str) -> Actor:
    assert isinstance(caller.house.actors, Sessions)
    return await caller.house.actors.actor_of(caller.house, access)


def code_at(clock: FixedClock) -> str:
    return pyotp.TOTP(TOTP_SECRET).at(clock.now())


async def test_login_and_password_open_a_session(nobody: Caller) -> None:
    actor = await actor_of(nobody, (await opened(nobody, "officer.east1")).access)
    assert (actor.id, "customer:register" in actor.operations) == (id_of("officer.east1"), True)


@pytest.mark.parametrize(("login", "password"), [("officer.east1", "wrong password"), ("no.such.body", PASSWORD)])
async def test_a_wrong_password_and_an_unknown_login_read_the_same(
    nobody: Caller, owner: AsyncSession, login: str, password: str
) -> None:
    with pytest.raises(WrongCredentials):
        await sessions.log_in(nobody, login=login, password=password)
    assert (await owner.execute(select(StaffSession))).first() is None


async def test_an_account_with_a_code_wants_it_and_takes_each_code_once(nobody: Caller, clock: FixedClock) -> None:
    with pytest.raises(CodeRequired):
        await sessions.log_in(nobody, login="manager.east", password=PASSWORD)
    await opened(nobody, "manager.east", code=code_at(clock))
    with pytest.raises(WrongCredentials):
        await sessions.log_in(nobody, login="manager.east", password=PASSWORD, code=code_at(clock))


async def test_repeated_failures_make_the_caller_wait_and_not_the_victim(nobody: Caller, clock: FixedClock) -> None:
    attacker = replace(nobody, address="203.0.113.9")
    for _ in range(6):
        with pytest.raises((WrongCredentials, TooMany)):
            await sessions.log_in(attacker, login="officer.east1", password="wrong password")
    with pytest.raises(TooMany):
        await sessions.log_in(attacker, login="officer.east1", password=PASSWORD)
    await opened(replace(nobody, address="198.51.100.7"), "officer.east1")
    clock.advance(timedelta(minutes=20))
    await opened(attacker, "officer.east1")


async def refreshed(nobody: Caller, clock: FixedClock, token: str, after_seconds: int = 1) -> sessions.Tokens:
    clock.advance(timedelta(seconds=after_seconds))
    got = await sessions.refresh_session(nobody, token=token)
    assert isinstance(got, sessions.Tokens)
    return got


async def test_a_refresh_token_works_once_and_its_reuse_ends_the_session(nobody: Caller, clock: FixedClock) -> None:
    first = await opened(nobody, "officer.east1")
    second = await refreshed(nobody, clock, first.refresh)
    third = await refreshed(nobody, clock, second.refresh)
    with pytest.raises(RefreshReused):
        await refreshed(nobody, clock, first.refresh)
    with pytest.raises(TokenInvalid):
        await refreshed(nobody, clock, third.refresh)
    with pytest.raises(Unauthenticated):
        await reads.me(replace(nobody, actor=await actor_of(nobody, third.access)))


async def test_a_lost_answer_to_a_refresh_may_be_asked_for_again(nobody: Caller, clock: FixedClock) -> None:
    first = await opened(nobody, "officer.east1")
    await refreshed(nobody, clock, first.refresh)
    await refreshed(nobody, clock, first.refresh, after_seconds=15)
    arrived = await refreshed(nobody, clock, first.refresh, after_seconds=15)
    await reads.me(replace(nobody, actor=await actor_of(nobody, arrived.access)))
    await refreshed(nobody, clock, arrived.refresh, after_seconds=600)


async def test_a_spent_refresh_token_half_a_minute_later_ends_the_session(nobody: Caller, clock: FixedClock) -> None:
    first = await opened(nobody, "officer.east1")
    unused = await refreshed(nobody, clock, first.refresh)
    with pytest.raises(RefreshReused):
        await refreshed(nobody, clock, first.refresh, after_seconds=31)
    with pytest.raises(TokenInvalid):
        await refreshed(nobody, clock, unused.refresh)


async def test_of_two_answers_to_one_refresh_only_one_goes_on(nobody: Caller, clock: FixedClock) -> None:
    first = await opened(nobody, "officer.east1")
    mine = await refreshed(nobody, clock, first.refresh)
    stolen = await refreshed(nobody, clock, first.refresh)
    going_on = await refreshed(nobody, clock, mine.refresh)
    with pytest.raises(RefreshReused):
        await refreshed(nobody, clock, stolen.refresh, after_seconds=31)
    with pytest.raises(TokenInvalid):
        await refreshed(nobody, clock, going_on.refresh)


async def test_an_access_token_dies_after_its_minutes(nobody: Caller, clock: FixedClock) -> None:
    access = (await opened(nobody, "officer.east1")).access
    clock.advance(timedelta(minutes=16))
    with pytest.raises(TokenInvalid):
        await actor_of(nobody, access)


async def test_stepping_up_takes_a_fresh_code(as_staff: AsStaff, clock: FixedClock) -> None:
    caller = await as_staff("manager.east", stepped_up=False)
    with pytest.raises(WrongCode):
        await sessions.step_up(caller, code="000000")
    await sessions.step_up(caller, code=code_at(clock))
    until = (await reads.me(caller)).stepped_up_until
    assert until == clock.now() + timedelta(minutes=10)


def claims(clock: FixedClock, **changes: object) -> dict[str, object]:
    now = int(clock.now().timestamp())
    whole = {
        "iss": "jiedai",
        "aud": "jiedai-api",
        "sub": str(uuid4()),
        "sid": str(uuid4()),
        "jti": "x",
        "typ": "access",
        "iat": now,
        "exp": now + 900,
    }
    return {name: value for name, value in {**whole, **changes}.items() if value is not None}


@pytest.mark.parametrize(
    "changes",
    [
        {"exp": None},
        {"iat": None},
        {"aud": None},
        {"aud": "other"},
        {"iss": "other"},
        {"sub": "no uuid"},
        {"sid": None},
        {"jti": None},
        {"typ": "refresh"},
        {"typ": None},
        {"exp": 1},
        {"exp": "tomorrow"},
        {"exp": 10**40},
    ],
    ids=str,
)
def test_a_token_with_wrong_or_missing_claims_is_refused(clock: FixedClock, changes: dict[str, object]) -> None:
    forged = jwt.encode(claims(clock, **changes), TOKEN_KEY, algorithm="HS256")
    with pytest.raises(TokenInvalid):
        tokens.read_access(TOKEN_KEY, forged, clock.now())


def test_a_token_that_was_read_before_dies_with_its_time_and_vouches_for_no_other(clock: FixedClock) -> None:
    right = jwt.encode(claims(clock), TOKEN_KEY, algorithm="HS256")
    assert tokens.read_access(TOKEN_KEY, right, clock.now()) == tokens.read_access(TOKEN_KEY, right, clock.now())
    for key, token in ((TOKEN_KEY[::-1], right), (TOKEN_KEY, right + "A"), (TOKEN_KEY, right.swapcase())):
        for _ in range(2):
            with pytest.raises(TokenInvalid):
                tokens.read_access(key, token, clock.now())
    clock.advance(timedelta(seconds=900) + tokens.LEEWAY)
    assert tokens.read_access(TOKEN_KEY, right, clock.now())
    clock.advance(timedelta(seconds=1))
    with pytest.raises(TokenInvalid):
        tokens.read_access(TOKEN_KEY, right, clock.now())


def test_a_token_of_another_key_or_algorithm_is_refused(clock: FixedClock) -> None:
    right = jwt.encode(claims(clock), TOKEN_KEY, algorithm="HS256")
    assert isinstance(tokens.read_access(TOKEN_KEY, right, clock.now()).staff_id, UUID)
    for forged in (
        jwt.encode(claims(clock), b"another key of thirty-two bytes!", algorithm="HS256"),
        jwt.encode(claims(clock), TOKEN_KEY * 2, algorithm="HS512"),
        jwt.encode(claims(clock), "", algorithm="none"),
        right[:-2] + ("AA" if right[-2:] != "AA" else "BB"),
        "a.b.c",
        "",
        "x" * 5000,
    ):
        with pytest.raises(TokenInvalid):
            tokens.read_access(TOKEN_KEY, forged, clock.now())
