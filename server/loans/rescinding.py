"""The way back from a signed contract that cannot be paid: the account is closed, the borrower thinks better of it."""

from uuid import UUID

from server.applications import lending
from server.applications.errors import WithdrawalReasonMissing
from server.applications.reasons import checked_reason
from server.contracts.annulling import annul
from server.identity.guard import use_case
from server.identity.operations import Operation
from server.kit.work import Work
from server.loans import queries
from server.loans.disbursing import require_unpaid
from server.loans.rules import LoanState


@use_case(Operation.CONTRACT_RESCIND)
async def rescind(work: Work, *, application_id: UUID, expected_version: int, reason: str) -> UUID:
    """Give up a loan that is signed and not paid, with a reason. Returns the application.

    Its contract is void, its commitment released, its parties and charges free; the customer may apply anew, with
    another account too. Not while a payment is on its way. Raises NotFound, WrongState, Stale, WithdrawalReasonMissing,
    TextTooLong, NotSigned, DisbursementRunning.
    """
    said = checked_reason(reason, WithdrawalReasonMissing, "reason")
    application = await lending.contracted(work, application_id, expected_version)
    loan = await queries.loan_of_application(work.session, work.scope, application_id, lock=True)
    await require_unpaid(work, loan)
    if loan is not None:
        loan.state, loan.version = LoanState.VOID, loan.version + 1
        work.touch("loan", loan.id, state=loan.state.value)
    await annul(work, application_id)
    await lending.mark_rescinded(work, application, said)
    return application_id
