"""Whether the value of a formula is what plain Python says."""

from decimal import Decimal
from fractions import Fraction
from typing import Final

Exact = int | Decimal | Fraction | None
PLACES: Final = Decimal("0.000000001")


def equal(measured: Decimal | None, reckoned: Exact) -> bool:
    """Alike to the ninth place: PostgreSQL divides exactly, but ends somewhere."""
    if measured is None or reckoned is None:
        return measured is None and reckoned is None
    exact = Fraction(reckoned)
    return abs(measured - Decimal(exact.numerator) / Decimal(exact.denominator)) < PLACES


def close(measured: Decimal | float | None, reckoned: Decimal | float | None, *, within: float = 1e-9) -> bool:
    """Alike where Python reckons in floats: `within` of each other, above one within that part of the value."""
    if measured is None or reckoned is None:
        return measured is None and reckoned is None
    return abs(float(measured) - float(reckoned)) <= within * max(1.0, abs(float(measured)))
