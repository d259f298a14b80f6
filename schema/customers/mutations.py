"""Root fields that change customers."""

from uuid import UUID

import strawberry

from schema.customers.views import Customer, PersonalData
from schema.kit import ids
from schema.kit.context import Info
from schema.kit.fields import KEY, described, mutation
from schema.kit.scalars import Money
from schema.reading.descriptions import by_row_id
from schema.reading.read_back import ReadBack
from server.customers import service
from server.customers.models import CustomerKind


@strawberry.input(description="A new prospect.")
class BeginProspectInput:
    """Input of beginProspect."""

    idempotency_key: str = described(KEY)


@strawberry.input(description="Who the prospect is.")
class RegisterCustomerInput:
    """Input of registerCustomer."""

    idempotency_key: str = described(KEY)
    customer_id: strawberry.ID = described("The prospect.")
    kind: CustomerKind = described("Person or company.")
    name: str = described("Name as on the identity document.")
    phone: str = described("Mobile number, eleven digits.")
    consent: bool = described("Whether he agreed to the use of his data; must be true.")
    id_number: str | None = strawberry.field(default=None, description="Resident identity number, for a person.")
    credit_code: str | None = strawberry.field(default=None, description="Unified social credit code, for a company.")
    legal_representative: str | None = strawberry.field(default=None, description="For a company.")
    income_monthly: Money | None = strawberry.field(default=None, description="Income a month.")
    debt_monthly: Money | None = strawberry.field(default=None, description="What he pays on other debts a month.")


@strawberry.input(description="A bank account of the customer's own.")
class BindAccountInput:
    """Input of bindAccount."""

    idempotency_key: str = described(KEY)
    customer_id: strawberry.ID = described("Whose account.")
    account: str = described("Account or card number.")
    bank_name: str = described("Name of the bank.")
    phone: str = described("Phone number that the bank knows.")
    separate_consent: bool = strawberry.field(
        default=False, description="Whether he agrees, by itself, that his account is held (个保法 28, 29)."
    )


@strawberry.input(description="A look at personal data.")
class RevealCustomerInput:
    """Input of revealCustomer."""

    customer_id: strawberry.ID = described("Whose data.")
    fields: list[str] = described("Of name, id_number, credit_code, phone.")
    reason: str = described("Why; stays on record.")


@strawberry.type(description="The customer after the change.")
class CustomerPayload:
    """Answer of mutations on customers."""

    customer: Customer = described("As he stands now.")


@strawberry.type(description="What was asked for.")
class RevealPayload:
    """Answer of revealCustomer."""

    data: PersonalData = described("In clear, once.")


@strawberry.type
class CustomerMutation:
    """Part of the root mutation."""

    @mutation(service.begin_prospect)
    async def begin_prospect(self, info: Info, input: BeginProspectInput) -> CustomerPayload:
        back = ReadBack(info, _payload)
        outcome = await service.begin_prospect(back.caller(input.idempotency_key))
        return back.answer(outcome)

    @mutation(service.register)
    async def register_customer(self, info: Info, input: RegisterCustomerInput) -> CustomerPayload:
        back = ReadBack(info, _payload)
        outcome = await service.register(
            back.caller(input.idempotency_key),
            customer_id=ids.decode_as("Customer", input.customer_id, "customerId"),
            kind=input.kind,
            name=input.name,
            phone=input.phone,
            consent=input.consent,
            id_number=input.id_number,
            credit_code=input.credit_code,
            legal_representative=input.legal_representative,
            income_monthly_fen=input.income_monthly,
            debt_monthly_fen=input.debt_monthly,
        )
        return back.answer(outcome)

    @mutation(service.bind_account)
    async def bind_account(self, info: Info, input: BindAccountInput) -> CustomerPayload:
        customer_id = ids.decode_as("Customer", input.customer_id, "customerId")
        back = ReadBack(info, lambda _account_id: _payload(customer_id))
        outcome = await service.bind_account(
            back.caller(input.idempotency_key),
            customer_id=customer_id,
            account=input.account,
            bank_name=input.bank_name,
            phone=input.phone,
            separate_consent=input.separate_consent,
        )
        return back.answer(outcome)

    @mutation(service.reveal)
    async def reveal_customer(self, info: Info, input: RevealCustomerInput) -> RevealPayload:
        clear = await service.reveal(
            info.context.caller,
            customer_id=ids.decode_as("Customer", input.customer_id, "customerId"),
            fields=tuple(input.fields),
            reason=input.reason,
        )
        names = ("name", "id_number", "credit_code", "phone")
        return RevealPayload(data=PersonalData(**{name: clear.get(name) for name in names}))


def _payload(customer_id: UUID) -> CustomerPayload:
    return CustomerPayload(customer=by_row_id(customer_id))
