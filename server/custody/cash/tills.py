"""A till's day: opened with a count, cash in, cash to the bank, counted, closed by a second person."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert as insert_or_not

from server.custody import queries as custody
from server.custody.cash import queries
from server.custody.cash.errors import (
    AlreadyOpened,
    AmountRefused,
    CountUnsound,
    LastTillOpen,
    NotWaiting,
    ReasonMissing,
    SamePerson,
    SlipUsed,
    StillWaiting,
    TillNotOpen,
    TooLittleCash,
)
from server.custody.cash.events import CashBanked, CashCounted
from server.custody.cash.models import CashDeposit, Till
from server.custody.cash.rules import DepositState, TillState, counted_fen
from server.identity.guard import use_case
from server.identity.operations import Operation
from server.kit.errors import NotFound
from server.kit.money import LIMIT_FEN
from server.kit.work import Work

SLIP_MAX = 64
REASON_MAX = 200
Count = Mapping[int, int]
"""Pieces by denomination in fen."""


@use_case(Operation.TILL_KEEP)
async def open_till(work: Work, *, branch_id: UUID, count: dict[int, int]) -> UUID:
    """Open a branch's till for today with a count of what lies in it. Returns the till.

    What differs from the last closing count is recorded and booked. Refuses with NotFound, cash.count_unsound,
    cash.already_opened, cash.last_till_open.
    """
    if not work.scope.allows_branch(branch_id) or not await queries.is_branch(work.session, branch_id):
        raise NotFound(field="branchId")
    fen = _counted(count)
    if await queries.till_of(work.session, work.scope, branch_id, work.today) is not None:
        raise AlreadyOpened(field="branchId")
    last = await queries.last_till(work.session, work.scope, branch_id, work.today)
    if last is not None and last.state is not TillState.CLOSED:
        raise LastTillOpen(field="branchId")
    till_id = work.new_id()
    difference = fen - ((last.counted_fen or 0) if last else 0)
    row = {
        "id": till_id,
        "branch_id": branch_id,
        "business_date": work.today,
        "state": TillState.OPEN,
        "opening_count": _kept(count),
        "opening_fen": fen,
        "opening_difference_fen": difference,
        "closing_event_id": work.new_id(),
        "taken_fen": 0,
        "banked_fen": 0,
        "opened_by": work.actor.id,
        "opened_at": work.now,
        "version": 1,
    }
    opened = insert_or_not(Till).values(**row).on_conflict_do_nothing().returning(Till.id)
    if (await work.session.execute(opened)).scalar_one_or_none() is None:
        raise AlreadyOpened(field="branchId")
    work.touch("till", till_id, opening_fen=fen)
    if difference:
        work.record(CashCounted(till_id, branch_id, difference))
    return till_id


@use_case(Operation.TILL_KEEP)
async def count_till(work: Work, *, till_id: UUID, count: dict[int, int], reason: str = "") -> UUID:
    """Count a till at the end of the day. What differs needs a reason; a second person then closes the till.

    Refuses with NotFound, cash.count_unsound, cash.till_not_open, cash.still_waiting, cash.reason_missing.
    """
    till = await _open(work, till_id)
    fen = _counted(count)
    if await queries.is_waiting(work.session, till.id):
        raise StillWaiting(field="tillId")
    difference, told = fen - expected_fen(till), reason.strip()
    if difference and not 0 < len(told) <= REASON_MAX:
        raise ReasonMissing(field="reason")
    till.state, till.closing_count, till.counted_fen = TillState.COUNTED, _kept(count), fen
    till.difference_fen, till.difference_reason = difference, told or None
    till.counted_by, till.counted_at = work.actor.id, work.now
    till.version += 1
    await work.session.flush()
    work.touch("till", till.id, counted_fen=fen, difference_fen=difference)
    return till.id


@use_case(Operation.CASH_CONFIRM)
async def close_till(work: Work, *, till_id: UUID) -> UUID:
    """Close a counted till as the second person who has counted too; a difference is booked. Returns the till.

    Refuses with NotFound, cash.not_waiting, cash.same_person.
    """
    till = await queries.till_for_update(work.session, work.scope, till_id)
    if till is None:
        raise NotFound(field="tillId")
    if till.state is not TillState.COUNTED:
        raise NotWaiting(field="tillId")
    if till.counted_by == work.actor.id:
        raise SamePerson(field="tillId")
    till.state, till.closed_by, till.closed_at = TillState.CLOSED, work.actor.id, work.now
    till.version += 1
    await work.session.flush()
    work.touch("till", till.id, state=till.state.value)
    if till.difference_fen:
        work.record(CashCounted(till.closing_event_id, till.branch_id, till.difference_fen))
    return till.id


@use_case(Operation.TILL_KEEP)
async def bank_cash(work: Work, *, till_id: UUID, funding_account_id: UUID, amount_fen: int, reference: str) -> UUID:
    """Record cash that was carried to the bank, with the number of the bank's slip. Returns the deposit.

    It leaves the till when a second person confirms it. Refuses with NotFound, cash.amount_refused,
    cash.till_not_open, cash.too_little, cash.slip_used.
    """
    slip = reference.strip()
    if not 0 < len(slip) <= SLIP_MAX:
        raise ReasonMissing(field="reference")
    if not 0 < amount_fen <= LIMIT_FEN:
        raise AmountRefused(field="amount")
    till = await open_till_of(work, till_id)
    account = await custody.funding_account(work.session, work.scope, funding_account_id)
    if account is None:
        raise NotFound(field="fundingAccountId")
    if amount_fen > expected_fen(till):
        raise TooLittleCash(field="amount")
    deposit_id = work.new_id()
    row = {"id": deposit_id, "till_id": till.id, "branch_id": till.branch_id, "funding_account_id": account.id}
    told = {"amount_fen": amount_fen, "reference": slip, "state": DepositState.RECORDED}
    who = {"deposited_by": work.actor.id, "deposited_at": work.now}
    entered = insert_or_not(CashDeposit).values(**row, **told, **who).on_conflict_do_nothing()
    if (await work.session.execute(entered.returning(CashDeposit.id))).scalar_one_or_none() is None:
        raise SlipUsed(field="reference")
    work.touch("till", till.id, deposit_id=str(deposit_id))
    return deposit_id


@use_case(Operation.CASH_CONFIRM)
async def confirm_deposit(work: Work, *, deposit_id: UUID) -> UUID:
    """Confirm as the second person that the bank has the money: it leaves the till and is booked. Returns the deposit.

    Refuses with NotFound, cash.not_waiting, cash.same_person, cash.till_not_open, cash.too_little.
    """
    deposit = await queries.deposit_for_update(work.session, work.scope, deposit_id)
    if deposit is None:
        raise NotFound(field="depositId")
    if deposit.state is not DepositState.RECORDED:
        raise NotWaiting(field="depositId")
    if deposit.deposited_by == work.actor.id:
        raise SamePerson(field="depositId")
    till = await open_till_of(work, deposit.till_id)
    if deposit.amount_fen > expected_fen(till):
        raise TooLittleCash(field="depositId")
    till.banked_fen += deposit.amount_fen
    till.version += 1
    deposit.state, deposit.confirmed_by, deposit.confirmed_at = DepositState.CONFIRMED, work.actor.id, work.now
    await work.session.flush()
    work.touch("till", till.id, banked_fen=deposit.amount_fen)
    work.record(CashBanked(deposit.id, deposit.branch_id, deposit.funding_account_id, deposit.amount_fen))
    return deposit.id


async def open_till_of(work: Work, till_id: UUID) -> Till:
    """Today's till, open and locked (a building block). Raises NotFound, TillNotOpen."""
    till = await _open(work, till_id)
    if till.business_date != work.today:
        raise TillNotOpen(field="tillId")
    return till


async def _open(work: Work, till_id: UUID) -> Till:
    """A till that nobody has counted yet: yesterday's may be, today."""
    till = await queries.till_for_update(work.session, work.scope, till_id)
    if till is None:
        raise NotFound(field="tillId")
    if till.state is not TillState.OPEN:
        raise TillNotOpen(field="tillId")
    return till


async def put_in(work: Work, till_id: UUID, amount_fen: int) -> Till:
    """Two people have counted this cash into a till (a building block). Raises NotFound, TillNotOpen."""
    till = await open_till_of(work, till_id)
    till.taken_fen += amount_fen
    till.version += 1
    await work.session.flush()
    return till


def expected_fen(till: Till) -> int:
    """What must lie in a till."""
    return till.opening_fen + till.taken_fen - till.banked_fen


def _counted(count: Count) -> int:
    fen = counted_fen(count)
    if fen is None or fen > LIMIT_FEN:
        raise CountUnsound(field="count")
    return fen


def _kept(count: Count) -> dict[str, int]:
    return {str(fen): pieces for fen, pieces in sorted(count.items()) if pieces}
