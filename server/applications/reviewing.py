"""The way to a human: what the rules alone have refused is looked at by a person when the applicant asks for it.

PIPL, article 24: who is refused by an automated decision may ask for an explanation and for a decision by a person. The
rules of law stay what they are: a person may approve what a rule of risk refused, never what the law forbids.
"""

from typing import Final
from uuid import UUID

from server.applications import queries
from server.applications.assessing import subject_of
from server.applications.deciding import routed
from server.applications.errors import ReviewNotOpen, ReviewReasonMissing
from server.applications.models import Application, ApplicationFinding
from server.applications.opening import open_case
from server.applications.reasons import checked_reason
from server.applications.rules import Step, check_move
from server.applications.securing.ending import claims_held_again
from server.customers import service as customers
from server.identity.guard import use_case
from server.identity.operations import Operation
from server.kit.errors import NotFound, Stale
from server.kit.rulebook import FindingOutcome
from server.kit.work import Work

CODE: Final = "HUMAN-REVIEW"


@use_case(Operation.APPLICATION_REVIEW)
async def request_human_review(work: Work, *, application_id: UUID, expected_version: int, reason: str) -> UUID:
    """Ask that a person decides on what the rules alone have refused, and say why. Returns the application.

    It opens a case before whoever decides on referred applications of this size; the applicant's words stand among the
    findings. Once a person has decided, that stands. Raises NotFound, WrongState, Stale, ReviewNotOpen (a person has
    decided already), ReviewReasonMissing, TextTooLong.
    """
    said = checked_reason(reason, ReviewReasonMissing, "reason")
    application = await queries.application_for_update(work.session, work.scope, application_id)
    if application is None:
        raise NotFound(field="applicationId")
    check_move(application.state, Step.REVIEW)
    if application.version != expected_version:
        raise Stale(field="expectedVersion")
    if application.case_id is not None:
        raise ReviewNotOpen(field="applicationId")
    await claims_held_again(work, application_id)
    exposure = await customers.lock_exposure(work, application.customer_id)
    application.exposure_after_fen = exposure.total_fen + application.amount_fen
    route = await routed(work, application, application.exposure_after_fen, referred=True)
    application.tier, application.decided_at = route.tier, None
    await open_case(work, application, route, Step.REVIEW)
    await _note(work, application, said)
    application.version += 1
    await work.session.flush()
    work.touch("application", application.id, state=application.state.value, tier=application.tier)
    return application.id


async def _note(work: Work, application: Application, said: str) -> None:
    position = 1 + await queries.findings_count(work.session, application)
    work.session.add(
        ApplicationFinding(
            **subject_of(application).columns,
            id=work.new_id(),
            submission=application.submission,
            position=position,
            code=CODE,
            rule_version=1,
            outcome=FindingOutcome.REVIEW,
            reason_zh=f"申请人要求人工复核：{said}",
            reason_en=f"The applicant asks for a decision by a person: {said}",
            facts={"code": CODE},
            found_at=work.now,
        )
    )
