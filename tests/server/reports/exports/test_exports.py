"""Files: what stands in them, whose they are, how they are drawn, and for how long they can be fetched."""

import csv
import io
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID
from xml.etree import ElementTree as ET

import pikepdf
import pytest
from openpyxl import load_workbook
from sqlalchemy import insert, select, text

from server.audit.models import AuditRecord
from server.kit.errors import DomainError, NotFound
from server.kit.work import Caller
from server.ledger.errors import WholeHouseOnly
from server.reports.books.keeping import keep_books
from server.reports.books.models import ReportBook
from server.reports.exports import sealing, service, tasks, writing
from server.reports.exports.errors import ExportNotReady, ReportUnknown, TooManyExports
from server.reports.exports.models import Export, ExportForm, ExportState
from tests.factories.closing import plant_closed_day
from tests.fixtures.house import fresh
from tests.server.loans.conftest import TODAY, Lender

YEAR = {"since": TODAY - timedelta(days=200), "until": TODAY}


async def ordered(caller: Caller, report: str = "loan_book", form: ExportForm = ExportForm.CSV, **span: Any) -> UUID:
    return await service.order_export(fresh(caller), report=report, form=form, **(span or YEAR))


async def found(lender: Lender, export_id: UUID) -> Export:
    await lender.owner.rollback()
    wanted = select(Export).where(Export.id == export_id).execution_options(populate_existing=True)
    return (await lender.owner.execute(wanted)).scalar_one()


async def file_of(lender: Lender, caller: Caller, export_id: UUID) -> bytes:
    sealed, _ = await service.fetch_export(fresh(caller), export_id=export_id)
    return b"".join([piece async for piece in sealing.unseal(lender.house, export_id, sealed)])


async def drawn(lender: Lender, caller: Caller, report: str, form: ExportForm, **span: Any) -> bytes:
    export_id = await ordered(caller, report, form, **span)
    await tasks.draw_export(lender.house, export_id=str(export_id))
    return await file_of(lender, caller, export_id)


def rows_of(file: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(file.decode("utf-8-sig"))))


@pytest.mark.parametrize("login", ["officer.east1", "manager.east", "committee1.hq"])
async def test_a_file_holds_what_its_orderer_sees_and_says_whose_it_is(lending: Lender, login: str) -> None:
    caller = await lending.caller(login)
    head, titles, *rows = rows_of(await drawn(lending, caller, "loan_book", ExportForm.CSV))
    wanted = {"officer.east1": 2, "manager.east": 5, "committee1.hq": 6}
    assert len(rows) == wanted[login]
    assert login in head[2]
    assert "余额" in titles
    assert {row[2] for row in rows} <= {row[2] for row in rows if row[2]}
    outstanding = sum(Decimal(row[titles.index("余额")]) for row in rows)
    if login == "committee1.hq":
        principal = await lending.owner.execute(text("SELECT sum(outstanding_fen) FROM loans"))
        assert outstanding == Decimal(principal.scalar_one()) / 100


async def test_every_report_can_be_had_in_every_form_it_promises(lending: Lender) -> None:
    caller = await lending.caller("committee1.hq")
    await plant_closed_day(lending.owner, TODAY)
    await lending.owner.commit()
    await keep_books(lending.house)
    for report in ("loan_book", "overdue", "repayments", "applications", "day_book"):
        lines = rows_of(await drawn(lending, caller, report, ExportForm.CSV))
        page = load_workbook(io.BytesIO(await drawn(lending, caller, report, ExportForm.XLSX))).worksheets[0]
        values = list(page.iter_rows(values_only=True))
        assert len(values) == len(lines), report
        assert list(values[1]) == lines[1]
        assert "committee1.hq" in str(values[0][0])
    with pikepdf.open(io.BytesIO(await drawn(lending, caller, "loan_book", ExportForm.PDF))) as paper:
        assert len(paper.pages) == 1


async def test_nobody_fetches_what_another_has_ordered_and_both_ordering_and_fetching_are_on_record(
    lending: Lender,
) -> None:
    caller, other = await lending.caller("manager.east"), await lending.caller("committee1.hq")
    export_id = await ordered(caller)
    with pytest.raises(ExportNotReady):
        await service.fetch_export(fresh(caller), export_id=export_id)
    await tasks.draw_export(lending.house, export_id=str(export_id))
    with pytest.raises(NotFound):
        await service.fetch_export(fresh(other), export_id=export_id)
    await service.fetch_export(fresh(caller), export_id=export_id)
    await lending.owner.rollback()
    records = (await lending.owner.execute(select(AuditRecord).order_by(AuditRecord.at, AuditRecord.id))).scalars()
    about = [one.changes for one in records if str(export_id) in str(one.subjects)]
    assert about[0]["report"] == "loan_book"
    assert any(changes.get("fetched") for changes in about)


async def test_a_file_is_drawn_once_and_gone_after_its_days(lending: Lender) -> None:
    caller = await lending.caller("manager.east")
    export_id = await ordered(caller)
    await tasks.draw_export(lending.house, export_id=str(export_id))
    first = await found(lending, export_id)
    pieces, done = first.pieces, (first.rows_done, first.rows_total)
    await tasks.draw_export(lending.house, export_id=str(export_id))
    assert (await found(lending, export_id)).pieces == pieces
    assert done == (5, 5)
    await lending.owner.execute(text("UPDATE exports SET expires_on = :on"), {"on": TODAY - timedelta(days=1)})
    await lending.owner.commit()
    with pytest.raises(ExportNotReady):
        await service.fetch_export(fresh(caller), export_id=export_id)
    assert await tasks.destroy_old_exports(lending.house) == 1
    assert (await found(lending, export_id)).key_cipher is None


