"""From a field's score to the chance that its value is right.

A score (`ocr.papers.proposals`) orders values: the worst character's probability and its lead, whether a check agrees.
What chance stands behind a score was counted: `jiedai bench ocr-calibrating` reads invented papers of several seeds in
three severities, and lays a rising curve through the shares of right values, each group of fields for itself
(isotonic regression, Ayer and others 1955, with half a wrong value added at the best score). Its knots, and the sample
they come from, stand in `calibration.json` beside this file.
"""

import json
from bisect import bisect_right
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from ocr.model import Document, Field, Kind
from ocr.papers.proposals import SURE

TABLE = Path(__file__).with_name("calibration.json")
DOUBTED = 0.89  # the most for a value with a reason against it
CARDS = frozenset({Kind.ID_FRONT, Kind.ID_BACK})
CARD_GROUPS = {
    "id_number": "checked", "sex": "confirmed", "birth_date": "confirmed", "name": "card text",
    "address": "card text", "authority": "card text", "nation": "card closed", "valid_from": "card closed",
    "valid_until": "card closed",
}  # fmt: skip
SHEET_GROUPS = {
    "credit_code": "checked", "registration_number": "checked", "name": "sheet text",
    "legal_representative": "sheet text", "address": "sheet text", "business_scope": "scope",
    "authority": "authority", "established_on": "sheet dates", "term": "sheet dates",
    "registered_on": "registration date", "licence_type": "sheet closed", "composition": "sheet closed",
    "registered_capital_fen": "sheet closed",
}  # fmt: skip
Knots = tuple[tuple[float, float], ...]


def group_of(kind: Kind, name: str) -> str:
    """The group of fields that are counted together."""
    return (CARD_GROUPS if kind in CARDS else SHEET_GROUPS)[name]


def calibrated(document: Document) -> Document:
    """The document with chances for scores; nothing becomes sure that was not, what falls too low ceases to be."""
    return replace(
        document, fields=tuple(_told(field, group_of(document.kind, field.name)) for field in document.fields)
    )


def chance(score: float, knots: Knots) -> float:
    """Between the knots on a straight line, beyond them as at the last."""
    at = bisect_right([knot[0] for knot in knots], score)
    if at == 0:
        return knots[0][1] * score / max(knots[0][0], 1e-9)
    if at == len(knots):
        return knots[-1][1]
    (left, low), (right, high) = knots[at - 1], knots[at]
    return low + (high - low) * (score - left) / (right - left)


@lru_cache(maxsize=1)
def table() -> dict[str, Knots]:
    """Group -> knots (score, chance), rising."""
    told = json.loads(TABLE.read_text(encoding="utf-8"))
    return {
        group: tuple((float(score), float(value)) for score, value in knots) for group, knots in told["knots"].items()
    }


def _told(field: Field, group: str) -> Field:
    if field.value is None:
        return field
    found = chance(field.confidence, table()[group])
    if field.reason is not None:
        found = min(found, DOUBTED)
    sure = field.sure and found >= SURE
    reason = field.reason if sure or field.reason else "doubtful_reading"
    return replace(field, confidence=round(found, 3), sure=sure, reason=reason)
