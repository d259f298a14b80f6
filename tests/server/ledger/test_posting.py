"""Posting through the block: what the books take, what they refuse, and that a refusal leaves nothing behind."""

import asyncio
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from server.identity.guard import use_case
from server.identity.operations import Operation
from server.kit.errors import DomainError
from server.kit.scope import Scope
from server.kit.work import Work
from server.ledger import queries, service
from server.ledger.errors import (
    AlreadyPosted,
    AlreadyReversed,
    AmountRefused,
    CurrencyRefused,
    DimensionMissing,
    Malformed,
    ReversalRefused,
    TooFewPostings,
    Unbalanced,
    UnknownAccount,
)
from server.ledger.models import LedgerClaim, LedgerEntry, LedgerPosting
from server.ledger.rules import Account, Entry, EventType
from tests.factories.ledger import entry, place, plain
from tests.fixtures.house import AsStaff, fresh
from tests.fixtures.world import id_of

BALANCED = ((Account.PRINCIPAL, 500), (Account.BANK, -500))


@use_case(Operation.LEDGER_READ)
async def post_all(work: Work, *, entries: tuple[Entry, ...]) -> list[UUID]:
    """Posts what a test gives."""
    return list(await service.post(work, *entries))


@use_case(Operation.LEDGER_READ)
async def send_raw(work: Work, *, given: list[dict[str, Any]]) -> None:
    """Sends whatever a test gives to the ledger function."""
    await service.send(work, given)


@use_case(Operation.LEDGER_READ)
async def reverse(work: Work, *, entry_id: UUID, event_id: UUID) -> UUID:
    """Reverses an entry."""
    return await service.reverse(work, entry_id, event_id=event_id)


async def rows(owner: AsyncSession) -> tuple[int, int, int]:
    await owner.rollback()
    counts = [
        await owner.scalar(select(func.count()).select_from(model))
        for model in (LedgerClaim, LedgerEntry, LedgerPosting)
    ]
    return (counts[0] or 0, counts[1] or 0, counts[2] or 0)


async def balance(owner: AsyncSession, account: Account, loan_id: UUID | None) -> int:
    await owner.rollback()
    total = select(func.coalesce(func.sum(LedgerPosting.amount_fen), 0)).where(
        LedgerPosting.account_code == account, LedgerPosting.loan_id == loan_id
    )
    return int((await owner.execute(total)).scalar_one())


async def test_an_array_of_entries_is_posted_whole(as_staff: AsStaff, owner: AsyncSession) -> None:
    at = place()
    repaid = entry((Account.BANK, 70), (Account.INTEREST, -20), (Account.PRINCIPAL, -50), at=at)
    ids = await post_all(await as_staff("finance.hq"), entries=(entry(*BALANCED, at=at), repaid))
    assert await rows(owner) == (2, 2, 5)
    assert await balance(owner, Account.PRINCIPAL, at.loan_id) == 450
    stored = (await owner.execute(select(LedgerEntry).where(LedgerEntry.id == ids[1]))).scalar_one()
    assert (stored.posting_count, stored.debit_fen, stored.currency) == (3, 70, "CNY")


REFUSED: list[tuple[type[DomainError], dict[str, Any]]] = [
    (Unbalanced, plain(entry((Account.PRINCIPAL, 500), (Account.BANK, -499)))),
    (Unbalanced, plain(entry((Account.PRINCIPAL, 10**15), (Account.PRINCIPAL, 10**15), (Account.BANK, -(10**15))))),
    (TooFewPostings, plain(entry((Account.PRINCIPAL, 500)))),
    (TooFewPostings, plain(entry())),
    (TooFewPostings, plain(entry(), postings={"account": "1002"})),
    (TooFewPostings, plain(entry(*((Account.BANK, sign) for sign in (1, -1) for _ in range(51))))),
    (AmountRefused, plain(entry((Account.PRINCIPAL, 0), (Account.BANK, 0)))),
    (AmountRefused, plain(entry((Account.PRINCIPAL, 10**15 + 1), (Account.BANK, -(10**15) - 1)))),
    (AmountRefused, plain(entry((Account.PRINCIPAL, 10**40), (Account.BANK, -(10**40))))),
    (UnknownAccount, plain(entry(*BALANCED), postings=[{"account": "9999", "amount_fen": n} for n in (1, -1)])),
    (UnknownAccount, plain(entry(*BALANCED), postings=[{"amount_fen": n} for n in (1, -1)])),
    (AmountRefused, plain(entry(*BALANCED), postings=[{"account": "1002", "amount_fen": n} for n in (0.5, -0.5)])),
    (AmountRefused, plain(entry(*BALANCED), postings=[{"account": "1002", "amount_fen": n} for n in ("1", "-1")])),
    (AmountRefused, plain(entry(*BALANCED), postings=[{"account": "1002", "amount_fen": n} for n in (True, None)])),
    (DimensionMissing, plain(entry(*BALANCED), postings=[{"account": "1002", "amount_fen": n} for n in (1, -1)])),
    (CurrencyRefused, plain(entry(*BALANCED), currency="USD")),
    (CurrencyRefused, plain(entry(*BALANCED), currency=None)),
    (Malformed, plain(entry(*BALANCED), event_id=None)),
    (Malformed, plain(entry(*BALANCED), branch_id=None)),
    (ReversalRefused, plain(entry(*BALANCED), event_type="reversal")),
    (ReversalRefused, plain(entry(*BALANCED), reverses=str(uuid4()))),
    (ReversalRefused, plain(entry(*BALANCED), event_type="reversal", reverses=str(uuid4()))),
]


