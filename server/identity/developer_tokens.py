"""Developer tokens: a named bearer token for a program that works with a part of its owner's rights.

A token is a staff session without a refresh token: it ends with its owner, with `endOtherSessions`, with a changed or
reset password and with its date, and any change of his rights bites on its next request. Only its SHA-256 is kept:
the token is random, so nothing slower is needed.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated
from uuid import UUID

from pydantic import Field
from sqlalchemy import func, select, update

from server.identity import developer_rights as rights
from server.identity import queries, tokens
from server.identity.errors import TokenInvalid, TokenLifetimeUnsound, TooManyTokens
from server.identity.guard import read, use_case
from server.identity.models import DeveloperToken, StaffSession
from server.identity.operations import Operation
from server.identity.passage import require_step_up
from server.identity.sessions import end
from server.kit.errors import Invalid, NotFound
from server.kit.work import Work

NAME_LENGTH_MAX = 60
LISTED_MAX = 100


@dataclass(frozen=True)
class NewToken:
    """The token itself is in the first answer only: a stored outcome, and so a replay, has none."""

    id: UUID
    token: Annotated[str | None, Field(exclude=True)] = None


@dataclass(frozen=True)
class Listed:
    """A token and the session that it stands for."""

    token: DeveloperToken
    session: StaffSession


@use_case(Operation.TOKEN_CREATE)
async def create(
    work: Work, *, name: str, days: int, read_only: bool = True, operations: Collection[str] | None = None
) -> NewToken:
    """Make a developer token for oneself: named, for at most 90 days, with a part of one's rights, shown once.

    Without `operations` it may all that its owner may and that a token can hold; `readOnly` keeps it to reading.
    An account with a one-time code wants a fresh one. Raises Invalid, TokenLifetimeUnsound, OperationNotForTokens,
    TooManyTokens, StepUpRequired.
    """
    name = name.strip()
    if not 1 <= len(name) <= NAME_LENGTH_MAX:
        raise Invalid(field="name", reason=f"1-{NAME_LENGTH_MAX}")
    if not 1 <= days <= rights.DAYS_MAX:
        raise TokenLifetimeUnsound(field="days", limit_days=rights.DAYS_MAX)
    granted = rights.chosen(work.actor.operations, operations, read_only=read_only)
    staff = await queries.staff_for_update(work.session, work.actor.id)
    if staff is None:
        raise TokenInvalid
    if staff.totp_secret is not None:
        require_step_up(work)
    if await _living(work) >= rights.LIVING_MAX:
        raise TooManyTokens(limit=rights.LIVING_MAX)
    text = tokens.new_developer()
    session_id = await _open(work, name, days)
    work.session.add(
        DeveloperToken(
            id=session_id,
            staff_id=staff.id,
            name=name,
            token_hash=tokens.developer_hash(text),
            prefix=text[: tokens.DEVELOPER_SHOWN],
            operations=sorted(granted),
            created_at=work.now,
        )
    )
    work.touch("developer_token", session_id, operations=sorted(granted), days=days)
    return NewToken(session_id, text)


async def _living(work: Work) -> int:
    living = (
        select(func.count())
        .select_from(DeveloperToken)
        .join(StaffSession, StaffSession.id == DeveloperToken.id)
        .where(
            DeveloperToken.staff_id == work.actor.id,
            StaffSession.ended_at.is_(None),
            StaffSession.expires_at > work.now,
        )
    )
    return (await work.session.execute(living)).scalar_one()


async def _open(work: Work, name: str, days: int) -> UUID:
    opened = StaffSession(
        id=work.new_id(),
        staff_id=work.actor.id,
        opened_at=work.now,
        expires_at=work.now + timedelta(days=days),
        device=name,
        address=work.caller.address,
    )
    work.session.add(opened)
    await work.session.flush()
    return opened.id


@use_case(Operation.TOKEN_REVOKE)
async def revoke(work: Work, *, token_id: UUID) -> UUID:
    """End one of one's own developer tokens at once; ending an ended one changes nothing. Raises NotFound."""
    token = await work.session.get(DeveloperToken, token_id)
    opened = await queries.session_by_id(work.session, token_id)
    if token is None or opened is None or token.staff_id != work.actor.id:
        raise NotFound(field="id")
    if opened.ended_at is None:
        await end(work, opened, "revoked")
    work.touch("developer_token", token_id)
    return token_id


@read(Operation.TOKEN_READ)
async def listed(work: Work, *, token_id: UUID | None = None) -> Sequence[Listed]:
    """One's own developer tokens, the newest first and at most a hundred, the ended ones too."""
    wanted = (
        select(DeveloperToken, StaffSession)
        .join(StaffSession, StaffSession.id == DeveloperToken.id)
        .where(DeveloperToken.staff_id == work.actor.id)
        .order_by(DeveloperToken.id.desc())
        .limit(LISTED_MAX)
    )
    if token_id is not None:
        wanted = wanted.where(DeveloperToken.id == token_id)
    return [Listed(token, opened) for token, opened in await work.session.execute(wanted)]


@use_case(Operation.TOKEN_USE, keyed=False)
async def note_use(work: Work, *, token_id: UUID) -> UUID:
    """Note the business day on which a developer token was used: once a day, whichever process sees it first."""
    today = update(DeveloperToken).where(
        DeveloperToken.id == token_id, DeveloperToken.last_used_on.is_distinct_from(work.today)
    )
    await work.session.execute(today.values(last_used_on=work.today))
    work.touch("developer_token", token_id)
    return token_id
