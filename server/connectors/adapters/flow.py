"""What an account's movements say of its holder, and where the money of a loan went.

Windows of months are full calendar months before the day of the answer; windows of days end with it.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from math import log10
from statistics import mean, stdev
from typing import Final

from server.connectors.adapters.form import Answer
from server.connectors.reading import Reading
from server.connectors.vocabulary import Fact
from server.terms.dates import months_between

AMOUNT_MAX: Final = 10**15
MONTHS_A_YEAR: Final = 12
HALF_YEAR: Final = 6
QUARTER: Final = 3
MONTH_DAYS: Final = 30
QUARTER_DAYS: Final = 90
ROUND_FEN: Final = 100_000
BENFORD_LEAST: Final = 100
PLACES: Final = Decimal("0.0001")
KINDS: Final = ("trade", "salary", "related", "lender", "gambling", "crypto", "utility", "rent", "other")
BETTING: Final = frozenset({"gambling", "crypto"})
PREMISES: Final = frozenset({"utility", "rent"})
PAYEES: Final = ("trade", "securities", "property", "wealth", "lender", "cash", "related", "other")
TRAILED: Final = (
    ("trail_securities_fen", "securities", 30),
    ("trail_property_fen", "property", 60),
    ("trail_wealth_fen", "wealth", 30),
    ("trail_lenders_fen", "lender", 15),
    ("trail_cash_fen", "cash", 7),
    ("trail_related_fen", "related", 30),
)
"""Which payees count for how many days after the payment; the last day counts."""


@dataclass(frozen=True, slots=True)
class Move:
    """A movement: money in is positive. `party` is the source's own mark of the other side."""

    on: date
    amount_fen: int
    balance_fen: int
    party: str
    kind: str


@dataclass(frozen=True, slots=True)
class BankFlow:
    """The movements of somebody's accounts, as he lets them be read."""

    needs: tuple[str, ...] = ("name", "number", "phone")

    def read(self, content: Reading, today: date) -> Answer:
        """{as_of, since, moves: [{on, amount_fen, balance_fen, party, kind}]}, the oldest first.

        Figures are of windows that the movements cover; of a window that began before `since` nothing is said.
        """
        as_of = content.day("as_of", until=today)
        since = content.day("since", until=as_of)
        moves = [_move(each, since, as_of) for each in content.items("moves")]
        facts = [*_by_month(moves, since, as_of), *_lately(moves, since, as_of), *_of_half_year(moves, since, as_of)]
        return Answer(as_of, tuple(facts))


def _move(item: Reading, since: date, as_of: date) -> Move:
    on = item.day("on", until=as_of)
    return Move(
        max(on, since),
        item.number("amount_fen", AMOUNT_MAX, -AMOUNT_MAX),
        item.number("balance_fen", AMOUNT_MAX, -AMOUNT_MAX),
        item.text("party"),
        item.word("kind", KINDS),
    )


