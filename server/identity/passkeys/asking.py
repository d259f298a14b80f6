"""The verbs of answers: ask a passkey, take its answer, uncover the app with a password instead."""

import secrets
from typing import Any, Final
from uuid import UUID

from server.identity import passwords, throttle
from server.identity import queries as identity
from server.identity.errors import TokenInvalid, WrongPassword
from server.identity.guard import use_case
from server.identity.models import Staff
from server.identity.operations import Operation
from server.identity.passkeys import queries
from server.identity.passkeys.checking import Answer, Signed, credential_of, signed
from server.identity.passkeys.errors import PasskeyCopied, PasskeyRefused
from server.identity.passkeys.models import Passkey, PasskeyPurpose, PasskeyQuestion
from server.identity.passkeys.party import party_of
from server.identity.passkeys.questions import Question
from server.identity.passkeys.rules import ANSWER_WITHIN, NONCE_BYTES, bound_to, counter_goes_back
from server.identity.sessions import raise_epoch
from server.kit.errors import Invalid, Refused
from server.kit.work import Work

ASKED_FREELY: Final = frozenset({PasskeyPurpose.SESSION, PasskeyPurpose.UNLOCK})
SIGNING: Final = frozenset({PasskeyPurpose.SESSION, PasskeyPurpose.UNLOCK, PasskeyPurpose.DECISION})


@use_case(Operation.SESSION_STEP_UP, keyed=False)
async def ask(work: Work, *, purpose: PasskeyPurpose) -> Question:
    """Ask one's own passkeys for a fresh second factor of the session, or to uncover the locked app.

    A decision is asked for with its content, elsewhere. Raises Invalid, PasskeysElsewhere.
    """
    if purpose not in ASKED_FREELY:
        raise Invalid(field="purpose", reason="session, unlock")
    return await open_question(work, purpose)


async def open_question(work: Work, purpose: PasskeyPurpose, **facts: Any) -> Question:
    """Ask for an answer that confirms these facts, of this person in this session (a building block).

    Raises PasskeysElsewhere, TokenInvalid.
    """
    party, staff = party_of(work.settings), await identity.staff_by_id(work.session, work.actor.id)
    if staff is None or work.actor.session_id is None:
        raise TokenInvalid
    question = PasskeyQuestion(
        id=work.new_id(),
        staff_id=staff.id,
        session_id=work.actor.session_id,
        purpose=purpose,
        nonce=secrets.token_bytes(NONCE_BYTES),
        bound=bound_to(purpose=purpose.value, staff=str(staff.id), **facts),
        asked_at=work.now,
        expires_at=work.now + ANSWER_WITHIN,
    )
    work.session.add(question)
    await work.session.flush()
    work.touch("passkey_question", question.id, purpose=purpose.value, bound=question.bound.hex())
    known = await queries.living(work.session, staff.id)
    credentials = tuple(passkey.credential_id for passkey in known)
    return Question(
        question.id, question.challenge, party.id, party.name, staff.id, staff.login, credentials, question.expires_at
    )


async def pending(work: Work, question_id: UUID, purposes: frozenset[PasskeyPurpose]) -> PasskeyQuestion:
    """A question of this person and session that still waits, locked (a building block). Raises PasskeyRefused."""
    question = await queries.question_for_update(work.session, question_id)
    if (
        question is None
        or question.staff_id != work.actor.id
        or question.session_id != work.actor.session_id
        or question.purpose not in purposes
        or question.answered_at is not None
        or question.used_at is not None
        or question.expires_at <= work.now
    ):
        raise PasskeyRefused(field="questionId")
    return question


@use_case(Operation.SESSION_STEP_UP, keyed=False)
async def prove(work: Work, *, question_id: UUID, answer: Answer) -> UUID | Refused:
    """Give the answer of a passkey to a question; returns the question, which is now a proof of what it was about.

    For the session it is a fresh second factor; for a decision it confirms exactly that one, once. A wrong answer
    spends the question and slows down like a wrong code; a counter that goes back revokes the passkey.
    Refuses with PasskeyRefused, PasskeyCopied, TooMany.
    """
    staff = await identity.staff_by_id(work.session, work.actor.id)
    if staff is None:
        raise TokenInvalid
    await throttle.check(work.session, staff.login, work.caller.address, work.now)
    question = await pending(work, question_id, SIGNING)
    try:
        passkey = await _own_key(work, answer)
        told = _signed_by(work, passkey, question, answer)
    except PasskeyRefused as refusal:
        return await _spend(work, staff, question, refusal)
    if counter_goes_back(passkey.sign_count, told.sign_count):
        passkey.revoked_at, passkey.revoke_reason = work.now, "counter_went_back"
        work.touch("passkey", passkey.id, told=told.sign_count, stored=passkey.sign_count)
        question.used_at = work.now
        return Refused(PasskeyCopied())
    passkey.sign_count, passkey.is_backed_up, passkey.last_used_at = told.sign_count, told.is_backed_up, work.now
    await _settle(work, question, passkey)
    return question.id


async def _own_key(work: Work, answer: Answer) -> Passkey:
    passkey = await queries.by_credential_for_update(work.session, work.actor.id, credential_of(answer))
    if passkey is None:
        raise PasskeyRefused(field="answer", check="credential")
    return passkey


def _signed_by(work: Work, passkey: Passkey, question: PasskeyQuestion, answer: Answer) -> Signed:
    told = signed(party_of(work.settings), question.challenge, passkey.credential_data, answer)
    if told.may_be_backed_up != passkey.may_be_backed_up:
        raise PasskeyRefused(field="answer", check="backup eligibility changed")
    return told


async def _spend(work: Work, staff: Staff, question: PasskeyQuestion, refusal: PasskeyRefused) -> Refused:
    question.used_at = work.now
    await throttle.count_failure(work.session, staff.login, work.caller.address, work.now)
    work.touch("passkey_question", question.id, failed=str(refusal.facts.get("check", "")))
    return Refused(refusal)


async def _settle(work: Work, question: PasskeyQuestion, passkey: Passkey) -> None:
    """The answer is good: say so, and for the session make it count at once."""
    question.answered_at, question.passkey_id = work.now, passkey.id
    if question.purpose is not PasskeyPurpose.DECISION:
        question.used_at = work.now
    if question.purpose is PasskeyPurpose.SESSION:
        opened = await identity.session_by_id(work.session, question.session_id)
        if opened is None:
            raise TokenInvalid
        opened.stepped_up_at = work.now
        await raise_epoch(work.session)
    work.touch(
        "passkey_question",
        question.id,
        purpose=question.purpose.value,
        factor="passkey",
        passkey=str(passkey.id),
        bound=question.bound.hex(),
    )


@use_case(Operation.SESSION_STEP_UP, keyed=False)
async def unlock(work: Work, *, password: str) -> UUID | Refused:
    """Uncover the locked app with one's password; it is no second factor. Returns the session.

    Refuses with WrongPassword; repeated failures slow down like failed log-ins.
    """
    staff = await identity.staff_by_id(work.session, work.actor.id)
    if staff is None or work.actor.session_id is None:
        raise TokenInvalid
    await throttle.check(work.session, staff.login, work.caller.address, work.now)
    work.touch("session", work.actor.session_id, unlocked_with="password")
    if not await passwords.is_right(password, staff.password_hash):
        await throttle.count_failure(work.session, staff.login, work.caller.address, work.now)
        return Refused(WrongPassword(field="password"))
    return work.actor.session_id
