"""The grade of a value as SQL: what `server.risk.grading.grade` says, with the thresholds in force in its text.

A test holds the two equal. Thresholds of a product or a region are told apart by the subject's columns `product` and
`region`.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from server.risk.catalogue import Operator
from server.risk.grading import Grade
from server.risk.thresholds.rules import Threshold

SIGNS: Final = {
    Operator.AT_LEAST: ">=",
    Operator.ABOVE: ">",
    Operator.BELOW: "<",
    Operator.AT_MOST: "<=",
    Operator.EQUAL: "=",
}


def letter(value: str, how: Operator, forced: Sequence[Threshold], *, external: bool) -> str:
    """SQL: the letter of a value under the thresholds in force, whose last one is the general one."""
    absent = Grade.UNKNOWN if external else Grade.GAP
    parts = [f"WHEN {value} IS NULL THEN '{absent.value}'"]
    for grade, bounds in (
        (Grade.CRITICAL, [one.critical for one in forced]),
        (Grade.WARN, [one.warn for one in forced]),
    ):
        if any(bound is not None for bound in bounds):
            parts.append(f"WHEN {value} {SIGNS[how]} {_bound(forced, bounds)} THEN '{grade.value}'")
    return f"CASE {' '.join(parts)} ELSE '{Grade.NOTHING.value}' END"


def _bound(forced: Sequence[Threshold], bounds: Sequence[Decimal | None]) -> str:
    """The bound that speaks of the subject; null is reached by nothing."""
    *special, general = zip(forced, bounds, strict=True)
    if not special:
        return _number(general[1])
    cases = " ".join(f"WHEN {_place(one)} THEN {_number(bound)}" for one, bound in special)
    return f"(CASE {cases} ELSE {_number(general[1])} END)"


def _place(one: Threshold) -> str:
    parts = []
    if one.product_code is not None:
        parts.append(f"product = {_text(one.product_code)}")
    if one.region_id is not None:
        parts.append(f"region = CAST('{one.region_id}' AS uuid)")
    return " AND ".join(parts)


def _number(bound: Decimal | None) -> str:
    return "CAST(NULL AS numeric)" if bound is None else f"CAST({bound:f} AS numeric)"


def _text(word: str) -> str:
    """A literal; a colon would be taken for a parameter."""
    quoted = word.replace("'", "''").replace(":", "\\:")
    return f"'{quoted}'"