def _months_back(day: date, months: int) -> date:
    """The first day of a month so many months back."""
    number = day.year * MONTHS_A_YEAR + day.month - 1 - months
    return date(number // MONTHS_A_YEAR, number % MONTHS_A_YEAR + 1, 1)


def _fact(code: str, value: Decimal | int) -> Fact:
    return Fact(code, Decimal(value))


def _ins(moves: Iterable[Move]) -> int:
    return sum(each.amount_fen for each in moves if each.amount_fen > 0)


def _outs(moves: Iterable[Move]) -> int:
    return -sum(each.amount_fen for each in moves if each.amount_fen < 0)


def _by_month(moves: Sequence[Move], since: date, as_of: date) -> list[Fact]:
    """Figures of full months; month 1 is the last one that is over."""
    months: dict[date, list[Move]] = defaultdict(list)
    for move in moves:
        months[move.on.replace(day=1)].append(move)

    def known(back: int) -> bool:
        return _months_back(as_of, back) >= since

    def inflow(newest: int, oldest: int) -> int:
        return sum(_ins(months[_months_back(as_of, back)]) for back in range(newest, oldest + 1))

    spans = (
        ("flow_month_fen", 1, 1),
        ("flow_former_month_fen", 2, 2),
        ("flow_quarter_fen", 1, QUARTER),
        ("flow_quarter_year_ago_fen", 1 + MONTHS_A_YEAR, QUARTER + MONTHS_A_YEAR),
        ("annual_inflow_fen", 1, MONTHS_A_YEAR),
    )
    facts = [_fact(code, inflow(newest, oldest)) for code, newest, oldest in spans if known(oldest)]
    nets = [
        sum(each.amount_fen for each in months[_months_back(as_of, back)])
        for back in range(1, HALF_YEAR + 1)
        if known(back)
    ]
    if nets:
        first_kept = next((at for at, net in enumerate(nets) if net >= 0), len(nets))
        facts.append(_fact("flow_negative_months", first_kept))
    if len(nets) == HALF_YEAR:
        facts.append(_fact("positive_flow_months", sum(net > 0 for net in nets)))
    return facts


def _lately(moves: Sequence[Move], since: date, as_of: date) -> list[Fact]:
    """Figures of the last days, and how long ago something was last seen."""
    facts = []
    if as_of - timedelta(days=MONTH_DAYS) >= since and moves:
        facts.append(_fact("flow_balance_fen", _mean_balance(moves, as_of)))
    if as_of - timedelta(days=QUARTER_DAYS) >= since:
        recent = [each for each in moves if each.on > as_of - timedelta(days=QUARTER_DAYS)]
        days: dict[date, list[Move]] = defaultdict(list)
        for move in recent:
            days[move.on].append(move)
        facts += [
            _fact("flow_in_90_days_fen", _ins(recent)),
            _fact("flow_through_fen", sum(min(_ins(day), _outs(day)) for day in days.values())),
            _fact("flow_betting_fen", _outs(each for each in recent if each.kind in BETTING)),
            _fact("flow_lenders_fen", _outs(each for each in recent if each.kind == "lender")),
        ]
    paid = [each.on for each in moves if each.kind == "salary" and each.amount_fen > 0]
    kept = [each.on for each in moves if each.kind in PREMISES and each.amount_fen < 0]
    last = (("flow_salary_days", paid), ("flow_premises_days", kept))
    return facts + [_fact(code, (as_of - max(seen)).days) for code, seen in last if seen]


def _mean_balance(moves: Sequence[Move], as_of: date) -> int:
    """The mean of the balances at the end of each of the last days, rounded down; before the first it is unknown."""
    ends = {each.on: each.balance_fen for each in moves}
    days = [as_of - timedelta(days=back) for back in range(MONTH_DAYS)]
    balances = [ends[max(known)] for day in days if (known := [on for on in ends if on <= day])]
    return max(sum(balances) // len(balances), 0) if balances else 0


def _of_half_year(moves: Sequence[Move], since: date, as_of: date) -> list[Fact]:
    """Figures of half a year, and the first digits of a whole one."""
    if _months_back(as_of, HALF_YEAR) < since:
        return []
    recent = [each for each in moves if _months_back(as_of, HALF_YEAR) <= each.on < as_of.replace(day=1)]
    payers: dict[str, int] = defaultdict(int)
    for move in recent:
        payers[move.party] += max(move.amount_fen, 0)
    arrivals = [each.amount_fen for each in recent if each.amount_fen > 0]
    related = [each for each in recent if each.kind == "related"]
    facts = [
        _fact("flow_in_half_year_fen", _ins(recent)),
        _fact("flow_top_payer_fen", max(payers.values(), default=0)),
        _fact("flow_moved_fen", _ins(recent) + _outs(recent)),
        _fact("flow_related_fen", _ins(related) + _outs(related)),
        _fact("flow_inflows", len(arrivals)),
        _fact("flow_round_inflows", sum(amount % ROUND_FEN == 0 for amount in arrivals)),
    ]
    wages = [each.amount_fen for each in recent if each.kind == "salary" and each.amount_fen > 0]
    if len(wages) > 1:
        facts.append(_fact("flow_salary_variation", _rounded(stdev(wages) / mean(wages))))
    year = [each.amount_fen for each in moves if each.amount_fen > 0 and each.on >= _months_back(as_of, MONTHS_A_YEAR)]
    if len(year) >= BENFORD_LEAST and _months_back(as_of, MONTHS_A_YEAR) >= since:
        facts.append(_fact("flow_benford", _benford(year)))
    return facts


def _benford(amounts: Sequence[int]) -> Decimal:
    """Chi-square of the first digits against Benford's law, 8 degrees of freedom."""
    counts = [0] * 9
    for amount in amounts:
        counts[int(str(amount)[0]) - 1] += 1
    expected = [len(amounts) * log10(1 + 1 / digit) for digit in range(1, 10)]
    return _rounded(sum((seen - told) ** 2 / told for seen, told in zip(counts, expected, strict=True)))


def _rounded(value: float) -> Decimal:
    return Decimal(value).quantize(PLACES, ROUND_HALF_EVEN)


@dataclass(frozen=True, slots=True)
class FundTrail:
    """Where the money of a loan went from the account that it was paid to, as the paying bank sees it."""

    needs: tuple[str, ...] = ("name", "number", "application")

    def read(self, content: Reading, today: date) -> Answer:
        """{as_of, paid_on, spent: [{on, amount_fen, payee, agreed, founded_on or null}]}.

        `payee` is a word of `PAYEES`; `agreed` says that the payee fits the purpose of the contract, `founded_on`
        since when a trading payee is registered.
        """
        as_of = content.day("as_of", until=today)
        paid_on = content.day("paid_on", until=as_of)
        spent = [
            (each.day("on", until=as_of), each.number("amount_fen", AMOUNT_MAX, 1), each.word("payee", PAYEES), each)
            for each in content.items("spent")
        ]
        facts = [
            _fact(code, sum(fen for on, fen, payee, _ in spent if payee == kind and (on - paid_on).days <= days))
            for code, kind, days in TRAILED
        ]
        facts.append(_fact("trail_mismatch_fen", sum(fen for _, fen, _, item in spent if not item.flag("agreed"))))
        ages = [(on, item.day("founded_on", until=on)) for on, _, _, item in spent if item.knows("founded_on")]
        if ages:
            facts.append(_fact("trail_payee_months", min(months_between(founded, on) for on, founded in ages)))
        return Answer(as_of, tuple(facts))
