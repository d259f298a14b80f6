"""Who would have been decided otherwise: an edition of rules or a scorecard over what was submitted last quarter."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Row

from server.applications import queries
from server.approvals.rules import Tier
from server.decision import trials
from server.identity.guard import read
from server.identity.operations import Operation
from server.kit.rulebook import FindingOutcome
from server.kit.work import Work

QUARTER_DAYS: Final = 92
CONSIDERED_MAX: Final = 20_000
TOLD_MAX: Final = 100

Shift = tuple[Tier | None, FindingOutcome, FindingOutcome]


@dataclass(frozen=True)
class Otherwise:
    """An application that the other edition judges otherwise, and why."""

    application_id: UUID
    customer_id: UUID
    number: str
    tier: Tier | None
    before: FindingOutcome
    after: FindingOutcome
    reasons_zh: Sequence[str]
    reasons_en: Sequence[str]


@dataclass(frozen=True)
class Trial:
    """Of how many how many would have been judged otherwise, by tier and outcomes; the newest of those one by one."""

    considered: int
    changed: int
    shifts: Mapping[Shift, int]
    examples: Sequence[Otherwise]


@read(Operation.DECISION_READ)
async def simulate_edition(work: Work, *, edition_id: UUID) -> Trial:
    """Put the applications of the last 92 days, at most the newest 20,000, to an edition before it goes live.

    The facts are those of the last submission, as they were kept; the other half, rules or scorecard, is the one in
    force today. Raises NotFound.
    """
    bench = await trials.bench_of(work, edition_id)
    since = work.now - timedelta(days=QUARTER_DAYS)
    rows = await queries.assessed_since(work.session, work.scope, since, CONSIDERED_MAX)
    changed = [found for row in rows if (found := _otherwise(row, bench)) is not None]
    shifts = Counter((each.tier, each.before, each.after) for each in changed)
    return Trial(len(rows), len(changed), shifts, changed[:TOLD_MAX])


def _otherwise(row: Row[Any], bench: trials.Bench) -> Otherwise | None:
    decided = bench.judge(row.facts)
    if decided.outcome is row.outcome:
        return None
    told = decided.findings or decided.results
    return Otherwise(
        row.id,
        row.customer_id,
        row.number,
        row.tier,
        row.outcome,
        decided.outcome,
        [each.zh for each in told],
        [each.en for each in told],
    )
