"""Cases without arrears are closed, promises settled, pauses ended: a page at a time."""

from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import select

from server.collection import queries
from server.collection.day import statements
from server.collection.models import CollectionCase, PaymentPromise
from server.collection.payments import CURED, close
from server.collection.promising import settle_promise
from server.collection.queries import Policy
from server.collection.rules import CaseState, PromiseState
from server.collection.steering import wake
from server.kit.work import Work

PAGE: Final = 500


async def close_cured(work: Work, as_of: date, after: UUID) -> tuple[int, UUID | None]:
    """The next cases of customers who owe nothing overdue: how many were closed, and the last; None at the end."""
    given = {"after": after, "as_of": as_of, "size": PAGE}
    ids = (await work.session.execute(statements.CURED, given)).scalars().all()
    closed = 0
    for case_id in ids:
        case = await queries.case_by_id(work.session, work.scope, case_id, lock=True)
        if case is None or case.state is CaseState.CLOSED:
            continue
        if not await queries.debts_of(work.session, work.scope, case.customer_id, as_of):
            await close(work, case, CURED)
            closed += 1
    return closed, ids[-1] if len(ids) == PAGE else None


async def settle_promises(work: Work, policy: Policy, on: date, after: UUID) -> tuple[int, int, UUID | None]:
    """The next open promises: how many are kept and broken at the end of a day, and the last; None at the end."""
    wanted = select(PaymentPromise.id, PaymentPromise.case_id).where(
        PaymentPromise.state == PromiseState.OPEN, PaymentPromise.id > after
    )
    rows = (await work.session.execute(wanted.order_by(PaymentPromise.id).limit(PAGE))).all()
    outcomes = []
    for _, case_id in rows:
        case = await queries.case_by_id(work.session, work.scope, case_id, lock=True)
        promise = await queries.open_promise(work.session, case) if case else None
        if case is not None and promise is not None:
            grace = policy.days("promise_grace_days")
            outcomes.append(await settle_promise(work, case, promise, on=on, grace_days=grace))
    kept, broken = outcomes.count(PromiseState.KEPT), outcomes.count(PromiseState.BROKEN)
    return kept, broken, rows[-1][0] if len(rows) == PAGE else None


async def end_pauses(work: Work, as_of: date) -> int:
    """Pauses whose day has come are over; answers how many."""
    wanted = select(CollectionCase).where(
        CollectionCase.state == CaseState.PAUSED, CollectionCase.paused_until <= as_of
    )
    cases = (await work.session.execute(wanted.order_by(CollectionCase.id).with_for_update())).scalars().all()
    for case in cases:
        wake(case)
    return len(cases)
