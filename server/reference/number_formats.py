"""Number formats, checked by arithmetic alone: identity numbers, credit codes, phones, bank accounts.

Each check answers None when the number is sound and otherwise a stable word for what is wrong. Numbers are normalised
first (full-width forms, spaces, hyphens, lower case), so that the same number always has the same blind index.
"""

import re
import unicodedata
from datetime import date
from typing import Final

# GB 11643-1999: weights of the first 17 digits, and the check character by the sum modulo 11
IDENTITY_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
IDENTITY_CHECKS: Final = "10X98765432"
# GB/T 2260, first two digits; 81 to 83 are residence permits of Hong Kong, Macao and Taiwan residents
PROVINCES: Final = frozenset(
    f"{code}"
    for ranges in ((11, 15), (21, 23), (31, 37), (41, 46), (50, 54), (61, 65), (71, 71), (81, 83))
    for code in range(ranges[0], ranges[1] + 1)
)
EARLIEST_BIRTH: Final = date(1880, 1, 1)

# GB 32100-2015: no I, O, S, V, Z; weights are powers of 3 modulo 31
CREDIT_ALPHABET: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
CREDIT_LENGTH: Final = 18
CREDIT_BASE: Final = 31
CREDIT_DEPARTMENTS: Final = "123456789ANY"

ACCOUNT_LENGTHS: Final = range(10, 33)

_IDENTITY = re.compile(r"[0-9]{17}[0-9X]", re.ASCII)
_PHONE = re.compile(r"(?:\+?86)?(1[3-9][0-9]{9})", re.ASCII)
_BIRTH = slice(6, 14)


def normalise(text: str) -> str:
    """Half-width, without spaces and hyphens, in capitals."""
    plain = unicodedata.normalize("NFKC", text)
    return "".join(character for character in plain if not character.isspace() and character != "-").upper()


def identity_check_character(body: str) -> str:
    """The 18th character of a resident identity number from its first 17 digits (ISO 7064 MOD 11-2)."""
    total = sum(int(digit) * weight for digit, weight in zip(body, IDENTITY_WEIGHTS, strict=True))
    return IDENTITY_CHECKS[total % len(IDENTITY_CHECKS)]


def identity_problem(number: str, today: date) -> str | None:
    """What is wrong with a normalised resident identity number: shape, region, birth or check_digit (GB 11643-1999).

    An unknown county is not a fault: abolished codes stay valid for those born under them.
    """
    if not _IDENTITY.fullmatch(number):
        return "shape"
    if number[:2] not in PROVINCES:
        return "region"
    born = birth_date(number)
    if born is None or not EARLIEST_BIRTH <= born <= today:
        return "birth"
    return None if identity_check_character(number[:-1]) == number[-1] else "check_digit"


def birth_date(number: str) -> date | None:
    """The day of birth inside an identity number, None where there is no such day."""
    text = number[_BIRTH]
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return None


def credit_check_character(body: str) -> str:
    """The 18th character of a unified social credit code from its first 17."""
    total = sum(CREDIT_ALPHABET.index(character) * pow(3, at, CREDIT_BASE) for at, character in enumerate(body))
    return CREDIT_ALPHABET[(CREDIT_BASE - total % CREDIT_BASE) % CREDIT_BASE]


def credit_code_problem(code: str) -> str | None:
    """What is wrong with a normalised unified social credit code: shape, department, region, check_digit (GB 32100)."""
    if len(code) != CREDIT_LENGTH or any(character not in CREDIT_ALPHABET for character in code):
        return "shape"
    if code[0] not in CREDIT_DEPARTMENTS:
        return "department"
    region = code[2:8]
    if not region.isdigit():
        return "region"
    return None if credit_check_character(code[:-1]) == code[-1] else "check_digit"


def phone(text: str) -> str | None:
    """A mobile number of mainland China as its 11 digits, or None."""
    match = _PHONE.fullmatch(normalise(text))
    return match.group(1) if match else None


def account_number(text: str) -> str | None:
    """A bank account or card number as its digits, or None.

    The Luhn check is not held against it: some debit cards and passbook numbers do not pass it, and the bank's own
    four-element check follows anyway.
    """
    plain = normalise(text)
    return plain if plain.isascii() and plain.isdigit() and len(plain) in ACCOUNT_LENGTHS else None
