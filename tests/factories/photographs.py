"""Invented papers as a phone photographs them, from the bench's generator; each is drawn once a session.

Typefaces are those of the packages at hand; nothing is fetched.
"""

import random
from dataclasses import dataclass, field
from functools import cache

from bench.ocr.cards import front_card
from bench.ocr.cases import CARD_CORNER, CARD_LETTER, Case
from bench.ocr.people import Person, person
from bench.ocr.photos import SEVERITIES, Paper, Severity, photograph
from bench.ocr.pictures import drawn

__all__ = ["Person", "Photographed", "front_of", "person", "photographed"]


@dataclass(frozen=True)
class Photographed:
    """A photograph and what stands on its paper, under the labels of a reading."""

    truth: dict[str, str | None]
    data: bytes = field(repr=False)

    @property
    def name(self) -> str:
        return self.truth["姓名"] or ""

    @property
    def number(self) -> str:
        return self.truth["公民身份号码"] or ""


@cache
def photographed(kind: str, seed: str, severity: Severity = "easy", *, turn: int = 0) -> Photographed:
    """A paper of a kind (`bench.ocr.cases.PLANS`), the same for the same seed.

    `turn` goes through the variants of a kind: layouts and forms of licences, names of look-alikes.
    """
    told, data = drawn(Case(seed, kind, turn * len(SEVERITIES) + SEVERITIES.index(severity)))
    return Photographed(told["truth"], data)


def front_of(holder: Person, severity: Severity = "easy", seed: str = "") -> bytes:
    """The portrait side of this person's card, be he ever so unlikely."""
    dice = random.Random(f"front {seed}")
    return photograph(Paper(front_card(holder, dice), CARD_LETTER, CARD_CORNER), severity, dice).data
