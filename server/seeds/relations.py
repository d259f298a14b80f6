"""Who stands around customers: contacts of some, the owner of each grouped company, what some own."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from typing import Any, Final
from uuid import UUID

from server.customers import sealing
from server.customers.relations import contacts, parties
from server.customers.relations.models import (
    AssetKind,
    ContactKind,
    ContactRelation,
    CustomerAsset,
    CustomerContact,
    PartyKind,
    RelatedParty,
)
from server.kit import crypto
from server.seeds.borrowers import Borrower, Group
from server.seeds.copying import Rows
from server.seeds.dice import Ids
from server.seeds.names import Namer

WITH_CONTACT_PERCENT: Final = 30
WITH_ASSET_PERCENT: Final = 20
AGREED_PERCENT: Final = 70
ASSETS: Final = (
    (AssetKind.REAL_ESTATE, "住宅一套", 60, 260),
    (AssetKind.VEHICLE, "小型货车一辆", 4, 16),
    (AssetKind.EQUIPMENT, "生产设备", 5, 60),
)


@dataclass
class Circle:
    """Writes the registers around customers, from dice of their own."""

    rows: Rows
    dice: Random
    master_key: bytes = field(repr=False)

    def __post_init__(self) -> None:
        self._ids, self._namer = Ids(self.dice), Namer(self.dice)

    def write(self, borrowers: Sequence[Borrower], groups: Sequence[Group]) -> None:
        """Contacts and assets of some, and who owns each company of a group."""
        for borrower in borrowers:
            if borrower.is_prospect:
                continue
            if self.dice.randrange(100) < WITH_CONTACT_PERCENT:
                self._contact(borrower)
            if self.dice.randrange(100) < WITH_ASSET_PERCENT:
                self._asset(borrower)
        for group in groups:
            company, owner = group.members[:2]
            self._party(company, owner, PartyKind.LEGAL_REPRESENTATIVE)
            self._party(owner, company, PartyKind.CONTROLLER)

    def _contact(self, borrower: Borrower) -> None:
        name, phone = self._namer.person(), self._namer.phone()
        row, row_id = self._written(borrower)
        is_spouse = borrower.is_person and self.dice.randrange(2) == 0
        agreed = self.dice.randrange(100) < AGREED_PERCENT
        told = {
            "kind": ContactKind.EMERGENCY if is_spouse else ContactKind.REFERENCE,
            "relation": ContactRelation.SPOUSE if is_spouse else ContactRelation.PARTNER,
            "name_cipher": _sealed(borrower, contacts.TABLE, "name", row_id, name),
            "name_masked": crypto.mask_name(name),
            "phone_cipher": _sealed(borrower, contacts.TABLE, "phone", row_id, phone),
            "phone_index": sealing.phone_index(self.master_key, phone),
            "phone_masked": crypto.mask_tail(phone),
            "agreed_on": row["recorded_at"].date() if agreed else None,
        }
        self.rows.add(CustomerContact, row | told)

    def _party(self, borrower: Borrower, other: Borrower, kind: PartyKind) -> None:
        row, row_id = self._written(borrower)
        told = {
            "kind": kind,
            "name_cipher": _sealed(borrower, parties.TABLE, "name", row_id, other.name),
            "name_masked": crypto.mask_name(other.name),
            "number_cipher": _sealed(borrower, parties.TABLE, "number", row_id, other.number),
            "number_index": sealing.number_index(self.master_key, other.number),
            "number_masked": crypto.mask_tail(other.number, head=6),
            "related_id": other.id if other.officer == borrower.officer else None,
        }
        self.rows.add(RelatedParty, row | told)

    def _asset(self, borrower: Borrower) -> None:
        kind, description, least, most = self.dice.choice(ASSETS)
        row, _ = self._written(borrower)
        value_fen = self.dice.randint(least, most) * 1_000_000
        told = {
            "kind": kind,
            "description": description,
            "value_fen": value_fen,
            "owed_fen": self.dice.choice((0, 0, value_fen * 3 // 10)),
            "as_of": row["recorded_at"].date(),
        }
        self.rows.add(CustomerAsset, row | told)

    def _written(self, borrower: Borrower) -> tuple[dict[str, Any], UUID]:
        """Whose a row is, its key, and who wrote it when."""
        at = borrower.joined_at + timedelta(minutes=6)
        row_id = self._ids.at(at)
        return borrower.owner | {"id": row_id, "recorded_by": borrower.officer.id, "recorded_at": at}, row_id


def _sealed(borrower: Borrower, table: str, column: str, row_id: UUID, value: str) -> bytes:
    return crypto.encrypt(borrower.key, value.encode(), crypto.cell(table, column, row_id))
