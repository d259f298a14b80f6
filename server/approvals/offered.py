"""What an approval may lay down beside the content: a lower amount, a shorter term, a higher rate, conditions. Pure."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final, Self

from server.approvals.errors import ConditionsUnsound

CONDITIONS_MAX: Final = 10
CONDITION_LENGTH_MAX: Final = 300


@dataclass(frozen=True, slots=True)
class Offered:
    """Changed terms; None leaves one as it was asked for. The rate is a fraction a year."""

    amount_fen: int | None = None
    term_months: int | None = None
    rate_annual: Decimal | None = None

    @property
    def changes(self) -> bool:
        return (self.amount_fen, self.term_months, self.rate_annual) != (None, None, None)

    @property
    def as_json(self) -> dict[str, Any]:
        rate = None if self.rate_annual is None else format(self.rate_annual.normalize(), "f")
        return {"amount_fen": self.amount_fen, "term_months": self.term_months, "rate_annual": rate}

    @classmethod
    def from_json(cls, told: dict[str, Any] | None) -> Self:
        if told is None:
            return cls()
        rate = told["rate_annual"]
        return cls(told["amount_fen"], told["term_months"], None if rate is None else Decimal(rate))

    def with_stricter(self, other: "Offered") -> "Offered":
        """What both lay down, the stricter of each: so whoever has agreed to more has agreed to this too."""
        amounts = [each for each in (self.amount_fen, other.amount_fen) if each is not None]
        terms = [each for each in (self.term_months, other.term_months) if each is not None]
        rates = [each for each in (self.rate_annual, other.rate_annual) if each is not None]
        return Offered(min(amounts, default=None), min(terms, default=None), max(rates, default=None))


def checked_conditions(conditions: Sequence[str]) -> tuple[str, ...]:
    """Conditions without their margins. Raises ConditionsUnsound."""
    said = tuple(each.strip() for each in conditions)
    if len(said) > CONDITIONS_MAX or len(set(said)) < len(said):
        raise ConditionsUnsound(field="conditions", most=CONDITIONS_MAX, length=CONDITION_LENGTH_MAX)
    for number, each in enumerate(said):
        if not 1 <= len(each) <= CONDITION_LENGTH_MAX:
            raise ConditionsUnsound(field=f"conditions[{number}]", most=CONDITIONS_MAX, length=CONDITION_LENGTH_MAX)
    return said


def decided_on(content_hash: str, offered: Offered, conditions: Sequence[str]) -> str:
    """What a vote is about: the content, and what the vote has laid down where it has laid down anything."""
    if not offered.changes and not conditions:
        return content_hash
    laid = offered.as_json | {"conditions": list(conditions)}
    return f"{content_hash}|{json.dumps(laid, sort_keys=True, separators=(',', ':'), ensure_ascii=False)}"
