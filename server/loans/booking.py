"""What of loans and funding reaches the books."""

from datetime import date
from typing import TypedDict
from uuid import UUID

from server.custody.events import FundsAllotted, PaymentSettled
from server.kit.work import Work
from server.ledger import rules, service
from server.ledger.rules import Entry
from server.loans import queries
from server.loans.journal.models import LoanAct, Resharing
from server.loans.models import Loan, Repayment
from server.loans.rules import ActKind
from server.loans.standing import MONEY_IN, as_parts, parts_of
from server.terms.running.model import Effect


class Days(TypedDict):
    """When an entry is booked, and from when it counts."""

    booked_on: date
    value_on: date


async def book_disbursement(work: Work, loan: Loan, event: PaymentSettled) -> None:
    """The payment order is the business event."""
    entry = rules.loan_disbursed(
        event.order_id, place_of(loan), event.amount_fen, booked_on=work.today, value_on=event.value_on
    )
    await service.post(work, entry)


async def book_act(work: Work, loan: Loan, act: LoanAct, effect: Effect) -> None:
    """The act is the business event of whatever it does to the books."""
    entries = entries_of(loan, act, effect)
    if entries:
        await service.post(work, *entries)


def entries_of(loan: Loan, act: LoanAct, effect: Effect) -> list[Entry]:
    """Money that came in, a fee that was charged by the act, what was waived, a loan that is written off."""
    place = place_of(loan)
    days: Days = {"booked_on": act.booked_on, "value_on": act.value_on}
    entries = []
    if effect.charged.fee_fen:
        entries.append(rules.fee_charged(act.id, place, effect.charged.fee_fen, **days))
    if act.kind is ActKind.RECOVERY:
        entries.append(rules.recovered(act.id, place, act.amount_fen or 0, effect.excess_fen, **days))
    elif act.kind in MONEY_IN:
        entries.append(rules.repayment_received(act.id, place, parts_of(effect), **days))
    if effect.waived.total_fen:
        entries.append(rules.waived(act.id, place, as_parts(effect.waived), **days))
    if effect.written_off.total_fen:
        entries.append(rules.written_off(act.id, place, as_parts(effect.written_off), **days))
    return entries


async def book_resharing(
    work: Work, loan: Loan, resharing: Resharing, repayment: Repayment, parts: tuple[rules.Parts, rules.Parts]
) -> None:
    """The resharing is the business event: what moves between the parts of an earlier repayment."""
    before, after = parts
    days: Days = {"booked_on": work.today, "value_on": repayment.paid_on}
    entry = rules.repayment_reshared(resharing.id, place_of(loan), before, after, **days)
    if entry is not None:
        await service.post(work, entry)


async def book_refund(work: Work, loan: Loan, event: PaymentSettled) -> None:
    """The payment order is the business event, when the bank has paid."""
    days: Days = {"booked_on": work.today, "value_on": event.value_on}
    await service.post(work, rules.excess_refunded(event.order_id, place_of(loan), event.amount_fen, **days))


async def take_back(work: Work, customer_id: UUID, event_id: UUID, *, by: UUID) -> None:
    """Post the mirrors of all entries of a business event. The first is the business of `by`, others their own."""
    for entry_id, _kind in await queries.entries_of(work.session, customer_id, event_id):
        await service.reverse(work, entry_id, event_id=by)
        by = entry_id


async def on_funds_allotted(work: Work, event: FundsAllotted) -> None:
    """Money put at a funding account's disposal is the lender's capital in that bank."""
    place = rules.Place(rules.HOUSE_ID, event.branch_id, event.funding_account_id)
    entry = rules.funds_allotted(event.allotment_id, place, event.amount_fen, booked_on=work.today)
    await service.post(work, entry)


def place_of(loan: Loan) -> rules.Place:
    """The dimensions of the loan's entries."""
    return rules.Place(loan.customer_id, loan.branch_id, loan.funding_account_id, loan.id)
