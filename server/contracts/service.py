"""The staff's side: draw up, let the worker set the paper, send for signing."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import insert

from server.applications import lending as applications
from server.applications.models import Application
from server.applications.rules import priced, terms_of
from server.contracts import costs, drafting, lawful, publishing, queries, rules, wording
from server.contracts.errors import AlreadyDrawn, NoAccount, NotSigned, WrongState
from server.contracts.models import (
    Contract,
    ContractNumber,
    ContractState,
    Disclosure,
    SigningLink,
    TemplateKind,
)
from server.contracts.signers import naming
from server.contracts.signers.queries import signers_of
from server.customers import service as customers
from server.customers.models import CustomerKind
from server.identity.guard import read, use_case
from server.identity.operations import Operation
from server.kit import data_keys
from server.kit.crypto import decrypt
from server.kit.errors import NotFound
from server.kit.work import Work
from server.notices import service as notices
from server.notices.models import NoticeKind
from server.products import service as products
from server.terms.running.policy import policy_from
from server.terms.schedules import schedule

LINK_DAYS = 3


@use_case(Operation.CONTRACT_DRAW_UP)
async def draw_up(work: Work, *, application_id: UUID) -> UUID:
    """Draw up the contract of an approved application; the worker sets the paper. Returns the contract's id.

    From the day that a template of the cost disclosure is in force, one goes before the contract. Refuses with
    NotFound, an application that does not stand as approved, contract.already_drawn, contract.no_verified_account,
    contract.no_template or contract.field_missing, naming what the template says and nobody knows.
    """
    application = await applications.approved(work, application_id)
    if await queries.living_contract(work.session, work.scope, application_id) is not None:
        raise AlreadyDrawn
    if await customers.verified_account(work, application.customer_id) is None:
        raise NoAccount(field="applicationId")
    version = await products.version_of(work, application.product_version_id)
    off = await products.days_off(work, version, work.today, application.term_months)
    offer = priced(version, application.rate_annual)
    terms = terms_of(offer, application.amount_fen, application.term_months, work.today, off.days)
    agreed = rules.agreed_terms(
        terms,
        schedule(terms),
        term_months=application.term_months,
        purpose=application.purpose,
        penalty_multiple=version.penalty_multiple,
    ) | await naming.agreed_security(work, application)
    await lawful.require_lawful_terms(work, application, agreed, terms, schedule(terms))
    contract = _drawing(work, application, agreed)
    template = await publishing.template_on(work, TemplateKind.LOAN_CONTRACT, work.today)
    values = await drafting.said_by(work, contract)
    wording.filled(template.kind, template.texts, values)
    contract.template_id = template.id
    await drafting.security_clauses(work, contract, values)
    disclosure = await _disclosure(work, contract, version.servicing, values)
    work.session.add(contract)
    await work.session.execute(insert(ContractNumber).values(number=contract.number, contract_id=contract.id))
    signers = naming.signers_for(work, contract, disclosure)
    if disclosure is not None or signers:
        await work.session.flush()
        work.session.add_all([*([disclosure] if disclosure else []), *signers])
    work.touch("contract", contract.id, terms_hash=contract.terms_hash.hex())
    work.defer("render_contract", lock=f"contract:{contract.id}", contract_id=contract.id)
    return contract.id


def _drawing(work: Work, application: Application, agreed: dict[str, Any]) -> Contract:
    return Contract(
        customer_id=application.customer_id,
        id=work.new_id(),
        branch_id=application.branch_id,
        officer_id=application.officer_id,
        number=work.ports.ids.number(),
        application_id=application.id,
        state=ContractState.DRAWING,
        terms=agreed,
        terms_hash=rules.terms_hash(agreed),
        drawn_by=work.actor.id,
        drawn_at=work.now,
        version=1,
    )


async def _disclosure(
    work: Work, contract: Contract, servicing: dict[str, Any], values: dict[str, str]
) -> Disclosure | None:
    """The cost disclosure, where one is in force on the day and the borrower is a person."""
    customer = await customers.customer_of(work, contract.customer_id)
    template = await queries.template_on(work.session, TemplateKind.COST_DISCLOSURE, work.today)
    if template is None or customer.kind is CustomerKind.COMPANY:
        return None
    wording.filled(template.kind, template.texts, values)
    prepayment = policy_from(servicing).as_dict()["prepayment"]
    return Disclosure(
        customer_id=contract.customer_id,
        id=work.new_id(),
        branch_id=contract.branch_id,
        officer_id=contract.officer_id,
        contract_id=contract.id,
        template_id=template.id,
        form=costs.form_of(contract.terms, lender=work.settings.lender_name, prepayment=prepayment),
        reading_seconds=template.reading_seconds,
        drawn_at=work.now,
    )


@use_case(Operation.CONTRACT_SEND)
async def send_for_signing(work: Work, *, contract_id: UUID) -> UUID:
    """Send everybody who has not signed yet his own one-time link by SMS, good for three days.

    May be sent again: the newest link counts too. Refuses with NotFound or contract.wrong_state (the paper is not set
    yet, or it is signed).
    """
    contract = await _for_update(work, contract_id)
    if contract.state not in {ContractState.DRAWN, ContractState.SENT}:
        raise WrongState(state=contract.state.value)
    await applications.approved(work, contract.application_id)
    if contract.evidence is None:
        await _send_link(work, contract, contract.customer_id, "借款合同")
    for signer in await signers_of(work.session, work.scope, contract_id):
        if signer.signed_at is None:
            paper = f"借款合同（您为{naming.ROLES_ZH[signer.role]}）"
            await _send_link(work, contract, signer.person_id, paper, signer_id=signer.id)
    contract.state, contract.sent_at = ContractState.SENT, work.now
    contract.version += 1
    work.touch("contract", contract_id)
    return contract_id


async def _send_link(
    work: Work, contract: Contract, person_id: UUID, paper: str, *, signer_id: UUID | None = None
) -> None:
    token = work.ports.ids.secret()
    work.session.add(
        SigningLink(
            customer_id=contract.customer_id,
            id=work.new_id(),
            branch_id=contract.branch_id,
            officer_id=contract.officer_id,
            contract_id=contract.id,
            signer_id=signer_id,
            token_hash=rules.token_hash(token),
            expires_at=work.now + timedelta(days=LINK_DAYS),
            codes_sent=0,
            code_tries=0,
        )
    )
    identity = await customers.clear_identity(work, person_id)
    link = f"{work.settings.public_url}/sign/{token}"
    lender = work.settings.lender_name
    text = f"【{lender}】您的{paper}已备好，请在{LINK_DAYS}天内打开链接阅读并签署：{link} 。请勿转发。"
    await notices.notify(work, person_id, NoticeKind.SIGNING_LINK, to=identity.phone, text=text)


@read(Operation.CONTRACT_READ)
async def pdf_of(work: Work, *, contract_id: UUID) -> tuple[str, bytes, UUID]:
    """Blob, data key and customer of a contract's paper, the sealed one where there is one. Raises NotFound."""
    contract = await queries.contract_by_id(work.session, work.scope, contract_id)
    blob = (contract.sealed_blob or contract.blob) if contract else None
    if contract is None or blob is None:
        raise NotFound(field="contractId")
    return blob, await data_keys.data_key(work, contract.customer_id), contract.id


def open_pdf(sealed: bytes, key: bytes, contract_id: UUID) -> bytes:
    """The clear bytes of a paper from the store."""
    return decrypt(key, sealed, place(contract_id))


def place(contract_id: UUID) -> str:
    """Where a paper belongs, as additional authenticated data."""
    return f"contracts|pdf|{contract_id}"


async def signed_contract(work: Work, application_id: UUID) -> Contract:
    """The signed contract of an application (a building block). Raises NotSigned."""
    contract = await queries.living_contract(work.session, work.scope, application_id)
    if contract is None or contract.state is not ContractState.SIGNED:
        raise NotSigned(field="applicationId")
    return contract


async def _for_update(work: Work, contract_id: UUID) -> Contract:
    contract = await queries.contract_for_update(work.session, work.scope, contract_id)
    if contract is None:
        raise NotFound(field="contractId")
    return contract
