"""The rows of customers: keys, sealed identity, claims, consent, account, confirmed paper, exposure, groups."""

import asyncio
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from server.customers import sealing
from server.customers.models import (
    BankAccount,
    BankAccountState,
    ClaimKind,
    ConfirmedIdentity,
    Consent,
    Customer,
    CustomerExposure,
    CustomerKind,
    CustomerState,
    GroupExposure,
    IdentityClaim,
)
from server.customers.service.consents import BANK_ACCOUNT
from server.customers.service.lookup import PERSONAL_DATA
from server.customers.service.registering import CONSENT_TEXT_VERSION
from server.documents.models import Document, DocumentConfirmation, DocumentKind, DocumentReading, DocumentState
from server.documents.sealing import seal_picture, seal_values
from server.kit.data_keys import CustomerKey
from server.kit.storage import DiskStore
from server.seeds import pictures
from server.seeds.borrowers import Borrower, Group, People
from server.seeds.copying import Rows
from server.seeds.dice import Ids

PICTURES_AT_ONCE: Final = 32
ENGINE: Final = "specimen"
MALE: Final = 1


@dataclass
class Intake:
    """Writes customers down."""

    ids: Ids
    people: People
    master_key: bytes
    picture: bytes
    rows: Rows = field(default_factory=Rows)

    def _key(self, borrower: Borrower) -> None:
        wrapped = self.people.seal(borrower)
        own = borrower.owner | {"id": borrower.id, "created_at": borrower.joined_at}
        self.rows.add(CustomerKey, own | {"wrapped": wrapped})

    def write(self, borrower: Borrower) -> None:
        """Everything about a customer but his exposure."""
        self._key(borrower)
        key = {"id": borrower.id, "kind": borrower.kind, "created_at": borrower.joined_at, "version": 1}
        if borrower.is_prospect:
            self.rows.add(Customer, borrower.owner | key | {"state": CustomerState.PROSPECT})
        else:
            columns = self._sealed(borrower)
            known = {"state": CustomerState.ACTIVE, "registered_at": borrower.joined_at, "version": 2}
            amounts = {"income_monthly_fen": borrower.income_fen, "debt_monthly_fen": borrower.debt_fen}
            self.rows.add(Customer, borrower.owner | key | columns | known | amounts)
            self._claim(borrower, columns)
            self._bind(borrower)
            self._confirm(borrower, columns["number_index"])

    def expose(self, borrower: Borrower) -> None:
        """What he owes and was promised, when all his applications are told."""
        sums = {"outstanding_fen": borrower.outstanding_fen, "committed_fen": borrower.committed_fen}
        exposure = {"id": borrower.id, "group_id": borrower.group_id} | sums
        self.rows.add(CustomerExposure, borrower.owner | exposure)

    def group(self, group: Group) -> None:
        """A group and the sums of its members."""
        sums = {
            "outstanding_fen": sum(member.outstanding_fen for member in group.members),
            "committed_fen": sum(member.committed_fen for member in group.members),
        }
        self.rows.add(GroupExposure, {"id": group.id, "name": group.name, "created_at": group.formed_at} | sums)

    def _sealed(self, borrower: Borrower) -> dict[str, Any]:
        key, representative = borrower.key, borrower.representative
        return {
            **sealing.name_columns(self.master_key, key, borrower.id, borrower.name, borrower.kind),
            **sealing.number_columns(self.master_key, key, borrower.id, borrower.number),
            **sealing.phone_columns(self.master_key, key, borrower.id, borrower.phone),
            "legal_representative_cipher": (
                sealing.representative_cipher(key, borrower.id, representative) if representative else None
            ),
            **sealing.person_columns(self.master_key, borrower.name, borrower.number, borrower.kind),
        }

    def _claim(self, borrower: Borrower, columns: dict[str, Any]) -> None:
        """A person claims his number and his phone, a company its number; both have agreed to the use of their data."""
        at = borrower.joined_at
        claims = [(_claim_kind(borrower), columns["number_index"])]
        if borrower.is_person:
            claims.append((ClaimKind.PHONE, columns["phone_index"]))
        for kind, index in claims:
            self.rows.add(IdentityClaim, borrower.owner | {"kind": kind, "value_index": index, "claimed_at": at})
        self._agree(borrower, PERSONAL_DATA, at)

    def _agree(self, borrower: Borrower, purpose: str, at: datetime) -> None:
        agreed = {"id": self.ids.at(at), "purpose": purpose, "text_version": CONSENT_TEXT_VERSION}
        self.rows.add(Consent, borrower.owner | agreed | {"given_at": at, "taken_by": borrower.officer.id})

    def _bind(self, borrower: Borrower) -> None:
        at = borrower.joined_at + timedelta(minutes=4)
        sealed = sealing.account_columns(
            self.master_key, borrower.key, borrower.account_id, borrower.account_number, borrower.phone
        )
        account = {"id": borrower.account_id, "bank_name": borrower.bank_name, "bound_at": at, "checks": 1}
        verified = {"state": BankAccountState.VERIFIED, "verified_at": at + timedelta(seconds=8), "version": 2}
        self.rows.add(BankAccount, borrower.owner | sealed | account | verified)
        if borrower.is_person:
            self._agree(borrower, BANK_ACCOUNT, at)

    def _confirm(self, borrower: Borrower, number_index: bytes) -> None:
        """His paper, read and confirmed; the picture is the specimen, sealed with his own key."""
        at = borrower.joined_at + timedelta(minutes=1)
        document_id, confirmation_id, reading_id = (self.ids.at(at, position) for position in range(3))
        own, values = borrower.owner, _values(borrower)
        sealed = seal_picture(borrower.key, borrower.id, self.picture)
        document = {
            "id": document_id,
            "kind": DocumentKind.ID_FRONT if borrower.is_person else DocumentKind.BUSINESS_LICENCE,
            "state": DocumentState.CONFIRMED,
            "digest": hashlib.sha256(sealed).hexdigest(),
            "size_bytes": len(self.picture),
            "media_type": pictures.MEDIA_TYPE,
            "width": pictures.WIDTH,
            "height": pictures.HEIGHT,
            "attempts": 1,
            "received_by": borrower.officer.id,
            "received_at": at,
            "version": 3,
        }
        self.rows.add(Document, own | document)
        fields = [
            {"name": name, "value": value, "confidence": 0.99, "sure": True, "reason": None, "box": None}
            for name, value in values.items()
        ]
        reading = {"id": reading_id, "document_id": document_id, "warnings": [], "doubts": 0, "engine": ENGINE}
        read = {"fields_cipher": seal_values(borrower.key, "document_readings", reading_id, fields), "read_at": at}
        read["odd_number"] = False
        self.rows.add(DocumentReading, own | reading | read)
        cipher = seal_values(borrower.key, "document_confirmations", confirmation_id, values)
        said = {"id": confirmation_id, "document_id": document_id, "fields_cipher": cipher, "corrected": []}
        confirmed_at = at + timedelta(minutes=1)
        by = {"confirmed_by": borrower.officer.id, "confirmed_at": confirmed_at}
        self.rows.add(DocumentConfirmation, own | said | by)
        number = {"id": self.ids.at(at, 3), "document_id": document_id, "kind": _claim_kind(borrower)}
        self.rows.add(ConfirmedIdentity, own | number | {"value_index": number_index, "confirmed_at": confirmed_at})


