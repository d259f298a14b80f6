"""Entrusted payment (受托支付): the supplier who is paid in the borrower's stead."""

import json
import re
from dataclasses import dataclass, field
from uuid import UUID

from server.custody.models import FundingAccount
from server.custody.payout import queries, rules
from server.custody.payout.errors import (
    EntrustedPaymentRequired,
    OwnRelease,
    PayeeNotConfirmed,
    PayeeRecorded,
    PayeeUnsound,
)
from server.custody.payout.models import EntrustedPayee
from server.custody.payout.rules import PayeeState
from server.custody.service import LAST_DIGITS, Payee, account_index
from server.identity.guard import use_case
from server.identity.operations import Operation
from server.kit import crypto, data_keys
from server.kit.errors import Conflict, NotFound
from server.kit.work import Work
from server.reference.service import figure

ACCOUNT = re.compile(r"[0-9]{8,32}", re.ASCII)
NAME_MAX = 100
PURPOSE_MAX = 200


@dataclass(frozen=True, slots=True)
class Supplier:
    """Who is to be paid: account in clear, for the memory of one piece of work."""

    name: str = field(repr=False)
    account: str = field(repr=False)
    bank_name: str
    purpose: str

    def sound(self) -> "Supplier":
        """The same without outer spaces. Raises PayeeUnsound, naming the field."""
        clear = Supplier(self.name.strip(), "".join(self.account.split()), self.bank_name.strip(), self.purpose.strip())
        if not 1 < len(clear.name) <= NAME_MAX:
            raise PayeeUnsound(field="name", reason="name")
        if not ACCOUNT.fullmatch(clear.account):
            raise PayeeUnsound(field="account", reason="account")
        if not 1 < len(clear.bank_name) <= NAME_MAX:
            raise PayeeUnsound(field="bankName", reason="bank")
        if not 1 < len(clear.purpose) <= PURPOSE_MAX:
            raise PayeeUnsound(field="purpose", reason="purpose")
        return clear


async def record_payee(
    work: Work, *, customer_id: UUID, application_id: UUID, document_id: UUID, supplier: Supplier
) -> UUID:
    """Record whom the borrower has the lender pay (a building block): the caller has looked at the evidence.

    Raises PayeeUnsound, PayeeRecorded.
    """
    clear = supplier.sound()
    if await queries.living_payee(work.session, work.scope, customer_id, application_id) is not None:
        raise PayeeRecorded(field="applicationId")
    owner = await data_keys.ownership(work, customer_id)
    payee_id = work.new_id()
    sealed = json.dumps({"account": clear.account, "name": clear.name}).encode()
    work.session.add(
        EntrustedPayee(
            customer_id=customer_id,
            id=payee_id,
            branch_id=owner.branch_id,
            officer_id=owner.officer_id,
            application_id=application_id,
            payee_cipher=crypto.encrypt(owner.key, sealed, _cell(payee_id)),
            payee_index=account_index(work.ports.master_key, clear.account),
            payee_last4=clear.account[-LAST_DIGITS:],
            payee_name_masked=crypto.mask_name(clear.name),
            bank_name=clear.bank_name,
            purpose=clear.purpose,
            document_id=document_id,
            state=PayeeState.RECORDED,
            recorded_by=work.actor.id,
            recorded_at=work.now,
        )
    )
    await work.session.flush()
    work.touch("entrusted_payee", payee_id, application_id=str(application_id))
    return payee_id


@use_case(Operation.PAYEE_CONFIRM)
async def confirm_payee(work: Work, *, payee_id: UUID) -> UUID:
    """Vouch as the second person for a supplier, whose account and evidence were compared. Returns the payee.

    Refuses with NotFound, payout.own_release or object.conflict (confirmed or withdrawn already).
    """
    payee = await _waiting(work, payee_id)
    payee.state, payee.confirmed_by, payee.confirmed_at = PayeeState.CONFIRMED, work.actor.id, work.now
    work.touch("entrusted_payee", payee_id, state=payee.state.value)
    return payee_id


@use_case(Operation.PAYEE_CONFIRM)
async def withdraw_payee(work: Work, *, payee_id: UUID) -> UUID:
    """Set a recorded supplier aside as the second person: another may be recorded then. Returns the payee.

    Refuses with NotFound, payout.own_release or object.conflict.
    """
    payee = await _waiting(work, payee_id)
    payee.state, payee.confirmed_by, payee.confirmed_at = PayeeState.WITHDRAWN, work.actor.id, work.now
    work.touch("entrusted_payee", payee_id, state=payee.state.value)
    return payee_id


async def entrusted_payee(work: Work, customer_id: UUID, application_id: UUID) -> Payee | None:
    """The supplier whom an application is paid to, if there is one (a building block). Raises PayeeNotConfirmed."""
    payee = await queries.living_payee(work.session, work.scope, customer_id, application_id)
    if payee is None:
        return None
    if payee.state is not PayeeState.CONFIRMED:
        raise PayeeNotConfirmed(field="applicationId")
    key = await data_keys.data_key(work, customer_id)
    clear = json.loads(crypto.decrypt(key, payee.payee_cipher, _cell(payee.id)))
    return Payee(payee.id, clear["account"], clear["name"], entrusted_id=payee.id)


async def require_self_payment_allowed(work: Work, account: FundingAccount, amount_fen: int) -> None:
    """Whether the borrower himself may be paid from this account (a building block). Raises EntrustedPaymentRequired.

    Limits of law hold for a bank partner's money (BK-01); the lender may set one for all.
    """
    limits = list(await queries.limits_on(work.session, work.today)) if account.is_bank_partner else []
    own = await figure(work, rules.SELF_PAYMENT_LIMIT, work.today)
    if own is not None:
        limits.append(int(own))
    if rules.must_entrust(amount_fen, limits):
        raise EntrustedPaymentRequired(field="applicationId")


async def _waiting(work: Work, payee_id: UUID) -> EntrustedPayee:
    payee = await queries.payee_for_update(work.session, work.scope, payee_id)
    if payee is None:
        raise NotFound(field="payeeId")
    if payee.recorded_by == work.actor.id:
        raise OwnRelease(field="payeeId")
    if payee.state is not PayeeState.RECORDED:
        raise Conflict(field="payeeId")
    return payee


def _cell(payee_id: UUID) -> str:
    return crypto.cell("entrusted_payees", "payee", payee_id)
