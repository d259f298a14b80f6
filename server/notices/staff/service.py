"""Telling staff, and what a member of staff does with his own list."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from server.identity.guard import stream, use_case
from server.identity.operations import Operation
from server.identity.passage import WatchPassage
from server.kit.errors import Invalid
from server.kit.global_ids import encode
from server.kit.work import Work
from server.notices.reach.service import spread
from server.notices.staff import queries
from server.notices.staff.models import StaffNoticeKind

TOPIC: Final = "staff_notices"
IDS_MAX: Final = 100
PAGES: Final = {"ApprovalCase": "inbox", "Customer": "customers", "RiskAlert": "alerts"}


@dataclass(frozen=True, slots=True)
class Told:
    """What staff are told. It names the object, never a person; `occasion` is told once to each."""

    kind: StaffNoticeKind
    occasion: str
    subject_kind: str
    subject_id: UUID
    customer_id: UUID | None
    zh: str
    en: str


async def tell(work: Work, staff_ids: Collection[UUID], told: Told) -> None:
    """Put a notice on the lists of these staff, but for whoever causes it himself (a building block)."""
    wanted = sorted(set(staff_ids) - {work.actor.id})
    if not wanted:
        return
    about = {
        "kind": told.kind,
        "occasion": told.occasion,
        "subject_kind": told.subject_kind,
        "subject_id": told.subject_id,
        "of_customer": told.customer_id,
        "text_zh": told.zh,
        "text_en": told.en,
        "created_at": work.now,
    }
    rows = [about | {"id": work.new_id(), "staff_id": staff_id} for staff_id in wanted]
    if await queries.lay_down(work.session, rows):
        work.subjects += [(TOPIC, staff_id) for staff_id in wanted]
        await spread(work, wanted, tag=told.occasion, text=told.zh, place=place_of(told))


def place_of(told: Told) -> str:
    """Where in the app a notice leads: to its object where that has a page of its own, else to the list."""
    page = PAGES.get(told.subject_kind)
    return f"/{page}/{encode(told.subject_kind, told.subject_id, told.customer_id)}" if page else "/notices"


@use_case(Operation.NOTICE_OWN)
async def mark_read(work: Work, *, notice_ids: Sequence[UUID] | None = None) -> int:
    """Mark notices of one's own as read, at most a hundred of them, or all. Returns how many were not read yet.

    Raises Invalid. A notice of somebody else stays as it is, and is not told from one that there is not.
    """
    if notice_ids is not None and len(notice_ids) > IDS_MAX:
        raise Invalid(field="ids", reason=f"at most {IDS_MAX}")
    marked = await queries.mark_read(work.session, work.actor.id, work.now, notice_ids)
    work.touch(TOPIC, work.actor.id, marked=marked)
    return marked


@stream(Operation.NOTICE_OWN)
def watch(passage: WatchPassage) -> WatchPassage:
    """One's own notices now, and again whenever there is another or one is marked. Rights are checked before each."""
    return passage.on(f"{TOPIC}:{passage.caller.actor.id}")
