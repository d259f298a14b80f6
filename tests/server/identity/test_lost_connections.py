"""A database that goes away: dead connections are replaced, what is safe is repeated, the rest is a coded refusal."""

import asyncio
from uuid import UUID

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from server.identity.guard import read, use_case
from server.identity.models import Branch
from server.identity.operations import Operation
from server.identity.passage import LOST_TRIES_MAX
from server.kit.database import Database, make_engine
from server.kit.embedded.endpoint import Endpoint
from server.kit.errors import Unavailable
from server.kit.work import Work
from tests.fixtures.house import AsStaff
from tests.fixtures.world import id_of

NEW_NAME = "新城支行"
CUT = text("SELECT pg_terminate_backend(pg_backend_pid())")
CUT_ALL = """SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
    WHERE datname = '{}' AND application_name = 'jiedai'"""
CUT_AT_COMMIT = (
    (
        "CREATE FUNCTION cut() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$"
    ),
    (
        "CREATE CONSTRAINT TRIGGER cut AFTER UPDATE ON branches DEFERRABLE INITIALLY DEFERRED "
        "FOR EACH ROW EXECUTE FUNCTION cut()"
    ),
)

_tries: list[str] = []


async def _rename(work: Work, cuts: int) -> UUID:
    _tries.append(work.operation)
    await work.session.execute(update(Branch).where(Branch.id == id_of("east-1")).values(name=NEW_NAME))
    work.defer("test_task", lock="branch", branch=id_of("east-1"))
    if len(_tries) <= cuts:
        await work.session.execute(CUT)
    return id_of("east-1")


@use_case(Operation.CUSTOMER_REGISTER)
async def rename_with_key(work: Work, *, cuts: int = 0) -> UUID:
    """Rename a branch; the first so many tries lose their connection."""
    return await _rename(work, cuts)


@use_case(Operation.CUSTOMER_REGISTER, keyed=False)
async def rename_without_key(work: Work, *, cuts: int = 0) -> UUID:
    """Rename a branch; the first so many tries lose their connection."""
    return await _rename(work, cuts)


@read(Operation.CUSTOMER_READ)
async def name_seen(work: Work, *, cuts: int = 0) -> str:
    """The name of a branch; the first so many tries lose their connection."""
    _tries.append(work.operation)
    if len(_tries) <= cuts:
        await work.session.execute(CUT)
    return (await work.session.execute(select(Branch.name).where(Branch.id == id_of("east-1")))).scalar_one()


@pytest.fixture(autouse=True)
def forget() -> None:
    _tries.clear()


async def effects(owner: AsyncSession) -> tuple[str, int, int]:
    """The name, the jobs and the audit records."""
    await owner.rollback()
    name = (await owner.execute(select(Branch.name).where(Branch.id == id_of("east-1")))).scalar_one()
    jobs, records = [
        (await owner.execute(text(f"SELECT count(*) FROM {table}"))).scalar_one()  # noqa: S608 - two fixed names
        for table in ("procrastinate_jobs", "audit_records")
    ]
    return name, int(jobs), int(records)


async def test_connections_that_died_in_the_pool_are_replaced_without_a_try_lost(
    as_staff: AsStaff, endpoint: Endpoint, database_name: str
) -> None:
    caller = await as_staff("officer.east1")
    await asyncio.gather(*(name_seen(caller) for _ in range(4)))
    assert await asyncio.to_thread(endpoint.value, CUT_ALL.format(database_name), database_name) > 0
    await asyncio.sleep(0)
    _tries.clear()
    assert await name_seen(caller) == "east-1"
    assert len(_tries) <= 2


async def test_a_use_case_that_lost_its_connection_before_its_commit_is_begun_again_and_has_one_effect(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    assert await rename_without_key(await as_staff("officer.east1"), cuts=1) == id_of("east-1")
    assert len(_tries) == 2
    assert await effects(owner) == (NEW_NAME, 1, 1)


async def test_a_read_that_lost_its_connection_is_begun_again(as_staff: AsStaff) -> None:
    assert await name_seen(await as_staff("officer.east1"), cuts=1) == "east-1"


@pytest.mark.parametrize(("door", "tries"), [(rename_with_key, LOST_TRIES_MAX), (rename_without_key, 1)])
async def test_what_was_lost_at_its_commit_is_repeated_under_its_key_only(
    as_staff: AsStaff, owner: AsyncSession, door: object, tries: int
) -> None:
    for statement in CUT_AT_COMMIT:
        await owner.execute(text(statement))
    await owner.commit()
    with pytest.raises(Unavailable):
        await door(await as_staff("officer.east1"))  # type: ignore[operator]  # one of the two doors above
    assert len(_tries) == tries
    assert await effects(owner) == ("east-1", 0, 0)


async def test_without_a_database_there_is_a_coded_refusal() -> None:
    database = Database(make_engine("postgresql+asyncpg://nobody:x@127.0.0.1:1/nothing"))
    with pytest.raises(Unavailable) as refusal:
        async with database.session():
            raise AssertionError("there is no session")
    assert (refusal.value.code, refusal.value.status) == ("server.unavailable", 503)
    await database.close()


async def test_an_empty_pool_is_unavailable_and_not_unforeseen(app_url: str) -> None:
    database = Database(make_engine(app_url, pool_size=1))
    database.engine.sync_engine.pool._timeout = 0.1  # type: ignore[attr-defined]  # noqa: SLF001 - else half a minute
    async with database.session():
        with pytest.raises(Unavailable):
            async with database.session():
                raise AssertionError("there is no second session")
    await database.close()
