"""Names in lists: pinyin initials, so that staff find 王小明 by typing `wxm` where the name itself is sealed."""

from typing import Final

INITIALS_LENGTH_MAX: Final = 32

# family names that are not read like the character is read elsewhere
FAMILY_INITIALS: Final = {
    "曾": "z",
    "单": "s",
    "解": "x",
    "仇": "q",
    "查": "z",
    "区": "o",
    "种": "c",
    "尉": "y",
    "覃": "q",
}


def initials(name: str, *, person: bool = True) -> str:
    """The first letter of each syllable, in small letters; letters and digits stay, everything else goes."""
    from pypinyin import Style, lazy_pinyin

    letters = "".join(lazy_pinyin(name, style=Style.FIRST_LETTER)).lower()
    plain = "".join(letter for letter in letters if letter.isascii() and letter.isalnum())
    first = FAMILY_INITIALS.get(name[:1]) if person else None
    return ((first + plain[1:]) if first else plain)[:INITIALS_LENGTH_MAX]
