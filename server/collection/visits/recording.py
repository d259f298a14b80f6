"""Recording a visit that was made."""

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from server.collection.contacting.noting import contact_to_note, noted
from server.collection.errors import VisitUnsound
from server.collection.keeping import sealed, words
from server.collection.visits.models import CaseVisit
from server.compliance.contacts.models import ContactChannel
from server.documents.queries import document_by_id
from server.identity.guard import use_case
from server.identity.models import StaffState
from server.identity.operations import Operation
from server.identity.queries import staff_by_id
from server.kit.work import Work

HEAD = 6
"""So many characters of an address are shown: province and city, mostly."""
TABLE = "case_visits"
PHOTOS_MAX = 12
ACCURACY_MAX_M = 2_000
LATE = timedelta(days=2)
LATITUDES, LONGITUDES = (Decimal(-90), Decimal(90)), (Decimal(-180), Decimal(180))


@dataclass(frozen=True, slots=True)
class VisitMade:
    """A visit as it was: when, where, with whom, what was found, and the photos (documents of the customer)."""

    visited_at: datetime
    companion_id: UUID
    address: str = field(repr=False)
    latitude: Decimal = field(repr=False)
    longitude: Decimal = field(repr=False)
    accuracy_m: int
    met: bool
    summary: str = field(repr=False)
    photos: tuple[UUID, ...]


@use_case(Operation.COLLECTION_WORK)
async def record_visit(work: Work, *, contact_id: UUID, visit: VisitMade) -> UUID:
    """Record a visit that was planned and allowed: by two, with the phone's position and at least one photo. Once.

    Returns the contact. Raises NotFound, ContactDone, VisitUnsound, WordsUnsound.
    """
    contact = await contact_to_note(work, contact_id, ContactChannel.VISIT)
    await _check(work, contact.customer_id, contact.planned_at, visit)
    visit_id = work.new_id()
    address = words(visit.address, field="address")
    place = {"address": address, "latitude": str(visit.latitude), "longitude": str(visit.longitude)}
    told = json.dumps(place, ensure_ascii=False)
    summary = words(visit.summary, field="summary")
    case = await noted(work, contact, reached=visit.met, recorded=True, refused_further=False, note="")
    row = CaseVisit(
        customer_id=contact.customer_id,
        id=visit_id,
        branch_id=contact.branch_id,
        officer_id=contact.officer_id,
        case_id=case.id,
        contact_id=contact.id,
        visited_at=visit.visited_at,
        companion_id=visit.companion_id,
        met=visit.met,
        place_cipher=await sealed(work, contact.customer_id, "place", visit_id, told, TABLE),
        address_masked=address[:HEAD] + "*" * len(address[HEAD:]),
        accuracy_m=visit.accuracy_m,
        summary_cipher=await sealed(work, contact.customer_id, "summary", visit_id, summary, TABLE),
        photos=list(visit.photos),
        recorded_by=work.actor.id,
        recorded_at=work.now,
    )
    work.session.add(row)
    await work.session.flush()
    work.touch("case_visit", visit_id, met=visit.met, photos=len(visit.photos))
    return contact.id


async def _check(work: Work, customer_id: UUID, planned_at: datetime, visit: VisitMade) -> None:
    """Raises VisitUnsound."""
    if visit.visited_at.tzinfo is None or not planned_at - LATE <= visit.visited_at <= work.now:
        raise VisitUnsound(field="visitedAt", reason_zh="上门时间", reason_en="its time")
    companion = await staff_by_id(work.session, visit.companion_id)
    if companion is None or companion.state is StaffState.DISABLED or companion.id == work.actor.id:
        raise VisitUnsound(field="companionId", reason_zh="须两人同行", reason_en="who came along")
    for value, (low, high) in ((visit.latitude, LATITUDES), (visit.longitude, LONGITUDES)):
        if not low <= value <= high:
            raise VisitUnsound(field="latitude", reason_zh="定位", reason_en="its position")
    if not 0 < visit.accuracy_m <= ACCURACY_MAX_M:
        raise VisitUnsound(field="accuracyM", reason_zh="定位精度", reason_en="the accuracy of its position")
    if not 0 < len(set(visit.photos)) == len(visit.photos) <= PHOTOS_MAX:
        raise VisitUnsound(field="photos", reason_zh="照片", reason_en="its photos")
    for photo in visit.photos:
        document = await document_by_id(work.session, work.scope, photo)
        if document is None or document.customer_id != customer_id:
            raise VisitUnsound(field="photos", reason_zh="照片", reason_en="its photos")
