"""What has happened to an alert, kept with it: a word, when, who, and what he said."""

from collections.abc import Sequence
from typing import Any

from server.kit.work import ActorKind, Work


def told_of(work: Work, story: Sequence[dict[str, Any]], what: str, note: str | None = None) -> list[dict[str, Any]]:
    """The story with one more line; the system itself has no name in it."""
    by = work.actor.name if work.actor.kind is ActorKind.STAFF else None
    return [*story, {"at": work.now.isoformat(), "what": what, "by": by, "note": note}]
