"""The connections for reads: never more than allowed, each used by one statement at a time, none lost."""

import asyncio
from collections.abc import AsyncIterator

import asyncpg
import pytest

from server.kit.database import make_engine
from server.kit.embedded.endpoint import APP_ROLE, Endpoint
from server.kit.errors import Unavailable
from server.kit.read_pool import ReadPool

SIZE = 3


@pytest.fixture
async def pool(endpoint: Endpoint, database_name: str) -> AsyncIterator[ReadPool]:
    engine = make_engine(endpoint.dsn(APP_ROLE, database_name, driver="asyncpg"))
    opened = ReadPool(engine, size=SIZE)
    yield opened
    await opened.close()
    await engine.dispose()


async def test_many_reads_share_few_connections_and_each_gets_its_own_answer(pool: ReadPool) -> None:
    rows = await asyncio.gather(*(pool.row("SELECT $1::int, pg_backend_pid()", (number,)) for number in range(40)))
    assert [row[0] for row in rows] == list(range(40))
    assert len({row[1] for row in rows}) <= SIZE


async def test_json_comes_as_the_bytes_that_the_database_wrote(pool: ReadPool) -> None:
    row = await pool.row("""SELECT '{"a":  1}'::json""", ())
    assert row[0] == b'{"a":  1}'


async def test_nothing_can_be_written_through_it(pool: ReadPool) -> None:
    with pytest.raises(asyncpg.PostgresError) as refused:
        await pool.row("UPDATE rights_epoch SET value = value + 1 RETURNING value", ())
    assert refused.value.sqlstate == "25006"


async def test_a_setting_of_one_statement_is_gone_with_it(pool: ReadPool) -> None:
    for _ in range(SIZE * 2):
        await pool.row("SELECT set_config('jiedai.branches', '*', true)", ())
        row = await pool.row("SELECT coalesce(current_setting('jiedai.branches', true), '')", ())
        assert row[0] == ""


async def test_an_error_of_a_statement_costs_no_connection(pool: ReadPool) -> None:
    for _ in range(SIZE * 3):
        with pytest.raises(asyncpg.PostgresError):
            await pool.row("SELECT 1/0", ())
    assert (await pool.row("SELECT 1", ()))[0] == 1


async def test_a_read_that_is_broken_off_leaves_room_for_the_next(pool: ReadPool) -> None:
    reads = [asyncio.create_task(pool.row("SELECT pg_sleep(30)", ())) for _ in range(SIZE + 2)]
    running = "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep(30)%' AND state = 'active'"
    watcher = ReadPool(pool._engine, size=1)  # noqa: SLF001 - the same database
    async with asyncio.timeout(20):
        while (await watcher.row(running, ()))[0] < SIZE:  # noqa: ASYNC110 - the database has no event
            await asyncio.sleep(0.01)
    for read in reads:
        read.cancel()
    await asyncio.gather(*reads, return_exceptions=True)
    async with asyncio.timeout(20):
        rows = await asyncio.gather(*(pool.row("SELECT $1::int", (number,)) for number in range(SIZE * 3)))
    assert [row[0] for row in rows] == list(range(SIZE * 3))
    await watcher.close()


async def test_connections_that_the_server_has_ended_are_replaced(
    pool: ReadPool, endpoint: Endpoint, database_name: str
) -> None:
    await asyncio.gather(*(pool.row("SELECT 1", ()) for _ in range(SIZE)))
    ended = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = 'jiedai-read'"
    await asyncio.to_thread(endpoint.value, ended, database_name)
    found = 0
    for _ in range(SIZE + 1):
        try:
            found += (await pool.row("SELECT 1", ()))[0]
        except Unavailable:
            continue
    assert found
    assert (await pool.row("SELECT 1", ()))[0] == 1
