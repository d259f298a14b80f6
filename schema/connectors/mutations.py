"""Root fields of sources: which there are, and asking one."""

import strawberry

from schema.connectors.views import ConnectorSource, Inquiry
from schema.kit import ids
from schema.kit.context import Info
from schema.kit.fields import KEY, described, mutation, query
from schema.reading.descriptions import by_row_id, rows
from schema.reading.read_back import ReadBack
from server.applications.inquiries import asking
from server.connectors.sights import SOURCES


@strawberry.input(description="Which source shall be asked about whom.")
class AskSourceInput:
    """Input of askSource."""

    idempotency_key: str = described(KEY)
    customer_id: strawberry.ID = described("About whom.")
    source: str = described("Code of the source: see connectorSources.")
    application_id: strawberry.ID | None = strawberry.field(
        default=None, description="For which application; a supply-chain platform wants one."
    )
    account_id: strawberry.ID | None = strawberry.field(
        default=None, description="For a card check: which account; without it, the one verified last."
    )


@strawberry.type(description="The inquiry as it stands now.")
class InquiryPayload:
    """Answer of askSource."""

    inquiry: Inquiry = described("On its way, or one whose answer still holds.")


@strawberry.type
class ConnectorQuery:
    """Part of the root query."""

    @query(SOURCES, "The sources that can be asked about customers, in their order.")
    def connector_sources(self) -> list[ConnectorSource]:
        return rows(order=("position",))


@strawberry.type
class ConnectorMutation:
    """Part of the root mutation."""

    @mutation(asking.ask_source)
    async def ask_source(self, info: Info, input: AskSourceInput) -> InquiryPayload:
        back = ReadBack(info, lambda inquiry_id: InquiryPayload(inquiry=by_row_id(inquiry_id)))
        application, account = input.application_id, input.account_id
        outcome = await asking.ask_source(
            back.caller(input.idempotency_key),
            customer_id=ids.decode_as("Customer", input.customer_id, "customerId"),
            source=input.source,
            application_id=ids.decode_as("Application", application, "applicationId") if application else None,
            account_id=ids.decode_as("BankAccount", account, "accountId") if account else None,
        )
        return back.answer(outcome)
