"""The three checks as a PDF and the register as a workbook, for staff with the right and in sight."""

import io
from datetime import timedelta

import pikepdf
import pypdfium2
import pytest
from openpyxl import load_workbook
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from server.audit.models import AuditRecord, Outcome
from server.identity.operations import Operation
from server.kit.clock import FixedClock
from server.loans.models import Loan
from tests.fixtures.api import Api
from tests.fixtures.papers import refused
from tests.schema.stage import IDLE, Stage

CHAPTERS = ("贷前调查", "贷中审查", "贷后检查")


async def test_one_call_draws_the_three_checks_and_leaves_an_audit_record(
    api: Api, stage: Stage, owner: AsyncSession
) -> None:
    loan = (await owner.execute(select(Loan).where(Loan.id == stage.rows["loan"]))).scalar_one()
    path = f"/api/reports/three-checks/{loan.application_id}"
    refused(await api.client.get(path), 401, "session.token_invalid")
    refused(await api.client.get(path, headers=await api.headers("officer.west1")), 404, "object.not_found")
    refused(await api.client.get(path, headers=await api.headers(IDLE)), 403, "access.denied")
    answer = await api.client.get(path, headers=await api.headers("officer.east1"))
    assert answer.status_code == 200, answer.text
    assert answer.headers["cache-control"] == "no-store"
    with pikepdf.open(io.BytesIO(answer.content)) as pdf:
        assert pdf.open_metadata()["pdfaid:part"] == "2"
    document = pypdfium2.PdfDocument(answer.content)
    text = "".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    for chapter in CHAPTERS:
        assert chapter in text
    assert loan.number in text
    noted = select(AuditRecord).where(
        AuditRecord.operation == Operation.REPORT_DRAW, AuditRecord.outcome == Outcome.DONE
    )
    assert len((await owner.execute(noted)).scalars().all()) == 1


async def test_the_report_of_an_overdue_loan_tells_how_much_is_overdue(
    api: Api, stage: Stage, owner: AsyncSession, clock: FixedClock
) -> None:
    loan = (await owner.execute(select(Loan).where(Loan.id == stage.rows["loan"]))).scalar_one()
    clock.advance(timedelta(days=70))
    answer = await api.client.get(
        f"/api/reports/three-checks/{loan.application_id}", headers=await api.headers("officer.east1")
    )
    assert answer.status_code == 200, answer.text
    document = pypdfium2.PdfDocument(answer.content)
    text = "".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    assert "逾期 2 期" in " ".join(text.split())


@pytest.mark.usefixtures("stage")
async def test_the_register_lists_what_was_submitted_in_sight_and_who_took_it_is_on_record(
    api: Api, owner: AsyncSession
) -> None:
    path = "/api/reports/applications?since=2026-01-01&until=2026-12-31"
    seen = {}
    for login in ("officer.east1", "officer.west1"):
        answer = await api.client.get(path, headers=await api.headers(login))
        assert answer.status_code == 200, answer.text
        rows = list(load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True))
        assert rows[0][0] == "申请编号"
        seen[login] = {row[0] for row in rows[1:]}
    assert seen["officer.east1"]
    assert not seen["officer.east1"] & seen["officer.west1"]
    for query in ("since=2026-01-01", "since=2026-02-01&until=2026-01-01", "since=2020-01-01&until=2026-01-01"):
        answer = await api.client.get(f"/api/reports/applications?{query}", headers=await api.headers("officer.east1"))
        assert answer.status_code == 422
        assert answer.json()["field"] == "until"
    taken = select(AuditRecord.changes["rows"].as_integer()).where(
        AuditRecord.operation == Operation.REPORT_DRAW.value, AuditRecord.outcome == Outcome.DONE
    )
    rows_taken = (await owner.execute(taken.order_by(AuditRecord.at, AuditRecord.id))).scalars().all()
    assert rows_taken == [len(seen["officer.east1"]), len(seen["officer.west1"])]
    refused(await api.client.get(path, headers=await api.headers(IDLE)), 403, "access.denied")
