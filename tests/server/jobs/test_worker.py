"""The worker over a job table that goes away."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any, LiteralString

import psycopg
import pytest
from procrastinate.exceptions import ConnectorException
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from server.jobs import worker
from server.kit import outbox
from server.kit.embedded.endpoint import Endpoint
from server.kit.errors import Unavailable
from server.kit.work import House, Job, Queue
from tests.fixtures.house import NOON

CUT: LiteralString = "SELECT pg_terminate_backend(pg_backend_pid())"
CUT_OTHERS = """SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
    WHERE datname = '{}' AND usename = '{}' AND pid <> pg_backend_pid()"""
DEADLINE_SECONDS = 60.0


async def test_a_statement_lost_with_its_connection_is_told_from_one_that_is_wrong(house: House) -> None:
    queue = worker.open_queue(house)
    await queue.open_async()
    with pytest.raises(ConnectorException):
        await queue.execute_query_async("SELECT 1 / 0")
    assert not queue.cut_off.is_set()
    with pytest.raises(ConnectorException) as lost:
        await queue.execute_query_async(CUT)
    assert isinstance(lost.value.__cause__, psycopg.OperationalError)
    assert queue.cut_off.is_set()
    await queue.close_async()


def test_pauses_grow_with_what_fails_outside_and_not_while_the_database_is_away() -> None:
    patience = worker.Patience()
    outside = [patience.get_schedule_in(exception=OSError("no bank"), attempts=number) for number in (1, 2, 6, 49, 50)]
    assert outside == [2, 4, 64, 256, None]
    away = {patience.get_schedule_in(exception=Unavailable(), attempts=number) for number in (1, 6, 50, 500)}
    assert away == {worker.AWAY_PAUSE_SECONDS}


async def test_a_worker_lives_through_the_loss_of_every_connection_and_does_what_comes_after(
    house: House, owner: AsyncSession, monkeypatch: pytest.MonkeyPatch, endpoint: Endpoint, database_name: str
) -> None:
    begun: list[str] = []

    async def lose_all(_house: House, **args: Any) -> None:
        """The first time every connection of the worker dies, this job's end not yet written."""
        begun.append(args["mark"])
        if len(begun) == 1:
            cut = CUT_OTHERS.format(database_name, "jiedai_app")
            await asyncio.to_thread(endpoint.value, cut, database_name)

    monkeypatch.setattr(worker, "TASKS", {"lose_all": lose_all})
    running = asyncio.create_task(worker.run(house))
    try:
        for mark in ("first", "second"):
            await outbox.store(owner, [Job(task="lose_all", args={"mark": mark}, lock="one")], NOON)
            await owner.commit()
            await _until_empty(owner)
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
    assert set(begun) == {"first", "second"}


async def test_a_day_that_others_close_is_followed_by_what_follows_a_closed_day(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    follow = (
        "keep_books",
        "keep_open_days",
        "end_days",
        "rate_by_the_clock",
        "measure_whole",
        "measure_touched",
        "sweep_missed",
    )
    done = {name: asyncio.Event() for name in (*follow, "close_yesterday")}

    def kept(name: str) -> Callable[[House], Awaitable[None]]:
        async def verb(_house: House) -> None:
            done[name].set()

        return verb

    for name in done:
        monkeypatch.setattr(worker, name, kept(name))
    settings = house.settings.model_copy(update={"close_days": False})
    running = asyncio.create_task(worker.run(replace(house, settings=settings)))
    try:
        async with asyncio.timeout(DEADLINE_SECONDS):
            await asyncio.gather(*(done[name].wait() for name in follow))
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
    assert not done["close_yesterday"].is_set()


async def test_a_payment_is_sent_while_every_place_for_readings_is_taken(
    house: House, owner: AsyncSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    places = worker.slots_of(house)[Queue.READINGS]
    begun, full, read, paid = 0, asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def hold(_house: House) -> None:
        nonlocal begun
        begun += 1
        if begun == places:
            full.set()
        await read.wait()

    async def pay(_house: House) -> None:
        paid.set()

    monkeypatch.setattr(worker, "TASKS", {"read_document": hold, "send_payment": pay})
    readings = [Job(task="read_document", args={}, queue=Queue.READINGS)] * (places + 4)
    running = asyncio.create_task(worker.run(house))
    try:
        async with asyncio.timeout(DEADLINE_SECONDS):
            await outbox.store(owner, readings, NOON)
            await owner.commit()
            await full.wait()
            await outbox.store(owner, [Job(task="send_payment", args={})], NOON)
            await owner.commit()
            await paid.wait()
        assert begun == places
        read.set()
        await _until_empty(owner)
        assert begun == len(readings)
    finally:
        read.set()
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


def test_every_line_of_the_job_table_is_worked_on(house: House) -> None:
    assert worker.slots_of(house).keys() == set(Queue)
    assert min(worker.slots_of(house).values()) >= 1


async def _until_empty(owner: AsyncSession) -> None:
    async with asyncio.timeout(DEADLINE_SECONDS):
        while (await owner.execute(text("SELECT count(*) FROM procrastinate_jobs"))).scalar_one():
            await owner.rollback()
            await asyncio.sleep(0.1)
    await owner.rollback()
