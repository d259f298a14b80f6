"""Rows against what the house knows and against each other: each is ready to be entered, or says why it is not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from sqlalchemy import text

from server.customers.importing.errors import CustomerKnown, PhoneKnown, TwiceInSheet
from server.customers.importing.rows import ZH, CustomerRow
from server.customers.models import CustomerKind
from server.customers.sealing import number_index, phone_index
from server.kit.tables.columns import Fault
from server.kit.tables.errors import UnknownBranch, UnknownOfficer
from server.kit.work import Work

BRANCHES: Final = text("SELECT code, id FROM branches WHERE code = ANY (CAST(:codes AS text[]))")
OFFICERS: Final = text(
    "SELECT login, id, branch_id FROM staff WHERE login = ANY (CAST(:logins AS text[])) AND state <> 'disabled'"
)
CLAIMED: Final = text(
    "SELECT value_index FROM identity_claims WHERE kind = ANY (CAST(:kinds AS text[])) "
    "AND value_index = ANY (CAST(:indexes AS bytea[]))"
)
NUMBERS, PHONES = ["id_number", "credit_code"], ["phone"]


@dataclass(frozen=True, slots=True)
class Ready:
    """A row that may be entered."""

    row: CustomerRow
    branch_id: UUID
    officer_id: UUID
    number_index: bytes = field(repr=False)
    phone_index: bytes = field(repr=False)


@dataclass(slots=True)
class Checked:
    """What became of some rows: ready, known already (which is no fault of theirs), or at fault."""

    ready: list[Ready] = field(default_factory=list)
    known: list[Fault] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


@dataclass(slots=True)
class Seen:
    """Which numbers and phones earlier rows of the same sheet had, by their blind indexes; for a dry run."""

    numbers: set[bytes] = field(default_factory=set)
    phones: set[bytes] = field(default_factory=set)


async def check_rows(work: Work, rows: Sequence[CustomerRow], seen: Seen) -> Checked:
    """Check rows against the house, each other and what was seen before (a building block); nothing is written."""
    if not rows:
        return Checked()
    master = work.ports.master_key
    indexed = [(row, number_index(master, row.number), phone_index(master, row.phone)) for row in rows]
    branches = await _branches(work, {row.branch for row in rows})
    officers = await _officers(work, {row.officer for row in rows})
    numbers = await _claimed(work, NUMBERS, [number for _, number, _ in indexed])
    persons = [phone for row, _, phone in indexed if row.kind is CustomerKind.PERSON]
    phones = await _claimed(work, PHONES, persons)
    checked = Checked()
    for row, number, phone in indexed:
        if number in numbers:
            checked.known.append(Fault(row.line, ZH["number"], CustomerKnown(field="file")))
            continue
        faults = [*_placed(row, branches, officers), *_alone(row, (number, phone), seen, phones)]
        checked.faults += faults
        if not faults:
            branch_id, (officer_id, _) = branches[row.branch], officers[row.officer]
            checked.ready.append(Ready(row, branch_id, officer_id, number, phone))
            seen.numbers.add(number)
            if row.kind is CustomerKind.PERSON:
                seen.phones.add(phone)
    return checked


def _placed(row: CustomerRow, branches: Mapping[str, UUID], officers: Mapping[str, tuple[UUID, UUID]]) -> list[Fault]:
    branch_id = branches.get(row.branch)
    if branch_id is None:
        return [Fault(row.line, ZH["branch"], UnknownBranch(field="file"))]
    if officers.get(row.officer, (None, None))[1] != branch_id:
        return [Fault(row.line, ZH["officer"], UnknownOfficer(field="file"))]
    return []


def _alone(row: CustomerRow, indexes: tuple[bytes, bytes], seen: Seen, phones: set[bytes]) -> list[Fault]:
    """A number once in the sheet; a person's phone once in the house. A company may share one with its owner."""
    number, phone = indexes
    if number in seen.numbers:
        return [Fault(row.line, ZH["number"], TwiceInSheet(field="file"))]
    if row.kind is CustomerKind.PERSON and (phone in phones or phone in seen.phones):
        return [Fault(row.line, ZH["phone"], PhoneKnown(field="file"))]
    return []


async def _branches(work: Work, codes: set[str]) -> dict[str, UUID]:
    found = await work.session.execute(BRANCHES, {"codes": sorted(codes)})
    return {row.code: row.id for row in found}


async def _officers(work: Work, logins: set[str]) -> dict[str, tuple[UUID, UUID]]:
    found = await work.session.execute(OFFICERS, {"logins": sorted(logins)})
    return {row.login: (row.id, row.branch_id) for row in found}


async def _claimed(work: Work, kinds: list[str], indexes: Sequence[bytes]) -> set[bytes]:
    given: dict[str, Any] = {"kinds": kinds, "indexes": list(indexes)}
    return set((await work.session.execute(CLAIMED, given)).scalars())
