"""The second person: an order is let go, or refused."""

from uuid import UUID

from server.custody import queries
from server.custody.events import PaymentFailed
from server.custody.models import FundingAccount, PaymentOrder
from server.custody.payout.errors import AfterCutOff, NotWaiting, OwnRelease, ReasonMissing
from server.custody.payout.rules import Channel, is_past
from server.custody.rules import OrderState
from server.custody.service import defer_send
from server.identity.guard import use_case
from server.identity.operations import Operation
from server.kit.errors import NotFound
from server.kit.work import Work

REASON_MAX = 200


@use_case(Operation.PAYMENT_RELEASE, step_up=True)
async def release_payment(work: Work, *, order_id: UUID) -> UUID:
    """Let a payment order go over the bank link as the second person. Returns the order.

    Refuses with NotFound, payout.not_waiting, payout.own_release, payout.after_cut_off.
    """
    order = await _order(work, order_id)
    if not order.release_wanted or order.state is not OrderState.CREATED:
        raise NotWaiting(field="orderId")
    if order.created_by == work.actor.id:
        raise OwnRelease(field="orderId")
    account = await queries.funding_account(work.session, work.scope, order.funding_account_id)
    if account is None:
        raise NotFound(field="orderId")
    require_in_time(work, account)
    order.release_wanted, order.send_wanted = False, True
    order.released_by, order.released_at = work.actor.id, work.now
    work.touch("payment_order", order.id, released=True)
    work.touch("loan", order.loan_id)
    defer_send(work, order)
    return order.id


@use_case(Operation.PAYMENT_RELEASE)
async def refuse_payment(work: Work, *, order_id: UUID, reason: str) -> UUID:
    """Refuse a payment order that waits for a second person or for a file: it fails, and what it held is free.

    The loan may then be paid out anew. Refuses with NotFound, payout.not_waiting, payout.reason_missing.
    """
    told = reason.strip()
    if not 0 < len(told) <= REASON_MAX:
        raise ReasonMissing(field="reason")
    order = await _order(work, order_id)
    waits = order.release_wanted or (order.channel is Channel.FILE and order.batch_id is None)
    if not waits or order.state is not OrderState.CREATED:
        raise NotWaiting(field="orderId")
    order.state, order.finished_at, order.reason = OrderState.FAILED, work.now, told
    order.release_wanted = order.send_wanted = False
    work.touch("payment_order", order.id, state=order.state.value)
    work.touch("loan", order.loan_id)
    about = (order.customer_id, order.id, order.loan_id, order.funding_account_id, order.amount_fen)
    work.record(PaymentFailed(*about, order.kind))
    return order.id


def require_in_time(work: Work, account: FundingAccount) -> None:
    """Raises AfterCutOff."""
    if is_past(work.now, account.cut_off_minute):
        raise AfterCutOff


async def _order(work: Work, order_id: UUID) -> PaymentOrder:
    order = await queries.order_by_id_for_update(work.session, work.scope, order_id)
    if order is None:
        raise NotFound(field="orderId")
    return order
