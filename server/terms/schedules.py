"""Terms in, rows out: the repayment schedule by every method."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from server.kit.money import round_quotient
from server.terms.annuity import evened_out, level_instalment, round_instalment
from server.terms.convention import LastRow, Roll
from server.terms.dates import roll
from server.terms.flat import flat_parts
from server.terms.model import Fee, FeeBasis, Method, Row, Terms, share_of
from server.terms.periods import Period, as_known, periods_of

# principal of a row out of (index, balance before it, its interest)
PrincipalRule = Callable[[int, int, int], int]
Parts = list[tuple[int, int]]  # principal and interest of each row


def schedule(terms: Terms) -> tuple[Row, ...]:
    """The instalments that follow from the terms. Their principal adds up to all that is drawn."""
    periods = periods_of(terms)
    return as_rows(terms, periods, _PARTS[terms.method](terms, periods))


def as_rows(terms: Terms, periods: Sequence[Period], parts: Parts) -> tuple[Row, ...]:
    """Dress principal and interest parts as rows: numbers, rolled dates, deferred interest, fees, running balance."""
    if terms.grace_interest:
        parts = _deferred(parts, terms.grace_interest)
    balance = terms.opening_fen
    rolls = terms.convention.roll is Roll.FORWARD and terms.non_working
    rows, fee = [], 0
    for number, (period, (principal, interest)) in enumerate(zip(periods, parts, strict=True), 1):
        balance += period.drawn_fen - principal
        agreed_on = period.due_on
        due_on = roll(agreed_on, Roll.FORWARD, terms.non_working) if rolls else agreed_on
        if terms.fees:
            fee = _fee_fen(terms, number, principal, interest)
        rows.append(Row(number, due_on, (agreed_on - period.from_on).days, principal, interest, fee, balance))
    return tuple(rows)


def _deferred(parts: Parts, grace: int) -> Parts:
    """Move the interest of the first rows to the row after them."""
    gathered = sum(interest for _, interest in parts[: grace + 1])
    waiting = [(principal, 0) for principal, _ in parts[:grace]]
    return [*waiting, (parts[grace][0], gathered), *parts[grace + 1 :]]


def _fee_fen(terms: Terms, number: int, principal: int, interest: int) -> int:
    return sum(_one_fee_fen(terms, fee, number, (principal, interest)) for fee in terms.fees)


def _one_fee_fen(terms: Terms, fee: Fee, number: int, parts: tuple[int, int]) -> int:
    if fee.basis is FeeBasis.FIXED or (fee.basis is FeeBasis.OPENING and number == 1):
        return fee.amount_fen
    base = {
        FeeBasis.PRINCIPAL: terms.principal_fen,
        FeeBasis.INSTALMENT: sum(parts),
        FeeBasis.INTEREST: parts[1],
    }.get(fee.basis, 0)
    return share_of(base, fee.share, terms.rounding, terms.convention.amount_multiple_fen)


def run(terms: Terms, periods: Sequence[Period], opening_fen: int, rule: PrincipalRule, *, last: bool = True) -> Parts:
    """Walk through periods: interest on the balance, principal by the rule; the last row takes what is left."""
    convention = terms.convention
    rounding, multiple, each = convention.rounding, convention.amount_multiple_fen, convention.sub_period
    balance, final = opening_fen, len(periods) - 1 if last else len(periods)
    parts: Parts = []
    for index, period in enumerate(periods):
        if multiple == 1 and not period.stretches:
            interest = round_quotient(balance * period.factor, period.divisor, rounding)
        else:
            interest = period.interest_fen(balance, rounding, multiple, each)
            balance += period.drawn_fen
        principal = balance if index == final else rule(index, balance, interest)
        parts.append((principal, interest))
        balance -= principal
    return parts


def _level(terms: Terms, periods: Sequence[Period]) -> Parts:
    """Equal instalments, spread anew from each period in which money is drawn or the rate changes."""
    grace = terms.grace_principal
    parts = run(terms, periods[:grace], terms.opening_fen, lambda *_: 0, last=False)
    starts = [grace, *(index for index in range(grace + 1, len(periods)) if periods[index].changed)]
    balance = terms.opening_fen + sum(period.drawn_fen for period in periods[:grace])
    for start, end in zip(starts, [*starts[1:], len(periods)], strict=True):
        instalment, segment = even_instalment(terms, as_known(terms, periods, start), balance)
        if end < len(periods):
            rule = _rest_of(instalment)
            segment = run(terms, periods[start:end], balance, rule, last=False)
        parts += segment
        balance += sum(period.drawn_fen for period in periods[start:end]) - sum(part for part, _ in segment)
    return parts


def even_instalment(terms: Terms, periods: Sequence[Period], opening_fen: int) -> tuple[int, Parts]:
    """The level instalment over the given periods, evened out where the convention does that, and its rows."""
    instalment = level_instalment(terms, periods, opening_fen)
    parts = with_instalment(terms, periods, opening_fen, instalment)
    count = len(periods)
    if terms.convention.even_out and count > 1:
        balloon = terms.balloon_fen
        last, previous = sum(parts[-1]) - balloon, sum(parts[-2])
        other = evened_out(instalment, (last, previous), count, terms.convention)
        if other is not None:
            tried = with_instalment(terms, periods, opening_fen, other)
            if abs(sum(tried[-1]) - balloon - sum(tried[-2])) < abs(last - previous):
                return other, tried
    return instalment, parts


def with_instalment(terms: Terms, periods: Sequence[Period], opening_fen: int, instalment: int) -> Parts:
    """Rows of a given instalment; principal is never negative and never more than is owed."""
    parts = run(terms, periods, opening_fen, _rest_of(instalment))
    if terms.convention.last_row is LastRow.INSTALMENT and len(parts) > 1:
        principal, interest = parts[-1]
        parts[-1] = (principal, max(0, instalment - principal) if interest else 0)
    return parts


def _rest_of(instalment: int) -> PrincipalRule:
    """Principal is what the instalment leaves after interest: never negative, never more than is owed."""

    def rule(_: int, balance: int, interest: int) -> int:
        principal = instalment - interest
        return principal if 0 <= principal <= balance else max(0, min(principal, balance))

    return rule


def _equal_principal(terms: Terms, periods: Sequence[Period]) -> Parts:
    """Equal principal (等额本金): each row P / n rounded, or a fixed share of P; the last row takes the rest.

    What is drawn inside a period is shared out with all that is left over the rows from it on.
    """
    grace, count = terms.grace_principal, len(periods)
    each = level_principal(terms, count - grace)
    shares = terms.principal_share is not None

    def rule(index: int, balance: int, _: int) -> int:
        nonlocal each
        if periods[index].drawn_fen and not shares:
            each = round_instalment(balance, count - max(index, grace), terms.convention)
        return 0 if index < grace else min(each, balance)

    return run(terms, periods, terms.opening_fen, rule)


def level_principal(terms: Terms, rows: int) -> int:
    """The principal of each row but the last when principal is repaid level."""
    if terms.principal_share is not None:
        share = terms.principal_share
        return share_of(terms.principal_fen, share, terms.rounding, terms.convention.amount_multiple_fen)
    return round_instalment(terms.principal_fen, rows, terms.convention)


def _interest_only(terms: Terms, periods: Sequence[Period]) -> Parts:
    return run(terms, periods, terms.opening_fen, lambda *_: 0)


def _flat(terms: Terms, periods: Sequence[Period]) -> Parts:
    rows = len(periods) - terms.grace_principal
    return flat_parts(terms, periods, terms.principal_fen, level_principal(terms, rows))


_PARTS: dict[Method, Callable[[Terms, Sequence[Period]], Parts]] = {
    Method.EQUAL_INSTALMENT: _level,
    Method.BALLOON: _level,
    Method.EQUAL_PRINCIPAL: _equal_principal,
    Method.INTEREST_ONLY: _interest_only,
    Method.BULLET: _interest_only,
    Method.DRAW_AS_YOU_GO: _interest_only,
    Method.FLAT: _flat,
}
