"""How fast applications come: counted by source, the applicant's own address blocked for a while when it is too fast.

Only self-service counts by address: there the address is the applicant's. Staff of one branch share an address, so
what they type in is counted by device and officer, and only warned of. Sources are kept as blind indexes.
"""

from datetime import timedelta
from ipaddress import ip_address, ip_network
from typing import Final
from uuid import UUID

from sqlalchemy import func, insert, select

from server.decision import queries
from server.decision.errors import AddressBlocked, AllowanceUnsound
from server.decision.events import AddressFilled
from server.decision.models import AddressBlock, AllowedAddress, Arrival, Channel
from server.decision.rulesets import Velocity, read_velocity
from server.identity.guard import use_case
from server.identity.operations import Operation
from server.kit.crypto import blind_index
from server.kit.work import ActorKind, Work

ALLOWED_DAYS_MAX: Final = 366
REASON_LENGTH_MAX: Final = 500
NETWORK_BITS: Final = {4: 24, 6: 48}
ARRIVALS_LOCK: Final = 1_094_931_529
NOBODY_COUNTED: Final = {"same_address_last_hour": 0, "same_device_last_hour": 0, "same_officer_last_hour": 0}


async def admit(work: Work, application_id: UUID) -> None:
    """Note where an application comes from (a building block of its start).

    Raises AddressBlocked for the applicant's own address while it is blocked. The application that fills the measure
    is still taken, suspected by the rules, and blocks those after it.
    """
    channel = Channel.STAFF if work.actor.kind is ActorKind.STAFF else Channel.SELF_SERVICE
    address = _index(work, "address", work.caller.address)
    device = _index(work, "device", work.caller.device)
    watched = address if channel is Channel.SELF_SERVICE else None
    if watched is not None:
        await _require_open(work, watched)
    new = insert(Arrival).values(
        application_id=application_id,
        channel=channel,
        address_index=address,
        network_index=_index(work, "network", network_of(work.caller.address)),
        device_index=device,
        entered_by=work.actor.id,
        arrived_at=work.now,
    )
    await work.session.execute(new)
    if watched is not None:
        await _block_when_full(work, watched)


async def arrival_facts(work: Work, application_id: UUID) -> dict[str, int | str | bool | None]:
    """What the rules may ask of an arrival: channel, and counts by source over the window up to now.

    What was entered before arrivals were kept came from staff.
    """
    arrival = await queries.arrival_of(work.session, application_id)
    if arrival is None:
        return {"channel": Channel.STAFF.value, **NOBODY_COUNTED}
    velocity = await _velocity(work)
    since = arrival.arrived_at - timedelta(minutes=velocity.window_minutes)
    address = arrival.address_index if arrival.channel is Channel.SELF_SERVICE else None
    allowed = address is not None and await queries.is_allowed(work.session, address, work.today)
    count = queries.arrivals_since
    return {
        "channel": arrival.channel.value,
        "same_address_last_hour": 0 if allowed else await count(work.session, since, address_index=address),
        "same_device_last_hour": await count(work.session, since, device_index=arrival.device_index),
        "same_officer_last_hour": await count(work.session, since, entered_by=arrival.entered_by),
    }


@use_case(Operation.DECISION_ALLOW)
async def allow_address(work: Work, *, address: str, days: int, reason: str) -> UUID:
    """Let many applications come from an address for some days (a market hall, a partner's office), and say why.

    It ends a block of that address at once. Only its blind index is kept. Raises AllowanceUnsound.
    """
    said = reason.strip()
    for name, sound in (
        ("address", bool(address.strip())),
        ("days", 0 < days <= ALLOWED_DAYS_MAX),
        ("reason", 0 < len(said) <= REASON_LENGTH_MAX),
    ):
        if not sound:
            raise AllowanceUnsound(field=name, name=name, days=ALLOWED_DAYS_MAX)
    allowance_id, index = work.new_id(), _index(work, "address", address)
    new = insert(AllowedAddress).values(
        id=allowance_id,
        address_index=index,
        reason=said,
        allowed_until=work.today + timedelta(days=days),
        allowed_by=work.actor.id,
        allowed_at=work.now,
    )
    await work.session.execute(new)
    work.touch("allowed_address", allowance_id, days=days)
    return allowance_id


async def _require_open(work: Work, address: bytes) -> None:
    """Two at once from one address stand in line: each sees the count that the other has left."""
    mark = int.from_bytes(address[:4], "big", signed=True)
    await work.session.execute(select(func.pg_advisory_xact_lock(ARRIVALS_LOCK, mark)))
    until = await queries.blocked_until(work.session, address, work.now)
    if until is not None and not await queries.is_allowed(work.session, address, work.today):
        seconds = int((until - work.now).total_seconds()) + 1
        raise AddressBlocked(retry_after_seconds=seconds)


async def _block_when_full(work: Work, address: bytes) -> None:
    velocity = await _velocity(work)
    since = work.now - timedelta(minutes=velocity.window_minutes)
    found = await queries.arrivals_since(work.session, since, address_index=address)
    if found < velocity.applications or await queries.is_allowed(work.session, address, work.today):
        return
    block_id = work.new_id()
    new = insert(AddressBlock).values(
        id=block_id,
        address_index=address,
        applications=found,
        blocked_at=work.now,
        blocked_until=work.now + timedelta(minutes=velocity.cool_down_minutes),
    )
    await work.session.execute(new)
    work.touch("address_block", block_id, applications=found)
    work.record(AddressFilled(block_id, since))


async def _velocity(work: Work) -> Velocity:
    held = await queries.in_force(work.session, work.today)
    return read_velocity(held.rules.content.get("velocity")) if held.rules else Velocity(10, 60, 1440)


def network_of(address: str | None) -> str | None:
    """The network that an address lies in, as its neighbours' is written; None for what is no address."""
    try:
        known = ip_address((address or "").strip())
    except ValueError:
        return None
    return str(ip_network(f"{known}/{NETWORK_BITS[known.version]}", strict=False))


def _index(work: Work, kind: str, value: str | None) -> bytes | None:
    if value is None or not value.strip():
        return None
    return blind_index(work.settings.master_key.get_secret_value(), f"arrival_{kind}", value)
