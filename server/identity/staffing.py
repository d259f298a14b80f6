"""Staff: hired one by one or in bulk, appointed to positions, reset, disabled; passwords changed by their owners.

Rights come from positions and roles only. Nobody changes his own, nobody gives or takes a position that sees farther
than he administers, and two administrators remain at any time. Every change raises the rights epoch, so it bites on
the next request.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete, select, update

from server.identity import catalogue, passwords, queries
from server.identity.errors import (
    LastAdministrators,
    LoginTaken,
    LoginUnsound,
    OwnRights,
    PositionBeyondReach,
    StillHasCustomers,
    UnknownBranch,
    UnknownPosition,
    WrongCredentials,
)
from server.identity.guard import use_case
from server.identity.models import Branch, Position, ScopeKind, Staff, StaffPosition, StaffSession, StaffState
from server.identity.operations import Operation
from server.identity.passkeys.queries import drop_living
from server.identity.sessions import raise_epoch
from server.kit.errors import DomainError, Invalid, NotFound
from server.kit.ownership import customers_of
from server.kit.scope import Scope
from server.kit.work import Work

LOGIN = re.compile(r"[a-z0-9][a-z0-9.\-]{2,39}", re.ASCII)
ROWS_MAX = 2_000
NAME_LENGTH_MAX = 60
ADMINISTRATORS_MIN = 2


@dataclass(frozen=True)
class NewStaff:
    """Somebody to hire. The password is a first one: its owner must choose another before he can do anything."""

    login: str
    name: str
    branch_code: str
    positions: tuple[str, ...]
    password: str


@dataclass(frozen=True)
class RowError:
    """What is wrong with one row of an import; rows count from 1."""

    row: int
    field: str | None
    code: str


@dataclass(frozen=True)
class ImportReport:
    """All rows were taken (`created`), or none and `errors` says why. A dry run creates nothing."""

    created: int
    errors: tuple[RowError, ...]


@use_case(Operation.STAFF_HIRE)
async def hire(work: Work, *, staff: NewStaff) -> UUID:
    """Create a member of staff.

    Raises LoginUnsound, LoginTaken, WeakPassword, UnknownBranch, UnknownPosition, PositionBeyondReach.
    """
    return await _hire(work, staff)


@use_case(Operation.STAFF_HIRE)
async def import_staff(work: Work, *, rows: Sequence[NewStaff], dry_run: bool) -> ImportReport:
    """Create many at once, all or none; each faulty row is named with its field and code."""
    if not 0 < len(rows) <= ROWS_MAX:
        raise Invalid(field="rows", reason=f"1-{ROWS_MAX}")
    errors = []
    logins: set[str] = set()
    for number, row in enumerate(rows, start=1):
        try:
            await _check(work, row)
            if row.login in logins:
                raise LoginTaken(field="login")
        except DomainError as error:
            errors.append(RowError(number, error.field, error.code))
        logins.add(row.login)
    if errors or dry_run:
        return ImportReport(0, tuple(errors))
    for row in rows:
        await _hire(work, row)
    return ImportReport(len(rows), ())


async def _check(work: Work, new: NewStaff) -> Branch:
    if not LOGIN.fullmatch(new.login):
        raise LoginUnsound(field="login")
    if not 0 < len(new.name.strip()) <= NAME_LENGTH_MAX:
        raise Invalid(field="name", reason=f"1-{NAME_LENGTH_MAX}")
    passwords.check_strength(new.password)
    await _check_positions(work, new.positions)
    branch = (await work.session.execute(select(Branch).where(Branch.code == new.branch_code))).scalar_one_or_none()
    if branch is None or not work.scope.allows_branch(branch.id):
        raise UnknownBranch(field="branchCode")
    await _require_reach(work, branch.id, new.positions, "positions")
    if await queries.staff_by_login(work.session, new.login) is not None:
        raise LoginTaken(field="login")
    return branch


async def _check_positions(work: Work, positions: Sequence[str]) -> None:
    known = set((await work.session.execute(select(Position.code))).scalars())
    for position in positions:
        if position not in known:
            raise UnknownPosition(field="positions", position=position)


async def _require_reach(work: Work, branch_id: UUID, positions: Collection[str], field: str) -> None:
    """Raises PositionBeyondReach for a position that sees, from this branch, what the caller does not administer."""
    for position in await queries.positions_by_code(work.session, positions):
        match position.scope_kind:
            case ScopeKind.HEADQUARTERS:
                within = work.scope == Scope.everywhere()
            case ScopeKind.REGION:
                region_id = await queries.region_of(work.session, branch_id)
                within = work.scope.covers(await queries.branches_below(work.session, region_id))
            case _:
                within = work.scope.allows_branch(branch_id)
        if not within:
            raise PositionBeyondReach(field=field, position=position.code)


async def _hire(work: Work, new: NewStaff) -> UUID:
    branch = await _check(work, new)
    staff = Staff(
        id=work.new_id(),
        login=new.login,
        name=new.name.strip(),
        branch_id=branch.id,
        state=StaffState.ACTIVE,
        password_hash=passwords.hash_password(new.password),
        must_change_password=True,
        created_at=work.now,
    )
    work.session.add(staff)
    await work.session.flush()
    for position in new.positions:
        work.session.add(StaffPosition(staff_id=staff.id, position_code=position, valid_from=work.today))
    await work.session.flush()
    work.touch("staff", staff.id, positions=sorted(new.positions))
    return staff.id


@use_case(Operation.STAFF_APPOINT)
async def appoint(work: Work, *, staff_id: UUID, positions: Sequence[str]) -> UUID:
    """Set somebody's positions from today on.

    Raises NotFound, OwnRights, UnknownPosition, PositionBeyondReach, LastAdministrators.
    """
    staff = await _other(work, staff_id)
    await _check_positions(work, positions)
    await _require_reach(work, staff.branch_id, positions, "positions")
    yesterday = work.today - timedelta(days=1)
    held = StaffPosition.staff_id == staff_id
    open_ended = StaffPosition.valid_until.is_(None) | (StaffPosition.valid_until >= work.today)
    begun_today = StaffPosition.valid_from >= work.today
    await work.session.execute(delete(StaffPosition).where(held, begun_today))
    await work.session.execute(update(StaffPosition).where(held, open_ended).values(valid_until=yesterday))
    for position in sorted(set(positions)):
        work.session.add(StaffPosition(staff_id=staff_id, position_code=position, valid_from=work.today))
    await work.session.flush()
    await _require_administrators(work)
    await raise_epoch(work.session)
    work.touch("staff", staff.id, positions=sorted(set(positions)))
    return staff.id


@use_case(Operation.STAFF_RESET)
async def reset(work: Work, *, staff_id: UUID, password: str) -> UUID:
    """Give somebody a first password again, end his sessions and revoke his passkeys.

    Raises NotFound, OwnRights, PositionBeyondReach, WeakPassword.
    """
    staff = await _other(work, staff_id)
    passwords.check_strength(password)
    staff.password_hash = passwords.hash_password(password)
    staff.must_change_password = True
    await drop_living(work.session, staff_id, work.now, "reset")
    await _end_sessions(work, staff_id, "reset")
    work.touch("staff", staff_id)
    return staff_id


@use_case(Operation.STAFF_DISABLE)
async def disable(work: Work, *, staff_id: UUID) -> UUID:
    """Somebody has left: his sessions end, his history stays.

    Raises NotFound, OwnRights, PositionBeyondReach, StillHasCustomers, LastAdministrators.
    """
    staff = await _other(work, staff_id)
    customers = await customers_of(work, staff_id)
    if customers:
        raise StillHasCustomers(count=len(customers))
    staff.state = StaffState.DISABLED
    await work.session.flush()
    await _require_administrators(work)
    await _end_sessions(work, staff_id, "disabled")
    work.touch("staff", staff_id)
    return staff_id


@use_case(Operation.SESSION_PASSWORD)
async def change_password(work: Work, *, old: str, new: str) -> UUID:
    """Choose another password; the other sessions end. Raises WrongCredentials, WeakPassword."""
    staff = await queries.staff_by_id(work.session, work.actor.id)
    if staff is None or not await passwords.is_right(old, staff.password_hash):
        raise WrongCredentials(field="old")
    passwords.check_strength(new)
    if new == old:
        raise Invalid(field="new", reason="unchanged")
    staff.password_hash = passwords.hash_password(new)
    staff.must_change_password = False
    await _end_sessions(work, staff.id, "password_changed", keep=work.actor.session_id)
    work.touch("staff", staff.id)
    return staff.id


async def _other(work: Work, staff_id: UUID) -> Staff:
    """Somebody else whom the caller administers, locked. Raises NotFound, OwnRights, PositionBeyondReach."""
    if staff_id == work.actor.id:
        raise OwnRights(field="staffId")
    staff = (
        await work.session.execute(select(Staff).where(Staff.id == staff_id).with_for_update())
    ).scalar_one_or_none()
    if staff is None or not work.scope.allows_branch(staff.branch_id):
        raise NotFound(field="staffId")
    held = [position.code for position in await queries.positions_of(work.session, staff_id, work.today)]
    await _require_reach(work, staff.branch_id, held, "staffId")
    return staff


async def _require_administrators(work: Work) -> None:
    holders = await queries.holders_of(work.session, catalogue.ADMINISTRATOR, work.today)
    if sum(holder.state is not StaffState.DISABLED for holder in holders) < ADMINISTRATORS_MIN:
        raise LastAdministrators


async def _end_sessions(work: Work, staff_id: UUID, reason: str, keep: UUID | None = None) -> None:
    living = update(StaffSession).where(StaffSession.staff_id == staff_id, StaffSession.ended_at.is_(None))
    if keep is not None:
        living = living.where(StaffSession.id != keep)
    await work.session.execute(living.values(ended_at=work.now, end_reason=reason))
    await raise_epoch(work.session)
