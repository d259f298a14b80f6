"""The borrower's link for the life of the loan: issued with the signature or the refusal, revoked by staff."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import update

from server.applications import queries as applications
from server.applications.events import ApplicationRejected
from server.applications.models import Application
from server.applications.rules import ApplicationState
from server.contracts import rules
from server.contracts.borrower import queries
from server.contracts.borrower.models import BorrowerLink
from server.contracts.errors import LinkInvalid, NothingToShow
from server.customers import service as customers
from server.identity.actors import customer_actor, system_actor
from server.identity.guard import read, use_case
from server.identity.operations import Operation
from server.kit import data_keys
from server.kit.database import within
from server.kit.errors import NotFound
from server.kit.work import Caller, Work
from server.notices import service as notices
from server.notices.models import NoticeKind

BORROWER_DESK = system_actor(11, "borrower_desk", Operation.BORROWER_ASK)
REFUSED_DAYS: Final = 90
SHOWN: Final = frozenset({ApplicationState.CONTRACTED, ApplicationState.DISBURSED, ApplicationState.REJECTED})


@dataclass(frozen=True)
class Known:
    """What a living link is for."""

    customer_id: UUID
    application_id: UUID
    link_id: UUID


async def issue_link(work: Work, customer_id: UUID, application_id: UUID) -> UUID:
    """Send the customer his own link to an application (a building block). Earlier ones stay good."""
    owner = await data_keys.ownership(work, customer_id)
    token, link_id = work.ports.ids.secret(), work.new_id()
    work.session.add(
        BorrowerLink(
            customer_id=customer_id,
            id=link_id,
            branch_id=owner.branch_id,
            officer_id=owner.officer_id,
            application_id=application_id,
            token_hash=rules.token_hash(token),
            issued_at=work.now,
        )
    )
    identity = await customers.clear_identity(work, customer_id)
    text = (
        f"【{work.settings.lender_name}】您可随时通过专属链接查看合同、还款计划与申请结果，或提出诉求："
        f"{work.settings.public_url}/mine/{token} 。请妥善保管，勿转发。"
    )
    await notices.notify(work, customer_id, NoticeKind.BORROWER_LINK, to=identity.phone, text=text)
    return link_id


async def on_rejected(work: Work, event: ApplicationRejected) -> None:
    """Who is refused may read why and ask for a person (a reaction, inside the transaction of the refusal)."""
    await issue_link(work, event.customer_id, event.application_id)


@use_case(Operation.BORROWER_LINK)
async def send_link(work: Work, *, application_id: UUID) -> UUID:
    """Send a customer a new link to an application, when he has lost his. Raises NotFound, NothingToShow.

    An application that is neither signed nor refused has nothing to show him yet.
    """
    application = await _application(work, application_id)
    if application.state not in SHOWN:
        raise NothingToShow(field="applicationId")
    await issue_link(work, application.customer_id, application_id)
    work.touch("application", application_id, borrower_link="sent")
    return application_id


@use_case(Operation.BORROWER_LINK)
async def revoke_links(work: Work, *, application_id: UUID) -> UUID:
    """Revoke every link to an application at once: a phone was lost, a message was passed on. Raises NotFound."""
    application = await _application(work, application_id)
    living = update(BorrowerLink).where(
        BorrowerLink.customer_id == application.customer_id,
        BorrowerLink.application_id == application_id,
        BorrowerLink.revoked_at.is_(None),
        within(BorrowerLink, work.scope),
    )
    await work.session.execute(living.values(revoked_at=work.now, revoked_by=work.actor.id))
    work.touch("application", application_id, borrower_links="revoked")
    return application_id


@read(Operation.BORROWER_ASK)
async def find_link(work: Work, *, token: str) -> Known:
    """What a token is for. Raises LinkInvalid for one that is unknown or revoked, or too long after a refusal."""
    link = await queries.link_by_token(work.session, work.scope, rules.token_hash(token))
    if link is None or link.revoked_at is not None:
        raise LinkInvalid
    application = await applications.application_by_id(work.session, work.scope, link.application_id)
    late = work.now - link.issued_at > timedelta(days=REFUSED_DAYS)
    if application is None or (application.state is ApplicationState.REJECTED and late):
        raise LinkInvalid
    return Known(link.customer_id, link.application_id, link.id)


async def holder_of(caller: Caller, token: str) -> tuple[Caller, Known]:
    """The caller behind a link: this customer, reading what is his, and asking. Raises LinkInvalid."""
    house = caller.house
    known = await find_link(Caller(house, BORROWER_DESK, caller.request_id, address=caller.address), token=token)
    actor = customer_actor(known.customer_id, Operation.BORROWER_ASK, Operation.CONTRACT_READ, Operation.LOAN_READ)
    holder = Caller(house, actor, caller.request_id, caller.idempotency_key, caller.address, caller.device)
    return holder, known


async def _application(work: Work, application_id: UUID) -> Application:
    found = await applications.application_by_id(work.session, work.scope, application_id)
    if found is None:
        raise NotFound(field="applicationId")
    return found
