"""Passkeys: added, used and revoked through the doors; every way to cheat is refused and leaves no proof."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from server.audit.models import AuditRecord
from server.identity import reads, sessions
from server.identity.errors import WrongPassword
from server.identity.models import StaffSession
from server.identity.passkeys import asking, keeping
from server.identity.passkeys.errors import PasskeyCopied, PasskeyRefused, PasskeyRequired, PasskeysElsewhere
from server.identity.passkeys.models import Passkey, PasskeyPurpose, PasskeyQuestion
from server.kit.clock import FixedClock
from server.kit.errors import Invalid, NotFound, StepUpRequired, TooMany
from server.kit.work import Caller
from tests.factories.passkeys import BE, BS, UP, UV, SoftKey, answer, registered
from tests.fixtures.house import AsStaff, fresh
from tests.fixtures.world import PASSWORD, id_of

LOGIN = "manager.east"
SESSION = PasskeyPurpose.SESSION


async def kept(owner: AsyncSession, login: str = LOGIN) -> Passkey:
    await owner.rollback()
    wanted = select(Passkey).where(Passkey.staff_id == id_of(login)).order_by(Passkey.id.desc()).limit(1)
    return (await owner.execute(wanted.execution_options(populate_existing=True))).scalar_one()


async def proofs(owner: AsyncSession) -> int:
    """How many questions were answered well, but for those of adding."""
    await owner.rollback()
    good = select(PasskeyQuestion.id).where(
        PasskeyQuestion.answered_at.is_not(None), PasskeyQuestion.purpose != PasskeyPurpose.ADDING
    )
    return len((await owner.execute(good)).all())


async def test_a_passkey_is_added_named_used_renamed_and_revoked(as_staff: AsStaff, owner: AsyncSession) -> None:
    manager = await as_staff(LOGIN)
    key = await registered(manager, name=" 我的手机 ")
    passkey = await kept(owner)
    assert (passkey.name, passkey.transports, passkey.may_be_backed_up, passkey.is_backed_up) == (
        "我的手机",
        ["internal"],
        True,
        False,
    )
    key.flags |= BS
    await answer(manager, await asking.ask(manager, purpose=SESSION), key)
    used = await kept(owner)
    assert (used.sign_count, used.is_backed_up, used.last_used_at is not None) == (2, True, True)
    await keeping.rename(fresh(manager), passkey_id=passkey.id, name="旧手机")
    await keeping.revoke(fresh(manager), passkey_id=passkey.id)
    gone = await kept(owner)
    assert (gone.name, gone.revoke_reason) == ("旧手机", "revoked_by_owner")
    assert (await asking.ask(manager, purpose=SESSION)).credentials == ()


async def test_a_passkey_is_the_second_factor_of_the_session_and_the_code_is_none_any_more(
    as_staff: AsStaff, owner: AsyncSession, clock: FixedClock
) -> None:
    manager = await as_staff(LOGIN)
    key = await registered(manager)
    clock.advance(timedelta(minutes=30))
    with pytest.raises(PasskeyRequired):
        await sessions.step_up(manager, code="000000")
    before = await reads.me(manager)
    await answer(manager, await asking.ask(manager, purpose=SESSION), key)
    after = await reads.me(manager)
    assert (before.passkeys, before.code_counts, before.lock_minutes) == (1, False, 5)
    assert before.stepped_up_until is not None
    assert after.stepped_up_until is not None
    assert after.stepped_up_until - before.stepped_up_until == timedelta(minutes=30)
    told = (await owner.execute(select(AuditRecord.changes).order_by(AuditRecord.id.desc()).limit(1))).scalar_one()
    assert (told["factor"], told["purpose"], len(told["bound"])) == ("passkey", "session", 64)


Lie = Callable[[SoftKey], None]


def lying(**attributes: Any) -> Lie:
    def lie(key: SoftKey) -> None:
        for name, value in attributes.items():
            setattr(key, name, value)

    return lie


LIES = {
    "another page": lying(origin="http://evil.example"),
    "another port of this host": lying(origin="http://localhost:8001"),
    "a page in a frame": lying(cross_origin=True),
    "another domain": lying(domain="evil.example"),
    "nobody verified": lying(flags=UP | BE),
    "nobody there": lying(flags=UV | BE),
    "backed up although it cannot be": lying(flags=UP | UV | BS),
    "now not to be backed up": lying(flags=UP | UV),
    "another key under its name": lambda key: setattr(key, "secret", SoftKey().secret),
    "an unknown key": lambda key: setattr(key, "credential_id", SoftKey().credential_id),
}


@pytest.mark.parametrize("lie", LIES.values(), ids=LIES.keys())
async def test_a_false_answer_is_refused_spends_the_question_and_proves_nothing(
    as_staff: AsStaff, owner: AsyncSession, lie: Lie
) -> None:
    manager = await as_staff(LOGIN)
    key = await registered(manager)
    question = await asking.ask(manager, purpose=SESSION)
    honest = replace(key)
    lie(key)
    with pytest.raises(PasskeyRefused):
        await answer(manager, question, key)
    assert (await proofs(owner), (await kept(owner)).last_used_at) == (0, None)
    with pytest.raises(PasskeyRefused):
        await answer(manager, question, honest)
    await answer(manager, await asking.ask(manager, purpose=SESSION), honest)


async def test_an_answer_counts_once_in_its_time_for_its_question_session_and_person(
    as_staff: AsStaff, owner: AsyncSession, clock: FixedClock
) -> None:
    manager, other_session = await as_staff(LOGIN), await as_staff(LOGIN)
    key = await registered(manager)
    first = await asking.ask(manager, purpose=SESSION)
    told = key.sign(first.challenge)
    with pytest.raises(PasskeyRefused):
        await asking.prove(other_session, question_id=first.id, answer=told)
    await asking.prove(manager, question_id=first.id, answer=told)
    with pytest.raises(PasskeyRefused):
        await asking.prove(manager, question_id=first.id, answer=told)
    second = await asking.ask(manager, purpose=SESSION)
    with pytest.raises(PasskeyRefused):
        await asking.prove(manager, question_id=second.id, answer=told)
    late = await asking.ask(manager, purpose=SESSION)
    clock.advance(timedelta(minutes=3))
    with pytest.raises(PasskeyRefused):
        await answer(manager, late, key)
    assert await proofs(owner) == 1


async def test_a_colleagues_passkey_does_not_answer_and_cannot_be_touched(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    manager, other = await as_staff(LOGIN), await as_staff("manager.west")
    await registered(manager)
    key = await registered(other)
    with pytest.raises(PasskeyRefused):
        await answer(manager, await asking.ask(manager, purpose=SESSION), key)
    theirs = (await kept(owner, "manager.west")).id
    with pytest.raises(NotFound):
        await keeping.revoke(fresh(manager), passkey_id=theirs)
    with pytest.raises(NotFound):
        await keeping.rename(fresh(manager), passkey_id=theirs, name="x")
    assert (await kept(owner, "manager.west")).revoked_at is None
    assert [passkey.id for passkey in await keeping.listed(other)] == [theirs]


async def test_a_counter_that_goes_back_revokes_the_passkey(as_staff: AsStaff, owner: AsyncSession) -> None:
    manager = await as_staff(LOGIN)
    key = await registered(manager)
    copy = replace(key)
    key.counter = 9
    await answer(manager, await asking.ask(manager, purpose=SESSION), key)
    with pytest.raises(PasskeyCopied):
        await answer(manager, await asking.ask(manager, purpose=SESSION), copy)
    assert (await kept(owner)).revoke_reason == "counter_went_back"
    with pytest.raises(PasskeyRefused):
        await answer(manager, await asking.ask(manager, purpose=SESSION), key)
    assert await proofs(owner) == 1


async def test_a_revoked_passkey_answers_nothing(as_staff: AsStaff, owner: AsyncSession) -> None:
    manager = await as_staff(LOGIN)
    key = await registered(manager)
    question = await asking.ask(manager, purpose=SESSION)
    await keeping.revoke(fresh(manager), passkey_id=(await kept(owner)).id)
    with pytest.raises(PasskeyRefused):
        await answer(manager, question, key)
    assert await proofs(owner) == 0


async def test_adding_and_revoking_want_a_fresh_second_factor_of_who_has_one(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    stale = await as_staff(LOGIN, stepped_up=False)
    with pytest.raises(StepUpRequired):
        await keeping.begin_passkey(stale)
    await registered(await as_staff(LOGIN))
    with pytest.raises(StepUpRequired):
        await keeping.revoke(fresh(stale), passkey_id=(await kept(owner)).id)
    assert (await kept(owner)).revoked_at is None
    codeless = await as_staff("officer.east1", stepped_up=False)
    await registered(codeless)
    with pytest.raises(StepUpRequired):
        await keeping.begin_passkey(codeless)


@pytest.mark.parametrize("lie", [LIES["another page"], LIES["another domain"], LIES["nobody verified"]])
async def test_a_key_made_elsewhere_or_without_its_person_is_not_added(
    as_staff: AsStaff, owner: AsyncSession, lie: Lie
) -> None:
    manager, key = await as_staff(LOGIN), SoftKey()
    question = await keeping.begin_passkey(manager)
    lie(key)
    with pytest.raises(PasskeyRefused):
        await keeping.add(fresh(manager), question_id=question.id, name="x", answer=key.register(question.challenge))
    assert (await owner.execute(select(Passkey))).first() is None


@pytest.mark.parametrize("text", ["", "!", "AA", "A" * 9000, "eyJ0eXBlIjo"])
async def test_bytes_that_are_no_answer_are_refused_like_any_other(as_staff: AsStaff, text: str) -> None:
    manager = await as_staff(LOGIN)
    key = await registered(manager)
    for part in ("credential_id", "client_data", "data", "signature"):
        question = await asking.ask(manager, purpose=SESSION)
        with pytest.raises((PasskeyRefused, TooMany)):
            await asking.prove(
                manager, question_id=question.id, answer=replace(key.sign(question.challenge), **{part: text})
            )


async def test_wrong_answers_slow_the_next_one_down(as_staff: AsStaff) -> None:
    manager = await as_staff(LOGIN)
    key = await registered(manager)
    wrong = replace(key, domain="evil.example")
    for _ in range(6):
        with pytest.raises((PasskeyRefused, TooMany)):
            await answer(manager, await asking.ask(manager, purpose=SESSION), wrong)
    with pytest.raises(TooMany):
        await answer(manager, await asking.ask(manager, purpose=SESSION), key)


async def test_the_locked_app_is_uncovered_by_passkey_or_password_and_neither_is_a_second_factor(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    manager = await as_staff(LOGIN)
    key = await registered(manager)
    await owner.execute(update(StaffSession).values(stepped_up_at=None))
    await owner.commit()
    await answer(manager, await asking.ask(manager, purpose=PasskeyPurpose.UNLOCK), key)
    assert await asking.unlock(manager, password=PASSWORD) == manager.actor.session_id
    with pytest.raises(WrongPassword):
        await asking.unlock(manager, password="wrong password")
    assert (await owner.execute(select(StaffSession.stepped_up_at))).scalars().all() == [None]


async def test_the_houses_rules_are_set_by_administrators_within_bounds(as_staff: AsStaff) -> None:
    admin, manager = await as_staff("admin1.hq"), await as_staff(LOGIN)
    await registered(manager)
    for wrong in (0, 61):
        with pytest.raises(Invalid):
            await keeping.set_rules(fresh(admin), lock_minutes=wrong, code_beside_passkey=True)
    await keeping.set_rules(fresh(admin), lock_minutes=2, code_beside_passkey=True)
    told = await reads.me(manager)
    assert (told.lock_minutes, told.code_counts) == (2, True)
    with pytest.raises(StepUpRequired):
        await keeping.set_rules(
            await as_staff("admin1.hq", stepped_up=False), lock_minutes=3, code_beside_passkey=False
        )


async def test_an_installation_reached_by_a_number_has_no_passkeys(nobody: Caller, as_staff: AsStaff) -> None:
    manager = await as_staff(LOGIN)
    numbered = replace(
        nobody.house, settings=nobody.house.settings.model_copy(update={"public_url": "http://10.0.0.7"})
    )
    with pytest.raises(PasskeysElsewhere):
        await keeping.begin_passkey(replace(manager, house=numbered))
