"""Payment orders: open one, send it, ask about it. The bank itself is called between these verbs, in `tasks.py`."""

import json
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert

from server.custody import funding, queries
from server.custody.models import PaymentNumber, PaymentOrder
from server.custody.payout.errors import AfterCutOff
from server.custody.payout.rules import SECOND_PERSON, Channel, is_past
from server.custody.rules import OrderKind, OrderState, pause_seconds
from server.identity.guard import use_case
from server.identity.operations import Operation
from server.kit import crypto, data_keys, ports
from server.kit.errors import NotFound
from server.kit.work import Work
from server.reference.service import figure

LAST_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Payee:
    """To whom money goes, in clear, for the memory of one piece of work.

    A verified account of the borrower's own, or the supplier of an entrusted payment.
    """

    account_id: UUID
    account: str = field(repr=False)
    name: str = field(repr=False)
    entrusted_id: UUID | None = None


async def open_order(
    work: Work,
    *,
    customer_id: UUID,
    loan_id: UUID,
    funding_account_id: UUID,
    amount_fen: int,
    payee: Payee,
    purpose: str,
    kind: OrderKind = OrderKind.DISBURSEMENT,
) -> PaymentOrder:
    """Open a payment order and leave it to the worker to send (a building block). The caller holds the loan's lock.

    Its number is claimed here, before anything is sent, and stays its only one. Where the account works with files, or
    the lender wants a second person, it waits. Raises FundsInsufficient, AfterCutOff.
    """
    channel, release_wanted = await _way(work, funding_account_id)
    await funding.hold(work, funding_account_id, amount_fen)
    owner = await data_keys.ownership(work, customer_id)
    order_id = work.new_id()
    clear = json.dumps({"account": payee.account, "name": payee.name}).encode()
    order = PaymentOrder(
        customer_id=customer_id,
        id=order_id,
        branch_id=owner.branch_id,
        officer_id=owner.officer_id,
        number=await claim_number(work),
        kind=kind,
        loan_id=loan_id,
        funding_account_id=funding_account_id,
        payee_account_id=payee.account_id,
        payee_cipher=crypto.encrypt(owner.key, clear, _cell(order_id)),
        payee_index=account_index(work.ports.master_key, payee.account),
        payee_last4=payee.account[-LAST_DIGITS:],
        amount_fen=amount_fen,
        purpose=purpose,
        state=OrderState.CREATED,
        send_wanted=channel is Channel.API and not release_wanted,
        attempts=0,
        asked=0,
        created_by=work.actor.id,
        created_at=work.now,
        channel=channel,
        release_wanted=release_wanted,
        entrusted_payee_id=payee.entrusted_id,
    )
    work.session.add(order)
    await work.session.flush()
    work.touch("payment_order", order_id, amount_fen=amount_fen)
    if order.send_wanted:
        defer_send(work, order)
    return order


async def _way(work: Work, funding_account_id: UUID) -> tuple[Channel, bool]:
    """The account's channel, and whether a second person has to let the order go over the bank link."""
    account = await queries.funding_account(work.session, work.scope, funding_account_id)
    if account is None:
        raise NotFound
    if account.channel is Channel.FILE:
        return Channel.FILE, False
    if await figure(work, SECOND_PERSON, work.today):
        return Channel.API, True
    if is_past(work.now, account.cut_off_minute):
        raise AfterCutOff
    return Channel.API, False


def defer_send(work: Work, order: PaymentOrder) -> None:
    """Leave the order to the worker; sends of one loan run one after another."""
    work.defer("send_payment", lock=f"loan:{order.loan_id}", customer_id=order.customer_id, order_id=order.id)


def account_index(master_key: bytes, account: str) -> bytes:
    """The blind index under which payees are compared."""
    return crypto.blind_index(master_key, "account", account)


async def claim_number(work: Work) -> str:
    """A fresh payment number, claimed in this transaction."""
    while True:
        number = work.ports.ids.number()
        claim = insert(PaymentNumber).values(number=number).on_conflict_do_nothing()
        if (await work.session.execute(claim.returning(PaymentNumber.number))).scalar_one_or_none():
            return number


async def claim_numbers(work: Work, count: int) -> list[str]:
    """Fresh payment numbers, claimed in this transaction."""
    claimed: list[str] = []
    while len(claimed) < count:
        asked = {work.ports.ids.number() for _ in range(count - len(claimed))}
        claim = insert(PaymentNumber).values([{"number": number} for number in sorted(asked)]).on_conflict_do_nothing()
        claimed.extend((await work.session.execute(claim.returning(PaymentNumber.number))).scalars())
    return claimed


@use_case(Operation.PAYMENT_SEND, keyed=False)
async def send(work: Work, *, customer_id: UUID, order_id: UUID) -> ports.PaymentOrder | None:
    """Mark an order as sent, before it is, and hand out what the bank is to be told; None when nothing is to be sent.

    With the first attempt the first question about it is left for later, so an order whose sender died is asked
    about all the same. A second call finds nothing to send. Raises NotFound.
    """
    order = await queries.order_for_update(work.session, work.scope, customer_id, order_id)
    if order is None:
        raise NotFound
    if not order.send_wanted or order.channel is Channel.FILE or queries.is_final(order):
        return None
    order.send_wanted = False
    order.attempts += 1
    if order.state is OrderState.CREATED:
        order.state, order.sent_at = OrderState.SENT, work.now
        _defer_question(work, order)
    work.touch("payment_order", order.id, state=order.state.value, attempt=order.attempts)
    account = await queries.funding_account(work.session, work.scope, order.funding_account_id)
    if account is None:
        raise NotFound
    key = await data_keys.data_key(work, customer_id)
    payee = json.loads(crypto.decrypt(key, order.payee_cipher, _cell(order.id)))
    return ports.PaymentOrder(
        number=order.number,
        amount_fen=order.amount_fen,
        payer_account=account.account_number,
        payee_account=payee["account"],
        payee_name=payee["name"],
        purpose=order.purpose,
    )


@use_case(Operation.PAYMENT_SEND, keyed=False)
async def ask(work: Work, *, customer_id: UUID, order_id: UUID) -> str | None:
    """The number to ask the bank about, or None when its answer is known. The next question is left for later.

    Raises NotFound.
    """
    order = await queries.order_for_update(work.session, work.scope, customer_id, order_id)
    if order is None:
        raise NotFound
    if queries.is_final(order):
        return None
    order.asked += 1
    _defer_question(work, order)
    work.touch("payment_order", order.id, asked=order.asked)
    return order.number


def _defer_question(work: Work, order: PaymentOrder) -> None:
    """No lock: a question that waits for its hour must not keep the loan's other jobs waiting."""
    at = work.now + timedelta(seconds=pause_seconds(order.asked))
    work.defer("query_payment", at=at, customer_id=order.customer_id, order_id=order.id)


def _cell(order_id: UUID) -> str:
    return crypto.cell("payment_orders", "payee", order_id)
