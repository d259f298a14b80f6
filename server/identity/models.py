"""Branches, staff, positions, roles, sessions. None of these tables holds a customer's data."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from server.kit.database import Base, one_of


class BranchKind(StrEnum):
    """The levels of the tree."""

    HEADQUARTERS = "headquarters"
    REGION = "region"
    BRANCH = "branch"


class StaffState(StrEnum):
    """A disabled member keeps his history and loses every session."""

    ACTIVE = "active"
    ON_LEAVE = "on_leave"
    DISABLED = "disabled"


class ScopeKind(StrEnum):
    """How far a position sees, narrow to wide."""

    OWN = "own"
    TEAM = "team"
    BRANCH = "branch"
    REGION = "region"
    HEADQUARTERS = "headquarters"


class Branch(Base):
    """A node of the branch tree."""

    __tablename__ = "branches"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    parent_id: Mapped[UUID | None] = mapped_column(ForeignKey("branches.id"), index=True)
    kind: Mapped[BranchKind] = mapped_column(one_of(BranchKind))
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]


class Staff(Base):
    """A member of staff. `password_hash` is Argon2id; `totp_secret` is encrypted under the master key."""

    __tablename__ = "staff"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    login: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    branch_id: Mapped[UUID] = mapped_column(ForeignKey("branches.id"), index=True)
    state: Mapped[StaffState] = mapped_column(one_of(StaffState))
    password_hash: Mapped[str]
    must_change_password: Mapped[bool] = mapped_column(default=False)
    totp_secret: Mapped[bytes | None] = mapped_column(LargeBinary)
    totp_last_step: Mapped[int | None]
    created_at: Mapped[datetime]


class Role(Base):
    """A bundle of operations."""

    __tablename__ = "roles"

    code: Mapped[str] = mapped_column(primary_key=True)
    name_zh: Mapped[str]
    name_en: Mapped[str]


class RoleOperation(Base):
    """An operation in a role."""

    __tablename__ = "role_operations"

    role_code: Mapped[str] = mapped_column(ForeignKey("roles.code"), primary_key=True)
    operation: Mapped[str] = mapped_column(primary_key=True)


class Position(Base):
    """A post that staff hold: it gives roles, and says how far its holder sees."""

    __tablename__ = "positions"

    code: Mapped[str] = mapped_column(primary_key=True)
    name_zh: Mapped[str]
    name_en: Mapped[str]
    scope_kind: Mapped[ScopeKind] = mapped_column(one_of(ScopeKind))


class PositionRole(Base):
    """A role that a position gives."""

    __tablename__ = "position_roles"

    position_code: Mapped[str] = mapped_column(ForeignKey("positions.code"), primary_key=True)
    role_code: Mapped[str] = mapped_column(ForeignKey("roles.code"), primary_key=True)


class StaffPosition(Base):
    """A position held by a member of staff, for a time (both days included; no end means until further notice)."""

    __tablename__ = "staff_positions"

    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"), primary_key=True)
    position_code: Mapped[str] = mapped_column(ForeignKey("positions.code"), primary_key=True)
    valid_from: Mapped[date] = mapped_column(primary_key=True)
    valid_until: Mapped[date | None]

    __table_args__ = (CheckConstraint("valid_until IS NULL OR valid_until >= valid_from", name="period"),)


class TeamMember(Base):
    """An officer in the team of a lead: scope `team` is the list of these officers and the lead himself."""

    __tablename__ = "team_members"

    lead_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"), primary_key=True)
    member_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"), primary_key=True)


class StaffSession(Base):
    """A log-in on one device. Ending it ends every token that names it."""

    __tablename__ = "staff_sessions"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"), index=True)
    opened_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    end_reason: Mapped[str | None]
    stepped_up_at: Mapped[datetime | None]
    device: Mapped[str | None]
    address: Mapped[str | None]


class RefreshToken(Base):
    """The SHA-256 of a refresh token. It is used once; a later second use ends the session."""

    __tablename__ = "refresh_tokens"

    token_hash: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    session_id: Mapped[UUID] = mapped_column(ForeignKey("staff_sessions.id"), index=True)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class DeveloperToken(Base):
    """A staff session that a program uses: its id is the session's, its text is kept as SHA-256 only."""

    __tablename__ = "developer_tokens"

    id: Mapped[UUID] = mapped_column(ForeignKey("staff_sessions.id"), primary_key=True)
    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"), index=True)
    name: Mapped[str]
    token_hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    prefix: Mapped[str]
    operations: Mapped[list[str]]
    created_at: Mapped[datetime]
    last_used_on: Mapped[date | None]

    __table_args__ = (CheckConstraint("length(name) BETWEEN 1 AND 60", name="name_length"),)


class PartnerKey(Base):
    """A partner's key, kept as SHA-256 only, with rights of its own. An empty `branch_ids` means every branch."""

    __tablename__ = "partner_keys"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str]
    key_hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    prefix: Mapped[str]
    operations: Mapped[list[str]]
    branch_ids: Mapped[list[UUID]]
    created_at: Mapped[datetime]
    created_by: Mapped[UUID]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    last_used_on: Mapped[date | None]

    __table_args__ = (CheckConstraint("length(name) BETWEEN 1 AND 60", name="name_length"),)


class RightsEpoch(Base):
    """Row 1 is raised by any change of rights, branch tree or session; row 2, with it, by one of trusted documents."""

    __tablename__ = "rights_epoch"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    value: Mapped[int]


class LoginFailure(Base):
    """Failed log-ins in a row, by account and address and by address alone."""

    __tablename__ = "login_failures"

    key: Mapped[str] = mapped_column(primary_key=True)
    count: Mapped[int]
    last_at: Mapped[datetime]
