"""Reads of editions: what waits for a second person, what holds."""

from uuid import UUID

from server.decision import queries
from server.decision.models import EditionKind
from server.identity.guard import read
from server.identity.operations import Operation
from server.kit.work import Work


@read(Operation.DECISION_READ)
async def waiting_scorecard(work: Work, *, digest: str) -> UUID | None:
    """The scorecard with this digest that waits for a second person, if there is one."""
    found = await queries.living(work.session, EditionKind.SCORECARD, digest)
    return found.id if found else None
