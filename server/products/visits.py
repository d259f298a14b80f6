"""What a product version asks of the visit before the loan. Pure: the declared JSON in, the policy or a refusal out."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from server.products.errors import TermsUnsound

VALID_DAYS: Final = 90
VALID_DAYS_MAX: Final = 3_650


@dataclass(frozen=True, slots=True)
class VisitPolicy:
    """From which amounts on a visit is needed, and a second person's agreement to it; None: never.

    A visit says nothing any more when it is older than `valid_days`.
    """

    from_fen: int | None = None
    four_eyes_from_fen: int | None = None
    valid_days: int = VALID_DAYS

    def is_needed(self, amount_fen: int) -> bool:
        return self.from_fen is not None and amount_fen >= self.from_fen

    def wants_four_eyes(self, amount_fen: int) -> bool:
        return self.four_eyes_from_fen is not None and amount_fen >= self.four_eyes_from_fen


KEYS: Final = frozenset(VisitPolicy.__dataclass_fields__)


def visit_policy(declared: Mapping[str, Any]) -> VisitPolicy:
    """The policy that a version declares; nothing declared asks for nothing. Raises TermsUnsound (field visit.…)."""
    unknown = sorted(set(declared) - KEYS)
    if unknown:
        raise TermsUnsound(field=f"visit.{unknown[0]}", reason="unknown")
    for name, value in declared.items():
        is_amount = name != "valid_days"
        least, most = (0, 10**15) if is_amount else (1, VALID_DAYS_MAX)
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise TermsUnsound(field=f"visit.{name}", reason=name)
    return VisitPolicy(**declared)
