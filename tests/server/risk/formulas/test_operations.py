"""How the house works: each indicator at every grade, and most of them against plain Python."""

from datetime import date, timedelta
from random import Random
from typing import Any, Final
from uuid import UUID, uuid4

from sqlalchemy import text

from server.applications.models import Application, Opinion
from server.applications.rules import ApplicationState
from server.approvals.rules import Tier
from server.compliance.registers.models import RegisterEntry
from server.compliance.tickets.models import Ticket
from server.custody.models import PaymentOrder
from server.decision.models import Assessment
from server.kit.clock import SHANGHAI
from server.kit.embedded.endpoint import Endpoint
from server.loans.closing.models import DayClosing
from server.risk.grading import Grade
from server.risk.grain import Grain
from tests.fixtures.world import id_of
from tests.server.risk.measuring import measure
from tests.server.risk.planting import Book, Row, all_of, at, before, differing, free_session, owned

DAY: Final = date(2026, 9, 30)
DAYS: Final = {Grade.NOTHING: date(2026, 3, 31), Grade.WARN: date(2026, 6, 30), Grade.CRITICAL: DAY}
HOUSE: Final = frozenset({"OP-04", "OP-05", "OP-07", "OP-09", "OP-13"})
SPEEDS: Final = {"OP-01": Tier.AUTOMATIC, "OP-02": Tier.REGIONAL, "OP-03": Tier.COMMITTEE}
GRADED: Final = HOUSE | frozenset(SPEEDS) | {"OP-08", "OP-10", "OP-12"}
RECKONED: Final = GRADED - {"OP-07", "OP-13"}
BRANCH: Final = uuid4()
OVER: Final = ("draft", "returned", "withdrawn")


class Work(Book):
    """What is done and left undone."""

    def own(self, officer: UUID | None = None) -> dict[str, UUID]:
        own = owned(uuid4(), officer or uuid4(), BRANCH)
        self.customer(own["customer_id"], own["officer_id"], BRANCH)
        return own

    def asked(self, tier: Tier | None, seconds: int | None, **columns: Any) -> Row:
        """An application of the day before that was decided after so many seconds, or waits."""
        submitted = at(before(DAY, 1), 9)
        decided = None if seconds is None else submitted + timedelta(seconds=seconds)
        amounts = {"requested_amount_fen": 1, "amount_fen": 1, "editors": [uuid4()]}
        state = {"state": ApplicationState.REJECTED, "created_at": submitted, "submitted_at": submitted}
        told = {"tier": tier, "decided_at": decided, **amounts, **state, **columns}
        return self.add(Application, **self.own(), **told)

    def complained(self, own: dict[str, UUID], opened_on: date, answered_on: date | None = None) -> None:
        answer: dict[str, Any] = {"state": "open"}
        if answered_on:
            done = {"answered_by": uuid4(), "answered_at": at(answered_on), "answer_cipher": b"-", "outcome": "done"}
            answer = {"state": "answered", "answered_on": answered_on, **done}
        dates = {"opened_on": opened_on, "due_on": opened_on}
        self.add(Ticket, **own, kind="complaint", request_id=uuid4(), **dates, **answer)

    def paid(self, on: date, *, failed: bool) -> None:
        state = "failed" if failed else "settled"
        told = {"kind": "disbursement", "amount_fen": 1, "state": state, "finished_at": at(on), "channel": "api"}
        self.add(PaymentOrder, **owned(uuid4(), uuid4(), BRANCH), **told)

    def reported(self, officer: UUID, seen_on: date | None, *, opinion: bool, assessed: bool) -> Row:
        """A loan of a hundred days with the reports that there are on it."""
        own = self.own(officer)
        loan = self.lend(own, before(DAY, 100))
        if opinion:
            self.add(Opinion, **own, application_id=loan["application_id"], reason="-")
        if assessed:
            self.add(Assessment, **own, application_id=loan["application_id"])
        if seen_on:
            facts = {"loan_id": str(loan["id"]), "seen_on": str(seen_on), "payee_kind": "supplier"}
            self.add(RegisterEntry, **own, kind="fund_use", name="-", facts=facts, entered_on=seen_on)
        return loan


