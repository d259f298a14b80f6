"""What of approvals can be watched."""

from server.identity.guard import stream
from server.identity.operations import Operation
from server.identity.passage import WatchPassage


@stream(Operation.APPROVAL_READ)
def watch_inbox(passage: WatchPassage) -> WatchPassage:
    """The first page of the inbox now, and again whenever it has changed. Rights are checked before each look."""
    return passage.on("case")
