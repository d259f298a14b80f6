"""Root fields that let money out: channels, batches, releases, entrusted payees."""

from uuid import UUID

import strawberry

from schema.custody.views import BankBatch, EntrustedPayee, FundingAccount, OutgoingPayment
from schema.kit import ids
from schema.kit.context import Info
from schema.kit.fields import KEY, described, mutation
from schema.reading.descriptions import by_row_id
from schema.reading.read_back import ReadBack
from server.custody.files import batches
from server.custody.payout import channels, entrusting, releasing
from server.custody.payout.rules import Channel
from server.loans.entrusting import entrust_payee


@strawberry.input(description="How a funding account's payments reach its bank.")
class SetFundingChannelInput:
    """Input of setFundingChannel."""

    idempotency_key: str = described(KEY)
    funding_account_id: strawberry.ID = described("Which account.")
    channel: Channel = described("Over the bank link, or in files.")
    file_profile: str | None = strawberry.field(
        default=None, description="Code of a bank file profile; files need one."
    )
    cut_off: str | None = strawberry.field(default=None, description="HH:MM in Shanghai; without it, at any hour.")
    is_bank_partner: bool = strawberry.field(default=False, description="Whether the money is a bank partner's.")


@strawberry.input(description="Payments that go out in one file.")
class MakePaymentBatchInput:
    """Input of makePaymentBatch."""

    idempotency_key: str = described(KEY)
    funding_account_id: strawberry.ID = described("From which account.")
    payment_ids: list[strawberry.ID] | None = strawberry.field(
        default=None, description="Which payments; without them, all that wait."
    )


@strawberry.input(description="A batch as its checker has seen it.")
class ReleaseBatchInput:
    """Input of releaseBatch."""

    idempotency_key: str = described(KEY)
    batch_id: strawberry.ID = described("Which batch.")
    expected_version: int = described("The version that was seen.")


@strawberry.input(description="A batch that nobody has released.")
class CancelBatchInput:
    """Input of cancelBatch."""

    idempotency_key: str = described(KEY)
    batch_id: strawberry.ID = described("Which batch.")


@strawberry.input(description="A payment that waits for a second person.")
class ReleasePaymentInput:
    """Input of releasePayment."""

    idempotency_key: str = described(KEY)
    payment_id: strawberry.ID = described("Which payment.")


@strawberry.input(description="A payment that shall not go out.")
class RefusePaymentInput:
    """Input of refusePayment."""

    idempotency_key: str = described(KEY)
    payment_id: strawberry.ID = described("Which payment.")
    reason: str = described("Why; kept with the payment.")


@strawberry.input(description="A supplier to be paid in the borrower's stead.")
class EntrustPayeeInput:
    """Input of entrustPayee."""

    idempotency_key: str = described(KEY)
    application_id: strawberry.ID = described("For which application.")
    document_id: strawberry.ID = described("Evidence of the purchase.")
    name: str = described("His name, as his bank has it.")
    account: str = described("His account, digits.")
    bank_name: str = described("His bank.")
    purpose: str = described("What is bought.")


@strawberry.input(description="A payee whom a second person vouches for.")
class ConfirmPayeeInput:
    """Input of confirmPayee."""

    idempotency_key: str = described(KEY)
    payee_id: strawberry.ID = described("Which payee.")


@strawberry.input(description="A payee who is set aside.")
class WithdrawPayeeInput:
    """Input of withdrawPayee."""

    idempotency_key: str = described(KEY)
    payee_id: strawberry.ID = described("Which payee.")


@strawberry.type(description="The account after the change.")
class FundingAccountPayload:
    """Answer of setFundingChannel."""

    funding_account: FundingAccount = described("As it stands now.")


@strawberry.type(description="The batch after the change.")
class BankBatchPayload:
    """Answer of mutations on batches."""

    batch: BankBatch = described("As it stands now.")


@strawberry.type(description="The payment after the change.")
class OutgoingPaymentPayload:
    """Answer of mutations on payments."""

    payment: OutgoingPayment = described("As it stands now.")


@strawberry.type(description="The payee after the change.")
class EntrustedPayeePayload:
    """Answer of mutations on payees."""

    payee: EntrustedPayee = described("As it stands now.")


