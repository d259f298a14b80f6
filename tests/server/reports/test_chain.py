"""Whether the newest part of the audit chain holds, as an auditor sees it."""

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from server.customers.service.prospects import begin_prospect
from server.jobs.sealing import seal_audit
from server.kit.errors import Denied, Invalid
from server.reports.chain import LINKS_MAX, check_chain
from tests.fixtures.house import AsStaff, fresh

RECORDS = 6


async def test_a_record_that_was_changed_breaks_its_own_link_and_no_other(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    officer, auditor = await as_staff("officer.east1"), await as_staff("auditor.hq")
    for _ in range(RECORDS):
        await begin_prospect(fresh(officer))
    waiting = await check_chain(auditor)
    assert waiting.unsealed >= RECORDS
    await seal_audit(auditor.house)
    sound = await check_chain(auditor)
    assert (sound.broken, sound.checked, sound.unseen) == ((), sound.number, 0)
    assert sound.head is not None
    assert sound.number >= RECORDS

    changed = text(
        "UPDATE audit_records SET code = 'x' WHERE id = (SELECT record_id FROM audit_seals WHERE number = 3)"
    )
    await owner.execute(changed)
    await owner.commit()
    assert (await check_chain(auditor)).broken == (3,)
    assert (await check_chain(auditor, links=sound.number - 3)).broken == ()
    gone = text("DELETE FROM audit_records WHERE id = (SELECT record_id FROM audit_seals WHERE number = 4)")
    await owner.execute(gone)
    await owner.commit()
    assert (await check_chain(auditor)).broken == (3, 4)


@pytest.mark.parametrize("links", [0, -1, LINKS_MAX + 1])
async def test_the_part_that_is_checked_has_bounds(as_staff: AsStaff, links: int) -> None:
    with pytest.raises(Invalid):
        await check_chain(await as_staff("auditor.hq"), links=links)


async def test_only_auditors_check_it(as_staff: AsStaff) -> None:
    with pytest.raises(Denied):
        await check_chain(await as_staff("manager.east"))
