"""One's own channels: add, list, try, remove; and the worker's side: what to send, and what came of it."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

import orjson

from server.identity.errors import TokenInvalid
from server.identity.guard import read, use_case
from server.identity.operations import Operation
from server.kit import crypto
from server.kit.errors import Invalid, NotFound
from server.kit.ports import Reached, StaffMessage
from server.kit.work import Work
from server.notices.reach import queries, vapid
from server.notices.reach.errors import AddressUnsound, ChannelNotServed, TooManyChannels
from server.notices.reach.models import ChannelKind, StaffChannel

LIVING_MAX: Final = 8
LABEL_LENGTH_MAX: Final = 60
ENDPOINT_LENGTH_MAX: Final = 1_000
FAILURES_MAX: Final = 20
FORMS: Final = {
    ChannelKind.WECOM: re.compile(r"[A-Za-z0-9][A-Za-z0-9_.@-]{0,63}", re.ASCII),
    ChannelKind.DINGTALK: re.compile(r"[A-Za-z0-9][A-Za-z0-9_.@$-]{0,63}", re.ASCII),
    ChannelKind.SMS: re.compile(r"1[3-9][0-9]{9}", re.ASCII),
}
TABLE: Final = "staff_channels"


@dataclass(frozen=True)
class Browser:
    """Where a browser takes pushes, as it says itself (PushSubscription)."""

    endpoint: str
    p256dh: str
    auth: str


@dataclass(frozen=True)
class Own:
    """One's channels, what the house serves, and the key that a browser subscribes with."""

    channels: Sequence[StaffChannel]
    served: Sequence[ChannelKind]
    push_key: str


@use_case(Operation.NOTICE_OWN)
async def add_browser(work: Work, *, browser: Browser, label: str) -> UUID:
    """Have this browser told of one's notices while its session lives; returns the channel.

    Raises AddressUnsound, Invalid, TooManyChannels.
    """
    near = () if work.settings.is_production else ("http://127.0.0.1:",)
    reachable = browser.endpoint.startswith(("https://", *near))
    if not (reachable and vapid.is_sound(browser.p256dh, browser.auth)) or len(browser.endpoint) > ENDPOINT_LENGTH_MAX:
        raise AddressUnsound(field="endpoint")
    told = {"endpoint": browser.endpoint, "p256dh": browser.p256dh, "auth": browser.auth}
    return await _add(work, ChannelKind.WEB_PUSH, browser.endpoint, orjson.dumps(told), label)


@use_case(Operation.NOTICE_OWN)
async def add_address(work: Work, *, kind: ChannelKind, address: str, label: str) -> UUID:
    """Be told by 企业微信, 钉钉 (one's id there) or SMS (one's number) too; returns the channel.

    Raises AddressUnsound, ChannelNotServed, Invalid, TooManyChannels.
    """
    address = address.strip()
    form = FORMS.get(kind)
    if form is None or not form.fullmatch(address):
        raise AddressUnsound(field="address")
    if kind not in work.ports.heralds:
        raise ChannelNotServed(field="kind")
    return await _add(work, kind, address, address.encode(), label)


async def _add(work: Work, kind: ChannelKind, unique: str, address: bytes, label: str) -> UUID:
    label = label.strip()
    if not 1 <= len(label) <= LABEL_LENGTH_MAX:
        raise Invalid(field="label", reason=f"1-{LABEL_LENGTH_MAX}")
    if work.actor.session_id is None:
        raise TokenInvalid
    master_key = work.ports.master_key
    address_hash = crypto.blind_index(master_key, f"channel|{kind.value}", unique)
    await queries.free_address(work.session, address_hash, work.now)
    if len(await queries.own(work.session, work.actor.id)) >= LIVING_MAX:
        raise TooManyChannels(limit=LIVING_MAX)
    channel_id = work.new_id()
    key = crypto.derive(master_key, TABLE)
    work.session.add(
        StaffChannel(
            id=channel_id,
            staff_id=work.actor.id,
            session_id=work.actor.session_id if kind is ChannelKind.WEB_PUSH else None,
            kind=kind,
            label=label,
            address_hash=address_hash,
            address_cipher=crypto.encrypt(key, address, crypto.cell(TABLE, "address", channel_id)),
            created_at=work.now,
            failures=0,
        )
    )
    await work.session.flush()
    work.touch("staff_channel", channel_id, channel=kind.value)
    return channel_id


