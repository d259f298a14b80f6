"""Which applications there will be: whose, when, how much, and what is to become of them."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from random import Random
from typing import Final

from server.approvals.rules import Tier
from server.kit.clock import start_of
from server.seeds.borrowers import HISTORY_DAYS, Borrower
from server.seeds.dice import moment, round_amount, spread, working_day
from server.seeds.lender import Lender, Offer
from server.seeds.places import BRANCHES

APPLICATIONS, LOANS = 5000, 3000


class Fate(StrEnum):
    """What becomes of an application."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    APPROVED = "approved"
    RETURNED = "returned"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    CONTRACTED = "contracted"
    PAYMENT_FAILED = "payment_failed"
    DISBURSED = "disbursed"


# how many of 5,000, and how many days ago at least and at most they were started; loans are the last two
SHARES: Final = {
    Fate.DRAFT: (130, 2, 30),
    Fate.IN_REVIEW: (140, 4, 10),
    Fate.APPROVED: (120, 9, 24),
    Fate.RETURNED: (90, 9, 30),
    Fate.REJECTED: (800, 9, HISTORY_DAYS),
    Fate.WITHDRAWN: (620, 9, HISTORY_DAYS),
    Fate.CONTRACTED: (100, 12, 26),
    Fate.PAYMENT_FAILED: (24, 14, 28),
    Fate.DISBURSED: (2976, 14, HISTORY_DAYS),
}
OPEN_TIERS: Final = (Tier.REGIONAL, Tier.MANUAL_REVIEW, Tier.COMMITTEE, Tier.REGIONAL)
TERMS: Final = ((3, 2), (6, 16), (9, 5), (12, 40), (18, 12), (24, 18), (36, 7))
AFFORDABLE_PERCENT: Final = 38


@dataclass
class Plan:
    """An application as the customer asks for it. `wanted` is the tier that its open case should stand on."""

    borrower: Borrower
    fate: Fate
    day: date
    offer: Offer
    amount_fen: int
    term_months: int
    purpose: str
    wanted: Tier | None = None


def counts_of(scale: float) -> dict[Fate, int]:
    """How many applications of each fate: some of each, and one that waits in every branch."""
    counts = {fate: max(3, round(share * scale)) for fate, (share, _, _) in SHARES.items()}
    return counts | {Fate.IN_REVIEW: max(len(BRANCHES), counts[Fate.IN_REVIEW])}


class Planner:
    """Draws the applications."""

    def __init__(self, dice: Random, house: Lender, today: date, borrowers: list[Borrower]) -> None:
        self._dice, self._house, self._today = dice, house, today
        self._pool = [each for each in borrowers if not each.is_prospect]
        self._by_place: dict[str, list[Borrower]] = defaultdict(list)
        for each in self._pool:
            self._by_place[each.place.code].append(each)
        self._reserved: set[int] = set()

    def draw(self, scale: float) -> list[Plan]:
        """All applications, in the order in which they were started."""
        counts = counts_of(scale)
        plans = [self._waiting(at) for at in range(counts.pop(Fate.IN_REVIEW))]
        pool = [each for each in self._pool if id(each) not in self._reserved]
        weights = [self._dice.lognormvariate(0, 0.6) for _ in pool]
        for fate, count in counts.items():
            plans += [self._plan(borrower, fate) for borrower in self._dice.choices(pool, weights, k=count)]
        return sorted(plans, key=lambda plan: plan.day)

    def _waiting(self, position: int) -> Plan:
        """An application for somebody's inbox: branch by branch, tier by tier."""
        wanted = OPEN_TIERS[(position % len(BRANCHES) + position // len(BRANCHES)) % len(OPEN_TIERS)]
        place = BRANCHES[position % len(BRANCHES)]
        free = [each for each in self._by_place[place.code] if id(each) not in self._reserved and not each.group_id]
        borrower = self._dice.choice(free or self._by_place[place.code])
        plan = self._plan(borrower, Fate.IN_REVIEW)
        plan.wanted = wanted
        if wanted is Tier.MANUAL_REVIEW:
            self._reserved.add(id(borrower))
            self._doubtful(plan)
        elif wanted is Tier.COMMITTEE:
            plan.offer, plan.term_months = self._house.business, 24
            plan.amount_fen = 52_000_000 + self._dice.randrange(60) * 1_000_000
        else:
            plan.amount_fen = max(plan.amount_fen, 6_000_000 + self._dice.randrange(12) * 500_000)
        plan.purpose = self._dice.choice(plan.offer.purposes)
        return plan

    def _doubtful(self, plan: Plan) -> None:
        """A small application that a rule refers: an income nobody was told, or debts that eat it up."""
        borrower = plan.borrower
        plan.amount_fen = 1_000_000 + self._dice.randrange(38) * 100_000
        if self._dice.random() < 0.5:  # noqa: PLR2004 - one half and the other
            borrower.income_fen = None
        else:
            borrower.income_fen = borrower.income_fen or 1_200_000
            borrower.debt_fen = borrower.income_fen * self._dice.randint(48, 62) // 100

    def _plan(self, borrower: Borrower, fate: Fate) -> Plan:
        _, least, most = SHARES[fate]
        days = least + int((most - least) * self._dice.random() ** 1.25)
        consumer = borrower.is_person and self._dice.random() < 0.4  # noqa: PLR2004 - two of five persons
        offer = self._house.consumer if consumer else self._house.business
        term = self._dice.choices([term for term, _ in TERMS], [weight for _, weight in TERMS])[0]
        term = max(offer.term_months_min, min(term, offer.term_months_max))
        return Plan(
            borrower,
            fate,
            working_day(self._today - timedelta(days=days)),
            offer,
            self._amount_fen(borrower, offer, term),
            term,
            self._dice.choice(offer.purposes),
        )

    def _amount_fen(self, borrower: Borrower, offer: Offer, term_months: int) -> int:
        """What somebody like him asks for: mostly what he can afford."""
        wish = spread(self._dice, 4_800_000 if borrower.is_person else 26_000_000, 0.75)
        if borrower.income_fen and self._dice.random() < 0.86:  # noqa: PLR2004 - most people can count
            left = borrower.income_fen * AFFORDABLE_PERCENT // 100 - (borrower.debt_fen or 0)
            wish = min(wish, max(0, left) * term_months)
        return round_amount(max(offer.amount_min_fen, min(wish, offer.amount_max_fen)))


def settle_joining(dice: Random, plans: list[Plan]) -> None:
    """Nobody applies before he is a customer: bring his first day before his first application."""
    for plan in plans:
        if plan.borrower.joined_at >= start_of(plan.day):
            plan.borrower.joined_at = moment(dice, working_day(plan.day - timedelta(days=dice.randint(1, 20))))
