"""One-time signing links: who holds one is a named actor that sees one customer's rows and holds the one verb."""

from dataclasses import dataclass, replace
from uuid import UUID

from server.contracts import queries, rules
from server.contracts.errors import AlreadySigned, LinkInvalid, WrongState
from server.contracts.models import Contract, ContractState, SigningLink
from server.contracts.signers.models import ContractSigner
from server.contracts.signers.queries import signer_by_id
from server.identity.actors import customer_actor, system_actor
from server.identity.guard import read
from server.identity.operations import Operation
from server.kit.scope import Scope
from server.kit.work import Caller, Work

LINK_DESK = system_actor(4, "link_desk", Operation.CONTRACT_SIGN)


@dataclass(frozen=True)
class Opened:
    """What a living link opens, and for whom: the borrower, or one who signs beside him."""

    customer_id: UUID
    contract_id: UUID
    link_id: UUID
    person_id: UUID


@read(Operation.CONTRACT_SIGN)
async def find_link(work: Work, *, token: str) -> Opened:
    """The contract behind a token. Raises LinkInvalid for an unknown, used or expired one."""
    link = await queries.link_by_token(work.session, work.scope, rules.token_hash(token))
    if link is None or link.expires_at <= work.now:
        raise LinkInvalid
    signer = await signer_by_id(work.session, work.scope, link.signer_id) if link.signer_id else None
    return Opened(link.customer_id, link.contract_id, link.id, signer.person_id if signer else link.customer_id)


async def holder_of(caller: Caller, token: str) -> tuple[Caller, Opened]:
    """The caller behind a link: this verb, nothing else. Raises LinkInvalid.

    He sees his own rows, and the borrower's where he signs beside him.
    """
    house = caller.house
    found = await find_link(Caller(house, LINK_DESK, caller.request_id, address=caller.address), token=token)
    actor = customer_actor(found.person_id, Operation.CONTRACT_SIGN, Operation.CONTRACT_READ)
    if found.person_id != found.customer_id:
        actor = replace(actor, scope=Scope(None, None, frozenset({found.person_id, found.customer_id})))
    holder = Caller(house, actor, caller.request_id, caller.idempotency_key, caller.address, caller.device)
    return holder, found


@dataclass(frozen=True)
class Signing:
    """A link with its contract, and the signer whose it is: None, where it is the borrower's."""

    link: SigningLink
    contract: Contract
    signer: ContractSigner | None

    @property
    def person_id(self) -> UUID:
        return self.signer.person_id if self.signer else self.contract.customer_id

    @property
    def has_signed(self) -> bool:
        return (self.signer.evidence if self.signer else self.contract.evidence) is not None


async def opened(work: Work, link_id: UUID, *, for_update: bool = False) -> Signing:
    """The link and its contract, both locked for an update: two signers wait for each other (a building block).

    Raises LinkInvalid, also where somebody else holds it.
    """
    link = await queries.link_by_id(work.session, work.scope, link_id, for_update=for_update)
    if link is None or link.expires_at <= work.now:
        raise LinkInvalid
    by_id = queries.contract_for_update if for_update else queries.contract_by_id
    contract = await by_id(work.session, work.scope, link.contract_id)
    signer = None
    if link.signer_id is not None:
        signer = await signer_by_id(work.session, work.scope, link.signer_id, for_update=for_update)
    if contract is None or (signer.person_id if signer else link.customer_id) != work.actor.id:
        raise LinkInvalid
    return Signing(link, contract, signer)


def must_be_open(signing: Signing) -> None:
    """Raises WrongState where there is nothing to sign, AlreadySigned where he has."""
    must_be_sent(signing.contract)
    if signing.has_signed:
        raise AlreadySigned


def must_be_sent(contract: Contract) -> None:
    """Raises WrongState where there is nothing to sign."""
    if contract.state is not ContractState.SENT:
        raise WrongState(state=contract.state.value)
