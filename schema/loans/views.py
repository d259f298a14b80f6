"""Views of loans."""

from datetime import date
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import strawberry

from schema.customers.views import Customer
from schema.identity.views import Branch, Staff
from schema.kit import ids
from schema.kit.context import Info
from schema.kit.fields import described
from schema.kit.nodes import Node
from schema.kit.scalars import Money, Rate
from server.applications import batches as application_batches
from server.custody.models import PaymentOrder as OrderRow
from server.custody.rules import OrderState
from server.customers import batches as customer_batches
from server.identity import reads
from server.loans import models, reading
from server.loans.rules import InstalmentState, LoanState, outstanding_fen, state_on
from server.terms.model import Method

if TYPE_CHECKING:
    from schema.applications.views import Application

strawberry.enum(LoanState, description="Where a loan stands.")
strawberry.enum(InstalmentState, description="Where an instalment stands today.")
strawberry.enum(OrderState, name="PaymentState", description="Where a payment stands; UNKNOWN means the bank is asked.")


@strawberry.type(description="What falls due on a day.")
class Instalment:
    """View of an instalment."""

    number: int = described("Which instalment, from 1.")
    due_on: date = described("When it is due.")
    principal: Money = described("Principal in it.")
    interest: Money = described("Interest in it.")
    fee: Money = described("Fees in it.")
    penalty: Money = described("Penalty in it.")
    paid_principal: Money = described("Principal that is paid.")
    paid_interest: Money = described("Interest that is paid.")
    paid_fee: Money = described("Fees that are paid.")
    outstanding: Money = described("What of it is still owed.")
    state: InstalmentState = described("Where it stands today.")

    @classmethod
    def of(cls, row: models.Instalment, today: date) -> "Instalment":
        return cls(
            number=row.number,
            due_on=row.due_on,
            principal=Money(row.principal_fen),
            interest=Money(row.interest_fen),
            fee=Money(row.fee_fen),
            penalty=Money(row.penalty_fen),
            paid_principal=Money(row.paid_principal_fen),
            paid_interest=Money(row.paid_interest_fen),
            paid_fee=Money(row.paid_fee_fen),
            outstanding=Money(outstanding_fen(row)),
            state=state_on(row, today),
        )


@strawberry.type(description="Money that came in for a loan, and how it was shared out.")
class Repayment(Node):
    """View of a repayment."""

    row: strawberry.Private[models.Repayment]
    amount: Money = described("All of it.")
    paid_on: date = described("Value date.")
    reference: str = described("The payment's own number.")
    principal: Money = described("To principal.")
    interest: Money = described("To interest.")
    fee: Money = described("To fees.")
    penalty: Money = described("To penalty.")
    excess: Money = described("Beyond what was owed: waits in suspense.")

    @classmethod
    def of(cls, row: models.Repayment) -> "Repayment":
        return cls(
            id=ids.encode("Repayment", row.id, row.customer_id),
            row=row,
            amount=Money(row.amount_fen),
            paid_on=row.paid_on,
            reference=row.reference,
            principal=Money(row.principal_fen),
            interest=Money(row.interest_fen),
            fee=Money(row.fee_fen),
            penalty=Money(row.penalty_fen),
            excess=Money(row.excess_fen),
        )

    @strawberry.field(description="Who entered it; null for a machine.")
    async def recorded_by(self, info: Info) -> Staff | None:
        found = await info.context.loader(reads.staff_by_ids).load(self.row.recorded_by)
        return Staff.of(found) if found else None


@strawberry.type(description="An order to the bank to pay a loan out.")
class PaymentOrder:
    """View of a payment order."""

    number: str = described("Number, fixed before it was first sent.")
    state: OrderState = described("Where it stands.")
    amount: Money = described("How much.")
    reason: str | None = described("Why it failed, in the bank's words.")

    @classmethod
    def of(cls, row: OrderRow) -> "PaymentOrder":
        return cls(number=row.number, state=row.state, amount=Money(row.amount_fen), reason=row.reason)


@strawberry.type(description="A loan.")
class Loan(Node):
    """View of a loan."""

    row: strawberry.Private[models.Loan]
    number: str = described("Public number.")
    state: LoanState = described("Where it stands.")
    principal: Money = described("What was lent.")
    outstanding: Money = described("Principal that is still out.")
    rate_annual: Rate = described("Interest a year.")
    term_months: int = described("Term in months.")
    method: Method = described("How it is paid back.")
    disbursed_on: date | None = described("Value date of the payment; null while it is on its way.")
    next_due_on: date | None = described("When the oldest unpaid instalment is due.")
    version: int = described("Rises with every change.")

    @classmethod
    def of(cls, row: models.Loan) -> "Loan":
        return cls(
            id=ids.encode("Loan", row.id, row.customer_id),
            row=row,
            number=row.number,
            state=row.state,
            principal=Money(row.principal_fen),
            outstanding=Money(row.outstanding_fen),
            rate_annual=Rate(row.rate_annual),
            term_months=row.term_months,
            method=row.method,
            disbursed_on=row.disbursed_on,
            next_due_on=row.next_due_on,
            version=row.version,
        )

    @strawberry.field(description="Who borrows.")
    async def customer(self, info: Info) -> Customer | None:
        row = await info.context.loader(customer_batches.customers_by_ids).load(self.row.customer_id)
        return Customer.of(row) if row else None

    @strawberry.field(description="The application that it came from.")
    async def application(
        self, info: Info
    ) -> Annotated["Application", strawberry.lazy("schema.applications.views")] | None:
        from schema.applications.views import Application

        row = await info.context.loader(application_batches.applications_by_ids).load(self.row.application_id)
        return Application.of(row) if row else None

    @strawberry.field(description="The schedule, in order.")
    async def instalments(self, info: Info) -> list[Instalment]:
        rows = await info.context.loader(reading.instalments_of).load(self.row.id)
        return [Instalment.of(row, info.context.today) for row in rows]

    @strawberry.field(description="The oldest instalment that is not fully paid.")
    async def next_due(self, info: Info) -> Instalment | None:
        rows = await info.context.loader(reading.instalments_of).load(self.row.id)
        return next((Instalment.of(row, info.context.today) for row in rows if outstanding_fen(row)), None)

    @strawberry.field(description="What came in, in order.")
    async def repayments(self, info: Info) -> list[Repayment]:
        return [Repayment.of(row) for row in await info.context.loader(reading.repayments_of).load(self.row.id)]

    @strawberry.field(description="The newest order to pay it out.")
    async def payment(self, info: Info) -> PaymentOrder | None:
        row = await info.context.loader(reading.payments_of).load(self.row.id)
        return PaymentOrder.of(row) if row else None

    @strawberry.field(description="The officer whose customer it is.")
    async def officer(self, info: Info) -> Staff:
        return Staff.of(await info.context.loader(reads.staff_by_ids).load(self.row.officer_id))

    @strawberry.field(description="The branch.")
    async def branch(self, info: Info) -> Branch:
        return Branch.of(await info.context.loader(reads.branches_by_id).load(self.row.branch_id))


async def loans_of(info: Info, customer_id: UUID) -> list[Loan]:
    return [Loan.of(row) for row in await info.context.loader(reading.loans_of).load(customer_id)]


async def loan_of_application(info: Info, application_id: UUID) -> Loan | None:
    row = await info.context.loader(reading.loans_of_applications).load(application_id)
    return Loan.of(row) if row else None
