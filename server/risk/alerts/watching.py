"""What of alerts can be watched."""

from server.identity.guard import stream
from server.identity.operations import Operation
from server.identity.passage import WatchPassage


@stream(Operation.ALERT_READ)
def watch_alerts(passage: WatchPassage) -> WatchPassage:
    """The first page of the alerts in sight now, and again whenever one has changed. Rights are checked each time."""
    return passage.on("alert")
