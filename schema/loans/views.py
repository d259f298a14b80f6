"""Views of loans."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any, Optional

import strawberry
from sqlalchemy import ColumnElement

from schema.classification.views import LoanClass
from schema.customers.views import Customer
from schema.identity.views import Branch, Staff
from schema.kit.paging import Connection
from schema.kit.scalars import Money, Rate
from schema.products.views import ProductVersion
from schema.reading.declarations import column, first_of, many, on, one, reads
from schema.reading.nodes import Node
from schema.reading.terms import Terms
from schema.risk.measured import MeasuredIndicator, indicators_of
from server.custody.rules import OrderKind, OrderState
from server.custody.sights import PAYMENT_ORDERS
from server.loans.queries import days_past_due, instalment_state, owed
from server.loans.rules import ActKind, InstalmentState, LoanState
from server.loans.sights import INSTALMENTS, LOAN_ACTS, LOAN_PLANS, LOANS, REPAYMENTS
from server.terms.model import Method

if TYPE_CHECKING:
    from schema.applications.views import Application

strawberry.enum(LoanState, description="Where a loan stands.")
strawberry.enum(ActKind, name="LoanActKind", description="What can happen to a loan.")
strawberry.enum(InstalmentState, description="Where an instalment stands today.")
strawberry.enum(OrderState, name="PaymentState", description="Where a payment stands; UNKNOWN means the bank is asked.")


@strawberry.type(description="What falls due on a day.")
@reads(INSTALMENTS)
class Instalment:
    """View of an instalment."""

    number: int = column("Which instalment, from 1.")
    due_on: date = column("When it is due.")
    principal: Money = column("Principal in it.", "principal_fen")
    interest: Money = column("Interest in it.", "interest_fen")
    fee: Money = column("Fees in it.", "fee_fen")
    penalty: Money = column("Penalty in it.", "penalty_fen")
    paid_principal: Money = column("Principal that is paid.", "paid_principal_fen")
    paid_interest: Money = column("Interest that is paid.", "paid_interest_fen")
    paid_fee: Money = column("Fees that are paid.", "paid_fee_fen")
    paid_penalty: Money = column("Penalty that is paid.", "paid_penalty_fen")
    waived_interest: Money = column("Interest that the lender let go.", "waived_interest_fen")
    waived_fee: Money = column("Fees that the lender let go.", "waived_fee_fen")
    waived_penalty: Money = column("Penalty that the lender let go.", "waived_penalty_fen")
    from_on: date = column("First day of its interest.")
    agreed_on: date = column("When it was agreed to be due, before moving over days off.")
    penalty_until: date | None = column("Penalty is reckoned to the end of the day before this; null where none is.")
    balance_after: Money = column("Principal that is out after it, by the schedule.", "balance_after_fen")
    outstanding: Money = column("What of it is still owed.", lambda row, _terms: owed(row))
    state: InstalmentState = column("Where it stands today.", lambda row, terms: instalment_state(row, terms.today))


@strawberry.type(description="Money that came in for a loan, and how it was shared out.")
@reads(REPAYMENTS)
class Repayment(Node):
    """View of a repayment."""

    amount: Money = column("All of it.", "amount_fen")
    paid_on: date = column("Value date.")
    reference: str = column("The payment's own number.")
    principal: Money = column("To principal.", "principal_fen")
    interest: Money = column("To interest.", "interest_fen")
    fee: Money = column("To fees.", "fee_fen")
    penalty: Money = column("To penalty.", "penalty_fen")
    excess: Money = column("Beyond what was owed: waits in suspense.", "excess_fen")
    recorded_by: Staff | None = one("Who entered it; null for a machine.", on(recorded_by="id"))
    is_reversed: bool = column("Whether it was taken back.", lambda row, _terms: row.reversed_by.is_not(None))


@strawberry.type(description="Something that happened to a loan, in the order of entry.")
@reads(LOAN_ACTS)
class LoanAct(Node):
    """View of an act."""

    number: int = column("1, 2, 3… in its loan.")
    kind: ActKind = column("What happened.")
    value_on: date = column("From when it counts.")
    booked_on: date = column("When it was entered.")
    amount: Money | None = column("How much, where it is about an amount.", "amount_fen")
    reason: str | None = column("Why.")
    recorded_at: datetime = column("When exactly it was entered.")
    recorded_by: Staff | None = one("Who entered it; null for a machine.", on(recorded_by="id"))
    reverses: Optional["LoanAct"] = one("What it takes back.", on(customer_id="customer_id", reverses="id"))
    reversed_by: Optional["LoanAct"] = one("What took it back.", on(customer_id="customer_id", id="reverses"))


@strawberry.type(description="A schedule that a loan has had; the newest one is the present.")
@reads(LOAN_PLANS)
class LoanPlan:
    """View of a plan."""

    number: int = column("1 is the first; its instalments are read by loanPlan.")
    act: LoanAct | None = one("What laid it down.", on(customer_id="customer_id", act_id="id"))


@strawberry.type(description="An order to the bank to pay a loan out.")
@reads(PAYMENT_ORDERS)
class PaymentOrder:
    """View of a payment order."""

    number: str = column("Number, fixed before it was first sent.")
    state: OrderState = column("Where it stands.")
    amount: Money = column("How much.", "amount_fen")
    reason: str | None = column("Why it failed, in the bank's words.")


def _pays_out(_loan: Any, order: Any, _terms: Terms) -> ColumnElement[bool]:
    kind: ColumnElement[bool] = order.kind == OrderKind.DISBURSEMENT
    return kind


_OF_LOAN = on(customer_id="customer_id", id="loan_id")


def _still_owed(_loan: Any, instalment: Any, _terms: Terms) -> ColumnElement[bool]:
    return owed(instalment) > 0


@strawberry.type(description="A loan.")
@reads(LOANS)
class Loan(Node):
    """View of a loan."""

    number: str = column("Public number.")
    state: LoanState = column("Where it stands.")
    principal: Money = column("What was lent.", "principal_fen")
    outstanding: Money = column("Principal that is still out.", "outstanding_fen")
    rate_annual: Rate = column("Interest a year.")
    term_months: int = column("Term in months.")
    method: Method = column("How it is paid back.")
    disbursed_on: date | None = column("Value date of the payment; null while it is on its way.")
    next_due_on: date | None = column("When the oldest unpaid instalment is due.")
    version: int = column("Rises with every change.")
    customer: Customer | None = one("Who borrows.", on(customer_id="customer_id"))
    product: ProductVersion = one("Under which terms.", on(product_version_id="id"))
    application: Annotated["Application", strawberry.lazy("schema.applications.views")] | None = one(
        "The application that it came from.", on(customer_id="customer_id", application_id="id")
    )
    indicators: Connection[MeasuredIndicator] = indicators_of("this loan")
    instalments: list[Instalment] = many("The schedule, in order.", _OF_LOAN, order=("number",))
    next_due: Instalment | None = first_of(
        "The oldest instalment that is not fully paid.",
        on(_still_owed, customer_id="customer_id", id="loan_id"),
        order=("number",),
    )
    repayments: list[Repayment] = many("What came in, in order.", _OF_LOAN, order=("recorded_at", "id"))
    payment: PaymentOrder | None = first_of(
        "The newest order to pay it out.",
        on(_pays_out, customer_id="customer_id", id="loan_id"),
        order=("-created_at", "-id"),
    )
    acts: list[LoanAct] = many("All that happened to it, in the order of entry.", _OF_LOAN, order=("number",))
    plans: list[LoanPlan] = many("The schedules that it has had, in order.", _OF_LOAN, order=("number",))
    days_past_due: int = column(
        "Days since the oldest unpaid instalment fell due; 0 when none has.",
        lambda row, terms: days_past_due(row, terms.today),
    )
    penalty_rate: Rate = column("What overdue principal bears a year.")
    excess: Money = column("What was paid beyond all that was owed, and waits to be given back.", "excess_fen")
    closed_on: date | None = column("When nothing was owed any more.")
    written_off_on: date | None = column("When it was written off.")
    written_off: Money = column("Principal that was written off and has not come back.", "written_off_fen")
    officer: Staff = one("The officer whose customer it is.", on(officer_id="id"))
    branch: Branch = one("The branch.", on(branch_id="id"))
    classification: LoanClass | None = one(
        "Its class by the five tiers; null before it was first classified.", on(customer_id="customer_id", id="id")
    )
