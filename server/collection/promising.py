"""Promises to pay: taken, kept or broken by the end of a day."""

from datetime import date, timedelta
from uuid import UUID

from server.collection import queries
from server.collection.errors import PromiseUnsound
from server.collection.keeping import case_for
from server.collection.models import CollectionCase, PaymentPromise
from server.collection.rules import PromiseState, Step, promise_outcome
from server.identity.guard import use_case
from server.identity.operations import Operation
from server.kit.clock import business_date
from server.kit.errors import NotFound
from server.kit.work import Work


@use_case(Operation.COLLECTION_WORK)
async def take_promise(
    work: Work, *, case_id: UUID, amount_fen: int, due_on: date, contact_id: UUID | None = None
) -> UUID:
    """Take a customer's promise to pay an amount (fen) by a day; it takes the place of the one before.

    `contact_id`: in which contact he made it. Returns the promise. Raises NotFound, CaseNotInState, PromiseUnsound.
    """
    case = await case_for(work, case_id, Step.PROMISE)
    policy = await queries.policy_on(work.session, work.today)
    days = policy.days("promise_days_max")
    if not 0 < amount_fen <= case.overdue_fen or not work.today <= due_on <= work.today + timedelta(days=days):
        raise PromiseUnsound(field="amount", days=days)
    if contact_id is not None:
        contact = await queries.contact_by_id(work.session, work.scope, contact_id)
        if contact is None or contact.case_id != case.id:
            raise NotFound(field="contactId")
    before = await queries.open_promise(work.session, case)
    if before is not None:
        before.state, before.settled_on = PromiseState.REPLACED, work.today
        await work.session.flush()
    promise = PaymentPromise(
        customer_id=case.customer_id,
        id=work.new_id(),
        branch_id=case.branch_id,
        officer_id=case.officer_id,
        case_id=case.id,
        contact_id=contact_id,
        state=PromiseState.OPEN,
        amount_fen=amount_fen,
        due_on=due_on,
        paid_fen=0,
        made_by=work.actor.id,
        made_at=work.now,
    )
    work.session.add(promise)
    case.version += 1
    await work.session.flush()
    work.touch("collection_case", case.id, promise=str(promise.id), amount_fen=amount_fen, due_on=due_on.isoformat())
    return promise.id


async def settle_promise(
    work: Work, case: CollectionCase, promise: PaymentPromise, *, on: date, grace_days: int
) -> PromiseState:
    """Say whether a promise is kept or broken at the end of a day (a building block); both rows are locked.

    What counts is the money of all his loans with value dates from the promise's making to its day and grace.
    """
    made_on = business_date(promise.made_at, work.settings.cut_off_hour)
    last = min(on, promise.due_on + timedelta(days=grace_days))
    paid = await queries.paid_between(work.session, case.customer_id, made_on, last)
    outcome = promise_outcome(promise.amount_fen, paid, promise.due_on, on, grace_days=grace_days)
    if outcome is PromiseState.OPEN:
        return outcome
    promise.state, promise.paid_fen, promise.settled_on = outcome, paid, on
    case.promises_kept += outcome is PromiseState.KEPT
    case.promises_broken += outcome is PromiseState.BROKEN
    return outcome
