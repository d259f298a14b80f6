"""The verbs of applications: start, amend, submit, withdraw."""

from uuid import UUID

from sqlalchemy.dialects.postgresql import insert

from server.applications import queries
from server.applications.assessing import (
    assess,
    require_applicant,
    write_findings,
    write_opinion,
)
from server.applications.deciding import SUBJECT_KIND, approve, quoted, reject, routed
from server.applications.errors import (
    CustomerNotRegistered,
    OpinionAboveRequest,
    OpinionReasonMissing,
    WithdrawalReasonMissing,
)
from server.applications.events import ApplicationSubmitted, ApplicationWithdrawn
from server.applications.models import Application, ApplicationNumber
from server.applications.opening import open_case
from server.applications.reasons import checked_reason
from server.applications.rules import ApplicationState, Step, check_move, moved, shown_ratio, with_editor
from server.applications.securing.parties import require_parties
from server.applications.visiting.telling import require_visit
from server.approvals import service as approvals
from server.approvals.rules import Tier
from server.customers import service as customers
from server.customers.models import Customer, CustomerState
from server.decision import arriving
from server.identity.guard import use_case
from server.identity.operations import Operation
from server.kit.errors import DomainError, NotFound, Stale
from server.kit.money import Money
from server.kit.rulebook import FindingOutcome
from server.kit.work import Work
from server.products import service as products
from server.products.models import ProductVersion
from server.products.rules import check_offered, check_purpose, check_terms


@use_case(Operation.APPLICATION_START)
async def start(
    work: Work, *, customer_id: UUID, product_version_id: UUID, amount_fen: int, term_months: int, purpose: str
) -> UUID:
    """Begin an application of a customer in sight: a draft under a fresh number. Returns it.

    The customer may still be a prospect; submitting wants him registered. Raises NotFound, CustomerNotRegistered (for
    one who was merged into another), NotOffered, AmountOutOfRange, TermOutOfRange, PurposeNotAllowed,
    AddressBlocked.
    """
    return await open_draft(
        work,
        customer_id=customer_id,
        product_version_id=product_version_id,
        amount_fen=amount_fen,
        term_months=term_months,
        purpose=purpose,
    )


async def open_draft(
    work: Work, *, customer_id: UUID, product_version_id: UUID, amount_fen: int, term_months: int, purpose: str
) -> UUID:
    """The same inside a transaction of another verb (a building block), also for what a customer asks for himself."""
    customer = await customers.customer_of(work, customer_id)
    if customer.state is CustomerState.MERGED:
        raise CustomerNotRegistered(field="customerId")
    await _check_wanted(work, product_version_id, amount_fen, term_months, purpose)
    application = Application(
        customer_id=customer_id,
        id=work.new_id(),
        branch_id=customer.branch_id,
        officer_id=customer.officer_id,
        number=await _claim_number(work),
        product_version_id=product_version_id,
        requested_amount_fen=amount_fen,
        requested_term_months=term_months,
        amount_fen=amount_fen,
        term_months=term_months,
        purpose=purpose,
        state=ApplicationState.DRAFT,
        submission=0,
        editors=[work.actor.id],
        started_by=work.actor.id,
        created_at=work.now,
        version=1,
    )
    work.session.add(application)
    await work.session.flush()
    await arriving.admit(work, application.id)
    work.touch("application", application.id)
    work.touch("customer", customer_id)
    return application.id


@use_case(Operation.APPLICATION_START)
async def amend(
    work: Work,
    *,
    application_id: UUID,
    expected_version: int,
    product_version_id: UUID,
    amount_fen: int,
    term_months: int,
    purpose: str,
) -> UUID:
    """Change what is asked for, in draft or after a return; the caller becomes one of the editors.

    Raises NotFound, WrongState, Stale, NotOffered, AmountOutOfRange, TermOutOfRange, PurposeNotAllowed.
    """
    application = await _opened(work, application_id, Step.AMEND, expected_version)
    await _check_wanted(work, product_version_id, amount_fen, term_months, purpose)
    application.product_version_id = product_version_id
    application.requested_amount_fen = application.amount_fen = amount_fen
    application.requested_term_months = application.term_months = term_months
    application.purpose = purpose
    await _edited(work, application)
    work.touch("application", application.id, amount_fen=amount_fen, term_months=term_months)
    return application.id


