"""The lexicon: what words say, with what denies them and what weakens them. Pure; the words are `lexicon.json`.

A word counts within its clause. An odd number of denials just before it turns it round ("不是不想还" does not refuse),
a question that denies affirms ("不是还过了吗"), and a hedge halves its weight.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from server.collection.signals.plain import STOPS, Plain
from server.collection.signals.rules import Intent

LEXICON: Final = Path(__file__).with_name("lexicon.json")
REACH: Final = 3
"""How many signs may lie between a denial and the word, or the next denial."""
HEDGED: Final = 0.5
EMPTY: Final = re.compile(
    "能不能|可不可以|可不|是不是|要不要|要不|行不行|好不好|差不多|不好意思|不然|对不起|没事|没关系|不管|不过|不但|不仅|"
    "忍不住|恨不得|不得不|没想到|不知道为什么|别人|别的|特别|区别|未来|无所谓|莫名"
)
"""Words with a denial in them that deny nothing."""
DENIALS: Final = re.compile("并非|不是|没有|没说|不会|不|没|别|未|莫|勿|冇|唔")
ASKED: Final = re.compile("(?:吗|嘛|么)?[?]$|(?:吗|嘛)$")
HEDGES: Final = re.compile("可能|也许|大概|尽量|争取|试试|估计|不一定|说不定|看看|应该能|或者|如果|要是|万一|恐怕|怕是")


@dataclass(frozen=True, slots=True)
class Hit:
    """A word of an intent: from where to where in the plain text, its weight, denied or not."""

    intent: Intent
    start: int
    end: int
    weight: float
    denied: bool
    hedged: bool


@cache
def patterns() -> Sequence[tuple[Intent, re.Pattern[str], float]]:
    """Each pattern with what it says, in the order of the file."""
    told = json.loads(LEXICON.read_text(encoding="utf-8"))
    return [(Intent(name), re.compile(each), float(weight)) for name, rows in told.items() for each, weight in rows]


def look_up(said: Plain) -> list[Hit]:
    """Every word of the lexicon in a text, the denied ones too, in the order of the text."""
    hits = [
        _weighed(said.text, intent, match, weight)
        for intent, pattern, weight in patterns()
        for match in pattern.finditer(said.text)
        if match.end() > match.start()
    ]
    return sorted(hits, key=lambda hit: (hit.start, hit.end, hit.intent))


def told_weights(hits: Sequence[Hit]) -> dict[Intent, float]:
    """The weight of each intent: of one pattern's kind the heaviest word, and a third for each further word."""
    weights: dict[Intent, float] = {}
    for hit in sorted((hit for hit in hits if not hit.denied), key=lambda hit: -hit.weight):
        before = weights.get(hit.intent)
        weights[hit.intent] = hit.weight if before is None else before + hit.weight / 3
    return weights


def _weighed(text: str, intent: Intent, match: re.Match[str], weight: float) -> Hit:
    begins = max(text.rfind(stop, 0, match.start()) for stop in STOPS) + 1
    ends = min((at for stop in STOPS if (at := text.find(stop, match.end())) >= 0), default=len(text))
    asks = ASKED.search(text[match.end() : ends + 1]) is not None
    denied = is_denied(text[begins : match.start()]) and not (asks and intent is Intent.PAID)
    hedged = HEDGES.search(text[begins:ends]) is not None
    return Hit(intent, match.start(), match.end(), weight * (HEDGED if hedged else 1.0), denied, hedged)


def is_denied(before: str) -> bool:
    """Whether the words just before turn a word round: an odd number of denials, each within reach of the next."""
    near, count, reaches_to = EMPTY.sub(lambda empty: "\0" * len(empty.group()), before), 0, len(before)
    for denial in reversed(list(DENIALS.finditer(near))):
        if denial.end() < reaches_to - REACH:
            break
        count, reaches_to = count + 1, denial.start()
    return count % 2 == 1
