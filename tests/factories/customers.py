"""Customers: prospects, registered borrowers, their accounts, groups, and many at once."""

import itertools
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import insert, update
from sqlalchemy.ext.asyncio import AsyncSession

from server.customers import sealing
from server.customers.models import (
    BankAccount,
    BankAccountState,
    ClaimKind,
    Consent,
    Customer,
    CustomerExposure,
    CustomerKind,
    CustomerState,
    GroupExposure,
    IdentityClaim,
)
from server.kit import crypto
from server.kit.data_keys import CustomerKey
from server.reference.number_formats import credit_check_character, identity_check_character
from tests.fixtures.world import MASTER_KEY, STAFF, id_of

PLANTED_AT = datetime(2026, 2, 1, tzinfo=UTC)
PURPOSE = "personal_data"
TEXT_VERSION = "2026-01"
SEQUENCES = range(980, 990)  # practically unassigned
SYLLABLES = 400
"""So many there are, more or less."""

_serials = itertools.count(1)


@dataclass(frozen=True)
class Planted:
    """A planted customer: ids, and the clear values to compare with. `key` is his clear data key."""

    customer_id: UUID
    branch_id: UUID
    officer_id: UUID
    name: str
    number: str
    phone: str
    key: bytes
    account_id: UUID | None = None
    account_number: str | None = None

    @property
    def owner_columns(self) -> dict[str, UUID]:
        """The columns that every scoped row of this customer carries."""
        return {"customer_id": self.customer_id, "branch_id": self.branch_id, "officer_id": self.officer_id}


