"""What happened at the door of applications."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from server.kit.work import Event


@dataclass(frozen=True, slots=True)
class AddressFilled(Event):
    """So many applications have come from one address since an instant that it takes no more for a while."""

    block_id: UUID
    since: datetime
