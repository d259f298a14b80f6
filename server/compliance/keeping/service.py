"""The verbs of keeping: place and lift a hold, propose and carry out an erasure."""

from uuid import UUID

from sqlalchemy import column, delete, table, text, update

from server.compliance.errors import HoldStanding, NotErasable, OwnWaiver
from server.compliance.keeping import queries
from server.compliance.keeping.models import Erasure, LegalHold
from server.compliance.reasons import sound_reason
from server.compliance.rules import Trigger
from server.compliance.service import About, ask
from server.identity.guard import use_case
from server.identity.operations import Operation
from server.kit.data_keys import CustomerKey, Ownership, ownership
from server.kit.database import within
from server.kit.errors import NotFound
from server.kit.rulebook import FindingOutcome
from server.kit.work import Work

CLAIMS = "identity_claims"
NOISE = text("sha256(convert_to(gen_random_uuid()::text, 'UTF8'))")
"""Bytes like those of a blind index that lead nowhere; another in each row."""


@use_case(Operation.CUSTOMER_HOLD)
async def place_hold(work: Work, *, customer_id: UUID, reason: str, ordered_by: str) -> UUID:
    """Nothing of this customer is destroyed from now on (court, supervisor, dispute). Returns the hold.

    Raises NotFound, HoldStanding, ReasonMissing.
    """
    said, by = sound_reason(reason, "reason"), sound_reason(ordered_by, "orderedBy")
    owned = await ownership(work, customer_id)
    if await queries.hold_of(work.session, work.scope, customer_id) is not None:
        raise HoldStanding(field="customerId")
    hold = LegalHold(
        customer_id=customer_id,
        id=work.new_id(),
        branch_id=owned.branch_id,
        officer_id=owned.officer_id,
        reason=said,
        ordered_by=by,
        placed_by=work.actor.id,
        placed_at=work.now,
    )
    work.session.add(hold)
    await work.session.flush()
    work.touch("customer", customer_id, hold=str(hold.id))
    return hold.id


@use_case(Operation.CUSTOMER_HOLD)
async def lift_hold(work: Work, *, customer_id: UUID, reason: str) -> UUID:
    """Lift the hold; not by who placed it. Returns it. Raises NotFound, HoldStanding, OwnWaiver, ReasonMissing."""
    said = sound_reason(reason, "reason")
    await ownership(work, customer_id)
    hold = await queries.hold_of(work.session, work.scope, customer_id)
    if hold is None:
        raise HoldStanding(field="customerId")
    if hold.placed_by == work.actor.id:
        raise OwnWaiver(field="customerId")
    hold.lifted_by, hold.lifted_at, hold.lift_reason = work.actor.id, work.now, said
    work.touch("customer", customer_id, hold_lifted=str(hold.id))
    return hold.id


@use_case(Operation.CUSTOMER_ERASE)
async def propose_erasure(work: Work, *, customer_id: UUID, reason: str) -> UUID:
    """Propose to destroy a customer's data (个保法 47); somebody else carries it out. Returns the erasure.

    Refuses with NotErasable while a relation runs, a hold stands, or the law keeps the data: 10 years after the end of
    the relation (反洗钱法 34, KY-11), 5 years for contracts (CT-08). Raises NotFound, ReasonMissing.
    """
    said = sound_reason(reason, "reason")
    owned = await ownership(work, customer_id)
    if await queries.erasure_of(work.session, work.scope, customer_id) is not None:
        raise NotErasable(field="customerId", reason_zh="已提出", reason_en="it is proposed already")
    erasure = Erasure(
        customer_id=customer_id,
        id=work.new_id(),
        branch_id=owned.branch_id,
        officer_id=owned.officer_id,
        reason=said,
        ended_on=(await _require_erasable(work, _about(owned))).ended_on,
        proposed_by=work.actor.id,
        proposed_at=work.now,
    )
    work.session.add(erasure)
    await work.session.flush()
    work.touch("customer", customer_id, erasure=str(erasure.id))
    return erasure.id


@use_case(Operation.CUSTOMER_ERASE, step_up=True)
async def erase(work: Work, *, customer_id: UUID) -> UUID:
    """Destroy a customer's data as proposed by another: his key, so all that is sealed, and what else tells of him.

    The rows stay for books and figures; nothing in them leads back to him. It cannot be undone. Refuses as
    `propose_erasure` does, and with OwnWaiver. Returns the erasure.
    """
    owned = await ownership(work, customer_id)
    erasure = await queries.erasure_of(work.session, work.scope, customer_id)
    if erasure is None or erasure.done_at is not None:
        raise NotFound(field="customerId")
    if erasure.proposed_by == work.actor.id:
        raise OwnWaiver(field="customerId")
    await _require_erasable(work, _about(owned))
    touched = await _wipe(work, customer_id)
    gone = update(CustomerKey).where(CustomerKey.customer_id == customer_id, within(CustomerKey, work.scope))
    await work.session.execute(gone.values(wrapped=b""))
    erasure.done_by, erasure.done_at = work.actor.id, work.now
    work.touch("customer", customer_id, erased=True, tables=touched)
    return erasure.id


async def _require_erasable(work: Work, about: About) -> queries.Standing:
    """Raises NotErasable with what stands against it the longest."""
    if await queries.hold_of(work.session, work.scope, about.customer_id) is not None:
        raise NotErasable(field="customerId", reason_zh="处于法定保全", reason_en="a legal hold stands")
    stands = await queries.standing(work.session, about.customer_id)
    if stands.running:
        raise NotErasable(field="customerId", reason_zh="尚有未结业务", reason_en="a relation is still running")
    facts = {"ended_on": stands.ended_on.isoformat()}
    found = await ask(work, about, Trigger.RETENTION, facts, kind="any")
    against = [each for each in found.results if each.outcome is not FindingOutcome.PASS]
    if against:
        longest = max(against, key=lambda each: each.value or 0)
        raise NotErasable(field="customerId", reason_zh=longest.zh, reason_en=longest.en)
    return stands


async def _wipe(work: Work, customer_id: UUID) -> list[str]:
    """Make every plain trace of the person meaningless: random indexes, no digits, no masks. Answers the tables."""
    claims = table(CLAIMS, column("customer_id"))
    await work.session.execute(delete(claims).where(claims.c.customer_id == customer_id))
    by_table: dict[str, dict[str, object]] = {}
    for each in await queries.traces(work.session):
        if each.table != CLAIMS:
            empty: object = None if each.may_go else ""
            by_table.setdefault(each.table, {})[each.column] = NOISE if each.is_index else empty
    for name, values in by_table.items():
        rows = table(name, column("customer_id"), *(column(each) for each in values))
        await work.session.execute(update(rows).where(rows.c.customer_id == customer_id).values(values))
    return sorted(by_table)


def _about(owned: Ownership) -> About:
    return About(owned.customer_id, owned.branch_id, owned.officer_id, "customer", owned.customer_id)
