"""The signer's side: open the link, read, ask for the code, sign.

Whoever holds the link is a named actor that sees his own rows (and the borrower's, where he signs beside him) and holds
the one verb. The link alone does not sign: the code goes to the phone that this person is registered with.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from server.applications import lending as applications
from server.applications.securing.rules import PartyRole
from server.contracts import disclosing, queries, rules
from server.contracts.borrower.links import issue_link
from server.contracts.disclosing import Shown
from server.contracts.errors import CodeTooSoon, CodeWrong, LinkInvalid, NotAgreed
from server.contracts.events import ContractSigned
from server.contracts.handwriting import Handwriting
from server.contracts.links import Signing, must_be_open, opened
from server.contracts.models import Contract, ContractState, SigningLink
from server.contracts.sealing import ink_cell, party_ink_cell
from server.contracts.signers.queries import signers_of
from server.customers import service as customers
from server.identity.guard import read, use_case
from server.identity.operations import Operation
from server.kit import crypto, data_keys
from server.kit.errors import Refused
from server.kit.work import Work
from server.notices import service as notices
from server.notices.models import NoticeKind

CODE_MINUTES = 5
CODE_PAUSE_SECONDS = 60
CODES_MAX = 5
TRIES_MAX = 5


@dataclass(frozen=True)
class Summary:
    """What the signing page shows. `role` None: the borrower himself; `waiting_for` have not signed yet."""

    number: str
    state: ContractState
    role: PartyRole | None
    has_signed: bool
    waiting_for: int
    customer_name_masked: str
    terms: dict[str, Any]
    pdf_digest: str
    expires_at: datetime
    disclosure: Shown | None


@read(Operation.CONTRACT_SIGN)
async def summary(work: Work, *, link_id: UUID) -> Summary:
    """The figures of the contract, for reading before signing. Raises LinkInvalid."""
    signing = await opened(work, link_id)
    contract, signer = signing.contract, signing.signer
    customer = await customers.customer_of(work, signing.person_id)
    return Summary(
        contract.number,
        contract.state,
        signer.role if signer else None,
        signing.has_signed,
        await _waiting_for(work, contract),
        customer.name_masked or "",
        contract.terms,
        contract.pdf_digest or "",
        signing.link.expires_at,
        await disclosing.shown(work, signing),
    )


@use_case(Operation.CONTRACT_SIGN)
async def request_code(work: Work, *, link_id: UUID) -> UUID:
    """Send the six-digit code to the signer's phone; once a minute, five times a link.

    Refuses with contract.link_invalid, contract.wrong_state, contract.already_signed, contract.disclosure_first or
    contract.code_too_soon.
    """
    signing = await opened(work, link_id, for_update=True)
    must_be_open(signing)
    await disclosing.require_confirmed(work, signing)
    link, contract = signing.link, signing.contract
    pause = timedelta(seconds=CODE_PAUSE_SECONDS)
    if link.codes_sent >= CODES_MAX or (link.code_sent_at is not None and work.now - link.code_sent_at < pause):
        raise CodeTooSoon
    code = "".join(str(secrets.randbelow(10)) for _ in range(rules.CODE_DIGITS))
    link.code_hash = rules.code_hash(_code_key(work), str(link_id), code)
    link.code_sent_at, link.codes_sent, link.code_tries = work.now, link.codes_sent + 1, 0
    identity = await customers.clear_identity(work, signing.person_id)
    text = f"【{work.settings.lender_name}】签署验证码 {code}，{CODE_MINUTES}分钟内有效。工作人员不会向您索取验证码。"
    await notices.notify(work, signing.person_id, NoticeKind.SIGNING_CODE, to=identity.phone, text=text)
    work.touch("contract", contract.id)
    return contract.id


@use_case(Operation.CONTRACT_SIGN)
async def sign(work: Work, *, link_id: UUID, code: str, agree: bool, drawing: Handwriting) -> UUID | Refused:
    """Sign: whoever holds the link agrees, has drawn his name and shows the code that his own phone received.

    When the borrower and all who sign beside him have signed, the contract is: the worker seals the paper, and the
    borrower gets a link for the life of the loan. Refuses with contract.link_invalid, contract.wrong_state,
    contract.already_signed, contract.disclosure_first, contract.not_agreed or contract.code_wrong.
    """
    signing = await opened(work, link_id, for_update=True)
    must_be_open(signing)
    reading = await disclosing.require_confirmed(work, signing)
    if not agree:
        raise NotAgreed(field="agree")
    if not _code_is_right(work, signing.link, code):
        signing.link.code_tries += 1
        return Refused(CodeWrong(field="code"))
    signing.link.used_at = work.now
    told = {"ink_digest": drawing.digest, "disclosure": reading}
    await _write(work, signing, _evidence(work, signing.link, signing.contract) | told, drawing)
    contract = signing.contract
    contract.version += 1
    work.touch("contract", contract.id, pdf_digest=contract.pdf_digest)
    await work.session.flush()
    if not await _waiting_for(work, contract):
        await _complete(work, contract)
    return contract.id


async def _write(work: Work, signing: Signing, evidence: dict[str, Any], drawing: Handwriting) -> None:
    """Keep a signature with its evidence, the drawing under its writer's key."""
    key = await data_keys.data_key(work, signing.person_id)
    signer = signing.signer
    if signer is None:
        contract = signing.contract
        contract.ink_cipher = crypto.encrypt(key, drawing.as_bytes(), ink_cell(contract.id))
        contract.evidence = evidence
        return
    signer.ink_cipher = crypto.encrypt(key, drawing.as_bytes(), party_ink_cell(signer.id))
    signer.evidence, signer.signed_at = evidence, work.now
    work.touch("contract_signer", signer.id, role=signer.role.value)


async def _waiting_for(work: Work, contract: Contract) -> int:
    """How many have not signed yet."""
    beside = await signers_of(work.session, work.scope, contract.id)
    return (contract.evidence is None) + sum(each.evidence is None for each in beside)


async def _complete(work: Work, contract: Contract) -> None:
    """All have signed."""
    contract.state, contract.signed_at = ContractState.SIGNED, work.now
    await applications.mark_contracted(work, contract.application_id)
    work.record(ContractSigned(contract.customer_id, contract.id, contract.application_id))
    await issue_link(work, contract.customer_id, contract.application_id)
    work.defer("seal_contract", lock=f"contract:{contract.id}", contract_id=contract.id)


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
        "method": "one_time_link_sms_code_and_drawn_signature",
    }


def _code_key(work: Work) -> bytes:
    return crypto.derive(work.ports.master_key, "signing_code")


def _code_is_right(work: Work, link: SigningLink, code: str) -> bool:
    sent_at = link.code_sent_at
    if link.code_hash is None or sent_at is None or link.code_tries >= TRIES_MAX:
        return False
    if work.now - sent_at > timedelta(minutes=CODE_MINUTES):
        return False
    return secrets.compare_digest(link.code_hash, rules.code_hash(_code_key(work), str(link.id), code))


@read(Operation.CONTRACT_READ)
async def pdf_key(work: Work, *, contract_id: UUID) -> tuple[str, bytes]:
    """Blob and data key of the paper that the link shows. Raises LinkInvalid."""
    contract = await queries.contract_by_id(work.session, work.scope, contract_id)
    blob = (contract.sealed_blob or contract.blob) if contract else None
    if contract is None or blob is None:
        raise LinkInvalid
    return blob, await data_keys.data_key(work, contract.customer_id)
