"""An independent model of the five tiers, the book of a month and its provision, in plain Python.

It knows nothing of the server: it keeps what happened to each loan day by day and says what the law makes of it. Tiers
are numbers 0 (normal) to 4 (loss).
"""

from calendar import monthrange
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from math import floor as whole
from uuid import UUID

NAMES = ("normal", "special_mention", "substandard", "doubtful", "loss")
ROLLS = ("M0", "M1", "M2", "M3", "M4")
PRIOR = {"M0": Fraction(3, 100), "M1": Fraction(3, 10), "M2": Fraction(6, 10), "M3": Fraction(75, 100)}
PRIOR_FEN = 100_000_000
LEAST = (Fraction(1, 100), Fraction(2, 100), Fraction(1, 4), Fraction(1, 2), Fraction(1))
NON_PERFORMING = 2


@dataclass
class Due:
    """An instalment: `lag` says after how many days it will be paid, None never."""

    number: int
    from_on: date
    due_on: date
    principal: int
    interest: int
    lag: int | None
    paid: bool = False

    @property
    def pay_on(self) -> date | None:
        return None if self.lag is None else self.due_on + timedelta(days=self.lag)


@dataclass
class ModelLoan:
    """A loan and all that happened to it."""

    id: UUID
    customer: UUID
    branch: UUID
    officer: UUID
    funding: UUID
    principal: int
    disbursed_on: date
    dues: list[Due]
    acts: int = 1
    restructured: list[date] = field(default_factory=list)
    grounds: dict[str, int] = field(default_factory=dict)
    misused: bool = False
    ended_on: date | None = None
    clear_from: date | None = None
    seen: bool = False
    forgiven: int = 0
    """How many of its restructurings are observed to the end."""
    own: int = 0
    tier: int = 0

    @property
    def balance(self) -> int:
        return sum(due.principal for due in self.dues if not due.paid)

    @property
    def next_due(self) -> date | None:
        return min((due.due_on for due in self.dues if not due.paid), default=None)

    def days_from_due(self, day: date) -> int:
        """Days since the oldest unpaid instalment fell due; negative before."""
        oldest = self.next_due
        assert oldest is not None
        return (day - oldest).days

    def days_late(self, day: date) -> int:
        oldest = self.next_due
        return (day - oldest).days if oldest is not None and oldest < day else 0


def months_later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def bucket(days: int) -> str:
    for number, most in enumerate((0, 30, 60, 90, 120, 150, 180)):
        if days <= most:
            return f"M{number}"
    return "M6+"


def stage(days: int) -> str | None:
    """What collection does so many days past due; before the day, days are negative."""
    if days < -30:
        return None
    return "reminder" if days <= 0 else "gentle" if days <= 7 else "firm" if days <= 30 else "legal"


def half_up(value: Fraction, places: int = 0) -> Fraction:
    scale = 10**places
    return Fraction(whole(value * scale + Fraction(1, 2)), scale)


def by_days(days: int) -> int:
    return sum(days > least for least in (0, 90, 270, 360))


