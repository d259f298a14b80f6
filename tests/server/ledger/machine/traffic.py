"""What eight clients send: the house's own templates in any mixture, one in twenty doubled, one in twenty bad."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any, TypedDict
from uuid import UUID, uuid4

from server.ledger import rules
from server.ledger.rules import Entry, Parts, Place
from server.ledger.service import as_json
from tests.factories.ledger import DAY, RECORDED_AT, SPOILT, spoil
from tests.fixtures.world import id_of
from tests.server.ledger.machine.model import APPLIED, Attempt, Model

DOUBLED = 0.05
BAD = 0.05
ALREADY = "ledger.already_posted"
REVERSED = "ledger.already_reversed"
REFUSED = "ledger.reversal_refused"
CLOSED_MONTH = date(2026, 1, 1)


class Days(TypedDict):
    """Booked when, counting from when."""

    booked_on: date
    value_on: date


@dataclass
class Traffic:
    """Attempts of one example: some customers with some loans of one branch, drawn with its own dice."""

    model: Model
    dice: random.Random
    customers: int
    loans: int
    places: list[Place] = field(default_factory=list)
    house: Place = field(init=False)
    rivals: int = 0
    taken: set[str] = field(default_factory=set)
    """What somebody reverses in this burst; nobody else counts on either outcome."""

    def __post_init__(self) -> None:
        branch, funding = id_of("east-1"), self.new_id()
        self.house = Place(self.new_id(), branch, funding)
        for _ in range(self.customers):
            customer = self.new_id()
            self.places += [Place(customer, branch, funding, self.new_id()) for _ in range(self.loans)]

    def everybody(self) -> set[UUID]:
        return {self.house.customer_id, *(place.customer_id for place in self.places)}

    def new_id(self) -> UUID:
        """Never drawn: a replayed example is about events of its own."""
        return uuid4()

    def burst(self, size: int) -> list[Attempt]:
        """So many attempts or one more, in any order; none depends on another but for rivals."""
        made: list[Attempt] = []
        self.taken = set()
        while len(made) < size:
            die = self.dice.random()
            if die < DOUBLED:
                made += self._doubled()
            elif die < DOUBLED + BAD:
                made.append(self._bad())
            else:
                made += self._good()
        self.dice.shuffle(made)
        return made

    def storm(self, count: int) -> list[Attempt]:
        """One event sent so many times, each as an entry of its own."""
        self.rivals += 1
        entry, may_be = self.entry(), frozenset({APPLIED, ALREADY})
        return [self._of(entry, rival=self.rivals, may_be=may_be) for _ in range(count)]

    def reversals(self, count: int) -> list[Attempt]:
        """Reversals of one entry by so many; a burst where there is nothing to reverse."""
        self.taken = set()
        return self._reversals(count) if self._reversible() else self.burst(count)

    def plain(self, entry: Entry) -> dict[str, Any]:
        return as_json(entry, self.new_id(), RECORDED_AT)

    def _of(self, *entries: Entry, **about: Any) -> Attempt:
        return Attempt([self.plain(entry) for entry in entries], entries=entries, **about)

    def _good(self) -> list[Attempt]:
        die = self.dice.random()
        if die < 0.08 and self._reversible():
            return self._reversals(1)
        if die < 0.25:
            return [self._of(*(self.entry() for _ in range(self.dice.randrange(2, 7))))]
        return [self._of(self.entry())]

    def _doubled(self) -> list[Attempt]:
        """One event sent again: later, at once by two clients, twice in one array, or for another customer."""
        way = self.dice.randrange(5)
        if way == 0 and self._reversible():
            return self._reversals(2)
        if way <= 1:
            self.rivals += 1
            entry = self.entry()
            both = (self._of(entry, rival=self.rivals, may_be=frozenset({APPLIED, ALREADY})) for _ in range(2))
            return list(both)
        if way == 2 or not self.model.posted:
            entry = self.entry()
            return [self._of(entry, entry, may_be=frozenset({ALREADY}))]
        entry_id, _ = self.dice.choice(self.model.posted)
        again = self.model.given[entry_id]
        if again["reverses"]:
            return [Attempt([again], frozenset({ALREADY}))]
        if way == 3:
            again = again | {"id": str(self.new_id())}
        else:
            again = again | {"customer_id": str(self.dice.choice(self.places).customer_id)}
        return [Attempt([again], frozenset({ALREADY}))]

    def _bad(self) -> Attempt:
        """One thing wrong with one entry of an array, its month, a reversal, or the array itself."""
        way = self.dice.randrange(10)
        if way == 0:
            return Attempt(self.dice.choice([[], {}, 5, "x", None]), frozenset({"ledger.malformed"}))
        if way <= 3 and self.model.posted:
            return self._crooked()
        if way == 4:
            late = replace(self.entry(), booked_on=CLOSED_MONTH + timedelta(days=self.dice.randrange(31)))
            return self._of(self.entry(), late, may_be=frozenset({"ledger.period_closed"}))
        how = self.dice.choice(sorted(SPOILT))
        given = [self.plain(self.entry()) for _ in range(self.dice.randrange(1, 4))]
        given.insert(self.dice.randrange(len(given) + 1), spoil(self.plain(self._spoilable()), how))
        return Attempt(given, frozenset({SPOILT[how]}))

    def _crooked(self) -> Attempt:
        """A reversal that is no mirror, of a reversal, of nothing, or of what is reversed already."""
        entry_id, entry = self.dice.choice(self.model.posted)
        way = self.dice.randrange(3)
        if way == 0:
            undo = rules.reversal(self.new_id(), self.new_id(), entry, booked_on=DAY)
            return Attempt([self.plain(undo)], frozenset({REFUSED}))
        given = self.plain(rules.reversal(self.new_id(), UUID(entry_id), entry, booked_on=DAY))
        if entry.reverses or entry_id in self.taken:
            given["postings"] = given["postings"][::-1] if entry.reverses else _doubled(given)
            return Attempt([given], frozenset({REFUSED, REVERSED}))
        if entry_id in self.model.reversed:
            return Attempt([given], frozenset({REVERSED}))
        if way == 1:
            given["postings"] = _doubled(given)
        else:
            given["postings"] = [line | {"loan_id": str(self.new_id())} for line in given["postings"]]
        return Attempt([given], frozenset({REFUSED, REVERSED}))

    def _reversible(self) -> list[tuple[str, Entry]]:
        gone, taken, last = self.model.reversed, self.taken, self.model.posted[-50:]
        return [(each, entry) for each, entry in last if each not in gone and each not in taken]

    def _reversals(self, count: int) -> list[Attempt]:
        """Reversals of one entry by so many clients, each as an event of its own: one is posted."""
        entry_id, entry = self.dice.choice(self._reversible())
        self.taken.add(entry_id)
        self.rivals += 1
        may_be = frozenset({APPLIED, REVERSED}) if count > 1 else frozenset({APPLIED})
        undo = (rules.reversal(self.new_id(), UUID(entry_id), entry, booked_on=self._day()) for _ in range(count))
        return [self._of(one, rival=self.rivals, may_be=may_be) for one in undo]

    def entry(self) -> Entry:
        """One business event of any kind."""
        return self.dice.choices(KINDS, WEIGHTS)[0](self)

    def _spoilable(self) -> Entry:
        return disbursed(self)

    def amount(self) -> int:
        """Mostly ordinary, sometimes a fen, sometimes near the limit."""
        return self.dice.choice((1, self.dice.randrange(1, 100), self.dice.randrange(1, 10**8), 10**13 - 1))

    def _day(self) -> date:
        return DAY + timedelta(days=self.dice.randrange(28))

    def about(self, *, house: bool = False) -> tuple[UUID, Place]:
        return self.new_id(), self.house if house else self.dice.choice(self.places)

    def days(self) -> Days:
        booked_on = self._day()
        return Days(booked_on=booked_on, value_on=booked_on - timedelta(days=self.dice.randrange(5)))

    def parts(self, *, principal: bool = True, excess: bool = True) -> Parts:
        """Some of the parts, at least one."""
        drawn = [self.amount() if self.dice.random() < 0.6 else 0 for _ in range(5)]
        drawn[0] *= principal
        drawn[4] *= excess
        drawn[1] += not any(drawn)
        return Parts(*drawn)


def _doubled(given: dict[str, Any]) -> list[dict[str, Any]]:
    return [line | {"amount_fen": 2 * line["amount_fen"]} for line in given["postings"]]


def allotted(at: Traffic) -> Entry:
    return rules.funds_allotted(*at.about(house=True), at.amount(), booked_on=DAY)


def disbursed(at: Traffic) -> Entry:
    return rules.loan_disbursed(*at.about(), at.amount(), **at.days())


def repaid(at: Traffic) -> Entry:
    return rules.repayment_received(*at.about(), at.parts(), **at.days())


def accrued(at: Traffic) -> Entry:
    part = at.dice.choice(sorted(rules.INCOMES))
    amount = at.amount() * at.dice.choice((1, 1, 1, -1))
    return rules.accrued(part, *at.about(house=True), amount, **at.days())


def charged(at: Traffic) -> Entry:
    return rules.fee_charged(*at.about(), at.amount(), **at.days())


def waived(at: Traffic) -> Entry:
    return rules.waived(*at.about(), at.parts(principal=False, excess=False), **at.days())


def written_off(at: Traffic) -> Entry:
    return rules.written_off(*at.about(), at.parts(excess=False), **at.days())


def recovered(at: Traffic) -> Entry:
    amount = at.amount()
    return rules.recovered(*at.about(), amount, at.dice.choice((0, amount // 3, amount)), **at.days())


def refunded(at: Traffic) -> Entry:
    return rules.excess_refunded(*at.about(), at.amount(), **at.days())


def reshared(at: Traffic) -> Entry:
    """Between principal and interest: what leaves one part joins another."""
    moved = at.amount()
    before, after = Parts(principal_fen=moved, fee_fen=1), Parts(interest_fen=moved, fee_fen=1)
    found = rules.repayment_reshared(*at.about(), before, after, **at.days())
    assert found is not None
    return found


KINDS: tuple[Callable[[Traffic], Entry], ...] = (
    *(disbursed, repaid, charged, waived, written_off, recovered, refunded, reshared, accrued, allotted),
)
WEIGHTS = (20, 45, 5, 5, 3, 3, 5, 5, 6, 3)
