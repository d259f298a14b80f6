"""Who asks: the relying party's id (a host name) and the origins from which its pages may be served."""

from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

from server.identity.passkeys.errors import PasskeysElsewhere
from server.settings import Settings

LOCALHOST = "localhost"


@dataclass(frozen=True)
class Party:
    """`id` is the domain that passkeys are bound to; `origins` are written as browsers write them."""

    id: str
    name: str
    origins: frozenset[str]


def party_of(settings: Settings) -> Party:
    """The relying party of an installation: its public address, unless settings name another domain or more origins.

    Browsers give no passkey to a bare number; on the machine itself `localhost` stands for 127.0.0.1. Raises
    PasskeysElsewhere.
    """
    public = urlsplit(settings.public_url)
    host = public.hostname or ""
    origins = {settings.public_url.rstrip("/").lower()}
    if _is_loopback(host):
        port = f":{public.port}" if public.port else ""
        host, origins = LOCALHOST, {f"{public.scheme}://{LOCALHOST}{port}"}
    party_id = settings.passkey_domain or host
    if _is_number(party_id):
        raise PasskeysElsewhere
    return Party(party_id, settings.lender_name, frozenset(settings.passkey_origins or origins))


def _is_number(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return not host
    return True


def _is_loopback(host: str) -> bool:
    return host == LOCALHOST or (_is_number(host) and bool(host) and ip_address(host).is_loopback)
