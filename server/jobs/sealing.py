"""Sealing audit trail and books from time to time."""

from sqlalchemy import select

from server.audit import seal
from server.audit.models import AuditRecord, AuditSeal
from server.identity.actors import WORKER
from server.identity.guard import read, use_case
from server.identity.operations import Operation
from server.kit.work import Caller, House, Work
from server.ledger import sealing


@read(Operation.AUDIT_SEAL)
async def has_unsealed(work: Work) -> bool:
    """Whether anything but a sealing waits for its seal; else the sealer would keep itself busy for ever."""
    sealed = select(AuditSeal.record_id).where(AuditSeal.record_id == AuditRecord.id)
    waiting = select(AuditRecord.id).where(~sealed.exists(), AuditRecord.operation != Operation.AUDIT_SEAL).limit(1)
    found = (await work.session.execute(waiting)).scalar_one_or_none() is not None
    return found or await sealing.has_unsealed_entries(work.session)


@use_case(Operation.AUDIT_SEAL, keyed=False)
async def seal_records(work: Work) -> int:
    """Chain one batch of audit records, and one of entries of the books. Returns how many records."""
    count = await seal.seal_batch(work.session)
    work.changes["sealed"] = count
    work.changes["entries"] = await sealing.seal_entries(work.session)
    return count


async def seal_audit(house: House) -> None:
    """What the worker does every few seconds."""
    caller = Caller(house, WORKER, request_id="seal")
    if await has_unsealed(caller):
        await seal_records(caller)
