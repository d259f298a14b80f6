"""CF: account flow from the source's movements to the indicator, against plain Python over the same movements."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from math import log10, sqrt
from random import Random
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from server.connectors.adapters.flow import BankFlow
from server.connectors.reading import Reading
from server.loans.models import Instalment
from server.risk.grading import Grade
from server.risk.grain import Grain
from tests.factories.custody import plant_funding_account
from tests.factories.customers import Planted, plant_customer
from tests.factories.loans import plant_loan
from tests.factories.products import plant_product
from tests.server.risk.comparing import close
from tests.server.risk.histories import DAY
from tests.server.risk.measuring import measure
from tests.server.risk.telling import grade_of, misses, plant_answer

CODES = frozenset(f"CF-{number:02d}" for number in range(1, 16))
GRADED = CODES
RECKONED = CODES
CLOSE = 0.0001
"""To the fourth place, to which the source's ratios are rounded."""
WHOLE = ("flow_former_month_fen", "flow_quarter_year_ago_fen", "flow_in_90_days_fen", "flow_in_half_year_fen")
DENOMINATORS = dict.fromkeys((*WHOLE, "flow_moved_fen", "flow_inflows", "annual_inflow_fen"), 1_000_000)
NUMERATORS = (
    ("flow_month_fen", 600_000, 400_000, 900_000),
    ("flow_quarter_fen", 700_000, 500_000, 1_100_000),
    ("flow_negative_months", 2, 3, 1),
    ("flow_through_fen", 800_000, 960_000, 100_000),
    ("flow_top_payer_fen", 600_000, 850_000, 200_000),
    ("flow_related_fen", 400_000, 700_000, 0),
    ("flow_round_inflows", 500_000, 800_000, 100_000),
    ("flow_benford", Decimal("15.6"), Decimal("26.2"), Decimal("15.5")),
    ("flow_salary_days", 41, 71, 40),
    ("flow_salary_variation", Decimal("0.31"), Decimal("0.61"), Decimal("0.3")),
    ("flow_betting_fen", 1, 500_001, 0),
    ("flow_lenders_fen", 310_000, 510_000, 300_000),
    ("flow_premises_days", 46, 76, 45),
)
TURNOVERS = (1_500_000, 1_900_000, 1_100_000)
BALANCES = (Fraction(1, 2), Fraction(1, 5), Fraction(2))


async def test_the_flow_of_accounts_comes_to_each_grade_and_is_unknown_where_nobody_was_asked(
    owner: AsyncSession,
) -> None:
    version_id, account_id = await plant_product(owner), await plant_funding_account(owner)
    people = [await plant_customer(owner) for _ in range(4)]
    for at, customer in enumerate(people[:3]):
        due_fen = await next_due(owner, customer, version_id, account_id)
        facts: dict[str, Any] = DENOMINATORS | {name: values[at] for name, *values in NUMERATORS}
        await plant_answer(owner, customer, "bank_flow", facts | {"flow_balance_fen": int(due_fen * BALANCES[at])})
        await plant_answer(owner, customer, "tax", {"turnover_fen": TURNOVERS[at]})
    await plant_answer(owner, people[3], "bank_flow", DENOMINATORS, observed_on=DAY - timedelta(days=200))
    values = await measure(owner, Grain.CUSTOMER, DAY)
    for customer, wanted in zip(people, (Grade.WARN, Grade.CRITICAL, Grade.NOTHING), strict=False):
        assert misses(values[customer.customer_id], CODES, wanted) == {}
    stale = values[people[3].customer_id]
    assert {grade_of(code, stale[code]) for code in CODES} == {Grade.UNKNOWN}, (
        "an answer that holds no more says nothing"
    )


async def next_due(owner: AsyncSession, customer: Planted, version_id: Any, account_id: Any) -> int:
    """Lend to him; what falls due within 31 days after the day."""
    loan = await plant_loan(owner, customer, version_id, account_id, disbursed_on=DAY - timedelta(days=20))
    owed = Instalment.principal_fen + Instalment.interest_fen
    soon = (Instalment.due_on > DAY) & (Instalment.due_on <= DAY + timedelta(days=31))
    return sum((await owner.execute(select(owed).where(Instalment.loan_id == loan.loan_id, soon))).scalars())


@dataclass(frozen=True)
class Move:
    """A movement as the test knows it."""

    on: date
    fen: int
    balance_fen: int
    party: str
    kind: str


def random_moves(dice: Random) -> list[Move]:
    """Sixteen months: some with wages, some with many round sums, some with few movements."""
    first, round_percent = date(2025, 6, 1), dice.choice((0, 40, 90))
    moves, balance = [], dice.randrange(10**7)
    on, step = first, dice.choice((1, 2, 6))
    while (on := on + timedelta(days=dice.randrange(step + 1))) <= DAY:
        kind = dice.choice(("trade", "trade", "salary", "related", "lender", "gambling", "crypto", "utility", "rent"))
        fen = int(10 ** dice.uniform(3, 7)) * dice.choice((1, 1, -1))
        fen = fen // 100_000 * 100_000 or fen if dice.randrange(100) < round_percent else fen
        balance += fen
        moves.append(Move(on, fen, balance, dice.choice("甲乙丙丁"), kind))
    return moves


