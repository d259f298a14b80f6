"""The verbs of log-in: log in, refresh, step up, log out, end the sessions of a lost phone."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import pyotp
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from server.identity import passwords, queries, throttle, tokens
from server.identity.errors import (
    CodeRequired,
    RefreshReused,
    TokenInvalid,
    WipeOrdered,
    WrongCode,
    WrongCredentials,
)
from server.identity.guard import read, use_case
from server.identity.models import RefreshToken, RightsEpoch, Staff, StaffSession, StaffState
from server.identity.operations import Operation
from server.identity.passkeys.errors import PasskeyRequired
from server.identity.passkeys.queries import how_many, rules
from server.kit import crypto
from server.kit.errors import Refused
from server.kit.idempotency import outcome_of
from server.kit.work import Work

TOTP_STEP_SECONDS = 30
LOST_ANSWER = timedelta(seconds=30)
WIPED = frozenset({"lost_device", "reset", "disabled", "password_changed"})
"""Why a session was ended from elsewhere: its phone clears what it keeps when it asks again."""


@dataclass(frozen=True)
class Tokens:
    """A fresh pair. `expires_at` is of the access token."""

    access: str
    refresh: str
    expires_at: datetime
    session_id: UUID
    staff_id: UUID


@use_case(Operation.SESSION_OPEN, keyed=False)
async def log_in(
    work: Work, *, login: str, password: str, code: str | None = None, device: str | None = None
) -> Tokens | Refused:
    """Log in with login, password and, where the account has one, a one-time code.

    Refuses with WrongCredentials, CodeRequired, or TooMany after repeated failures.
    """
    address = work.caller.address
    await throttle.check(work.session, login, address, work.now)
    staff = await queries.staff_by_login(work.session, login)
    usable = staff is not None and staff.state is not StaffState.DISABLED
    right = await passwords.is_right(password, staff.password_hash if staff and usable else None)
    if staff is None or not right:
        await throttle.count_failure(work.session, login, address, work.now)
        return Refused(WrongCredentials())
    if staff.totp_secret is not None:
        if code is None:
            return Refused(CodeRequired(field="code"))
        if not _accept_code(work, staff, code):
            await throttle.count_failure(work.session, login, address, work.now)
            return Refused(WrongCredentials())
    await throttle.forget(work.session, login, address)
    opened = await _open_session(work, staff, device)
    return await _issue(work, opened)


async def _open_session(work: Work, staff: Staff, device: str | None) -> StaffSession:
    opened = StaffSession(
        id=work.new_id(),
        staff_id=staff.id,
        opened_at=work.now,
        expires_at=work.now + timedelta(days=work.settings.refresh_days),
        stepped_up_at=work.now if staff.totp_secret is not None else None,
        device=device,
        address=work.caller.address,
    )
    work.session.add(opened)
    await work.session.flush()
    work.touch("session", opened.id)
    work.touch("staff", staff.id)
    return opened


async def _issue(work: Work, opened: StaffSession) -> Tokens:
    refresh = tokens.new_refresh()
    lifetime = timedelta(minutes=work.settings.access_minutes)
    token_key = work.settings.token_key.get_secret_value()
    work.session.add(
        RefreshToken(
            token_hash=tokens.refresh_hash(refresh), session_id=opened.id, expires_at=opened.expires_at, used_at=None
        )
    )
    access = tokens.new_access(
        token_key, staff_id=opened.staff_id, session_id=opened.id, now=work.now, lifetime=lifetime
    )
    return Tokens(access, refresh, work.now + lifetime, opened.id, opened.staff_id)


@use_case(Operation.SESSION_REFRESH, keyed=False)
async def refresh_session(work: Work, *, token: str) -> Tokens | Refused:
    """Exchange a refresh token for a fresh pair. A second use of the same token ends the session.

    On a bad network the answer can be lost: for some seconds the spent token is answered with another fresh pair, as
    long as nobody has used a token that was given for it. The first use of one spends all the others.
    Refuses with TokenInvalid, RefreshReused, and with WipeOrdered where the session was ended from elsewhere.
    """
    known = await queries.refresh_for_update(work.session, tokens.refresh_hash(token))
    if known is None:
        raise TokenInvalid
    opened = await queries.session_by_id(work.session, known.session_id)
    if opened is not None and opened.end_reason in WIPED:
        raise WipeOrdered
    if opened is None or opened.ended_at is not None or opened.expires_at <= work.now:
        raise TokenInvalid
    work.touch("session", opened.id)
    if known.used_at is None:
        await _spend(work, opened)
    elif not await _answer_was_lost(work, known):
        await end(work, opened, "refresh_reused")
        return Refused(RefreshReused())
    return await _issue(work, opened)


async def _spend(work: Work, opened: StaffSession) -> None:
    """Use up every token of the session that is still good: two live ones would hide a thief's from the rightful."""
    unused = update(RefreshToken).where(RefreshToken.session_id == opened.id, RefreshToken.used_at.is_(None))
    await work.session.execute(unused.values(used_at=work.now))


