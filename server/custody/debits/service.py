"""Mandates and debits: recorded, ended, settled, failed. What a debit pays is the business of loans."""

import json
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from server.custody.debits import queries
from server.custody.debits.errors import MandateActive, MandateEnded, MandateUnsound
from server.custody.debits.events import DebitSettled
from server.custody.debits.models import DebitMandate, DebitOrder
from server.custody.debits.rules import DebitFailure, DebitState, MandateState
from server.custody.files import queries as files
from server.custody.files.layouts import profile_of
from server.custody.files.models import BankResult, BankResultLine
from server.custody.files.rules import LineFault, LineVerdict
from server.custody.service import LAST_DIGITS
from server.identity.guard import use_case
from server.identity.operations import Operation
from server.kit import crypto, data_keys
from server.kit.clock import business_date
from server.kit.errors import NotFound
from server.kit.money import LIMIT_FEN
from server.kit.ports import PaymentState
from server.kit.work import Work

TEXT_MAX = 64
REASON_MAX = 200


@dataclass(frozen=True, slots=True)
class Consent:
    """What a customer has allowed: account in clear, for the memory of one piece of work."""

    account_id: UUID
    account: str = field(repr=False)
    name: str = field(repr=False)
    bank_name: str
    agreement: str
    limit_fen: int
    valid_from: date
    valid_until: date
    document_id: UUID | None = None


async def keep_mandate(work: Work, customer_id: UUID, consent: Consent) -> UUID:
    """Keep a mandate (a building block): the caller knows the account to be the customer's own and verified.

    Raises MandateUnsound, MandateActive.
    """
    _check(work, consent)
    if await queries.active_mandate(work.session, work.scope, customer_id) is not None:
        raise MandateActive(field="customerId")
    owner = await data_keys.ownership(work, customer_id)
    mandate_id = work.new_id()
    clear = json.dumps({"account": consent.account, "name": consent.name}).encode()
    work.session.add(
        DebitMandate(
            customer_id=customer_id,
            id=mandate_id,
            branch_id=owner.branch_id,
            officer_id=owner.officer_id,
            account_id=consent.account_id,
            payer_cipher=crypto.encrypt(owner.key, clear, crypto.cell("debit_mandates", "payer", mandate_id)),
            payer_last4=consent.account[-LAST_DIGITS:],
            bank_name=consent.bank_name,
            agreement=consent.agreement.strip(),
            document_id=consent.document_id,
            limit_fen=consent.limit_fen,
            valid_from=consent.valid_from,
            valid_until=consent.valid_until,
            state=MandateState.ACTIVE,
            recorded_by=work.actor.id,
            recorded_at=work.now,
            version=1,
        )
    )
    await work.session.flush()
    work.touch("debit_mandate", mandate_id, limit_fen=consent.limit_fen)
    return mandate_id


def _check(work: Work, consent: Consent) -> None:
    if not 0 < consent.limit_fen <= LIMIT_FEN:
        raise MandateUnsound(field="limit", reason="limit")
    if not 0 < len(consent.agreement.strip()) <= TEXT_MAX:
        raise MandateUnsound(field="agreement", reason="agreement")
    if consent.valid_until < max(consent.valid_from, work.today):
        raise MandateUnsound(field="validUntil", reason="period")


@use_case(Operation.MANDATE_REVOKE)
async def revoke_mandate(work: Work, *, mandate_id: UUID, reason: str) -> UUID:
    """End a mandate, as the customer wishes: nothing is asked of the account any more. Returns the mandate.

    What is with the bank already is not called back. Refuses with NotFound, debit.mandate_ended,
    debit.mandate_unsound (no reason).
    """
    told = reason.strip()
    if not 0 < len(told) <= REASON_MAX:
        raise MandateUnsound(field="reason", reason="reason")
    mandate = await queries.mandate_for_update(work.session, work.scope, mandate_id)
    if mandate is None:
        raise NotFound(field="mandateId")
    if mandate.state is not MandateState.ACTIVE:
        raise MandateEnded(field="mandateId")
    _end(work, mandate, MandateState.REVOKED, told)
    return mandate_id


