"""Collection and what it hears: each indicator at every grade, and most of them against plain Python."""

from collections.abc import Sequence
from datetime import date
from random import Random
from typing import Any, Final
from uuid import UUID, uuid4

from server.classification.models import ClassificationMonth
from server.collection.models import CaseContact
from server.compliance.tickets.models import Ticket
from server.kit.clock import SHANGHAI
from server.kit.embedded.endpoint import Endpoint
from server.loans.models import Repayment
from server.risk.grading import Grade
from server.risk.grain import Grain
from tests.fixtures.world import id_of
from tests.server.risk.debtors import BRANCH, DAY, Desk, elsewhere, whose
from tests.server.risk.measuring import measure
from tests.server.risk.planting import Row, all_of, before, differing, free_session, owned

DAYS: Final = {Grade.NOTHING: date(2026, 3, 31), Grade.WARN: date(2026, 6, 30), Grade.CRITICAL: DAY}
GRADES: Final = (Grade.WARN, Grade.CRITICAL, Grade.NOTHING)
HOUSE: Final = frozenset({f"CO-{number:02}" for number in (1, 2, 3, 5, 6, 7, 10, 14)})
CALLED: Final = frozenset({"CO-08", "CO-12", "CO-13"})
OFFICERS: Final = frozenset({"CO-09", "CO-11", "CO-15", "NL-09"})
OF_LOANS: Final = frozenset({"CO-04", "NL-01", "NL-03", "NL-06", "NL-07"})
OF_CUSTOMERS: Final = frozenset({"NL-02", "NL-04", "NL-05", "NL-08"})
GRADED: Final = HOUSE | CALLED | OFFICERS | OF_LOANS | OF_CUSTOMERS | {"CO-18"}
RECKONED: Final = GRADED - {"CO-05", "CO-06", "NL-04", "NL-05"}
PEOPLE: Final = dict(zip(GRADES, ("officer.east1", "officer.east2", "officer.west1"), strict=True))


def plant_days(desk: Desk) -> None:
    """Three days of the house: calls, promises, recoveries, people nobody reaches, complaints."""
    loans = [desk.debtor(270) for _ in range(200)]
    silent = [desk.debtor(300) for _ in range(200)]
    told = {Grade.NOTHING: (20, 10, 0, 4), Grade.WARN: (200, 40, 1, 6), Grade.CRITICAL: (20, 2, 1, 0)}
    for grade, (calls, reached, unrecorded, promises) in told.items():
        day = DAYS[grade]
        for number, loan in enumerate(loans[:calls]):
            desk.contact(loan, day, reached=number < reached, recorded=number >= unrecorded)
        for number in range(promises + 1):
            kept_fen = {Grade.NOTHING: 60, Grade.WARN: 40, Grade.CRITICAL: 20}[grade]
            desk.promise(loans[number], uuid4(), before(day, 1 if number < promises else 9), 100, kept_fen)
        # four hundred overdue loans; some of them were reached three weeks ago
        heard = {Grade.NOTHING: 300, Grade.WARN: 250, Grade.CRITICAL: 200}[grade]
        for loan in (loans + silent)[-heard:]:
            desk.contact(loan, before(day, 20), reached=True, channel="visit")
        if grade is not Grade.NOTHING:
            for _ in range(2 if grade is Grade.WARN else 3):
                dates = {"opened_on": before(day, 3), "due_on": day, "request_id": uuid4()}
                desk.add(Ticket, **whose(silent[-1]), kind="complaint", state="open", **dates)
        month = date(day.year, day.month - 1, 1)
        for bucket, balance_fen in (("M1", 100), ("M4", 1_000)):
            paid_fen = {"M1": (80, 60, 50), "M4": (40, 20, 5)}[bucket][list(DAYS).index(grade)]
            loan_id, own = uuid4(), owned(uuid4(), uuid4(), BRANCH)
            book = {"month": month, "loan_id": loan_id, "bucket": bucket, "balance_fen": balance_fen, "stage": 2}
            desk.add(ClassificationMonth, **own, **book)
            parts = dict.fromkeys(("interest_fen", "fee_fen", "penalty_fen", "excess_fen"), 0)
            paid = {"amount_fen": paid_fen, "principal_fen": paid_fen, "paid_on": before(day, 2)}
            desk.add(Repayment, **own, loan_id=loan_id, **parts, **paid)


