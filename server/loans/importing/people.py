"""Customers of a sheet: found by their number, or entered as every registration enters them.

No consent is made up: the loan contract is what their data are kept for (个人信息保护法 article 13), and a new
application asks for consent like any other.
"""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import text

from server.customers import sealing
from server.customers.models import ClaimKind, Customer, CustomerExposure, CustomerKind, CustomerState, IdentityClaim
from server.customers.service.lookup import claim_kind
from server.kit import crypto
from server.kit.data_keys import CustomerKey
from server.kit.tables.bulk import insert_rows
from server.kit.work import Work
from server.loans.importing.checking import Ready

LOCK = text(
    "SELECT customer_id, group_id FROM customer_exposures WHERE customer_id = ANY(CAST(:ids AS uuid[])) "
    "ORDER BY customer_id FOR UPDATE"
)
LOCK_GROUPS = text("SELECT id FROM group_exposures WHERE id = ANY(CAST(:ids AS uuid[])) ORDER BY id FOR UPDATE")
ADD = text(
    "UPDATE customer_exposures e SET outstanding_fen = e.outstanding_fen + d.fen "
    "FROM unnest(CAST(:ids AS uuid[]), CAST(:fen AS bigint[])) AS d (id, fen) WHERE e.customer_id = d.id"
)
ADD_TO_GROUPS = text(
    "UPDATE group_exposures g SET outstanding_fen = g.outstanding_fen + d.fen "
    "FROM unnest(CAST(:ids AS uuid[]), CAST(:fen AS bigint[])) AS d (id, fen) WHERE g.id = d.id"
)


async def customers_of(work: Work, rows: Sequence[Ready]) -> dict[bytes, UUID]:
    """The customer of each row by the blind index of his number; who is new is entered, with nothing lent yet."""
    known = {row.number_index: row.customer_id for row in rows if row.customer_id is not None}
    new = {row.number_index: row for row in rows if row.customer_id is None}
    made = {index: work.new_id() for index in new}
    owners = [(made[index], row) for index, row in new.items()]
    keys = {customer_id: crypto.new_data_key(work.ports.master_key, customer_id) for customer_id, _ in owners}
    own = {
        customer_id: {"customer_id": customer_id, "branch_id": row.branch_id, "officer_id": row.officer_id}
        for customer_id, row in owners
    }
    now = work.now
    await insert_rows(
        work.session,
        CustomerKey,
        [{**own[each], "id": each, "wrapped": keys[each], "created_at": now} for each, _ in owners],
    )
    await insert_rows(
        work.session, Customer, [{**own[each], **_customer(work, each, row, keys[each])} for each, row in owners]
    )
    nothing = {"outstanding_fen": 0, "committed_fen": 0}
    await insert_rows(work.session, CustomerExposure, [{**own[each], "id": each, **nothing} for each, _ in owners])
    claims = [
        {**own[each], "kind": kind, "value_index": index, "claimed_at": now}
        for each, row in owners
        for kind, index in _claims(row)
    ]
    await insert_rows(work.session, IdentityClaim, claims)
    return known | made


async def add_exposures(work: Work, amounts_fen: dict[UUID, int]) -> None:
    """Change what customers and their groups owe, under their locks: customers first, in the order of their ids."""
    if not amounts_fen:
        return
    ids = sorted(amounts_fen)
    groups: dict[UUID, int] = {}
    for customer_id, group_id in await work.session.execute(LOCK, {"ids": ids}):
        if group_id is not None:
            groups[group_id] = groups.get(group_id, 0) + amounts_fen[customer_id]
    await work.session.execute(ADD, {"ids": ids, "fen": [amounts_fen[each] for each in ids]})
    if groups:
        await work.session.execute(LOCK_GROUPS, {"ids": sorted(groups)})
        await work.session.execute(ADD_TO_GROUPS, {"ids": list(groups), "fen": list(groups.values())})


def _claims(ready: Ready) -> Iterable[tuple[ClaimKind, bytes]]:
    """A person claims his phone too; a company may share one with its owner."""
    yield claim_kind(ready.row.kind), ready.number_index
    if ready.row.kind is CustomerKind.PERSON:
        yield ClaimKind.PHONE, ready.phone_index


def _customer(work: Work, customer_id: UUID, ready: Ready, wrapped: bytes) -> dict[str, Any]:
    row, master = ready.row, work.ports.master_key
    key = crypto.unwrap(master, wrapped, customer_id)
    legal = row.legal_representative if row.kind is CustomerKind.COMPANY else None
    return {
        "id": customer_id,
        "kind": row.kind,
        "state": CustomerState.ACTIVE,
        **sealing.name_columns(master, key, customer_id, row.name, row.kind),
        **sealing.number_columns(master, key, customer_id, row.number),
        **sealing.phone_columns(master, key, customer_id, row.phone),
        "legal_representative_cipher": sealing.representative_cipher(key, customer_id, legal) if legal else None,
        **sealing.person_columns(master, row.name, row.number, row.kind),
        "created_at": work.now,
        "registered_at": work.now,
        "version": 1,
    }
