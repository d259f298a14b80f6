"""Every select of customers. A row out of scope does not exist."""

from collections.abc import Sequence
from functools import cache
from uuid import UUID

from sqlalchemy import Select, bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from server.customers.models import (
    BankAccount,
    BankAccountState,
    ClaimKind,
    ConfirmedIdentity,
    Consent,
    Customer,
    CustomerExposure,
    CustomerState,
    GroupExposure,
    IdentityClaim,
)
from server.customers.trails.models import ConsentWithdrawal
from server.kit.database import within, within_bounds
from server.kit.scope import Scope


async def customer_by_id(
    session: AsyncSession, scope: Scope, customer_id: UUID, *, lock: bool = False
) -> Customer | None:
    wanted = select(Customer).where(Customer.customer_id == customer_id, within(Customer, scope))
    wanted = wanted.with_for_update() if lock else wanted
    return (await session.execute(wanted.execution_options(populate_existing=lock))).scalar_one_or_none()


async def claim_holder(session: AsyncSession, kind: ClaimKind, value_index: bytes) -> UUID | None:
    """Who holds a number, if he is in sight of the row policies; None tells nothing."""
    wanted = select(IdentityClaim.customer_id).where(
        IdentityClaim.kind == kind, IdentityClaim.value_index == value_index
    )
    return (await session.execute(wanted)).scalar_one_or_none()


async def claim_of(session: AsyncSession, kind: ClaimKind, value_index: bytes) -> IdentityClaim | None:
    """The claim on a number, if it is in sight of the row policies."""
    wanted = select(IdentityClaim).where(IdentityClaim.kind == kind, IdentityClaim.value_index == value_index)
    return (await session.execute(wanted)).scalar_one_or_none()


async def namesakes(session: AsyncSession, scope: Scope, customer_id: UUID, person_index: bytes) -> Sequence[UUID]:
    """The officers of other registered customers in sight with this name and date of birth."""
    wanted = select(Customer.officer_id).where(
        Customer.person_index == person_index,
        Customer.state == CustomerState.ACTIVE,
        Customer.customer_id != customer_id,
        within(Customer, scope),
    )
    return (await session.execute(wanted)).scalars().all()


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
    """The newest consent for a purpose that was not taken back since."""
    taken_back = select(ConsentWithdrawal.id).where(
        ConsentWithdrawal.customer_id == Consent.customer_id,
        ConsentWithdrawal.purpose == Consent.purpose,
        ConsentWithdrawal.withdrawn_at >= Consent.given_at,
    )
    wanted = (
        select(Consent)
        .where(
            Consent.customer_id == customer_id,
            Consent.purpose == purpose,
            within(Consent, scope),
            ~taken_back.exists(),
        )
        .order_by(Consent.given_at.desc())
        .limit(1)
    )
    return (await session.execute(wanted)).scalar_one_or_none()


async def standing_consents(session: AsyncSession, scope: Scope, customer_id: UUID) -> dict[str, str]:
    """The purposes that a customer agrees to now, each with the newest text he has agreed to."""
    taken_back = select(ConsentWithdrawal.id).where(
        ConsentWithdrawal.customer_id == Consent.customer_id,
        ConsentWithdrawal.purpose == Consent.purpose,
        ConsentWithdrawal.withdrawn_at >= Consent.given_at,
    )
    wanted = select(Consent.purpose, Consent.text_version).where(
        Consent.customer_id == customer_id, within(Consent, scope), ~taken_back.exists()
    )
    rows = await session.execute(wanted.order_by(Consent.given_at, Consent.id))
    return {row.purpose: row.text_version for row in rows}


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
    bounds = scope.bounds
    wanted = _exposure_of(tuple(bounds), lock=lock)
    return (await session.execute(wanted, {"customer": customer_id, **bounds})).scalar_one_or_none()


@cache
def _exposure_of(bounds: tuple[str, ...], *, lock: bool) -> Select[CustomerExposure]:
    own = (CustomerExposure.customer_id == bindparam("customer"), within_bounds(CustomerExposure, bounds))
    wanted = select(CustomerExposure).where(*own).execution_options(populate_existing=True)
    return wanted.with_for_update() if lock else wanted


async def group_by_id(session: AsyncSession, group_id: UUID, *, lock: bool = False) -> GroupExposure | None:
    """A group; the row policies show it to those who see a member."""
    wanted = select(GroupExposure).where(GroupExposure.id == group_id)
    wanted = wanted.with_for_update() if lock else wanted
    return (await session.execute(wanted.execution_options(populate_existing=True))).scalar_one_or_none()
