"""Papers of a loan, and the vouchers of a month: their figures, their limits, their words."""

import csv
import io
from datetime import date
from typing import Any

import pypdfium2
import pytest
from openpyxl import load_workbook

from server.kit.errors import NotFound
from server.kit.work import Caller
from server.ledger.vouchers import SheetFormat, as_file, voucher_rows
from server.loans.papers.errors import NotSettled, PeriodUnsound, RepaymentMissing
from server.loans.papers.issuing import issue_paper, manuscript, pdf_of
from server.loans.papers.rules import PaperKind
from tests.factories.loans import PlantedLoan
from tests.fixtures.house import fresh
from tests.fixtures.world import id_of
from tests.server.loans.conftest import TODAY, Lender


async def clerk(lender: Lender) -> Caller:
    return fresh(await lender.caller())


async def words(lender: Lender, loan: PlantedLoan, kind: PaperKind, **over: Any) -> dict[str, Any]:
    """The words of a paper that is issued now."""
    paper_id = await issue_paper(await clerk(lender), kind=kind, loan_id=loan.loan_id, **over)
    return (await manuscript(await clerk(lender), paper_id=paper_id)).values


async def settled(lender: Lender) -> PlantedLoan:
    loan = await lender.running()
    owed = sum(row.principal_fen + row.interest_fen + row.fee_fen for row in await lender.instalments(loan.loan_id))
    await lender.repay(loan.loan_id, owed)
    return loan


async def test_a_receipt_says_what_came_in_and_where_it_went(lender: Lender) -> None:
    loan = await lender.running()
    repayment_id = await lender.repay(loan.loan_id, 123_456, reference="R-77")
    told = await words(lender, loan, PaperKind.REPAYMENT_RECEIPT, repayment_id=repayment_id)
    pairs = dict(told["pairs"])
    assert (pairs["还款金额"], pairs["还款凭证号"]) == ("人民币 1234.56 元", "R-77")
    assert pairs["大写"] == "壹仟贰佰叁拾肆元伍角陆分"
    assert pairs["证件号码"].endswith(loan.customer.number[-4:])
    assert loan.customer.number not in pairs["证件号码"]
    [shared] = told["tables"]
    assert sum(float(fen) for _, fen in shared["rows"]) == pytest.approx(1234.56)


async def test_a_receipt_is_for_a_repayment_of_this_loan(lender: Lender) -> None:
    loan, other = await lender.running(), await lender.running()
    repayment_id = await lender.repay(other.loan_id, 100)
    for wrong in (repayment_id, None):
        with pytest.raises(RepaymentMissing):
            await words(lender, loan, PaperKind.REPAYMENT_RECEIPT, repayment_id=wrong)


async def test_a_certificate_is_for_a_closed_loan_only(lender: Lender) -> None:
    running = await lender.running()
    await lender.repay(running.loan_id, 100)
    with pytest.raises(NotSettled):
        await words(lender, running, PaperKind.SETTLEMENT_CERTIFICATE)
    told = await words(lender, await settled(lender), PaperKind.SETTLEMENT_CERTIFICATE)
    assert dict(told["pairs"])["结清日期"] == TODAY.isoformat()
    assert "已于2026-03-02全部结清" in told["paragraphs"][0]


async def test_a_statement_adds_up_what_fell_due_and_what_came_in(lender: Lender) -> None:
    loan = await settled(lender)
    told = await words(lender, loan, PaperKind.STATEMENT)
    assert told["tables"][0]["rows"] == []
    assert len(told["tables"][1]["rows"]) == 1
    for since, until in ((date(2026, 3, 2), date(2026, 3, 1)), (None, date(2026, 3, 3)), (date(2010, 1, 1), None)):
        with pytest.raises(PeriodUnsound):
            await words(lender, loan, PaperKind.STATEMENT, since=since, until=until)


async def test_an_issued_paper_keeps_its_figures(lender: Lender) -> None:
    loan = await lender.running()
    paper_id = await issue_paper(await clerk(lender), kind=PaperKind.STATEMENT, loan_id=loan.loan_id)
    before = (await manuscript(await clerk(lender), paper_id=paper_id)).values
    await lender.repay(loan.loan_id, 100_000)
    assert (await manuscript(await clerk(lender), paper_id=paper_id)).values == before
    with pytest.raises(NotFound):
        await manuscript(fresh(await lender.caller("officer.west1")), paper_id=paper_id)


async def test_papers_are_set_in_words_that_can_be_read(lender: Lender) -> None:
    loan = await settled(lender)
    paper_id = await issue_paper(await clerk(lender), kind=PaperKind.SETTLEMENT_CERTIFICATE, loan_id=loan.loan_id)
    number, pdf = await pdf_of(await clerk(lender), paper_id=paper_id)
    text = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))
    assert number in text
    assert "贷款结清证明" in "".join(text.split())
    assert loan.customer.name in "".join(text.split())


async def test_the_vouchers_of_a_month_balance_and_hold_every_posting(lender: Lender) -> None:
    loan = await lender.running()
    await lender.repay(loan.loan_id, 500_000)
    branch, rows = await voucher_rows(await clerk(lender), branch_id=id_of("east-1"), month=TODAY)
    assert branch == "east-1"
    assert rows[-1][6] == rows[-1][7] == "5000.00"
    assert {row[3] for row in rows[1:-1]} == {"repayment_received"}
    _, earlier = await voucher_rows(await clerk(lender), branch_id=id_of("east-1"), month=date(2026, 2, 1))
    assert earlier[-1][6] == earlier[-1][7] == "30000.00"
    sheet = as_file(branch, TODAY, rows, SheetFormat.XLSX)
    assert sheet.name == "vouchers_east-1_202603.xlsx"
    [page] = load_workbook(io.BytesIO(sheet.data)).worksheets
    assert page.max_row == len(rows)
    table = as_file(branch, TODAY, rows, SheetFormat.CSV).data.decode("utf-8-sig")
    assert [tuple(row) for row in csv.reader(io.StringIO(table))] == list(rows)


async def test_vouchers_are_for_who_sees_the_whole_branch(lender: Lender) -> None:
    with pytest.raises(NotFound):
        await voucher_rows(await clerk(lender), branch_id=id_of("nowhere"), month=TODAY)
