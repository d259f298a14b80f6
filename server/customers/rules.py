"""What counts as a sound name, number, phone and amount. Pure: text in, the normalised value or a refusal out."""

import unicodedata
from dataclasses import dataclass, field
from datetime import date

from server.customers.errors import AccountUnsound, AmountUnsound, NameUnsound, NumberUnsound, PhoneUnsound
from server.kit.money import LIMIT_FEN
from server.reference import number_formats

NAME_LENGTH_MAX = 60


@dataclass(frozen=True)
class Identity:
    """A customer in clear: for the memory of one piece of work. `number` is an identity number or a credit code."""

    name: str = field(repr=False)
    id_number: str = field(repr=False)
    phone: str = field(repr=False)
    birth_date: date | None = field(repr=False)
    legal_representative: str | None = field(default=None, repr=False)


def sound_name(text: str, field: str = "name") -> str:
    """The name without outer spaces, composed. Raises NameUnsound."""
    name = " ".join(unicodedata.normalize("NFKC", text).split())
    lettered = any(unicodedata.category(character).startswith("L") for character in name)
    controlled = any(unicodedata.category(character).startswith("C") for character in name)
    if not lettered or controlled or len(name) > NAME_LENGTH_MAX:
        raise NameUnsound(field=field)
    return name


def sound_id_number(text: str | None, today: date) -> str:
    """The normalised resident identity number. Raises NumberUnsound (field idNumber)."""
    number = number_formats.normalise(text or "")
    problem = number_formats.identity_problem(number, today)
    if problem:
        raise NumberUnsound(field="idNumber", reason=problem)
    return number


def sound_credit_code(text: str | None) -> str:
    """The normalised unified social credit code. Raises NumberUnsound (field creditCode)."""
    code = number_formats.normalise(text or "")
    problem = number_formats.credit_code_problem(code)
    if problem:
        raise NumberUnsound(field="creditCode", reason=problem)
    return code


def sound_phone(text: str) -> str:
    """Eleven digits. Raises PhoneUnsound."""
    phone = number_formats.phone(text)
    if phone is None:
        raise PhoneUnsound(field="phone")
    return phone


def sound_account(text: str) -> str:
    """The digits of an account or card. Raises AccountUnsound (field account)."""
    account = number_formats.account_number(text)
    if account is None:
        raise AccountUnsound(field="account")
    return account


def sound_bank(text: str) -> str:
    """The bank's name. Raises AccountUnsound (field bankName)."""
    name = " ".join(text.split())
    if not 0 < len(name) <= NAME_LENGTH_MAX:
        raise AccountUnsound(field="bankName")
    return name


def sound_amount(amount_fen: int | None, field: str) -> int | None:
    """Missing stays missing. Raises AmountUnsound for a negative or absurd amount."""
    if amount_fen is not None and not 0 <= amount_fen <= LIMIT_FEN:
        raise AmountUnsound(field=field)
    return amount_fen
