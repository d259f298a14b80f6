"""graphql-transport-ws as clients speak it, well and badly; who reads slowly; who comes when the house is full."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from schema.wire import sockets
from server.app import build_app
from server.identity.sessions import log_out
from server.kit.work import House
from tests.fixtures.house import AsStaff
from tests.fixtures.sockets import socket_to
from tests.schema.live.conftest import settled
from tests.schema.live.watchers import INBOX, LOAN, Room, pay, token_of
from tests.schema.stage import Stage

pytestmark = pytest.mark.usefixtures("stage")


@pytest.mark.usefixtures("shares_database")
async def test_a_ping_is_answered_before_and_after_the_token(room: Room, as_staff: AsStaff) -> None:
    async with socket_to(room.app.asgi) as socket:
        await socket.say("ping", payload={"any": "thing"})
        assert await socket.hear() == {"type": "pong"}
        await socket.say("pong")
        await socket.greet(token_of(await as_staff("manager.east")))
        await socket.say("ping")
        assert await socket.hear() == {"type": "pong"}


@pytest.mark.usefixtures("shares_database")
async def test_a_completed_subscription_is_silent_and_its_number_free_again(room: Room) -> None:
    async with room.watcher("manager.west") as watcher:
        for _ in range(3):
            await watcher.watch(INBOX, "again")
            await watcher.event()
            await watcher.socket.say("complete", id="again")
            await watcher.socket.say("ping")
            assert await watcher.socket.hear() == {"type": "pong"}
            assert room.live.watches == {}


@pytest.mark.usefixtures("shares_database")
@pytest.mark.parametrize(
    ("messages", "code"),
    [
        ([{"kind": "connection_init"}], 4429),
        ([{"kind": "subscribe", "id": "1", "payload": {"query": INBOX}}] * 2, 4409),
        ([{"kind": "start", "id": "1"}], 4400),
        ([{"kind": "next", "id": "1", "payload": {}}], 4400),
    ],
)
async def test_what_the_protocol_forbids_closes_the_socket(
    room: Room, messages: list[dict[str, Any]], code: int
) -> None:
    async with room.watcher("manager.west") as watcher:
        for message in messages:
            await watcher.socket.say(**message)
        while await watcher.socket.hear() is not None:
            continue
        assert watcher.socket.close_code == code


@pytest.mark.usefixtures("shares_database")
async def test_who_does_not_introduce_himself_in_time_is_closed(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sockets, "INIT_SECONDS", 0.05)
    async with socket_to(room.app.asgi) as socket:
        assert await socket.hear() is None
        assert socket.close_code == 4408


async def test_who_reads_slowly_holds_nobody_up_and_is_shown_the_newest(
    room: Room, stage: Stage, as_staff: AsStaff
) -> None:
    finance = await as_staff("finance.hq")
    async with room.watcher("committee1.hq") as slow, room.watcher("committee2.hq") as quick:
        for watcher in (slow, quick):
            await watcher.watch(LOAN, id=stage["loan"])
            await watcher.event()
        slow.socket.reading.clear()
        for paid in range(1, 5):
            await pay(finance, stage)
            assert len((await quick.event())["loan"]["repayments"]) == paid
        slow.socket.reading.set()
        seen = [len((await slow.event())["loan"]["repayments"]) for _ in range(2)]
        assert seen == [1, 4]


async def test_who_reads_nothing_at_all_is_cut_off(
    room: Room, stage: Stage, as_staff: AsStaff, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sockets, "SEND_SECONDS", 0.2)
    monkeypatch.setattr(sockets, "CLOSE_SECONDS", 0.1)
    async with room.watcher("committee1.hq") as watcher:
        await watcher.watch(LOAN, id=stage["loan"])
        await watcher.event()
        watcher.socket.reading.clear()
        await pay(await as_staff("finance.hq"), stage)
        await asyncio.wait_for(watcher.socket.ended.wait(), 30)
        assert room.live.watches == {}


async def test_what_waited_for_a_slow_reader_is_dropped_when_his_session_ends(
    room: Room, stage: Stage, as_staff: AsStaff
) -> None:
    finance = await as_staff("finance.hq")
    async with room.watcher("committee1.hq") as slow:
        await slow.watch(LOAN, id=stage["loan"])
        await slow.event()
        slow.socket.reading.clear()
        await pay(finance, stage)
        await room.look_again()
        await pay(finance, stage)
        await room.look_again()
        await log_out(slow.caller)
        await room.look_again()
        slow.socket.reading.set()
        assert len((await slow.event())["loan"]["repayments"]) == 1
        assert await slow.end() == "SESSION_TOKEN_INVALID"


@pytest.mark.usefixtures("shares_database")
async def test_beyond_the_limit_of_a_process_a_handshake_is_refused_until_somebody_leaves(
    house: House, as_staff: AsStaff
) -> None:
    app = build_app(replace(house, settings=house.settings.model_copy(update={"sockets_max": 2})))
    async with socket_to(app.asgi):
        async with socket_to(app.asgi), socket_to(app.asgi) as third:
            assert not third.accepted
            assert third.status == 503
        async with socket_to(app.asgi) as third:
            assert third.accepted
            assert await third.greet(token_of(await as_staff("manager.east"))) == {"type": "connection_ack"}
    await settled(app.live)
