"""Flat interest: on the whole principal for the whole term, shared equally over the rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from server.kit.money import round_quotient
from server.terms.annuity import round_instalment
from server.terms.model import Terms
from server.terms.periods import Period, periods_of


def flat_parts(terms: Terms, periods: Sequence[Period], balance_fen: int, principal_fen: int) -> list[tuple[int, int]]:
    """Principal and interest of flat rows. `principal_fen` is the level principal of a row, `balance_fen` what is left.

    The interest of rows at one rate is rounded as a whole, each row takes an equal rounded part and the last of them
    the rest. With an instalment multiple, principal and interest are rounded to it apart, their sum is the instalment,
    and the principal is that sum less the exact interest (as Apache Fineract's flat schedules do). What is drawn inside
    a period bears interest for the whole of it, and from it on the principal is shared out anew.
    """
    multiple = terms.convention.instalment_multiple_fen
    interests = _interests(terms, periods)
    parts: list[tuple[int, int]] = []
    balance, level = balance_fen, principal_fen
    for index, interest in enumerate(interests):
        if periods[index].drawn_fen:
            balance += periods[index].drawn_fen
            level = round_instalment(balance, len(periods) - max(index, terms.grace_principal), terms.convention)
        if index == len(interests) - 1:
            principal = balance
        elif index < terms.grace_principal:
            principal = 0
        elif multiple > 1:
            principal = level + round_instalment(interest, 1, terms.convention) - interest
        else:
            principal = level
        principal = max(0, min(principal, balance))
        parts.append((principal, interest))
        balance -= principal
    return parts


def _interests(terms: Terms, periods: Sequence[Period]) -> list[int]:
    """Interest of each row: the rows between two changes of rate, or two drawings, share theirs equally."""
    convention = terms.convention
    multiple = convention.amount_multiple_fen
    whole = periods_of(replace(terms, tranches=())) if terms.tranches else periods
    starts = [0, *(index for index in range(1, len(periods)) if periods[index].changed)]
    lent = terms.principal_fen
    interests: list[int] = []
    for start, end in zip(starts, [*starts[1:], len(periods)], strict=True):
        lent += periods[start].drawn_fen
        numerator, denominator = 0, 1
        for period in whole[start:end]:
            numerator = numerator * period.divisor + period.factor * denominator
            denominator *= period.divisor
        total = round_quotient(lent * numerator, denominator * multiple, convention.rounding) * multiple
        rows = end - start
        each = round_quotient(total, rows * multiple, convention.rounding) * multiple
        # a few fen over many rows: a part rounded up may not take more than there is
        parts = [min(each, total - each * row) if each * row < total else 0 for row in range(rows - 1)]
        interests += [*parts, total - sum(parts)]
    return interests
