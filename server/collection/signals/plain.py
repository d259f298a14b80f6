"""Text as it is compared, with the way back to the text as it was written."""

import unicodedata
from dataclasses import dataclass
from typing import Final

TEXT_MAX: Final = 4_000
STOPS: Final = ",;?"
_PUNCTUATION: Final = str.maketrans("，。、；！：…~·.!:—\n", ",;,;;,;,,;;,,;")
_NO_SPACE: Final = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp", "Mn", "Me", "Co", "Cs", "Cn"})


@dataclass(frozen=True, slots=True)
class Plain:
    """`text` without width, case, spaces and invisible signs; `places[i]` is where its i-th sign came from."""

    text: str
    places: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """From where to where in the text as it was written; start < end."""
        return self.places[start], self.places[end - 1] + 1


def plain(text: str) -> Plain:
    """Full-width signs become narrow, letters small, pauses one of `,` `;` `?`; what cannot be seen is left out.

    More than the limit is not looked at. Any text at all is taken.
    """
    signs: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text[:TEXT_MAX]):
        told = sign.translate(_PUNCTUATION)
        for each in unicodedata.normalize("NFKC", told).lower().translate(_PUNCTUATION):
            if unicodedata.category(each) not in _NO_SPACE:
                signs.append(each)
                places.append(place)
    return Plain("".join(signs), tuple(places))
