"""Paying out: from the approved application to the order on its way, and to the running schedule when it is paid."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.dialects.postgresql import insert as insert_or_not

from server.applications import lending
from server.applications.assessing import editors_of
from server.applications.deciding import SUBJECT_KIND
from server.applications.models import Application
from server.applications.rules import priced, terms_of
from server.approvals import queries as approvals
from server.contracts import rules as agreement
from server.contracts import service as contracts
from server.contracts.models import Contract
from server.custody import funding
from server.custody import queries as custody
from server.custody.events import PaymentSettled
from server.custody.payout.entrusting import entrusted_payee, require_self_payment_allowed
from server.custody.rules import OrderKind, OrderState
from server.custody.service import Payee, open_order
from server.customers import service as customers
from server.identity.guard import use_case
from server.identity.operations import Operation
from server.kit.errors import NotFound, Stale
from server.kit.work import Work
from server.loans import queries
from server.loans.booking import book_disbursement
from server.loans.errors import AlreadyDisbursed, ContractDiffers, DisbursementRunning, NoVerifiedAccount, OwnEntry
from server.loans.events import LoanDisbursed
from server.loans.journal.adding import NewAct, add_act, add_plan
from server.loans.keeping import dated, kept, served
from server.loans.lawful import require_lawful_payment
from server.loans.models import UNTOUCHED, Instalment, Loan, LoanNumber
from server.loans.rules import ActKind, LoanState
from server.products import service as products
from server.terms.model import Terms
from server.terms.schedules import schedule


@use_case(Operation.LOAN_DISBURSE, step_up=True)
async def disburse(work: Work, *, application_id: UUID, expected_version: int) -> UUID:
    """Pay an approved and signed loan out to the borrower's verified own account, or to the supplier he has entrusted.

    Returns the loan. The order goes to the bank after this work, or waits for a second person or a bank file where
    the lender or the funding account works so; the loan becomes active when the bank has paid. After a failed payment
    it may be asked for again. `expected_version` is the application's version that the caller saw. Refuses with
    NotFound, loan.already_disbursed, loan.disbursement_running, loan.own_entry, loan.no_verified_account,
    loan.contract_differs, contract.not_signed, application.wrong_state, application.approval_void, Stale,
    custody.no_funding_account, custody.funds_insufficient, payout.entrusted_payment_required,
    payout.payee_not_confirmed, payout.after_cut_off.
    """
    await require_unpaid(work, await queries.loan_of_application(work.session, work.scope, application_id))
    application = await lending.approved_for_disbursement(work, application_id)
    if application.version != expected_version:
        raise Stale(field="expectedVersion")
    await _require_other_eyes(work, application)
    contract = await _agreed_contract(work, application)
    payee = await _payee(work, application)
    loan = await _loan(work, application, contract)
    await require_lawful_payment(work, application, loan, payee)
    order = await open_order(
        work,
        customer_id=loan.customer_id,
        loan_id=loan.id,
        funding_account_id=loan.funding_account_id,
        amount_fen=loan.principal_fen,
        payee=payee,
        purpose=f"贷款发放 {loan.number}",
    )
    work.touch("loan", loan.id, order_id=str(order.id))
    work.touch("application", application_id)
    return loan.id


async def require_unpaid(work: Work, loan: Loan | None) -> None:
    """That the loan of an application, where there is one, is not paid and no payment of it is on its way.

    A building block. Raises AlreadyDisbursed, DisbursementRunning.
    """
    if loan is None:
        return
    if loan.state is not LoanState.PENDING_DISBURSEMENT:
        raise AlreadyDisbursed(field="applicationId")
    order = await custody.active_order(work.session, work.scope, loan.customer_id, loan.id)
    if order is not None:
        raise (AlreadyDisbursed if order.state is OrderState.SETTLED else DisbursementRunning)(field="applicationId")


async def _require_other_eyes(work: Work, application: Application) -> None:
    """Who serves the customer, entered anything of the file or voted on it, does not pay it out. Raises OwnEntry."""
    own = {application.officer_id, *await editors_of(work, application)}
    for case in await approvals.cases_about(work.session, work.scope, SUBJECT_KIND, application.id):
        for vote in await approvals.votes_on(work.session, work.scope, case):
            own |= {vote.decided_by, vote.voice}
        own |= set(case.editors)
    if work.actor.id in own:
        raise OwnEntry(field="applicationId")


async def _agreed_contract(work: Work, application: Application) -> Contract:
    """The signed contract, which says what was approved. Raises NotSigned, ContractDiffers."""
    contract = await contracts.signed_contract(work, application.id)
    version = await products.version_of(work, application.product_version_id)
    offer = priced(version, application.rate_annual)
    terms = terms_of(offer, application.amount_fen, application.term_months, work.today)
    if not agreement.says(contract.terms, terms, application.term_months):
        raise ContractDiffers(field="applicationId")
    return contract


async def _payee(work: Work, application: Application) -> Payee:
    """The supplier whom two people have vouched for, else the borrower's own account where the amount allows it."""
    entrusted = await entrusted_payee(work, application.customer_id, application.id)
    if entrusted is not None:
        return entrusted
    source = await funding.account_for(work, application.branch_id)
    await require_self_payment_allowed(work, source, application.amount_fen)
    account = await customers.verified_account(work, application.customer_id)
    if account is None:
        raise NoVerifiedAccount(field="applicationId")
    identity = await customers.clear_identity(work, application.customer_id)
    return Payee(account.id, await customers.clear_account(work, account.id), identity.name)


