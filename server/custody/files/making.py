"""The file of a released batch: made by the worker between two doors, kept sealed, handed out as often as asked."""

import hashlib
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import update

from server.custody.debits.models import DebitOrder
from server.custody.debits.rules import DebitState
from server.custody.files import queries
from server.custody.files.errors import BatchWrongState, FileLost
from server.custody.files.layouts import Out, profile_of
from server.custody.files.manuscripts import sheet_of
from server.custody.files.models import BankBatch
from server.custody.files.rules import BatchState, FileKind
from server.custody.files.writing import Sheet
from server.custody.models import PaymentOrder
from server.custody.rules import OrderState
from server.identity.guard import read, use_case
from server.identity.operations import Operation
from server.kit import crypto
from server.kit.errors import NotFound
from server.kit.work import Caller, Work


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file in the store: its name at the bank, SHA-256 and size of its clear bytes, and where it lies."""

    name: str
    digest: str
    size: int
    blob: str


@dataclass(frozen=True, slots=True)
class ClearFile:
    """A bank file for the answer to one request."""

    name: str
    digest: str
    data: bytes = field(repr=False)


@read(Operation.PAYMENT_FILE)
async def manuscript(work: Work, *, batch_id: UUID) -> tuple[Out, Sheet] | None:
    """What the file of a released batch says; None when it is made already. Raises NotFound."""
    batch = await queries.batch(work.session, work.scope, batch_id)
    if batch is None:
        raise NotFound(field="batchId")
    if batch.state is not BatchState.RELEASED:
        return None
    return profile_of(batch.profile).outgoing(batch.kind), await sheet_of(work, batch)


@use_case(Operation.PAYMENT_FILE, keyed=False)
async def store_file(work: Work, *, batch_id: UUID, file: StoredFile) -> UUID:
    """The file is made: remember it, and that its orders are with the bank. The first file stays for ever."""
    batch = await queries.batch(work.session, work.scope, batch_id, lock=True)
    if batch is None:
        raise NotFound(field="batchId")
    if batch.state is not BatchState.RELEASED:
        return batch_id
    await _mark_sent(work, batch)
    batch.state, batch.filed_at = BatchState.FILED, work.now
    batch.file_name, batch.file_digest, batch.file_bytes, batch.blob = file.name, file.digest, file.size, file.blob
    batch.version += 1
    work.touch("bank_batch", batch.id, state=batch.state.value, digest=file.digest)
    return batch_id


async def _mark_sent(work: Work, batch: BankBatch) -> None:
    if batch.kind is FileKind.DEBIT:
        debits = update(DebitOrder).where(DebitOrder.batch_id == batch.id, DebitOrder.state == DebitState.CREATED)
        await work.session.execute(debits.values(state=DebitState.SENT, sent_at=work.now))
        return
    orders = update(PaymentOrder).where(PaymentOrder.batch_id == batch.id, PaymentOrder.state == OrderState.CREATED)
    sent = {"state": OrderState.SENT, "sent_at": work.now, "attempts": PaymentOrder.attempts + 1}
    await work.session.execute(orders.values(**sent, released_by=batch.released_by, released_at=batch.released_at))


@use_case(Operation.PAYMENT_DOWNLOAD, keyed=False)
async def look_at_file(work: Work, *, batch_id: UUID) -> StoredFile:
    """Where the file of a batch lies; who fetched it is on record. Refuses with NotFound, file.batch_wrong_state."""
    batch = await queries.batch(work.session, work.scope, batch_id)
    if batch is None:
        raise NotFound(field="batchId")
    if batch.blob is None or batch.file_name is None or batch.file_digest is None:
        raise BatchWrongState(field="batchId", state=batch.state.value)
    work.touch("bank_batch", batch.id, fetched=batch.file_digest)
    return StoredFile(batch.file_name, batch.file_digest, batch.file_bytes or 0, batch.blob)


async def download(caller: Caller, *, batch_id: UUID) -> ClearFile:
    """The file of a batch in clear: the same bytes each time. Raises Denied, NotFound, BatchWrongState, FileLost."""
    place = await look_at_file(caller, batch_id=batch_id)
    ports = caller.house.ports
    try:
        data = open_file(ports.master_key, batch_id, await ports.storage.get(place.blob))
    except (KeyError, crypto.DecryptionError) as error:
        raise FileLost(field="batchId") from error
    if hashlib.sha256(data).hexdigest() != place.digest:
        raise FileLost(field="batchId")
    return ClearFile(place.name, place.digest, data)


def seal_file(master_key: bytes, row_id: UUID, data: bytes) -> bytes:
    """The ciphertext for the store: a bank file names many customers, so it is sealed with the house's own key."""
    return crypto.encrypt(crypto.derive(master_key, "bank_file"), data, crypto.cell("bank_files", "file", row_id))


def open_file(master_key: bytes, row_id: UUID, sealed: bytes) -> bytes:
    """What `seal_file` sealed. Raises DecryptionError."""
    return crypto.decrypt(crypto.derive(master_key, "bank_file"), sealed, crypto.cell("bank_files", "file", row_id))