def plant_loans(desk: Desk) -> tuple[dict[Grade, UUID], dict[Grade, UUID], dict[Grade, Row]]:
    """Loans that were called about, loans that run out of time, loans and customers of whom something was heard."""
    called, old, heard = {}, {}, {}
    for grade, quiet, talks, dials, late, broken in zip(
        GRADES, (4, 8, 3), (3, 4, 2), (5, 7, 4), (920, 1_040, 100), (2, 3, 1), strict=True
    ):
        loan = desk.debtor(40)
        for _ in range(talks):
            desk.contact(loan, DAY, reached=True)
        for _ in range(dials):
            desk.contact(loan, DAY, reached=False, number_index=b"other")
        called[grade] = loan["id"]
        quietly = desk.debtor(40)
        desk.contact(quietly, before(DAY, quiet), reached=False)
        old[grade] = desk.debtor(late)["id"]
        debtor = desk.debtor(60)
        case_id = desk.case(debtor)
        desk.promise(debtor, case_id, before(DAY, 90), 100, 100)
        for number in range(broken):
            desk.promise(debtor, case_id, before(DAY, 60 - number), 100, 0)
        heard[grade] = debtor | {"quiet": quietly["id"], "case": case_id}
    return called, old, heard


def plant_signals(desk: Desk, heard: dict[Grade, Row]) -> None:
    """Calm before; then so willing, so often refusing, in need, in dispute; agitated more and more."""
    slopes = {
        Grade.WARN: (0.1, 0.2, 0.6, 0.3, 0.6),
        Grade.CRITICAL: (0.1, 0.5, 0.6, 0.7, 0.9),
        Grade.NOTHING: (0.2,) * 5,
    }
    for grade, willing, named, in_need in zip(GRADES, ("0.3", "0.1", "0.5"), (1, 2, 0), (1, 3, 0), strict=True):
        loan, case_id = heard[grade], heard[grade]["case"]
        for back, agitation in zip(range(9, 0, -2), slopes[grade], strict=True):
            desk.signal(loan, case_id, before(DAY, back), agitation=agitation, willingness=willing)
        for _ in range(named):
            desk.signal(loan, case_id, before(DAY, 20), halts="dispute")
            desk.signal(loan, case_id, before(DAY, 12), "refuse", halts="complaint")
        for _ in range(in_need):
            desk.signal(loan, case_id, before(DAY, 20), halts="hardship")
    worst = heard[Grade.CRITICAL]
    desk.signal(worst, worst["case"], before(DAY, 300), "fraud", halts="crisis")


def plant_collectors(desk: Desk) -> None:
    """So many loans a month; at night with consent or without; somebody else than the debtor."""
    for grade, loans in zip(GRADES, (301, 501, 300), strict=True):
        by = {"planned_by": id_of(PEOPLE[grade]), "allowed": False}
        for _ in range(loans - 1):
            desk.contact(elsewhere(), before(DAY, 3), reached=None, **by)
        late = desk.contact(elsewhere(), DAY, reached=None, hour=22, **by)
        for _ in range({Grade.WARN: 1, Grade.CRITICAL: 2}.get(grade, 0)):
            desk.abuse(elsewhere(), DAY, agent_id=id_of(PEOPLE[grade]))
        for columns in ({"attempted": True}, {"state": "dismissed"}):
            desk.abuse(elsewhere(), DAY, agent_id=id_of(PEOPLE[grade]), **columns)
        desk.abuse(elsewhere(), before(DAY, 31), agent_id=id_of(PEOPLE[grade]))
        if grade is Grade.CRITICAL:
            desk.contact(elsewhere(), DAY, reached=None, party="contact", **by)
        else:
            case = {"loan_id": late["loan_id"], "law_contact_id": late["id"], "consented": True, "state": "planned"}
            desk.add(CaseContact, **whose(late), case_id=uuid4(), **case, channel="call", party="self")


async def test_collection_is_graded_on_a_good_a_poor_and_a_bad_day(endpoint: Endpoint, database_name: str) -> None:
    async with free_session(endpoint, database_name) as session:
        desk = Desk(DAY)
        plant_days(desk)
        await desk.write(session)
        houses = {grade: next(iter((await measure(session, Grain.HOUSE, day)).values())) for grade, day in DAYS.items()}
        desk = Desk(DAY)
        called, old, heard = plant_loans(desk)
        plant_signals(desk, heard)
        plant_collectors(desk)
        await desk.write(session)
        loans = await measure(session, Grain.LOAN, DAY)
        people = await measure(session, Grain.CUSTOMER, DAY)
        staff = await measure(session, Grain.OFFICER, DAY)
    for grade in GRADES:
        assert differing(houses[grade], all_of(HOUSE, grade)) == {}
        assert differing(loans[called[grade]], all_of(CALLED - {"CO-08"}, grade)) == {}
        assert differing(loans[heard[grade]["quiet"]], all_of(frozenset({"CO-08"}), grade)) == {}
        assert differing(loans[old[grade]], all_of(frozenset({"CO-18"}), grade)) == {}
        assert differing(loans[heard[grade]["id"]], all_of(OF_LOANS, grade)) == {}
        assert differing(people[heard[grade]["customer_id"]], all_of(OF_CUSTOMERS, grade)) == {}
        assert differing(staff[id_of(PEOPLE[grade])], all_of(OFFICERS, grade)) == {}


