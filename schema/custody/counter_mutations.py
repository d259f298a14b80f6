"""Root fields of direct debits, the counter and papers."""

from uuid import UUID

import strawberry

from schema.custody.counter_inputs import (
    BankCashInput,
    CloseTillInput,
    ConfirmCashInput,
    ConfirmDepositInput,
    CountTillInput,
    IssuePaperInput,
    MakeDebitBatchInput,
    OpenTillInput,
    PiecesInput,
    RecordMandateInput,
    RefuseCashInput,
    RevokeMandateInput,
    TakeCashInput,
)
from schema.custody.counter_views import CashDeposit, CashReceipt, DebitMandate, IssuedPaper, Till
from schema.custody.mutations import BankBatchPayload, batch_payload
from schema.kit import ids
from schema.kit.context import Info
from schema.kit.fields import described, mutation
from schema.reading.descriptions import by_row_id
from schema.reading.read_back import ReadBack
from server.custody.cash import tills
from server.custody.debits import service as debits
from server.loans.cash import receipts
from server.loans.debiting import making, mandates
from server.loans.papers import issuing


@strawberry.type(description="The mandate after the change.")
class DebitMandatePayload:
    """Answer of mutations on mandates."""

    mandate: DebitMandate = described("As it stands now.")


@strawberry.type(description="The till after the change.")
class TillPayload:
    """Answer of mutations on tills."""

    till: Till = described("As it stands now.")


@strawberry.type(description="The receipt after the change.")
class CashReceiptPayload:
    """Answer of mutations on receipts."""

    receipt: CashReceipt = described("As it stands now.")


@strawberry.type(description="The deposit after the change.")
class CashDepositPayload:
    """Answer of mutations on deposits."""

    deposit: CashDeposit = described("As it stands now.")


@strawberry.type(description="The paper that was issued.")
class IssuedPaperPayload:
    """Answer of issuePaper."""

    paper: IssuedPaper = described("As it is kept.")


