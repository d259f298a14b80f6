"""What contract and loan need of an approved application: building blocks for the subjects above."""

from uuid import UUID

from server.applications import queries
from server.applications.assessing import approved_content_hash, require_lawful, subject_of
from server.applications.errors import ApprovalVoid, ConditionsOpen, TermsNotAccepted
from server.applications.events import ApplicationWithdrawn
from server.applications.models import Application
from server.applications.rules import ApplicationState, Step, check_move, moved
from server.applications.securing.ending import bind_parties
from server.approvals import service as approvals
from server.collateral import charging
from server.compliance import rules as law
from server.compliance import service as compliance
from server.customers import service as customers
from server.kit.errors import NotFound, Stale
from server.kit.money import Money
from server.kit.work import Work


async def approved(work: Work, application_id: UUID) -> Application:
    """An application that is approved and still what was approved: for drawing up and signing its contract.

    Locked. Raises NotFound, WrongState, ApprovalVoid, TermsNotAccepted.
    """
    return await _standing(work, application_id, Step.CONTRACT)


async def approved_for_disbursement(work: Work, application_id: UUID) -> Application:
    """An application whose contract is signed, which is still what was approved, and which no rule of law forbids now.

    Every condition of the approval is met, every charge registered. Application and exposure are locked; the answer of
    the law is kept. Raises NotFound, WrongState, ApprovalVoid, TermsNotAccepted, ConditionsOpen, BlockedByRule.
    """
    application = await _standing(work, application_id, Step.DISBURSE)
    await _require_conditions_met(work, application)
    require_lawful(await _law_before_disbursement(work, application), field="applicationId")
    return application


async def mark_contracted(work: Work, application_id: UUID) -> Application:
    """The customer and all parties have signed. Raises NotFound, WrongState, ApprovalVoid."""
    application = await _moved(work, application_id, Step.CONTRACT, ApplicationState.CONTRACTED)
    await bind_parties(work, application_id)
    return application


async def mark_disbursed(work: Work, application_id: UUID) -> Application:
    """The bank has paid. Raises NotFound, WrongState."""
    application = await _locked(work, application_id)
    return await _set(work, application, Step.DISBURSE, ApplicationState.DISBURSED)


async def contracted(work: Work, application_id: UUID, expected_version: int) -> Application:
    """An application whose contract is signed and which is not paid, locked: for giving it up.

    Raises NotFound, WrongState, Stale.
    """
    application = await _locked(work, application_id)
    check_move(application.state, Step.RESCIND)
    if application.version != expected_version:
        raise Stale(field="expectedVersion")
    return application


async def mark_rescinded(work: Work, application: Application, reason: str) -> None:
    """Nothing is paid on it any more: it counts as withdrawn, for a reason, and its commitment is released."""
    application.withdrawal_reason = reason
    await _set(work, application, Step.RESCIND, ApplicationState.WITHDRAWN)
    await customers.commit_exposure(work, application.customer_id, delta_committed_fen=-application.amount_fen)
    work.record(ApplicationWithdrawn(application.customer_id, application.id))


async def _moved(work: Work, application_id: UUID, step: Step, to: ApplicationState) -> Application:
    return await _set(work, await _standing(work, application_id, step), step, to)


async def _require_conditions_met(work: Work, application: Application) -> None:
    """Raises ConditionsOpen while a condition of the approval waits for its evidence, or a charge for its register."""
    waiting = [] if application.case_id is None else await approvals.conditions_waiting(work, application.case_id)
    texts = [each.text for each in waiting]
    charges = await charging.unregistered(work, application.id)
    texts += [f"第{each.rank}顺位担保 {Money(each.secured_fen)} 元尚未登记" for each in charges]
    if texts:
        raise ConditionsOpen(field="applicationId", count=len(texts), first=texts[0])


async def _law_before_disbursement(work: Work, application: Application) -> law.Findings:
    """Concentration on the day of payment. The approval has committed the amount: the balances hold it already."""
    customer = await customers.customer_of(work, application.customer_id)
    exposure = await customers.lock_exposure(work, application.customer_id)
    facts = law.Facts(customer.kind.value, exposure.customer_fen, exposure.total_fen, 0, application.apr, 0)
    trigger = law.Trigger.DISBURSEMENT
    return await compliance.check(work, subject_of(application), trigger, facts, on=work.today)


async def _standing(work: Work, application_id: UUID, step: Step) -> Application:
    """Locked, in a state that allows the step, and in nothing else than what was approved.

    An account that was known at the approval must still be the one that money goes to; one that was bound later is the
    customer's own by the bank's check, and was not part of what was approved.
    """
    application = await _locked(work, application_id)
    check_move(application.state, step)
    if application.approved_hash != await approved_content_hash(work, application):
        raise ApprovalVoid(field="applicationId")
    if application.offered_at is not None and application.accepted_at is None:
        raise TermsNotAccepted(field="applicationId")
    if application.account_id is not None:
        account = await customers.verified_account(work, application.customer_id)
        if account is None or account.id != application.account_id:
            raise ApprovalVoid(field="applicationId")
    return application


async def _set(work: Work, application: Application, step: Step, to: ApplicationState) -> Application:
    application.state = moved(application.state, step, to)
    application.version += 1
    await work.session.flush()
    work.touch("application", application.id, state=to.value)
    return application


async def _locked(work: Work, application_id: UUID) -> Application:
    application = await queries.application_for_update(work.session, work.scope, application_id)
    if application is None:
        raise NotFound(field="applicationId")
    return application
