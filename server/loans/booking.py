"""What of loans and funding reaches the books."""

from server.custody.events import FundsAllotted, PaymentSettled
from server.kit.work import Work
from server.ledger import rules, service
from server.loans.models import Loan, Repayment


async def book_disbursement(work: Work, loan: Loan, event: PaymentSettled) -> None:
    """The payment order is the business event."""
    entry = rules.loan_disbursed(
        event.order_id, _place(loan), event.amount_fen, booked_on=work.today, value_on=event.value_on
    )
    await service.post(work, entry)


async def book_repayment(work: Work, loan: Loan, repayment: Repayment) -> None:
    """The repayment is the business event."""
    days = {"booked_on": work.today, "value_on": repayment.paid_on}
    await service.post(work, rules.repayment_received(repayment.id, _place(loan), parts_of(repayment), **days))


def parts_of(repayment: Repayment) -> rules.Parts:
    """How a repayment is shared out at present."""
    return rules.Parts(
        *(getattr(repayment, f"{part}_fen") for part in ("principal", "interest", "fee", "penalty", "excess"))
    )


async def on_funds_allotted(work: Work, event: FundsAllotted) -> None:
    """Money put at a funding account's disposal is the lender's capital in that bank."""
    place = rules.Place(rules.HOUSE_ID, event.branch_id, event.funding_account_id)
    entry = rules.funds_allotted(event.allotment_id, place, event.amount_fen, booked_on=work.today)
    await service.post(work, entry)


def _place(loan: Loan) -> rules.Place:
    return rules.Place(loan.customer_id, loan.branch_id, loan.funding_account_id, loan.id)
