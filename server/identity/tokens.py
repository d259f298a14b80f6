"""Tokens: an access token (JWT, HS256) names a staff session for minutes; a refresh token is random and single-use.

Rights are never in a token: they come from the session's staff, each time. Tokens are revoked by ending the session,
never by their text. RFC 8725: one pinned algorithm, every claim required, the kind in `typ`.
"""

import hashlib
import re
import secrets
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from uuid import UUID

import jwt

from server.identity.errors import TokenInvalid

ALGORITHM = "HS256"
ISSUER = "jiedai"
AUDIENCE = "jiedai-api"
ACCESS = "access"
PAGE = "page"
"""Lets a browser ask for the page that is made for its person, and nothing else."""
REQUIRED = ["exp", "iat", "aud", "iss", "sub", "jti", "typ", "sid"]
TOKEN_LENGTH_MAX = 2048
LEEWAY = timedelta(seconds=30)
VOUCHED_MAX = 4_096
"""Tokens remembered in one process; each takes under a kilobyte."""
DEVELOPER_PREFIX = "jdt_"
"""So that scanners of source code find a token that somebody has committed."""
DEVELOPER_SHOWN = 10
DEVELOPER = re.compile(r"jdt_[A-Za-z0-9_-]{43}[0-9a-f]{8}")
PARTNER_PREFIX = "jpk_"
PARTNER = re.compile(r"jpk_[A-Za-z0-9_-]{43}[0-9a-f]{8}")
CHECK_DIGITS = 8


@dataclass(frozen=True)
class AccessClaims:
    """What an access token or a page token says."""

    staff_id: UUID
    session_id: UUID
    expires_at: datetime


def new_access(key: bytes, *, staff_id: UUID, session_id: UUID, now: datetime, lifetime: timedelta) -> str:
    return _signed(key, ACCESS, AccessClaims(staff_id, session_id, now + lifetime), now)


def new_page(key: bytes, *, staff_id: UUID, session_id: UUID, now: datetime, lifetime: timedelta) -> str:
    return _signed(key, PAGE, AccessClaims(staff_id, session_id, now + lifetime), now)


def _signed(key: bytes, kind: str, said: AccessClaims, now: datetime) -> str:
    claims = {
        "iss": ISSUER,
        "aud": AUDIENCE,
        "sub": str(said.staff_id),
        "sid": str(said.session_id),
        "jti": secrets.token_hex(16),
        "typ": kind,
        "iat": now,
        "exp": said.expires_at,
    }
    return jwt.encode(claims, key, algorithm=ALGORITHM)


def read_access(key: bytes, token: str, now: datetime) -> AccessClaims:
    """Raises TokenInvalid for anything but a token of ours that is still alive at `now`.

    A phone sends one token many times, so what a signature vouches for is remembered by key and text: neither can
    change without the other side of the look-up changing. Only tokens that were verified whole are remembered, so a
    tampered one, or one of another key, is verified and refused each time. Time is not part of what is remembered:
    the end of life is compared at every reading. That a session has ended early was never in the token: it raises the
    rights epoch, which the guard compares in each transaction.
    """
    return _read(key, token, ACCESS, now)


def read_page(key: bytes, token: str, now: datetime) -> AccessClaims:
    """The same for a page token: neither kind passes for the other. Raises TokenInvalid."""
    return _read(key, token, PAGE, now)


def _read(key: bytes, token: str, kind: str, now: datetime) -> AccessClaims:
    if len(token) > TOKEN_LENGTH_MAX:
        raise TokenInvalid
    read = _vouched(key, token, kind)
    if now - LEEWAY > read.expires_at:
        raise TokenInvalid
    return read


@lru_cache(maxsize=VOUCHED_MAX)
def _vouched(key: bytes, token: str, kind: str) -> AccessClaims:
    """What a token says under a good signature, alive or not. Raises TokenInvalid, which is not remembered."""
    try:
        claims = jwt.decode(
            token,
            key,
            algorithms=[ALGORITHM],
            audience=AUDIENCE,
            issuer=ISSUER,
            options={"require": REQUIRED, "verify_exp": False, "verify_iat": False, "enforce_minimum_key_length": True},
        )
        read = AccessClaims(UUID(claims["sub"]), UUID(claims["sid"]), datetime.fromtimestamp(float(claims["exp"]), UTC))
    except (jwt.PyJWTError, ValueError, TypeError, OverflowError) as error:
        raise TokenInvalid from error
    if claims["typ"] != kind:
        raise TokenInvalid
    return read


def new_refresh() -> str:
    return secrets.token_urlsafe(32)


def refresh_hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


def new_partner() -> str:
    """A partner's key, made like a developer token."""
    text = PARTNER_PREFIX + secrets.token_urlsafe(32)
    return text + _check_sum(text)


def partner_hash(key: str) -> bytes:
    """Under which a partner's key is kept. Raises TokenInvalid for what cannot be one."""
    return _kept(PARTNER, key)


def new_developer() -> str:
    """A developer token: prefix, 256 random bits, and a check sum by which a mistyped one is told without a look-up."""
    text = DEVELOPER_PREFIX + secrets.token_urlsafe(32)
    return text + _check_sum(text)


def developer_hash(token: str) -> bytes:
    """Under which a developer token is kept. Raises TokenInvalid for what cannot be one."""
    return _kept(DEVELOPER, token)


def _kept(form: re.Pattern[str], text: str) -> bytes:
    if not form.fullmatch(text) or _check_sum(text[:-CHECK_DIGITS]) != text[-CHECK_DIGITS:]:
        raise TokenInvalid
    return hashlib.sha256(text.encode()).digest()


def _check_sum(text: str) -> str:
    return f"{zlib.crc32(text.encode()):08x}"
