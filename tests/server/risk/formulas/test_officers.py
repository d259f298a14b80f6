"""What officers do: each indicator at every grade, and all but those of loans against plain Python."""

from datetime import date, timedelta
from itertools import pairwise
from random import Random
from statistics import mean, median, stdev
from typing import Any, Final
from uuid import UUID, uuid4

from server.applications.rules import ApplicationState
from server.approvals.rules import CaseDecision
from server.connectors.models import Inquiry
from server.customers.models import CustomerState
from server.decision.models import Channel
from server.kit.clock import SHANGHAI
from server.kit.embedded.endpoint import Endpoint
from server.kit.rulebook import FindingOutcome
from server.risk.grading import Grade
from server.risk.grain import Grain
from tests.server.risk.comparing import close
from tests.server.risk.desk import BRANCH, DAY, Desk, week_days
from tests.server.risk.measuring import Values, measure
from tests.server.risk.planting import Row, all_of, at, before, differing, free_session, owned

GRADED: Final = frozenset({f"OF-{number:02}" for number in range(1, 15)} | {"OP-14"})
RECKONED: Final = GRADED - {"OF-03", "OF-08", "OF-09", "OF-13"}
LOOK: Final = "customer:reveal"
AGREED: Final = (ApplicationState.APPROVED, ApplicationState.CONTRACTED, ApplicationState.DISBURSED)


def spread(rejected: int, decided: int) -> list[ApplicationState]:
    return [ApplicationState.REJECTED] * rejected + [ApplicationState.APPROVED] * (decided - rejected)


def plant_graded(desk: Desk) -> dict[Grade, UUID]:
    """Three of the staff: one warned of for everything, one at the worst of everything, one beyond reproach."""
    people = {
        Grade.WARN: desk.hire(since=date(2023, 6, 1)),
        Grade.CRITICAL: desk.hire(since=date(2021, 1, 1)),
        Grade.NOTHING: desk.hire(),
    }
    _rates(desk, people)
    _votes(desk, people)
    _lent(desk, people)
    _came(desk, people)
    _looked(desk, people)
    for grade, kept in ((Grade.WARN, 201), (Grade.CRITICAL, 351), (Grade.NOTHING, 200)):
        for _ in range(kept):
            desk.customer(uuid4(), people[grade], BRANCH)
    # everybody worked each week day of the year but for some days in March
    for grade, away in ((Grade.WARN, 4), (Grade.CRITICAL, 0), (Grade.NOTHING, 5)):
        for day in week_days(date(2025, 10, 1), DAY):
            if not date(2026, 3, 2) <= day < date(2026, 3, 2 + away):
                desk.record(people[grade], "session:refresh", at(day))
    return people


def _rates(desk: Desk, people: dict[Grade, UUID]) -> None:
    """Eighteen peers approve half, one all but an eighth, one all."""
    recent = {"decided_at": at(before(DAY, 5)), "submitted_at": at(before(DAY, 5), 11)}
    peers = [(desk.hire(), 4) for _ in range(18)]
    of_three = ((Grade.WARN, 1), (Grade.CRITICAL, 0), (Grade.NOTHING, 4))
    for person, rejected in peers + [(people[grade], rejected) for grade, rejected in of_three]:
        for state in [ApplicationState.REJECTED] * rejected + [ApplicationState.APPROVED] * (8 - rejected):
            desk.application(person, state=state, **recent)


def _votes(desk: Desk, people: dict[Grade, UUID]) -> None:
    """Twenty votes each: how many against the rules, how many with a short opinion, the seconds of each."""
    told = {Grade.WARN: (2, 7, 100), Grade.CRITICAL: (4, 13, 30), Grade.NOTHING: (1, 1, 300)}
    for grade, (overriding, short, seconds) in told.items():
        for number in range(20):
            outcome = FindingOutcome.REVIEW if number < overriding else FindingOutcome.PASS
            application = desk.application(uuid4(), submitted_at=at(before(DAY, 2)), started_by=uuid4())
            said = {"reason": "短" if number < short else "长" * 20, "decision": CaseDecision.APPROVE}
            decided_at = application["submitted_at"] + timedelta(seconds=seconds)
            desk.vote(people[grade], application, outcome, decided_at=decided_at, **said)
    own = desk.application(people[Grade.CRITICAL])
    old = {"decided_at": at(before(DAY, 400)), "decision": CaseDecision.RETURN}
    desk.vote(people[Grade.CRITICAL], own, FindingOutcome.PASS, **old)


def _lent(desk: Desk, people: dict[Grade, UUID]) -> None:
    """Twenty loans each that were approved against the rules, and applications that were split."""
    for grade, bad in ((Grade.WARN, 1), (Grade.CRITICAL, 2), (Grade.NOTHING, 0)):
        for number in range(20):
            asked = desk.application(uuid4(), submitted_at=at(before(DAY, 250)))
            desk.overridden_loan(people[grade], asked, bad=number < bad)
        for _ in range(bad):
            twice = {"customer_id": uuid4(), "amount_fen": 26_000_00, "created_at": at(before(DAY, 3))}
            desk.application(people[grade], **twice)
            desk.application(people[grade], **twice)


