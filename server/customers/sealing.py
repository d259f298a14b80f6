"""Personal values to columns and back: ciphertext, blind index, masked form, last digits.

`key` is the customer's clear data key, `row_id` the row in which the cell stands. Values are normalised before.
"""

from typing import Any
from uuid import UUID

from server.customers.models import BankAccount, Customer, CustomerKind
from server.customers.names import initials, typed_forms
from server.kit import crypto
from server.reference import number_formats

LAST_DIGITS = 4
NAME_KEY_BYTES = 8
"""Short, so that a key tells less: two texts in 18 million million million share one, and the initials agree too."""


def name_columns(master_key: bytes, key: bytes, customer_id: UUID, name: str, kind: CustomerKind) -> dict[str, Any]:
    """A company's name is public and stands unmasked; a person's is masked."""
    person = kind is CustomerKind.PERSON
    return {
        "name_cipher": crypto.encrypt(key, name.encode(), crypto.cell("customers", "name", customer_id)),
        "name_masked": crypto.mask_name(name) if person else name,
        "name_sort": initials(name, person=person),
        "name_index": [name_key(master_key, text) for text in typed_forms(name, person=person)],
    }


def name_key(master_key: bytes, typed: str) -> bytes:
    """By which what staff type of a name is found: pinyin or characters, from the beginning."""
    return crypto.blind_index(master_key, "name", typed)[:NAME_KEY_BYTES]


def number_columns(master_key: bytes, key: bytes, customer_id: UUID, number: str) -> dict[str, Any]:
    """An identity number or credit code."""
    return {
        "number_cipher": crypto.encrypt(key, number.encode(), crypto.cell("customers", "number", customer_id)),
        "number_index": number_index(master_key, number),
        "number_masked": crypto.mask_tail(number, head=6),
        "number_last4": number[-LAST_DIGITS:],
    }


def number_index(master_key: bytes, number: str) -> bytes:
    return crypto.blind_index(master_key, "number", number)


def phone_columns(master_key: bytes, key: bytes, customer_id: UUID, phone: str) -> dict[str, Any]:
    return {
        "phone_cipher": crypto.encrypt(key, phone.encode(), crypto.cell("customers", "phone", customer_id)),
        "phone_index": phone_index(master_key, phone),
        "phone_masked": crypto.mask_tail(phone),
        "phone_last4": phone[-LAST_DIGITS:],
    }


def phone_index(master_key: bytes, phone: str) -> bytes:
    return crypto.blind_index(master_key, "phone", phone)


def person_index(master_key: bytes, name: str, born: str) -> bytes:
    """By which a person is found whose number is another: name and ISO date of birth together."""
    return crypto.blind_index(master_key, "person", f"{name}|{born}")


def person_columns(master_key: bytes, name: str, number: str, kind: CustomerKind) -> dict[str, Any]:
    """What a person's number tells of his birth; empty for a company."""
    born = number_formats.birth_date(number) if kind is CustomerKind.PERSON else None
    return {
        "birth_year": born.year if born else None,
        "person_index": person_index(master_key, name, born.isoformat()) if born else None,
    }


def representative_cipher(key: bytes, customer_id: UUID, name: str) -> bytes:
    return crypto.encrypt(key, name.encode(), crypto.cell("customers", "legal_representative", customer_id))


def account_columns(master_key: bytes, key: bytes, account_id: UUID, number: str, phone: str) -> dict[str, Any]:
    """A bank account's number, and the phone left with the bank."""
    return {
        "number_cipher": crypto.encrypt(key, number.encode(), crypto.cell("bank_accounts", "number", account_id)),
        "number_index": crypto.blind_index(master_key, "account", number),
        "number_masked": crypto.mask_tail(number, head=6),
        "number_last4": number[-LAST_DIGITS:],
        "phone_cipher": crypto.encrypt(key, phone.encode(), crypto.cell("bank_accounts", "phone", account_id)),
    }


def opened(key: bytes, customer: Customer, column: str) -> str | None:
    """The clear value of `name`, `number`, `phone` or `legal_representative`; None where there is none."""
    sealed: bytes | None = getattr(customer, f"{column}_cipher")
    if sealed is None:
        return None
    return crypto.decrypt(key, sealed, crypto.cell("customers", column, customer.id)).decode()


def opened_account(key: bytes, account: BankAccount) -> tuple[str, str]:
    """The clear account number and the phone left with the bank."""
    number = crypto.decrypt(key, account.number_cipher, crypto.cell("bank_accounts", "number", account.id))
    phone = crypto.decrypt(key, account.phone_cipher, crypto.cell("bank_accounts", "phone", account.id))
    return number.decode(), phone.decode()
