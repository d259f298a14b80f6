"""One-time signing links: who holds one is a named actor that sees one customer's rows and holds the one verb."""

from dataclasses import dataclass
from uuid import UUID

from server.contracts import queries, rules
from server.contracts.errors import LinkInvalid, WrongState
from server.contracts.models import Contract, ContractState, SigningLink
from server.identity.actors import customer_actor, system_actor
from server.identity.guard import read
from server.identity.operations import Operation
from server.kit.work import Caller, Work

LINK_DESK = system_actor(4, "link_desk", Operation.CONTRACT_SIGN)


@dataclass(frozen=True)
class Opened:
    """What a living link opens."""

    customer_id: UUID
    contract_id: UUID
    link_id: UUID


@read(Operation.CONTRACT_SIGN)
async def find_link(work: Work, *, token: str) -> Opened:
    """The contract behind a token. Raises LinkInvalid for an unknown, used or expired one."""
    link = await queries.link_by_token(work.session, work.scope, rules.token_hash(token))
    if link is None or link.expires_at <= work.now:
        raise LinkInvalid
    return Opened(link.customer_id, link.contract_id, link.id)


async def holder_of(caller: Caller, token: str) -> tuple[Caller, Opened]:
    """The caller behind a link: this customer, this verb, nothing else. Raises LinkInvalid."""
    house = caller.house
    found = await find_link(Caller(house, LINK_DESK, caller.request_id, address=caller.address), token=token)
    actor = customer_actor(found.customer_id, Operation.CONTRACT_SIGN, Operation.CONTRACT_READ)
    holder = Caller(house, actor, caller.request_id, caller.idempotency_key, caller.address, caller.device)
    return holder, found


async def opened(work: Work, link_id: UUID, *, for_update: bool = False) -> tuple[SigningLink, Contract]:
    """The link and its contract (a building block). Raises LinkInvalid."""
    link = await queries.link_for_update(work.session, work.scope, link_id) if for_update else None
    if link is None:
        link = await work.session.get(SigningLink, (work.actor.id, link_id))
    contract = await queries.contract_by_id(work.session, work.scope, link.contract_id) if link else None
    if link is None or contract is None or link.expires_at <= work.now:
        raise LinkInvalid
    return link, contract


def must_be_sent(contract: Contract) -> None:
    """Raises WrongState where there is nothing to sign."""
    if contract.state is not ContractState.SENT:
        raise WrongState(state=contract.state.value)
