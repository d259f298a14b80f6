"""A draft of the matrix over last quarter's applications: who would have gone elsewhere."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from server.applications.models import Application
from server.applications.simulating import simulate
from server.approvals.matrix.queries import matrix_on
from server.approvals.matrix.service import draft
from server.approvals.rules import Tier
from server.kit.clock import business_date
from server.kit.errors import Denied, NotFound
from tests.factories.applications import apply_for, plant_lender
from tests.factories.documents import plant_borrower
from tests.fixtures.house import NOON, AsStaff, fresh
from tests.server.approvals.test_matrix import REVIEW, row


async def test_who_would_have_gone_elsewhere(as_staff: AsStaff, owner: AsyncSession) -> None:
    officer, risk = await as_staff("officer.east1"), await as_staff("risk.hq")
    version_id = await plant_lender(owner)
    made = {}
    for name, amount_fen in (("small", 3_000_000), ("middle", 6_000_000), ("old", 6_000_000), ("large", 30_000_000)):
        made[name] = await apply_for(officer, await plant_borrower(owner), version_id, amount_fen)
    long_ago = update(Application).where(Application.id == made["old"])
    await owner.execute(long_ago.values(submitted_at=NOON - timedelta(days=93)))
    await owner.commit()
    today = (await matrix_on(owner, business_date(NOON))).rows
    lower = row(Tier.MANUAL_REVIEW, 5_000_000, 9_999_999, REVIEW, products=frozenset({"biz_equal"}))
    rows = (lower, *today)
    matrix_id = await draft(fresh(risk), name="下放", rows=rows)
    found = await simulate(risk, matrix_id=matrix_id)
    assert (found.considered, found.moved) == (3, 1)
    assert found.tiers == {(Tier.REGIONAL, Tier.MANUAL_REVIEW): 1}
    assert [each.application_id for each in found.examples] == [made["middle"]]
    same = await draft(fresh(risk), name="照旧", rows=today)
    assert (await simulate(risk, matrix_id=same)).moved == 0
    with pytest.raises(NotFound):
        await simulate(risk, matrix_id=uuid4())
    with pytest.raises(Denied):
        await simulate(officer, matrix_id=matrix_id)
