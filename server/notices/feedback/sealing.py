"""Pictures of screens at rest: drawn anew, then sealed under a key of their own."""

import hashlib
import hmac
import io
from typing import Final

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from server.kit import crypto
from server.notices.feedback.errors import PictureUnsound

BYTES_MAX: Final = 4_000_000
PIXELS_MAX: Final = 12_000_000
SIDE_MAX: Final = 2_000
QUALITY: Final = 80
FORMATS: Final = ("PNG", "JPEG", "WEBP")
PURPOSE: Final = "feedback|picture"


def seal(master_key: bytes, data: bytes) -> bytes:
    """The ciphertext for the blob store. The same picture gives the same, so that a request sent again is the same."""
    key = crypto.derive(master_key, PURPOSE)
    nonce = hmac.digest(crypto.derive(key, "nonce"), data, hashlib.sha256)[: crypto.NONCE_BYTES]
    return crypto.VERSION + nonce + AESGCM(key).encrypt(nonce, data, PURPOSE.encode())


def unseal(master_key: bytes, sealed: bytes) -> bytes:
    """The clear picture. Raises DecryptionError."""
    return crypto.decrypt(crypto.derive(master_key, PURPOSE), sealed, PURPOSE)


def drawn_anew(data: bytes) -> bytes:
    """The picture as a JPEG, without what stood beside its pixels. Raises PictureUnsound."""
    from PIL import Image

    if len(data) > BYTES_MAX:
        raise PictureUnsound(field="file")
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as image:
            if image.width * image.height > PIXELS_MAX:
                raise PictureUnsound(field="file")
            image.thumbnail((SIDE_MAX, SIDE_MAX))
            buffer = io.BytesIO()
            image.convert("RGB").save(buffer, "JPEG", quality=QUALITY)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise PictureUnsound(field="file") from error
    return buffer.getvalue()
