"""Web push: the house's own key (RFC 8292), and a message that only the browser can read (RFC 8291, aes128gcm)."""

from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlsplit

import http_ece
import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.utils import websafe_decode, websafe_encode

from server.kit import crypto

CURVE: Final = ec.SECP256R1()
ORDER: Final = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
"""Of the group of P-256 (FIPS 186-4, D.1.2.3): secrets lie below it."""
LIFETIME: Final = timedelta(hours=12)
POINT_BYTES: Final = 65
SECRET_BYTES: Final = 16
TTL_SECONDS: Final = 86_400


def house_key(master_key: bytes) -> ec.EllipticCurvePrivateKey:
    """The key by which push services know the house: always the same one, derived from the master key."""
    secret = int.from_bytes(crypto.derive(master_key, "vapid"), "big") % (ORDER - 1) + 1
    return ec.derive_private_key(secret, CURVE)


def public_part(key: ec.EllipticCurvePrivateKey) -> str:
    """What a browser subscribes with: the uncompressed point, base64url."""
    form = serialization.PublicFormat.UncompressedPoint
    return websafe_encode(key.public_key().public_bytes(serialization.Encoding.X962, form))


def is_sound(p256dh: str, auth: str) -> bool:
    """Whether a browser's key and secret can be used."""
    try:
        point, secret = websafe_decode(p256dh), websafe_decode(auth)
        ec.EllipticCurvePublicKey.from_encoded_point(CURVE, point)
    except ValueError:
        return False
    return len(point) == POINT_BYTES and len(secret) == SECRET_BYTES


def sealed(text: bytes, p256dh: str, auth: str) -> bytes:
    """A message as it travels: under a key of its own, which dies here."""
    once = ec.generate_private_key(CURVE)
    point, secret = websafe_decode(p256dh), websafe_decode(auth)
    body: bytes = http_ece.encrypt(text, private_key=once, dh=point, auth_secret=secret, version="aes128gcm")
    return body


def headers(key: ec.EllipticCurvePrivateKey, endpoint: str, *, mail: str, now: datetime) -> dict[str, str]:
    """Who sends, and how long the push service keeps the message for a phone that is off."""
    parts = urlsplit(endpoint)
    claims = {"aud": f"{parts.scheme}://{parts.netloc}", "exp": now + LIFETIME, "sub": f"mailto:{mail}"}
    token = jwt.encode(claims, key, algorithm="ES256")
    return {
        "Authorization": f"vapid t={token}, k={public_part(key)}",
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(TTL_SECONDS),
        "Urgency": "high",
    }
