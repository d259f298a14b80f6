"""`jiedai bench signals`: how well the reader reads utterances of families that nothing was learnt from.

The lexicon alone, the classifier alone, and both together with abstention; `--only train` learns the classifier anew
first and writes it where the server reads it. The confusion goes to standard error.
"""

import time
from collections import Counter
from collections.abc import Sequence
from typing import Final

from bench.signals.training import settle
from bench.signals.utterances import HELD_OUT, TRAIN, Utterance, utterances
from bench.wishes import Figure, Wishes
from server.collection.signals.classifier import MODEL, house_classifier, save
from server.collection.signals.reading import read_text
from server.collection.signals.rules import Intent, Reading

TARGET: Final = ">= 0.75"
MS: Final = 1_000


def run(wishes: Wishes) -> list[Figure]:
    """The figures; shares of the held-out utterances."""
    if "train" in wishes.only:
        wishes.say(f"learning from {TRAIN.name}")
        save(settle(utterances(TRAIN)), MODEL)
        house_classifier.cache_clear()
    held = utterances(HELD_OUT)
    begun = time.perf_counter()
    read = [(each, read_text(each.text)) for each in held]
    spent = time.perf_counter() - begun
    for line in confusion(read):
        wishes.say(line)
    wishes.note({"threshold": house_classifier().threshold, "lexicon_weight": house_classifier().lexicon_weight})
    return [*_told(read), Figure("milliseconds an utterance", round(spent / len(held) * MS, 3), "ms")]


def _told(read: Sequence[tuple[Utterance, Reading]]) -> list[Figure]:
    spoken = [(each, found) for each, found in read if not found.abstains]
    by_lexicon = [(each, found) for each, found in read if found.lexicon]
    right = sum(each.intent is found.intent for each, found in spoken)
    by_classifier = sum(each.intent is found.classifier for each, found in read)
    lexicon_right = sum(each.intent is found.lexicon for each, found in by_lexicon)
    return [
        Figure("held-out utterances", len(read), "count", ">= 600"),
        Figure("held-out families", len({each.family for each, _ in read}), "count"),
        Figure("right of what is told", _share(right, len(spoken)), "share", TARGET),
        Figure("told (coverage)", _share(len(spoken), len(read)), "share"),
        Figure("abstained", _share(len(read) - len(spoken), len(read)), "share"),
        Figure("right of all, abstentions wrong", _share(right, len(read)), "share"),
        Figure("classifier alone, never abstaining", _share(by_classifier, len(read)), "share", TARGET),
        Figure("lexicon alone, right of what is told", _share(lexicon_right, len(by_lexicon)), "share"),
        Figure("lexicon alone, told (coverage)", _share(len(by_lexicon), len(read)), "share"),
        Figure("lexicon alone, right of all", _share(lexicon_right, len(read)), "share"),
        *(
            Figure(f"heard of {intent}", _heard(read, intent), "share")
            for intent in (Intent.CRISIS, Intent.HARDSHIP, Intent.DISPUTE, Intent.COMPLAINT)
        ),
        Figure("crisis heard where there is none", _falsely(read, Intent.CRISIS), "share"),
    ]


def _heard(read: Sequence[tuple[Utterance, Reading]], intent: Intent) -> float:
    own = [found for each, found in read if each.intent is intent]
    return _share(sum(intent in found.heard for found in own), len(own))


def _falsely(read: Sequence[tuple[Utterance, Reading]], intent: Intent) -> float:
    others = [found for each, found in read if each.intent is not intent]
    return _share(sum(intent in found.heard for found in others), len(others))


def confusion(read: Sequence[tuple[Utterance, Reading]]) -> list[str]:
    """A line an intent: how many were read as what, the most first; `-` is an abstention."""
    lines = []
    for intent in Intent:
        seen = Counter(str(found.intent or "-") for each, found in read if each.intent is intent)
        lines.append(f"{intent:<13} " + "  ".join(f"{name} {count}" for name, count in seen.most_common()))
    return lines


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0