def content(moves: list[Move]) -> dict[str, Any]:
    told = [
        {"on": each.on.isoformat(), "amount_fen": each.fen, "balance_fen": each.balance_fen}
        | {"party": each.party, "kind": each.kind}
        for each in moves
    ]
    return {"as_of": DAY.isoformat(), "since": "2025-06-01", "moves": told}


def inflow(moves: Iterable[Move]) -> int:
    return sum(max(each.fen, 0) for each in moves)


def share(part: float, whole: float) -> float | None:
    return part / whole if whole else None


def reckoned(moves: list[Move], due_fen: int, turnover_fen: int) -> dict[str, float | None]:
    """The indicators from the movements, by loops over months and days."""
    month = {
        back: [m for m in moves if (2026 * 12 + 8 - m.on.year * 12 - m.on.month + 1) == back] for back in range(16)
    }

    def months(*backs: int) -> list[Move]:
        return [each for back in backs for each in month[back]]

    quarter, half = [m for m in moves if (DAY - m.on).days < 90], months(*range(1, 7))
    worse = 0
    while worse < 6 and sum(m.fen for m in month[worse + 1]) < 0:
        worse += 1
    through = 0
    for on in {m.on for m in quarter}:
        day = [m.fen for m in quarter if m.on == on]
        through += min(sum(f for f in day if f > 0), -sum(f for f in day if f < 0))
    payers: dict[str, int] = defaultdict(int)
    for m in half:
        payers[m.party] += max(m.fen, 0)
    ins = [m.fen for m in half if m.fen > 0]
    return {
        "CF-01": _less_one(share(inflow(month[1]), inflow(month[2]))),
        "CF-02": _less_one(share(inflow(months(1, 2, 3)), inflow(months(13, 14, 15)))),
        "CF-03": worse,
        "CF-04": share(max(mean_balance(moves), 0), due_fen),
        "CF-05": share(through, inflow(quarter)),
        "CF-06": share(max(payers.values(), default=0), inflow(half)),
        "CF-07": share(sum(abs(m.fen) for m in half if m.kind == "related"), sum(abs(m.fen) for m in half)),
        "CF-08": share(sum(f % 100_000 == 0 for f in ins), len(ins)),
        "CF-09": benford([m.fen for m in moves if m.fen > 0 and m.on >= date(2025, 9, 1)]),
        "CF-10": _days(m for m in moves if m.kind == "salary" and m.fen > 0),
        "CF-11": variation([m.fen for m in half if m.kind == "salary" and m.fen > 0]),
        "CF-12": -sum(m.fen for m in quarter if m.kind in {"gambling", "crypto"} and m.fen < 0) / 100,
        "CF-13": share(-sum(m.fen for m in quarter if m.kind == "lender" and m.fen < 0), inflow(quarter)),
        "CF-14": _distance(share(turnover_fen, inflow(months(*range(1, 13))))),
        "CF-15": _days(m for m in moves if m.kind in {"utility", "rent"} and m.fen < 0),
    }


def _less_one(value: float | None) -> float | None:
    return None if value is None else value - 1


def _distance(value: float | None) -> float | None:
    return None if value is None else abs(value - 1)


def _days(moves: Iterable[Move]) -> int | None:
    return min(((DAY - each.on).days for each in moves), default=None)


def mean_balance(moves: list[Move]) -> int:
    """The mean of thirty evenings, each with the balance of the last movement before it."""
    evenings = []
    for back in range(30):
        until = [m for m in moves if m.on <= DAY - timedelta(days=back)]
        if until:
            evenings.append(until[-1].balance_fen)
    return sum(evenings) // len(evenings)


def benford(amounts: list[int]) -> float | None:
    if len(amounts) < 100:
        return None
    told = [len(amounts) * log10((digit + 1) / digit) for digit in range(1, 10)]
    seen = [sum(str(amount).startswith(str(digit)) for amount in amounts) for digit in range(1, 10)]
    return sum((a - b) ** 2 / b for a, b in zip(seen, told, strict=True))


def variation(wages: list[int]) -> float | None:
    if len(wages) < 2:
        return None
    mean = sum(wages) / len(wages)
    return sqrt(sum((each - mean) ** 2 for each in wages) / (len(wages) - 1)) / mean


async def test_random_movements_come_to_what_plain_python_says(owner: AsyncSession) -> None:
    dice = Random(1509)
    version_id, account_id = await plant_product(owner), await plant_funding_account(owner)
    wanted = {}
    for _ in range(10):
        customer, moves = await plant_customer(owner), random_moves(dice)
        due_fen, turnover_fen = await next_due(owner, customer, version_id, account_id), dice.randrange(10**9)
        answer = BankFlow().read(Reading(content(moves)), DAY)
        await plant_answer(owner, customer, "bank_flow", answer.facts)
        await plant_answer(owner, customer, "tax", {"turnover_fen": turnover_fen})
        wanted[customer.customer_id] = reckoned(moves, due_fen, turnover_fen)
    values = await measure(owner, Grain.CUSTOMER, DAY)
    wrong = [
        (code, values[customer_id][code], told)
        for customer_id, figures in wanted.items()
        for code, told in figures.items()
        if not close(values[customer_id][code], told, within=CLOSE)
    ]
    assert wrong == []
    assert {code for figures in wanted.values() for code, told in figures.items() if told} == CODES