def plant_days(work: Work) -> None:
    for _ in range(30):
        work.asked(
            Tier.REGIONAL, None, state=ApplicationState.IN_REVIEW, case_id=uuid4(), created_at=at(before(DAY, 99))
        )
    told = {Grade.NOTHING: (30, 0, 0), Grade.WARN: (12, 1, 2), Grade.CRITICAL: (3, 3, 4)}
    for grade, (decided, failed, repeating) in told.items():
        day = DAYS[grade]
        for _ in range(decided):
            work.asked(Tier.AUTOMATIC, 1, decided_at=at(day), created_at=at(before(DAY, 99)))
        for number in range(20):
            work.paid(day, failed=number < failed)
        for number in range(20 - repeating):
            own = work.own()
            for back in (5, 3) if number < repeating else (5,):
                work.complained(own, before(day, back), before(day, back))
        if grade is not Grade.CRITICAL:
            hour, minute = (0, 30) if grade is Grade.NOTHING else (2, 0)
            work.add(DayClosing, business_date=before(day, 1), state="closed", closed_at=at(day, hour, minute))


def plant_subjects(work: Work) -> dict[str, dict[Grade, UUID]]:
    """By code, whom or what it is measured of at each grade."""
    found: dict[str, dict[Grade, UUID]] = {code: {} for code in GRADED - HOUSE}
    waits = {"OP-01": (121, 601, 120), "OP-02": (25 * 3600, 49 * 3600, 3600), "OP-03": (73 * 3600, 121 * 3600, 3600)}
    grades = (Grade.WARN, Grade.CRITICAL, Grade.NOTHING)
    for code, tier in SPEEDS.items():
        for grade, seconds in zip(grades, waits[code], strict=True):
            found[code][grade] = work.asked(tier, seconds)["id"]
    late = ((8, 1, True, False), (16, 3, False, False), (7, 0, True, True))
    for grade, (days, overdue, opinion, assessed) in zip(grades, late, strict=True):
        own = work.own()
        work.complained(own, before(DAY, days))
        found["OP-08"][grade] = own["customer_id"]
        officer = id_of({Grade.WARN: "officer.east1", Grade.CRITICAL: "officer.east2"}.get(grade, "officer.west1"))
        found["OP-10"][grade] = officer
        for number in range(10):
            seen_on = before(DAY, 99 if number < overdue else 9)
            loan = work.reported(officer, seen_on, opinion=opinion, assessed=assessed)
        found["OP-12"][grade] = loan["id"]
    return found


async def test_work_is_graded_on_a_good_a_poor_and_a_bad_day(endpoint: Endpoint, database_name: str) -> None:
    async with free_session(endpoint, database_name) as session:
        work = Work(DAY)
        plant_days(work)
        subjects = plant_subjects(work)
        await work.write(session)
        # who hands in and decides did so since September only
        began = {"began": date(2026, 9, 1), "who": id_of("officer2.east1")}
        await session.execute(text("UPDATE staff_positions SET valid_from = :began WHERE staff_id = :who"), began)
        houses = {grade: next(iter((await measure(session, Grain.HOUSE, day)).values())) for grade, day in DAYS.items()}
        grains = (Grain.APPLICATION, Grain.CUSTOMER, Grain.OFFICER, Grain.LOAN)
        found = {key: values for grain in grains for key, values in (await measure(session, grain, DAY)).items()}
    for grade, house in houses.items():
        assert differing(house, all_of(HOUSE, grade)) == {}
        for code, whose in subjects.items():
            assert differing(found[whose[grade]], all_of(frozenset({code}), grade)) == {}


def plant_random(work: Work, dice: Random) -> list[UUID]:
    officers = [id_of(f"officer.{place}") for place in ("east1", "east2", "west1")]
    for _ in range(60):
        seconds = dice.choice((None, -9_000, 50, 400, 90_000))
        state = dice.choice([each for each in ApplicationState if each is not ApplicationState.IN_REVIEW])
        told = {"state": state, "approved_hash": "0" * 64, "submission": 1}
        if dice.random() < 0.2:
            told |= {"state": ApplicationState.IN_REVIEW, "case_id": uuid4()}
        work.asked(dice.choice([None, *Tier]), seconds, **told)
    for _ in range(30):
        work.paid(before(DAY, dice.randrange(2)), failed=dice.random() < 0.4)
        own = work.own()
        for _ in range(dice.randrange(4)):
            opened = before(DAY, dice.randrange(140))
            answered = dice.choice((None, min(opened + timedelta(days=dice.randrange(40)), DAY)))
            work.complained(own, opened, answered)
        seen = dice.choice((None, before(DAY, dice.randrange(120))))
        marks = {"opinion": dice.random() < 0.7, "assessed": dice.random() < 0.7}
        work.reported(dice.choice(officers), seen, **marks)
    return officers


