"""Charges on items: agreed, registered, discharged, released (building blocks of whoever knows the debt)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert

from server.collateral import queries
from server.collateral.errors import (
    ChargedAlready,
    ChargeUnsound,
    DebtNotRepaid,
    OwnCharge,
    RankTaken,
    RegistrationUnsound,
)
from server.collateral.models import CollateralCharge, CollateralItem, CollateralRank
from server.collateral.rules import (
    COUNTED,
    LIVING,
    RANK_MAX,
    ChargeKind,
    ChargeState,
    ChargeStep,
    Worth,
    check_fitting,
    moved,
)
from server.collateral.service import AMOUNT_MAX_FEN
from server.kit.database import rows_written
from server.kit.errors import NotFound
from server.kit.rule_rows import Subject
from server.kit.work import Work

TEXT_MAX = 120


@dataclass(frozen=True, slots=True)
class Agreed:
    """What was agreed of a charge: which right, what it secures, what others hold before it (fen), and its rank."""

    kind: ChargeKind
    secured_fen: int
    rank: int
    prior_fen: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry in a public register: its number, its day, who keeps the register."""

    number: str
    on: date
    authority: str = ""


async def charge(work: Work, debtor: Subject, item: CollateralItem, agreed: Agreed) -> CollateralCharge:
    """Charge an item for an application; the caller holds the item's row.

    Raises ChargeUnfit, ChargeUnsound, ChargedAlready, RankTaken.
    """
    check_fitting(item.kind, agreed.kind)
    if not 0 < agreed.secured_fen <= AMOUNT_MAX_FEN:
        raise ChargeUnsound(field="secured", reason="> 0")
    if not 0 <= agreed.prior_fen <= AMOUNT_MAX_FEN:
        raise ChargeUnsound(field="prior", reason=">= 0")
    if not 1 <= agreed.rank <= RANK_MAX:
        raise ChargeUnsound(field="rank", reason=f"1-{RANK_MAX}")
    if any(each.item_id == item.id for each in await charges_of(work, debtor.application_id)):
        raise ChargedAlready(field="itemId")
    charge_id = work.new_id()
    held = {"charge_id": charge_id, "item_id": item.id, "rank": agreed.rank, "secured_fen": agreed.secured_fen}
    if not await rows_written(work.session, insert(CollateralRank).values(held).on_conflict_do_nothing()):
        raise RankTaken(field="rank", rank=agreed.rank)
    new = CollateralCharge(
        **debtor.columns,
        id=charge_id,
        item_id=item.id,
        owner_id=item.customer_id,
        kind=agreed.kind,
        state=ChargeState.AGREED,
        secured_fen=agreed.secured_fen,
        prior_fen=agreed.prior_fen,
        rank=agreed.rank,
        charged_by=work.actor.id,
        charged_at=work.now,
        version=1,
    )
    work.session.add(new)
    await work.session.flush()
    work.touch("collateral_charge", charge_id, secured_fen=agreed.secured_fen, rank=agreed.rank)
    work.touch("collateral_item", item.id)
    return new


async def register(work: Work, found: CollateralCharge, entry: Entry) -> None:
    """The public register has taken it, which somebody else than who agreed it ticks.

    Raises ChargeWrongState, OwnCharge, RegistrationUnsound.
    """
    state = moved(found.state, ChargeStep.REGISTER)
    if found.charged_by == work.actor.id:
        raise OwnCharge(field="chargeId")
    number = _sound(entry, "registrationNumber", work.today)
    authority = entry.authority.strip()
    if not 0 < len(authority) <= TEXT_MAX:
        raise RegistrationUnsound(field="authority", reason=f"1-{TEXT_MAX}")
    found.registration_number, found.registered_on = number, entry.on
    found.authority, found.registered_by = authority, work.actor.id
    await _set(work, found, state)


