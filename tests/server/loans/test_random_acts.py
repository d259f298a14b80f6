"""Any row of acts, late, early, back-dated and taken back: the books agree and the rows are those of a fresh replay."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from server.kit.clock import FixedClock
from server.kit.errors import Conflict, Invalid
from server.loans.closing.statements import PENALTY
from server.loans.rules import ActKind
from server.terms.prepayment import Choice
from tests.fixtures.house import NOON
from tests.server.loans.conftest import Lender
from tests.server.loans.proof import proved
from tests.server.loans.servicing import Desk

KINDS = (
    "evening",
    "evening",
    "repay",
    "repay",
    "repay",
    "repay_back",
    "repay_back",
    "prepay",
    "charge",
    "late_fee",
    "waive",
    "change_rate",
    "reschedule",
    "grant_holiday",
    "reverse",
    "reverse",
    "pay_off",
    "write_off",
    "recover",
)
STEPS = st.lists(
    st.tuples(
        st.sampled_from(KINDS),
        st.integers(0, 75),
        st.one_of(st.integers(1, 400_000), st.integers(1, 3_500_000)),
        st.integers(0, 60),
    ),
    min_size=1,
    max_size=9,
)


async def evening(desk: Desk, day: date) -> None:
    """What the end of a day does to instalments: the penalty of all nights before it, in one statement."""
    everything = {"after": UUID(int=0), "last": UUID(int=2**128 - 1), "on": day}
    await desk.lender.owner.rollback()
    await desk.lender.owner.execute(PENALTY, everything)
    await desk.lender.owner.commit()


async def stepped(desk: Desk, kind: str, day: date, amount: int, choice: int) -> None:
    """Do one step on a day. Each refusal has a code."""
    back = max(day - timedelta(days=choice), date(2026, 2, 16))
    verbs: dict[str, Any] = {
        "repay": lambda: desk.repay(amount, day),
        "repay_back": lambda: desk.repay(amount, back),
        "prepay": lambda: desk.prepay(amount, list(Choice)[choice % 2], day),
        "charge": lambda: desk.charge(amount % 10_000 + 1, back),
        "late_fee": lambda: desk.charge(amount % 5_000 + 1, day, is_late_fee=True),
        "waive": lambda: desk.waive(day, penalty_fen=amount % 500, interest_fen=choice % 3 * 100 + 1),
        "change_rate": lambda: desk.change_rate(f"0.{10 + choice % 14}", back),
        "reschedule": lambda: desk.reschedule(day, skip=choice % 2, extra_periods=choice % 3),
        "grant_holiday": lambda: desk.grant_holiday(1 + choice % 2, day, interest_too=choice % 5 == 0),
        "pay_off": lambda: desk.pay_off(amount, day),
        "write_off": lambda: desk.write_off(day),
        "recover": lambda: desk.recover(amount, day),
    }
    if kind == "evening":
        await evening(desk, day)
        return
    if kind != "reverse":
        await verbs[kind]()
        return
    acts = [act for act in await desk.journal() if act.kind is not ActKind.DISBURSEMENT]
    if acts:
        await desk.reverse(acts[choice % len(acts)].id)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=STEPS)
async def test_whatever_happens_to_a_loan_its_rows_are_those_of_a_fresh_replay(
    lender: Lender, clock: FixedClock, steps: list[tuple[str, int, int, int]]
) -> None:
    clock.advance(NOON - clock.now())
    desk, codes = Desk(lender, (await lender.running()).loan_id), []
    for kind, days, amount, choice in steps:
        clock.advance(timedelta(days=days))
        try:
            await stepped(desk, kind, clock.now().date(), amount, choice)
        except (Conflict, Invalid) as refusal:
            codes.append(refusal.code)
        await proved(desk)
    assert [code for code in codes if not code.startswith(("loan.", "ledger."))] == []
