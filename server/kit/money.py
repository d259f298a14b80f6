"""Money: an exact amount of yuan, kept as a whole number of fen, and the one place where a quotient is rounded."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Final, Self

FEN_PER_YUAN: Final = 100
LIMIT_FEN: Final = 10**15

# ASCII digits, no sign but a minus, no leading zero, at most two places.
_SCALAR = re.compile(r"(-?)(0|[1-9][0-9]{0,13})(?:\.([0-9]{1,2}))?", re.ASCII)


class MoneyError(ValueError):
    """An amount that cannot be money; `reason` is a stable word for it, the text a sentence."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason


class Rounding(StrEnum):
    """What happens to the part of an amount that is smaller than the unit rounded to."""

    HALF_EVEN = "half_even"
    HALF_UP = "half_up"
    UP = "up"
    DOWN = "down"
    CEILING = "ceiling"
    FLOOR = "floor"


# looked up once: the schedule's inner loop comes here for every row
_HALF_EVEN, _HALF_UP, _UP, _DOWN, _CEILING = (
    Rounding.HALF_EVEN,
    Rounding.HALF_UP,
    Rounding.UP,
    Rounding.DOWN,
    Rounding.CEILING,
)


def round_quotient(numerator: int, denominator: int, rounding: Rounding) -> int:
    """Divide two whole numbers and round the quotient to a whole number as `rounding` says.

    `denominator` is positive. HALF_UP, UP and DOWN look away from or towards zero, CEILING and FLOOR along the axis.
    """
    floor, rest = divmod(numerator, denominator)
    if not rest:
        return floor
    if rounding is _HALF_UP or rounding is _HALF_EVEN:
        twice = 2 * rest
        if twice != denominator:
            return floor + 1 if twice > denominator else floor
        return floor + (numerator > 0 if rounding is _HALF_UP else floor & 1)
    if rounding is _UP:
        return floor + (numerator > 0)
    if rounding is _DOWN:
        return floor + (numerator < 0)
    return floor + (rounding is _CEILING)


def share_out(total: int, weights: Sequence[int]) -> list[int]:
    """Share a whole number out by weights so that the parts add up to it again.

    Each part is its exact share cut towards zero; what is left over goes one by one to the largest remainders, the
    earlier part first among equals. Raises MoneyError when there is no weight, a negative one, or only zeros.
    """
    whole = sum(weights)
    if not weights or min(weights) < 0 or whole == 0:
        raise MoneyError("weights", "an amount is split by weights that are not negative and not all zero")
    sign = -1 if total < 0 else 1
    shares = [divmod(abs(total) * weight, whole) for weight in weights]
    parts = [share for share, _ in shares]
    left = abs(total) - sum(parts)
    for index in sorted(range(len(parts)), key=lambda at: -shares[at][1])[:left]:
        parts[index] += 1
    return [sign * part for part in parts]


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount in fen, within +-10**15. Adds to, subtracts from and compares with Money only."""

    fen: int

    def __post_init__(self) -> None:
        if type(self.fen) is not int:
            raise MoneyError("type", f"an amount is a whole number of fen, not {type(self.fen).__name__}")
        if not -LIMIT_FEN <= self.fen <= LIMIT_FEN:
            raise MoneyError("too_large", "the amount is beyond 10,000,000,000,000.00 yuan")

    @classmethod
    def parse(cls, text: object) -> Self:
        """Read a decimal string in yuan, as the API's scalar gives it: '1234', '1234.5', '-0.05'.

        Raises MoneyError (type, empty, format, places, too_large): numbers, booleans, exponents, spaces, a plus sign,
        leading zeros, digits that are not ASCII and a third place are refused, and so is a negative zero.
        """
        if not isinstance(text, str):
            raise MoneyError("type", f"an amount is a decimal string in yuan, not {type(text).__name__}")
        if not text:
            raise MoneyError("empty", "the amount is empty")
        match = _SCALAR.fullmatch(text)
        if match is None:
            raise _refusal(text)
        sign, yuan, places = match.groups()
        fen = int(yuan) * FEN_PER_YUAN + int((places or "0").ljust(2, "0"))
        if sign and not fen:
            raise MoneyError("format", "zero has no sign")
        return cls(-fen if sign else fen)

    @classmethod
    def zero(cls) -> Self:
        """Nothing, as an amount."""
        return cls(0)

    def __str__(self) -> str:
        yuan, fen = divmod(abs(self.fen), FEN_PER_YUAN)
        return f"{'-' if self.fen < 0 else ''}{yuan}.{fen:02d}"

    def __bool__(self) -> bool:
        return self.fen != 0

    def __add__(self, other: Money) -> Money:
        return Money(self.fen + other.fen) if isinstance(other, Money) else NotImplemented

    def __sub__(self, other: Money) -> Money:
        return Money(self.fen - other.fen) if isinstance(other, Money) else NotImplemented

    def __neg__(self) -> Money:
        return Money(-self.fen)

    def __abs__(self) -> Money:
        return Money(abs(self.fen))

    def times(self, rate: Decimal | Fraction | int, rounding: Rounding) -> Money:
        """Multiply by an exact rate and round to the fen. Raises MoneyError for a rate that is not exact and finite."""
        if isinstance(rate, bool) or not isinstance(rate, Decimal | Fraction | int):
            raise MoneyError("rate", f"a rate is an exact number, not {type(rate).__name__}")
        if isinstance(rate, Decimal) and not rate.is_finite():
            raise MoneyError("rate", "a rate is finite")
        numerator, denominator = rate.as_integer_ratio()
        return Money(round_quotient(self.fen * numerator, denominator, rounding))

    def split(self, parts: int | Sequence[int]) -> tuple[Money, ...]:
        """Split into equal parts (a count) or by whole weights; the parts always add up to the amount.

        Raises MoneyError for no parts, negative weights or weights that are all zero.
        """
        if isinstance(parts, bool) or (isinstance(parts, int) and parts < 1):
            raise MoneyError("weights", "an amount is split into one part or more")
        weights = [1] * parts if isinstance(parts, int) else list(parts)
        return tuple(Money(part) for part in share_out(self.fen, weights))


def _refusal(text: str) -> MoneyError:
    """Say which rule of the scalar a refused text breaks."""
    if re.fullmatch(r"-?(0|[1-9][0-9]*)\.[0-9]{3,}", text, re.ASCII):
        return MoneyError("places", "an amount has at most two decimal places")
    if re.fullmatch(r"-?[1-9][0-9]*(\.[0-9]{1,2})?", text, re.ASCII):
        return MoneyError("too_large", "the amount is beyond 10,000,000,000,000.00 yuan")
    return MoneyError("format", "an amount is written like 1234.50: digits, and a point with one or two more")
