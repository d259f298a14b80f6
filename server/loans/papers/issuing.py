"""Issue a paper, and hand it out as often as asked."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from server.custody.service import claim_number
from server.customers import service as customers
from server.identity.guard import read, use_case
from server.identity.operations import Operation
from server.kit.clock import SHANGHAI
from server.kit.errors import NotFound
from server.kit.typesetting import typeset
from server.kit.work import Caller, Work
from server.loans import queries as loans
from server.loans.models import Loan
from server.loans.papers import facts, queries
from server.loans.papers.errors import NotSettled, PeriodUnsound, RepaymentMissing
from server.loans.papers.models import IssuedPaper
from server.loans.papers.rules import PaperKind
from server.loans.papers.setting import values
from server.loans.rules import LoanState

TEMPLATE = Path(__file__).parent / "templates" / "loan_paper.typ"
PERIOD_MAX = timedelta(days=5 * 366)
SHOWN_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A paper in words. Holds personal data: for the memory of one request."""

    number: str
    kind: PaperKind
    issued_at: datetime
    values: dict[str, Any] = field(repr=False)


@use_case(Operation.PAPER_ISSUE)
async def issue_paper(
    work: Work,
    *,
    kind: PaperKind,
    loan_id: UUID,
    repayment_id: UUID | None = None,
    since: date | None = None,
    until: date | None = None,
) -> UUID:
    """Issue a paper of a loan: a receipt (of one repayment), a certificate (of a closed loan), a statement (of a time).

    Its figures are kept as they are now. Returns the paper. Refuses with NotFound, paper.not_settled,
    paper.repayment_missing, paper.period_unsound.
    """
    loan = await loans.loan_by_id(work.session, work.scope, loan_id)
    if loan is None or loan.disbursed_on is None:
        raise NotFound(field="loanId")
    if kind is PaperKind.REPAYMENT_RECEIPT:
        said = await _receipt(work, loan, repayment_id)
    elif kind is PaperKind.SETTLEMENT_CERTIFICATE:
        said = await _certificate(work, loan)
    else:
        said = await _statement(work, loan, since, until)
    paper = IssuedPaper(
        customer_id=loan.customer_id,
        id=work.new_id(),
        branch_id=loan.branch_id,
        officer_id=loan.officer_id,
        number=await claim_number(work),
        kind=kind,
        loan_id=loan.id,
        facts=facts.loan_facts(loan) | said,
        issued_by=work.actor.id,
        issued_at=work.now,
    )
    work.session.add(paper)
    await work.session.flush()
    work.touch("issued_paper", paper.id, paper=kind.value)
    return paper.id


async def _receipt(work: Work, loan: Loan, repayment_id: UUID | None) -> dict[str, Any]:
    found = [each for each in await queries.repayments_of(work.session, work.scope, loan) if each.id == repayment_id]
    if not found:
        raise RepaymentMissing(field="repaymentId")
    return facts.receipt_facts(found[0])


async def _certificate(work: Work, loan: Loan) -> dict[str, Any]:
    if loan.state is not LoanState.CLOSED:
        raise NotSettled(field="loanId")
    return facts.certificate_facts(loan, await queries.repayments_of(work.session, work.scope, loan))


async def _statement(work: Work, loan: Loan, since: date | None, until: date | None) -> dict[str, Any]:
    first, last = since or loan.disbursed_on, until or work.today
    if first is None or not first <= last <= work.today or last - first > PERIOD_MAX:
        raise PeriodUnsound(field="since")
    instalments = await loans.instalments_of(work.session, work.scope, loan)
    came = await queries.repayments_of(work.session, work.scope, loan)
    return facts.statement_facts(first, last, instalments, came)


@read(Operation.LOAN_READ)
async def manuscript(work: Work, *, paper_id: UUID) -> Manuscript:
    """The words of an issued paper: its kept figures, and the borrower's name. Raises NotFound."""
    paper = await queries.paper(work.session, work.scope, paper_id)
    if paper is None:
        raise NotFound(field="paperId")
    identity = await customers.clear_identity(work, paper.customer_id)
    about = {
        "number": paper.number,
        "lender": work.settings.lender_name,
        "borrower": identity.name,
        "id_number": _masked(identity.id_number),
        "issued_on": paper.issued_at.astimezone(SHANGHAI).date().isoformat(),
    }
    return Manuscript(paper.number, paper.kind, paper.issued_at, values(paper.kind, paper.facts, about))


def _masked(number: str) -> str:
    return "*" * max(0, len(number) - SHOWN_DIGITS) + number[-SHOWN_DIGITS:]


async def pdf_of(caller: Caller, *, paper_id: UUID) -> tuple[str, bytes]:
    """A paper's number and its PDF, set anew: the same words each time. Raises Denied, NotFound."""
    found = await manuscript(caller, paper_id=paper_id)
    return found.number, await typeset(TEMPLATE, found.values, found.issued_at)
