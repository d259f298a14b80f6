"""Forms of one character: recognisers trained on all of Chinese sometimes answer 貨 where mainland paper prints 货."""

from collections.abc import Sequence

from ocr.engine.lines import Char

RIVAL_LEAST = 0.02


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