def plant_random(desk: Desk, dice: Random) -> None:
    officers = [id_of(name) for name in PEOPLE.values()]
    for _ in range(40):
        loan = desk.debtor(dice.choice((0, 3, 4, 30, 95, 400)))
        case_id = desk.case(loan)
        for _ in range(dice.randrange(8)):
            reached = dice.choice((None, True, False))
            told: dict[str, Any] = {"channel": dice.choice(("call", "call", "message", "letter", "visit"))}
            told["party"] = dice.choice(("self", "self", "contact"))
            told["message_kind"] = dice.choice(("demand", "call_back"))
            told["number_index"] = dice.choice((b"a", b"b"))
            told["allowed"] = reached is not None or dice.random() < 0.7
            if reached is not None:
                told["recorded"] = dice.random() < 0.8
            on = before(DAY, dice.choice((0, 0, 1, 6, 7, 20, 45)))
            desk.contact(
                loan,
                on,
                reached=reached,
                hour=dice.choice((7, 8, 12, 21, 22)),
                planned_by=dice.choice(officers),
                **told,
            )
        for _ in range(dice.randrange(3)):
            desk.promise(loan, case_id, before(DAY, dice.randrange(40)), 100, dice.choice((0, 60, 100, 130)))
        for back in sorted(dice.sample(range(40), dice.randrange(7))):
            scores = {"agitation": dice.choice(("0.2", "0.5", "0.9")), "willingness": dice.choice(("0.1", "0.6"))}
            halts = dice.choice((None, "hardship", "dispute"))
            desk.signal(loan, case_id, before(DAY, back), *dice.choice(((), ("refuse",))), halts=halts, **scores)
        if dice.random() < 0.3:
            dates = {"opened_on": before(DAY, dice.randrange(50)), "due_on": DAY, "request_id": uuid4()}
            desk.add(Ticket, **whose(loan), kind="complaint", state="open", **dates)
    for _ in range(40):
        columns = {"attempted": dice.random() < 0.3, "state": dice.choice(("open", "upheld", "dismissed"))}
        on = before(DAY, dice.choice((0, 10, 29, 30, 40)))
        desk.abuse(elsewhere(), on, agent_id=dice.choice(officers), **columns)


def on_day(row: Row) -> date:
    day: date = row["planned_at"].astimezone(SHANGHAI).date()
    return day


def made(rows: Sequence[Row], days: int) -> list[Row]:
    return [row for row in rows if on_day(row) > before(DAY, days)]


def reckoned_house(desk: Desk) -> dict[str, float]:
    contacts = desk.rows["collection_contacts"]
    calls = [row for row in made(contacts, 7) if row["channel"] == "call" and row["connected"] is not None]
    today = [row for row in calls if on_day(row) == DAY]
    promises = desk.rows["payment_promises"]
    settled = [row for row in promises if row["settled_on"] > before(DAY, 30)]
    lately = made(contacts, 30)
    allowed = [row for row in lately if row["allowed"]]
    overdue = [row["customer_id"] for row in desk.rows["loans"] if row["next_due_on"] < DAY]
    reached = {row["customer_id"] for row in lately if row["connected"]}
    complaints = [row for row in desk.rows["compliance_tickets"] if row["opened_on"] > before(DAY, 30)]
    contacted = {row["customer_id"] for row in allowed}
    return {
        "CO-01": sum(bool(row["connected"]) and row["party"] == "self" for row in calls) / len(calls),
        "CO-02": sum(row["made_at"].date() > before(DAY, 7) for row in promises)
        / sum(bool(row["connected"]) for row in made(contacts, 7)),
        "CO-03": sum(min(row["paid_fen"], 100) for row in settled) / (100 * len(settled)),
        "CO-07": sum(one not in reached for one in overdue) / len(overdue),
        "CO-10": 1000
        * sum(row["customer_id"] in contacted for row in complaints)
        / len({row["loan_id"] for row in allowed}),
        "CO-14": sum(not row["recorded"] for row in today) / len(today),
    }


