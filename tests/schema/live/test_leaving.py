"""A right taken away, a log-out, a transfer, a session that has run out: nothing is shown after it."""

from datetime import timedelta
from typing import Any

import pytest

from server.identity import catalogue as posts
from server.identity.handover import HandoverKind, transfer_customers
from server.identity.sessions import log_out
from server.identity.staffing import appoint, disable
from server.kit.clock import FixedClock
from tests.factories.applications import apply_for
from tests.factories.documents import plant_borrower
from tests.fixtures.house import AsStaff
from tests.fixtures.world import id_of
from tests.schema.live.watchers import INBOX, LOAN, Room, pay
from tests.schema.stage import TIERED_FEN, Stage


async def open_case(as_staff: AsStaff, stage: Stage, owner: Any) -> None:
    officer = await as_staff("officer.east1")
    await apply_for(officer, await plant_borrower(owner), stage.rows["version"], TIERED_FEN)


async def test_a_right_taken_away_bites_before_the_next_event(
    room: Room, stage: Stage, as_staff: AsStaff, owner: Any
) -> None:
    async with room.watcher("manager.east") as watcher:
        await watcher.watch(INBOX)
        assert (await watcher.event())["approvalInbox"]["totalCount"] == 1
        await appoint(await as_staff("admin1.hq"), staff_id=id_of("manager.east"), positions=[posts.ADMINISTRATOR])
        await open_case(as_staff, stage, owner)
        assert await watcher.end() == "ACCESS_DENIED"
        assert not watcher.socket.received.qsize()


async def test_a_log_out_ends_this_session_and_no_other(
    room: Room, stage: Stage, as_staff: AsStaff, owner: Any
) -> None:
    async with room.watcher("manager.east") as leaving, room.watcher("manager.east") as staying:
        for watcher in (leaving, staying):
            await watcher.watch(INBOX)
            await watcher.event()
        assert len(room.live.watches) == 1
        await log_out(leaving.caller)
        await open_case(as_staff, stage, owner)
        assert await leaving.end() == "SESSION_TOKEN_INVALID"
        assert await leaving.socket.hear() is None
        assert leaving.socket.close_code == 4403
        assert (await staying.event())["approvalInbox"]["totalCount"] == 2


async def test_an_account_that_was_disabled_sees_no_more(
    room: Room, stage: Stage, as_staff: AsStaff, owner: Any
) -> None:
    async with room.watcher("manager.east") as watcher:
        await watcher.watch(INBOX)
        await watcher.event()
        await disable(await as_staff("admin1.hq"), staff_id=id_of("manager.east"))
        await open_case(as_staff, stage, owner)
        assert await watcher.end() == "SESSION_TOKEN_INVALID"


async def test_after_a_transfer_the_giver_sees_nothing_and_the_taker_all(
    room: Room, stage: Stage, as_staff: AsStaff
) -> None:
    async with room.watcher("officer.east1") as giver, room.watcher("officer2.east1") as taker:
        for watcher in (giver, taker):
            await watcher.watch(LOAN, id=stage["loan"])
        assert (await giver.event())["loan"]["repayments"] == []
        taken = (await taker.event())["loan"]
        await transfer_customers(
            await as_staff("admin1.hq"),
            from_staff_id=id_of("officer.east1"),
            to_staff_id=id_of("officer2.east1"),
            kind=HandoverKind.TRANSFER,
            preview=False,
        )
        await pay(await as_staff("finance.hq"), stage)
        assert await giver.event() == {"loan": None}
        assert len((await taker.event())["loan"]["repayments"]) == 1
        assert taken is not None


async def test_another_position_moves_a_watcher_to_what_he_may_see_now(
    room: Room, stage: Stage, as_staff: AsStaff
) -> None:
    async with room.watcher("officer.west1") as moved, room.watcher("committee1.hq") as other:
        await moved.watch(LOAN, id=stage["loan"])
        assert await moved.event() == {"loan": None}
        await other.watch(LOAN, id=stage["loan"])
        await other.event()
        await appoint(await as_staff("admin1.hq"), staff_id=id_of("officer.west1"), positions=[posts.COMMITTEE])
        await room.look_again()
        assert (await moved.event())["loan"]["repayments"] == []
        assert len(room.live.watches) == 1
        await pay(await as_staff("finance.hq"), stage)
        assert len((await moved.event())["loan"]["repayments"]) == 1


async def test_a_socket_outlives_its_access_token_and_ends_with_its_session(
    room: Room, stage: Stage, as_staff: AsStaff, clock: FixedClock
) -> None:
    async with room.watcher("officer.east1") as watcher:
        await watcher.watch(LOAN, id=stage["loan"])
        await watcher.event()
        clock.advance(timedelta(minutes=16))
        await pay(await as_staff("finance.hq"), stage)
        assert len((await watcher.event())["loan"]["repayments"]) == 1
        clock.advance(timedelta(days=15))
        await pay(await as_staff("finance.hq"), stage)
        assert await watcher.end() == "SESSION_TOKEN_INVALID"


@pytest.mark.usefixtures("shares_database")
async def test_whoever_may_not_watch_is_refused_and_an_id_of_another_kind_too(room: Room, stage: Stage) -> None:
    async with room.watcher("idle.east1") as watcher:
        await watcher.watch(LOAN, id=stage["loan"])
        assert await watcher.end() == "ACCESS_DENIED"
    async with room.watcher("officer.east1") as watcher:
        await watcher.watch(LOAN, id=stage["customer"] if "customer" in stage.ids else stage["borrower"])
        assert await watcher.end() == "INPUT_INVALID"
        await watcher.watch(LOAN, "2")
        assert await watcher.end() == "REQUEST_VARIABLES_REFUSED"