async def _answer_was_lost(work: Work, spent: RefreshToken) -> bool:
    """Whether a spent token comes again because its answer never arrived: soon, and nothing newer was used since."""
    latest = await queries.latest_refresh(work.session, spent.session_id)
    return spent.used_at is not None and spent.used_at == latest and work.now - spent.used_at <= LOST_ANSWER


@use_case(Operation.SESSION_STEP_UP, keyed=False)
async def step_up(work: Work, *, code: str) -> UUID | Refused:
    """Show the second factor: large approvals and disbursement want it within the last minutes. Returns the session.

    Whoever has a passkey shows that instead, unless the house lets a code count beside it. Refuses with WrongCode,
    PasskeyRequired; repeated failures slow down like failed log-ins.
    """
    staff = await queries.staff_by_id(work.session, work.actor.id)
    opened = await queries.session_by_id(work.session, work.actor.session_id) if work.actor.session_id else None
    if staff is None or opened is None:
        raise TokenInvalid
    await require_code_counts(work)
    await throttle.check(work.session, staff.login, work.caller.address, work.now)
    if not _accept_code(work, staff, code):
        await throttle.count_failure(work.session, staff.login, work.caller.address, work.now)
        return Refused(WrongCode(field="code"))
    opened.stepped_up_at = work.now
    await raise_epoch(work.session)
    work.touch("session", opened.id, factor="code")
    return opened.id


@use_case(Operation.SESSION_END, keyed=False)
async def log_out(work: Work) -> UUID:
    """End the session that is calling: its tokens and sockets are dead with the commit."""
    if work.actor.session_id is None:
        raise TokenInvalid
    opened = await queries.session_by_id(work.session, work.actor.session_id)
    if opened is None:
        raise TokenInvalid
    await end(work, opened, "logged_out")
    return opened.id


@use_case(Operation.SESSION_END)
async def end_other_sessions(work: Work) -> int:
    """A phone was lost: end every session of the caller but this one. Returns how many."""
    others = (
        update(StaffSession)
        .where(
            StaffSession.staff_id == work.actor.id,
            StaffSession.id != work.actor.session_id,
            StaffSession.ended_at.is_(None),
        )
        .values(ended_at=work.now, end_reason="lost_device")
    )
    ended = (await work.session.execute(others.returning(StaffSession.id))).scalars().all()
    await raise_epoch(work.session)
    work.touch("staff", work.actor.id, ended=len(ended))
    return len(ended)


@read(Operation.REQUEST_READ)
async def request_outcome(work: Work, *, key: str) -> tuple[str, str | None] | None:
    """What became of the caller's own request key: state and code; None when it never arrived.

    For a client that saw an error: nearly always the request had been carried out.
    """
    known = await outcome_of(work.session, work.actor.id, key)
    return (known.state.value, known.code) if known else None


async def require_code_counts(work: Work) -> None:
    """Raises PasskeyRequired for who has a passkey, unless the house lets a code count beside it (a building block)."""
    if await how_many(work.session, work.actor.id) and not (await rules(work.session)).code_beside_passkey:
        raise PasskeyRequired(field="code")


async def end(work: Work, opened: StaffSession, reason: str) -> None:
    """End one session (a building block)."""
    opened.ended_at, opened.end_reason = work.now, reason
    await raise_epoch(work.session)
    work.touch("session", opened.id, reason=reason)


async def raise_epoch(session: AsyncSession) -> None:
    """Make every process reload its actors before their next request (a building block)."""
    await session.execute(update(RightsEpoch).where(RightsEpoch.id == 1).values(value=RightsEpoch.value + 1))


def _accept_code(work: Work, staff: Staff, code: str) -> bool:
    """Check a TOTP code (RFC 6238, one step of drift); each step is accepted once."""
    if staff.totp_secret is None:
        return False
    key = crypto.derive(work.settings.master_key.get_secret_value(), "totp")
    secret = crypto.decrypt(key, staff.totp_secret, crypto.cell("staff", "totp_secret", staff.id)).decode()
    present = int(work.now.timestamp()) // TOTP_STEP_SECONDS
    totp = pyotp.TOTP(secret)
    for step in (present - 1, present, present + 1):
        fresh = staff.totp_last_step is None or step > staff.totp_last_step
        if fresh and pyotp.utils.strings_equal(totp.at(step * TOTP_STEP_SECONDS), code):
            staff.totp_last_step = step
            return True
    return False