def reckoned_loan(desk: Desk, loan: Row) -> dict[str, float]:
    def own(table: str) -> list[Row]:
        return [row for row in desk.rows[table] if row["customer_id"] == loan["customer_id"]]

    contacts = [row for row in own("collection_contacts") if row["allowed"]]
    late = (DAY - loan["next_due_on"]).days
    follow = [
        on_day(row) for row in contacts if row["connected"] is not None or row["channel"] in ("message", "letter")
    ]
    demands = [on_day(row) for row in contacts if row["connected"] or row["channel"] == "letter"]
    calls = [row for row in own("collection_contacts") if row["channel"] == "call" and on_day(row) == DAY]
    dials = [row["number_index"] for row in calls if row["connected"] is False]
    promises = sorted(own("payment_promises"), key=lambda row: (row["settled_on"], row["id"].int), reverse=True)
    first_kept = next((place for place, row in enumerate(promises) if row["state"] == "kept"), len(promises))
    signals = sorted(own("case_signals"), key=lambda row: row["recorded_at"], reverse=True)
    fortnight = [row for row in signals if row["recorded_at"].date() > before(DAY, 14)]
    month = [row for row in signals if row["recorded_at"].date() > before(DAY, 30)]
    return {
        "CO-04": first_kept,
        "CO-08": (DAY - max([*follow, loan["next_due_on"]])).days if late > 3 else 0,
        "CO-12": sum(row["connected"] is True and row["party"] == "self" for row in calls),
        "CO-13": max((dials.count(one) for one in dials), default=0),
        "CO-18": 1095 - ((DAY - max([*demands, loan["next_due_on"]])).days if late > 90 else 0),
        "NL-01": mean([float(row["willingness"]) for row in fortnight], 1),
        "NL-03": sum(row["reasons"] != [] for row in fortnight),
        "NL-06": sum(row["halts"] == "dispute" for row in month),
        "NL-07": mean([float(float(row["agitation"]) >= 0.5) for row in fortnight], 0),
        "NL-02": sum(row["halts"] == "hardship" for row in month),
        "NL-08": slope([float(row["agitation"]) for row in signals[:5]]),
    }


def mean(values: list[float], none: float) -> float:
    return sum(values) / len(values) if values else none


def slope(values: list[float]) -> float:
    """By least squares over the places; none for a single one."""
    if len(values) < 2:
        return 0
    middle, level = (len(values) + 1) / 2, sum(values) / len(values)
    spread = sum((place - middle) ** 2 for place in range(1, len(values) + 1))
    return sum((place - middle) * (value - level) for place, value in enumerate(values, 1)) / spread


def reckoned_officer(desk: Desk, officer: UUID) -> dict[str, float]:
    own = [row for row in desk.rows["collection_contacts"] if row["planned_by"] == officer]
    today = [row for row in own if on_day(row) == DAY]
    spoken = [row for row in today if row["channel"] != "letter"]
    return {
        "CO-09": len({row["loan_id"] for row in own if on_day(row) >= DAY.replace(day=1)}),
        "CO-11": sum(not 8 <= row["planned_at"].astimezone(SHANGHAI).hour <= 21 for row in spoken),
        "CO-15": sum(row["party"] == "contact" and row["message_kind"] == "demand" for row in today),
        "NL-09": sum(is_held_against(row) for row in desk.rows["speech_findings"] if row["agent_id"] == officer),
    }


def is_held_against(row: Row) -> bool:
    lately = row["found_at"].astimezone(SHANGHAI).date() > before(DAY, 30)
    return lately and not row["attempted"] and row["state"] != "dismissed"


async def test_collection_is_reckoned_alike_by_plain_python(endpoint: Endpoint, database_name: str) -> None:
    async with free_session(endpoint, database_name) as session:
        desk = Desk(DAY)
        plant_random(desk, Random(20260930))
        await desk.write(session)
        grains = (Grain.HOUSE, Grain.LOAN, Grain.CUSTOMER, Grain.OFFICER)
        house, loans, people, staff = [await measure(session, grain, DAY) for grain in grains]
    told = [(code, next(iter(house.values()))[code], value) for code, value in reckoned_house(desk).items()]
    for loan in desk.rows["loans"]:
        values = loans[loan["id"]] | people[loan["customer_id"]]
        told += [(code, values[code], value) for code, value in reckoned_loan(desk, loan).items()]
    for officer in map(id_of, PEOPLE.values()):
        told += [(code, staff[officer][code], value) for code, value in reckoned_officer(desk, officer).items()]
    assert [each for each in told if each[1] is None or abs(float(each[1]) - each[2]) > 1e-6] == []
    assert {code for code, _, value in told if value} == RECKONED
