"""The worker's side: set the paper, seal the signed one. Both may run twice: the second time changes nothing."""

import hashlib
from pathlib import Path
from uuid import UUID

from server.contracts import service
from server.contracts.sealing import seal_material, store_seal
from server.identity.actors import WORKER
from server.kit.crypto import decrypt, encrypt
from server.kit.typesetting import typeset
from server.kit.work import Caller, House

TEMPLATE = Path(__file__).parent / "templates" / "loan_contract.typ"


async def render_contract(house: House, contract_id: str) -> None:
    """Set the paper of a fresh contract and keep it encrypted with the customer's key."""
    caller = Caller(house, WORKER, request_id=f"contract:{contract_id}")
    wanted = UUID(contract_id)
    manuscript = await service.manuscript(caller, contract_id=wanted)
    if manuscript is None:
        return
    pdf = await typeset(TEMPLATE, manuscript.values, house.ports.clock.now())
    blob = await house.ports.storage.put(encrypt(manuscript.key, pdf, service.place(wanted)))
    digest = hashlib.sha256(pdf).hexdigest()
    await service.store_rendering(caller, contract_id=wanted, pdf_digest=digest, blob=blob)


async def seal_contract(house: House, contract_id: str) -> None:
    """Put the lender's digital seal on a signed paper (PAdES); the evidence's digest stands in the seal's reason."""
    caller = Caller(house, WORKER, request_id=f"contract:{contract_id}")
    wanted = UUID(contract_id)
    material = await seal_material(caller, contract_id=wanted)
    if material is None:
        return
    pdf = decrypt(material.key, await house.ports.storage.get(material.blob), service.place(wanted))
    sealed = await house.ports.signer.sign(pdf, reason=material.reason, at=material.signed_at)
    blob = await house.ports.storage.put(encrypt(material.key, sealed, service.place(wanted)))
    await store_seal(caller, contract_id=wanted, blob=blob)
