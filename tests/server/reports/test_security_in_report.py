"""The first chapter of the three checks shows parties and collateral, by masked names and without certificates."""

import pypdfium2
from sqlalchemy.ext.asyncio import AsyncSession

from server.reports.three_checks.drawing import draw
from tests.factories.applications import plant_application, plant_lender
from tests.factories.collateral import agreeing_party, charge, plant_item, register
from tests.factories.documents import plant_borrower
from tests.fixtures.house import AsStaff


async def test_who_and_what_stand_behind_a_loan_stand_in_its_report(as_staff: AsStaff, owner: AsyncSession) -> None:
    version_id, officer = await plant_lender(owner), await as_staff("officer.east1")
    borrower, friend = await plant_borrower(owner), await plant_borrower(owner, name="赵大力")
    application_id = await plant_application(owner, borrower, version_id)
    await agreeing_party(officer, owner, application_id, friend)
    charge_id = await charge(officer, owner, application_id, await plant_item(officer, borrower))
    await register(await as_staff("branchmanager.east1"), charge_id)
    (report,) = [each async for each in draw(officer, [application_id])]
    paper = pypdfium2.PdfDocument(report.pdf)
    told = "".join("".join(page.get_textpage().get_text_bounded() for page in paper).split())
    paper.close()
    for expected in ("保证人赵*力连带责任保证，最高30000.00元，到期后36个月", "已同意", "抵押第1顺位"):
        assert expected in told, expected
    for expected in ("30000.00", "1000000.00", "已登记", "市不动产登记中心"):
        assert expected in told, expected
    assert "赵大力" not in told
    assert "BDC-2026" not in told