@use_case(Operation.APPLICATION_SUBMIT)
async def submit(
    work: Work, *, application_id: UUID, expected_version: int, amount_fen: int, term_months: int, reason: str
) -> UUID:
    """Submit with the officer's signed opinion: the amount and term that he recommends, and why. Returns it.

    What he recommends is what is assessed, decided on and lent. Wants a registered customer with consent and a
    confirmed identity document. Clean and below the regional tier it is approved at once; refused by a rule of law it
    is rejected; everything else opens a case. Raises NotFound, WrongState, Stale, OpinionReasonMissing, TextTooLong,
    OpinionAboveRequest, NotOffered, AmountOutOfRange, TermOutOfRange, CustomerNotRegistered, ConsentMissing,
    IdentityNotConfirmed, VisitMissing, VisitUnchecked, VisitTooOld; of a party PartyNotRegistered,
    PartyConsentMissing, PartyNotIdentified.
    """
    said = checked_reason(reason, OpinionReasonMissing, "opinion.reason")
    application = await _opened(work, application_id, Step.SUBMIT, expected_version)
    version = await _check_recommended(work, application, amount_fen, term_months)
    customer = await require_applicant(work, application.customer_id)
    await require_parties(work, application)
    await require_visit(work, application, version, amount_fen)
    account = await customers.verified_account(work, customer.id)
    application.amount_fen, application.term_months = amount_fen, term_months
    application.account_id = account.id if account else None
    application.submission += 1
    application.submitted_at = work.now
    await _edited(work, application)
    await write_opinion(work, application, said)
    await _place(work, application, customer)
    await work.session.flush()
    work.touch("application", application.id, state=application.state.value, tier=application.tier)
    work.record(ApplicationSubmitted(application.customer_id, application.id))
    return application.id


async def _place(work: Work, application: Application, customer: Customer) -> None:
    """Put it where it belongs, on the exposure read under lock: approved, rejected, or before somebody who decides."""
    exposure = await customers.lock_exposure(work, customer.id)
    loan = await quoted(work, application)
    assessed = await assess(work, application, customer, loan, exposure)
    write_findings(work, application, assessed.findings)
    application.debt_ratio, application.apr = shown_ratio(assessed.decision.debt_ratio), loan.apr
    application.exposure_after_fen = exposure.total_fen + application.amount_fen
    route = await routed(work, application, application.exposure_after_fen, referred=assessed.referred)
    application.tier = route.tier
    if assessed.outcome is FindingOutcome.REFUSE:
        application.tier = Tier.AUTOMATIC  # the rules alone have decided
        reject(work, application, Step.SUBMIT)
    elif application.tier is Tier.AUTOMATIC:
        await approve(work, application, Step.SUBMIT)
    else:
        await open_case(work, application, route, Step.SUBMIT)


@use_case(Operation.APPLICATION_WITHDRAW)
async def withdraw(work: Work, *, application_id: UUID, expected_version: int, reason: str) -> UUID:
    """Take an application back, with a reason; an open case is closed, a commitment released. Returns it.

    Not once a contract is signed. Raises NotFound, WrongState, Stale, WithdrawalReasonMissing, TextTooLong.
    """
    said = checked_reason(reason, WithdrawalReasonMissing, "reason")
    if await queries.application_by_id(work.session, work.scope, application_id) is None:
        raise NotFound(field="applicationId")
    # the case before the application: in the order in which a vote takes the two locks
    await approvals.withdraw_case(work, kind=SUBJECT_KIND, subject_id=application_id)
    application = await _opened(work, application_id, Step.WITHDRAW, expected_version)
    if application.state is ApplicationState.APPROVED:
        await customers.commit_exposure(work, application.customer_id, delta_committed_fen=-application.amount_fen)
    application.state = moved(application.state, Step.WITHDRAW, ApplicationState.WITHDRAWN)
    application.withdrawal_reason = said
    await _edited(work, application)
    work.touch("application", application.id, state=application.state.value)
    work.record(ApplicationWithdrawn(application.customer_id, application.id))
    return application.id


async def _opened(work: Work, application_id: UUID, step: Step, expected_version: int) -> Application:
    """The application, locked, in a state that allows the step and at the version that the caller saw."""
    application = await queries.application_for_update(work.session, work.scope, application_id)
    if application is None:
        raise NotFound(field="applicationId")
    check_move(application.state, step)
    if application.version != expected_version:
        raise Stale(field="expectedVersion")
    return application


async def _edited(work: Work, application: Application) -> None:
    application.editors = with_editor(application.editors, work.actor.id)
    application.version += 1
    await work.session.flush()


async def _check_wanted(work: Work, product_version_id: UUID, amount_fen: int, term_months: int, purpose: str) -> None:
    version = await products.version_of(work, product_version_id)
    check_offered(version, work.today)
    check_terms(version, amount_fen, term_months)
    check_purpose(version, purpose)


async def _check_recommended(work: Work, application: Application, amount_fen: int, term_months: int) -> ProductVersion:
    """What the officer recommends: not above the request, and within the product on this day."""
    if amount_fen > application.requested_amount_fen:
        raise OpinionAboveRequest(field="opinion.amount", requested=Money(application.requested_amount_fen))
    version = await products.version_of(work, application.product_version_id)
    check_offered(version, work.today)
    try:
        check_terms(version, amount_fen, term_months)
    except DomainError as refusal:
        refusal.field = f"opinion.{refusal.field}"
        raise
    return version


async def _claim_number(work: Work) -> str:
    """A public number that nobody has: claimed by INSERT, drawn again in the rare case that it is taken."""
    while True:
        number = work.ports.ids.number()
        claim = insert(ApplicationNumber).values(number=number).on_conflict_do_nothing()
        claimed = await work.session.execute(claim.returning(ApplicationNumber.number))
        if claimed.scalar_one_or_none() is not None:
            return number
