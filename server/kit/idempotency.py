"""One key, one effect, one answer.

The key, a hash of the payload and the outcome are stored in the transaction of the effect. The outcome holds codes
and ids only, so a replay re-reads what it shows under the caller's present rights. A refused request frees its key
for the same payload; the same key with another payload is a conflict for ever.
"""

import hashlib
import hmac
import json
from dataclasses import asdict, dataclass, is_dataclass
from datetime import datetime
from enum import Enum
from typing import Any, Final
from uuid import UUID

from sqlalchemy import LargeBinary, bindparam, select, update
from sqlalchemy.dialects.postgresql import JSONB, insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from server.kit.crypto import derive
from server.kit.database import Base, one_of, table_of
from server.kit.errors import IdempotencyMismatch

KEY_LENGTH_MAX = 255


class KeyState(Enum):
    """A key is running only inside its own uncommitted transaction."""

    RUNNING = "running"
    APPLIED = "applied"
    REFUSED = "refused"


class IdempotencyKey(Base):
    """A claimed request key of one actor and operation."""

    __tablename__ = "idempotency_keys"

    actor_id: Mapped[UUID] = mapped_column(primary_key=True)
    operation: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    payload_hash: Mapped[bytes] = mapped_column(LargeBinary)
    state: Mapped[KeyState] = mapped_column(one_of(KeyState))
    outcome: Mapped[Any] = mapped_column(JSONB, nullable=True)
    code: Mapped[str | None]
    created_at: Mapped[datetime]


_TABLE: Final = table_of(IdempotencyKey)
_CLAIMED: Final = ("actor_id", "operation", "key", "payload_hash", "state", "created_at")
CLAIM: Final = (
    insert(_TABLE)
    .values({name: bindparam(name, type_=_TABLE.c[name].type) for name in _CLAIMED})
    .on_conflict_do_nothing()
    .returning(_TABLE.c.key)
)
SETTLE: Final = (
    update(_TABLE)
    .where(*(_TABLE.c[name] == bindparam(f"key_{name}") for name in ("actor_id", "operation", "key")))
    .values({name: bindparam(f"key_{name}", type_=_TABLE.c[name].type) for name in ("state", "outcome", "code")})
)
"""Settles a claimed key; its parameters are those of `settled`."""


@dataclass(frozen=True)
class Replay:
    """The stored outcome of a key that was applied before."""

    outcome: Any


def payload_hash(master_key: bytes, payload: dict[str, Any]) -> bytes:
    """HMAC-SHA-256 over the canonical JSON of a verb's arguments: keyed, because an ID number could be guessed."""
    body = json.dumps(payload, sort_keys=True, default=_plain).encode()
    return hmac.digest(derive(master_key, "request"), body, hashlib.sha256)


def _plain(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, bytes):
        return hashlib.sha256(value).hexdigest()
    if isinstance(value, set | frozenset):
        return sorted(map(str, value))
    return str(value)


async def claim(
    session: AsyncSession, actor_id: UUID, operation: str, key: str, digest: bytes, now: datetime
) -> Replay | None:
    """Claim the key in this transaction, waiting for a rival that holds it.

    Returns the stored outcome when the key was applied before. Raises IdempotencyMismatch for another payload.
    """
    row = {"actor_id": actor_id, "operation": str(operation), "key": key, "payload_hash": digest}
    claimed = await session.execute(CLAIM, row | {"state": KeyState.RUNNING, "created_at": now})
    if claimed.scalar_one_or_none() is not None:
        return None
    known = (
        await session.execute(select(IdempotencyKey).where(*_same(actor_id, operation, key)).with_for_update())
    ).scalar_one()
    if known.payload_hash != digest:
        raise IdempotencyMismatch(field="idempotencyKey")
    return Replay(known.outcome) if known.state is KeyState.APPLIED else None


def settled(actor_id: UUID, operation: str, key: str, *, outcome: Any, code: str | None) -> dict[str, Any]:
    """The outcome of an applied key, or the code of a refusal that is committed, as parameters of `SETTLE`."""
    return {
        "key_actor_id": actor_id,
        "key_operation": str(operation),
        "key_key": key,
        "key_state": KeyState.REFUSED if code else KeyState.APPLIED,
        "key_outcome": json.loads(json.dumps(outcome, default=_plain)),
        "key_code": code,
    }


async def refuse(
    session: AsyncSession, actor_id: UUID, operation: str, key: str, *, digest: bytes, code: str, now: datetime
) -> None:
    """Remember that the request under this key was refused; an applied key stays applied."""
    row = {"actor_id": actor_id, "operation": operation, "key": key, "payload_hash": digest}
    fresh = insert(IdempotencyKey).values(**row, state=KeyState.REFUSED, code=code, created_at=now)
    await session.execute(
        fresh.on_conflict_do_update(
            index_elements=["actor_id", "operation", "key"],
            set_={"code": code},
            where=IdempotencyKey.state == KeyState.REFUSED,
        )
    )


async def outcome_of(session: AsyncSession, actor_id: UUID, key: str) -> IdempotencyKey | None:
    """What became of a key: for a client that saw an error and asks."""
    wanted = select(IdempotencyKey).where(IdempotencyKey.actor_id == actor_id, IdempotencyKey.key == key)
    return (await session.execute(wanted)).scalars().first()


def _same(actor_id: UUID, operation: str, key: str) -> tuple[Any, ...]:
    return (
        IdempotencyKey.actor_id == actor_id,
        IdempotencyKey.operation == operation,
        IdempotencyKey.key == key,
    )