def _came(desk: Desk, people: dict[Grade, UUID]) -> None:
    """What applicants sent in from where their officer sits."""
    for grade, sent in ((Grade.WARN, 2), (Grade.CRITICAL, 5), (Grade.NOTHING, 0)):
        source = uuid4().bytes
        desk.sent_in(people[grade], source, Channel.STAFF, by=people[grade])
        for _ in range(sent):
            desk.sent_in(people[grade], source, Channel.SELF_SERVICE, by=uuid4())


def _looked(desk: Desk, people: dict[Grade, UUID]) -> None:
    """Looks at night, files of a day, a question to the bureau without a reason."""
    for grade, looks, rows in ((Grade.WARN, 20, 501), (Grade.CRITICAL, 100, 5_001), (Grade.NOTHING, 19, 500)):
        for _ in range(looks):
            desk.record(people[grade], LOOK, at(before(DAY, 1), 23))
        desk.record(people[grade], LOOK, at(before(DAY, 1), 12))
        desk.record(people[grade], "report:draw", at(DAY), rows=rows)
    asked = {"source": "credit_bureau", "asked_at": at(before(DAY, 4)), "opened_at": at(before(DAY, 4))}
    desk.add(Inquiry, **owned(uuid4(), uuid4(), BRANCH), **asked, state="asked", opened_by=people[Grade.CRITICAL])


async def test_staff_are_warned_of_and_found_at_the_worst_and_left_alone(
    endpoint: Endpoint, database_name: str
) -> None:
    async with free_session(endpoint, database_name) as session:
        desk = Desk(DAY)
        people = plant_graded(desk)
        await desk.write(session)
        found = await measure(session, Grain.OFFICER, DAY)
    told = {grade: differing(found[person], all_of(GRADED, grade)) for grade, person in people.items()}
    assert told == {grade: {} for grade in people}


def plant_random(desk: Desk, dice: Random) -> list[UUID]:
    people = [desk.hire() for _ in range(8)]
    customers = [uuid4() for _ in range(25)]
    for customer in customers:
        state = dice.choice((CustomerState.ACTIVE, CustomerState.ACTIVE, CustomerState.PROSPECT))
        desk.customer(customer, dice.choice(people), BRANCH, state=state)
    for _ in range(160):
        created = before(DAY, dice.randrange(60))
        decided = min(created + timedelta(days=dice.randrange(4)), DAY)
        desk.application(
            dice.choice(people),
            customer_id=dice.choice(customers),
            amount_fen=dice.randrange(1_000_00, 60_000_00),
            state=dice.choice((*AGREED, ApplicationState.REJECTED, ApplicationState.WITHDRAWN)),
            started_by=dice.choice(people),
            created_at=at(created, 9),
            submitted_at=at(created, 10),
            decided_at=at(decided, 11, dice.randrange(60)),
        )
    for application in list(desk.rows["applications"]):
        for _ in range(dice.choice((0, 1, 2))):
            desk.vote(
                dice.choice(people),
                application,
                dice.choice(list(FindingOutcome)),
                decided_at=application["decided_at"],
                decision=dice.choice(list(CaseDecision)),
                reason="理" * dice.choice((5, 19, 20, 40)),
            )
    operations = (LOOK, "document:read", "report:draw", "loan:repay", "dossier:draw")
    for person in people:
        for day in week_days(date(2025, 10, 1), DAY):
            if dice.random() < 0.8:
                rows = {"rows": dice.randrange(900)} if dice.random() < 0.5 else {}
                for _ in range(dice.choice((1, 2))):
                    desk.record(person, dice.choice(operations), at(day, dice.randrange(24)), **rows)
    for _ in range(40):
        opened = at(before(DAY, dice.randrange(50)))
        asked = {"source": dice.choice(("credit_bureau", "tax")), "asked_at": opened, "opened_at": opened}
        own = owned(dice.choice(customers) if dice.random() < 0.6 else uuid4(), uuid4(), BRANCH)
        desk.add(Inquiry, **own, **asked, state="asked", opened_by=dice.choice(people))
    return people


