"""The verbs of dossier orders: order, fetch; and the worker's: look at an order, keep the archive or why there is none.

The drawing itself reads every subject, so it lies above them (`server.reports.dossier`).
"""

import secrets
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from server.compliance.dossiers import queries
from server.compliance.dossiers.models import DossierOrder, DossierState
from server.compliance.errors import DossierNotReady, DossierUnsound
from server.identity.guard import read, use_case
from server.identity.operations import Operation
from server.kit import crypto
from server.kit.errors import NotFound
from server.kit.scope import Scope
from server.kit.work import Work

TABLE: Final = "dossier_orders"
TASK: Final = "draw_dossier"
DAYS_KEPT: Final = 7
SPAN_DAYS_MAX: Final = 366
NUMBER_LENGTH_MAX: Final = 40


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an order is for, and what its orderer saw."""

    loan_number: str | None
    span: tuple[date, date] | None
    scope: Scope


@dataclass(frozen=True, slots=True)
class Archive:
    """Where the sealed bytes of an archive lie, what they are, and the key that opens them, wrapped."""

    blob: str
    digest: str
    bytes_size: int
    files: int
    key_cipher: bytes = field(repr=False)


@use_case(Operation.DOSSIER_DRAW, step_up=True)
async def order(
    work: Work, *, loan_number: str | None = None, first_on: date | None = None, last_on: date | None = None
) -> UUID:
    """Order a dossier of one loan by its number, or of the loans paid out between two days, at most a year apart.

    It is drawn in the background from what the caller sees, and kept for seven days. Returns the order. Raises
    DossierUnsound.
    """
    of_loan, of_span = bool(loan_number), first_on is not None and last_on is not None
    if of_loan is of_span or (loan_number and len(loan_number) > NUMBER_LENGTH_MAX):
        raise DossierUnsound(field="loanNumber")
    if first_on and last_on and not timedelta() <= last_on - first_on <= timedelta(days=SPAN_DAYS_MAX):
        raise DossierUnsound(field="lastOn")
    seen = work.scope
    if seen.officers is not None or seen.customers is not None:
        raise NotFound(field="loanNumber")  # who sees single officers' rows sees no dossier of the house
    made = DossierOrder(
        id=work.new_id(),
        loan_number=loan_number or None,
        first_on=None if of_loan else first_on,
        last_on=None if of_loan else last_on,
        state=DossierState.ORDERED,
        branches=None if seen.branches is None else sorted(seen.branches),
        ordered_by=work.actor.id,
        ordered_at=work.now,
        expires_on=work.today + timedelta(days=DAYS_KEPT),
    )
    work.session.add(made)
    await work.session.flush()
    work.defer(TASK, lock="dossiers", order_id=made.id)
    work.touch("dossier", made.id, of=loan_number or f"{first_on} {last_on}")
    return made.id


@use_case(Operation.DOSSIER_DRAW, keyed=False)
async def fetch(work: Work, *, order_id: UUID) -> Archive:
    """Where the archive lies, for whoever ordered it; that he fetched it is on record.

    Raises NotFound, DossierNotReady while it is drawn, where it could not be, and after its days.
    """
    found = await queries.order_by_id(work.session, order_id)
    if found is None or found.ordered_by != work.actor.id:
        raise NotFound(field="id")
    if found.blob is None or found.key_cipher is None or found.expires_on < work.today:
        raise DossierNotReady(field="id")
    work.touch("dossier", order_id, fetched=True)
    return Archive(found.blob, found.digest or "", found.bytes_size or 0, found.files or 0, found.key_cipher)


@read(Operation.DOSSIER_DRAW)
async def waiting(work: Work, *, order_id: UUID) -> Wanted | None:
    """What is to be drawn; None when it was drawn already. Raises NotFound."""
    found = await queries.order_by_id(work.session, order_id)
    if found is None:
        raise NotFound(field="id")
    if found.state is not DossierState.ORDERED:
        return None
    span = (found.first_on, found.last_on) if found.first_on and found.last_on else None
    seen = Scope.everywhere() if found.branches is None else Scope.of_branches(frozenset(found.branches))
    return Wanted(found.loan_number, span, seen)


@use_case(Operation.DOSSIER_DRAW, keyed=False)
async def keep(work: Work, *, order_id: UUID, archive: Archive | None, code: str | None = None) -> UUID:
    """Keep where the archive lies, or the code that says why there is none. The first outcome stays."""
    found = await queries.order_by_id(work.session, order_id, lock=True)
    if found is None:
        raise NotFound(field="id")
    if found.state is DossierState.ORDERED:
        found.state = DossierState.READY if archive else DossierState.FAILED
        found.finished_at, found.code = work.now, None if archive else code
        if archive:
            found.blob, found.digest = archive.blob, archive.digest
            found.bytes_size, found.files = archive.bytes_size, archive.files
            found.key_cipher = archive.key_cipher
        work.touch("dossier", order_id, outcome=found.state.value)
    return order_id


@use_case(Operation.DOSSIER_DRAW, keyed=False)
async def let_expire(work: Work) -> int:
    """Destroy the keys of archives whose days are over. Returns how many."""
    gone = await queries.destroy_expired(work.session, work.today)
    work.changes["expired"] = gone
    return gone


def seal(master_key: bytes, order_id: UUID, archive: bytes) -> tuple[bytes, bytes]:
    """The archive as it lies in the store, and its own key, wrapped by the house's."""
    key = secrets.token_bytes(crypto.KEY_BYTES)
    wrapped = crypto.encrypt(crypto.derive(master_key, "dossiers"), key, crypto.cell(TABLE, "key", order_id))
    return crypto.encrypt(key, archive, crypto.cell(TABLE, "zip", order_id)), wrapped


def unseal(master_key: bytes, order_id: UUID, sealed: bytes, wrapped: bytes) -> bytes:
    """The clear archive. Raises DecryptionError."""
    key = crypto.decrypt(crypto.derive(master_key, "dossiers"), wrapped, crypto.cell(TABLE, "key", order_id))
    return crypto.decrypt(key, sealed, crypto.cell(TABLE, "zip", order_id))
