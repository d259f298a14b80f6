"""The register's own verbs: enter an item, note a policy, say how much of a thing counts; and the value of a thing."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Final
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.dialects.postgresql import insert as insert_once

from server.collateral import queries
from server.collateral.errors import InsuranceUnsound, ItemKnown, ItemUnsound, ShareUnsound, ValuationUnsound
from server.collateral.models import (
    CertificateClaim,
    CollateralInsurance,
    CollateralItem,
    CollateralValuation,
    CountedShare,
)
from server.collateral.rules import ItemKind, ValuationMethod
from server.identity.guard import use_case
from server.identity.operations import Operation
from server.kit import crypto
from server.kit.data_keys import data_key, ownership
from server.kit.database import rows_written
from server.kit.errors import NotFound
from server.kit.work import Work

TABLE: Final = "collateral_items"
TITLE_MAX: Final = 120
TEXT_MAX: Final = 200
CERTIFICATE_MIN, CERTIFICATE_MAX = 4, 60
AMOUNT_MAX_FEN: Final = 10**13
CO_BORROWER_INCOME: Final = "co_borrower_income"
COUNTED: Final = frozenset({*(kind.value for kind in ItemKind), CO_BORROWER_INCOME})
"""What may count in part: the value of each kind of item, and a co-borrower's income."""


@use_case(Operation.COLLATERAL_KEEP)
async def enter_item(work: Work, *, owner_id: UUID, kind: ItemKind, title: str, certificate: str) -> UUID:
    """Enter a thing that may secure loans, with the number of its certificate. Returns it.

    The number is kept under the owner's key; a thing is entered once in the house. Raises NotFound, ItemUnsound,
    ItemKnown (whoever's customer has it).
    """
    owner = await ownership(work, owner_id, "ownerId")
    named = _sound(title, TITLE_MAX, ItemUnsound, "title")
    number = "".join(certificate.split()).upper()
    if not CERTIFICATE_MIN <= len(number) <= CERTIFICATE_MAX:
        raise ItemUnsound(field="certificate", reason=f"{CERTIFICATE_MIN}-{CERTIFICATE_MAX}")
    item_id = work.new_id()
    index = crypto.blind_index(work.ports.master_key, f"certificate|{kind.value}", number)
    claim = insert_once(CertificateClaim).values(certificate_index=index, item_id=item_id).on_conflict_do_nothing()
    if not await rows_written(work.session, claim):
        raise ItemKnown(field="certificate")
    work.session.add(
        CollateralItem(
            customer_id=owner_id,
            id=item_id,
            branch_id=owner.branch_id,
            officer_id=owner.officer_id,
            kind=kind,
            title=named,
            certificate_cipher=crypto.encrypt(owner.key, number.encode(), crypto.cell(TABLE, "certificate", item_id)),
            certificate_last4=number[-4:],
            entered_by=work.actor.id,
            entered_at=work.now,
            version=1,
        )
    )
    work.touch("collateral_item", item_id, item=kind.value)
    work.touch("customer", owner_id)
    return item_id


@use_case(Operation.COLLATERAL_KEEP)
async def insure(
    work: Work,
    *,
    item_id: UUID,
    insurer: str,
    policy_number: str,
    insured_fen: int,
    valid_from: date,
    valid_until: date,
    beneficiary: str,
) -> UUID:
    """Note a policy on an item: by whom, for how much (fen), until when (the day included), and who is paid.

    Returns the item. Raises NotFound, InsuranceUnsound (a policy of this number is noted already, too).
    """
    item = await item_of(work, item_id)
    if valid_until < max(valid_from, work.today):
        raise InsuranceUnsound(field="validUntil", reason=valid_until.isoformat())
    if not 0 < insured_fen <= AMOUNT_MAX_FEN:
        raise InsuranceUnsound(field="insured", reason="> 0")
    policy = _sound(policy_number, TEXT_MAX, InsuranceUnsound, "policyNumber")
    noted = insert_once(CollateralInsurance).values(
        customer_id=item.customer_id,
        id=work.new_id(),
        branch_id=item.branch_id,
        officer_id=item.officer_id,
        item_id=item.id,
        insurer=_sound(insurer, TEXT_MAX, InsuranceUnsound, "insurer"),
        policy_number=policy,
        insured_fen=insured_fen,
        valid_from=valid_from,
        valid_until=valid_until,
        beneficiary=_sound(beneficiary, TEXT_MAX, InsuranceUnsound, "beneficiary"),
        recorded_by=work.actor.id,
        recorded_at=work.now,
    )
    if not await rows_written(work.session, noted.on_conflict_do_nothing()):
        raise InsuranceUnsound(field="policyNumber", reason=policy)
    work.touch("collateral_item", item.id, insured_until=valid_until.isoformat())
    return item.id


