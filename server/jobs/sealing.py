"""Sealing the audit trail from time to time."""

from sqlalchemy import select

from server.audit import seal
from server.audit.models import AuditRecord, AuditSeal
from server.identity.actors import WORKER
from server.identity.guard import read, use_case
from server.identity.operations import Operation
from server.kit.work import Caller, House, Work


@read(Operation.AUDIT_SEAL)
async def has_unsealed(work: Work) -> bool:
    """Whether anything but a sealing waits for its seal; else the sealer would keep itself busy for ever."""
    sealed = select(AuditSeal.record_id).where(AuditSeal.record_id == AuditRecord.id)
    waiting = select(AuditRecord.id).where(~sealed.exists(), AuditRecord.operation != Operation.AUDIT_SEAL).limit(1)
    return (await work.session.execute(waiting)).scalar_one_or_none() is not None


@use_case(Operation.AUDIT_SEAL, keyed=False)
async def seal_records(work: Work) -> int:
    """Chain one batch of records. Returns how many."""
    count = await seal.seal_batch(work.session)
    work.changes["sealed"] = count
    return count


async def seal_audit(house: House) -> None:
    """What the worker does every few seconds."""
    caller = Caller(house, WORKER, request_id="seal")
    if await has_unsealed(caller):
        await seal_records(caller)
