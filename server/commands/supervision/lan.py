"""Letting a phone in the same network try the demo: this machine's address, a certificate for it, a QR code."""

import io
import ipaddress
import socket
from dataclasses import dataclass
from pathlib import Path

from server.commands.supervision.keys import write_private

# nothing is sent: connecting a datagram socket only asks the routing table which address would be used
_SOMEWHERE = ("10.255.255.255", 9)


@dataclass(frozen=True)
class Certificate:
    """Files for `jiedai serve`, and the authority that a phone may be told to trust."""

    chain: Path
    key: Path
    authority: Path


def own_address() -> str:
    """Address of this machine in its network; loopback where there is none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(_SOMEWHERE)
            address = str(probe.getsockname()[0])
        except OSError:
            return "127.0.0.1"
    return "127.0.0.1" if ipaddress.ip_address(address).is_unspecified else address


def certificate_for(address: str, folder: Path) -> Certificate:
    """Return a certificate for `address`, made at first and kept, so that a phone has to be told only once."""
    folder.mkdir(exist_ok=True)
    files = Certificate(folder / f"{address}.pem", folder / f"{address}.key", folder / f"{address}-authority.pem")
    if not all(path.exists() for path in (files.chain, files.key, files.authority)):
        import trustme

        authority = trustme.CA(organization_name="Jiedai demo")
        leaf = authority.issue_cert(address, "localhost")
        write_private(files.key, leaf.private_key_pem.bytes().decode())
        write_private(files.chain, b"".join(part.bytes() for part in leaf.cert_chain_pems).decode())
        write_private(files.authority, authority.cert_pem.bytes().decode())
    return files


def qr_code(url: str) -> str:
    """QR code of an address, for a terminal."""
    import segno

    text = io.StringIO()
    segno.make(url, error="m").terminal(out=text, compact=True)
    return text.getvalue()
