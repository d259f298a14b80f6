"""Posts messages to addresses that strangers chose: public ones only, no redirects, little patience.

A name is looked up for each connection, every address that it has must be public, and the connection goes to the very
address that was looked at: what a name means cannot change in between (DNS rebinding). httpx follows what its
transport connects to; only its lower half, httpcore, lets that be chosen, so it is used here by itself.
"""

import asyncio
import ssl
from collections.abc import Iterable, Mapping
from typing import Any, Final

import httpcore

from server.kit.ports import Posted
from server.partners.webhooks.rules import Network, is_outside

CONNECT_SECONDS: Final = 5.0
ANSWER_SECONDS: Final = 15.0
IN_ALL_SECONDS: Final = 30.0
TIMEOUTS: Final = {"connect": CONNECT_SECONDS, "read": ANSWER_SECONDS, "write": ANSWER_SECONDS, "pool": ANSWER_SECONDS}

TROUBLE: Final = (
    httpcore.NetworkError,
    httpcore.ProtocolError,
    httpcore.TimeoutException,
    httpcore.UnsupportedProtocol,
    ssl.SSLError,
    ValueError,
)


class InsideHouse(httpcore.ConnectError):
    """The name stands for an address where no message may go."""


class PublicOnly(httpcore.AsyncNetworkBackend):
    """Connects to public addresses and to allowed networks."""

    def __init__(self, allowed: Iterable[Network] = ()) -> None:
        self._allowed = tuple(allowed)
        self._below = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - the interface's
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Raises InsideHouse, and what httpcore raises."""
        try:
            found = await asyncio.get_running_loop().getaddrinfo(host, port, proto=6)
        except OSError as error:
            message = "the name is unknown"
            raise httpcore.ConnectError(message) from error
        addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
        if not addresses or not all(is_outside(address, self._allowed) for address in addresses):
            message = "an address inside the house"
            raise InsideHouse(message)
        return await self._below.connect_tcp(addresses[0], port, timeout, local_address, socket_options)

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,  # noqa: ASYNC109 - the interface's
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Never."""
        del path, timeout, socket_options
        message = "no sockets of the machine"
        raise InsideHouse(message)

    async def sleep(self, seconds: float) -> None:
        await self._below.sleep(seconds)


class HttpCourier:
    """The courier of production. Trouble on the way never raises: it is told."""

    def __init__(self, allowed: Iterable[Network] = (), *, trust: ssl.SSLContext | None = None) -> None:
        self._backend = PublicOnly(allowed)
        self._trust = trust

    async def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> Posted:
        """One attempt over a connection of its own. What the receiver writes back is not read."""
        try:
            async with asyncio.timeout(IN_ALL_SECONDS), self._pool() as pool:
                told = [(name.encode(), value.encode()) for name, value in headers.items()]
                extensions = {"timeout": dict(TIMEOUTS)}
                async with pool.stream("POST", url, headers=told, content=body, extensions=extensions) as answer:
                    return Posted(answer.status, None)
        except InsideHouse:
            return Posted(None, "INSIDE_HOUSE")
        except TimeoutError:
            return Posted(None, "TOO_SLOW")
        except TROUBLE as error:
            return Posted(None, type(error).__name__)

    def _pool(self) -> httpcore.AsyncConnectionPool:
        return httpcore.AsyncConnectionPool(
            ssl_context=self._trust, network_backend=self._backend, retries=0, max_connections=1
        )