@strawberry.type
class CustodyMutation:
    """Part of the root mutation."""

    @mutation(channels.set_channel)
    async def set_funding_channel(self, info: Info, input: SetFundingChannelInput) -> FundingAccountPayload:
        back = ReadBack(info, _account)
        outcome = await channels.set_channel(
            back.caller(input.idempotency_key),
            funding_account_id=ids.decode_as("FundingAccount", input.funding_account_id, "fundingAccountId"),
            channel=input.channel,
            file_profile=input.file_profile,
            cut_off=input.cut_off,
            is_bank_partner=input.is_bank_partner,
        )
        return back.answer(outcome)

    @mutation(batches.make_payment_batch)
    async def make_payment_batch(self, info: Info, input: MakePaymentBatchInput) -> BankBatchPayload:
        back = ReadBack(info, batch_payload)
        given = input.payment_ids
        orders = None if given is None else tuple(_payment_id(each, "paymentIds") for each in given)
        outcome = await batches.make_payment_batch(
            back.caller(input.idempotency_key),
            funding_account_id=ids.decode_as("FundingAccount", input.funding_account_id, "fundingAccountId"),
            order_ids=orders,
        )
        return back.answer(outcome)

    @mutation(batches.release_batch)
    async def release_batch(self, info: Info, input: ReleaseBatchInput) -> BankBatchPayload:
        back = ReadBack(info, batch_payload)
        outcome = await batches.release_batch(
            back.caller(input.idempotency_key),
            batch_id=ids.decode_as("BankBatch", input.batch_id, "batchId"),
            expected_version=input.expected_version,
        )
        return back.answer(outcome)

    @mutation(batches.cancel_batch)
    async def cancel_batch(self, info: Info, input: CancelBatchInput) -> BankBatchPayload:
        back = ReadBack(info, batch_payload)
        batch_id = ids.decode_as("BankBatch", input.batch_id, "batchId")
        return back.answer(await batches.cancel_batch(back.caller(input.idempotency_key), batch_id=batch_id))

    @mutation(releasing.release_payment)
    async def release_payment(self, info: Info, input: ReleasePaymentInput) -> OutgoingPaymentPayload:
        back = ReadBack(info, _payment)
        order_id = _payment_id(input.payment_id, "paymentId")
        return back.answer(await releasing.release_payment(back.caller(input.idempotency_key), order_id=order_id))

    @mutation(releasing.refuse_payment)
    async def refuse_payment(self, info: Info, input: RefusePaymentInput) -> OutgoingPaymentPayload:
        back = ReadBack(info, _payment)
        outcome = await releasing.refuse_payment(
            back.caller(input.idempotency_key),
            order_id=_payment_id(input.payment_id, "paymentId"),
            reason=input.reason,
        )
        return back.answer(outcome)

    @mutation(entrust_payee)
    async def entrust_payee(self, info: Info, input: EntrustPayeeInput) -> EntrustedPayeePayload:
        back = ReadBack(info, _payee)
        outcome = await entrust_payee(
            back.caller(input.idempotency_key),
            application_id=ids.decode_as("Application", input.application_id, "applicationId"),
            document_id=ids.decode_as("Document", input.document_id, "documentId"),
            supplier=entrusting.Supplier(input.name, input.account, input.bank_name, input.purpose),
        )
        return back.answer(outcome)

    @mutation(entrusting.confirm_payee)
    async def confirm_payee(self, info: Info, input: ConfirmPayeeInput) -> EntrustedPayeePayload:
        back = ReadBack(info, _payee)
        payee_id = ids.decode_as("EntrustedPayee", input.payee_id, "payeeId")
        return back.answer(await entrusting.confirm_payee(back.caller(input.idempotency_key), payee_id=payee_id))

    @mutation(entrusting.withdraw_payee)
    async def withdraw_payee(self, info: Info, input: WithdrawPayeeInput) -> EntrustedPayeePayload:
        back = ReadBack(info, _payee)
        payee_id = ids.decode_as("EntrustedPayee", input.payee_id, "payeeId")
        return back.answer(await entrusting.withdraw_payee(back.caller(input.idempotency_key), payee_id=payee_id))


def batch_payload(batch_id: UUID) -> BankBatchPayload:
    """The batch, read back."""
    return BankBatchPayload(batch=by_row_id(batch_id))


def _account(account_id: UUID) -> FundingAccountPayload:
    return FundingAccountPayload(funding_account=by_row_id(account_id))


def _payment(order_id: UUID) -> OutgoingPaymentPayload:
    return OutgoingPaymentPayload(payment=by_row_id(order_id))


def _payee(payee_id: UUID) -> EntrustedPayeePayload:
    return EntrustedPayeePayload(payee=by_row_id(payee_id))


def _payment_id(text: strawberry.ID, field: str) -> UUID:
    return ids.decode_as("OutgoingPayment", text, field)
