"""What treatment brings: a share of the treated against the same of the held out, and who is held out. Pure.

The interval of the difference is Newcombe's (1998, method 10): Wilson's score intervals of both shares, put together.
It stays within -1 and 1 and holds for small groups and for shares of 0 and 1.
"""

import hashlib
import math
from dataclasses import dataclass
from typing import Final

Z_95: Final = 1.959963984540054
BUCKETS: Final = 1_000_000


def is_drawn(told: str, share: float) -> bool:
    """Whether a text is drawn for a share of all texts: by hash, so that anybody can reckon it again."""
    drawn = int.from_bytes(hashlib.sha256(told.encode()).digest()[:8], "big") % BUCKETS
    return drawn < round(share * BUCKETS)


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    cured: int
    cases: int

    @property
    def value(self) -> float | None:
        return self.cured / self.cases if self.cases else None


@dataclass(frozen=True, slots=True)
class Uplift:
    """The difference of two shares with its 95 % interval; None where a group is empty."""

    treated: Share
    held_out: Share
    difference: float | None
    low: float | None
    high: float | None

    @property
    def is_clear(self) -> bool:
        """Whether the interval leaves out zero."""
        return self.low is not None and self.high is not None and (self.low > 0 or self.high < 0)


def wilson(share: Share, z: float = Z_95) -> tuple[float, float]:
    """The score interval of a share; (0, 1) where there is no case."""
    n = share.cases
    if not n:
        return 0.0, 1.0
    p = share.cured / n
    middle = p + z * z / (2 * n)
    spread = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    whole = 1 + z * z / n
    return max(0.0, (middle - spread) / whole), min(1.0, (middle + spread) / whole)


def uplift(treated: Share, held_out: Share) -> Uplift:
    """The share of the treated less that of the held-out, with its interval."""
    first, second = treated.value, held_out.value
    if first is None or second is None:
        return Uplift(treated, held_out, None, None, None)
    (low1, high1), (low2, high2) = wilson(treated), wilson(held_out)
    difference = first - second
    below = math.sqrt((first - low1) ** 2 + (high2 - second) ** 2)
    above = math.sqrt((high1 - first) ** 2 + (second - low2) ** 2)
    return Uplift(treated, held_out, difference, max(-1.0, difference - below), min(1.0, difference + above))
