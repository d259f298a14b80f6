"""What the papers say: values and texts, checked before anything is stored, and set by the worker afterwards."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from server.contracts import costs, publishing, queries, rules, wording
from server.contracts.errors import NoAccount
from server.contracts.models import Contract, ContractState, Disclosure, PaperTemplate, TemplateKind
from server.contracts.signers import naming
from server.customers import service as customers
from server.identity.guard import read, use_case
from server.identity.operations import Operation
from server.kit import data_keys
from server.kit.clock import SHANGHAI, business_date
from server.kit.errors import NotFound
from server.kit.work import Work


@dataclass(frozen=True)
class Manuscript:
    """What the worker needs to set the papers. Holds personal data: for the memory of one task."""

    contract: dict[str, Any]
    disclosure: dict[str, Any] | None
    key: bytes


@dataclass(frozen=True)
class SetPaper:
    """A paper that was set: the digest of its clear bytes, and where the encrypted ones lie."""

    digest: str
    blob: str


async def said_by(work: Work, contract: Contract) -> dict[str, str]:
    """Every value that the texts of a contract's papers may say (a building block). Raises NoAccount, NotFound."""
    identity = await customers.clear_identity(work, contract.customer_id)
    account = await customers.verified_account(work, contract.customer_id)
    if account is None:
        raise NoAccount(field="applicationId")
    borrower = {
        "name": identity.name,
        "number": identity.id_number,
        "phone": identity.phone,
        "account": f"{account.bank_name} 尾号{account.number_last4}",
    }
    return rules.said(contract.terms, number=contract.number, lender=work.settings.lender_name, borrower=borrower)


@read(Operation.CONTRACT_DRAW_UP)
async def manuscript(work: Work, *, contract_id: UUID) -> Manuscript | None:
    """The values of a contract's papers; None when they are set already. Raises NotFound, FieldMissing."""
    contract = await queries.contract_by_id(work.session, work.scope, contract_id)
    if contract is None:
        raise NotFound(field="contractId")
    if contract.state is not ContractState.DRAWING or contract.template_id is None:
        return None
    values = await said_by(work, contract)
    disclosure = await queries.disclosure_of(work.session, work.scope, contract_id)
    texts = await _texts(work, contract, contract.template_id, values)
    texts |= await naming.paper_of(work, contract.terms)
    texts["security_clauses"] = await security_clauses(work, contract, values)
    return Manuscript(
        rules.contract_paper(values, contract.terms, **texts),
        await _disclosure_paper(work, contract, disclosure, values) if disclosure else None,
        await data_keys.data_key(work, contract.customer_id),
    )


async def security_clauses(work: Work, contract: Contract, values: dict[str, str]) -> list[str]:
    """What the contract says of those beside the borrower, by the text in force on the day it was drawn up.

    Nothing where nobody and nothing stands behind the loan. Raises NoTemplate, FieldMissing (a building block).
    """
    if not naming.is_secured(contract.terms):
        return []
    day = business_date(contract.drawn_at, work.settings.cut_off_hour)
    template = await publishing.template_on(work, TemplateKind.SECURITY_TERMS, day)
    return wording.filled(template.kind, template.texts, values)


async def _disclosure_paper(
    work: Work, contract: Contract, disclosure: Disclosure, values: dict[str, str]
) -> dict[str, Any]:
    texts = await _texts(work, contract, disclosure.template_id, values)
    return costs.disclosure_paper(values, disclosure.form, reading_seconds=disclosure.reading_seconds, **texts)


async def _texts(work: Work, contract: Contract, template_id: UUID, values: dict[str, str]) -> dict[str, Any]:
    template = await work.session.get_one(PaperTemplate, template_id)
    return {
        "title": template.title,
        "clauses": wording.filled(template.kind, template.texts, values),
        "template": f"{template.kind.value} v{template.number}",
        "drawn_at": contract.drawn_at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M"),
    }


@use_case(Operation.CONTRACT_DRAW_UP, keyed=False)
async def store_rendering(
    work: Work, *, contract_id: UUID, contract_paper: SetPaper, disclosure_paper: SetPaper | None
) -> UUID:
    """The papers are set: remember digests and where the encrypted bytes lie. A second rendering changes nothing."""
    contract = await queries.contract_for_update(work.session, work.scope, contract_id)
    if contract is None:
        raise NotFound(field="contractId")
    if contract.state is not ContractState.DRAWING:
        return contract_id
    contract.state, contract.pdf_digest, contract.blob = ContractState.DRAWN, contract_paper.digest, contract_paper.blob
    contract.version += 1
    disclosure = await queries.disclosure_of(work.session, work.scope, contract_id, for_update=True)
    if disclosure is not None and disclosure_paper is not None:
        disclosure.pdf_digest, disclosure.blob = disclosure_paper.digest, disclosure_paper.blob
    work.touch("contract", contract_id, pdf_digest=contract_paper.digest)
    return contract_id
