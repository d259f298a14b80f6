"""Who is calling: the socket's peer, or what a trusted proxy says about it.

X-Forwarded-For is read from the right, as each proxy appends what it saw; the first address that is no trusted proxy
is the client, and everything to the left of it is the client's own invention. From an untrusted peer none of the
forwarding headers is believed, and in no case do they travel further in.
"""

from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import NamedTuple

from starlette.types import ASGIApp, Receive, Scope, Send

Address = IPv4Address | IPv6Address
Networks = tuple[IPv4Network | IPv6Network, ...]

MAX_HOPS = 32
PEERS_MAX = 4_096
FORWARDING = frozenset(
    {
        b"forwarded",
        b"x-forwarded-for",
        b"x-forwarded-host",
        b"x-forwarded-port",
        b"x-forwarded-prefix",
        b"x-forwarded-proto",
        b"x-forwarded-scheme",
        b"x-real-ip",
        b"x-client-ip",
        b"true-client-ip",
        b"cf-connecting-ip",
    }
)


def parse_address(text: str) -> Address | None:
    """An address with or without a port, IPv6 bare or in brackets; an IPv4 address mapped into IPv6 comes back bare."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ip_address(text)
    except ValueError:
        return None
    return (address.ipv4_mapped or address) if isinstance(address, IPv6Address) else address


class Peer(NamedTuple):
    """The other end of the socket, without an address on a Unix socket."""

    address: Address | None = None
    text: str = ""
    trusted: bool = False


NO_PEER = Peer()


def peer_of(scope: Scope, trusted_proxies: Networks) -> Peer:
    """The other end of the socket, and whether it is a trusted proxy."""
    client = scope.get("client")
    return _peer(client[0], trusted_proxies) if client else NO_PEER


@lru_cache(maxsize=PEERS_MAX)
def _peer(text: str, trusted_proxies: Networks) -> Peer:
    """Each request of a connection comes from the same peer."""
    address = parse_address(text)
    return NO_PEER if address is None else Peer(address, str(address), is_trusted(address, trusted_proxies))


def is_trusted(address: Address | None, networks: Networks) -> bool:
    return address is not None and any(address in network for network in networks)


def forwarded_client(peer: Address, header: str, networks: Networks) -> Address:
    """The client as the chain of trusted proxies saw it. What cannot be read ends the chain at the last trusted hop."""
    client = peer
    for part in reversed(header.split(",")[-MAX_HOPS:]):
        if not is_trusted(client, networks):
            break
        address = parse_address(part)
        if address is None:
            break
        client = address
    return client


class ClientAddress:
    """Puts the client's address in `scope["client"]` and `scope["state"]["client_address"]`, the scheme likewise."""

    def __init__(self, app: ASGIApp, *, trusted_proxies: Networks = ()) -> None:
        self.app = app
        self.trusted_proxies = trusted_proxies

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "lifespan":
            self._resolve(scope)
        await self.app(scope, receive, send)

    def _resolve(self, scope: Scope) -> None:
        peer = peer_of(scope, self.trusted_proxies)
        state = scope.setdefault("state", {})
        state["behind_trusted_proxy"] = peer.trusted
        state["client_address"] = peer.text
        if peer.address is not None and peer.trusted:
            chain = ",".join(_values(scope, b"x-forwarded-for"))
            client = forwarded_client(peer.address, chain, self.trusted_proxies) if chain else peer.address
            state["client_address"] = str(client)
            scope["client"] = (str(client), 0)
            self._set_scheme(scope)
        scope["headers"] = [pair for pair in scope["headers"] if pair[0] not in FORWARDING]

    def _set_scheme(self, scope: Scope) -> None:
        schemes = _values(scope, b"x-forwarded-proto")
        if len(schemes) == 1 and schemes[0].strip().lower() in {"http", "https"}:
            secure = schemes[0].strip().lower() == "https"
            plain = "ws" if scope["type"] == "websocket" else "http"
            scope["scheme"] = plain + "s" * secure


def _values(scope: Scope, name: bytes) -> list[str]:
    return [value.decode("latin-1") for header, value in scope["headers"] if header == name]
