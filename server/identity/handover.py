"""Leave and transfer: one verb hands over an officer's customers with all that hangs on them, and shows it first."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select

from server.identity import catalogue, queries
from server.identity.errors import NotAnOfficer, NotOnLeave
from server.identity.guard import use_case
from server.identity.models import Staff, StaffState
from server.identity.operations import Operation
from server.identity.sessions import raise_epoch
from server.kit.errors import NotFound
from server.kit.ownership import counted, customers_of, hand_over
from server.kit.work import Work


class HandoverKind(StrEnum):
    """Why: he goes on leave (and is marked so), or the customers just change hands."""

    LEAVE = "leave"
    TRANSFER = "transfer"


@dataclass(frozen=True)
class Moved:
    """How many rows of one table move."""

    table: str
    rows: int


@dataclass(frozen=True)
class Handover:
    """What a hand-over moves: customers, and rows by table (applications, cases, loans and all the rest)."""

    customers: int
    moved: tuple[Moved, ...]
    preview: bool


@use_case(Operation.STAFF_TRANSFER)
async def transfer_customers(
    work: Work, *, from_staff_id: UUID, to_staff_id: UUID, kind: HandoverKind, preview: bool
) -> Handover:
    """Hand all customers of an officer over to another, with their applications, open cases and loans.

    With `preview` nothing changes. Cases wait for positions and not for persons, so an inbox needs no handing over;
    what moves is whose customer it is. Raises NotFound, NotAnOfficer.
    """
    giver = await _staff(work, from_staff_id, "fromStaffId")
    taker = await _staff(work, to_staff_id, "toStaffId")
    officers = {staff.id for staff in await queries.holders_of(work.session, catalogue.OFFICER, work.today)}
    if taker.id == giver.id or taker.state is not StaffState.ACTIVE or taker.id not in officers:
        raise NotAnOfficer(field="toStaffId")
    customers = await customers_of(work, giver.id)
    if preview:
        return _told(len(customers), await counted(work, customers), preview=True)
    moved = await hand_over(work, customers, taker.id, taker.branch_id)
    if kind is HandoverKind.LEAVE:
        giver.state = StaffState.ON_LEAVE
    await raise_epoch(work.session)
    work.touch("staff", giver.id, reason=kind.value)
    work.touch("staff", taker.id)
    return _told(len(customers), moved, preview=False)


@use_case(Operation.STAFF_TRANSFER)
async def end_leave(work: Work, *, staff_id: UUID) -> UUID:
    """Somebody is back from leave. His customers stay where they went until they are transferred back.

    Raises NotFound, NotOnLeave.
    """
    staff = await _staff(work, staff_id, "staffId")
    if staff.state is not StaffState.ON_LEAVE:
        raise NotOnLeave(field="staffId")
    staff.state = StaffState.ACTIVE
    await raise_epoch(work.session)
    work.touch("staff", staff.id)
    return staff.id


async def _staff(work: Work, staff_id: UUID, field: str) -> Staff:
    found = (await work.session.execute(select(Staff).where(Staff.id == staff_id))).scalar_one_or_none()
    if found is None or not work.scope.allows_branch(found.branch_id):
        raise NotFound(field=field)
    return found


def _told(customers: int, moved: dict[str, int], *, preview: bool) -> Handover:
    return Handover(customers, tuple(Moved(table, rows) for table, rows in sorted(moved.items())), preview)
