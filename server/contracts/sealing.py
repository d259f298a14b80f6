"""The seals on a signed contract: what goes into them, and where the sealed papers lie."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from server.contracts import queries
from server.contracts.handwriting import Handwriting, SignedName
from server.contracts.models import Contract, ContractState
from server.contracts.signers.models import ContractSigner
from server.contracts.signers.naming import ROLES_ZH
from server.contracts.signers.queries import signers_of
from server.customers import service as customers
from server.identity.guard import read, use_case
from server.identity.operations import Operation
from server.kit import crypto, data_keys
from server.kit.clock import SHANGHAI
from server.kit.errors import NotFound
from server.kit.work import Work


@dataclass(frozen=True)
class SealMaterial:
    """A signed paper that waits for its seals, and the record of its signing. For the memory of one task."""

    blob: str
    key: bytes
    reason: str
    signed_at: datetime
    ink: SignedName | None
    beside: Sequence[SignedName]
    record: dict[str, Any]


def ink_cell(contract_id: UUID) -> str:
    """Where a drawn signature belongs, as additional authenticated data."""
    return crypto.cell("contracts", "ink", contract_id)


def party_ink_cell(signer_id: UUID) -> str:
    """Where the drawn signature of who signs beside the borrower belongs, as additional authenticated data."""
    return crypto.cell("contract_signers", "ink", signer_id)


@read(Operation.CONTRACT_DRAW_UP)
async def seal_material(work: Work, *, contract_id: UUID) -> SealMaterial | None:
    """What the seals need; None when there is nothing to seal. Raises NotFound."""
    contract = await queries.contract_by_id(work.session, work.scope, contract_id)
    if contract is None:
        raise NotFound(field="contractId")
    waiting = contract.state is ContractState.SIGNED and contract.sealed_blob is None
    if not waiting or contract.blob is None or contract.signed_at is None:
        return None
    signers = await signers_of(work.session, work.scope, contract_id)
    evidence = json.dumps(_all_evidence(contract, signers), sort_keys=True).encode()
    digest = hashlib.sha256(evidence).hexdigest()
    by = "the borrower" if not signers else f"the borrower and {len(signers)} beside him"
    reason = f"Contract {contract.number} signed by {by}; evidence SHA-256 {digest}"
    key = await data_keys.data_key(work, contract.customer_id)
    identity = await customers.clear_identity(work, contract.customer_id)
    ink = None
    if contract.ink_cipher is not None:
        drawing = Handwriting.read(crypto.decrypt(key, contract.ink_cipher, ink_cell(contract.id)))
        ink = SignedName(identity.name, drawing)
    beside, parts = await _beside(work, signers)
    record = {
        "number": contract.number,
        "lender": work.settings.lender_name,
        "parts": [*_parts(contract, identity.name, crypto.mask_tail(identity.phone), digest), *parts],
        "ink": ink.drawing.strokes if ink else [],
        "beside": [{"name": each.name, "ink": each.drawing.strokes} for each in beside],
    }
    return SealMaterial(contract.blob, key, reason, contract.signed_at, ink, beside, record)


def _all_evidence(contract: Contract, signers: Sequence[ContractSigner]) -> Any:
    """Of the borrower alone as it is; with those beside him as a list, in the order of the paper."""
    return [contract.evidence, *(each.evidence for each in signers)] if signers else contract.evidence


async def _beside(work: Work, signers: Sequence[ContractSigner]) -> tuple[list[SignedName], list[dict[str, Any]]]:
    """Drawn names and records of those who have signed beside the borrower."""
    names, parts = [], []
    for each in signers:
        assert each.ink_cipher is not None, "a signed contract is signed by all"
        identity = await customers.clear_identity(work, each.person_id)
        key = await data_keys.data_key(work, each.person_id)
        drawn = Handwriting.read(crypto.decrypt(key, each.ink_cipher, party_ink_cell(each.id)))
        names.append(SignedName(identity.name, drawn))
        told: Mapping[str, Any] = each.evidence or {}
        title = f"{ROLES_ZH[each.role]}签署"
        pairs = [*_signed(identity.name, crypto.mask_tail(identity.phone), told), *_read_before(told)]
        parts.append({"title": title, "pairs": [*pairs, ["手写签名摘要", told.get("ink_digest") or "—"]]})
    return names, parts


def _signed(name: str, phone_masked: str, told: Mapping[str, Any]) -> list[list[str]]:
    return [
        ["签署人", name],
        ["身份核验", f"一次性链接与短信验证码（{phone_masked}）、手写签名"],
        ["验证码发送时间", _time(told.get("code_sent_at"))],
        ["签署时间", _time(told.get("signed_at"))],
        *_where(told),
    ]


def _read_before(told: Mapping[str, Any]) -> list[list[str]]:
    read_so: Mapping[str, Any] | None = told.get("disclosure")
    return [["明示表确认时间", _time(read_so["confirmed_at"])]] if read_so else []


@use_case(Operation.CONTRACT_DRAW_UP, keyed=False)
async def store_seal(work: Work, *, contract_id: UUID, blob: str, evidence_blob: str | None) -> UUID:
    """The paper is sealed, and so is the record of its signing. The first seal stays."""
    contract = await queries.contract_for_update(work.session, work.scope, contract_id)
    if contract is None:
        raise NotFound(field="contractId")
    if contract.sealed_blob is None:
        contract.sealed_blob, contract.evidence_blob = blob, evidence_blob
        work.touch("contract", contract_id, sealed=True)
    return contract_id


@read(Operation.CONTRACT_READ)
async def evidence_of(work: Work, *, contract_id: UUID) -> tuple[str, bytes]:
    """Blob and data key of the sealed record of a signing. Raises NotFound."""
    contract = await queries.contract_by_id(work.session, work.scope, contract_id)
    if contract is None or contract.evidence_blob is None:
        raise NotFound(field="contractId")
    return contract.evidence_blob, await data_keys.data_key(work, contract.customer_id)


def _parts(contract: Contract, name: str, phone_masked: str, digest: str) -> list[dict[str, Any]]:
    """The record in three parts; every figure stands in the row of the contract as well."""
    told: Mapping[str, Any] = contract.evidence or {}
    disclosure: Mapping[str, Any] = told.get("disclosure") or {}
    parts = [
        {
            "title": "一、签署",
            "pairs": _signed(name, phone_masked, told),
        },
        {
            "title": "二、文件摘要（SHA-256）",
            "pairs": [
                ["借款合同", told.get("pdf_digest") or "—"],
                ["合同要素", told.get("terms_hash") or "—"],
                ["手写签名", told.get("ink_digest") or "—"],
                ["本存证数据", digest],
            ],
        },
    ]
    if disclosure:
        pairs = [
            ["明示表摘要", disclosure["pdf_digest"] or "—"],
            ["打开时间", _time(disclosure["opened_at"])],
            ["确认时间", _time(disclosure["confirmed_at"])],
            *_where(disclosure),
        ]
        parts.insert(1, {"title": "综合融资成本明示表", "pairs": pairs})
    return parts


def _where(told: Mapping[str, Any]) -> list[list[str]]:
    return [["网络地址", told.get("address") or "—"], ["设备", told.get("device") or "—"]]


def _time(text: str | None) -> str:
    if text is None:
        return "—"
    return datetime.fromisoformat(text).astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M:%S（北京时间）")
