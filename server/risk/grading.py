"""From a value to its grade: warn, critical, nothing, a gap in our data, or unknown because nobody was asked."""

import operator
from collections.abc import Callable, Mapping
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from server.risk.catalogue import Operator


class Grade(StrEnum):
    """What a value comes to; the letters are how a sheet keeps it."""

    NOTHING = "."
    WARN = "w"
    CRITICAL = "c"
    GAP = "n"
    UNKNOWN = "?"


COMPARISONS: Final[Mapping[Operator, Callable[[Decimal, Decimal], bool]]] = MappingProxyType(
    {
        Operator.AT_LEAST: operator.ge,
        Operator.ABOVE: operator.gt,
        Operator.BELOW: operator.lt,
        Operator.AT_MOST: operator.le,
        Operator.EQUAL: operator.eq,
    }
)


def grade(
    value: Decimal | None, how: Operator, *, warn: Decimal | None, critical: Decimal | None, external: bool = False
) -> Grade:
    """The grade of a value under the thresholds in force; what is null triggers nothing, but is told.

    `external` says that the value comes from sources outside: null is then unknown, never a gap of ours.
    """
    if value is None:
        return Grade.UNKNOWN if external else Grade.GAP
    if critical is not None and COMPARISONS[how](value, critical):
        return Grade.CRITICAL
    return Grade.WARN if warn is not None and COMPARISONS[how](value, warn) else Grade.NOTHING
