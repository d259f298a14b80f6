"""The worker's side: set the papers, seal the signed one. Both may run twice: the second time changes nothing."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from uuid import UUID

from server.contracts import drafting, service
from server.contracts.drafting import SetPaper
from server.contracts.sealing import seal_material, store_seal
from server.identity.actors import WORKER
from server.kit.crypto import decrypt, encrypt
from server.kit.typesetting import typeset
from server.kit.work import Caller, House

LAYOUTS = Path(__file__).parent / "templates"
CONTRACT = LAYOUTS / "loan_contract.typ"
DISCLOSURE = LAYOUTS / "cost_disclosure.typ"
RECORD = LAYOUTS / "signing_evidence.typ"


async def render_contract(house: House, contract_id: str) -> None:
    """Set the papers of a fresh contract and keep them encrypted with the customer's key."""
    caller = Caller(house, WORKER, request_id=f"contract:{contract_id}")
    wanted = UUID(contract_id)
    manuscript = await drafting.manuscript(caller, contract_id=wanted)
    if manuscript is None:
        return
    key = manuscript.key
    contract_paper = await _kept(house, CONTRACT, manuscript.contract, key, wanted)
    form = manuscript.disclosure
    disclosure_paper = await _kept(house, DISCLOSURE, form, key, wanted) if form else None
    await drafting.store_rendering(
        caller, contract_id=wanted, contract_paper=contract_paper, disclosure_paper=disclosure_paper
    )


async def seal_contract(house: House, contract_id: str) -> None:
    """Put the drawn names and the lender's seal on a signed paper (PAdES), and seal the record of it."""
    caller = Caller(house, WORKER, request_id=f"contract:{contract_id}")
    wanted = UUID(contract_id)
    material = await seal_material(caller, contract_id=wanted)
    if material is None:
        return
    ports, key = house.ports, material.key
    pdf = decrypt(key, await ports.storage.get(material.blob), service.place(wanted))
    reason, at = material.reason, material.signed_at
    sealed = await ports.signer.sign(pdf, reason=reason, at=at, ink=material.ink, beside=material.beside)
    blob = await ports.storage.put(encrypt(key, sealed, service.place(wanted)))
    record = await typeset(RECORD, material.record, at)
    record = await ports.signer.sign(record, reason=reason, at=at)
    evidence_blob = await ports.storage.put(encrypt(key, record, service.place(wanted)))
    await store_seal(caller, contract_id=wanted, blob=blob, evidence_blob=evidence_blob)


async def _kept(house: House, layout: Path, values: Mapping[str, Any], key: bytes, contract_id: UUID) -> SetPaper:
    pdf = await typeset(layout, values, house.ports.clock.now())
    blob = await house.ports.storage.put(encrypt(key, pdf, service.place(contract_id)))
    return SetPaper(hashlib.sha256(pdf).hexdigest(), blob)
