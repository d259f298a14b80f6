"""Root fields that pay loans out and take repayments."""

from datetime import date
from uuid import UUID

import strawberry

from schema.applications import mutations as applications
from schema.kit import ids
from schema.kit.context import Info
from schema.kit.fields import KEY, described, mutation
from schema.kit.scalars import Money
from schema.loans.views import Loan
from schema.reading.descriptions import by_row_id
from schema.reading.read_back import ReadBack
from server.loans.disbursing import disburse
from server.loans.repaying import repay
from server.loans.rescinding import rescind


@strawberry.input(description="An application whose contract is signed.")
class DisburseLoanInput:
    """Input of disburseLoan."""

    idempotency_key: str = described(KEY)
    application_id: strawberry.ID = described("Which application.")
    expected_version: int = described("The application's version that the caller has seen.")


@strawberry.input(description="A signed loan on which nothing is paid, to be given up.")
class RescindContractInput:
    """Input of rescindContract."""

    idempotency_key: str = described(KEY)
    application_id: strawberry.ID = described("Which application.")
    expected_version: int = described("The application's version that the caller has seen.")
    reason: str = described("Why.")


@strawberry.input(description="Money that came in.")
class RepayLoanInput:
    """Input of repayLoan."""

    idempotency_key: str = described(KEY)
    loan_id: strawberry.ID = described("For which loan.")
    amount: Money = described("How much.")
    paid_on: date = described("Value date; not in the future.")
    reference: str = described("The payment's own number; the same one counts once a loan.")


@strawberry.type(description="The loan after the change.")
class LoanPayload:
    """Answer of mutations on loans."""

    loan: Loan = described("As it stands now.")


@strawberry.type
class LoanMutation:
    """Part of the root mutation."""

    @mutation(disburse)
    async def disburse_loan(self, info: Info, input: DisburseLoanInput) -> LoanPayload:
        back = ReadBack(info, payload)
        outcome = await disburse(
            back.caller(input.idempotency_key),
            application_id=ids.decode_as("Application", input.application_id, "applicationId"),
            expected_version=input.expected_version,
        )
        return back.answer(outcome)

    @mutation(rescind)
    async def rescind_contract(self, info: Info, input: RescindContractInput) -> applications.ApplicationPayload:
        back = ReadBack(info, applications.payload)
        outcome = await rescind(
            back.caller(input.idempotency_key),
            application_id=ids.decode_as("Application", input.application_id, "applicationId"),
            expected_version=input.expected_version,
            reason=input.reason,
        )
        return back.answer(outcome)

    @mutation(repay)
    async def repay_loan(self, info: Info, input: RepayLoanInput) -> LoanPayload:
        loan_id = ids.decode_as("Loan", input.loan_id, "loanId")
        back = ReadBack(info, lambda _repayment_id: payload(loan_id))
        outcome = await repay(
            back.caller(input.idempotency_key),
            loan_id=loan_id,
            amount_fen=input.amount,
            paid_on=input.paid_on,
            reference=input.reference,
        )
        return back.answer(outcome)


def payload(loan_id: UUID) -> LoanPayload:
    """The loan, to be read back."""
    return LoanPayload(loan=by_row_id(loan_id))
