"""Batches: made by one person, released by another, cancelled while nobody has released them."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy import func, select, update

from server.custody import queries as custody
from server.custody.debits.models import DebitOrder
from server.custody.debits.rules import DebitState
from server.custody.files import queries
from server.custody.files.errors import BatchWrongState, NotFileChannel, NothingToPay, OrdersNotFree, SamePerson
from server.custody.files.layouts import profile_of
from server.custody.files.manuscripts import sheet_of
from server.custody.files.models import BankBatch
from server.custody.files.rules import BatchState, FileKind
from server.custody.files.writing import written
from server.custody.models import FundingAccount, PaymentOrder
from server.custody.payout.errors import AfterCutOff
from server.custody.payout.rules import Channel, is_past
from server.custody.service import claim_number
from server.identity.guard import use_case
from server.identity.operations import Operation
from server.kit.errors import NotFound, Stale
from server.kit.work import Work


@use_case(Operation.PAYMENT_BATCH)
async def make_payment_batch(
    work: Work, *, funding_account_id: UUID, order_ids: tuple[UUID, ...] | None = None
) -> UUID:
    """Gather payment orders of a funding account for one file: those named, or all that wait. Returns the batch.

    After the cut-off it is made for the next day. Refuses with NotFound, file.channel_differs, file.profile_unknown,
    file.nothing_to_pay, file.orders_not_free, and with file.encoding when the bank's encoding lacks a character: line
    and column are named.
    """
    account = await file_account(work, funding_account_id)
    out = profile_of(account.file_profile).outgoing(FileKind.PAYMENT)
    orders = await queries.free_orders(work.session, work.scope, account.id, order_ids, out.lines_max)
    if order_ids is not None and len(orders) != len(set(order_ids)):
        raise OrdersNotFree(field="orderIds")
    if not orders:
        raise NothingToPay(field="fundingAccountId")
    batch = await open_batch(work, account, FileKind.PAYMENT, [order.amount_fen for order in orders])
    for order in orders:
        order.batch_id = batch.id
    await work.session.flush()
    written(out, await sheet_of(work, batch))  # a trial: what the bank's encoding lacks is told now, to the maker
    return batch.id


async def file_account(work: Work, funding_account_id: UUID) -> FundingAccount:
    """A funding account that works with files, locked: two makers go one after the other (a building block).

    Raises NotFound, NotFileChannel.
    """
    account = await custody.funding_account(work.session, work.scope, funding_account_id)
    if account is None:
        raise NotFound(field="fundingAccountId")
    await work.session.execute(select(FundingAccount.id).where(FundingAccount.id == account.id).with_for_update())
    if account.channel is not Channel.FILE:
        raise NotFileChannel(field="fundingAccountId")
    return account


async def open_batch(work: Work, account: FundingAccount, kind: FileKind, amounts_fen: Sequence[int]) -> BankBatch:
    """A batch over these amounts, for today or, after the cut-off, for tomorrow (a building block)."""
    late = is_past(work.now, account.cut_off_minute)
    batch = BankBatch(
        id=work.new_id(),
        kind=kind,
        number=await claim_number(work),
        funding_account_id=account.id,
        branch_id=account.branch_id,
        profile=profile_of(account.file_profile).code,
        value_on=work.today + timedelta(days=1) if late else work.today,
        state=BatchState.MADE,
        order_count=len(amounts_fen),
        total_fen=sum(amounts_fen),
        made_by=work.actor.id,
        made_at=work.now,
        version=1,
    )
    work.session.add(batch)
    await work.session.flush()
    work.touch("bank_batch", batch.id, orders=batch.order_count, total_fen=batch.total_fen)
    return batch


@use_case(Operation.PAYMENT_RELEASE, step_up=True)
async def release_batch(work: Work, *, batch_id: UUID, expected_version: int) -> UUID:
    """Release a batch as the second person; the worker then makes its file, once. Returns the batch.

    Refuses with NotFound, Stale, file.batch_wrong_state, file.same_person (who made the batch or one of its orders),
    payout.after_cut_off.
    """
    batch = await _locked(work, batch_id)
    if batch.state is not BatchState.MADE:
        raise BatchWrongState(field="batchId", state=batch.state.value)
    if batch.version != expected_version:
        raise Stale(field="expectedVersion")
    if work.actor.id in {batch.made_by, *await _makers(work, batch)}:
        raise SamePerson(field="batchId")
    await _require_in_time(work, batch)
    batch.state, batch.released_by, batch.released_at = BatchState.RELEASED, work.actor.id, work.now
    batch.version += 1
    work.touch("bank_batch", batch.id, state=batch.state.value)
    work.defer("make_bank_file", lock=f"batch:{batch.id}", batch_id=batch.id)
    return batch.id


@use_case(Operation.PAYMENT_BATCH)
async def cancel_batch(work: Work, *, batch_id: UUID) -> UUID:
    """Cancel a batch that nobody has released: its payment orders are free again, its debits are withdrawn.

    Returns the batch. Refuses with NotFound, file.batch_wrong_state.
    """
    batch = await _locked(work, batch_id)
    if batch.state is not BatchState.MADE:
        raise BatchWrongState(field="batchId", state=batch.state.value)
    if batch.kind is FileKind.PAYMENT:
        for order in await queries.orders_in(work.session, work.scope, batch.id, lock=True):
            order.batch_id = None
    else:
        withdrawn = update(DebitOrder).where(DebitOrder.batch_id == batch.id, DebitOrder.state == DebitState.CREATED)
        await work.session.execute(withdrawn.values(state=DebitState.WITHDRAWN, finished_at=work.now))
    batch.state = BatchState.CANCELLED
    batch.version += 1
    await work.session.flush()
    work.touch("bank_batch", batch.id, state=batch.state.value)
    return batch.id


async def _locked(work: Work, batch_id: UUID) -> BankBatch:
    batch = await queries.batch(work.session, work.scope, batch_id, lock=True)
    if batch is None:
        raise NotFound(field="batchId")
    return batch


async def _makers(work: Work, batch: BankBatch) -> set[UUID]:
    """Who opened the payment orders of a batch."""
    wanted = select(func.array_agg(PaymentOrder.created_by.distinct())).where(PaymentOrder.batch_id == batch.id)
    return set((await work.session.execute(wanted)).scalar_one() or ())


async def _require_in_time(work: Work, batch: BankBatch) -> None:
    """A batch goes out on its day, before the cut-off, or the evening before. Raises AfterCutOff."""
    account = await custody.funding_account(work.session, work.scope, batch.funding_account_id)
    late = account is None or is_past(work.now, account.cut_off_minute)
    if work.today > batch.value_on or (work.today == batch.value_on and late):
        raise AfterCutOff(field="batchId")
