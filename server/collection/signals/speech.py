"""What agents say and write, against the law: regulation 6.1 (quality control), CL-04, CL-08, CL-12. Pure.

The law itself has a word list of its own (`compliance`), which stands; this one is wider: forms of words instead of
words, and with a place. A denial before a word of the house's own ("我们不会通知你单位") is no fault, a condition
("再不还钱就") is no denial, and in a note what the customer is told to have said is his.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from server.collection.signals.lexicon import is_denied
from server.collection.signals.plain import STOPS, plain
from server.collection.signals.rules import UtteranceSource

WORDS: Final = Path(__file__).with_name("speech.json")
CONDITIONS: Final = re.compile("(?:如果|要是|若|再|如|还)?(?:再)?不(?:还(?!会)|处理|结清|接电话)(?:钱|款|清)?(?:的话)?")
HIS: Final = re.compile("(?:客户|债务人|对方|他|她|其|本人)(?:情绪激动,?)?(?:说|称|表示|骂|威胁|声称|扬言|自称|告知)")
SAID_MAX: Final = 40


class SpeechFault(StrEnum):
    """What an agent may not do with words."""

    THREAT = "threat"
    INSULT = "insult"
    AUTHORITY = "authority"
    FABRICATION = "fabrication"
    SHAME = "shame"
    THIRD_PARTY = "third_party"
    NEW_DEBT = "new_debt"
    PRIVATE_ACCOUNT = "private_account"


class SpeechSeverity(StrEnum):
    """Block: it was said to a debtor, or would have been. Review: it stands in a note, and somebody looks."""

    BLOCK = "block"
    REVIEW = "review"


class SpeechFindingState(StrEnum):
    """Open until whoever leads collection upholds or dismisses it."""

    OPEN = "open"
    UPHELD = "upheld"
    DISMISSED = "dismissed"


@dataclass(frozen=True, slots=True)
class Fault:
    """Words that a rule forbids, from sign `start` to `end` of the text as it was written."""

    kind: SpeechFault
    rule: str
    severity: SpeechSeverity
    start: int
    end: int
    words: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class _Kind:
    rule: str
    zh: str
    en: str
    patterns: tuple[re.Pattern[str], ...]


def faults_in(text: str, source: UtteranceSource) -> list[Fault]:
    """Every fault of an agent's words, in the order of the text; of overlapping ones of a kind the first."""
    said, found = plain(text), list[Fault]()
    severity = SpeechSeverity.REVIEW if source is UtteranceSource.NOTE else SpeechSeverity.BLOCK
    for kind, told in _kinds().items():
        reached = -1
        for match in sorted(_matches(told.patterns, said.text), key=lambda each: (each.start(), -each.end())):
            if match.start() < reached or _is_no_fault(said.text, match.start(), source):
                continue
            reached = match.end()
            start, end = said.span(match.start(), match.end())
            words = text[start:end][:SAID_MAX]
            about = (f"{told.zh}：“{words}”", f"{told.en}: “{words}”")
            found.append(Fault(kind, told.rule, severity, start, end, words, *about))
    return sorted(found, key=lambda fault: (fault.start, fault.end, fault.kind))


def _matches(patterns: Sequence[re.Pattern[str]], text: str) -> list[re.Match[str]]:
    return [match for pattern in patterns for match in pattern.finditer(text)]


def _is_no_fault(text: str, start: int, source: UtteranceSource) -> bool:
    begins = max(text.rfind(stop, 0, start) for stop in STOPS) + 1
    before = text[begins:start]
    if source is UtteranceSource.NOTE and HIS.search(text[max(text.rfind(";", 0, start), 0) : start]):
        return True
    return is_denied(CONDITIONS.sub("", before))


@cache
def _kinds() -> Mapping[SpeechFault, _Kind]:
    told = json.loads(WORDS.read_text(encoding="utf-8"))
    return MappingProxyType(
        {
            SpeechFault(name): _Kind(
                each["rule"], each["zh"], each["en"], tuple(re.compile(pattern) for pattern in each["patterns"])
            )
            for name, each in told.items()
        }
    )