@use_case(Operation.NOTICE_OWN)
async def remove(work: Work, *, channel_id: UUID) -> UUID:
    """Be told there no more; removing a removed one changes nothing. Raises NotFound."""
    channel = await _own(work, channel_id)
    if channel.ended_at is None:
        channel.ended_at, channel.end_reason = work.now, "removed"
    work.touch("staff_channel", channel_id)
    return channel_id


@use_case(Operation.NOTICE_OWN)
async def try_out(work: Work, *, channel_id: UUID) -> UUID:
    """Have a message sent there that tells nothing, to see whether it arrives. Raises NotFound."""
    channel = await _own(work, channel_id)
    if channel.ended_at is not None:
        raise NotFound(field="id")
    _defer(work, [channel.id], "test", "这是一条测试提醒", "/me/security")
    work.touch("staff_channel", channel_id)
    return channel_id


async def _own(work: Work, channel_id: UUID) -> StaffChannel:
    channel = await queries.one_for_update(work.session, channel_id)
    if channel is None or channel.staff_id != work.actor.id:
        raise NotFound(field="id")
    return channel


@read(Operation.NOTICE_OWN)
async def listed(work: Work) -> Own:
    """One's own living channels, the newest first, and what could be added."""
    served = [kind for kind in ChannelKind if kind in work.ports.heralds]
    key = vapid.public_part(vapid.house_key(work.ports.master_key))
    return Own(await queries.own(work.session, work.actor.id), served, key)


async def spread(work: Work, staff_ids: Collection[UUID], *, tag: str, text: str, place: str) -> None:
    """Leave jobs that tell these staff outside the app (a building block). The text names nobody."""
    _defer(work, await queries.living_of(work.session, staff_ids, work.now), tag, text, place)


def _defer(work: Work, channels: Sequence[UUID], tag: str, text: str, place: str) -> None:
    for channel_id in channels:
        work.defer("tell_staff", lock=f"channel:{channel_id}", channel_id=channel_id, tag=tag, text=text, place=place)


@dataclass(frozen=True)
class ToTell:
    """A channel, opened."""

    kind: ChannelKind
    address: str


@read(Operation.NOTICE_SEND)
async def opened(work: Work, *, channel_id: UUID) -> ToTell | None:
    """Where to send, or None where nobody is to be told any more."""
    channel = await work.session.get(StaffChannel, channel_id)
    if channel is None or channel_id not in await queries.living_of(work.session, [channel.staff_id], work.now):
        return None
    key = crypto.derive(work.ports.master_key, TABLE)
    address = crypto.decrypt(key, channel.address_cipher, crypto.cell(TABLE, "address", channel.id))
    return ToTell(channel.kind, address.decode())


@use_case(Operation.NOTICE_SEND, keyed=False)
async def note_outcome(work: Work, *, channel_id: UUID, reached: Reached | None) -> UUID:
    """Keep what came of a message; a receiver that is gone, or is never there, ends its channel. Raises NotFound."""
    channel = await queries.one_for_update(work.session, channel_id)
    if channel is None:
        raise NotFound
    if reached is Reached.TAKEN:
        channel.last_sent_at, channel.failures = work.now, 0
    else:
        channel.failures += 1
    if channel.ended_at is None and (reached is Reached.GONE or channel.failures >= FAILURES_MAX):
        channel.ended_at, channel.end_reason = work.now, "gone" if reached is Reached.GONE else "never_answers"
    work.touch("staff_channel", channel_id, reached=reached.value if reached else None)
    return channel_id


def message_of(tag: str, text: str, place: str, public_url: str) -> StaffMessage:
    """A notice as a herald takes it."""
    return StaffMessage("借贷", text, place, f"{public_url.rstrip('/')}{place}", tag)