async def release(work: Work, found: CollateralCharge, entry: Entry) -> None:
    """The public register has struck it out; its rank is free.

    Raises DebtNotRepaid, ChargeWrongState, RegistrationUnsound.
    """
    if found.state in COUNTED:
        raise DebtNotRepaid(field="chargeId")
    state = moved(found.state, ChargeStep.RELEASE)
    number = _sound(entry, "releaseNumber", work.today)
    if found.registered_on is not None and entry.on < found.registered_on:
        raise RegistrationUnsound(field="releasedOn", reason=found.registered_on.isoformat())
    found.release_number, found.released_on, found.released_by = number, entry.on, work.actor.id
    await _set(work, found, state)


async def drop(work: Work, found: CollateralCharge) -> None:
    """It is not wanted any more, and was never registered; its rank is free. Raises ChargeWrongState."""
    await _set(work, found, moved(found.state, ChargeStep.DROP))


async def discharge(work: Work, application_id: UUID) -> None:
    """The debt is gone, or never came to be: what is registered may be released, what is not falls away."""
    for each in await queries.charges_of(work.session, work.scope, application_id, states=COUNTED, for_update=True):
        await _set(work, each, moved(each.state, ChargeStep.DISCHARGE))


async def revive(work: Work, application_id: UUID) -> None:
    """The debt is back (a repayment was taken back): what the register still has stands behind it again."""
    gone = frozenset({ChargeState.DISCHARGED})
    for each in await queries.charges_of(work.session, work.scope, application_id, states=gone, for_update=True):
        await _set(work, each, moved(each.state, ChargeStep.REVIVE))


async def charges_of(work: Work, application_id: UUID) -> Sequence[CollateralCharge]:
    """The living charges for an application."""
    return await queries.charges_of(work.session, work.scope, application_id)


async def unregistered(work: Work, application_id: UUID) -> Sequence[CollateralCharge]:
    """The charges for an application that no register has yet: they stand before the money."""
    waiting = frozenset({ChargeState.AGREED})
    return await queries.charges_of(work.session, work.scope, application_id, states=waiting)


async def worths_of(work: Work, application_id: UUID) -> tuple[Sequence[CollateralCharge], list[Worth]]:
    """The charges behind an application, and what each is worth today by what is known in sight."""
    charges = await queries.charges_of(work.session, work.scope, application_id, states=COUNTED)
    if not charges:
        return (), []
    item_ids = {each.item_id for each in charges}
    items = await queries.items_by_id(work.session, work.scope, item_ids)
    values = await queries.values_on(work.session, work.scope, item_ids, work.today)
    holds = await queries.holds_on(work.session, item_ids)
    shares = await queries.shares_on(work.session, work.today)
    return charges, [
        Worth(
            each.id,
            each.item_id,
            values.get(each.item_id),
            shares.get(items[each.item_id].kind.value, Decimal(0)) if each.item_id in items else Decimal(0),
            each.prior_fen,
            each.rank,
            each.secured_fen,
            holds[each.item_id],
        )
        for each in charges
    ]


async def charge_of(work: Work, charge_id: UUID) -> CollateralCharge:
    """A charge in sight, locked. Raises NotFound."""
    found = await queries.charge_for_update(work.session, work.scope, charge_id)
    if found is None:
        raise NotFound(field="chargeId")
    return found


async def charge_by_id(work: Work, charge_id: UUID) -> CollateralCharge | None:
    """A charge in sight, without a lock."""
    return await queries.charge_by_id(work.session, work.scope, charge_id)


async def _set(work: Work, found: CollateralCharge, state: ChargeState) -> None:
    found.state = state
    found.version += 1
    await work.session.flush()
    if state not in LIVING:
        ended = update(CollateralRank).where(CollateralRank.charge_id == found.id)
        await work.session.execute(ended.values(ended_at=work.now))
    work.touch("collateral_charge", found.id, state=state.value)


def _sound(entry: Entry, field: str, today: date) -> str:
    number = entry.number.strip()
    if not 0 < len(number) <= TEXT_MAX:
        raise RegistrationUnsound(field=field, reason=f"1-{TEXT_MAX}")
    if entry.on > today:
        raise RegistrationUnsound(field=field.replace("Number", "On"), reason=entry.on.isoformat())
    return number
