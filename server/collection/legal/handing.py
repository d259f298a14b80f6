"""A case goes to lawyers, and comes back."""

from uuid import UUID

from sqlalchemy import select

from server.collection import queries
from server.collection.errors import LetterFirst
from server.collection.keeping import case_for, words
from server.collection.legal.models import HandOver
from server.collection.legal.rules import may_go_to_lawyers
from server.collection.rules import CaseState, Step
from server.identity.guard import use_case
from server.identity.operations import Operation
from server.kit.work import Work

FIRM_MAX, REASON_MAX = 80, 500


@use_case(Operation.COLLECTION_LEAD)
async def hand_over(work: Work, *, case_id: UUID, firm: str, reason: str) -> UUID:
    """Give an open case to lawyers, some days after a letter; from then on nobody of the house contacts the customer.

    Its file (contract, schedule, contacts, letters) is drawn when it is asked for. Returns the case. Raises NotFound,
    CaseNotInState, LetterFirst, WordsUnsound.
    """
    case = await case_for(work, case_id, Step.HAND_OVER)
    days = (await queries.policy_on(work.session, work.today)).days("lawyers_after_letter_days")
    if not may_go_to_lawyers(case.letter_on, work.today, days=days):
        raise LetterFirst(field="caseId", days=days)
    handed = HandOver(
        customer_id=case.customer_id,
        id=work.new_id(),
        branch_id=case.branch_id,
        officer_id=case.officer_id,
        case_id=case.id,
        firm=words(firm, field="firm", limit=FIRM_MAX),
        reason=words(reason, field="reason", limit=REASON_MAX),
        handed_by=work.actor.id,
        handed_at=work.now,
    )
    work.session.add(handed)
    case.state = CaseState.WITH_LAWYERS
    case.version += 1
    work.touch("collection_case", case.id, state=case.state.value, hand_over=str(handed.id))
    return case.id


@use_case(Operation.COLLECTION_LEAD)
async def withdraw(work: Work, *, case_id: UUID, reason: str) -> UUID:
    """Take a case back from the lawyers; it is worked on in the house again. Returns the case.

    Raises NotFound, CaseNotInState, WordsUnsound.
    """
    case = await case_for(work, case_id, Step.WITHDRAW)
    told = words(reason, field="reason", limit=REASON_MAX)
    wanted = select(HandOver).where(
        HandOver.customer_id == case.customer_id, HandOver.case_id == case.id, HandOver.withdrawn_at.is_(None)
    )
    handed = (await work.session.execute(wanted.with_for_update())).scalar_one()
    handed.withdrawn_by, handed.withdrawn_at, handed.withdrawal_reason = work.actor.id, work.now, told
    case.state = CaseState.OPEN
    case.version += 1
    work.touch("collection_case", case.id, state=case.state.value, hand_over=str(handed.id))
    return case.id