async def store_pictures(
    store: DiskStore, picture: bytes, borrowers: Sequence[Borrower], progress: Callable[[int, int], None]
) -> None:
    """Seal the specimen for each customer and put it where the documents say it lies."""
    active = [borrower for borrower in borrowers if not borrower.is_prospect]
    for begin in range(0, len(active), PICTURES_AT_ONCE):
        some = active[begin : begin + PICTURES_AT_ONCE]
        await asyncio.gather(*(store.put(seal_picture(each.key, each.id, picture)) for each in some))
        progress(begin + len(some), len(active))


def _claim_kind(borrower: Borrower) -> ClaimKind:
    return ClaimKind.ID_NUMBER if borrower.kind is CustomerKind.PERSON else ClaimKind.CREDIT_CODE


def _values(borrower: Borrower) -> dict[str, str]:
    """What stands on his paper."""
    if borrower.born is None:
        return {
            "name": borrower.name,
            "credit_code": borrower.number,
            "legal_representative": borrower.representative or "",
            "address": borrower.address,
        }
    return {
        "name": borrower.name,
        "sex": "男" if int(borrower.number[16]) % 2 == MALE else "女",
        "nation": "汉",
        "birth_date": borrower.born.isoformat(),
        "address": borrower.address,
        "id_number": borrower.number,
    }
