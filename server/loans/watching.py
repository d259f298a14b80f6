"""What of loans can be watched."""

from uuid import UUID

from server.identity.guard import stream
from server.identity.operations import Operation
from server.identity.passage import WatchPassage


@stream(Operation.LOAN_READ)
def watch_loan(passage: WatchPassage, *, loan_id: UUID) -> WatchPassage:
    """One loan now, and again whenever it has changed; null out of sight. Rights are checked before each look."""
    return passage.on(f"loan:{loan_id}")
