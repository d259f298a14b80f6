"""CL: collateral and guarantees brought to each grade, and random ones against plain Python."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from random import Random
from typing import Any, Final
from uuid import UUID, uuid4

from server.applications.securing.models import ApplicationParty
from server.applications.securing.rules import GuaranteeKind, PartyRole, PartyState
from server.collateral.models import CollateralCharge, CollateralInsurance, CollateralValuation
from server.collateral.rules import ChargeState
from server.identity.models import Branch, BranchKind
from server.kit.embedded.endpoint import Endpoint
from server.risk.grading import Grade
from server.risk.grain import Grain
from tests.fixtures.world import id_of
from tests.server.risk.applicants import BRANCH, GRADES, OFFICER, Applicants, Number, measured, misgraded, over, unlike
from tests.server.risk.planting import Row, before, owned
from tests.server.risk.portfolio import DAY

OF_LOAN: Final = frozenset({"CL-01", "CL-03", "CL-05", "CL-06", "CL-07", "CL-11", "CL-12"})
OF_REGION: Final = frozenset({"CL-09"})
GRADED: Final = OF_LOAN | OF_REGION
RECKONED: Final = GRADED
LIVING: Final = (ChargeState.AGREED, ChargeState.REGISTERED)


class Securities(Applicants):
    """Loans with what stands behind them."""

    def charge(self, loan: Row, item_id: UUID, state: ChargeState = ChargeState.REGISTERED, **columns: Any) -> None:
        registered = {
            "registered_on": loan["disbursed_on"],
            "registration_number": "1",
            "authority": "-",
            "registered_by": uuid4(),
        }
        told = {"application_id": loan["application_id"], "state": state, "item_id": item_id, **columns}
        if state is ChargeState.REGISTERED:
            told = registered | told
        own = {name: loan[name] for name in ("customer_id", "officer_id", "branch_id")}
        self.add(CollateralCharge, **own, **({"rank": 1, "prior_fen": 0} | told))

    def valued(self, item_id: UUID, fen: int, on: date, *, by: str = "甲", branch_id: UUID = BRANCH) -> None:
        own = owned(uuid4(), OFFICER, branch_id)
        self.add(CollateralValuation, **own, item_id=item_id, value_fen=fen, valued_on=on, valued_by=by)

    def insured(self, item_id: UUID, until: date) -> None:
        own = owned(uuid4(), OFFICER, BRANCH)
        self.add(CollateralInsurance, **own, item_id=item_id, valid_from=date(2025, 1, 1), valid_until=until)

    def guaranteed(self, loan: Row, months: int, state: PartyState = PartyState.BOUND) -> None:
        own = {name: loan[name] for name in ("customer_id", "officer_id", "branch_id")}
        told = {"role": PartyRole.GUARANTOR, "guarantee": GuaranteeKind.JOINT, "months_after_due": months}
        agreed = {"consent": "-", "consented_at": loan["opened_at"], "consent_taken_by": uuid4(), "amount_fen": 1}
        self.add(ApplicationParty, **own, **told, **agreed, state=state, application_id=loan["application_id"])


def plant(book: Securities, grade: Grade) -> UUID:
    """A loan of 10,000 yuan that is secured as the grade has it."""
    at = GRADES.index(grade)
    loan = book.borrow(
        1_000_000,
        disbursed_on=before(DAY, (10, 27, 10)[at]),
        term_months=(1, 1, 12)[at],
        late_days=(1, 1, 1)[at],
    )
    item_id = uuid4()
    state = (ChargeState.AGREED, ChargeState.AGREED, ChargeState.REGISTERED)[at]
    book.charge(loan, item_id, state, rank=(1, 2, 1)[at], prior_fen=(5, 5, 0)[at])
    book.valued(item_id, 9, date(2024, 12, 31))
    book.valued(item_id, (1_400_000, 1_100_000, 1_500_000)[at], (date(2025, 8, 30), date(2025, 2, 28), DAY)[at])
    book.insured(item_id, DAY + timedelta(days=(14, -1, 15)[at]))
    book.guaranteed(loan, 0)
    if grade is Grade.CRITICAL:
        book.charge(book.borrow(500_000), item_id, rank=2)
    loan_id: UUID = loan["id"]
    return loan_id


def plant_region(book: Securities, grade: Grade) -> UUID:
    """A region where one valuer had half of the items, all of them, or a third."""
    region_id = uuid4()
    book.add(Branch, id=region_id, parent_id=id_of("hq"), kind=BranchKind.REGION, code=uuid4().hex)
    for by in {Grade.WARN: "甲甲乙丙", Grade.CRITICAL: "甲甲", Grade.NOTHING: "甲乙丙"}[grade]:
        book.valued(uuid4(), 1, before(DAY, 89), by=by, branch_id=region_id)
    book.valued(uuid4(), 1, before(DAY, 90), by="丁", branch_id=region_id)
    return region_id


async def test_what_stands_behind_loans_comes_to_each_grade(endpoint: Endpoint, database_name: str) -> None:
    book = Securities()
    loans = {grade: plant(book, grade) for grade in GRADES}
    regions = {grade: plant_region(book, grade) for grade in GRADES}
    bare = book.borrow(1)["id"]
    values = await measured(endpoint, database_name, book, Grain.LOAN, Grain.REGION)
    assert misgraded(values, loans, OF_LOAN) == {}
    assert misgraded(values, regions, OF_REGION) == {}
    nothing = {"CL-05": 0, "CL-12": 0}
    assert unlike(values[bare], dict.fromkeys(OF_LOAN) | nothing) == {}


def plant_random(dice: Random) -> Securities:
    book, items = Securities(), [uuid4() for _ in range(25)]
    for _ in range(50):
        late_days = dice.choice((-3, 0, 5))
        loan = book.borrow(
            dice.randrange(1, 10**7),
            disbursed_on=before(DAY, dice.choice((1, 20, 300))),
            term_months=dice.choice((1, 10, 12)),
            late_days=late_days,
            branch=dice.choice(("east-1", "west-1")),
        )
        for item_id in dice.sample(items, dice.choice((0, 1, 1, 3))):
            state = dice.choice((*LIVING, *LIVING, ChargeState.DROPPED))
            book.charge(loan, item_id, state, rank=dice.randrange(1, 4), prior_fen=dice.choice((0, 0, 7)))
        for months in dice.choice(((), (0,), (2, 6))):
            book.guaranteed(loan, months, dice.choice((PartyState.BOUND, PartyState.BOUND, PartyState.NAMED)))
    for item_id in items:
        for back in dice.sample((-5, 0, 29, 89, 90, 400, 700), dice.randrange(4)):
            place = id_of(dice.choice(("east-1", "east-2", "west-1")))
            book.valued(item_id, dice.randrange(1, 10**7), before(DAY, back), by=dice.choice("甲乙丙"), branch_id=place)
        for ahead in dice.sample((-40, 3, 20, 300), dice.randrange(3)):
            book.insured(item_id, DAY + timedelta(days=ahead))
    return book


def full_months(since: date) -> int:
    return (DAY.year - since.year) * 12 + DAY.month - since.month - (DAY.day < since.day)


def months_on(day: date, months: int) -> date:
    month = day.year * 12 + day.month - 1 + months
    last = (date(month // 12 + (month % 12 == 11), (month + 1) % 12 + 1, 1) - timedelta(days=1)).day
    return date(month // 12, month % 12 + 1, min(day.day, last))


def newest(rows: Sequence[Row], item_id: UUID) -> Row | None:
    """The last valuation of an item; of one day there is one."""
    known = [row for row in rows if row["item_id"] == item_id and row["valued_on"] <= DAY]
    return max(known, key=lambda row: row["valued_on"], default=None)


def of_loan(book: Securities, loan: Row) -> dict[str, Number]:
    charges = [row for row in book.rows["collateral_charges"] if row["state"] in LIVING]
    own = [row for row in charges if row["application_id"] == loan["application_id"]]
    known = [newest(book.rows["collateral_valuations"], row["item_id"]) for row in own]
    values = [row for row in known if row]
    ends = [
        max(row["valid_until"] for row in book.rows["collateral_insurances"] if row["item_id"] == item)
        for item in {row["item_id"] for row in own}
        if any(row["item_id"] == item for row in book.rows["collateral_insurances"])
    ]
    open_charges = any(row["registered_on"] is None for row in own)
    bound = [
        months_on(loan["disbursed_on"], loan["term_months"] + row["months_after_due"])
        for row in book.rows["application_parties"]
        if row["application_id"] == loan["application_id"] and row["state"] is PartyState.BOUND
    ]
    sharing = Counter(row["item_id"] for row in charges)
    return {
        "CL-01": over(loan["outstanding_fen"], sum(row["value_fen"] for row in values)) if values else None,
        "CL-03": full_months(min(row["valued_on"] for row in values)) if values else None,
        "CL-05": (DAY - loan["disbursed_on"]).days if open_charges else 0,
        "CL-06": max((row["rank"] + (row["prior_fen"] > 0) for row in own), default=None),
        "CL-07": (min(ends) - DAY).days if ends else None,
        "CL-11": (min(bound) - DAY).days if bound and loan["next_due_on"] < DAY else None,
        "CL-12": max((sharing[row["item_id"]] for row in own), default=0),
    }


def of_region(book: Securities, branches: Sequence[str]) -> Number:
    recent = [
        row["valued_by"]
        for row in book.rows["collateral_valuations"]
        if before(DAY, 90) < row["valued_on"] <= DAY and row["branch_id"] in {id_of(name) for name in branches}
    ]
    return Fraction(max(Counter(recent).values()), len(recent))


async def test_random_securities_come_to_what_plain_python_says(endpoint: Endpoint, database_name: str) -> None:
    book = plant_random(Random(20260930))
    values = await measured(endpoint, database_name, book, Grain.LOAN, Grain.REGION)
    for loan in book.rows["loans"]:
        assert unlike(values[loan["id"]], of_loan(book, loan)) == {}
    assert unlike(values[id_of("east")], {"CL-09": of_region(book, ("east-1", "east-2"))}) == {}
    assert unlike(values[id_of("west")], {"CL-09": of_region(book, ("west-1",))}) == {}
