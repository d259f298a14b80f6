"""Who is connected with a customer, and which other customers of the house that points to."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from sqlalchemy import insert

from server.customers import rules, sealing
from server.customers.errors import NumberUnsound
from server.customers.relations import queries
from server.customers.relations.errors import PartyIsCustomer, ShareUnsound, TooManyRows
from server.customers.relations.models import PartyKind, RelatedParty
from server.customers.relations.rows import end, owner_of
from server.customers.service.lookup import customer_of
from server.identity.guard import read, use_case
from server.identity.operations import Operation
from server.kit import crypto
from server.kit.data_keys import data_key
from server.kit.work import Work
from server.reference import number_formats

TABLE: Final = "related_parties"
PARTIES_MAX: Final = 30
OWNERS: Final = frozenset({PartyKind.SHAREHOLDER, PartyKind.CONTROLLER})
SHARE_PLACES: Final = Decimal("0.000001")
SIGNS: Final[dict[str, tuple[str, str]]] = {
    "spouse": ("配偶", "spouse"),
    "shareholder": ("股东", "shareholder"),
    "controller": ("实际控制人", "controller"),
    "legal_representative": ("法定代表人", "legal representative"),
    "guarantor_of": ("担保关系", "one guarantees the other"),
    "affiliate": ("同一控制", "under one control"),
    "same_address": ("同一地址", "same address"),
    "same_phone": ("同一电话", "same phone"),
    "contact": ("互为联系人", "one is the other's contact"),
    "shared_contact": ("共同联系人", "both name one contact"),
}


@use_case(Operation.CUSTOMER_AMEND)
async def record_party(
    work: Work,
    *,
    customer_id: UUID,
    kind: PartyKind,
    name: str,
    number: str | None = None,
    related_id: UUID | None = None,
    share: Decimal | None = None,
) -> UUID:
    """Record somebody connected with a customer. Returns the customer.

    `number` is an identity number or a credit code; `related_id` his own record, where he is a customer in sight.
    `share` is his part of the capital, 0 to 1. Raises NotFound (customerId, relatedId), NameUnsound, NumberUnsound,
    PartyIsCustomer, ShareUnsound, TooManyRows.
    """
    told, digits = rules.sound_name(name), _sound_number(work, number)
    if share is not None and (kind not in OWNERS or not share.is_finite() or not 0 < share <= 1):
        raise ShareUnsound(field="share")
    customer = await customer_of(work, customer_id, lock=True)
    if related_id is not None:
        await customer_of(work, related_id, "relatedId")
    known = await queries.living(work.session, work.scope, RelatedParty, customer_id)
    if len(known) >= PARTIES_MAX:
        raise TooManyRows(field="customerId", limit=PARTIES_MAX)
    party_id, key = work.new_id(), await data_key(work, customer_id)
    columns = _number_columns(work, key, party_id, digits)
    if related_id == customer_id or (digits and columns["number_index"] == customer.number_index):
        raise PartyIsCustomer(field="relatedId" if related_id == customer_id else "number")
    columns |= {
        "kind": kind,
        "name_cipher": crypto.encrypt(key, told.encode(), crypto.cell(TABLE, "name", party_id)),
        "name_masked": crypto.mask_name(told),
        "related_id": related_id,
        "share": None if share is None else share.quantize(SHARE_PLACES),
    }
    await work.session.execute(insert(RelatedParty).values(**owner_of(work, customer), id=party_id, **columns))
    work.touch("customer", customer_id, party=str(party_id), party_kind=kind.value)
    return customer_id


@use_case(Operation.CUSTOMER_AMEND)
async def end_party(work: Work, *, party_id: UUID) -> UUID:
    """Somebody is not connected any more; the row stays. Returns the customer. Raises NotFound, EndedAlready."""
    return await end(work, RelatedParty, party_id, "partyId")


@dataclass(frozen=True)
class Connection:
    """Another customer of the house, what points to him, and the group that he is in."""

    customer_id: UUID
    name_masked: str
    signs: tuple[str, ...]
    zh: str
    en: str
    group_id: UUID | None
    group_name: str | None


@read(Operation.CUSTOMER_GROUP)
async def connections(work: Work, *, customer_id: UUID) -> list[Connection]:
    """Other customers in sight whom parties, numbers and phones connect with this one: who may belong to his group.

    What stands in his file counts, and what stands in theirs. Raises NotFound.
    """
    await customer_of(work, customer_id)
    found: dict[UUID, list[Any]] = {}
    for row in await queries.connected(work.session, work.scope, customer_id):
        found.setdefault(row[0], []).append(row)
    return [_connection(rows) for rows in found.values()]


def _connection(rows: Sequence[Any]) -> Connection:
    customer_id, name, group_id, group_name, _ = rows[0]
    signs = tuple(row[4] for row in rows)
    zh = "、".join(SIGNS[sign][0] for sign in signs)
    en = ", ".join(SIGNS[sign][1] for sign in signs)
    return Connection(customer_id, name or "", signs, zh, en, group_id, group_name)


def _sound_number(work: Work, number: str | None) -> str | None:
    """An identity number or a credit code, normalised. Raises NumberUnsound (field number)."""
    if number is None or not number.strip():
        return None
    digits = number_formats.normalise(number)
    problem = number_formats.identity_problem(digits, work.today)
    if problem and number_formats.credit_code_problem(digits):
        raise NumberUnsound(field="number", reason=problem)
    return digits


def _number_columns(work: Work, key: bytes, party_id: UUID, digits: str | None) -> dict[str, Any]:
    if digits is None:
        return {"number_cipher": None, "number_index": None, "number_masked": None}
    return {
        "number_cipher": crypto.encrypt(key, digits.encode(), crypto.cell(TABLE, "number", party_id)),
        "number_index": sealing.number_index(work.ports.master_key, digits),
        "number_masked": crypto.mask_tail(digits, head=6),
    }