@pytest.mark.parametrize(
    ("report", "form", "span", "refusal"),
    [
        ("nonsense", ExportForm.CSV, {}, ReportUnknown),
        ("loan_book", ExportForm.XML, {}, ReportUnknown),
        ("repayments", ExportForm.CSV, {"since": date(2024, 1, 1), "until": TODAY}, ReportUnknown),
        ("repayments", ExportForm.CSV, {"since": TODAY, "until": TODAY - timedelta(days=1)}, ReportUnknown),
        ("monthly_return", ExportForm.XML, {"since": date(2026, 2, 2), "until": date(2026, 2, 28)}, ReportUnknown),
        ("monthly_return", ExportForm.XML, {"since": date(2026, 1, 1), "until": date(2026, 2, 28)}, ReportUnknown),
        ("monthly_return", ExportForm.XML, {"since": date(2026, 3, 1), "until": date(2026, 2, 28)}, ReportUnknown),
    ],
)
async def test_what_cannot_be_had_is_refused_and_nothing_is_ordered(
    lending: Lender, report: str, form: ExportForm, span: dict[str, Any], refusal: type[DomainError]
) -> None:
    caller = await lending.caller("committee1.hq")
    with pytest.raises(refusal):
        await ordered(caller, report, form, **span)
    await lending.owner.rollback()
    assert (await lending.owner.execute(text("SELECT count(*) FROM exports"))).scalar_one() == 0


async def test_who_waits_for_five_files_orders_no_sixth(lending: Lender) -> None:
    caller = await lending.caller("manager.east")
    for _ in range(service.DRAWN_AT_ONCE_MAX):
        await ordered(caller)
    with pytest.raises(TooManyExports):
        await ordered(caller)


FEBRUARY = {"since": date(2026, 2, 1), "until": date(2026, 2, 28)}


async def test_a_return_of_a_closed_month_agrees_with_the_ledger_and_one_of_an_open_month_is_not_drawn(
    lending: Lender,
) -> None:
    caller = await lending.caller("committee1.hq")
    too_early = await ordered(caller, "monthly_return", ExportForm.XML, **FEBRUARY)
    await tasks.draw_export(lending.house, export_id=str(too_early))
    refused = await found(lending, too_early)
    assert (refused.state, refused.code) == (ExportState.FAILED, "export.month_not_closed")
    await plant_closed_day(lending.owner, date(2026, 2, 28))
    await lending.owner.commit()
    await keep_books(lending.house)
    tree = ET.fromstring(await drawn(lending, caller, "monthly_return", ExportForm.XML, **FEBRUARY))  # noqa: S314 - our own file
    cells = {row[0].text: [cell.text for cell in row] for row in tree}
    assert cells["B04"][3] == cells["B05"][3]
    assert cells["J01"][4] == "通过"
    assert cells["B01"][4] == "缺少数据或分母为零"
    pages = load_workbook(io.BytesIO(await drawn(lending, caller, "monthly_return", ExportForm.XLSX, **FEBRUARY)))
    assert {row[0] for row in pages.worksheets[0].iter_rows(min_row=3, values_only=True)} == set(cells)
    with pytest.raises(WholeHouseOnly):
        await ordered(await lending.caller("manager.east"), "monthly_return", ExportForm.XML, **FEBRUARY)


MANY = text(
    "INSERT INTO report_days SELECT CAST(:first AS date) + n / 100, branch_id, officer_id, 'P' || (n % 100), "
    "0, 0, 0, 0, 0, 1, 100, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 "
    "FROM generate_series(0, :most - 1) n, (SELECT branch_id, officer_id FROM loans LIMIT 1) one"
)


async def test_a_long_report_is_read_and_written_a_page_at_a_time(
    lending: Lender, monkeypatch: pytest.MonkeyPatch
) -> None:
    most, held = 30_000, []
    await lending.owner.execute(MANY, {"first": TODAY - timedelta(days=300), "most": most})
    await lending.owner.execute(insert(ReportBook).values(on_day=TODAY, has_stocks=True, drawn_at=datetime.now(UTC)))
    await lending.owner.commit()
    add = writing.CommaWriter.add

    def seen(self: writing.CommaWriter, rows: Any) -> None:
        held.append(len(rows))
        add(self, rows)

    monkeypatch.setattr(writing.CommaWriter, "add", seen)
    monkeypatch.setattr(sealing, "PIECE_BYTES", 100_000)
    caller = await lending.caller("committee1.hq")
    export_id = await ordered(caller, "day_book", since=TODAY - timedelta(days=300), until=TODAY)
    await tasks.draw_export(lending.house, export_id=str(export_id))
    row = await found(lending, export_id)
    assert (row.state, row.rows_done, row.rows_total) == (ExportState.READY, most, most)
    assert held == [tasks.PAGE_ROWS] * (most // tasks.PAGE_ROWS)
    assert row.pieces is not None
    assert len(row.pieces) > 10
    lines = rows_of(await file_of(lending, caller, export_id))[2:]
    assert len({(line[0], line[3]) for line in lines}) == len(lines) == most
    paper = await ordered(caller, "day_book", ExportForm.PDF, since=TODAY - timedelta(days=300), until=TODAY)
    await tasks.draw_export(lending.house, export_id=str(paper))
    assert (await found(lending, paper)).code == "export.too_long_for_paper"
