"""Sealing: chains the records that are not yet chained, in batches, and checks the chain.

hash_n = SHA-256(hash_(n-1) || canonical JSON of record n); the first link starts from 32 zero bytes. Records are
inserted unchained, because a chain head locked by every transaction cost a fifth of all throughput.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from server.audit.models import AuditRecord, AuditSeal

GENESIS = bytes(32)
SHARD = 0
BATCH_ROWS = 1000


def canonical(record: AuditRecord) -> bytes:
    """A record as bytes: every column, sorted keys."""
    columns = {column.key: getattr(record, column.key) for column in AuditRecord.__mapper__.column_attrs}
    return json.dumps(columns, sort_keys=True, default=str).encode()


def link(previous: bytes, record: AuditRecord) -> bytes:
    return hashlib.sha256(previous + canonical(record)).digest()


async def seal_batch(session: AsyncSession) -> int:
    """Chain up to one batch of unsealed records, oldest first. Returns how many. One sealer runs at a time."""
    head = await _head(session)
    number, previous = (head.number, head.hash) if head else (0, GENESIS)
    records = await _unsealed(session)
    links = []
    for record in records:
        number, previous = number + 1, link(previous, record)
        links.append({"shard": SHARD, "number": number, "record_id": record.id, "hash": previous})
    if links:
        await session.execute(insert(AuditSeal), links)
    return len(links)


async def _head(session: AsyncSession) -> AuditSeal | None:
    newest = select(AuditSeal).where(AuditSeal.shard == SHARD).order_by(AuditSeal.number.desc()).limit(1)
    return (await session.execute(newest)).scalar_one_or_none()


async def _unsealed(session: AsyncSession) -> Sequence[AuditRecord]:
    sealed = select(AuditSeal.record_id).where(AuditSeal.record_id == AuditRecord.id)
    waiting = select(AuditRecord).where(~sealed.exists()).order_by(AuditRecord.id).limit(BATCH_ROWS)
    return (await session.execute(waiting)).scalars().all()


async def broken_links(session: AsyncSession) -> list[int]:
    """Numbers of links that do not follow from the link before and their record, or whose record is gone."""
    chain = (
        select(AuditSeal, AuditRecord)
        .join(AuditRecord, AuditRecord.id == AuditSeal.record_id, isouter=True)
        .where(AuditSeal.shard == SHARD)
        .order_by(AuditSeal.number)
    )
    broken: list[int] = []
    previous, expected = GENESIS, 1
    for seal, record in (await session.execute(chain)).all():
        if record is None or seal.number != expected or link(previous, record) != seal.hash:
            broken.append(seal.number)
        previous, expected = seal.hash, seal.number + 1
    return broken


@dataclass(frozen=True)
class Tail:
    """What looking at the newest links has found; `unseen` are records that the row policies hide."""

    number: int
    head: bytes | None
    checked: int
    unseen: int
    broken: tuple[int, ...]


async def check_tail(session: AsyncSession, *, links: int, all_seen: bool) -> Tail:
    """Look whether the newest links follow from the link before and from their record.

    Each link is looked at by itself, so that one that is broken does not break those behind it. Where not all records
    are in sight (`all_seen`), one that is missing is counted as unseen and not as gone.
    """
    head = await _head(session)
    if head is None:
        return Tail(0, None, 0, 0, ())
    first = max(head.number - links + 1, 1)
    wanted = (
        select(AuditSeal, AuditRecord)
        .join(AuditRecord, AuditRecord.id == AuditSeal.record_id, isouter=True)
        .where(AuditSeal.shard == SHARD, AuditSeal.number >= first - 1)
        .order_by(AuditSeal.number)
    )
    hashes = {0: GENESIS}
    broken, unseen = [], 0
    for seal, record in (await session.execute(wanted)).all():
        hashes[seal.number] = seal.hash
        if seal.number < first:
            continue
        before = hashes.get(seal.number - 1)
        if record is None and not all_seen:
            unseen += 1
        elif record is None or before is None or link(before, record) != seal.hash:
            broken.append(seal.number)
    return Tail(head.number, head.hash, head.number - first + 1, unseen, tuple(broken))


async def unsealed_count(session: AsyncSession) -> int:
    """How many records wait for their seal (at most one batch is counted)."""
    return len(await _unsealed(session))
