"""An actor is never younger than the epoch that he carries says."""

import pytest
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from server.identity.actors import load_staff
from server.identity.errors import TokenInvalid
from server.identity.models import StaffSession
from server.identity.sessions import log_out, step_up
from server.kit.clock import FixedClock
from tests.fixtures.api import Api, api
from tests.fixtures.house import AsStaff

__all__ = ["api"]


async def known_row(owner: AsyncSession, session_id: object) -> StaffSession:
    """The row of a session as somebody has read it a moment ago."""
    row = (await owner.execute(select(StaffSession).where(StaffSession.id == session_id))).scalar_one()
    await owner.commit()
    return row


async def test_a_session_that_ended_after_its_row_was_read_is_not_loaded(
    as_staff: AsStaff, owner: AsyncSession, clock: FixedClock
) -> None:
    caller = await as_staff("manager.east")
    row = await known_row(owner, caller.actor.session_id)
    await log_out(caller)
    assert row.ended_at is None
    with pytest.raises(TokenInvalid):
        await load_staff(owner, row, clock.now(), 24)


async def test_a_second_factor_shown_after_the_row_was_read_counts_under_the_epoch_that_it_raised(
    api: Api, as_staff: AsStaff, owner: AsyncSession, clock: FixedClock
) -> None:
    caller = await as_staff("manager.east", stepped_up=False)
    row = await known_row(owner, caller.actor.session_id)
    await step_up(caller, code=api.one_time_code())
    actor = await load_staff(owner, row, clock.now(), 24)
    assert actor.epoch == (await owner.execute(text("SELECT value FROM rights_epoch WHERE id = 1"))).scalar_one()
    assert actor.stepped_up_at == clock.now()
