"""Customers of a sheet entered, many at once, each as a registration would enter him."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from server.customers import sealing
from server.customers.importing.checking import Ready
from server.customers.models import (
    ClaimKind,
    Consent,
    Customer,
    CustomerExposure,
    CustomerKind,
    CustomerState,
    IdentityClaim,
)
from server.customers.rating.models import RatingCause
from server.customers.service.lookup import PERSONAL_DATA, claim_kind
from server.customers.service.registering import CONSENT_TEXT_VERSION
from server.kit import crypto
from server.kit.clock import start_of
from server.kit.data_keys import CustomerKey
from server.kit.tables.bulk import insert_rows
from server.kit.work import Work

MORNING: Final = timedelta(hours=9)


async def enter(work: Work, rows: Sequence[Ready]) -> list[UUID]:
    """Enter customers who were checked in this transaction (a building block), and leave a job that rates them.

    A rival who claimed one of their numbers meanwhile makes the whole page fail and be checked anew.
    """
    if not rows:
        return []
    made = [(work.new_id(), row) for row in rows]
    master, now = work.ports.master_key, work.now
    wrapped = {customer_id: crypto.new_data_key(master, customer_id) for customer_id, _ in made}
    own = {
        customer_id: {"customer_id": customer_id, "branch_id": row.branch_id, "officer_id": row.officer_id}
        for customer_id, row in made
    }
    claims = [
        {**own[each], "kind": kind, "value_index": index, "claimed_at": now}
        for each, row in made
        for kind, index in _claims(row)
    ]
    await insert_rows(work.session, IdentityClaim, claims)
    keys = [{**own[each], "id": each, "wrapped": wrapped[each], "created_at": now} for each, _ in made]
    await insert_rows(work.session, CustomerKey, keys)
    await insert_rows(
        work.session, Customer, [{**own[each], **_customer(work, each, row, wrapped[each])} for each, row in made]
    )
    nothing = {"outstanding_fen": 0, "committed_fen": 0}
    await insert_rows(work.session, CustomerExposure, [{**own[each], "id": each, **nothing} for each, _ in made])
    await insert_rows(work.session, Consent, [{**own[each], **_consent(work, row)} for each, row in made])
    ids = [each for each, _ in made]
    work.defer("rate_customers", customer_ids=[str(each) for each in ids], cause=RatingCause.REGISTERED.value)
    return ids


def _claims(ready: Ready) -> Iterable[tuple[ClaimKind, bytes]]:
    """A person claims his phone too; a company may share one with its owner."""
    yield claim_kind(ready.row.kind), ready.number_index
    if ready.row.kind is CustomerKind.PERSON:
        yield ClaimKind.PHONE, ready.phone_index


def _consent(work: Work, ready: Ready) -> dict[str, Any]:
    """Given on the day that the sheet says, to the text of the house, and entered by who brings the sheet in."""
    given_at = min(start_of(ready.row.consent_on) + MORNING, work.now)
    about = {"purpose": PERSONAL_DATA, "text_version": CONSENT_TEXT_VERSION}
    return {"id": work.new_id(), **about, "given_at": given_at, "taken_by": work.actor.id}


def _customer(work: Work, customer_id: UUID, ready: Ready, wrapped: bytes) -> dict[str, Any]:
    row, master = ready.row, work.ports.master_key
    key = crypto.unwrap(master, wrapped, customer_id)
    legal = row.legal_representative
    return {
        "id": customer_id,
        "kind": row.kind,
        "state": CustomerState.ACTIVE,
        **sealing.name_columns(master, key, customer_id, row.name, row.kind),
        **sealing.number_columns(master, key, customer_id, row.number),
        **sealing.phone_columns(master, key, customer_id, row.phone),
        "legal_representative_cipher": sealing.representative_cipher(key, customer_id, legal) if legal else None,
        **sealing.person_columns(master, row.name, row.number, row.kind),
        "income_monthly_fen": row.income_fen,
        "debt_monthly_fen": row.debt_fen,
        "created_at": work.now,
        "registered_at": work.now,
        "version": 1,
    }
