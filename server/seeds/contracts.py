"""Signed contracts. They were signed on paper: the terms stand in the row, and a page that says so in the store."""

from datetime import datetime
from hashlib import sha256
from typing import Any

from server.applications.rules import ApplicationState, terms_of
from server.contracts.models import Contract, ContractNumber, ContractState
from server.contracts.rules import agreed_terms, terms_hash
from server.contracts.service import place
from server.kit.clock import business_date
from server.kit.crypto import encrypt
from server.seeds.dice import later
from server.seeds.telling import File, Telling
from server.terms.schedules import schedule


def sign(telling: Telling, file: File) -> dict[str, Any]:
    """Draw up the contract of an approved application and have it signed; answers its row."""
    row, plan = file.row, file.plan
    drawn_at = later(telling.dice, row["decided_at"], minutes=(20, 180))
    signed_at = later(telling.dice, drawn_at, days=1, minutes=(30, 180))
    terms = terms_of(plan.offer, plan.amount_fen, plan.term_months, business_date(drawn_at))
    agreed = agreed_terms(
        terms,
        schedule(terms),
        term_months=plan.term_months,
        purpose=plan.purpose,
        penalty_multiple=plan.offer.penalty_multiple,
    ) | (file.behind.terms if file.behind else {})
    hashed, contract_id = terms_hash(agreed), telling.ids.at(drawn_at)
    sealed = encrypt(file.borrower.key, telling.paper, place(contract_id))
    telling.blobs.append(sealed)
    pdf_digest = sha256(telling.paper).hexdigest()
    contract = {
        **file.borrower.owner,
        "id": contract_id,
        "number": telling.ids.number(),
        "application_id": file.id,
        "state": ContractState.SIGNED,
        "terms": agreed,
        "terms_hash": hashed,
        "pdf_digest": pdf_digest,
        "blob": sha256(sealed).hexdigest(),
        "evidence": _evidence(pdf_digest, hashed, signed_at),
        "drawn_by": file.borrower.officer.id,
        "drawn_at": drawn_at,
        "signed_at": signed_at,
        "version": 2,
    }
    telling.rows.add(Contract, contract)
    telling.rows.add(ContractNumber, {"number": contract["number"], "contract_id": contract["id"]})
    row |= {"state": ApplicationState.CONTRACTED, "version": row["version"] + 1}
    return contract


def _evidence(pdf_digest: str, hashed: bytes, signed_at: datetime) -> dict[str, Any]:
    told = {"pdf_digest": pdf_digest, "terms_hash": hashed.hex(), "signed_at": signed_at.isoformat()}
    return told | {"method": "paper"}
