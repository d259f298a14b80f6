"""The house's own messages: to cases whose strategy begins in writing, and reminders before an instalment is due."""

from datetime import date, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import exists, or_, select

from server.collection import queries
from server.collection.contacting.planning import Planned, planned_in
from server.collection.contacting.wording import filled
from server.collection.keeping import advice_on, sealed, standing_of
from server.collection.models import CaseContact, CollectionCase, PaymentPromise
from server.collection.queries import Debt, Policy
from server.collection.rules import REMINDER, CaseState, ContactState, PromiseState, stops
from server.compliance.contacts.models import ContactChannel, ContactParty, MessageKind
from server.compliance.contacts.service import ContactPlan, before_contact
from server.customers.service import clear_identity
from server.kit import crypto
from server.kit.errors import DomainError
from server.kit.work import Work
from server.loans.models import Instalment, Loan
from server.loans.queries import owed
from server.loans.rules import LoanState

PAGE: Final = 50
MESSAGE: Final = ContactChannel.MESSAGE


async def write_page(work: Work, policy: Policy, after: UUID) -> tuple[int, UUID | None]:
    """The next open cases that the strategy writes to: how many messages were planned, and the last; None at the end.

    A case with a promise that waits is left in peace, and so is one that was contacted in the last days. Who may not
    be contacted, or cannot be reached, is passed over.
    """
    since = work.now - timedelta(days=policy.days("message_every_days"))
    promised = exists().where(
        PaymentPromise.customer_id == CollectionCase.customer_id,
        PaymentPromise.case_id == CollectionCase.id,
        PaymentPromise.state == PromiseState.OPEN,
    )
    wanted = select(CollectionCase).where(
        CollectionCase.state == CaseState.OPEN,
        CollectionCase.id > after,
        or_(CollectionCase.last_contact_at.is_(None), CollectionCase.last_contact_at < since),
        ~promised,
    )
    page = wanted.order_by(CollectionCase.id).limit(PAGE).with_for_update().execution_options(populate_existing=True)
    cases = (await work.session.execute(page)).scalars().all()
    sent = 0
    for case in cases:
        sent += await _write(work, case, policy)
    return sent, cases[-1].id if len(cases) == PAGE else None


async def _write(work: Work, case: CollectionCase, policy: Policy) -> bool:
    if advice_on(work, case, policy).channel != MESSAGE.value:
        return False
    demand = MessageKind.DEMAND.value
    if stops(await standing_of(work, case, policy, channel=MESSAGE.value, message_kind=demand)):
        return False
    try:
        contact = await planned_in(work, case, Planned(MESSAGE, script=f"{case.stage}_message"))
    except DomainError:
        return False
    return contact.state is ContactState.PLANNED


async def remind_page(work: Work, policy: Policy, as_of: date, after: UUID) -> tuple[int, UUID | None]:
    """The next loans with an instalment due in so many days as the reminder stage begins before: reminded once each."""
    ahead = next((-stage.from_days for stage in policy.stages if stage.code == REMINDER), None)
    if ahead is None:
        return 0, None
    due_on = as_of + timedelta(days=ahead)
    wanted = select(Loan).where(Loan.state == LoanState.ACTIVE, Loan.next_due_on == due_on, Loan.id > after)
    loans = (await work.session.execute(wanted.order_by(Loan.id).limit(PAGE))).scalars().all()
    sent = 0
    for loan in loans:
        try:
            sent += await _remind(work, loan, due_on)
        except DomainError:
            continue
    return sent, loans[-1].id if len(loans) == PAGE else None


async def _remind(work: Work, loan: Loan, due_on: date) -> bool:
    own = (CaseContact.customer_id == loan.customer_id, CaseContact.loan_id == loan.id)
    told = select(CaseContact.id).where(*own, CaseContact.about_due_on == due_on)
    script = await queries.script_of(work.session, REMINDER)
    if script is None or (await work.session.execute(told)).scalar_one_or_none() is not None:
        return False
    lines = select(Instalment).where(
        Instalment.customer_id == loan.customer_id, Instalment.loan_id == loan.id, Instalment.due_on == due_on
    )
    due_fen = sum((await work.session.execute(lines.with_only_columns(owed()))).scalars())
    debt = Debt(loan.id, loan.number, due_on, due_fen, loan.outstanding_fen)
    text = filled(script.text, work.settings.lender_name, [debt], work.today)
    phone = (await clear_identity(work, loan.customer_id)).phone
    plan = ContactPlan(loan.id, MESSAGE, ContactParty.SELF, MessageKind.REMINDER, text, phone, tuple(script.tags))
    answer = await before_contact(work, loan.customer_id, plan)
    contact_id = work.new_id()
    contact = CaseContact(
        customer_id=loan.customer_id,
        id=contact_id,
        branch_id=loan.branch_id,
        officer_id=loan.officer_id,
        loan_id=loan.id,
        channel=MESSAGE,
        party=ContactParty.SELF,
        message_kind=MessageKind.REMINDER,
        state=ContactState.PLANNED if answer.allowed else ContactState.REFUSED,
        stage=REMINDER,
        script=REMINDER,
        about_due_on=due_on,
        codes=answer.codes,
        reasons_zh=answer.reasons_zh,
        reasons_en=answer.reasons_en,
        text_cipher=await sealed(work, loan.customer_id, "text", contact_id, text),
        to_masked=crypto.mask_tail(phone),
        consented=False,
        as_advised=True,
        law_contact_id=answer.contact_id,
        planned_by=work.actor.id,
        planned_at=work.now,
    )
    work.session.add(contact)
    await work.session.flush()
    if answer.allowed:
        work.defer("send_collection_message", lock=f"customer:{loan.customer_id}", contact_id=contact_id)
    return answer.allowed
