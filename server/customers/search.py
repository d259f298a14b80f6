"""What staff type into the search box, as what the rows can be asked for.

Letters are pinyin initials (a prefix), four characters of digits or X the last four of number or phone, a whole number
its blind index, Chinese characters the initials of the name together with the family name.
"""

import re
from dataclasses import dataclass
from typing import Final

from server.customers.names import INITIALS_LENGTH_MAX, initials
from server.customers.sealing import LAST_DIGITS, number_index, phone_index
from server.reference import number_formats

TEXT_LENGTH_MAX: Final = 60

_LAST_FOUR = re.compile(r"[0-9]{3}[0-9A-Z]", re.ASCII)
_WHOLE_NUMBER = re.compile(r"\+?[0-9]{11,17}|(?=.*[0-9])[0-9A-Z]{18}", re.ASCII)
_LETTERS = re.compile(r"[A-Z0-9]+", re.ASCII)


@dataclass(frozen=True)
class Search:
    """Parts that must all hold; the two indexes are alternatives of one number."""

    initials: str = ""
    family_name: str = ""
    last4: str = ""
    number_index: bytes = b""
    phone_index: bytes = b""


def search_for(text: str | None, master_key: bytes) -> Search | None:
    """None for an empty box: no condition at all."""
    plain = number_formats.normalise(text or "")[:TEXT_LENGTH_MAX]
    if not plain:
        return None
    if len(plain) == LAST_DIGITS and _LAST_FOUR.fullmatch(plain):
        return Search(last4=plain)
    if _WHOLE_NUMBER.fullmatch(plain):
        return Search(
            number_index=number_index(master_key, plain),
            phone_index=phone_index(master_key, number_formats.phone(plain) or plain),
        )
    if _LETTERS.fullmatch(plain):
        return Search(initials=plain.lower()[:INITIALS_LENGTH_MAX])
    return Search(initials=initials(plain), family_name=plain[0])
