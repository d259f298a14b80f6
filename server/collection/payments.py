"""What payments do to a case, in the transaction in which they are taken.

Money that is only on its way leaves no mark here: before each contact, and again before each message leaves, the debits
that are in a file or with the bank and the cash that waits for its second person are looked up afresh. So a payment in
transit stops contacts from the moment in which it is on record until it ends, and nothing has to be undone.
"""

from datetime import timedelta
from typing import Final

from sqlalchemy import select

from server.collection import queries
from server.collection.contacting.sending import cancel
from server.collection.models import CaseContact, CollectionCase
from server.collection.rules import JUST_PAID, CaseState, ContactState
from server.kit.work import Work
from server.loans.events import ActReversed, LoanClosed, LoanRepaid

CURED: Final = "cured"


async def on_loan_repaid(work: Work, event: LoanRepaid | LoanClosed) -> None:
    """Money came: contacts that are planned are cancelled, further ones wait; a case without arrears is closed."""
    case = await queries.living_case(work.session, work.scope, event.customer_id)
    if case is None:
        return
    policy = await queries.policy_on(work.session, work.today)
    case.quiet_until = work.now + timedelta(hours=policy.days("quiet_hours"))
    await _cancel_planned(work, case)
    await reckon(work, case)


async def on_act_reversed(work: Work, event: ActReversed) -> None:
    """An act was taken back: what the case says is reckoned anew. A case that was closed is opened by the day's end."""
    case = await queries.living_case(work.session, work.scope, event.customer_id)
    if case is not None:
        await reckon(work, case)


async def reckon(work: Work, case: CollectionCase) -> None:
    """Arrears and money at risk as they are now; without arrears the case is closed (a building block)."""
    debts = await queries.debts_of(work.session, work.scope, case.customer_id, work.today)
    if not debts:
        await close(work, case, CURED)
        return
    case.overdue_since, case.worst_loan_id = debts[0].since, debts[0].loan_id
    case.overdue_fen = sum(debt.overdue_fen for debt in debts)
    case.at_risk_fen = sum(debt.outstanding_fen for debt in debts)
    case.loans, case.as_of = len(debts), work.today
    case.version += 1


async def close(work: Work, case: CollectionCase, reason: str) -> None:
    """Nothing is overdue any more, or the case ends for another reason (a building block)."""
    await _cancel_planned(work, case)
    case.state, case.closed_on, case.closed_reason = CaseState.CLOSED, work.today, reason
    case.pause_reason = case.paused_until = case.pause_note = None
    case.overdue_fen, case.at_risk_fen, case.as_of = 0, 0, work.today
    case.version += 1
    work.touch("collection_case", case.id, state=case.state.value, reason=reason)


async def _cancel_planned(work: Work, case: CollectionCase) -> None:
    wanted = select(CaseContact).where(
        CaseContact.customer_id == case.customer_id,
        CaseContact.case_id == case.id,
        CaseContact.state == ContactState.PLANNED,
    )
    for contact in (await work.session.execute(wanted.order_by(CaseContact.id).with_for_update())).scalars():
        cancel(work, contact, [JUST_PAID])