async def _loan(work: Work, application: Application, contract: Contract) -> Loan:
    """The pending loan of an application, opened here or left over from a payment that failed; locked.

    The application's lock keeps rivals out, so a loan that is there by now is looked at once more.
    """
    funding_account = await funding.account_for(work, application.branch_id)
    loan = await queries.loan_of_application(work.session, work.scope, application.id, lock=True)
    if loan is not None:
        await require_unpaid(work, loan)
        loan.funding_account_id, loan.contract_id, loan.version = funding_account.id, contract.id, loan.version + 1
        await work.session.flush()
        return loan
    version = await products.version_of(work, application.product_version_id)
    offer = priced(version, application.rate_annual)
    loan = Loan(
        customer_id=application.customer_id,
        id=work.new_id(),
        branch_id=application.branch_id,
        officer_id=application.officer_id,
        number=await _claim_number(work),
        application_id=application.id,
        contract_id=contract.id,
        product_version_id=version.id,
        funding_account_id=funding_account.id,
        principal_fen=application.amount_fen,
        rate_annual=offer.rate_annual,
        term_months=application.term_months,
        method=version.method,
        convention=version.convention,
        penalty_multiple=version.penalty_multiple,
        **served(offer),
        acts=0,
        written_off_fen=0,
        excess_fen=0,
        state=LoanState.PENDING_DISBURSEMENT,
        outstanding_fen=0,
        opened_by=work.actor.id,
        opened_at=work.now,
        version=1,
    )
    work.session.add(loan)
    await work.session.flush()
    return loan


async def _claim_number(work: Work) -> str:
    """A fresh public number, claimed in this transaction."""
    while True:
        number = work.ports.ids.number()
        claim = insert_or_not(LoanNumber).values(number=number).on_conflict_do_nothing()
        if (await work.session.execute(claim.returning(LoanNumber.number))).scalar_one_or_none():
            return number


async def on_payment_settled(work: Work, event: PaymentSettled) -> None:
    """The bank has paid: the loan is active, its schedule runs from the value date, promised becomes lent.

    Locks the application, the loan, then the exposure, like `disburse`. Raises AlreadyDisbursed.
    """
    if event.kind is not OrderKind.DISBURSEMENT:
        return
    seen = await queries.loan_by_id(work.session, work.scope, event.loan_id)
    if seen is None or seen.application_id is None:
        raise NotFound
    await lending.mark_disbursed(work, seen.application_id)
    loan = await queries.loan_for_update(work.session, work.scope, event.loan_id)
    if loan is None or loan.state is not LoanState.PENDING_DISBURSEMENT:
        raise AlreadyDisbursed
    terms = await _terms(work, loan, event.value_on)
    rows = dated(terms.start_on, schedule(terms))
    loan.state, loan.outstanding_fen, loan.disbursed_on = LoanState.ACTIVE, loan.principal_fen, event.value_on
    loan.plan, loan.next_due_on, loan.version = kept(terms), rows[0]["due_on"], loan.version + 1
    await _lay_down(work, loan, event, rows)
    await work.session.flush()
    await customers.commit_exposure(work, loan.customer_id, -loan.principal_fen, loan.principal_fen)
    await book_disbursement(work, loan, event)
    work.touch("loan", loan.id, disbursed_on=event.value_on.isoformat())
    work.record(LoanDisbursed(loan.customer_id, loan.id, seen.application_id))


async def _terms(work: Work, loan: Loan, start_on: date) -> Terms:
    version = await products.version_of(work, loan.product_version_id)
    off = await products.days_off(work, version, start_on, loan.term_months)
    return terms_of(priced(version, loan.rate_annual), loan.principal_fen, loan.term_months, start_on, off.days)


async def _lay_down(work: Work, loan: Loan, event: PaymentSettled, rows: Sequence[dict[str, Any]]) -> None:
    """Write the act of disbursement, which has the order's id, the first plan and its instalments."""
    await add_act(work, loan, NewAct(event.order_id, ActKind.DISBURSEMENT, event.value_on, loan.principal_fen))
    await add_plan(work, loan, event.order_id, rows)
    own = {"customer_id": loan.customer_id, "branch_id": loan.branch_id, "officer_id": loan.officer_id}
    new = [{**own, **UNTOUCHED, **row, "id": work.new_id(), "loan_id": loan.id} for row in rows]
    await work.session.execute(insert(Instalment), new)