@dataclass
class Model:
    """The whole portfolio. `person` says which records are one person."""

    loans: dict[UUID, ModelLoan]
    person: dict[UUID, UUID] = field(default_factory=dict)
    books: dict[date, dict[UUID, tuple[str, int]]] = field(default_factory=dict)

    def running(self, day: date) -> list[ModelLoan]:
        return [loan for loan in self.loans.values() if loan.ended_on is None and loan.disbursed_on <= day]

    def evening(self, day: date) -> None:
        """All tiers at the end of a day."""
        people: dict[UUID, list[ModelLoan]] = defaultdict(list)
        for loan in self.running(day):
            people[self.person.get(loan.customer, loan.customer)].append(loan)
        for loans in people.values():
            self.settle(loans, day)

    def settle_person(self, loan: ModelLoan, day: date) -> None:
        """Somebody judged a loan by hand: all loans of its person at that moment."""
        person = self.person.get(loan.customer, loan.customer)
        self.settle(
            [each for each in self.running(day) if self.person.get(each.customer, each.customer) == person], day
        )

    def settle(self, loans: list[ModelLoan], day: date) -> None:
        """The tiers of one person's loans."""
        may_rise = {loan.id: self._alone(loan, day) for loan in loans}
        bad = sum(loan.balance for loan in loans if loan.own >= NON_PERFORMING)
        caught = bad > 0 and 10 * bad >= sum(loan.balance for loan in loans)
        for loan in loans:
            wanted = max(loan.own, NON_PERFORMING) if caught else loan.own
            if wanted >= loan.tier or loan.tier < NON_PERFORMING or may_rise[loan.id]:
                loan.tier = wanted

    def _alone(self, loan: ModelLoan, day: date) -> bool:
        """The tier without other loans; answers whether it may leave the non-performing ones."""
        late = loan.days_late(day)
        if late:
            loan.clear_from = None
        elif loan.clear_from is None:
            loan.clear_from = day
        self._observe(loan, day)
        under_watch = len(loan.restructured) - loan.forgiven
        wanted = max([by_days(late), int(loan.misused), *loan.grounds.values()])
        if under_watch:
            missed = late > 0 and day - timedelta(days=late) > loan.restructured[-1]
            wanted = max(wanted, NON_PERFORMING if missed or under_watch > 1 else 1)
        may_rise = not under_watch and self._paid_well(loan, loan.clear_from, day, 6)
        if wanted >= loan.own or loan.own < NON_PERFORMING or may_rise:
            loan.own = wanted
        return may_rise

    def _observe(self, loan: ModelLoan, day: date) -> None:
        if len(loan.restructured) == loan.forgiven or loan.clear_from is None:
            return
        after = [due.due_on for due in loan.dues if due.due_on > loan.restructured[-1]]
        if after and self._paid_well(loan, max(min(after), loan.clear_from), day, 12):
            loan.forgiven = len(loan.restructured)

    @staticmethod
    def _paid_well(loan: ModelLoan, since: date | None, day: date, months: int) -> bool:
        """So many months and two instalments without a day of arrears."""
        if since is None or day < months_later(since, months):
            return False
        return sum(since <= due.due_on < day for due in loan.dues) >= 2

    def rates(self, month: date) -> dict[str, Fraction]:
        """Probabilities of default for a month, of the rolls of the twelve months before."""
        base: dict[str, int] = defaultdict(int)
        rolled: dict[str, int] = defaultdict(int)
        for back in range(2, 14):
            before = self.books.get(months_later(month, -back), {})
            after = self.books.get(months_later(month, 1 - back), {})
            for loan_id, (held, fen) in before.items():
                base[held] += fen
                if held in PRIOR and loan_id in after and after[loan_id][0] == ROLLS[ROLLS.index(held) + 1]:
                    rolled[held] += after[loan_id][1]
        rolls = {
            held: min(Fraction(1), half_up((prior * PRIOR_FEN + rolled[held]) / (PRIOR_FEN + base[held]), 6))
            for held, prior in PRIOR.items()
        }
        m3 = rolls["M3"]
        m2, m1 = rolls["M2"] * m3, rolls["M1"] * rolls["M2"] * m3
        year = 1 - (1 - rolls["M0"] * m1) ** 12
        return {held: half_up(rate, 6) for held, rate in zip(ROLLS, (year, m1, m2, m3, Fraction(1)), strict=True)}

    def month_end(self, day: date) -> dict[UUID, tuple[str, str, int, int, int]]:
        """The book of a month: bucket, tier, stage, balance, provision by loan."""
        month = day.replace(day=1)
        rates = self.rates(month)
        found = {}
        for loan in self.running(day):
            late, balance = loan.days_late(day), loan.balance
            stage = 3 if loan.tier >= NON_PERFORMING or late > 90 else 2 if loan.tier or late else 1
            held = bucket(late)
            chance = {3: Fraction(1), 2: max(rates.get(held, 0), rates["M1"]), 1: rates.get(held, Fraction(1))}[stage]
            expected = half_up(Fraction(chance) * Fraction(45, 100) * balance)
            least = half_up(LEAST[loan.tier] * balance)
            found[loan.id] = (held, NAMES[loan.tier], stage, balance, int(max(expected, least)))
        self.books[month] = {loan_id: (row[0], row[3]) for loan_id, row in found.items()}
        return found
