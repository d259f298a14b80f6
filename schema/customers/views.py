"""Views of customers: masked, until somebody asks with a reason."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

from schema.identity.views import Branch, Staff
from schema.kit import ids
from schema.kit.context import Info
from schema.kit.fields import described
from schema.kit.nodes import Node
from schema.kit.scalars import Money
from server.applications import batches as application_batches
from server.customers import batches, models
from server.identity import reads

if TYPE_CHECKING:
    from schema.applications.views import Application
    from schema.documents.views import Document
    from schema.loans.views import Loan

strawberry.enum(models.CustomerKind, description="A natural person, or a company or sole trader with a licence.")
strawberry.enum(models.CustomerState, description="A prospect has an id and nothing else yet.")
strawberry.enum(models.BankAccountState, description="Money goes to verified accounts only.")


@strawberry.type(description="A bank account of the customer's own.")
class BankAccount(Node):
    """View of a bank account."""

    bank_name: str = described("Name of the bank.")
    number_masked: str = described("Number with its middle hidden.")
    state: models.BankAccountState = described("Whether the bank confirmed that it is his.")
    verified_at: datetime | None = described("When the bank confirmed it.")

    @classmethod
    def of(cls, row: models.BankAccount) -> "BankAccount":
        return cls(
            id=ids.encode("BankAccount", row.id, row.customer_id),
            bank_name=row.bank_name,
            number_masked=row.number_masked,
            state=row.state,
            verified_at=row.verified_at,
        )


@strawberry.type(description="Personal data in clear: shown once, for a reason that stays on record.")
class PersonalData:
    """View of what was revealed."""

    name: str | None = described("Name.")
    id_number: str | None = described("Resident identity number.")
    credit_code: str | None = described("Unified social credit code.")
    phone: str | None = described("Phone number.")


@strawberry.type(description="Somebody who borrows or wants to.")
class Customer(Node):
    """View of a customer."""

    row: strawberry.Private[models.Customer]
    kind: models.CustomerKind = described("Person or company.")
    state: models.CustomerState = described("Whether he is registered.")
    name_masked: str | None = described("Name, masked for persons.")
    id_number_masked: str | None = described("Identity number or credit code, masked.")
    phone_masked: str | None = described("Phone number, masked.")
    income_monthly: Money | None = described("Income a month; null where nobody has told it.")
    debt_monthly: Money | None = described("What he pays on other debts a month; null where nobody has told it.")
    version: int = described("Rises with every change; hand it back as expectedVersion.")
    created_at: datetime = described("When he first came.")

    @classmethod
    def of(cls, row: models.Customer) -> "Customer":
        income, debt = row.income_monthly_fen, row.debt_monthly_fen
        return cls(
            id=ids.encode("Customer", row.id),
            row=row,
            kind=row.kind,
            state=row.state,
            name_masked=row.name_masked,
            id_number_masked=row.number_masked,
            phone_masked=row.phone_masked,
            income_monthly=None if income is None else Money(income),
            debt_monthly=None if debt is None else Money(debt),
            version=row.version,
            created_at=row.created_at,
        )

    @strawberry.field(description="What he owes now.")
    async def outstanding(self, info: Info) -> Money:
        exposure = await info.context.loader(batches.exposures_of).load(self.row.id)
        return Money(exposure.outstanding_fen if exposure else 0)

    @strawberry.field(description="What was approved for him and is not paid out yet.")
    async def committed(self, info: Info) -> Money:
        exposure = await info.context.loader(batches.exposures_of).load(self.row.id)
        return Money(exposure.committed_fen if exposure else 0)

    @strawberry.field(description="The branch that he belongs to.")
    async def branch(self, info: Info) -> Branch:
        return Branch.of(await info.context.loader(reads.branches_by_id).load(self.row.branch_id))

    @strawberry.field(description="The officer who looks after him.")
    async def officer(self, info: Info) -> Staff:
        return Staff.of(await info.context.loader(reads.staff_by_ids).load(self.row.officer_id))

    @strawberry.field(description="His bank accounts, the newest first.")
    async def accounts(self, info: Info) -> list[BankAccount]:
        return [BankAccount.of(row) for row in await info.context.loader(batches.accounts_of).load(self.row.id)]

    @strawberry.field(description="His papers, the newest first.")
    async def documents(self, info: Info) -> list[Annotated["Document", strawberry.lazy("schema.documents.views")]]:
        from schema.documents.views import documents_of

        return await documents_of(info, self.row.id)

    @strawberry.field(description="His applications, the newest first.")
    async def applications(
        self, info: Info
    ) -> list[Annotated["Application", strawberry.lazy("schema.applications.views")]]:
        from schema.applications.views import Application

        rows = await info.context.loader(application_batches.applications_of).load(self.row.id)
        return [Application.of(row) for row in rows]

    @strawberry.field(description="His loans, the newest first.")
    async def loans(self, info: Info) -> list[Annotated["Loan", strawberry.lazy("schema.loans.views")]]:
        from schema.loans.views import loans_of

        return await loans_of(info, self.row.id)
