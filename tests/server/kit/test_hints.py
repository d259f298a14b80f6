"""Hints: who wakes, what a burst costs, and the line between processes."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from uuid import uuid4

import pytest

from server.kit.embedded.endpoint import Endpoint
from server.kit.hints import APPLICATION_NAME, GAP_SECONDS, PAYLOAD_TOPICS_MAX, SENT_EACH_MAX, Bell, Hints, _payloads

HOUR_SECONDS = 3600.0
PATIENCE_SECONDS = 30.0
PAYLOAD_BYTES_MAX = 8_000
"""Of PostgreSQL's NOTIFY."""

CUT = """SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
    WHERE datname = '{}' AND application_name = '{}'"""


def quiet(url: str | None = None) -> Hints:
    """Hints that never wake by the clock."""
    return Hints(url, poll_seconds=HOUR_SECONDS, blind_poll_seconds=HOUR_SECONDS)


async def woken(bell: Bell) -> None:
    async with asyncio.timeout(PATIENCE_SECONDS):
        await anext(bell)


async def sleeps(bell: Bell) -> bool:
    """Whether nothing has rung: the bell would wake after its gap."""
    waiting = asyncio.ensure_future(anext(bell))
    done, _ = await asyncio.wait({waiting}, timeout=3 * GAP_SECONDS)
    if not done:
        waiting.cancel()
    return not done


async def test_a_bell_wakes_at_once_and_then_for_its_object_or_its_kind_only() -> None:
    hints, loan_id = quiet(), uuid4()
    one, kind, other = hints.bell(f"loan:{loan_id}"), hints.bell("loan"), hints.bell("case")
    for bell in (one, kind, other):
        await woken(bell)
    hints.tell([("loan", loan_id), ("customer", uuid4())])
    await woken(one)
    await woken(kind)
    assert await sleeps(other)
    hints.tell([("loan", uuid4())])
    await woken(kind)
    assert await sleeps(one)


async def test_a_burst_of_hints_is_one_wake_up() -> None:
    hints = quiet()
    bell = hints.bell("case")
    await woken(bell)
    for _ in range(1_000):
        hints.tell([("case", uuid4())])
    await woken(bell)
    assert await sleeps(bell)


async def test_without_hints_a_bell_wakes_by_the_clock() -> None:
    bell = Hints(poll_seconds=0.05).bell("case")
    for _ in range(3):
        await woken(bell)


async def test_a_closed_bell_ends_its_iteration_even_while_it_waits() -> None:
    hints = quiet()
    bell = hints.bell("case")
    await woken(bell)
    waiting = asyncio.ensure_future(anext(bell))
    await asyncio.sleep(0)
    bell.close()
    with pytest.raises(StopAsyncIteration):
        await asyncio.wait_for(waiting, PATIENCE_SECONDS)
    bell.close()
    assert hints.gap_seconds == GAP_SECONDS


async def test_with_many_bells_each_waits_longer_so_that_all_together_stay_bounded() -> None:
    hints = quiet()
    bells = [hints.bell(f"loan:{uuid4()}") for _ in range(1_000)]
    assert hints.gap_seconds == 5
    for bell in bells:
        bell.close()
    assert hints.gap_seconds == GAP_SECONDS


def test_nobody_can_listen_for_what_nobody_tells() -> None:
    with pytest.raises(ValueError, match="WATCHED"):
        quiet().bell("customer:1")


def test_payloads_stay_within_what_the_database_takes() -> None:
    few = [f"case:{uuid4()}" for _ in range(SENT_EACH_MAX)]
    many = [f"loan:{uuid4()}" for _ in range(SENT_EACH_MAX + 1)]
    payloads = list(_payloads([*few, *many]))
    assert sorted(",".join(payloads).split(",")) == sorted([*few, "loan"])
    assert all(len(payload) < PAYLOAD_BYTES_MAX for payload in payloads)
    assert all(payload.count(",") < PAYLOAD_TOPICS_MAX for payload in payloads)


@asynccontextmanager
async def processes(url: str, count: int = 2) -> AsyncIterator[list[Hints]]:
    """So many hints on one database, as processes have them."""
    async with AsyncExitStack() as stack:
        opened = [quiet(url) for _ in range(count)]
        for hints in opened:
            await stack.enter_async_context(hints.running())
        await connected(*opened)
        yield opened


async def connected(*opened: Hints) -> None:
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not all(hints.connected for hints in opened):  # noqa: ASYNC110 - the state of the product
            await asyncio.sleep(0.02)


async def test_a_hint_reaches_the_other_process_and_wakes_its_own_once(app_url: str) -> None:
    async with processes(app_url) as (here, there):
        bells = [hints.bell("case") for hints in (here, there)]
        for bell in bells:
            await woken(bell)
        here.tell([("case", uuid4())])
        for bell in bells:
            await woken(bell)
        assert await sleeps(bells[0])


async def test_a_line_that_was_cut_is_opened_again_and_everybody_looks_once(
    app_url: str, endpoint: Endpoint, database_name: str
) -> None:
    async with processes(app_url) as (here, there):
        bell = there.bell("case")
        await woken(bell)
        cut = CUT.format(database_name, APPLICATION_NAME)
        assert await asyncio.to_thread(endpoint.value, cut, database_name) == 2
        await woken(bell)
        await connected(here, there)
        here.tell([("case", uuid4())])
        await woken(bell)


async def test_a_database_that_is_not_there_is_waited_for() -> None:
    hints = quiet("postgresql+asyncpg://nobody:x@127.0.0.1:1/nothing")
    async with hints.running():
        bell = hints.bell("case")
        await woken(bell)
        hints.tell([("case", uuid4())])
        await woken(bell)
        assert not hints.connected
