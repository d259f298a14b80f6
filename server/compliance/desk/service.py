"""The verbs of the desk: mend, propose a waiver, decide on it; and the building blocks of the sweep."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from server.compliance import catalogue
from server.compliance.desk import queries
from server.compliance.desk.models import ComplianceFinding, ComplianceSweep, FindingState
from server.compliance.desk.rules import Candidate, Found, found
from server.compliance.engine import LawRule
from server.compliance.errors import FindingClosed, OwnWaiver, WaiverDayUnsound
from server.compliance.reasons import sound_reason
from server.compliance.rules import lenders_of
from server.identity.guard import use_case
from server.identity.operations import Operation
from server.kit.errors import NotFound, Stale
from server.kit.work import Work

WAIVER_DAYS_MAX = 366


@use_case(Operation.COMPLIANCE_MEND)
async def mend(work: Work, *, finding_id: UUID, note: str, expected_version: int) -> UUID:
    """Say that a finding is mended, and how; the next sweep opens a new one if it is not so. Returns the finding.

    Raises NotFound, Stale, FindingClosed, ReasonMissing.
    """
    said = sound_reason(note, "note")
    finding = await _living(work, finding_id, expected_version)
    finding.state, finding.note = FindingState.MENDED, said
    finding.mended_on, finding.mended_by = work.today, work.actor.id
    return _changed(work, finding)


@use_case(Operation.COMPLIANCE_WAIVE)
async def propose_waiver(work: Work, *, finding_id: UUID, reason: str, until: date, expected_version: int) -> UUID:
    """Propose to let an open finding stand until a day; somebody else has to agree. Returns the finding.

    Raises NotFound, Stale, FindingClosed, ReasonMissing, WaiverDayUnsound.
    """
    said = sound_reason(reason, "reason")
    if not work.today < until <= work.today + timedelta(days=WAIVER_DAYS_MAX):
        raise WaiverDayUnsound(field="until")
    finding = await _living(work, finding_id, expected_version)
    if finding.state is not FindingState.OPEN:
        raise FindingClosed(field="findingId")
    finding.waiver_reason, finding.waiver_until = said, until
    finding.waiver_proposed_by, finding.waiver_proposed_at = work.actor.id, work.now
    return _changed(work, finding)


@use_case(Operation.COMPLIANCE_WAIVE)
async def decide_waiver(work: Work, *, finding_id: UUID, agree: bool, note: str, expected_version: int) -> UUID:
    """Agree to a proposed waiver, or refuse it: the finding is open as before. Returns the finding.

    Who proposed it may not, nor may the owner of the finding. Raises NotFound, Stale, FindingClosed, OwnWaiver,
    WaiverDayUnsound, ReasonMissing.
    """
    said = sound_reason(note, "note")
    finding = await _living(work, finding_id, expected_version)
    if finding.state is not FindingState.OPEN or finding.waiver_until is None:
        raise FindingClosed(field="findingId")
    if work.actor.id in (finding.waiver_proposed_by, finding.owner_id):
        raise OwnWaiver(field="findingId")
    finding.note = said
    if not agree:
        finding.waiver_reason = finding.waiver_until = None
        finding.waiver_proposed_by = finding.waiver_proposed_at = None
        return _changed(work, finding, waiver="refused")
    if finding.waiver_until <= work.today:
        raise WaiverDayUnsound(field="findingId")
    finding.state = FindingState.WAIVED
    finding.waiver_agreed_by, finding.waiver_agreed_at = work.actor.id, work.now
    return _changed(work, finding, waiver="agreed")


async def judge(work: Work, laws: Sequence[LawRule], candidates: Sequence[Candidate]) -> list[Found]:
    """Candidates put to their rules (a building block); rules that do not bind this lender find nothing."""
    by_code = {each.code: each for each in laws}
    lenders, labels = lenders_of(work.settings), catalogue.labels()
    told = (
        found(by_code[each.rule_code], each, lenders=lenders, labels=labels)
        for each in candidates
        if each.rule_code in by_code
    )
    return [one for one in told if one is not None]


async def lay_down(work: Work, part: str, codes: Sequence[str], day: date, finds: Sequence[Found]) -> tuple[int, int]:
    """Keep what a part of a sweep has found, mend what it found no longer, and note that the part is done."""
    await queries.upsert(work.session, [work.new_id() for _ in finds], finds, day)
    mended = await queries.mend_unseen(work.session, codes, day, by=work.actor.id)
    work.session.add(ComplianceSweep(business_date=day, part=part, found=len(finds), mended=mended, swept_at=work.now))
    work.changes.update(part=part, business_date=day.isoformat(), found=len(finds), mended=mended)
    return len(finds), mended


async def _living(work: Work, finding_id: UUID, expected_version: int) -> ComplianceFinding:
    finding = await queries.finding_for_update(work.session, finding_id)
    if finding is None:
        raise NotFound(field="findingId")
    if finding.version != expected_version:
        raise Stale(field="expectedVersion")
    if finding.state is FindingState.MENDED:
        raise FindingClosed(field="findingId")
    return finding


def _changed(work: Work, finding: ComplianceFinding, **more: str) -> UUID:
    finding.version += 1
    work.touch("finding", finding.id, rule=finding.rule_code, state=finding.state.value, **more)
    return finding.id