@strawberry.type
class CounterMutation:
    """Part of the root mutation."""

    @mutation(mandates.record_mandate)
    async def record_mandate(self, info: Info, input: RecordMandateInput) -> DebitMandatePayload:
        back = ReadBack(info, _mandate)
        document = input.document_id
        outcome = await mandates.record_mandate(
            back.caller(input.idempotency_key),
            customer_id=ids.decode_as("Customer", input.customer_id, "customerId"),
            agreement=input.agreement,
            limit_fen=input.limit,
            valid_from=input.valid_from,
            valid_until=input.valid_until,
            document_id=ids.decode_as("Document", document, "documentId") if document else None,
        )
        return back.answer(outcome)

    @mutation(debits.revoke_mandate)
    async def revoke_mandate(self, info: Info, input: RevokeMandateInput) -> DebitMandatePayload:
        back = ReadBack(info, _mandate)
        mandate_id = ids.decode_as("DebitMandate", input.mandate_id, "mandateId")
        caller = back.caller(input.idempotency_key)
        return back.answer(await debits.revoke_mandate(caller, mandate_id=mandate_id, reason=input.reason))

    @mutation(making.make_debit_batch)
    async def make_debit_batch(self, info: Info, input: MakeDebitBatchInput) -> BankBatchPayload:
        back = ReadBack(info, batch_payload)
        account_id = ids.decode_as("FundingAccount", input.funding_account_id, "fundingAccountId")
        caller = back.caller(input.idempotency_key)
        return back.answer(await making.make_debit_batch(caller, funding_account_id=account_id, on=input.on))

    @mutation(tills.open_till)
    async def open_till(self, info: Info, input: OpenTillInput) -> TillPayload:
        back = ReadBack(info, _till)
        branch_id = ids.decode_as("Branch", input.branch_id, "branchId")
        caller = back.caller(input.idempotency_key)
        return back.answer(await tills.open_till(caller, branch_id=branch_id, count=_count(input.count)))

    @mutation(tills.count_till)
    async def count_till(self, info: Info, input: CountTillInput) -> TillPayload:
        back = ReadBack(info, _till)
        outcome = await tills.count_till(
            back.caller(input.idempotency_key),
            till_id=ids.decode_as("Till", input.till_id, "tillId"),
            count=_count(input.count),
            reason=input.reason,
        )
        return back.answer(outcome)

    @mutation(tills.close_till)
    async def close_till(self, info: Info, input: CloseTillInput) -> TillPayload:
        back = ReadBack(info, _till)
        till_id = ids.decode_as("Till", input.till_id, "tillId")
        return back.answer(await tills.close_till(back.caller(input.idempotency_key), till_id=till_id))

    @mutation(receipts.take_cash)
    async def take_cash(self, info: Info, input: TakeCashInput) -> CashReceiptPayload:
        back = ReadBack(info, _receipt)
        outcome = await receipts.take_cash(
            back.caller(input.idempotency_key),
            till_id=ids.decode_as("Till", input.till_id, "tillId"),
            loan_id=ids.decode_as("Loan", input.loan_id, "loanId"),
            amount_fen=input.amount,
        )
        return back.answer(outcome)

    @mutation(receipts.confirm_cash)
    async def confirm_cash(self, info: Info, input: ConfirmCashInput) -> CashReceiptPayload:
        back = ReadBack(info, _receipt)
        receipt_id = ids.decode_as("CashReceipt", input.receipt_id, "receiptId")
        return back.answer(await receipts.confirm_cash(back.caller(input.idempotency_key), receipt_id=receipt_id))

    @mutation(receipts.refuse_cash)
    async def refuse_cash(self, info: Info, input: RefuseCashInput) -> CashReceiptPayload:
        back = ReadBack(info, _receipt)
        receipt_id = ids.decode_as("CashReceipt", input.receipt_id, "receiptId")
        caller = back.caller(input.idempotency_key)
        return back.answer(await receipts.refuse_cash(caller, receipt_id=receipt_id, reason=input.reason))

    @mutation(tills.bank_cash)
    async def bank_cash(self, info: Info, input: BankCashInput) -> CashDepositPayload:
        back = ReadBack(info, _deposit)
        outcome = await tills.bank_cash(
            back.caller(input.idempotency_key),
            till_id=ids.decode_as("Till", input.till_id, "tillId"),
            funding_account_id=ids.decode_as("FundingAccount", input.funding_account_id, "fundingAccountId"),
            amount_fen=input.amount,
            reference=input.reference,
        )
        return back.answer(outcome)

    @mutation(tills.confirm_deposit)
    async def confirm_deposit(self, info: Info, input: ConfirmDepositInput) -> CashDepositPayload:
        back = ReadBack(info, _deposit)
        deposit_id = ids.decode_as("CashDeposit", input.deposit_id, "depositId")
        return back.answer(await tills.confirm_deposit(back.caller(input.idempotency_key), deposit_id=deposit_id))

    @mutation(issuing.issue_paper)
    async def issue_paper(self, info: Info, input: IssuePaperInput) -> IssuedPaperPayload:
        back = ReadBack(info, _paper)
        repayment = input.repayment_id
        outcome = await issuing.issue_paper(
            back.caller(input.idempotency_key),
            kind=input.kind,
            loan_id=ids.decode_as("Loan", input.loan_id, "loanId"),
            repayment_id=ids.decode_as("Repayment", repayment, "repaymentId") if repayment else None,
            since=input.since,
            until=input.until,
        )
        return back.answer(outcome)


def _count(given: list[PiecesInput]) -> dict[int, int]:
    """Pieces by denomination in fen; the same denomination twice adds up."""
    count: dict[int, int] = {}
    for each in given:
        count[each.denomination] = count.get(each.denomination, 0) + each.pieces
    return count


def _mandate(mandate_id: UUID) -> DebitMandatePayload:
    return DebitMandatePayload(mandate=by_row_id(mandate_id))


def _till(till_id: UUID) -> TillPayload:
    return TillPayload(till=by_row_id(till_id))


def _receipt(receipt_id: UUID) -> CashReceiptPayload:
    return CashReceiptPayload(receipt=by_row_id(receipt_id))


def _deposit(deposit_id: UUID) -> CashDepositPayload:
    return CashDepositPayload(deposit=by_row_id(deposit_id))


def _paper(paper_id: UUID) -> IssuedPaperPayload:
    return IssuedPaperPayload(paper=by_row_id(paper_id))
