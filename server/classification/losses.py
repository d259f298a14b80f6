"""What a loan is expected to lose, and how much is put by for it. Pure.

Expected loss = balance x probability of default x loss given default, after the three stages of 企业会计准则第22号
(IFRS 9): stage 1 over twelve months, stages 2 and 3 over the life. Probabilities come from the house's own roll rates
of the last twelve months, mixed with a stated prior; the regulator's least percentage holds where it is more.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final

from server.classification.vocabulary import Bucket, Tier

ROLLING: Final = (Bucket.M0, Bucket.M1, Bucket.M2, Bucket.M3)
"""Buckets that roll into the next; M4 (more than 90 days) is default."""
PLACES: Final = Decimal("0.000001")
MONTHS_A_YEAR: Final = 12


@dataclass(frozen=True, slots=True)
class LossEdition:
    """Priors and percentages in force: roll rates with the balance (fen) that stands behind each, and losses."""

    prior_rolls: Mapping[Bucket, Decimal]
    prior_balance_fen: int
    unsecured_loss: Decimal
    least_loss: Decimal
    least_shares: Mapping[Tier, Decimal]

    @classmethod
    def of(cls, content: Mapping[str, Any]) -> "LossEdition":
        """The part of an edition that losses are reckoned with."""
        return cls(
            {Bucket(bucket): Decimal(rate) for bucket, rate in content["prior_rolls"].items()},
            int(content["prior_balance_fen"]),
            Decimal(content["unsecured_loss"]),
            Decimal(content["least_loss"]),
            {Tier(tier): Decimal(share) for tier, share in content["least_shares"].items()},
        )


@dataclass(frozen=True, slots=True)
class Rolled:
    """What of a bucket's balance rolled into the next bucket in a month, over the months looked at, in fen."""

    base_fen: int
    rolled_fen: int


def roll_rates(seen: Mapping[Bucket, Rolled], edition: LossEdition) -> dict[Bucket, Decimal]:
    """(prior rate x prior balance + what rolled) / (prior balance + base), at most 1, to six places."""
    rates = {}
    for bucket in ROLLING:
        found = seen.get(bucket, Rolled(0, 0))
        rolled = edition.prior_rolls[bucket] * edition.prior_balance_fen + found.rolled_fen
        rates[bucket] = min(Decimal(1), _rounded(rolled / (edition.prior_balance_fen + found.base_fen)))
    return rates


def default_rates(rolls: Mapping[Bucket, Decimal]) -> dict[Bucket, Decimal]:
    """How likely default is from each bucket: the product of the rolls up to M4; from M0 within twelve months.

    A month carries M0 to default with the product h of all four rolls; of twelve, 1 - (1 - h)^12.
    """
    rates, chance = {}, Decimal(1)
    for bucket in reversed(ROLLING):
        chance *= rolls[bucket]
        rates[bucket] = _rounded(chance)
    rates[Bucket.M0] = _rounded(1 - (1 - chance) ** MONTHS_A_YEAR)
    return {bucket: rates.get(bucket, Decimal(1)) for bucket in Bucket}


def _rounded(rate: Decimal) -> Decimal:
    return rate.quantize(PLACES, ROUND_HALF_UP)
