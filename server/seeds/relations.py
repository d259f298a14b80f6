"""Who stands around customers: contacts of some, the owner of each grouped company, what some own."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import Any, Final

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


def write(
    rows: Rows, ids: Ids, dice: Random, master_key: bytes, borrowers: Sequence[Borrower], groups: Sequence[Group]
) -> None:
    """Rows of the registers, from dice of their own."""
    namer = Namer(dice)
    for borrower in borrowers:
        if borrower.is_prospect:
            continue
        if dice.randrange(100) < WITH_CONTACT_PERCENT:
            _contact(rows, ids, dice, master_key, borrower, namer)
        if dice.randrange(100) < WITH_ASSET_PERCENT:
            _asset(rows, ids, dice, borrower)
    for group in groups:
        company, owner = group.members[:2]
        _party(rows, ids, master_key, company, owner, PartyKind.LEGAL_REPRESENTATIVE)
        _party(rows, ids, master_key, owner, company, PartyKind.CONTROLLER)


def _written(borrower: Borrower) -> dict[str, Any]:
    at = borrower.joined_at + timedelta(minutes=6)
    return borrower.owner | {"recorded_by": borrower.officer.id, "recorded_at": at}


def _contact(rows: Rows, ids: Ids, dice: Random, master_key: bytes, borrower: Borrower, namer: Namer) -> None:
    name, phone = namer.person(), namer.phone()
    row = _written(borrower)
    contact_id = ids.at(row["recorded_at"])
    is_spouse = borrower.is_person and dice.random() < 0.5  # noqa: PLR2004 - one half and the other
    agreed_on: date | None = row["recorded_at"].date() if dice.randrange(100) < AGREED_PERCENT else None
    told = {
        "id": contact_id,
        "kind": ContactKind.EMERGENCY if is_spouse else ContactKind.REFERENCE,
        "relation": ContactRelation.SPOUSE if is_spouse else ContactRelation.PARTNER,
        "name_cipher": crypto.encrypt(borrower.key, name.encode(), crypto.cell(contacts.TABLE, "name", contact_id)),
        "name_masked": crypto.mask_name(name),
        "phone_cipher": crypto.encrypt(borrower.key, phone.encode(), crypto.cell(contacts.TABLE, "phone", contact_id)),
        "phone_index": sealing.phone_index(master_key, phone),
        "phone_masked": crypto.mask_tail(phone),
        "agreed_on": agreed_on,
    }
    rows.add(CustomerContact, row | told)


def _party(rows: Rows, ids: Ids, master_key: bytes, borrower: Borrower, other: Borrower, kind: PartyKind) -> None:
    row = _written(borrower)
    party_id = ids.at(row["recorded_at"])
    told = {
        "id": party_id,
        "kind": kind,
        "name_cipher": crypto.encrypt(borrower.key, other.name.encode(), crypto.cell(parties.TABLE, "name", party_id)),
        "name_masked": crypto.mask_name(other.name),
        "number_cipher": crypto.encrypt(
            borrower.key, other.number.encode(), crypto.cell(parties.TABLE, "number", party_id)
        ),
        "number_index": sealing.number_index(master_key, other.number),
        "number_masked": crypto.mask_tail(other.number, head=6),
        "related_id": other.id if other.officer == borrower.officer else None,
    }
    rows.add(RelatedParty, row | told)


def _asset(rows: Rows, ids: Ids, dice: Random, borrower: Borrower) -> None:
    kind, description, least, most = dice.choice(ASSETS)
    row = _written(borrower)
    value_fen = dice.randint(least, most) * 1_000_000
    told = {
        "id": ids.at(row["recorded_at"]),
        "kind": kind,
        "description": description,
        "value_fen": value_fen,
        "owed_fen": dice.choice((0, 0, value_fen * 3 // 10)),
        "as_of": row["recorded_at"].date(),
    }
    rows.add(CustomerAsset, row | told)
