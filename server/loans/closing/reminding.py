"""Reminders before an instalment is due and when it is overdue."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.sql.expression import Select

from server.customers.service import clear_identity
from server.kit.database import within
from server.kit.errors import DomainError
from server.kit.money import Money
from server.kit.work import Work
from server.loans.closing.rules import reminder_dates
from server.loans.models import Instalment, Loan
from server.loans.queries import owed
from server.loans.rules import LoanState
from server.notices import service as notices
from server.notices.models import NoticeKind

PAGE_LOANS: Final = 200
LAST_DIGITS: Final = 4


@dataclass(frozen=True)
class Page:
    """How many messages a page wrote, and up to which loan; None when there are no more."""

    sent: int
    last_loan_id: UUID | None


NOTHING: Final = Page(0, None)


async def remind(work: Work, on: date, *, after: UUID) -> Page:
    """Write the next page of reminders at the end of a day (a building block); the worker sends them.

    A customer who cannot be reached (not registered, or his key destroyed) is passed over.
    """
    ahead, late = reminder_dates(on)
    loans = (await work.session.execute(_page(work, (*ahead, *late), after))).scalars().all()
    sent = 0
    for loan in loans:
        assert loan.next_due_on is not None  # the query asks for it
        overdue = loan.next_due_on in late
        try:
            await _write(work, loan, on if overdue else loan.next_due_on, overdue=overdue)
        except DomainError:
            continue
        sent += 1
    return Page(sent, loans[-1].id if len(loans) == PAGE_LOANS else None)


def _page(work: Work, due: tuple[date, ...], after: UUID) -> Select[Loan]:
    wanted = select(Loan).where(
        Loan.state == LoanState.ACTIVE, Loan.next_due_on.in_(due), Loan.id > after, within(Loan, work.scope)
    )
    return wanted.order_by(Loan.id).limit(PAGE_LOANS)


async def _write(work: Work, loan: Loan, until: date, *, overdue: bool) -> None:
    identity = await clear_identity(work, loan.customer_id)
    amount = Money(await _open_fen(work, loan, until))
    about = f"【{work.settings.lender_name}】您尾号{loan.number[-LAST_DIGITS:]}的贷款"
    if overdue:
        text = f"{about}有{amount}元已逾期（截至{until.isoformat()}），请尽快还款，以免产生更多罚息。"
    else:
        text = f"{about}将于{until.isoformat()}应还{amount}元，请按时还款。"
    kind = NoticeKind.REPAYMENT_OVERDUE if overdue else NoticeKind.REPAYMENT_DUE
    await notices.notify(work, loan.customer_id, kind, to=identity.phone, text=text)


async def _open_fen(work: Work, loan: Loan, until: date) -> int:
    """What is owed of the instalments that are due by a day."""
    wanted = select(Instalment).where(
        Instalment.customer_id == loan.customer_id, Instalment.loan_id == loan.id, Instalment.due_on <= until
    )
    lines: Any = wanted.with_only_columns(owed())
    return sum((await work.session.execute(lines)).scalars())
