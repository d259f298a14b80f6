"""Invented utterances by families; nobody said them.

A line of `train.txt` or `held_out.txt` is a family under its intent, with choices in braces. Families are learnt from
or tested on, never both. Each gives a few utterances, drawn with a fixed seed; a part of them is typed as on a phone:
full-width digits, a homophone, a filler, no pauses.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Final

from server.collection.signals.rules import Intent

FOLDER: Final = Path(__file__).parent
TRAIN, HELD_OUT = FOLDER / "train.txt", FOLDER / "held_out.txt"
SEED: Final = 7
EACH: Final = 6
CHOICE: Final = re.compile(r"\{([^}]*)\}")
TYPED_BADLY: Final = 0.25
SLIPS: Final = {"还": "环", "账": "帐", "在": "再", "的": "得", "已": "以", "那": "哪", "没": "木", "做": "作"}
FILLERS: Final = ("嗯，", "那个，", "就是，", "哎，", "喂，")
WIDE: Final = str.maketrans("0123456789", "０１２３４５６７８９")


@dataclass(frozen=True, slots=True)
class Utterance:
    """A text, what it says, and the number of its family."""

    text: str
    intent: Intent
    family: int


def utterances(path: Path, *, each: int = EACH, seed: int = SEED) -> list[Utterance]:
    """The utterances of a file, at most `each` of a family."""
    dice, intent, family, told = Random(seed), Intent.NEUTRAL, 0, list[Utterance]()  # noqa: S311 - the same seed must give the same utterances; no secret is drawn
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        if line.startswith("["):
            intent = Intent(line.strip("[]"))
            continue
        told += [Utterance(text, intent, family) for text in _drawn(line, dice, each)]
        family += 1
    return told


def _drawn(line: str, dice: Random, each: int) -> list[str]:
    parts, found = CHOICE.split(line), dict[str, None]()
    for _ in range(each * 6):
        chosen = "".join(dice.choice(part.split("|")) if at % 2 else part for at, part in enumerate(parts))
        found[chosen] = None
        if len(found) == each:
            break
    return [_typed(text, dice) for text in sorted(found)]


def _typed(text: str, dice: Random) -> str:
    if dice.random() >= TYPED_BADLY:
        return text
    match dice.randrange(4):
        case 0:
            return text.translate(WIDE)
        case 1:
            return dice.choice(FILLERS) + text
        case 2:
            return text.replace("，", " ")
    slip = dice.choice(sorted(SLIPS))
    return text.replace(slip, SLIPS[slip], 1)
