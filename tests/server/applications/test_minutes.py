"""Minutes of a committee: written once when it has decided, readable, encrypted, fetched by whoever sees the case."""

import io
from uuid import uuid4

import pikepdf
import pytest
from sqlalchemy import select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from server.applications.minutes.service import open_paper, paper_of
from server.applications.minutes.tasks import write_minutes
from server.approvals.models import ApprovalCase, Minutes
from server.approvals.passing_on import recuse
from server.kit.errors import NotFound
from server.kit.work import House
from tests.factories.applications import apply_for, plant_lender
from tests.factories.approvals import kept_case, vote
from tests.factories.documents import plant_borrower
from tests.fixtures.house import AsStaff, fresh


async def test_a_committees_decision_has_its_minutes(house: House, as_staff: AsStaff, owner: AsyncSession) -> None:
    version_id = await plant_lender(owner)
    customer = await plant_borrower(owner)
    application_id = await apply_for(await as_staff("officer.east1"), customer, version_id, 10_000_000)
    committee = {"position": "committee_member", "votes_needed": 2, "quorum": 2, "mode": "committee"}
    await owner.execute(update(ApprovalCase).values(own_region=False, tier="committee", routine=None, **committee))
    await owner.commit()
    case = await kept_case(owner, application_id)
    await recuse(await as_staff("committee3.hq"), case_id=case.id, reason="与借款人为亲属")
    await vote(await as_staff("committee1.hq"), case, version=2)
    with pytest.raises(NotFound):
        await write_minutes(house, str(case.id))  # nothing is decided yet
    await vote(await as_staff("committee2.hq"), case, version=2)
    waiting = text("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'write_minutes'")
    assert (await owner.execute(waiting)).scalar_one() == 1
    await write_minutes(house, str(case.id))
    kept = (await owner.execute(select(Minutes))).scalar_one()
    await write_minutes(house, str(case.id))  # a worker that died may do it again
    manager = await as_staff("manager.east")
    blob, key = await paper_of(fresh(manager), case_id=case.id)
    assert blob == kept.blob
    sealed = await house.ports.storage.get(blob)
    assert not sealed.startswith(b"%PDF")
    with pikepdf.open(io.BytesIO(open_paper(sealed, key, case.id))) as pdf:
        assert len(pdf.pages) == 1
        assert any("NotoSansCJK" in str(font.BaseFont) for font in pdf.pages[0].Resources.Font.values())
    for login, wanted in (("manager.west", case.id), ("manager.east", uuid4())):
        with pytest.raises(NotFound):
            await paper_of(await as_staff(login), case_id=wanted)