@use_case(Operation.COLLATERAL_COUNT)
async def set_share(work: Work, *, counted: str, share: Decimal, effective_from: date, reason: str) -> UUID:
    """Say how much of something counts from a day on: of a kind of item, of a co-borrower's income. Returns the row.

    Never back in time, so that what was decided stays explained. Raises ShareUnsound.
    """
    if counted not in COUNTED:
        raise ShareUnsound(field="counted", reason=counted)
    if not 0 <= share <= 1:
        raise ShareUnsound(field="share", reason=str(share))
    newest = await queries.newest_share(work.session, counted)
    earliest = max(work.today, newest.effective_from + timedelta(days=1)) if newest else work.today
    if effective_from < earliest:
        raise ShareUnsound(field="effectiveFrom", reason=earliest.isoformat())
    share_id = work.new_id()
    row = {
        "id": share_id,
        "counted": counted,
        "share": share,
        "effective_from": effective_from,
        "reason": _sound(reason, TEXT_MAX, ShareUnsound, "reason"),
        "set_by": work.actor.id,
        "set_at": work.now,
    }
    await work.session.execute(insert(CountedShare).values(row))
    work.touch("counted_share", share_id, counted=counted, share=str(share))
    return share_id


async def value(
    work: Work,
    item: CollateralItem,
    *,
    valued_on: date,
    valued_by: str,
    method: ValuationMethod,
    value_fen: int,
    document_id: UUID | None,
) -> None:
    """Keep a valuation of an item, with the report of it (a building block: the caller has looked at the paper).

    Raises ValuationUnsound.
    """
    if valued_on > work.today:
        raise ValuationUnsound(field="valuedOn", reason=valued_on.isoformat())
    if not 0 < value_fen <= AMOUNT_MAX_FEN:
        raise ValuationUnsound(field="value", reason="> 0")
    work.session.add(
        CollateralValuation(
            customer_id=item.customer_id,
            id=work.new_id(),
            branch_id=item.branch_id,
            officer_id=item.officer_id,
            item_id=item.id,
            valued_on=valued_on,
            valued_by=_sound(valued_by, TEXT_MAX, ValuationUnsound, "valuedBy"),
            method=method,
            value_fen=value_fen,
            document_id=document_id,
            recorded_by=work.actor.id,
            recorded_at=work.now,
        )
    )
    await work.session.flush()
    work.touch("collateral_item", item.id, value_fen=value_fen, valued_on=valued_on.isoformat())


async def item_of(work: Work, item_id: UUID, *, lock: bool = False) -> CollateralItem:
    """An item in sight (a building block). Raises NotFound."""
    item = await queries.item_by_id(work.session, work.scope, item_id, for_update=lock)
    if item is None:
        raise NotFound(field="itemId")
    return item


async def clear_certificate(work: Work, item: CollateralItem) -> str:
    """The number of an item's certificate, for a contract: never stored, never logged (a building block)."""
    key = await data_key(work, item.customer_id)
    return crypto.decrypt(key, item.certificate_cipher, crypto.cell(TABLE, "certificate", item.id)).decode()


def _sound(
    text: str,
    longest: int,
    unsound: type[ItemUnsound | InsuranceUnsound | ShareUnsound | ValuationUnsound],
    field: str,
) -> str:
    said = text.strip()
    if not 0 < len(said) <= longest:
        raise unsound(field=field, reason=f"1-{longest}")
    return said
