"""Identity numbers (GB 11643), unified credit codes (GB 32100), organisation codes (GB 11714), registration numbers."""

import re
from datetime import date

IDENTITY_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
IDENTITY_CHECKS = "10X98765432"
CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
CREDIT_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
CREDIT_DEPARTMENTS = "123456789ANY"
ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
ORGANISATION_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
REGISTRATION_LENGTH = 15
OLD_REGISTRATION_LENGTH = 13
EARLIEST_BIRTH = date(1900, 1, 1)

_IDENTITY = re.compile(r"[1-9][0-9]{16}[0-9X]")
_CREDIT = re.compile(rf"[{CREDIT_DEPARTMENTS}][{CREDIT_ALPHABET}][0-9]{{6}}[{CREDIT_ALPHABET}]{{10}}")


def identity_check_character(body: str) -> str:
    """The 18th character for the first 17 digits (GB 11643-1999, ISO 7064 MOD 11-2)."""
    total = sum(int(digit) * weight for digit, weight in zip(body, IDENTITY_WEIGHTS, strict=True))
    return IDENTITY_CHECKS[total % 11]


def identity_birth(number: str) -> date | None:
    """The birth date inside an 18-character number, or None when these digits are no date."""
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None


def identity_sex(number: str) -> str:
    """男 when the 17th digit is odd, else 女."""
    return "男" if int(number[16]) % 2 else "女"


def identity_problem(number: str, today: date | None = None) -> str | None:
    """The reason code why this is no identity number, or None.

    An unknown region is left to the caller: it means review.
    """
    if not _IDENTITY.fullmatch(number):
        return "number_shape"
    born = identity_birth(number)
    if born is None or born < EARLIEST_BIRTH:
        return "number_birth"
    if today is not None and born > today:
        return "number_birth"
    if identity_check_character(number[:17]) != number[17]:
        return "number_check_digit"
    return None


def credit_check_character(body: str) -> str:
    """The 18th character for the first 17 (GB 32100-2015)."""
    values = (CREDIT_ALPHABET.index(character) for character in body)
    total = sum(value * weight for value, weight in zip(values, CREDIT_WEIGHTS, strict=True))
    return CREDIT_ALPHABET[(31 - total % 31) % 31]


def organisation_check_character(body: str) -> str:
    """The ninth character of an organisation code (GB 11714-1997)."""
    values = (ORGANISATION_ALPHABET.index(character) for character in body)
    total = sum(value * weight for value, weight in zip(values, ORGANISATION_WEIGHTS, strict=True))
    check = 11 - total % 11
    return {10: "X", 11: "0"}.get(check, str(check))


def credit_problem(code: str) -> str | None:
    """The reason code why this is no unified social credit code, or None."""
    if not _CREDIT.fullmatch(code):
        return "code_shape"
    if credit_check_character(code[:17]) != code[17]:
        return "code_check_digit"
    return None


def credit_organisation_agrees(code: str) -> bool:
    """Whether characters 9 to 17 are a sound organisation code.

    Sole traders' codes often are not: review, never refuse.
    """
    return organisation_check_character(code[8:16]) == code[16]


def registration_check_digit(body: str) -> str:
    """The 15th digit of a registration number (GS 15-2006, ISO 7064 MOD 11,10)."""
    rest = 0
    for digit in body:
        rest = ((rest + int(digit)) % 10 or 10) * 2 % 11
    return str((11 - rest) % 10)


def registration_problem(number: str) -> str | None:
    """The reason code why this is no registration number, or None.

    The 13-digit numbers before 2007 carry no check digit.
    """
    if not number.isascii() or not number.isdigit():
        return "code_shape"
    if len(number) == OLD_REGISTRATION_LENGTH:
        return None
    if len(number) != REGISTRATION_LENGTH:
        return "code_shape"
    if registration_check_digit(number[:-1]) != number[-1]:
        return "code_check_digit"
    return None
