"""A push service and an office messenger on this machine, as staff's phones have them behind them."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import http_ece
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.utils import websafe_encode

from server.notices.reach.service import Browser


@dataclass
class Subscribed:
    """A browser's half of a subscription: it alone can read what comes."""

    secret: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    auth: bytes = b"sixteen bytes..."

    def at(self, endpoint: str) -> Browser:
        form = serialization.PublicFormat.UncompressedPoint
        point = self.secret.public_key().public_bytes(serialization.Encoding.X962, form)
        return Browser(endpoint, websafe_encode(point), websafe_encode(self.auth))

    def read(self, body: bytes) -> dict[str, Any]:
        clear = http_ece.decrypt(body, private_key=self.secret, auth_secret=self.auth, version="aes128gcm")
        told: dict[str, Any] = json.loads(clear)
        return told


@dataclass
class Receiver:
    """What was received, and what is answered: a status for pushes, error codes in turn for messengers."""

    url: str = ""
    status: int = 201
    codes: list[int] = field(default_factory=list)
    tokens: int = 0
    pushed: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    told: list[tuple[str, dict[str, str], dict[str, Any]]] = field(default_factory=list)

    def answer(self, path: str, headers: dict[str, str], body: bytes) -> tuple[int, bytes]:
        parts = urlsplit(path)
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        if parts.path.startswith("/push/"):
            self.pushed.append((headers, body))
            return self.status, b""
        if parts.path.endswith("gettoken"):
            self.tokens += 1
            return 200, json.dumps({"errcode": 0, "access_token": f"token{self.tokens}"}).encode()
        self.told.append((parts.path, asked, json.loads(body)))
        return 200, json.dumps({"errcode": self.codes.pop(0) if self.codes else 0}).encode()


@contextmanager
def receiving() -> Iterator[Receiver]:
    """A receiver that listens on this machine until the end of the block."""
    receiver = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            headers = {name.lower(): value for name, value in self.headers.items()}
            status, answer = receiver.answer(self.path, headers, body)
            self.send_response(status)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def do_GET(self) -> None:
            self.do_POST()

        def log_message(self, *_: object) -> None:
            """Quietly."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    receiver.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield receiver
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
