"""A number whose reading fails its check: settled by what the network thought of every digit, or left open.

A check digit alone cannot tell which digit was misread: for nearly each place some other digit makes it agree. So a
changed reading is taken only when it changes one character, the network itself held it possible, and no other sound
text comes near it; whoever takes it says so, and is not sure.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from ocr.checks.identifiers import CREDIT_ALPHABET, credit_organisation_agrees, credit_problem
from ocr.checks.regions import region_known
from ocr.engine.decoding import Readout
from ocr.engine.lines import Floats

IDENTITY_SYMBOLS, CREDIT_SYMBOLS = "0123456789X", CREDIT_ALPHABET
SOLE_TRADER = "92"
LEAD_LEAST = 3.0  # natural logarithm: twenty times likelier than the next sound text
COST_MOST = 4.0  # and at most some fifty times less likely than the unsound text that the network liked best
SETTLED_MOST = 0.85  # confidence in a number that was not read as it stands

Spell = Callable[[Floats, str], Sequence[Readout]]
"""Reads a four-cornered strip several times over: corners in the close-up and the symbols that may stand there."""


@dataclass(frozen=True)
class Settled:
    """The text, and whether most readings of the strip said just that; else one character was decided by the check."""

    text: str
    as_read: bool


def settled(readouts: Sequence[Readout], sound: Callable[[str], bool]) -> Settled | None:
    """The one sound text that several readings of the same strip speak for, or None.

    `sound` holds a text against everything that is known of such numbers.
    """
    if not readouts:
        return None
    base = max(sorted({one.text for one in readouts}), key=lambda text: float(_scores(readouts, [text])[0]))
    texts = [text for text in _near(base, readouts[0].symbols) if sound(text)]
    if not texts:
        return None
    scores = _scores(readouts, texts)
    order = np.argsort(-scores, kind="stable")
    best = int(order[0])
    if float(_scores(readouts, [base])[0] - scores[best]) > COST_MOST:
        return None
    if len(texts) > 1 and float(scores[best] - scores[order[1]]) < LEAD_LEAST:
        return None
    text = texts[best]
    return Settled(text, 2 * sum(one.text == text for one in readouts) > len(readouts))


def credit_settled(readouts: Sequence[Readout]) -> Settled | None:
    """A unified social credit code or None.

    It must hold GB 32100's check, a region that is or was, and but for sole traders, whose codes often do not, the
    organisation code of GB 11714 inside.
    """

    def sound(text: str) -> bool:
        if credit_problem(text) is not None or not region_known(text[2:8]):
            return False
        return credit_organisation_agrees(text) or text.startswith(SOLE_TRADER)

    return settled(readouts, sound)


def _scores(readouts: Sequence[Readout], texts: Sequence[str]) -> Floats:
    """The mean, not the sum: readings of one strip err together."""
    if not texts[0]:
        return np.full(len(texts), -np.inf, np.float32)
    return np.asarray(np.mean([one.log_chances(texts) for one in readouts], axis=0), np.float32)


def _near(base: str, symbols: str) -> Iterator[str]:
    """The text, and every text that differs from it in one character: changed, lost or too many."""
    found = {base}
    for place in range(len(base) + 1):
        found.add(base[:place] + base[place + 1 :])
        for symbol in symbols:
            found.add(base[:place] + symbol + base[place + 1 :])
            found.add(base[:place] + symbol + base[place:])
    return iter(sorted(found))
