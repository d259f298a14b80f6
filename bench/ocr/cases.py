"""The set: which papers of which persons and firms are photographed how badly, each a function of its name."""

import random
from collections.abc import Callable
from dataclasses import dataclass

from bench.ocr.cards import back_card, front_card, second_script
from bench.ocr.companies import FORMS, company
from bench.ocr.copies import copy_page
from bench.ocr.licences.rows import Layout, sheet
from bench.ocr.licences.sheets import licence_sheet
from bench.ocr.lookalikes.catalogue import LOOKALIKES
from bench.ocr.people import person
from bench.ocr.photos import SEVERITIES, Paper, Photograph, Severity, photograph

SEED = "2026"
COUNTS = {"id_front": 66, "id_back": 30, "id_both": 27, "business_licence": 75, "none": 54}
LAYOUTS: tuple[Layout, ...] = ("landscape", "portrait", "landscape", "old", "landscape")
CARD_LETTER, CARD_CORNER = 0.036, 0.035
SHEET_LETTER = {"landscape": 0.0155, "portrait": 0.025, "old": 0.025}


@dataclass(frozen=True)
class Plan:
    """What is drawn. `variant` is a layout, a form or a look-alike's name; kind `none` has no truth."""

    variant: str
    truth: dict[str, str | None]
    draw: Callable[[random.Random], Paper]
    authority_printed: bool = True


@dataclass(frozen=True)
class Case:
    """One picture of the set; `severity` goes round with the index, so that a third of each kind is hard."""

    seed: str
    kind: str
    index: int

    @property
    def severity(self) -> Severity:
        return SEVERITIES[self.index % len(SEVERITIES)]

    @property
    def name(self) -> str:
        return f"{self.kind}-{self.index:03d}-{self.severity}"

    def plan(self) -> Plan:
        """The paper's truth, and how to draw it."""
        return PLANS[self.kind](f"{self.seed} {self.kind} {self.index}", self.index // len(SEVERITIES))

    def picture(self, plan: Plan | None = None) -> Photograph:
        """The photograph: the same bytes for the same typefaces and libraries."""
        dice = random.Random(f"picture {self.seed} {self.name}")
        return photograph((plan or self.plan()).draw(dice), self.severity, dice)


def cases(seed: str = SEED, counts: dict[str, int] | None = None) -> list[Case]:
    """The cases of a seed, the default set without counts: 252 pictures."""
    return [Case(seed, kind, index) for kind, count in (counts or COUNTS).items() for index in range(count)]


def _front(seed: str, turn: int) -> Plan:
    holder = person(seed, minority=turn % 8 == 3)
    bilingual = turn % 8 == 3 and second_script(holder.nation)

    def draw(dice: random.Random) -> Paper:
        return Paper(front_card(holder, dice, bilingual=bilingual), CARD_LETTER, CARD_CORNER)

    return Plan("bilingual" if bilingual else "plain", holder.front(), draw)


def _back(seed: str, _: int) -> Plan:
    holder = person(seed)
    return Plan("plain", holder.back(), lambda dice: Paper(back_card(holder, dice), CARD_LETTER, CARD_CORNER))


def _both(seed: str, turn: int) -> Plan:
    holder = person(seed)
    side_by_side = turn % 4 == 3
    variant = "beside" if side_by_side else "below"

    def draw(dice: random.Random) -> Paper:
        sides = front_card(holder, dice), back_card(holder, dice)
        return copy_page(*sides, dice, beside=side_by_side)

    return Plan(variant, holder.front() | holder.back(), draw)


def _licence(seed: str, turn: int) -> Plan:
    layout, form = LAYOUTS[turn % len(LAYOUTS)], FORMS[turn % len(FORMS)]
    firm = company(seed, form, layout)
    rows = sheet(firm, layout, random.Random(f"rows {seed}"), printed=turn % 2 == 0)

    def draw(dice: random.Random) -> Paper:
        return Paper(licence_sheet(firm, rows, dice), SHEET_LETTER[layout])

    return Plan(f"{layout} {form}", rows.truth, draw, rows.authority_printed)


def _none(_: str, turn: int) -> Plan:
    name = list(LOOKALIKES)[turn % len(LOOKALIKES)]
    return Plan(name, {}, LOOKALIKES[name])


PLANS: dict[str, Callable[[str, int], Plan]] = {
    "id_front": _front,
    "id_back": _back,
    "id_both": _both,
    "business_licence": _licence,
    "none": _none,
}