class Reckoning:
    """The same of the rows themselves."""

    def __init__(self, desk: Desk, people: list[UUID]) -> None:
        self.rows = desk.rows
        self.people = people
        self.applications = {row["id"]: row for row in desk.rows["applications"]}
        self.cases = {row["id"]: row for row in desk.rows["approval_cases"]}

    def of(self, person: UUID) -> Values:
        found: dict[str, Any] = {
            **self._votes(person),
            **self._trail(person),
            "OF-01": self._deviation(person),
            "OF-06": self._split(person),
            "OF-11": self._queries(person),
            "OF-12": sum(
                row["officer_id"] == person and row["state"] is CustomerState.ACTIVE for row in self.rows["customers"]
            ),
        }
        return found

    def _rate(self, person: UUID) -> float | None:
        decided = [
            row["state"] in AGREED
            for row in self.applications.values()
            if row["officer_id"] == person and lately(row["decided_at"], 30)
        ]
        return sum(decided) / len(decided) if decided else None

    def _deviation(self, person: UUID) -> float | None:
        rates = [rate for rate in map(self._rate, self.people) if rate is not None]
        own = self._rate(person)
        return None if own is None else (own - mean(rates)) / stdev(rates)

    def _votes(self, person: UUID) -> dict[str, float | None]:
        votes = [row for row in self.rows["approval_votes"] if row["decided_by"] == person]
        recent = [row for row in votes if lately(row["decided_at"], 30)]
        asked = {id(row): self.applications[self.cases[row["case_id"]]["subject_id"]] for row in votes}
        said = {row["application_id"]: row["outcome"] for row in self._last_assessments()}
        judged = [
            (row["decision"] is CaseDecision.APPROVE) != (said[asked[id(row)]["id"]] is FindingOutcome.PASS)
            for row in recent
            if row["decision"] is not CaseDecision.RETURN
        ]
        seconds = [(row["decided_at"] - asked[id(row)]["submitted_at"]).total_seconds() for row in recent]
        return {
            "OF-02": sum(judged) / len(judged) if judged else None,
            "OF-04": median(seconds) if seconds else None,
            "OF-05": sum(len(row["reason"]) < 20 for row in recent) / len(recent) if recent else None,
            "OF-07": sum(person in (asked[id(row)]["officer_id"], asked[id(row)]["started_by"]) for row in votes),
        }

    def _last_assessments(self) -> list[Row]:
        return sorted(self.rows["decision_assessments"], key=lambda row: (row["recorded_at"], row["id"]))

    def _split(self, person: UUID) -> int:
        amounts: dict[UUID, list[int]] = {}
        for row in self.applications.values():
            stands = row["state"] is not ApplicationState.WITHDRAWN and lately(row["created_at"], 30)
            if row["officer_id"] == person and stands:
                amounts.setdefault(row["customer_id"], []).append(row["amount_fen"])
        return sum(sum(each) >= 50_000_00 > max(each) for each in amounts.values())

    def _queries(self, person: UUID) -> int:
        return sum(
            row["opened_by"] == person
            and row["source"] == "credit_bureau"
            and lately(row["opened_at"], 30)
            and not any(
                one["customer_id"] == row["customer_id"]
                and -timedelta(days=30) <= one["created_at"] - row["opened_at"] < timedelta(days=30)
                for one in self.applications.values()
            )
            for row in self.rows["connector_inquiries"]
        )

    def _trail(self, person: UUID) -> dict[str, int | None]:
        own = [(row, row["at"].astimezone(SHANGHAI)) for row in self.rows["audit_records"] if row["actor_id"] == person]
        looks = (LOOK, "document:read", "report:draw", "dossier:draw")
        days = sorted({moment.date() for _, moment in own})
        gaps = [
            len(week_days(first + timedelta(days=1), second - timedelta(days=1))) for first, second in pairwise(days)
        ]
        gaps.append(len(week_days(days[-1] + timedelta(days=1), DAY)))
        return {
            "OF-10": sum(
                row["operation"] in looks and not 8 <= moment.hour <= 20 and moment.date() > before(DAY, 7)
                for row, moment in own
            ),
            "OF-14": max(gaps) if days[0] < date(2025, 10, 30) else None,
            "OP-14": sum(
                row["changes"].get("rows", 1)
                for row, moment in own
                if row["operation"] in ("report:draw", "dossier:draw") and moment.date() == DAY
            ),
        }


def lately(moment: Any, days: int) -> bool:
    day: date = moment.astimezone(SHANGHAI).date()
    return before(DAY, days) < day <= DAY


async def test_what_staff_do_is_reckoned_alike_by_plain_python(endpoint: Endpoint, database_name: str) -> None:
    async with free_session(endpoint, database_name) as session:
        desk = Desk(DAY)
        people = plant_random(desk, Random(20260930))
        await desk.write(session)
        found = await measure(session, Grain.OFFICER, DAY)
    reckoning = Reckoning(desk, people)
    told = {person: reckoning.of(person) for person in people}
    assert {code for values in told.values() for code in values} == RECKONED
    unlike = [
        (code, found[person][code], value)
        for person, values in told.items()
        for code, value in values.items()
        if not close(found[person][code], value, within=1e-6)
    ]
    assert unlike == []
    assert {code for values in told.values() for code, value in values.items() if value} == RECKONED
