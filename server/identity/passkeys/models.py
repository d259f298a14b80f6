"""Passkeys, the questions they are asked, and the house's rules of lock and second factor."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from server.kit.database import Base, one_of


class PasskeyPurpose(StrEnum):
    """What a passkey is asked for."""

    ADDING = "adding"
    SESSION = "session"
    UNLOCK = "unlock"
    DECISION = "decision"


class Passkey(Base):
    """The public half of a key. `credential_data` is WebAuthn's attested credential data: AAGUID, id, COSE key."""

    __tablename__ = "passkeys"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"), index=True)
    name: Mapped[str]
    credential_id: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    credential_data: Mapped[bytes] = mapped_column(LargeBinary)
    sign_count: Mapped[int] = mapped_column(BigInteger)
    transports: Mapped[list[str]]
    may_be_backed_up: Mapped[bool]
    is_backed_up: Mapped[bool]
    created_at: Mapped[datetime]
    last_used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    revoke_reason: Mapped[str | None]

    __table_args__ = (
        CheckConstraint("length(name) BETWEEN 1 AND 60", name="name_length"),
        CheckConstraint("may_be_backed_up OR NOT is_backed_up", name="backup"),
        CheckConstraint("(revoked_at IS NULL) = (revoke_reason IS NULL)", name="revoked"),
    )


class PasskeyQuestion(Base):
    """A challenge, and what became of it. `bound` is the SHA-256 of what its answer confirms."""

    __tablename__ = "passkey_questions"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
    session_id: Mapped[UUID] = mapped_column(ForeignKey("staff_sessions.id"))
    purpose: Mapped[PasskeyPurpose] = mapped_column(one_of(PasskeyPurpose))
    nonce: Mapped[bytes] = mapped_column(LargeBinary)
    bound: Mapped[bytes] = mapped_column(LargeBinary)
    asked_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    passkey_id: Mapped[UUID | None] = mapped_column(ForeignKey("passkeys.id"))
    answered_at: Mapped[datetime | None]
    used_at: Mapped[datetime | None]

    __table_args__ = (
        CheckConstraint("octet_length(nonce) = 32 AND octet_length(bound) = 32", name="sizes"),
        CheckConstraint("expires_at > asked_at", name="expiry"),
        Index(None, "session_id", "bound"),
    )

    @property
    def challenge(self) -> bytes:
        """What the passkey signs."""
        return self.nonce + self.bound


class SecurityRules(Base):
    """Row 1: after how many idle minutes the app locks itself; whether a code counts for who has a passkey."""

    __tablename__ = "security_rules"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    lock_minutes: Mapped[int]
    code_beside_passkey: Mapped[bool]

    __table_args__ = (
        CheckConstraint("id = 1", name="one"),
        CheckConstraint("lock_minutes BETWEEN 1 AND 60", name="lock_minutes"),
    )
