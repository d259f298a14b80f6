"""What was paid elsewhere, laid on the schedule: whatever the figures, they add up to what the sheet says."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.kit.errors import Invalid
from server.loans.importing.errors import NothingOpen, PaidDiffers, PaidToDiffers, PenaltyWithoutDue
from server.loans.importing.laying import Figures, lay
from server.terms.convention import named
from server.terms.model import Method, Terms
from server.terms.plan import PLAIN, Wanted, planned
from server.terms.running.acts import BroughtIn
from server.terms.running.applying import replay
from server.terms.running.model import Amounts, Line
from server.terms.running.policy import Policy
from server.terms.schedules import schedule

START = date(2025, 1, 10)
POLICY = Policy()


def terms_of(principal_fen: int = 12_000_000, months: int = 12, method: Method = Method.EQUAL_INSTALMENT) -> Terms:
    return planned(PLAIN, Wanted(principal_fen, Decimal("0.144"), method, months, START), named("prc_360"))


def figures_of(terms: Terms, as_of: date, paid_to: int, *, penalty: int = 0, fee: int = 0, excess: int = 0) -> Figures:
    rows = schedule(terms)
    due = max(paid_to, sum(row.due_on <= as_of for row in rows))
    paid, late = rows[:paid_to], rows[paid_to:due]
    return Figures(
        paid_to,
        Amounts(sum(row.principal_fen for row in paid), sum(row.interest_fen for row in paid), penalty // 3, fee // 2),
        Amounts(
            sum(row.principal_fen for row in late),
            sum(row.interest_fen for row in late),
            penalty - penalty // 3 if due else 0,
            fee - fee // 2,
        ),
        excess,
    )


@given(
    principal=st.integers(100_000, 10**10),
    months=st.integers(1, 60),
    method=st.sampled_from([Method.EQUAL_INSTALMENT, Method.EQUAL_PRINCIPAL, Method.INTEREST_ONLY, Method.FLAT]),
    share=st.fractions(0, 1),
    paid_share=st.fractions(0, 1),
    penalty=st.integers(0, 10**6),
    fee=st.integers(0, 10**6),
    excess=st.integers(0, 10**6),
)
def test_what_is_open_and_paid_is_what_the_sheet_says(
    principal: int, months: int, method: Method, share: object, paid_share: object, penalty: int, fee: int, excess: int
) -> None:
    terms = terms_of(principal, months, method)
    rows = schedule(terms)
    as_of = START + timedelta(days=int(share * ((rows[-1].due_on - START).days + 90)))  # type: ignore[operator]
    due = sum(row.due_on <= as_of for row in rows)
    paid_to = int(paid_share * due)
    figures = figures_of(terms, as_of, paid_to, penalty=penalty if due else 0, fee=fee, excess=excess)
    left = principal - figures.paid.principal_fen
    if not left and not any((figures.arrears.interest_fen, figures.arrears.penalty_fen, figures.arrears.fee_fen)):
        with pytest.raises(NothingOpen):
            lay(terms, POLICY, figures, as_of)
        return
    laid = lay(terms, POLICY, figures, as_of)
    opening, lines = laid.opening, laid.lines
    assert opening.principal_fen == left
    assert (opening.penalty_fen, opening.fee_fen) == (figures.arrears.penalty_fen, figures.arrears.fee_fen)
    assert opening.interest_fen - opening.not_due_fen == figures.arrears.interest_fen
    assert sum(line.principal_fen for line in lines) == principal
    for part in ("principal", "interest", "penalty", "fee"):
        assert sum(getattr(line, f"paid_{part}_fen") for line in lines) == getattr(figures.paid, f"{part}_fen")
    due_lines = [line for line in lines if line.due_on <= as_of]
    for part in ("principal", "interest", "penalty"):
        assert sum(getattr(line, f"open_{part}_fen") for line in due_lines) == getattr(figures.arrears, f"{part}_fen")
    act = BroughtIn(number=1, on=as_of, lines=tuple(lines), excess_fen=excess)
    standing, _ = replay(terms, POLICY, [act])
    assert standing.outstanding_fen == left
    assert standing.next_due_on == laid.next_due_on


def test_the_other_systems_rounding_is_taken_up_to_a_fen_an_instalment() -> None:
    terms, as_of = terms_of(), date(2025, 5, 20)
    exact = figures_of(terms, as_of, 3)
    shifted = Figures(3, exact.paid, Amounts(exact.arrears.principal_fen + 2, exact.arrears.interest_fen - 3))
    laid = lay(terms, POLICY, shifted, as_of)
    assert sum(line.principal_fen for line in laid.lines) == 12_000_000
    assert sum(line.open_principal_fen for line in laid.lines[:4]) == shifted.arrears.principal_fen
    assert sum(line.open_interest_fen for line in laid.lines[:4]) == shifted.arrears.interest_fen
    assert laid.lines[-1].balance_after_fen == 0
    assert _balances(laid.lines, 12_000_000)


def _balances(lines: list[Line], left: int) -> bool:
    for line in lines:
        left -= line.principal_fen
        if line.balance_after_fen != left:
            return False
    return True


WRONG: list[tuple[Figures, type[Invalid]]] = [
    (Figures(3, Amounts(1_000_000, 300_000), Amounts()), PaidDiffers),
    (Figures(0, Amounts(), Amounts()), PaidDiffers),
    (Figures(40, Amounts(), Amounts()), PaidToDiffers),
]


@pytest.mark.parametrize(("figures", "error"), WRONG)
def test_figures_that_are_not_the_schedules_are_refused(figures: Figures, error: type[Invalid]) -> None:
    with pytest.raises(error):
        lay(terms_of(), POLICY, figures, date(2025, 5, 20))


def test_instalments_paid_are_those_that_the_amounts_cover() -> None:
    as_of = date(2025, 5, 20)
    exact = figures_of(terms_of(), as_of, 3)
    with pytest.raises(PaidToDiffers) as refused:
        lay(terms_of(), POLICY, Figures(2, exact.paid, exact.arrears), as_of)
    assert refused.value.facts["expected"] == 3


def test_there_is_no_penalty_before_anything_is_due() -> None:
    with pytest.raises(PenaltyWithoutDue):
        lay(terms_of(), POLICY, Figures(0, Amounts(), Amounts(penalty_fen=5)), date(2025, 1, 20))


def test_penalty_goes_on_from_the_day_of_the_figures_and_not_before() -> None:
    as_of = date(2025, 5, 20)
    laid = lay(terms_of(), POLICY, figures_of(terms_of(), as_of, 3, penalty=900), as_of)
    late = laid.lines[3]
    assert (late.penalty_until, late.penalty_fen, late.overdue_fen_days) == (as_of, 900, 0)
    standing, _ = replay(
        terms_of(), POLICY, [BroughtIn(number=1, on=as_of, lines=tuple(laid.lines))], date(2025, 5, 21)
    )
    grown = standing.lines[3].penalty_fen - 900
    assert grown == round(late.open_principal_fen * 0.216 / 360)
