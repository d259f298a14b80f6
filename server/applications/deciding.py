"""What a decision makes of an application: approved under lock, sent to a higher tier, returned or rejected."""

from server.applications import queries
from server.applications.assessing import approved_content_hash, check_law, require_lawful
from server.applications.errors import ApprovalVoid
from server.applications.events import ApplicationApproved, ApplicationRejected, ApplicationReturned
from server.applications.models import Application
from server.applications.rules import ApplicationState, Quote, Step, moved, quote
from server.approvals import service as approvals
from server.approvals.events import Decided
from server.approvals.matrix.rules import Route
from server.approvals.matrix.service import route_for
from server.approvals.rules import CaseState, outranks
from server.customers import service as customers
from server.customers.service import Exposure
from server.kit.errors import NotFound
from server.kit.work import Work
from server.products import service as products

SUBJECT_KIND = "application"


async def approve(work: Work, application: Application, step: Step) -> None:
    """Approve: hash what was approved and commit the amount to the exposure, whose lock the caller holds."""
    # the hash first: a state without it would break a CHECK when the next statement flushes
    application.approved_hash = await approved_content_hash(work, application)
    application.state = moved(application.state, step, ApplicationState.APPROVED)
    application.decided_at = work.now
    await customers.commit_exposure(work, application.customer_id, delta_committed_fen=application.amount_fen)
    work.record(ApplicationApproved(application.customer_id, application.id))


def reject(work: Work, application: Application, step: Step) -> None:
    """Reject for good."""
    application.state = moved(application.state, step, ApplicationState.REJECTED)
    application.decided_at = work.now
    work.record(ApplicationRejected(application.customer_id, application.id))


async def on_decided(work: Work, event: Decided) -> None:
    """A case about an application was settled (a reaction, inside the transaction of the last vote).

    An approval reads the exposure again under lock: when it has outgrown the tier of the case, the case goes to the
    higher tier and nothing is approved. Raises ApprovalVoid when the content is not what the case was opened on,
    BlockedByRule when a rule of law forbids it by now: the vote is then refused as a whole.
    """
    if event.subject_kind != SUBJECT_KIND:
        return
    application = await queries.application_for_update(work.session, work.scope, event.subject_id)
    if application is None:
        raise NotFound(field="caseId")
    match event.state:
        case CaseState.APPROVED:
            await _approve_or_escalate(work, application, event)
        case CaseState.RETURNED:
            application.state = moved(application.state, Step.RETURN, ApplicationState.RETURNED)
            work.record(ApplicationReturned(application.customer_id, application.id))
        case CaseState.REJECTED:
            reject(work, application, Step.REJECT)
    application.version += 1
    work.touch("application", application.id, state=application.state.value)
    await work.session.flush()


async def _approve_or_escalate(work: Work, application: Application, event: Decided) -> None:
    case = await approvals.case_of(work, event.case_id)
    if case.content_hash != await approved_content_hash(work, application):
        raise ApprovalVoid(field="caseId")
    exposure = await customers.lock_exposure(work, application.customer_id)
    application.exposure_after_fen = exposure.total_fen + application.amount_fen
    route = await routed(work, application, application.exposure_after_fen, referred=True)
    if outranks(route.tier, event.tier):
        application.tier = route.tier
        await approvals.escalate(
            work, case_id=event.case_id, route=route, exposure_after_fen=application.exposure_after_fen
        )
        return
    await _require_lawful(work, application, exposure)
    await approve(work, application, Step.APPROVE)


async def _require_lawful(work: Work, application: Application, exposure: Exposure) -> None:
    """Ask the law again on the day of approval: what people may approve, a blocking rule may still forbid."""
    customer = await customers.customer_of(work, application.customer_id)
    checked = await check_law(work, application, customer, await quoted(work, application), exposure)
    require_lawful(checked, field="caseId")


async def quoted(work: Work, application: Application) -> Quote:
    """Schedule and annual rate of the application, were it drawn today."""
    version = await products.version_of(work, application.product_version_id)
    off = await products.days_off(work, version, work.today, application.term_months)
    return quote(version, application.amount_fen, application.term_months, work.today, off.days)


async def routed(work: Work, application: Application, exposure_after_fen: int, *, referred: bool) -> Route:
    """Where the matrix of today sends an application."""
    version = await products.version_of(work, application.product_version_id)
    return await route_for(
        work,
        exposure_after_fen=exposure_after_fen,
        referred=referred,
        product=version.product_code,
        branch_id=application.branch_id,
    )