def _end(work: Work, mandate: DebitMandate, state: MandateState, reason: str) -> None:
    mandate.state, mandate.reason = state, reason
    mandate.ended_by, mandate.ended_at = work.actor.id, work.now
    mandate.version += 1
    work.touch("debit_mandate", mandate.id, state=state.value)


@use_case(Operation.PAYMENT_FILE, keyed=False)
async def take_debit_line(work: Work, *, result_id: UUID, line: int) -> LineVerdict:
    """Take a line of a debit result: a success becomes a repayment in this transaction, a failure names its reason.

    A line about an unknown number, another account, another amount, an order that was in no file, or against a final
    result is set aside. Raises what the loan raises; then the debit stays on its way.
    """
    result = await files.result(work.session, work.scope, result_id)
    row = await files.line(work.session, work.scope, result_id, line)
    if result is None or row is None:
        raise NotFound(field="resultId")
    if row.verdict is not LineVerdict.WAITING:
        return row.verdict
    order = await queries.order_by_number_for_update(work.session, work.scope, row.order_number)
    fault = _fault(result, row, order)
    if fault is not None or order is None:
        row.verdict, row.fault = LineVerdict.QUARANTINED, fault or LineFault.UNKNOWN_NUMBER
        work.touch("bank_result", result_id, line=line, fault=row.fault.value)
        return row.verdict
    row.verdict = await _move(work, result, row, order)
    work.touch("debit_order", order.id, line=line, answer=row.answer.value)
    return row.verdict


def _fault(result: BankResult, row: BankResultLine, order: DebitOrder | None) -> LineFault | None:
    if order is None:
        return LineFault.UNKNOWN_NUMBER
    if order.funding_account_id != result.funding_account_id:
        return LineFault.OTHER_ACCOUNT
    if order.state in {DebitState.CREATED, DebitState.WITHDRAWN}:
        return LineFault.NEVER_SENT
    if row.amount_fen != order.amount_fen:
        return LineFault.OTHER_AMOUNT
    final = {DebitState.SETTLED: PaymentState.SETTLED, DebitState.FAILED: PaymentState.FAILED}
    said = row.answer in final.values()
    return LineFault.CONTRADICTED if said and final.get(order.state, row.answer) is not row.answer else None


async def _move(work: Work, result: BankResult, row: BankResultLine, order: DebitOrder) -> LineVerdict:
    if order.state is not DebitState.SENT or row.answer not in {PaymentState.SETTLED, PaymentState.FAILED}:
        return LineVerdict.IGNORED
    order.bank_reference = row.bank_reference
    if row.answer is PaymentState.SETTLED:
        facts = (order.customer_id, order.id, order.loan_id, order.number, order.amount_fen)
        work.record(DebitSettled(*facts, value_date(work, order, row.paid_on)))
        return LineVerdict.TAKEN
    failure = profile_of(result.profile).incoming(result.kind).failure(row.code)
    order.state, order.failure, order.reason, order.finished_at = DebitState.FAILED, failure, row.reason, work.now
    await _after_failure(work, order, failure)
    return LineVerdict.TAKEN


def value_date(work: Work, order: DebitOrder, paid_on: date | None) -> date:
    """The bank's day where it lies between sending and now, else today."""
    if paid_on is None or order.sent_at is None:
        return work.today
    return paid_on if business_date(order.sent_at, work.settings.cut_off_hour) <= paid_on <= work.today else work.today


async def _after_failure(work: Work, order: DebitOrder, failure: DebitFailure) -> None:
    """An account that is closed, or a mandate that the bank does not know, ends the mandate here too."""
    rule = await queries.rule_on(work.session, failure, work.today)
    if rule is None or not rule.ends_mandate:
        return
    mandate = await queries.mandate_for_update(work.session, work.scope, order.mandate_id)
    if mandate is not None and mandate.state is MandateState.ACTIVE:
        _end(work, mandate, MandateState.SUSPENDED, failure.value)


async def settle_debit(work: Work, order_id: UUID, repayment_id: UUID) -> None:
    """The debit has become this repayment (a building block). Raises NotFound."""
    order = await queries.order_for_update(work.session, work.scope, order_id)
    if order is None or order.state is not DebitState.SENT:
        raise NotFound
    order.state, order.repayment_id, order.finished_at = DebitState.SETTLED, repayment_id, work.now
    await work.session.flush()
