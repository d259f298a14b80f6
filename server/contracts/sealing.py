"""The lender's seal on a signed contract: what goes into it, and where the sealed paper lies."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from server.contracts import queries
from server.contracts.models import ContractState
from server.identity.guard import read, use_case
from server.identity.operations import Operation
from server.kit import data_keys
from server.kit.errors import NotFound
from server.kit.work import Work


@dataclass(frozen=True)
class SealMaterial:
    """A signed paper that waits for its seal."""

    blob: str
    key: bytes
    reason: str
    signed_at: datetime


@read(Operation.CONTRACT_DRAW_UP)
async def seal_material(work: Work, *, contract_id: UUID) -> SealMaterial | None:
    """What the seal needs; None when there is nothing to seal. Raises NotFound."""
    contract = await queries.contract_by_id(work.session, work.scope, contract_id)
    if contract is None:
        raise NotFound(field="contractId")
    waiting = contract.state is ContractState.SIGNED and contract.sealed_blob is None
    if not waiting or contract.blob is None or contract.signed_at is None:
        return None
    evidence = json.dumps(contract.evidence, sort_keys=True).encode()
    reason = (
        f"Contract {contract.number} signed by the borrower; evidence SHA-256 {hashlib.sha256(evidence).hexdigest()}"
    )
    key = await data_keys.data_key(work, contract.customer_id)
    return SealMaterial(contract.blob, key, reason, contract.signed_at)


@use_case(Operation.CONTRACT_DRAW_UP, keyed=False)
async def store_seal(work: Work, *, contract_id: UUID, blob: str) -> UUID:
    """The paper is sealed. The first seal stays."""
    contract = await queries.contract_for_update(work.session, work.scope, contract_id)
    if contract is None:
        raise NotFound(field="contractId")
    if contract.sealed_blob is None:
        contract.sealed_blob = blob
        work.touch("contract", contract_id, sealed=True)
    return contract_id
