"""The first chapter of the three checks shows the visit: who, when, where, the sheet, what was found, the photos."""

import io
from dataclasses import replace
from datetime import timedelta

import pypdfium2
from PIL import Image
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from server.applications.visiting.recording import save, submit_visit
from server.documents.models import Document
from server.documents.sealing import seal_picture
from server.reports.three_checks.drawing import draw
from tests.factories.applications import plant_application, plant_lender
from tests.factories.customers import Planted
from tests.factories.documents import plant_borrower
from tests.factories.visits import VISITED_AT, a_sheet, plant_papers
from tests.fixtures.house import AsStaff, fresh


def a_photo() -> bytes:
    packed = io.BytesIO()
    Image.new("RGB", (640, 480), (120, 160, 90)).save(packed, "JPEG")
    return packed.getvalue()


async def test_the_visit_stands_in_the_report_with_its_photos_and_without_its_exact_place(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    version_id = await plant_lender(owner)
    customer: Planted = await plant_borrower(owner)
    application_id = await plant_application(owner, customer, version_id)
    officer = await as_staff("officer.east1")
    papers = await plant_papers(owner, customer)
    for document_id in papers[1:]:
        sealed = seal_picture(customer.key, customer.customer_id, a_photo())
        digest = await officer.house.ports.storage.put(sealed)
        await owner.execute(update(Document).where(Document.id == document_id).values(digest=digest))
    await owner.commit()
    sheet = a_sheet(papers, household_size=9)
    late = replace(sheet.photos[1], taken_at=VISITED_AT - timedelta(hours=30), caption="库存")
    sheet = replace(sheet, photos=(sheet.photos[0], late))
    await save(fresh(officer), application_id=application_id, expected_version=0, sheet=sheet)
    await submit_visit(fresh(officer), application_id=application_id, expected_version=1)
    (report,) = [each async for each in draw(officer, [application_id])]
    paper = pypdfium2.PdfDocument(report.pdf)
    text = "".join(page.get_textpage().get_text_bounded() for page in paper)
    pictures = [each for page in paper for each in page.get_objects(filter=[3])]
    paper.close()
    told = "".join(text.split())
    for expected in ("实地调查", "officer.east1", "2026-03-0114:30", "四川省成都市****", "核实月收入22000.00"):
        assert expected in told, expected
    for expected in ("银行流入80000.003个月100%", "VI-07v1", "VI-11v1", "距调查地点0米", "相差30小时"):
        assert expected in told, expected
    assert len(pictures) >= 2
    assert "30.57" not in told
    assert "锦江" not in told
