"""Sharing repayments out and the states of an instalment, against a plain model."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from server.loans.rules import InstalmentState, outstanding_fen, share, state_on

ORDER = ("fee", "penalty", "interest", "principal")
DAY = date(2026, 3, 2)


@dataclass
class Row:
    """An instalment as a value."""

    number: int
    due_on: date = DAY
    principal_fen: int = 0
    interest_fen: int = 0
    fee_fen: int = 0
    penalty_fen: int = 0
    paid_principal_fen: int = 0
    paid_interest_fen: int = 0
    paid_fee_fen: int = 0
    paid_penalty_fen: int = 0
    waived_interest_fen: int = 0
    waived_fee_fen: int = 0
    waived_penalty_fen: int = 0


amounts = st.integers(0, 10**7)


@st.composite
def rows(draw: st.DrawFn) -> list[Row]:
    """Schedules of which something may be paid already."""
    made = []
    for number in range(1, draw(st.integers(1, 8)) + 1):
        owed = {f"{part}_fen": draw(amounts) for part in ORDER}
        paid = {f"paid_{name}": draw(st.integers(0, fen)) for name, fen in owed.items()}
        left = {name: owed[name] - paid[f"paid_{name}"] for name in owed if name != "principal_fen"}
        waived = {f"waived_{name}": draw(st.integers(0, fen)) for name, fen in left.items()}
        made.append(Row(number, DAY + timedelta(days=30 * number), **owed, **paid, **waived))
    return draw(st.permutations(made))


def left(row: Row, part: str) -> int:
    waived: int = getattr(row, f"waived_{part}_fen", 0)
    owed: int = getattr(row, f"{part}_fen")
    paid: int = getattr(row, f"paid_{part}_fen")
    return owed - paid - waived


@given(rows(), st.integers(1, 10**9))
def test_a_repayment_runs_through_a_plain_queue_of_debts(schedule: list[Row], amount: int) -> None:
    queue = [
        (row.number, part, left(row, part)) for row in sorted(schedule, key=lambda row: row.number) for part in ORDER
    ]
    expected: dict[tuple[int, str], int] = {}
    rest = amount
    for number, part, owed in queue:
        expected[number, part] = min(rest, owed)
        rest -= expected[number, part]
    shared = share(amount, schedule)
    found = {(split.number, part): getattr(split, f"{part}_fen") for split in shared.splits for part in ORDER}
    assert {key: fen for key, fen in found.items() if fen} == {key: fen for key, fen in expected.items() if fen}
    assert shared.excess_fen == rest
    assert shared.parts.total_fen + shared.excess_fen == amount
    assert shared.remaining_fen == sum(owed for _, _, owed in queue) - shared.parts.total_fen
    assert shared.excess_fen == 0 or shared.remaining_fen == 0


@given(rows(), st.integers(-400, 400))
def test_an_instalment_is_overdue_from_the_day_after_its_due_date_while_anything_is_owed(
    schedule: list[Row], offset: int
) -> None:
    for row in schedule:
        today = row.due_on + timedelta(days=offset)
        state, open_fen = state_on(row, today), outstanding_fen(row)
        assert (state is InstalmentState.PAID) == (open_fen == 0)
        assert (state is InstalmentState.OVERDUE) == (open_fen > 0 and offset > 0)
        if state is InstalmentState.PART_PAID:
            assert any(getattr(row, f"paid_{part}_fen") for part in ORDER)


def test_the_day_itself_is_not_overdue() -> None:
    row = Row(1, principal_fen=5)
    assert [state_on(row, DAY + timedelta(days=d)) for d in (-1, 0, 1)] == [
        InstalmentState.DUE,
        InstalmentState.DUE,
        InstalmentState.OVERDUE,
    ]
    assert state_on(replace(row, paid_principal_fen=1), DAY) is InstalmentState.PART_PAID
