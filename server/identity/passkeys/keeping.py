"""The verbs of one's own passkeys: add, list, rename, revoke; and the house's rules of lock and second factor."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from server.identity import queries as identity
from server.identity.errors import TokenInvalid
from server.identity.guard import read, use_case
from server.identity.operations import Operation
from server.identity.passage import require_step_up
from server.identity.passkeys import queries
from server.identity.passkeys.asking import open_question, pending
from server.identity.passkeys.checking import NewAnswer, made
from server.identity.passkeys.errors import TooManyPasskeys
from server.identity.passkeys.models import Passkey, PasskeyPurpose
from server.identity.passkeys.party import party_of
from server.identity.passkeys.questions import Question
from server.kit.errors import Invalid, NotFound
from server.kit.work import Work

NAME_LENGTH_MAX: Final = 60
LIVING_MAX: Final = 10
LISTED_MAX: Final = 50
TRANSPORTS: Final = frozenset({"ble", "hybrid", "internal", "nfc", "smart-card", "usb"})
LOCK_MINUTES_MAX: Final = 60


@use_case(Operation.PASSKEY_KEEP, keyed=False)
async def begin_passkey(work: Work) -> Question:
    """Begin to add a passkey to one's own account: what the device is to be asked.

    Who has a second factor already must have shown it within the last minutes. Raises PasskeysElsewhere,
    StepUpRequired, TooManyPasskeys.
    """
    await _require_factor(work)
    return await open_question(work, PasskeyPurpose.ADDING)


async def _require_factor(work: Work) -> None:
    """Adding and revoking want a fresh second factor of whoever has one. Raises StepUpRequired, TooManyPasskeys."""
    staff = await identity.staff_for_update(work.session, work.actor.id)
    if staff is None:
        raise TokenInvalid
    kept = await queries.how_many(work.session, staff.id)
    if staff.totp_secret is not None or kept:
        require_step_up(work)
    if kept >= LIVING_MAX:
        raise TooManyPasskeys(limit=LIVING_MAX)


@use_case(Operation.PASSKEY_KEEP)
async def add(work: Work, *, question_id: UUID, name: str, answer: NewAnswer) -> UUID:
    """Add the passkey that the device has made in answer to a question; returns it.

    Raises Invalid, PasskeysElsewhere, PasskeyRefused, StepUpRequired, TooManyPasskeys.
    """
    name = _checked_name(name)
    await _require_factor(work)
    question = await pending(work, question_id, frozenset({PasskeyPurpose.ADDING}))
    key = made(party_of(work.settings), question.challenge, answer)
    passkey = Passkey(
        id=work.new_id(),
        staff_id=work.actor.id,
        name=name,
        credential_id=key.credential_id,
        credential_data=key.credential_data,
        sign_count=key.sign_count,
        transports=sorted(TRANSPORTS & set(answer.transports)),
        may_be_backed_up=key.may_be_backed_up,
        is_backed_up=key.is_backed_up,
        created_at=work.now,
    )
    work.session.add(passkey)
    await work.session.flush()
    question.answered_at = question.used_at = work.now
    question.passkey_id = passkey.id
    work.touch("passkey", passkey.id, may_be_backed_up=key.may_be_backed_up)
    return passkey.id


def _checked_name(name: str) -> str:
    name = name.strip()
    if not 1 <= len(name) <= NAME_LENGTH_MAX:
        raise Invalid(field="name", reason=f"1-{NAME_LENGTH_MAX}")
    return name


@use_case(Operation.PASSKEY_KEEP)
async def rename(work: Work, *, passkey_id: UUID, name: str) -> UUID:
    """Call one of one's own passkeys otherwise. Raises Invalid, NotFound."""
    passkey = await _own(work, passkey_id)
    passkey.name = _checked_name(name)
    work.touch("passkey", passkey_id)
    return passkey_id


@use_case(Operation.PASSKEY_KEEP)
async def revoke(work: Work, *, passkey_id: UUID) -> UUID:
    """Revoke one of one's own passkeys at once; revoking a revoked one changes nothing.

    A fresh second factor is wanted of whoever has one. Raises NotFound, StepUpRequired.
    """
    passkey = await _own(work, passkey_id)
    if passkey.revoked_at is None:
        require_step_up(work)
        passkey.revoked_at, passkey.revoke_reason = work.now, "revoked_by_owner"
    work.touch("passkey", passkey_id)
    return passkey_id


async def _own(work: Work, passkey_id: UUID) -> Passkey:
    passkey = await queries.one_for_update(work.session, work.actor.id, passkey_id)
    if passkey is None:
        raise NotFound(field="id")
    return passkey


@read(Operation.PASSKEY_KEEP)
async def listed(work: Work) -> Sequence[Passkey]:
    """One's own passkeys, the newest first and at most fifty, the revoked ones too."""
    return await queries.every(work.session, work.actor.id, LISTED_MAX)


@use_case(Operation.SECURITY_SET, step_up=True)
async def set_rules(work: Work, *, lock_minutes: int, code_beside_passkey: bool) -> int:
    """Set after how many idle minutes the app locks itself, 1 to 60, and whether a code counts beside a passkey.

    Returns the minutes. Raises Invalid, StepUpRequired.
    """
    if not 1 <= lock_minutes <= LOCK_MINUTES_MAX:
        raise Invalid(field="lockMinutes", reason=f"1-{LOCK_MINUTES_MAX}")
    rules = await queries.rules(work.session)
    rules.lock_minutes, rules.code_beside_passkey = lock_minutes, code_beside_passkey
    work.touch("staff", work.actor.id, lock_minutes=lock_minutes, code_beside_passkey=code_beside_passkey)
    return lock_minutes