def identity_number(serial: int, *, born: date = date(1985, 1, 1)) -> str:
    """A sound invented identity number; other serials give other numbers, born up to a year after `born`."""
    days, sequence = serial % 365, SEQUENCES[serial // 365 % len(SEQUENCES)]
    body = f"110101{born + timedelta(days=days):%Y%m%d}{sequence}"
    return body + identity_check_character(body)


def credit_code(serial: int) -> str:
    """A sound invented unified social credit code."""
    body = f"91110105{serial:08d}Y"
    return body + credit_check_character(body)


def phone_number(serial: int) -> str:
    return f"199{serial:08d}"


def branch_of(login: str) -> UUID:
    """The branch where a member of the test world's staff works."""
    return id_of(next(post.branch for post in STAFF if post.login == login))


async def plant_prospect(owner: AsyncSession, *, officer: str = "officer.east1", name: str = "") -> Planted:
    """A customer in state prospect: key, empty row, exposure of nothing."""
    serial = next(_serials)
    customer_id = uuid4()
    key_row, key = _data_key(customer_id)
    planted = Planted(
        customer_id,
        branch_of(officer),
        id_of(officer),
        name or "王小明",
        identity_number(serial),
        phone_number(serial),
        key,
    )
    own = planted.owner_columns | {"id": customer_id}
    await owner.execute(insert(CustomerKey).values(**own, wrapped=key_row, created_at=PLANTED_AT))
    await owner.execute(
        insert(Customer).values(
            **own, kind=CustomerKind.PERSON, state=CustomerState.PROSPECT, created_at=PLANTED_AT, version=1
        )
    )
    await owner.execute(insert(CustomerExposure).values(**own, outstanding_fen=0, committed_fen=0))
    await owner.commit()
    return planted


async def plant_customer(
    owner: AsyncSession,
    *,
    officer: str = "officer.east1",
    name: str = "王小明",
    kind: CustomerKind = CustomerKind.PERSON,
    number: str | None = None,
    outstanding_fen: int = 0,
    committed_fen: int = 0,
    group_id: UUID | None = None,
    account: bool = True,
    **columns: Any,
) -> Planted:
    """A registered customer with consent, claims and a verified account, by default ready to apply but for his ID card.

    `columns` override the row, e.g. `income_monthly_fen=None`. `tests.factories.documents.plant_borrower` adds the
    confirmed ID card.
    """
    planted = await plant_prospect(owner, officer=officer, name=name)
    if kind is CustomerKind.COMPANY:
        number = number or credit_code(next(_serials))
    if number:
        planted = Planted(*_values(planted, number=number))
    await _register(owner, planted, kind, columns)
    exposure = {"outstanding_fen": outstanding_fen, "committed_fen": committed_fen, "group_id": group_id}
    await owner.execute(
        update(CustomerExposure).where(CustomerExposure.customer_id == planted.customer_id).values(**exposure)
    )
    await owner.commit()
    return await plant_account(owner, planted) if account else planted


async def plant_account(
    owner: AsyncSession,
    customer: Planted,
    *,
    state: BankAccountState = BankAccountState.VERIFIED,
    account_number: str | None = None,
) -> Planted:
    """A bank account of the customer."""
    account_id, number = uuid4(), account_number or f"62170099{next(_serials):011d}"
    sealed = sealing.account_columns(MASTER_KEY, customer.key, account_id, number, customer.phone)
    await owner.execute(
        insert(BankAccount).values(
            **customer.owner_columns,
            **sealed,
            id=account_id,
            bank_name="工商银行",
            state=state,
            bound_at=PLANTED_AT,
            checks=1,
            verified_at=PLANTED_AT if state is BankAccountState.VERIFIED else None,
            version=1,
        )
    )
    await owner.commit()
    return Planted(*_values(customer, account_id=account_id, account_number=number))


async def plant_consent(owner: AsyncSession, customer: Planted, purpose: str) -> None:
    """He has agreed to a purpose too."""
    agreed = {"id": uuid4(), "purpose": purpose, "text_version": TEXT_VERSION, "given_at": PLANTED_AT}
    await owner.execute(insert(Consent).values(**customer.owner_columns, **agreed, taken_by=customer.officer_id))
    await owner.commit()


async def plant_group(
    owner: AsyncSession, *, outstanding_fen: int = 0, committed_fen: int = 0, name: str = "测试集团"
) -> UUID:
    """A group; its members name it by `plant_customer(..., group_id=...)`. The sums are the group's own, given here."""
    group_id = uuid4()
    await owner.execute(
        insert(GroupExposure).values(
            id=group_id,
            name=name,
            outstanding_fen=outstanding_fen,
            committed_fen=committed_fen,
            created_at=PLANTED_AT,
        )
    )
    await owner.commit()
    return group_id


async def plant_many(owner: AsyncSession, count: int, *, officer: str = "officer.east1") -> list[UUID]:
    """Many active customers of one officer, for plans and pages: rows without keys, so nothing can be revealed."""
    ids = [uuid4() for _ in range(count)]
    own = {"branch_id": branch_of(officer), "officer_id": id_of(officer)}
    rows = [
        own
        | {
            "customer_id": customer_id,
            "id": customer_id,
            "kind": CustomerKind.PERSON,
            "state": CustomerState.ACTIVE,
            "name_masked": "王*明",
            "name_sort": f"wxm{chr(97 + at % 26)}",
            "name_index": [(at % SYLLABLES).to_bytes(8), customer_id.bytes[:8]],
            "number_index": customer_id.bytes,
            "number_last4": f"{at % 10_000:04d}",
            "phone_last4": f"{at % 10_000:04d}",
            "created_at": PLANTED_AT + timedelta(seconds=at),
            "version": 1,
        }
        for at, customer_id in enumerate(ids)
    ]
    await owner.execute(insert(Customer), rows)
    nothing = {"outstanding_fen": 0, "committed_fen": 0}
    await owner.execute(insert(CustomerExposure), [own | nothing | {"customer_id": i, "id": i} for i in ids])
    await owner.commit()
    return ids


def _values(planted: Planted, **changes: Any) -> tuple[Any, ...]:
    names = Planted.__dataclass_fields__
    return tuple(changes.get(name, getattr(planted, name)) for name in names)


def _data_key(customer_id: UUID) -> tuple[bytes, bytes]:
    wrapped = crypto.new_data_key(MASTER_KEY, customer_id)
    return wrapped, crypto.unwrap(MASTER_KEY, wrapped, customer_id)


async def _register(owner: AsyncSession, planted: Planted, kind: CustomerKind, columns: dict[str, Any]) -> None:
    customer_id, key = planted.customer_id, planted.key
    person = kind is CustomerKind.PERSON
    row = {
        "kind": kind,
        "state": CustomerState.ACTIVE,
        **sealing.person_columns(MASTER_KEY, planted.name, planted.number, kind),
        "income_monthly_fen": 2_000_000,
        "debt_monthly_fen": 100_000,
        "registered_at": PLANTED_AT,
        **sealing.name_columns(MASTER_KEY, key, customer_id, planted.name, kind),
        **sealing.number_columns(MASTER_KEY, key, customer_id, planted.number),
        **sealing.phone_columns(MASTER_KEY, key, customer_id, planted.phone),
    }
    await owner.execute(update(Customer).where(Customer.customer_id == customer_id).values(**(row | columns)))
    claims = [
        (ClaimKind.ID_NUMBER if person else ClaimKind.CREDIT_CODE, row["number_index"]),
        *([(ClaimKind.PHONE, row["phone_index"])] if person else []),
    ]
    for claim, index in claims:
        claimed = {"kind": claim, "value_index": index, "claimed_at": PLANTED_AT}
        await owner.execute(insert(IdentityClaim).values(**planted.owner_columns, **claimed))
    agreed = {"id": uuid4(), "purpose": PURPOSE, "text_version": TEXT_VERSION, "given_at": PLANTED_AT}
    await owner.execute(insert(Consent).values(**planted.owner_columns, **agreed, taken_by=planted.officer_id))
