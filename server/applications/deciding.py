"""What a decision makes of an application: approved under lock, sent to a higher tier, returned or rejected."""

from server.applications import queries
from server.applications.assessing import approved_content_hash, assess, check_law, require_lawful
from server.applications.errors import ApprovalVoid, BlockedByRule
from server.applications.events import ApplicationApproved, ApplicationRejected, ApplicationReturned
from server.applications.models import Application
from server.applications.rules import ApplicationState, Quote, Step, moved, priced, quote, shown_ratio
from server.approvals import service as approvals
from server.approvals.errors import OfferLooser
from server.approvals.events import Decided, TermsOffered
from server.approvals.matrix.rules import Route
from server.approvals.matrix.service import route_for
from server.approvals.offered import Offered
from server.approvals.rules import CaseState, met_in_committee, outranks
from server.customers import service as customers
from server.customers.rating.queries import last_grades
from server.customers.service import Exposure
from server.kit.errors import NotFound
from server.kit.rulebook import FindingOutcome
from server.kit.work import Work
from server.products import service as products
from server.products.rules import check_terms

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
    case = await approvals.case_of(work, event.case_id)
    if case.state is not CaseState.OPEN and met_in_committee(case.route, case.mode):
        work.defer("write_minutes", lock=f"case:{case.id}", case_id=case.id)


async def _approve_or_escalate(work: Work, application: Application, event: Decided) -> None:
    case = await approvals.case_of(work, event.case_id)
    if case.content_hash != await approved_content_hash(work, application):
        raise ApprovalVoid(field="caseId")
    offered = Offered.from_json(case.offered)
    exposure = await customers.lock_exposure(work, application.customer_id)
    lent_fen = offered.amount_fen or application.amount_fen
    application.exposure_after_fen = exposure.total_fen + lent_fen
    route = await routed(work, application, application.exposure_after_fen, referred=True)
    if outranks(route.tier, event.tier):
        application.exposure_after_fen = exposure.total_fen + application.amount_fen
        application.tier = route.tier
        await approvals.escalate(
            work, case_id=event.case_id, route=route, exposure_after_fen=application.exposure_after_fen
        )
        return
    if offered.changes:
        await _take_over(work, application, offered, exposure)
    else:
        await _require_lawful(work, application, exposure)
    await approve(work, application, Step.APPROVE)


async def on_terms_offered(work: Work, event: TermsOffered) -> None:
    """A vote has laid down other terms (a reaction): less, shorter or dearer, and within the product, or not at all.

    Raises OfferLooser with what does not fit: the vote is then refused as a whole.
    """
    if event.subject_kind != SUBJECT_KIND:
        return
    application = await queries.application_by_id(work.session, work.scope, event.subject_id)
    if application is None:
        raise NotFound(field="caseId")
    version = await products.version_of(work, application.product_version_id)
    offered = event.offered
    least_fen, shortest = version.amount_min_fen, version.term_months_min
    dearest = version.rate_annual if version.rate_annual_max is None else version.rate_annual_max
    if offered.amount_fen is not None and not least_fen <= offered.amount_fen <= application.amount_fen:
        raise OfferLooser(field="offered.amount")
    if offered.term_months is not None and not shortest <= offered.term_months <= application.term_months:
        raise OfferLooser(field="offered.termMonths")
    if offered.rate_annual is not None and not version.rate_annual <= offered.rate_annual <= dearest:
        raise OfferLooser(field="offered.rateAnnual")
    months = offered.term_months or application.term_months
    check_terms(version, offered.amount_fen or application.amount_fen, months)


async def _take_over(work: Work, application: Application, offered: Offered, exposure: Exposure) -> None:
    """The terms that were laid down are the application's now: priced and put to all the rules again.

    The customer has to accept them. Raises BlockedByRule where a rule refuses them.
    """
    application.amount_fen = offered.amount_fen or application.amount_fen
    application.term_months = offered.term_months or application.term_months
    application.rate_annual = offered.rate_annual
    application.offered_at = work.now
    loan = await quoted(work, application)
    customer = await customers.customer_of(work, application.customer_id)
    assessed = await assess(work, application, customer, loan, exposure)
    for finding in assessed.findings:
        if finding.outcome is FindingOutcome.REFUSE:
            raise BlockedByRule(field="offered", rule=finding.code, reason_zh=finding.zh, reason_en=finding.en)
    application.debt_ratio, application.apr = shown_ratio(assessed.decision.debt_ratio), loan.apr
    work.touch("application", application.id, **offered.as_json)


async def _require_lawful(work: Work, application: Application, exposure: Exposure) -> None:
    """Ask the law again on the day of approval: what people may approve, a blocking rule may still forbid."""
    customer = await customers.customer_of(work, application.customer_id)
    checked = await check_law(work, application, customer, await quoted(work, application), exposure)
    require_lawful(checked, field="caseId")


async def quoted(work: Work, application: Application) -> Quote:
    """Schedule and annual rate of the application, were it drawn today."""
    version = await products.version_of(work, application.product_version_id)
    off = await products.days_off(work, version, work.today, application.term_months)
    offer = priced(version, application.rate_annual)
    return quote(offer, application.amount_fen, application.term_months, work.today, off.days)


async def routed(work: Work, application: Application, exposure_after_fen: int, *, referred: bool) -> Route:
    """Where the matrix of today sends an application, by the grade that its customer has."""
    version = await products.version_of(work, application.product_version_id)
    grades = await last_grades(work.session, work.scope, [application.customer_id])
    return await route_for(
        work,
        exposure_after_fen=exposure_after_fen,
        referred=referred,
        product=version.product_code,
        branch_id=application.branch_id,
        grade=grades.get(application.customer_id),
    )