def reckoned_application(row: Row) -> dict[str, float]:
    ends = at(DAY + timedelta(days=1), 0)
    decided = row["decided_at"]
    until = decided if decided and decided >= row["submitted_at"] else ends
    seconds = 0 if row["state"].value in OVER else (until - row["submitted_at"]).total_seconds()
    return {
        "OP-01": seconds if row["tier"] is Tier.AUTOMATIC else 0,
        "OP-02": seconds / 3600 if row["tier"] in (Tier.MANUAL_REVIEW, Tier.REGIONAL) else 0,
        "OP-03": seconds / 3600 if row["tier"] is Tier.COMMITTEE else 0,
    }


def reckoned_house(work: Work) -> dict[str, float]:
    decided = [row["decided_at"].astimezone(SHANGHAI).date() for row in work.rows["applications"] if row["decided_at"]]
    decided = [day for day in decided if before(DAY, 30) < day <= DAY]
    waiting = sum(row["state"] is ApplicationState.IN_REVIEW for row in work.rows["applications"])
    paid = [row["state"] == "failed" for row in work.rows["payment_orders"] if row["finished_at"].date() == DAY]
    days: dict[UUID, list[date]] = {}
    for row in work.rows["compliance_tickets"]:
        days.setdefault(row["customer_id"], []).append(row["opened_on"])
    complaints = [
        (day, own[place - 1] if place else None) for own in map(sorted, days.values()) for place, day in enumerate(own)
    ]
    recent = [former is not None and (day - former).days <= 90 for day, former in complaints if day > before(DAY, 30)]
    return {
        "OP-04": waiting / (len(decided) / len(set(decided))),
        "OP-05": sum(paid) / len(paid),
        "OP-09": sum(recent) / len(recent),
    }


def reckoned_loans(work: Work) -> dict[UUID, int]:
    opinions = {row["application_id"] for row in work.rows["application_opinions"]}
    assessed = {row["application_id"] for row in work.rows["decision_assessments"]}
    seen = {row["facts"]["loan_id"] for row in work.rows["compliance_entries"]}
    return {
        row["id"]: 3
        - (row["application_id"] in opinions)
        - (row["application_id"] in assessed)
        - (str(row["id"]) in seen)
        for row in work.rows["loans"]
    }


def reckoned_complaint(work: Work, customer_id: UUID) -> int:
    own = [row for row in work.rows["compliance_tickets"] if row["customer_id"] == customer_id]
    counted = [row for row in own if not row.get("answered_on") or row["answered_on"] > before(DAY, 30)]
    return max((((row.get("answered_on") or DAY) - row["opened_on"]).days for row in counted), default=0)


def reckoned_officer(work: Work, officer: UUID) -> float:
    seen = {row["facts"]["loan_id"]: row["facts"]["seen_on"] for row in work.rows["compliance_entries"]}
    late = str(before(DAY, 90))
    own: list[bool] = [
        seen.get(str(row["id"]), "") < late for row in work.rows["loans"] if row["officer_id"] == officer
    ]
    return sum(own) / len(own)


async def test_work_is_reckoned_alike_by_plain_python(endpoint: Endpoint, database_name: str) -> None:
    async with free_session(endpoint, database_name) as session:
        work = Work(DAY)
        officers = plant_random(work, Random(20260930))
        await work.write(session)
        grains = (Grain.HOUSE, Grain.APPLICATION, Grain.CUSTOMER, Grain.OFFICER, Grain.LOAN)
        house, asked, people, staff, loans = [await measure(session, grain, DAY) for grain in grains]
    told = [(code, next(iter(house.values()))[code], value) for code, value in reckoned_house(work).items()]
    for row in work.rows["applications"]:
        told += [(code, asked[row["id"]][code], value) for code, value in reckoned_application(row).items()]
    told += [("OP-12", loans[loan_id]["OP-12"], value) for loan_id, value in reckoned_loans(work).items()]
    told += [("OP-08", people[one]["OP-08"], reckoned_complaint(work, one)) for one in people]
    told += [("OP-10", staff[one]["OP-10"], reckoned_officer(work, one)) for one in officers]
    assert [each for each in told if each[1] is None or abs(float(each[1]) - each[2]) > 1e-6] == []
    assert {code for code, _, value in told if value} == RECKONED
