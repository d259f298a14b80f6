"""The table of reactions: what happens inside a transaction when something has happened. The house on one screen.

Each handler is a building block of a higher subject and runs in the transaction of the verb that recorded the event.
What must happen outside a transaction is left as a job by the handler.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from server.announcing import ANNOUNCED, told
from server.applications.deciding import on_decided, on_terms_offered
from server.applications.events import (
    ApplicationApproved,
    ApplicationRejected,
    ApplicationReturned,
    ApplicationSubmitted,
    ApplicationWithdrawn,
)
from server.applications.inquiries import informing
from server.applications.securing.ending import on_refused, on_withdrawn
from server.applications.telling import on_submitted
from server.approvals.events import CaseUrged, Decided, StepOverdue, TermsOffered
from server.collection.payments import on_act_reversed as on_case_act_reversed
from server.collection.payments import on_loan_repaid
from server.compliance.events import TicketAnswered, TicketFiled
from server.connectors.events import SourceAnswered
from server.contracts.borrower.links import on_rejected
from server.contracts.borrower.registering import on_asked, on_ticket_answered
from server.contracts.events import BorrowerAsked
from server.custody import funding
from server.custody.cash.events import CashBanked, CashCounted
from server.custody.debits.events import DebitSettled
from server.custody.events import FundsAllotted, PaymentFailed, PaymentSettled
from server.customers.events import ConsentWithdrawn, CustomerAmended, CustomerRegistered, RatingFell
from server.customers.rating.tasks import on_customer_known
from server.customers.service import compare_reading, mark_identity
from server.decision.events import AddressFilled
from server.documents.events import IdentityConfirmed, IdentityRead
from server.jobs.telling import happenings
from server.kit.work import Event, Reaction
from server.loans import booking, disbursing, refunding
from server.loans.cash.booking import on_cash_banked, on_cash_counted
from server.loans.conduct import on_loan_changed
from server.loans.debiting.making import on_debit_settled
from server.loans.events import ActReversed, LoanClosed, LoanDisbursed, LoanRepaid
from server.loans.securing import on_act_reversed, on_loan_closed
from server.offers.satisfaction.asking import on_loan_closed as on_loan_to_ask_about
from server.risk.alerts.clusters import on_address_filled

INSIDE: Mapping[type[Event], Sequence[Reaction]] = MappingProxyType(
    {
        ActReversed: (on_loan_changed, on_act_reversed, on_case_act_reversed),
        AddressFilled: (on_address_filled,),
        ApplicationSubmitted: (on_submitted,),
        ApplicationWithdrawn: (on_withdrawn,),
        BorrowerAsked: (on_asked,),
        CaseUrged: (happenings.on_case_urged,),
        CashBanked: (on_cash_banked,),
        CashCounted: (on_cash_counted,),
        ConsentWithdrawn: (informing.on_consent_withdrawn, happenings.on_consent_withdrawn),
        CustomerAmended: (on_customer_known,),
        CustomerRegistered: (on_customer_known,),
        DebitSettled: (on_debit_settled,),
        ApplicationApproved: (happenings.on_application_decided,),
        ApplicationRejected: (on_refused, on_rejected, happenings.on_application_decided),
        ApplicationReturned: (happenings.on_application_decided,),
        Decided: (on_decided,),
        FundsAllotted: (booking.on_funds_allotted,),
        IdentityConfirmed: (mark_identity,),
        IdentityRead: (compare_reading,),
        LoanClosed: (on_loan_changed, on_loan_closed, on_loan_repaid, on_loan_to_ask_about),
        LoanDisbursed: (on_loan_changed,),
        LoanRepaid: (on_loan_repaid,),
        PaymentFailed: (refunding.on_payment_failed, funding.on_payment_failed),
        # the funding account's row last: every payment of the region waits for it
        PaymentSettled: (disbursing.on_payment_settled, refunding.on_payment_settled, funding.on_payment_settled),
        RatingFell: (happenings.on_rating_fell,),
        SourceAnswered: (informing.on_source_answered,),
        StepOverdue: (happenings.on_step_overdue,),
        TermsOffered: (on_terms_offered,),
        TicketAnswered: (on_ticket_answered,),
        TicketFiled: (happenings.on_ticket_filed,),
    }
)
"""What other subjects do."""

REACTIONS: Mapping[type[Event], Sequence[Reaction]] = MappingProxyType(
    dict(INSIDE) | {event: (*INSIDE.get(event, ()), told(kind)) for event, kind in ANNOUNCED.items()}
)
"""And last of all partners are told."""
