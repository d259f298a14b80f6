"""What borrowers ask for through their link, and what staff answer. Each request is a row that waits for its answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from server.compliance.tickets.service import settle_request
from server.contracts.borrower import queries
from server.contracts.borrower.models import BorrowerRequest, RequestKind, RequestState
from server.contracts.errors import AskedAlready, OwnComplaint, RequestUnsound
from server.contracts.events import BorrowerAsked
from server.customers import queries as known
from server.customers import service as customers
from server.identity.guard import read, use_case
from server.identity.operations import Operation
from server.kit import crypto, data_keys
from server.kit.errors import NotFound, Stale
from server.kit.work import Work
from server.notices import service as notices
from server.notices.models import NoticeKind

TABLE: Final = "borrower_requests"
TEXT_LENGTH_MAX: Final = 1_000
BY_LINK: Final = "客户通过专属链接撤回"
"""The reason on the trail of consents; his own words are sealed with his key."""


@dataclass(frozen=True)
class Asked:
    """A request in clear: for who asked, and for who answers. `due_on` is when it has to be answered."""

    id: UUID
    kind: RequestKind
    state: RequestState
    text: str
    asked_at: datetime
    answer: str | None
    answered_at: datetime | None
    due_on: date | None = None


@use_case(Operation.BORROWER_ASK)
async def ask(work: Work, *, application_id: UUID, kind: RequestKind, text: str, purposes: Sequence[str] = ()) -> UUID:
    """Ask for a person, for hardship, complain, or take consents back. Returns the request.

    Consents are taken back at once: those to the named purposes, or all that stand. Everything becomes a ticket of the
    house with the day of the law. Refuses with NotFound, contract.request_unsound, contract.asked_already (one of a
    kind waits at a time), customer.purpose_unknown, customer.consent_missing.
    """
    application = await queries.application_of(work.session, work.scope, application_id)
    if application is None:
        raise NotFound(field="applicationId")
    said = _sound(text, "text")
    await customers.customer_of(work, application.customer_id, lock=True)
    owner = await data_keys.ownership(work, application.customer_id)
    if await queries.is_open(work.session, work.scope, application_id, kind):
        raise AskedAlready(field="kind")
    request_id = work.new_id()
    work.session.add(
        BorrowerRequest(
            customer_id=application.customer_id,
            id=request_id,
            branch_id=owner.branch_id,
            officer_id=owner.officer_id,
            application_id=application_id,
            kind=kind,
            state=RequestState.OPEN,
            text_cipher=crypto.encrypt(owner.key, said.encode(), crypto.cell(TABLE, "text", request_id)),
            asked_at=work.now,
            version=1,
        )
    )
    await work.session.flush()
    work.record(BorrowerAsked(application.customer_id, request_id, application_id, kind.value))
    if kind is RequestKind.CONSENT_WITHDRAWAL:
        for purpose in purposes or await known.standing_consents(work.session, work.scope, application.customer_id):
            await customers.take_back(work, application.customer_id, purpose, BY_LINK)
    work.touch("borrower_request", request_id, asked=kind.value)
    return request_id


@use_case(Operation.BORROWER_ANSWER)
async def answer(work: Work, *, request_id: UUID, text: str, expected_version: int) -> UUID:
    """Answer a request; the borrower is told by SMS and reads the answer behind his link. Its ticket is answered too.

    A complaint is not answered by the customer's own officer: it may be about him. Refuses with NotFound,
    contract.own_complaint, contract.request_unsound, Stale (somebody has answered).
    """
    request = await queries.request_by_id(work.session, work.scope, request_id, for_update=True)
    if request is None:
        raise NotFound(field="requestId")
    if request.version != expected_version:
        raise Stale(field="expectedVersion")
    if request.kind is RequestKind.COMPLAINT and request.officer_id == work.actor.id:
        raise OwnComplaint(field="requestId")
    said = _sound(text, "text")
    await settle(work, request, said)
    await settle_request(work, request.customer_id, request.id, said, "done")
    return request_id


async def settle(work: Work, request: BorrowerRequest, said: str) -> None:
    """Keep the answer and tell the borrower that there is one (a building block)."""
    key = await data_keys.data_key(work, request.customer_id)
    request.answer_cipher = crypto.encrypt(key, said.encode(), crypto.cell(TABLE, "answer", request.id))
    request.state, request.answered_by, request.answered_at = RequestState.ANSWERED, work.actor.id, work.now
    request.version += 1
    identity = await customers.clear_identity(work, request.customer_id)
    told = f"【{work.settings.lender_name}】您的诉求已有答复，请通过您的专属链接查看。"
    await notices.notify(work, request.customer_id, NoticeKind.BORROWER_ANSWER, to=identity.phone, text=told)
    work.touch("borrower_request", request.id, answered=True)


@read(Operation.BORROWER_ANSWER)
async def request_in_clear(work: Work, *, request_id: UUID) -> Asked:
    """What a borrower wrote, and the answer. Raises NotFound."""
    request = await queries.request_by_id(work.session, work.scope, request_id)
    if request is None:
        raise NotFound(field="id")
    return opened(await data_keys.data_key(work, request.customer_id), request)


def opened(key: bytes, request: BorrowerRequest, due_on: date | None = None) -> Asked:
    """A request in clear, under its customer's key."""
    text = crypto.decrypt(key, request.text_cipher, crypto.cell(TABLE, "text", request.id)).decode()
    sealed = request.answer_cipher
    said = crypto.decrypt(key, sealed, crypto.cell(TABLE, "answer", request.id)).decode() if sealed else None
    at = (request.asked_at, request.answered_at)
    return Asked(request.id, request.kind, request.state, text, at[0], said, at[1], due_on)


def _sound(text: str, field: str) -> str:
    said = text.strip()
    if not 0 < len(said) <= TEXT_LENGTH_MAX:
        raise RequestUnsound(field=field, limit=TEXT_LENGTH_MAX)
    return said
