"""The second person's verbs, and the places in clear."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final
from uuid import UUID

from server.applications.visiting import queries
from server.applications.visiting.errors import VisitOwnCheck, VisitReasonMissing, VisitValueUnsound, VisitWrongState
from server.applications.visiting.keeping import place_of
from server.applications.visiting.models import Visit
from server.applications.visiting.states import VisitState, VisitVerb, moved
from server.applications.visiting.telling import tell_rating
from server.identity.guard import read, use_case
from server.identity.operations import Operation
from server.kit.data_keys import KeyDestroyed, data_key
from server.kit.errors import NotFound, Stale
from server.kit.work import Work

REASON_LENGTH_MAX: Final = 500


@use_case(Operation.VISIT_CHECK)
async def check_visit(
    work: Work, *, application_id: UUID, expected_version: int, agrees: bool, reason: str = ""
) -> UUID:
    """Agree to a visit that waits for a second person, or send it back with a reason. Returns the application.

    Whoever has entered anything in it does not (a CHECK of the table holds that too). Raises NotFound, Stale,
    VisitWrongState, VisitOwnCheck, VisitReasonMissing, VisitValueUnsound (the reason is too long).
    """
    said = reason.strip()
    if not agrees and not said:
        raise VisitReasonMissing(field="reason")
    if len(said) > REASON_LENGTH_MAX:
        raise VisitValueUnsound(field="reason", reason_zh="不超过 500 字", reason_en="at most 500 characters")
    visit = await _waiting(work, application_id)
    if visit.version != expected_version:
        raise Stale(field="expectedVersion")
    verb, to = (VisitVerb.AGREE, VisitState.STANDING) if agrees else (VisitVerb.SEND_BACK, VisitState.RETURNED)
    state = moved(visit.state, verb, to)
    if work.actor.id in visit.editors:
        raise VisitOwnCheck(field="applicationId")
    visit.state, visit.checked_by, visit.checked_at = state, work.actor.id, work.now
    visit.check_reason = said or None
    visit.version += 1
    await work.session.flush()
    if agrees:
        await tell_rating(work, visit)
    work.touch("application", application_id, visit=str(visit.id), visit_state=state.value)
    return application_id


async def _waiting(work: Work, application_id: UUID) -> Visit:
    visit = await queries.living_of(work.session, work.scope, application_id, lock=True)
    if visit is not None:
        return visit
    if await queries.draft_of(work.session, work.scope, application_id) is not None:
        raise VisitWrongState(field="applicationId", state_zh="草稿", state_en="a draft")
    raise NotFound(field="applicationId")


@dataclass(frozen=True)
class PlaceInClear:
    """Where a visit was: for the officer whose customer it is; others are told how far photos were from it."""

    address: str | None = field(repr=False)
    latitude: Decimal | None = field(repr=False)
    longitude: Decimal | None = field(repr=False)


HIDDEN: Final = PlaceInClear(None, None, None)


@read(Operation.APPLICATION_READ)
async def places_by_visits(work: Work, *, keys: Sequence[UUID]) -> list[PlaceInClear]:
    """The places of visits in clear, in the order of the keys.

    Nothing is told of other officers' customers, nor where the customer's data was destroyed.
    """
    found = {each.id: each for each in await queries.visits_by_ids(work.session, work.scope, set(keys))}
    places: list[PlaceInClear] = []
    for key in keys:
        visit = found.get(key)
        if visit is None or visit.officer_id != work.actor.id or visit.place_cipher is None:
            places.append(HIDDEN)
            continue
        try:
            address, position = place_of(visit, await data_key(work, visit.customer_id))
        except KeyDestroyed:
            places.append(HIDDEN)
            continue
        degrees = (position.latitude, position.longitude) if position else (None, None)
        places.append(PlaceInClear(address, *degrees))
    return places
