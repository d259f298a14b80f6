"""Every select of customers. A row out of scope does not exist."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from server.customers.models import (
    BankAccount,
    BankAccountState,
    ClaimKind,
    ConfirmedIdentity,
    Consent,
    Customer,
    CustomerExposure,
    GroupExposure,
    IdentityClaim,
    IdentityReview,
    ReviewState,
)
from server.customers.search import Search
from server.kit.database import within
from server.kit.scope import Scope

PAGE_ROWS = 20
PAGE_ROWS_MAX = 100


@dataclass(frozen=True)
class After:
    """The last row of the page before: newest customers come first."""

    created_at: datetime
    id: UUID


async def customer_by_id(
    session: AsyncSession, scope: Scope, customer_id: UUID, *, lock: bool = False
) -> Customer | None:
    wanted = select(Customer).where(Customer.customer_id == customer_id, within(Customer, scope))
    wanted = wanted.with_for_update() if lock else wanted
    return (await session.execute(wanted.execution_options(populate_existing=lock))).scalar_one_or_none()


def page_statement(scope: Scope, *, search: Search | None, after: After | None, limit: int) -> Select[Customer]:
    """Customers in sight, newest first."""
    wanted = select(Customer).where(within(Customer, scope), *_matches(search))
    if after is not None:
        wanted = wanted.where(tuple_(Customer.created_at, Customer.id) < tuple_(after.created_at, after.id))
    newest = wanted.order_by(Customer.created_at.desc(), Customer.id.desc())
    return newest.limit(max(1, min(limit, PAGE_ROWS_MAX)))


async def page(
    session: AsyncSession,
    scope: Scope,
    *,
    search: Search | None = None,
    after: After | None = None,
    limit: int = PAGE_ROWS,
) -> Sequence[Customer]:
    statement = page_statement(scope, search=search, after=after, limit=limit)
    return (await session.execute(statement)).scalars().all()


async def count(session: AsyncSession, scope: Scope, *, search: Search | None = None) -> int:
    wanted = select(func.count()).select_from(Customer).where(within(Customer, scope), *_matches(search))
    return int((await session.execute(wanted)).scalar_one())


def _matches(search: Search | None) -> Sequence[ColumnElement[bool]]:
    """Ranges and equalities only: LIKE is not leakproof and would lose its index under the row policies."""
    if search is None:
        return ()
    parts: list[ColumnElement[bool]] = []
    if search.initials:
        upper = search.initials[:-1] + chr(ord(search.initials[-1]) + 1)
        parts.append(and_(Customer.name_sort >= search.initials, Customer.name_sort < upper))
    if search.family_name:
        parts.append(func.left(Customer.name_masked, 1) == search.family_name)
    if search.last4:
        parts.append((Customer.number_last4 == search.last4) | (Customer.phone_last4 == search.last4))
    if search.number_index:
        parts.append((Customer.number_index == search.number_index) | (Customer.phone_index == search.phone_index))
    return parts


async def claim_holder(session: AsyncSession, kind: ClaimKind, value_index: bytes) -> UUID | None:
    """Who holds a number, if he is in sight of the row policies; None tells nothing."""
    wanted = select(IdentityClaim.customer_id).where(
        IdentityClaim.kind == kind, IdentityClaim.value_index == value_index
    )
    return (await session.execute(wanted)).scalar_one_or_none()


async def confirmed_numbers(session: AsyncSession, scope: Scope, customer_id: UUID, kind: ClaimKind) -> Sequence[bytes]:
    """Blind indexes of the numbers on confirmed documents, the newest first."""
    wanted = (
        select(ConfirmedIdentity.value_index)
        .where(
            ConfirmedIdentity.customer_id == customer_id,
            ConfirmedIdentity.kind == kind,
            within(ConfirmedIdentity, scope),
        )
        .order_by(ConfirmedIdentity.id.desc())
    )
    return (await session.execute(wanted)).scalars().all()


async def consent_of(session: AsyncSession, scope: Scope, customer_id: UUID, purpose: str) -> Consent | None:
    """The newest consent for a purpose."""
    wanted = (
        select(Consent)
        .where(Consent.customer_id == customer_id, Consent.purpose == purpose, within(Consent, scope))
        .order_by(Consent.given_at.desc())
        .limit(1)
    )
    return (await session.execute(wanted)).scalar_one_or_none()


async def account_by_id(
    session: AsyncSession, scope: Scope, account_id: UUID, *, lock: bool = False
) -> BankAccount | None:
    wanted = select(BankAccount).where(BankAccount.id == account_id, within(BankAccount, scope))
    wanted = wanted.with_for_update() if lock else wanted
    return (await session.execute(wanted.execution_options(populate_existing=lock))).scalar_one_or_none()


async def account_by_number(
    session: AsyncSession, scope: Scope, customer_id: UUID, number_index: bytes
) -> BankAccount | None:
    wanted = select(BankAccount).where(
        BankAccount.customer_id == customer_id, BankAccount.number_index == number_index, within(BankAccount, scope)
    )
    return (await session.execute(wanted.with_for_update())).scalar_one_or_none()


async def accounts_of(session: AsyncSession, scope: Scope, customer_id: UUID) -> Sequence[BankAccount]:
    """The customer's accounts, newest first."""
    wanted = select(BankAccount).where(BankAccount.customer_id == customer_id, within(BankAccount, scope))
    return (await session.execute(wanted.order_by(BankAccount.bound_at.desc(), BankAccount.id.desc()))).scalars().all()


async def verified_account(session: AsyncSession, scope: Scope, customer_id: UUID) -> BankAccount | None:
    """The account verified last."""
    wanted = (
        select(BankAccount)
        .where(
            BankAccount.customer_id == customer_id,
            BankAccount.state == BankAccountState.VERIFIED,
            within(BankAccount, scope),
        )
        .order_by(BankAccount.verified_at.desc(), BankAccount.id.desc())
        .limit(1)
    )
    return (await session.execute(wanted)).scalar_one_or_none()


async def exposure_of(
    session: AsyncSession, scope: Scope, customer_id: UUID, *, lock: bool = False
) -> CustomerExposure | None:
    wanted = select(CustomerExposure).where(
        CustomerExposure.customer_id == customer_id, within(CustomerExposure, scope)
    )
    wanted = wanted.with_for_update() if lock else wanted
    return (await session.execute(wanted.execution_options(populate_existing=True))).scalar_one_or_none()


async def group_by_id(session: AsyncSession, group_id: UUID, *, lock: bool = False) -> GroupExposure | None:
    """A group; the row policies show it to those who see a member."""
    wanted = select(GroupExposure).where(GroupExposure.id == group_id)
    wanted = wanted.with_for_update() if lock else wanted
    return (await session.execute(wanted.execution_options(populate_existing=True))).scalar_one_or_none()


async def open_reviews(session: AsyncSession, scope: Scope, *, limit: int = PAGE_ROWS) -> Sequence[IdentityReview]:
    """Numbers that headquarters has to look into, oldest first."""
    wanted = select(IdentityReview).where(IdentityReview.state == ReviewState.OPEN, within(IdentityReview, scope))
    return (await session.execute(wanted.order_by(IdentityReview.opened_at).limit(limit))).scalars().all()
