"""Money held for others, and the sums that must agree."""

from collections.abc import Mapping

from server.compliance.engine import measure


@measure
def mixed_entries(*, unapproved_mixed_entries: int) -> int:
    """Entries between clients' money and the lender's own that follow no approved event."""
    return unapproved_mixed_entries


@measure
def bank_gap_fen(*, ledger_fen: int, bank_fen: int) -> int:
    """By how much books and bank differ at the end of the day, in fen."""
    return abs(ledger_fen - bank_fen)


@measure
def split_gap_fen(*, paid_fen: int, shared_fen: Mapping[str, int]) -> int:
    """By how much the parts of a repayment differ from what came in, in fen."""
    return abs(paid_fen - sum(shared_fen.values()))
