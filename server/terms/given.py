"""A schedule from an instalment, or the principal of a row, that is given instead of a number of periods."""

from __future__ import annotations

from dataclasses import replace

from server.terms.errors import TermsError
from server.terms.model import PERIODS_LIMIT, Method, Row, Terms
from server.terms.periods import periods_of
from server.terms.schedules import PrincipalRule, as_rows, run


def schedule_by_instalment(terms: Terms, instalment_fen: int, *, takes_rest: bool = False) -> tuple[Row, ...]:
    """Rows of equal instalments of a given size, as many as it takes; the last one is what is left.

    `terms.periods` is the most there may be; with `takes_rest` the row of that number takes all that is left. Raises
    TermsError `terms.periods_out_of_range` when they are not enough (an instalment that does not cover the interest
    never is), `terms.not_for_method` for other methods.
    """
    if terms.method is not Method.EQUAL_INSTALMENT or terms.drawings or terms.rate_changes or terms.grace_interest:
        raise TermsError("terms.not_for_method", "instalment_fen")
    grace = terms.grace_principal

    def rule(index: int, balance: int, interest: int) -> int:
        return 0 if index < grace else max(0, min(instalment_fen - interest, balance))

    return _until_repaid(terms, rule, "instalment_fen", takes_rest=takes_rest)


def schedule_by_principal(terms: Terms, principal_fen: int, *, takes_rest: bool = False) -> tuple[Row, ...]:
    """Rows of equal principal of a given size, as many as it takes; raises TermsError like the above."""
    if terms.method is not Method.EQUAL_PRINCIPAL or terms.grace_interest:
        raise TermsError("terms.not_for_method", "principal_fen")
    grace = terms.grace_principal

    def rule(index: int, balance: int, _: int) -> int:
        return 0 if index < grace else min(principal_fen, balance)

    return _until_repaid(terms, rule, "principal_fen", takes_rest=takes_rest)


def longest(terms: Terms) -> Terms:
    """The same terms with as many periods as there may be."""
    return replace(terms, periods=PERIODS_LIMIT)


def _until_repaid(terms: Terms, rule: PrincipalRule, field: str, *, takes_rest: bool) -> tuple[Row, ...]:
    periods = periods_of(terms)
    parts = run(terms, periods, terms.opening_fen, rule, last=takes_rest)
    left = terms.opening_fen
    for count, (principal, _) in enumerate(parts, 1):
        left -= principal
        if not left:
            return as_rows(terms, periods[:count], parts[:count])
    raise TermsError("terms.periods_out_of_range", field)
