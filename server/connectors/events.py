"""What happens to inquiries."""

from dataclasses import dataclass
from uuid import UUID

from server.kit.work import Event


@dataclass(frozen=True, slots=True)
class SourceAnswered(Event):
    """A source has answered in the form that it should, and facts were made of it."""

    customer_id: UUID
    inquiry_id: UUID
    source: str
