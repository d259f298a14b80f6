"""Contacts, related parties and assets of customers."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncSession

from server.customers import sealing
from server.customers.relations.models import (
    AssetKind,
    ContactKind,
    ContactRelation,
    CustomerAsset,
    CustomerContact,
    PartyKind,
    RelatedParty,
)
from server.kit import crypto
from tests.factories.customers import PLANTED_AT, Planted
from tests.fixtures.world import MASTER_KEY

CONTACT_NAME, CONTACT_PHONE = "李小红", "19900990099"


async def plant_contact(owner: AsyncSession, customer: Planted, *, phone: str = CONTACT_PHONE, **columns: Any) -> UUID:
    """A contact who has agreed to be called."""
    contact_id = uuid4()
    row = {
        "kind": ContactKind.EMERGENCY,
        "relation": ContactRelation.SPOUSE,
        "name_cipher": _sealed(customer, "customer_contacts", "name", contact_id, CONTACT_NAME),
        "name_masked": crypto.mask_name(CONTACT_NAME),
        "phone_cipher": _sealed(customer, "customer_contacts", "phone", contact_id, phone),
        "phone_index": sealing.phone_index(MASTER_KEY, phone),
        "phone_masked": crypto.mask_tail(phone),
        "agreed_on": date(2026, 2, 1),
    }
    return await _plant(owner, CustomerContact, customer, contact_id, row | columns)


async def plant_party(
    owner: AsyncSession, customer: Planted, *, number: str | None = None, name: str = "赵大力", **columns: Any
) -> UUID:
    """A related party, with a number where one is given."""
    party_id = uuid4()
    row: dict[str, Any] = {
        "kind": PartyKind.SPOUSE,
        "name_cipher": _sealed(customer, "related_parties", "name", party_id, name),
        "name_masked": crypto.mask_name(name),
    }
    if number:
        row |= {
            "number_cipher": _sealed(customer, "related_parties", "number", party_id, number),
            "number_index": sealing.number_index(MASTER_KEY, number),
            "number_masked": crypto.mask_tail(number, head=6),
        }
    return await _plant(owner, RelatedParty, customer, party_id, row | columns)


async def plant_asset(owner: AsyncSession, customer: Planted, **columns: Any) -> UUID:
    """A flat worth 800,000.00."""
    row = {
        "kind": AssetKind.REAL_ESTATE,
        "description": "住宅一套",
        "value_fen": 80_000_000,
        "owed_fen": 0,
        "as_of": date(2026, 2, 1),
    }
    return await _plant(owner, CustomerAsset, customer, uuid4(), row | columns)


async def _plant(owner: AsyncSession, model: Any, customer: Planted, row_id: UUID, row: dict[str, Any]) -> UUID:
    written = {"recorded_by": customer.officer_id, "recorded_at": PLANTED_AT}
    await owner.execute(insert(model).values(**customer.owner_columns, id=row_id, **(written | row)))
    await owner.commit()
    return row_id


def _sealed(customer: Planted, table: str, column: str, row_id: UUID, value: str) -> bytes:
    return crypto.encrypt(customer.key, value.encode(), crypto.cell(table, column, row_id))
