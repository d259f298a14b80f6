"""Keys and public numbers.

Keys are UUIDv7 (RFC 9562), made by the application so that an id is known before the row is written. Public numbers
are random digits with an ISO 7064 MOD 11-10 check digit: they tell nothing about time or volume, and a mistyped one
is refused before any look-up.
"""

import secrets
import time
from typing import Protocol
from uuid import UUID

RANDOM_BITS_A = 12
RANDOM_BITS_B = 62
NUMBER_DIGITS = 11
MOD = 10


class Ids(Protocol):
    """Makes keys and public numbers."""

    def new(self) -> UUID: ...

    def number(self) -> str: ...

    def secret(self) -> str: ...


class SystemIds:
    """Keys from the machine's clock and random source."""

    def new(self) -> UUID:
        return uuid7(time.time_ns() // 1_000_000, secrets.randbits(RANDOM_BITS_A), secrets.randbits(RANDOM_BITS_B))

    def number(self) -> str:
        body = str(secrets.randbelow(9) + 1) + "".join(str(secrets.randbelow(MOD)) for _ in range(NUMBER_DIGITS - 1))
        return body + check_digit(body)

    def secret(self) -> str:
        """A one-time secret for a link: 256 bits, URL-safe."""
        return secrets.token_urlsafe(32)


def uuid7(milliseconds: int, random_a: int, random_b: int) -> UUID:
    """Layout of RFC 9562 section 5.7: 48 bits of time, version, 12 random bits, variant, 62 random bits."""
    return UUID(int=(milliseconds << 80) | (0x7 << 76) | (random_a << 64) | (0b10 << 62) | random_b)


def check_digit(body: str) -> str:
    """ISO 7064 MOD 11,10 over decimal digits."""
    product = MOD
    for digit in body:
        total = (int(digit) + product) % MOD or MOD
        product = (total * 2) % (MOD + 1)
    return str((MOD + 1 - product) % MOD)


def is_number(text: str) -> bool:
    """Whether a public number is well formed and its check digit right."""
    return len(text) == NUMBER_DIGITS + 1 and text.isascii() and text.isdigit() and check_digit(text[:-1]) == text[-1]
