"""What stands behind a loan goes with it: parties and charges are free when nothing is owed, and back when it is."""

from server.applications.securing.ending import debt_back, debt_ended
from server.kit.work import Work
from server.loans import queries
from server.loans.events import ActReversed, LoanClosed
from server.loans.rules import LoanState


async def on_loan_closed(work: Work, event: LoanClosed) -> None:
    """Nothing is owed any more (a reaction)."""
    loan = await queries.loan_by_id(work.session, work.scope, event.loan_id)
    if loan is not None and loan.application_id is not None:
        await debt_ended(work, loan.application_id)


async def on_act_reversed(work: Work, event: ActReversed) -> None:
    """Something is owed again, where the act had closed the loan (a reaction)."""
    loan = await queries.loan_by_id(work.session, work.scope, event.loan_id)
    if loan is not None and loan.application_id is not None and loan.state is LoanState.ACTIVE:
        await debt_back(work, loan.application_id)
