"""The gate: operation, scope, key, audit record, refusals, retries."""

import asyncio
from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from server.audit.models import AuditRecord, Outcome
from server.identity.guard import read, use_case
from server.identity.models import Branch, StaffSession
from server.identity.operations import Operation
from server.kit.errors import Conflict, Denied, IdempotencyMismatch, Invalid, Refused, Unauthenticated
from server.kit.idempotency import IdempotencyKey, KeyState
from server.kit.work import Caller, Work
from tests.fixtures.house import AsStaff, fresh
from tests.fixtures.world import id_of


@use_case(Operation.CUSTOMER_REGISTER)
async def rename_branch(work: Work, *, name: str, fail: str = "") -> UUID | Refused:
    """Rename a branch of the test world."""
    await work.session.execute(update(Branch).where(Branch.id == id_of("east-1")).values(name=name))
    work.touch("branch", id_of("east-1"))
    work.defer("test_task", lock="branch", branch=id_of("east-1"))
    if fail == "raise":
        raise Conflict
    if fail == "refuse":
        return Refused(Conflict())
    return id_of("east-1")


@read(Operation.CUSTOMER_READ)
async def write_in_a_read(work: Work) -> None:
    """Tries to write where only reading is allowed."""
    await work.session.execute(update(Branch).values(name="x"))


@read(Operation.CUSTOMER_READ)
async def open_a_door_from_inside(work: Work) -> None:
    """Calls a door from a room."""
    await write_in_a_read(work.caller)


async def name_of(owner: AsyncSession) -> str:
    await owner.rollback()
    return (await owner.execute(select(Branch.name).where(Branch.id == id_of("east-1")))).scalar_one()


async def records(owner: AsyncSession) -> list[tuple[Outcome, str | None]]:
    await owner.rollback()
    rows = await owner.execute(select(AuditRecord.outcome, AuditRecord.code).order_by(AuditRecord.id))
    return [(outcome, code) for outcome, code in rows]


async def jobs(owner: AsyncSession) -> int:
    await owner.rollback()
    return int((await owner.execute(text("SELECT count(*) FROM procrastinate_jobs"))).scalar_one())


async def test_a_use_case_commits_its_effect_its_audit_record_and_its_job_together(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    caller = await as_staff("officer.east1")
    assert await rename_branch(caller, name="新城支行") == id_of("east-1")
    assert await name_of(owner) == "新城支行"
    assert await records(owner) == [(Outcome.DONE, None)]
    assert await jobs(owner) == 1


async def test_a_raised_refusal_rolls_everything_back_and_is_recorded(as_staff: AsStaff, owner: AsyncSession) -> None:
    caller = await as_staff("officer.east1")
    with pytest.raises(Conflict):
        await rename_branch(caller, name="x", fail="raise")
    assert await name_of(owner) == "east-1"
    assert await records(owner) == [(Outcome.REFUSED, "object.conflict")]
    assert await jobs(owner) == 0


async def test_a_returned_refusal_commits_what_must_survive(as_staff: AsStaff, owner: AsyncSession) -> None:
    caller = await as_staff("officer.east1")
    with pytest.raises(Conflict):
        await rename_branch(caller, name="kept", fail="refuse")
    assert await name_of(owner) == "kept"
    assert await records(owner) == [(Outcome.REFUSED, "object.conflict")]


async def test_staff_without_the_operation_are_denied_and_nothing_changes(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    caller = await as_staff("auditor.hq")
    with pytest.raises(Denied):
        await rename_branch(caller, name="x")
    assert await name_of(owner) == "east-1"
    assert await records(owner) == [(Outcome.REFUSED, "access.denied")]


async def test_nobody_is_asked_to_log_in(nobody: Caller, owner: AsyncSession) -> None:
    with pytest.raises(Unauthenticated):
        await rename_branch(nobody.keyed("k"), name="x")
    assert await name_of(owner) == "east-1"


async def test_a_mutation_without_a_key_names_the_field(as_staff: AsStaff, owner: AsyncSession) -> None:
    caller = replace(await as_staff("officer.east1"), idempotency_key=None)
    with pytest.raises(Invalid) as refusal:
        await rename_branch(caller, name="x")
    assert refusal.value.field == "idempotencyKey"
    assert await name_of(owner) == "east-1"


async def test_the_same_key_gives_the_same_answer_and_one_effect(as_staff: AsStaff, owner: AsyncSession) -> None:
    caller = await as_staff("officer.east1")
    answers = await asyncio.gather(*(rename_branch(caller, name="once") for _ in range(6)))
    assert set(answers) == {id_of("east-1")}
    assert await jobs(owner) == 1
    assert len([record for record in await records(owner) if record[0] is Outcome.DONE]) == 1


async def test_the_same_key_with_other_content_is_a_conflict(as_staff: AsStaff, owner: AsyncSession) -> None:
    caller = await as_staff("officer.east1")
    await rename_branch(caller, name="first")
    with pytest.raises(IdempotencyMismatch):
        await rename_branch(caller, name="second")
    assert await name_of(owner) == "first"


async def test_a_refused_key_tells_so_and_may_be_tried_again(as_staff: AsStaff, owner: AsyncSession) -> None:
    caller = await as_staff("officer.east1")
    for _ in range(2):
        with pytest.raises(Conflict):
            await rename_branch(caller, name="x", fail="raise")
    stored = (await owner.execute(select(IdempotencyKey))).scalar_one()
    assert (stored.state, stored.code) == (KeyState.REFUSED, "object.conflict")


async def test_a_read_cannot_write(as_staff: AsStaff, owner: AsyncSession) -> None:
    caller = await as_staff("officer.east1")
    with pytest.raises(Exception, match="read-only transaction"):
        await write_in_a_read(caller)
    assert await name_of(owner) == "east-1"


async def test_a_door_opened_from_inside_a_room_raises(as_staff: AsStaff) -> None:
    caller = await as_staff("officer.east1")
    with pytest.raises(RuntimeError, match="from inside"):
        await open_a_door_from_inside(caller)


async def test_a_session_that_ended_is_refused_on_the_very_next_request(as_staff: AsStaff, owner: AsyncSession) -> None:
    caller = await as_staff("officer.east1")
    await rename_branch(caller, name="before")
    await owner.execute(update(StaffSession).values(ended_at=func.now()))
    await owner.execute(text("UPDATE rights_epoch SET value = value + 1"))
    await owner.commit()
    with pytest.raises(Unauthenticated):
        await rename_branch(fresh(caller), name="after")
    assert await name_of(owner) == "before"


async def test_a_right_taken_away_bites_at_once(as_staff: AsStaff, owner: AsyncSession) -> None:
    caller = await as_staff("officer.east1")
    await rename_branch(caller, name="before")
    await owner.execute(text("DELETE FROM role_operations WHERE operation = 'customer:register'"))
    await owner.execute(text("UPDATE rights_epoch SET value = value + 1"))
    await owner.commit()
    with pytest.raises(Denied):
        await rename_branch(fresh(caller), name="after")
    assert await name_of(owner) == "before"


async def test_a_key_longer_than_the_limit_is_refused(as_staff: AsStaff) -> None:
    caller = await as_staff("officer.east1")
    with pytest.raises(Invalid):
        await rename_branch(caller.keyed("k" * 256), name=str(uuid4()))
