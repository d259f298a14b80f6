"""Root fields that serve running loans."""

from uuid import UUID

import strawberry

from schema.kit import ids
from schema.kit.context import Info
from schema.kit.fields import mutation
from schema.loans.inputs import (
    ChangeLoanRateInput,
    ChargeLoanFeeInput,
    GrantLoanHolidayInput,
    PayOffLoanInput,
    PrepayLoanInput,
    RecoverLoanInput,
    RefundLoanExcessInput,
    RescheduleLoanInput,
    ReverseLoanActInput,
    WaiveLoanInput,
    WriteOffLoanInput,
)
from schema.loans.mutations import LoanPayload, payload
from schema.reading.read_back import ReadBack
from server.loans.changing import change_rate, grant_holiday, reschedule
from server.loans.charging import charge_fee, waive
from server.loans.ending import write_off
from server.loans.prepaying import pay_off, prepay
from server.loans.refunding import refund_excess
from server.loans.repaying import recover
from server.loans.reversing import reverse


@strawberry.type
class LoanServicingMutation:
    """Part of the root mutation."""

    @mutation(prepay)
    async def prepay_loan(self, info: Info, input: PrepayLoanInput) -> LoanPayload:
        loan_id, back = _begun(info, input.loan_id)
        outcome = await prepay(
            back.caller(input.idempotency_key),
            loan_id=loan_id,
            expected_version=input.expected_version,
            amount_fen=input.amount,
            choice=input.choice,
            paid_on=input.paid_on,
            reference=input.reference,
        )
        return back.answer(outcome)

    @mutation(pay_off)
    async def pay_off_loan(self, info: Info, input: PayOffLoanInput) -> LoanPayload:
        loan_id, back = _begun(info, input.loan_id)
        outcome = await pay_off(
            back.caller(input.idempotency_key),
            loan_id=loan_id,
            expected_version=input.expected_version,
            amount_fen=input.amount,
            paid_on=input.paid_on,
            reference=input.reference,
        )
        return back.answer(outcome)

    @mutation(charge_fee)
    async def charge_loan_fee(self, info: Info, input: ChargeLoanFeeInput) -> LoanPayload:
        loan_id, back = _begun(info, input.loan_id)
        outcome = await charge_fee(
            back.caller(input.idempotency_key),
            loan_id=loan_id,
            expected_version=input.expected_version,
            amount_fen=input.amount,
            value_on=input.value_on,
            is_late_fee=input.is_late_fee,
            instalment=input.instalment,
            reason=input.reason,
        )
        return back.answer(outcome)

    @mutation(waive)
    async def waive_loan(self, info: Info, input: WaiveLoanInput) -> LoanPayload:
        loan_id, back = _begun(info, input.loan_id)
        outcome = await waive(
            back.caller(input.idempotency_key),
            loan_id=loan_id,
            expected_version=input.expected_version,
            interest_fen=input.interest,
            penalty_fen=input.penalty,
            fee_fen=input.fee,
            value_on=input.value_on,
            instalment=input.instalment,
            reason=input.reason,
        )
        return back.answer(outcome)

    @mutation(change_rate)
    async def change_loan_rate(self, info: Info, input: ChangeLoanRateInput) -> LoanPayload:
        loan_id, back = _begun(info, input.loan_id)
        outcome = await change_rate(
            back.caller(input.idempotency_key),
            loan_id=loan_id,
            expected_version=input.expected_version,
            rate_annual=input.rate_annual,
            penalty_multiple=input.penalty_multiple,
            value_on=input.value_on,
            reason=input.reason,
        )
        return back.answer(outcome)

    @mutation(reschedule)
    async def reschedule_loan(self, info: Info, input: RescheduleLoanInput) -> LoanPayload:
        loan_id, back = _begun(info, input.loan_id)
        outcome = await reschedule(
            back.caller(input.idempotency_key),
            loan_id=loan_id,
            expected_version=input.expected_version,
            value_on=input.value_on,
            from_instalment=input.from_instalment,
            due_on=input.due_on,
            skip=input.skip,
            extra_periods=input.extra_periods,
            reason=input.reason,
        )
        return back.answer(outcome)

    @mutation(grant_holiday)
    async def grant_loan_holiday(self, info: Info, input: GrantLoanHolidayInput) -> LoanPayload:
        loan_id, back = _begun(info, input.loan_id)
        outcome = await grant_holiday(
            back.caller(input.idempotency_key),
            loan_id=loan_id,
            expected_version=input.expected_version,
            value_on=input.value_on,
            periods=input.periods,
            from_instalment=input.from_instalment,
            interest_too=input.interest_too,
            extends=input.extends,
            reason=input.reason,
        )
        return back.answer(outcome)

    @mutation(write_off)
    async def write_off_loan(self, info: Info, input: WriteOffLoanInput) -> LoanPayload:
        loan_id, back = _begun(info, input.loan_id)
        outcome = await write_off(
            back.caller(input.idempotency_key),
            loan_id=loan_id,
            expected_version=input.expected_version,
            value_on=input.value_on,
            reason=input.reason,
        )
        return back.answer(outcome)

    @mutation(recover)
    async def recover_loan(self, info: Info, input: RecoverLoanInput) -> LoanPayload:
        loan_id, back = _begun(info, input.loan_id)
        outcome = await recover(
            back.caller(input.idempotency_key),
            loan_id=loan_id,
            amount_fen=input.amount,
            paid_on=input.paid_on,
            reference=input.reference,
        )
        return back.answer(outcome)

    @mutation(refund_excess)
    async def refund_loan_excess(self, info: Info, input: RefundLoanExcessInput) -> LoanPayload:
        loan_id, back = _begun(info, input.loan_id)
        outcome = await refund_excess(
            back.caller(input.idempotency_key),
            loan_id=loan_id,
            expected_version=input.expected_version,
            amount_fen=input.amount,
            reason=input.reason,
        )
        return back.answer(outcome)

    @mutation(reverse)
    async def reverse_loan_act(self, info: Info, input: ReverseLoanActInput) -> LoanPayload:
        loan_id, back = _begun(info, input.loan_id)
        outcome = await reverse(
            back.caller(input.idempotency_key),
            loan_id=loan_id,
            expected_version=input.expected_version,
            act_id=ids.decode_as("LoanAct", input.act_id, "actId"),
            reason=input.reason,
        )
        return back.answer(outcome)


def _begun(info: Info, loan_id: strawberry.ID) -> tuple[UUID, ReadBack[LoanPayload]]:
    """The loan, and how it is read back after the verb."""
    row_id = ids.decode_as("Loan", loan_id, "loanId")
    return row_id, ReadBack(info, lambda _act_id: payload(row_id))
