"""A question as the person's device gets it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True)
class Question:
    """What a device is asked, and of which keys; `party_id` is the domain that these are bound to."""

    id: UUID
    challenge: bytes
    party_id: str
    party_name: str
    staff_id: UUID
    login: str
    credentials: tuple[bytes, ...]
    expires_at: datetime
