"""Root fields about what borrowers ask for through their own link, and about the links."""

from datetime import datetime
from uuid import UUID

import strawberry

from schema.applications.views import Application
from schema.customers.views import Customer
from schema.kit import ids
from schema.kit.context import Info
from schema.kit.fields import KEY, SEEN, described, mutation, query
from schema.kit.paging import FIRST_DEFAULT, Connection
from schema.reading.declarations import column, on, one, reads
from schema.reading.descriptions import by_row_id, page
from schema.reading.filters import in_states
from schema.reading.nodes import Node
from schema.reading.read_back import ReadBack
from server.contracts.borrower import links, requests
from server.contracts.borrower.models import RequestKind, RequestState
from server.contracts.borrower.sights import BORROWER_REQUESTS

strawberry.enum(RequestKind, description="What a borrower may ask for through his link.")
strawberry.enum(RequestState, name="BorrowerRequestState", description="Where a borrower's request stands.")


@strawberry.type(description="Something that a borrower asks for. His words are opened by borrowerRequestText.")
@reads(BORROWER_REQUESTS)
class BorrowerRequest(Node):
    """View of a borrower's request."""

    kind: RequestKind = column("What he asks for.")
    state: RequestState = column("Where it stands.")
    asked_at: datetime = column("When he asked.")
    answered_at: datetime | None = column("When he was answered.")
    version: int = column("Rises with every change; hand it back as expectedVersion.")
    customer: Customer | None = one("Who asks.", on(customer_id="customer_id"))
    application: Application | None = one("About which application.", on(application_id="id"))


@strawberry.type(description="A borrower's own words, and the answer.")
class BorrowerRequestText:
    """View of a request in clear."""

    text: str = described("What he wrote.")
    answer: str | None = described("What he was answered.")


@strawberry.type
class BorrowerRequestQuery:
    """Part of the root query."""

    @query(BORROWER_REQUESTS, "What borrowers in sight ask for, page by page, the newest first.")
    def borrower_requests(
        self, first: int = FIRST_DEFAULT, after: str | None = None, *, state: list[RequestState] | None = None
    ) -> Connection[BorrowerRequest]:
        return page(BORROWER_REQUESTS, ("-asked_at", "-id"), *in_states(state), first=first, after=after)

    @query(requests.request_in_clear)
    async def borrower_request_text(self, info: Info, id: strawberry.ID) -> BorrowerRequestText:
        request_id = ids.decode_as("BorrowerRequest", id, "id")
        found = await requests.request_in_clear(info.context.caller, request_id=request_id)
        return BorrowerRequestText(text=found.text, answer=found.answer)


@strawberry.input(description="An answer to a borrower.")
class AnswerBorrowerRequestInput:
    """Input of answerBorrowerRequest."""

    idempotency_key: str = described(KEY)
    request_id: strawberry.ID = described("Which request.")
    text: str = described("What he is told.")
    expected_version: int = described(SEEN)


@strawberry.input(description="An application that is signed or refused.")
class SendBorrowerLinkInput:
    """Input of sendBorrowerLink."""

    idempotency_key: str = described(KEY)
    application_id: strawberry.ID = described("Which application.")


@strawberry.input(description="An application whose links shall open nothing any more.")
class RevokeBorrowerLinksInput:
    """Input of revokeBorrowerLinks."""

    idempotency_key: str = described(KEY)
    application_id: strawberry.ID = described("Which application.")


@strawberry.type(description="The request after the change.")
class BorrowerRequestPayload:
    """Answer of mutations on borrowers' requests."""

    request: BorrowerRequest = described("As it stands now.")


@strawberry.type(description="The application whose links were sent or revoked.")
class BorrowerLinkPayload:
    """Answer of mutations on borrowers' links."""

    application: Application = described("As it stands now.")


@strawberry.type
class BorrowerRequestMutation:
    """Part of the root mutation."""

    @mutation(requests.answer)
    async def answer_borrower_request(self, info: Info, input: AnswerBorrowerRequestInput) -> BorrowerRequestPayload:
        back = ReadBack(info, lambda row_id: BorrowerRequestPayload(request=by_row_id(row_id)))
        request_id = ids.decode_as("BorrowerRequest", input.request_id, "requestId")
        outcome = await requests.answer(
            back.caller(input.idempotency_key),
            request_id=request_id,
            text=input.text,
            expected_version=input.expected_version,
        )
        return back.answer(outcome)

    @mutation(links.send_link)
    async def send_borrower_link(self, info: Info, input: SendBorrowerLinkInput) -> BorrowerLinkPayload:
        back = ReadBack(info, _application)
        application_id = ids.decode_as("Application", input.application_id, "applicationId")
        return back.answer(await links.send_link(back.caller(input.idempotency_key), application_id=application_id))

    @mutation(links.revoke_links)
    async def revoke_borrower_links(self, info: Info, input: RevokeBorrowerLinksInput) -> BorrowerLinkPayload:
        back = ReadBack(info, _application)
        application_id = ids.decode_as("Application", input.application_id, "applicationId")
        return back.answer(await links.revoke_links(back.caller(input.idempotency_key), application_id=application_id))


def _application(application_id: UUID) -> BorrowerLinkPayload:
    return BorrowerLinkPayload(application=by_row_id(application_id))
