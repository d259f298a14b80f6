"""The second line: what the row policies alone show of one region to the other."""

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from tests.factories.applications import apply_for, plant_lender
from tests.factories.approvals import kept_case, vote
from tests.factories.documents import plant_borrower
from tests.fixtures.house import AsStaff
from tests.fixtures.rooms import room

TABLES = (
    "application_findings",
    "application_opinions",
    "applications",
    "approval_cases",
    "approval_votes",
    "compliance_checks",
    "decision_assessments",
)


async def test_without_any_predicate_the_other_region_sees_no_row_and_changes_none(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    customer = await plant_borrower(owner, income_monthly_fen=None)
    application_id = await apply_for(await as_staff("officer.east1"), customer, await plant_lender(owner))
    await vote(await as_staff("reviewer.east1"), await kept_case(owner, application_id))
    sights = (("officer.east1", True), ("manager.east", True), ("officer.west1", False), ("manager.west", False))
    for login, sees in sights:
        caller = await as_staff(login)
        for table in TABLES:
            async with room(caller) as work:
                rows = await work.session.execute(text(f"SELECT id FROM {table}"))  # noqa: S608 - names from above
                assert bool(rows.all()) == sees, (login, table)
                changed = text(f"UPDATE {table} SET branch_id = branch_id RETURNING id")  # noqa: S608 - names from above
                assert bool((await work.session.execute(changed)).all()) == sees, (login, table)
