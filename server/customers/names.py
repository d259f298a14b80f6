"""Names in lists: what staff type to find 王小明 (`wxm`, `wangxiaoming`, `wangxm`) where the name itself is sealed."""

from typing import Final

from server.reference import number_formats

INITIALS_LENGTH_MAX: Final = 32
SYLLABLES_MAX: Final = 6
PUBLIC_SYLLABLES_MAX: Final = 12
WRITTEN_MAX: Final = 30  # characters

# family names that are not read like the character is read elsewhere
FAMILY_READINGS: Final = {
    "曾": "zeng",
    "单": "shan",
    "解": "xie",
    "仇": "qiu",
    "查": "zha",
    "区": "ou",
    "种": "chong",
    "尉": "yu",
    "覃": "qin",
}


def initials(name: str, *, person: bool = True) -> str:
    """The first letter of each syllable, in small letters; letters and digits stay, everything else goes."""
    from pypinyin import Style, lazy_pinyin

    plain = _plain("".join(lazy_pinyin(name, style=Style.FIRST_LETTER)))
    family = FAMILY_READINGS.get(name[:1]) if person else None
    return ((family[0] + plain[1:]) if family else plain)[:INITIALS_LENGTH_MAX]


def syllables(name: str, *, person: bool = True) -> list[str]:
    """How a name is read, syllable by syllable, in small letters without tones (ü is v, as one types it)."""
    from pypinyin import lazy_pinyin

    read = [plain for plain in map(_plain, lazy_pinyin(name)) if plain]
    family = FAMILY_READINGS.get(name[:1]) if person else None
    return [family, *read[1:]] if family else read


def typed_forms(name: str, *, person: bool = True) -> list[str]:
    """What finds a name beside its initials: its beginnings in pinyin, and a person's in characters.

    Of a person also the beginnings whose later syllables are given by their initial: 王小明 is found by `wang`,
    `wangxiao`, `wangx`, `wangxiaoming`, `wangxiaom`, `wangxm`, by 王小 and by 王小明.
    """
    read = syllables(name, person=person)[: SYLLABLES_MAX if person else PUBLIC_SYLLABLES_MAX]
    forms = [
        "".join(read[:whole]) + "".join(syllable[0] for syllable in read[whole:length])
        for length in range(1, len(read) + 1)
        for whole in range(1 if person else length, length + 1)
    ]
    written = number_formats.normalise(name)
    written_forms = [written[:length] for length in range(2, min(len(written), WRITTEN_MAX) + 1)] if person else []
    return list(dict.fromkeys([*forms, *written_forms]))


def _plain(text: str) -> str:
    return "".join(letter for letter in text.lower() if letter.isascii() and letter.isalnum())
