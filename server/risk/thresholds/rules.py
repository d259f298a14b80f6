"""Which thresholds hold for a subject on a day. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from server.risk.catalogue import Indicator, Operator
from server.risk.grading import COMPARISONS


@dataclass(frozen=True, slots=True)
class Threshold:
    """From which value on an indicator warns; without product and region for every subject. None: never."""

    code: str
    number: int
    warn: Decimal | None
    critical: Decimal | None
    effective_from: date = date.min
    product_code: str | None = None
    region_id: UUID | None = None

    def covers(self, product_code: str | None, region_id: UUID | None) -> bool:
        """Whether it speaks of a subject of this product and region."""
        return self.product_code in (None, product_code) and self.region_id in (None, region_id)


def of_catalogue(indicator: Indicator) -> Threshold:
    """What the catalogue says: number 0, from the beginning."""
    return Threshold(indicator.code, 0, indicator.warn, indicator.critical)


def in_force(thresholds: Iterable[Threshold], day: date) -> Sequence[Threshold]:
    """Those that hold on a day, the one that goes before all others first: the newest of each product and region."""
    begun = sorted((one for one in thresholds if one.effective_from <= day), key=_order, reverse=True)
    newest: dict[tuple[str | None, UUID | None], Threshold] = {}
    for one in begun:
        newest.setdefault((one.product_code, one.region_id), one)
    return list(newest.values())


def _order(one: Threshold) -> tuple[bool, bool, date, int]:
    return (one.product_code is not None, one.region_id is not None, one.effective_from, one.number)


def holding(forced: Sequence[Threshold], product_code: str | None, region_id: UUID | None) -> Threshold:
    """The one of those in force that speaks of a subject."""
    return next(one for one in forced if one.covers(product_code, region_id))


def is_in_order(how: Operator, warn: Decimal | None, critical: Decimal | None) -> bool:
    """Whether whatever is critical would have been warned of."""
    return (
        warn is None
        or critical is None
        or how is Operator.EQUAL
        or warn == critical
        or COMPARISONS[how](critical, warn)
    )
