"""A passkey in software, for tests: makes keys and signs as an authenticator does, and can be told to do it wrong."""

import hashlib
import json
import secrets
import struct
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2 import cbor
from fido2.utils import websafe_encode

from server.identity.passkeys import asking, keeping
from server.identity.passkeys.checking import Answer, NewAnswer
from server.identity.passkeys.questions import Question
from server.kit.work import Caller
from tests.fixtures.house import fresh

UP, UV, BE, BS, AT = 0x01, 0x04, 0x08, 0x10, 0x40
ORIGIN = "http://localhost:8000"
DOMAIN = "localhost"


@dataclass
class SoftKey:
    """One key. `counter` is what it tells next; flags and places are those of an honest device until a test lies."""

    counter: int = 1
    flags: int = UP | UV | BE
    origin: str = ORIGIN
    domain: str = DOMAIN
    cross_origin: bool = False
    credential_id: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    secret: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def register(self, challenge: bytes) -> NewAnswer:
        """What it answers when it is made; the counter goes up by one."""
        spot = self.secret.public_key().public_numbers()
        cose = {1: 2, 3: -7, -1: 1, -2: spot.x.to_bytes(32, "big"), -3: spot.y.to_bytes(32, "big")}
        public = cbor.encode(cose)
        credential = bytes(16) + struct.pack(">H", len(self.credential_id)) + self.credential_id + public
        data = self._data(self.flags | AT) + credential
        self.counter += 1
        told = cbor.encode({"fmt": "none", "authData": data, "attStmt": {}})
        client = self._client("webauthn.create", challenge)
        return NewAnswer(websafe_encode(client), websafe_encode(told), ("internal", "made-up"))

    def sign(self, challenge: bytes) -> Answer:
        """What it answers when it is asked; the counter goes up by one."""
        client, data = self._client("webauthn.get", challenge), self._data(self.flags)
        self.counter += 1
        signature = self.secret.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        credential, told = websafe_encode(self.credential_id), websafe_encode(data)
        return Answer(credential, websafe_encode(client), told, websafe_encode(signature))

    def _client(self, kind: str, challenge: bytes) -> bytes:
        told: dict[str, Any] = {"type": kind, "challenge": websafe_encode(challenge), "origin": self.origin}
        return json.dumps(told | {"crossOrigin": self.cross_origin}).encode()

    def _data(self, flags: int) -> bytes:
        return hashlib.sha256(self.domain.encode()).digest() + bytes([flags]) + struct.pack(">I", self.counter)


async def registered(caller: Caller, name: str = "手机") -> SoftKey:
    """A passkey of the caller, added through the doors."""
    key = SoftKey()
    question = await keeping.begin_passkey(caller)
    await keeping.add(fresh(caller), question_id=question.id, name=name, answer=key.register(question.challenge))
    return key


async def answer(caller: Caller, question: Question, key: SoftKey) -> None:
    """Give the key's answer to a question, through the door."""
    await asking.prove(caller, question_id=question.id, answer=key.sign(question.challenge))
