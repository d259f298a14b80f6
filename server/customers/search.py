"""What staff type into the search box, as what the rows can be asked for.

Letters are pinyin: initials (a prefix), or syllables from the beginning of the name. Four characters of digits or X are
the last four of number or phone, a whole number its blind index, Chinese characters the name from its beginning. Names
are sealed, so syllables and characters are looked for by keyed hashes (`names.typed_forms`); who was registered before
there were such hashes is found by his initials and family name.
"""

import re
from dataclasses import dataclass
from typing import Final

from server.customers.names import INITIALS_LENGTH_MAX, initials
from server.customers.sealing import LAST_DIGITS, name_key, number_index, phone_index
from server.reference import number_formats

TEXT_LENGTH_MAX: Final = 60

_LAST_FOUR = re.compile(r"[0-9]{3}[0-9A-Z]", re.ASCII)
_WHOLE_NUMBER = re.compile(r"\+?[0-9]{11,17}|(?=.*[0-9])[0-9A-Z]{18}", re.ASCII)
_LETTERS = re.compile(r"[A-Z0-9]+", re.ASCII)


@dataclass(frozen=True)
class Search:
    """Parts that must all hold; the two indexes are alternatives of one number.

    `letters` are initials, or the syllables whose key is `name_key`, the first of which has one of `first_keys`; with
    `initials` the key is of characters.
    """

    letters: str = ""
    initials: str = ""
    family_name: str = ""
    name_key: bytes = b""
    first_keys: tuple[bytes, ...] = ()
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
        letters = plain.lower()[:INITIALS_LENGTH_MAX]
        firsts = tuple(name_key(master_key, letters[:length]) for length in range(1, len(letters) + 1))
        return Search(letters=letters, name_key=name_key(master_key, plain), first_keys=firsts)
    key = name_key(master_key, plain) if len(plain) > 1 else b""
    return Search(initials=initials(plain), family_name=plain[0], name_key=key)
