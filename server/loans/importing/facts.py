"""What the house knows of the rows of a sheet: branches, officers, products, customers, numbers brought in before."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import LargeBinary, Text, bindparam, func, select
from sqlalchemy.dialects.postgresql import ARRAY

from server.custody import funding
from server.custody.errors import NoFundingAccount
from server.customers import sealing
from server.customers.models import ClaimKind, Customer, CustomerKind, CustomerState, IdentityClaim
from server.identity.models import Branch, BranchKind, Staff, StaffState
from server.kit import crypto
from server.kit.data_keys import CustomerKey
from server.kit.database import within
from server.kit.tables.bulk import pieces
from server.kit.work import Work
from server.loans.importing.models import LoanImportNumber
from server.loans.importing.rows import SheetRow
from server.products.models import ProductVersion
from server.reference import service as reference
from server.terms.dates import add_months

AT_ONCE: Final = 5_000
ROLL_MONTHS: Final = 3  # the last due date of an odd first period, and the longest holiday after it


@dataclass(frozen=True, slots=True)
class Holder:
    """A customer who has one of the numbers. `is_active`: registered, and not merged into another."""

    id: UUID
    branch_id: UUID
    officer_id: UUID
    kind: CustomerKind
    is_active: bool
    name: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Facts:
    """By code, log-in or blind index: what the house knows. Versions of a product stand in order."""

    branches: dict[str, UUID]
    officers: dict[str, tuple[UUID, UUID]]
    versions: dict[str, list[ProductVersion]]
    funding: dict[UUID, UUID]
    brought_in: frozenset[str]
    holders: dict[bytes, Holder]
    phones: dict[bytes, UUID]
    days_off: frozenset[date]
    master_key: bytes = field(repr=False)


async def facts_of(work: Work, rows: Sequence[SheetRow]) -> Facts:
    """All that is known about some rows, in few questions."""
    session, master_key = work.session, work.ports.master_key
    branches = select(Branch.code, Branch.id).where(Branch.kind == BranchKind.BRANCH)
    officers = select(Staff.login, Staff.id, Staff.branch_id).where(Staff.state == StaffState.ACTIVE)
    versions: dict[str, list[ProductVersion]] = {}
    for version in (await session.execute(select(ProductVersion).order_by(ProductVersion.number))).scalars():
        versions.setdefault(version.product_code, []).append(version)
    by_code = {row.code: row.id for row in await session.execute(branches)}
    wanted = {by_code[row.branch] for row in rows if row.branch in by_code}
    return Facts(
        branches=by_code,
        officers={login: (staff_id, branch_id) for login, staff_id, branch_id in await session.execute(officers)},
        versions=versions,
        funding=await _funding(work, wanted),
        brought_in=await _brought_in(work, [row.old_number for row in rows]),
        holders=await _holders(work, {sealing.number_index(master_key, row.number) for row in rows}),
        phones=await _phones(work, {sealing.phone_index(master_key, row.phone) for row in rows}),
        days_off=await _days_off(work, rows),
        master_key=master_key,
    )


async def _funding(work: Work, branch_ids: Iterable[UUID]) -> dict[UUID, UUID]:
    found = {}
    for branch_id in sorted(branch_ids):
        try:
            found[branch_id] = (await funding.account_for(work, branch_id)).id
        except NoFundingAccount:
            continue
    return found


async def _brought_in(work: Work, numbers: Iterable[str]) -> frozenset[str]:
    found: set[str] = set()
    for some in pieces(numbers, AT_ONCE):
        given = bindparam(None, some, type_=ARRAY(Text), unique=True)
        wanted = select(LoanImportNumber.number).where(LoanImportNumber.number == func.any(given))
        found.update(await work.session.scalars(wanted))
    return frozenset(found)


async def _holders(work: Work, indexes: Iterable[bytes]) -> dict[bytes, Holder]:
    """Customers by the blind index of their number, with their names in clear to compare."""
    found = {}
    for some in pieces(sorted(indexes), AT_ONCE):
        given = bindparam(None, some, type_=ARRAY(LargeBinary), unique=True)
        wanted = (
            select(IdentityClaim.value_index, Customer, CustomerKey.wrapped)
            .join(Customer, Customer.customer_id == IdentityClaim.customer_id)
            .join(CustomerKey, CustomerKey.customer_id == Customer.customer_id)
            .where(IdentityClaim.kind.in_((ClaimKind.ID_NUMBER, ClaimKind.CREDIT_CODE)))
            .where(IdentityClaim.value_index == func.any(given), within(Customer, work.scope))
        )
        for index, customer, wrapped in await work.session.execute(wanted):
            key = crypto.unwrap(work.ports.master_key, wrapped, customer.id)
            found[index] = Holder(
                customer.id,
                customer.branch_id,
                customer.officer_id,
                customer.kind,
                customer.state is CustomerState.ACTIVE,
                sealing.opened(key, customer, "name") or "",
            )
    return found


async def _phones(work: Work, indexes: Iterable[bytes]) -> dict[bytes, UUID]:
    found: dict[bytes, UUID] = {}
    for some in pieces(sorted(indexes), AT_ONCE):
        given = bindparam(None, some, type_=ARRAY(LargeBinary), unique=True)
        wanted = select(IdentityClaim.value_index, IdentityClaim.customer_id).where(
            IdentityClaim.kind == ClaimKind.PHONE, IdentityClaim.value_index == func.any(given)
        )
        found.update((index, customer_id) for index, customer_id in await work.session.execute(wanted))
    return found


async def _days_off(work: Work, rows: Sequence[SheetRow]) -> frozenset[date]:
    if not rows:
        return frozenset()
    last = max(add_months(row.start_on, row.term_months + ROLL_MONTHS) for row in rows)
    return (await reference.days_off(work, min(row.start_on for row in rows), last)).days
