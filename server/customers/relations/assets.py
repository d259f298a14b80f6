"""What a customer owns, with its proof; the sum is a fact of his rating."""

from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from server.customers.rating import doors
from server.customers.rating.models import RatingCause
from server.customers.rating.vocabulary import FactSource
from server.customers.relations import queries
from server.customers.relations.errors import AssetUnsound, TooManyRows
from server.customers.relations.models import AssetKind, CustomerAsset
from server.customers.relations.rows import end, owner_of
from server.customers.service.lookup import registered
from server.identity.guard import use_case
from server.identity.operations import Operation
from server.kit.errors import NotFound
from server.kit.money import LIMIT_FEN
from server.kit.work import Work

ASSETS_MAX: Final = 50
DESCRIPTION_LENGTHS: Final = range(1, 201)
PROBLEMS: Final[dict[str, tuple[str, str]]] = {
    "value": ("金额须大于 0", "its value is above nought"),
    "owed": ("未偿金额不能为负", "what is owed on it is not negative"),
    "asOf": ("评估日期不能晚于今天", "the day of the value has not come yet"),
    "description": ("请填写说明，不超过 200 字", "describe it in at most 200 characters"),
}


@use_case(Operation.CUSTOMER_AMEND)
async def record_asset(
    work: Work,
    *,
    customer_id: UUID,
    kind: AssetKind,
    description: str,
    value_fen: int,
    owed_fen: int,
    as_of: date,
    document_id: UUID | None = None,
) -> UUID:
    """Record what a registered customer owns, as of a day, with the paper that proves it. Returns the customer.

    The sum of what stands is a fact of his rating: from a document where each is proven, told where one is not.
    Raises NotFound (customerId, documentId), NotRegistered, AssetUnsound, TooManyRows.
    """
    said = " ".join(description.split())
    sound = {
        "value": 0 < value_fen <= LIMIT_FEN,
        "owed": 0 <= owed_fen <= LIMIT_FEN,
        "asOf": as_of <= work.today,
        "description": len(said) in DESCRIPTION_LENGTHS,
    }
    for field, holds in sound.items():
        if not holds:
            zh, en = PROBLEMS[field]
            raise AssetUnsound(field=field, reason_zh=zh, reason_en=en)
    customer = await registered(work, customer_id, lock=True)
    if len(await queries.living(work.session, work.scope, CustomerAsset, customer_id)) >= ASSETS_MAX:
        raise TooManyRows(field="customerId", limit=ASSETS_MAX)
    asset_id = work.new_id()
    columns = {"kind": kind, "description": said, "value_fen": value_fen, "owed_fen": owed_fen, "as_of": as_of}
    new = insert(CustomerAsset).values(**owner_of(work, customer), id=asset_id, **columns, document_id=document_id)
    try:
        await work.session.execute(new)
    except IntegrityError as error:  # the only key that a sound row can break: a paper of this customer
        raise NotFound(field="documentId") from error
    work.touch("customer", customer_id, asset=str(asset_id), value_fen=value_fen)
    await _tell_sum(work, customer_id)
    return customer_id


@use_case(Operation.CUSTOMER_AMEND)
async def end_asset(work: Work, *, asset_id: UUID) -> UUID:
    """An asset is not his any more, or was valued anew. Returns the customer. Raises NotFound, EndedAlready."""
    customer_id = await end(work, CustomerAsset, asset_id, "assetId")
    await _tell_sum(work, customer_id)
    return customer_id


async def _tell_sum(work: Work, customer_id: UUID) -> None:
    """What stands makes the fact `assets_fen`; where nothing stands it is not known any more."""
    customer = await registered(work, customer_id)
    assets = await queries.living(work.session, work.scope, CustomerAsset, customer_id)
    is_proven = bool(assets) and all(each.document_id for each in assets)
    total = Decimal(sum(each.value_fen for each in assets)) if assets else None
    facts = [
        doors.FactTold("assets_fen", total if is_proven else None, FactSource.DOCUMENT),
        doors.FactTold("assets_fen", total if not is_proven else None, FactSource.TOLD),
    ]
    owner = {"customer_id": customer.id, "branch_id": customer.branch_id, "officer_id": customer.officer_id}
    await doors.tell(work, owner, facts)
    await doors.rate_now(work, [customer_id], RatingCause.PROFILE)
