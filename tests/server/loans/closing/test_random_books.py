"""The statements of the end of the day against the pure functions, over random books, to the fen."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text

from server.kit.clock import FixedClock
from server.loans.closing.models import LoanStanding
from server.loans.closing.rules import accrued
from server.loans.models import UNTOUCHED, Instalment, Loan
from server.terms.convention import PROFILES
from server.terms.model import Method, Terms
from server.terms.running.model import Amounts, Line, Standing
from server.terms.running.penalty import penalty_of, reckon_penalty
from server.terms.running.policy import Policy
from tests.server.loans.closing.book import close, forget, line_of
from tests.server.loans.conftest import Lender, lender

__all__ = ["lender"]

LENT_ON = date(2026, 1, 5)
DAYS = (date(2026, 3, 1), date(2026, 3, 3), date(2026, 3, 4))
LOANS = 5
amounts = st.one_of(st.integers(0, 20), st.integers(0, 10**7), st.integers(0, 10**12))
TERMS = Terms(1_000_000, Decimal("0.12"), Method.EQUAL_INSTALMENT, 12, LENT_ON, convention=PROFILES["prc_360"])


@dataclass(frozen=True)
class RandomLoan:
    """What a closing looks at of a loan."""

    penalty_rate: Decimal
    day_base: int
    policy: Policy
    lines: tuple[Line, ...]

    def standing(self) -> Standing:
        """The same loan for the pure functions."""
        return Standing(
            terms=TERMS,
            policy=self.policy,
            lines=[replace(line) for line in self.lines],
            rate_annual=Decimal(0),
            penalty_rate=self.penalty_rate,
            penalty_multiple=Decimal(1),
            day_base=self.day_base,
            last_on=LENT_ON,
        )


@st.composite
def loans(draw: st.DrawFn) -> RandomLoan:
    """Lines in a row, of any length and amounts, paid and reckoned anyhow; at least one of them open."""
    rate = draw(st.integers(0, 3_600)) * Decimal("0.0001")
    base = draw(st.sampled_from([360, 364, 365]))
    policy = Policy(grace_days=draw(st.integers(0, 5)), grace_is_free=draw(st.booleans()), cap_annual=None)
    lines, begins = [], LENT_ON
    for number in range(1, draw(st.integers(1, 6)) + 1):
        agreed = begins + timedelta(days=draw(st.integers(0, 40)))
        line = draw(_line(number, begins, agreed))
        line.penalty_fen = penalty_of(line, rate, base)
        lines.append(line)
        begins = agreed
    lines[-1].principal_fen += 1
    return RandomLoan(rate, base, policy, tuple(lines))


@st.composite
def _line(draw: st.DrawFn, number: int, begins: date, agreed: date) -> Line:
    due = agreed + timedelta(days=draw(st.integers(0, 3)))
    principal, interest, fee = draw(amounts), draw(amounts), draw(amounts)
    reckoned = draw(st.none() | st.integers(1, 30).map(lambda days: due + timedelta(days=days)))
    return Line(
        number=number,
        from_on=begins,
        agreed_on=agreed,
        due_on=due,
        principal_fen=principal,
        interest_fen=interest,
        fee_fen=fee,
        paid_principal_fen=draw(st.one_of(st.just(0), st.integers(0, principal))),
        earlier_interest_fen=draw(st.one_of(st.just(0), st.integers(0, interest))),
        charged_fee_fen=draw(st.one_of(st.just(0), st.integers(0, fee))),
        penalty_until=reckoned,
        overdue_fen_days=draw(amounts) if reckoned else 0,
        penalty_base_fen=draw(amounts),
    )


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(book=st.lists(loans(), min_size=LOANS, max_size=LOANS))
async def test_any_book_is_reckoned_like_the_pure_functions(
    lender: Lender, clock: FixedClock, book: list[RandomLoan]
) -> None:
    planted = await _plant(lender, book)
    pure = {loan_id: loan.standing() for loan_id, loan in planted.items()}
    for day in DAYS:
        await close(lender, clock, day)
        booked = await _standings(lender)
        lines = await _lines(lender)
        for loan_id, standing in pure.items():
            reckon_penalty(standing, day)
            assert booked[loan_id] == (day, accrued(standing.lines, day))
            assert lines[loan_id] == standing.lines


async def _plant(lender: Lender, book: list[RandomLoan]) -> dict[UUID, RandomLoan]:
    """Put a random book in the place of the planted loans' schedules; no day was ever closed."""
    owner = lender.owner
    await forget(owner)
    rows = (await owner.execute(select(Loan).order_by(Loan.id))).scalars().all()
    while len(rows) < LOANS:
        await lender.running(disbursed_on=LENT_ON)
        rows = (await owner.execute(select(Loan).order_by(Loan.id))).scalars().all()
    await owner.execute(text("DELETE FROM instalments"))
    for row, loan in zip(rows, book, strict=True):
        own: dict[str, Any] = {"customer_id": row.customer_id, "branch_id": row.branch_id, "officer_id": row.officer_id}
        for line in loan.lines:
            told = UNTOUCHED | {name: getattr(line, name) for name in Line.__dataclass_fields__}
            owner.add(Instalment(**own, id=lender.house.ports.ids.new(), loan_id=row.id, **told))
        row.penalty_rate, row.day_base, row.servicing = loan.penalty_rate, loan.day_base, loan.policy.as_dict()
        row.next_due_on = min(line.due_on for line in loan.lines if line.open_fen)
    await owner.commit()
    return {row.id: loan for row, loan in zip(rows, book, strict=True)}


async def _standings(lender: Lender) -> dict[UUID, tuple[date, Amounts]]:
    await lender.owner.rollback()
    rows = (await lender.owner.execute(select(LoanStanding))).scalars()
    return {row.id: (row.accrued_on, Amounts(0, row.interest_fen, row.penalty_fen, row.fee_fen)) for row in rows}


async def _lines(lender: Lender) -> dict[UUID, list[Line]]:
    found = defaultdict(list)
    for row in (await lender.owner.execute(select(Instalment).order_by(Instalment.number))).scalars():
        found[row.loan_id].append(line_of(row))
    return found
