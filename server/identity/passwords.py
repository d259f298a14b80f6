"""Passwords: Argon2id with the library's defaults (RFC 9106 low-memory profile)."""

import asyncio

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from server.identity.errors import WeakPassword

LENGTH_MIN = 10
LENGTH_MAX = 200
COMMON = frozenset({"password", "1234567890", "qwertyuiop", "passw0rd", "0123456789", "abcdefghij", "1111111111"})

_hasher = PasswordHasher()
_nobody = _hasher.hash("nobody has this password")


def check_strength(password: str) -> None:
    """Raises WeakPassword."""
    if not LENGTH_MIN <= len(password) <= LENGTH_MAX or password.lower() in COMMON or len(set(password)) == 1:
        raise WeakPassword(field="password", length=LENGTH_MIN)


def hash_password(password: str) -> str:
    return _hasher.hash(password)


async def is_right(password: str, password_hash: str | None) -> bool:
    """Takes as long for an unknown login (`None`) as for a known one."""
    known = password_hash is not None
    right = await asyncio.to_thread(_verify, password_hash or _nobody, password[:LENGTH_MAX])
    return right and known


def _verify(password_hash: str, password: str) -> bool:
    try:
        return _hasher.verify(password_hash, password)
    except (VerifyMismatchError, InvalidHashError):
        return False
