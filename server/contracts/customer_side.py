"""The borrower's side: open the link, read, ask for the code, sign.

Whoever holds the link is a named actor that sees this one customer's rows and holds the one verb. The link alone does
not sign: the code goes to the phone that the customer is registered with.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from server.applications import lending as applications
from server.contracts import queries, rules
from server.contracts.errors import CodeTooSoon, CodeWrong, LinkInvalid, NotAgreed, WrongState
from server.contracts.events import ContractSigned
from server.contracts.models import Contract, ContractState, SigningLink
from server.customers import service as customers
from server.identity.actors import customer_actor, system_actor
from server.identity.guard import read, use_case
from server.identity.operations import Operation
from server.kit import crypto, data_keys
from server.kit.errors import Refused
from server.kit.work import Caller, Work
from server.notices import service as notices
from server.notices.models import NoticeKind

LINK_DESK = system_actor(4, "link_desk", Operation.CONTRACT_SIGN)
CODE_MINUTES = 5
CODE_PAUSE_SECONDS = 60
CODES_MAX = 5
TRIES_MAX = 5


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
    opened = await find_link(Caller(house, LINK_DESK, caller.request_id, address=caller.address), token=token)
    actor = customer_actor(opened.customer_id, Operation.CONTRACT_SIGN, Operation.CONTRACT_READ)
    holder = Caller(house, actor, caller.request_id, caller.idempotency_key, caller.address, caller.device)
    return holder, opened


@dataclass(frozen=True)
class Summary:
    """What the signing page shows."""

    number: str
    state: ContractState
    customer_name_masked: str
    terms: dict[str, Any]
    pdf_digest: str
    expires_at: datetime


@read(Operation.CONTRACT_SIGN)
async def summary(work: Work, *, link_id: UUID) -> Summary:
    """The figures of the contract, for reading before signing. Raises LinkInvalid."""
    link, contract = await _opened(work, link_id)
    customer = await customers.customer_of(work, contract.customer_id)
    return Summary(
        contract.number,
        contract.state,
        customer.name_masked or "",
        contract.terms,
        contract.pdf_digest or "",
        link.expires_at,
    )


@use_case(Operation.CONTRACT_SIGN)
async def request_code(work: Work, *, link_id: UUID) -> UUID:
    """Send the six-digit code to the borrower's phone; once a minute, five times a link.

    Refuses with contract.link_invalid, contract.wrong_state or contract.code_too_soon.
    """
    link, contract = await _opened(work, link_id, for_update=True)
    _must_be_sent(contract)
    pause = timedelta(seconds=CODE_PAUSE_SECONDS)
    if link.codes_sent >= CODES_MAX or (link.code_sent_at is not None and work.now - link.code_sent_at < pause):
        raise CodeTooSoon
    code = "".join(str(secrets.randbelow(10)) for _ in range(rules.CODE_DIGITS))
    link.code_hash = rules.code_hash(_code_key(work), str(link_id), code)
    link.code_sent_at, link.codes_sent, link.code_tries = work.now, link.codes_sent + 1, 0
    identity = await customers.clear_identity(work, contract.customer_id)
    text = f"【{work.settings.lender_name}】签署验证码 {code}，{CODE_MINUTES}分钟内有效。工作人员不会向您索取验证码。"
    await notices.notify(work, contract.customer_id, NoticeKind.SIGNING_CODE, to=identity.phone, text=text)
    work.touch("contract", contract.id)
    return contract.id


@use_case(Operation.CONTRACT_SIGN)
async def sign(work: Work, *, link_id: UUID, code: str, agree: bool) -> UUID | Refused:
    """Sign: the borrower agrees and shows the code that his phone received. The worker seals the paper afterwards.

    Refuses with contract.link_invalid, contract.wrong_state, contract.not_agreed or contract.code_wrong.
    """
    link, contract = await _opened(work, link_id, for_update=True)
    _must_be_sent(contract)
    if not agree:
        raise NotAgreed(field="agree")
    if not _code_is_right(work, link, code):
        link.code_tries += 1
        return Refused(CodeWrong(field="code"))
    link.used_at = work.now
    contract.state, contract.signed_at = ContractState.SIGNED, work.now
    contract.evidence = _evidence(work, link, contract)
    contract.version += 1
    await applications.mark_contracted(work, contract.application_id)
    work.record(ContractSigned(contract.customer_id, contract.id, contract.application_id))
    work.touch("contract", contract.id, pdf_digest=contract.pdf_digest)
    work.defer("seal_contract", lock=f"contract:{contract.id}", contract_id=contract.id)
    return contract.id


def _evidence(work: Work, link: SigningLink, contract: Contract) -> dict[str, Any]:
    """What proves the signature (电子签名法 article 13): which paper, which link and code, when, from where."""
    return {
        "pdf_digest": contract.pdf_digest,
        "terms_hash": contract.terms_hash.hex(),
        "link_id": str(link.id),
        "code_sent_at": link.code_sent_at.isoformat() if link.code_sent_at else None,
        "signed_at": work.now.isoformat(),
        "address": work.caller.address,
        "device": work.caller.device,
        "method": "one_time_link_and_sms_code",
    }


def _must_be_sent(contract: Contract) -> None:
    if contract.state is not ContractState.SENT:
        raise WrongState(state=contract.state.value)


def _code_key(work: Work) -> bytes:
    return crypto.derive(work.ports.master_key, "signing_code")


def _code_is_right(work: Work, link: SigningLink, code: str) -> bool:
    sent_at = link.code_sent_at
    if link.code_hash is None or sent_at is None or link.code_tries >= TRIES_MAX:
        return False
    if work.now - sent_at > timedelta(minutes=CODE_MINUTES):
        return False
    return secrets.compare_digest(link.code_hash, rules.code_hash(_code_key(work), str(link.id), code))


async def _opened(work: Work, link_id: UUID, *, for_update: bool = False) -> tuple[SigningLink, Contract]:
    link = await queries.link_for_update(work.session, work.scope, link_id) if for_update else None
    if link is None:
        link = await work.session.get(SigningLink, (work.actor.id, link_id))
    contract = await queries.contract_by_id(work.session, work.scope, link.contract_id) if link else None
    if link is None or contract is None or link.expires_at <= work.now:
        raise LinkInvalid
    return link, contract


@read(Operation.CONTRACT_READ)
async def pdf_key(work: Work, *, contract_id: UUID) -> tuple[str, bytes]:
    """Blob and data key of the paper that the link shows. Raises LinkInvalid."""
    contract = await queries.contract_by_id(work.session, work.scope, contract_id)
    blob = (contract.sealed_blob or contract.blob) if contract else None
    if contract is None or blob is None:
        raise LinkInvalid
    return blob, await data_keys.data_key(work, contract.customer_id)
