"""Forms of one character: recognisers trained on all of Chinese sometimes answer 貨 where mainland paper prints 货."""

from collections.abc import Callable, Sequence

from ocr.engine.lines import Char

RIVAL_LEAST = 0.02
FIRM = 0.97  # a character read so well is not exchanged


def _plain(text: str) -> bool:
    """Whether GB 2312, the set of the simplified script, has the character."""
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def simplified(chars: Sequence[Char]) -> list[Char]:
    """The runner-up where the best is no simplified character and the runner-up, near enough, is.

    Printed matter of the mainland is set in the simplified script. Names may hold rare characters outside it, so
    they are
    not passed through here.
    """
    return [
        Char(char.rival, char.probability + char.rival_probability, char.text, 0.0, char.x, char.y)
        if not _plain(char.text) and _plain(char.rival) and char.rival_probability > RIVAL_LEAST
        else char
        for char in chars
    ]


def exchanged(chars: Sequence[Char], known: Callable[[str], bool]) -> list[Char] | None:
    """The characters with one of them exchanged for its runner-up so that they say something known, or None.

    Only where the network itself wavered, and only when a single exchange does it. Whoever takes it is not sure.
    """
    texts = [char.text for char in chars]
    if known("".join(texts)):
        return None
    found = []
    for place, char in enumerate(chars):
        if char.probability < FIRM and char.rival_probability > RIVAL_LEAST:
            other = [*texts[:place], char.rival, *texts[place + 1 :]]
            if known("".join(other)):
                found.append(place)
    if len(found) != 1:
        return None
    char = chars[found[0]]
    fresh = Char(char.rival, char.rival_probability, char.text, char.probability, char.x, char.y)
    return [*chars[: found[0]], fresh, *chars[found[0] + 1 :]]
