"""Views of loans."""

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import strawberry
from sqlalchemy import ColumnElement

from schema.customers.views import Customer
from schema.identity.views import Branch, Staff
from schema.kit.scalars import Money, Rate
from schema.products.views import ProductVersion
from schema.reading.declarations import column, first_of, many, on, one, reads
from schema.reading.nodes import Node
from schema.reading.terms import Terms
from server.custody.rules import OrderState
from server.custody.sights import PAYMENT_ORDERS
from server.loans.queries import instalment_state, owed
from server.loans.rules import InstalmentState, LoanState
from server.loans.sights import INSTALMENTS, LOANS, REPAYMENTS
from server.terms.model import Method

if TYPE_CHECKING:
    from schema.applications.views import Application

strawberry.enum(LoanState, description="Where a loan stands.")
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


@strawberry.type(description="An order to the bank to pay a loan out.")
@reads(PAYMENT_ORDERS)
class PaymentOrder:
    """View of a payment order."""

    number: str = column("Number, fixed before it was first sent.")
    state: OrderState = column("Where it stands.")
    amount: Money = column("How much.", "amount_fen")
    reason: str | None = column("Why it failed, in the bank's words.")


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
    instalments: list[Instalment] = many("The schedule, in order.", _OF_LOAN, order=("number",))
    next_due: Instalment | None = first_of(
        "The oldest instalment that is not fully paid.",
        on(_still_owed, customer_id="customer_id", id="loan_id"),
        order=("number",),
    )
    repayments: list[Repayment] = many("What came in, in order.", _OF_LOAN, order=("recorded_at", "id"))
    payment: PaymentOrder | None = first_of("The newest order to pay it out.", _OF_LOAN, order=("-created_at", "-id"))
    officer: Staff = one("The officer whose customer it is.", on(officer_id="id"))
    branch: Branch = one("The branch.", on(branch_id="id"))