async def test_a_bad_entry_is_refused_with_its_code_and_takes_the_whole_array_with_it(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    caller = await as_staff("finance.hq")
    for number, (refusal, spoilt) in enumerate(REFUSED):
        with pytest.raises(refusal) as refused:
            await send_raw(fresh(caller), given=[plain(entry(*BALANCED)), spoilt])
        assert type(refused.value) is refusal, f"row {number}"
        assert await rows(owner) == (0, 0, 0), f"row {number}"


async def test_what_is_no_array_of_entries_is_refused(as_staff: AsStaff, owner: AsyncSession) -> None:
    caller = await as_staff("finance.hq")
    no_arrays: tuple[Any, ...] = ([], {"id": 1}, 5)
    for given in no_arrays:
        with pytest.raises(Malformed):
            await send_raw(fresh(caller), given=given)
        assert await rows(owner) == (0, 0, 0)


async def test_a_business_event_is_posted_once_even_for_another_customer(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    caller, event_id = await as_staff("finance.hq"), uuid4()
    await post_all(caller, entries=(entry(*BALANCED, event_id=event_id),))
    with pytest.raises(AlreadyPosted):
        await post_all(fresh(caller), entries=(entry(*BALANCED, event_id=event_id),))
    with pytest.raises(AlreadyPosted):
        await post_all(fresh(caller), entries=tuple(entry(*BALANCED, event_id=uuid4()) for _ in range(1)) * 2)
    assert await rows(owner) == (1, 1, 2)


async def test_of_ten_rivals_for_one_event_exactly_one_is_posted(as_staff: AsStaff, owner: AsyncSession) -> None:
    caller, event_id = await as_staff("finance.hq"), uuid4()
    rivals = (post_all(fresh(caller), entries=(entry(*BALANCED, event_id=event_id),)) for _ in range(10))
    results = await asyncio.gather(*rivals, return_exceptions=True)
    assert sorted(type(result).__name__ for result in results) == ["AlreadyPosted"] * 9 + ["list"]
    assert await rows(owner) == (1, 1, 2)


async def test_an_entry_is_reversed_once_and_leaves_nothing_in_the_pools(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    caller, at = await as_staff("finance.hq"), place()
    [entry_id] = await post_all(caller, entries=(entry(*BALANCED, at=at),))
    undo_id = await reverse(fresh(caller), entry_id=entry_id, event_id=uuid4())
    assert await balance(owner, Account.PRINCIPAL, at.loan_id) == 0
    with pytest.raises(AlreadyReversed):
        await reverse(fresh(caller), entry_id=entry_id, event_id=uuid4())
    with pytest.raises(ReversalRefused):
        await reverse(fresh(caller), entry_id=undo_id, event_id=uuid4())
    assert await rows(owner) == (3, 2, 4)


async def test_of_two_reversals_at_once_one_is_posted(as_staff: AsStaff, owner: AsyncSession) -> None:
    caller, at = await as_staff("finance.hq"), place()
    [entry_id] = await post_all(caller, entries=(entry(*BALANCED, at=at),))
    rivals = (reverse(fresh(caller), entry_id=entry_id, event_id=uuid4()) for _ in range(5))
    results = await asyncio.gather(*rivals, return_exceptions=True)
    assert sorted(type(result).__name__ for result in results) == ["AlreadyReversed"] * 4 + ["UUID"]
    assert await balance(owner, Account.BANK, at.loan_id) == 0


async def test_a_reversal_that_is_no_mirror_is_refused(as_staff: AsStaff, owner: AsyncSession) -> None:
    caller, at = await as_staff("finance.hq"), place()
    [entry_id] = await post_all(caller, entries=(entry(*BALANCED, at=at),))
    undo: dict[str, Any] = {"event_type": EventType.REVERSAL, "reverses": entry_id}
    crooked = (
        entry((Account.BANK, 499), (Account.PRINCIPAL, -499), at=at, **undo),
        entry((Account.BANK, 500), (Account.INTEREST, -500), at=at, **undo),
        entry((Account.BANK, 500), (Account.PRINCIPAL, -500), at=place(at.customer_id), **undo),
        entry((Account.BANK, 500), (Account.PRINCIPAL, -500), at=place(loan_id=at.loan_id), **undo),
        entry((Account.BANK, 500), (Account.PRINCIPAL, -500), at=place(at.customer_id, branch="west-1"), **undo),
    )
    for wrong in crooked:
        with pytest.raises(ReversalRefused):
            await post_all(fresh(caller), entries=(wrong,))
    assert await rows(owner) == (1, 1, 2)


async def test_an_entry_out_of_sight_cannot_be_reversed(as_staff: AsStaff, owner: AsyncSession) -> None:
    [entry_id] = await post_all(await as_staff("finance.hq"), entries=(entry(*BALANCED),))
    for scope, found in ((Scope.everywhere(), True), (Scope.of_branches(frozenset({id_of("west-1")})), False)):
        assert (await queries.entry(owner, scope, entry_id) is not None) is found
