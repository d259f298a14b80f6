"""What of documents can be watched."""

from uuid import UUID

from server.identity.guard import stream
from server.identity.operations import Operation
from server.identity.passage import WatchPassage


@stream(Operation.DOCUMENT_READ)
def watch_document(passage: WatchPassage, *, document_id: UUID) -> WatchPassage:
    """One document now, and again whenever it has changed; null out of sight. Rights are checked before each look."""
    return passage.on(f"document:{document_id}")
