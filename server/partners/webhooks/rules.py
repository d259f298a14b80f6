"""Signatures, pauses between attempts, and the addresses that messages never go to: values in, values out.

The form of a message is that of the Standard Webhooks specification 1.0, so that receivers check it with a library
that they may have: headers `webhook-id`, `webhook-timestamp` (seconds) and `webhook-signature` (`v1,` and the base64
of HMAC-SHA-256 over `id.timestamp.body`, several of them while a secret is being changed).
"""

import base64
import hashlib
import hmac
import json
from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import Final
from urllib.parse import urlsplit
from uuid import UUID

from server.partners.webhooks.catalogue import KINDS
from server.partners.webhooks.errors import KindUnknown, UrlUnsound

SECRET_PREFIX: Final = "whsec_"  # noqa: S105 - how a secret begins, not one
SECRET_BYTES: Final = 32
OLD_SECRET_HOURS: Final = 24
URL_LENGTH_MAX: Final = 500
GONE: Final = 410
FAILING_DAYS_MAX: Final = 3
SPREAD: Final = 0.1
PAUSES: Final = tuple(
    timedelta(seconds=seconds) for seconds in (5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400)
)
"""After the first attempt and each further one; about three days in all, as the specification recommends."""

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

_NAT64 = IPv6Network("64:ff9b::/96")


class EndpointState(StrEnum):
    """A paused endpoint keeps what waits for it; an ended one is told nothing any more."""

    ACTIVE = "active"
    PAUSED = "paused"
    ENDED = "ended"


class DeliveryState(StrEnum):
    """Dead: every attempt failed. Whoever wants can have it sent again."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    DEAD = "dead"


def sound_url(url: str, *, plain_allowed: bool) -> str:
    """An https address with a host and nothing secret in it. `plain_allowed` admits http too. Raises UrlUnsound."""
    if len(url) > URL_LENGTH_MAX or not url.isascii() or not url.isprintable() or " " in url:
        raise UrlUnsound(field="url", reason="length or characters")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise UrlUnsound(field="url", reason="form") from error
    if parts.scheme != "https" and not (plain_allowed and parts.scheme == "http"):
        raise UrlUnsound(field="url", reason="https")
    if not parts.hostname or port == 0 or "@" in parts.netloc or parts.fragment:
        raise UrlUnsound(field="url", reason="host")
    return url


def sound_kinds(kinds: Collection[str]) -> list[str]:
    """The kinds in order, none meaning all. Raises KindUnknown."""
    for kind in kinds:
        if kind not in KINDS:
            raise KindUnknown(field="kinds", kind=kind)
    return sorted(set(kinds)) or sorted(KINDS)


def is_outside(address: str, allowed: Iterable[Network] = ()) -> bool:
    """Whether a message may go to this address: one of the public Internet, or of a network that was allowed.

    An IPv6 address that carries an IPv4 one inside (mapped, 6to4, Teredo, NAT64) is judged by both.
    """
    told = ip_address(address.partition("%")[0])
    if any(told in network for network in allowed if network.version == told.version):
        return True
    return all(one.is_global and not one.is_multicast for one in (told, *_inside(told)))


def names_inside(url: str, allowed: Iterable[Network] = ()) -> bool:
    """Whether an address names, in digits, a place where no message may go. Names are looked up when they are used."""
    host = urlsplit(url).hostname or ""
    try:
        return not is_outside(host, allowed)
    except ValueError:
        return False


def _inside(address: Address) -> tuple[IPv4Address, ...]:
    if isinstance(address, IPv4Address):
        return ()
    teredo = address.teredo or ()
    found = [address.ipv4_mapped, address.sixtofour, *teredo]
    if address in _NAT64:
        found.append(IPv4Address(address.packed[-4:]))
    return tuple(one for one in found if one is not None)


def secret_text(secret: bytes) -> str:
    """A secret as its receiver is told it, once."""
    return SECRET_PREFIX + base64.b64encode(secret).decode()


def signature(secret: bytes, message_id: str, timestamp: int, body: str) -> str:
    told = f"{message_id}.{timestamp}.{body}".encode()
    return "v1," + base64.b64encode(hmac.digest(secret, told, hashlib.sha256)).decode()


def headers(secrets: Iterable[bytes], message_id: str, at: datetime, body: str) -> dict[str, str]:
    """The headers of one attempt: the time is that of the attempt, so a receiver can refuse what comes late."""
    timestamp = int(at.timestamp())
    return {
        "content-type": "application/json; charset=utf-8",
        "user-agent": "Jiedai-Webhooks/1",
        "webhook-id": message_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": " ".join(signature(secret, message_id, timestamp, body) for secret in secrets),
    }


def message_id(event_id: UUID) -> str:
    return f"msg_{event_id.hex}"


def body_of(kind: str, at: datetime, data: Mapping[str, str]) -> str:
    """The body, written once and then sent byte for byte."""
    told = {"type": kind, "timestamp": at.astimezone(UTC).isoformat(), "data": dict(data)}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def pause_after(attempts: int, delivery_id: UUID) -> timedelta | None:
    """How long to wait after so many attempts; None when there is no further one.

    Up to a tenth is added by the delivery's own id, so that what failed together does not come back together.
    """
    if attempts > len(PAUSES):
        return None
    return PAUSES[attempts - 1] * (1 + SPREAD * delivery_id.bytes[-1] / 255)
