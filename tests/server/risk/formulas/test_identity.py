"""ID: papers, ages, incomes and contacts brought to each grade, and random ones against plain Python."""

from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction
from random import Random
from typing import Any, Final
from uuid import UUID, uuid4

from server.audit.models import AuditRecord
from server.compliance.models import ComplianceCheck
from server.compliance.rules import Trigger
from server.customers.relations.models import ContactKind
from server.decision.models import Assessment
from server.documents.models import (
    Document,
    DocumentConfirmation,
    DocumentKind,
    DocumentReading,
    DocumentState,
    PictureClaim,
    PictureFinding,
)
from server.kit.embedded.endpoint import Endpoint
from server.risk.grain import Grain
from tests.fixtures.world import id_of
from tests.server.risk.applicants import GRADES, OFFICER, Applicants, Number, measured, misgraded, unlike
from tests.server.risk.planting import Row, at, before
from tests.server.risk.portfolio import DAY

OF_APPLICATION: Final = frozenset({"ID-06", "ID-07", "ID-14", "ID-19"})
OF_CUSTOMER: Final = frozenset({"ID-01", "ID-02", "ID-03", "ID-04", "ID-05", "ID-13", "ID-18", "ID-20"})
GRADED: Final = OF_APPLICATION | OF_CUSTOMER
RECKONED: Final = GRADED
MEDIAN_FEN: Final = 1_000
Own = dict[str, UUID]


class Papers(Applicants):
    """Rows of what proves who somebody is."""

    def assessed(self, own: Own, age: int, months: int, days: int = 1) -> None:
        application = self.request(own, at(before(DAY, days)), term_months=months, requested_term_months=months)
        told = {"application_id": application["id"], "recorded_at": at(before(DAY, days))}
        self.add(Assessment, **own, **told, facts={"age_years": age})

    def card(self, own: Own, until: str, days: int = 1) -> None:
        facts = {"id_valid_until": until}
        told = {"trigger": Trigger.APPLICATION, "facts": facts, "recorded_at": at(before(DAY, days))}
        self.add(ComplianceCheck, **own, **told, subject_kind="application")

    def read(self, own: Own, kind: DocumentKind, days: int = 1, **columns: Any) -> Row:
        """A paper that was read, and confirmed where it says what was corrected."""
        corrected = columns.pop("corrected", None)
        paper = self.add(Document, **own, kind=kind, state=DocumentState.READ)
        moment = at(before(DAY, days))
        reading = self.add(
            DocumentReading, **own, document_id=paper["id"], read_at=moment, **({"confidence": 1} | columns)
        )
        if corrected is not None:
            told = {"document_id": paper["id"], "corrected": corrected, "confirmed_at": moment}
            self.add(DocumentConfirmation, **own, **told)
        return reading

    def pictured(self, people: list[Own], days: int = 1) -> None:
        """One picture, shown of the first of them, and then of the others."""
        trace, moment = uuid4().bytes, at(before(DAY, days))
        self.add(PictureClaim, **people[0], trace=trace, claimed_at=moment)
        for own in people[1:]:
            self.add(PictureFinding, **own, trace=trace, found_at=moment)

    def edited(self, application: Row, moments: int, field: str = "income_monthly_fen", minutes: int = -1) -> None:
        """Changes of the customer so many minutes before the application was handed in."""
        about = [{"kind": "customer", "id": str(application["customer_id"])}]
        told = {"operation": "customer:amend", "outcome": "done", "actor_kind": "staff"}
        for _ in range(moments):
            moment = application["submitted_at"] + timedelta(minutes=minutes)
            self.add(AuditRecord, **told, at=moment, subjects=about, changes={"amended": [field]})

    def waiting(self, own: Own) -> Row:
        """An application that took an hour."""
        return self.request(own, at(before(DAY, 3), 12), submitted_at=at(before(DAY, 3), 13))


def young(book: Papers, at_: int) -> UUID:
    own = book.known()
    book.assessed(own, 40, 12, 2)
    book.assessed(own, (21, 17, 22)[at_], 12)
    return own["customer_id"]


def old(book: Papers, at_: int) -> UUID:
    own = book.known()
    book.assessed(own, (60, 64, 59)[at_], (6, 18, 12)[at_])
    return own["customer_id"]


def odd_number(book: Papers, at_: int) -> UUID:
    """A number that fails its check digit: nobody mended it, or the officer did."""
    own = book.known()
    book.read(own, DocumentKind.ID_FRONT, odd_number=at_ != 0, corrected=(None, ["name"], ["id_number"])[at_])
    return own["customer_id"]


def card_ends(book: Papers, at_: int) -> UUID:
    own = book.known()
    book.card(own, "permanent", 2)
    book.card(own, (DAY + timedelta(days=(29, -1, 30)[at_])).isoformat())
    return own["customer_id"]


def card_of_another_age(book: Papers, at_: int) -> UUID:
    own = book.known(birth_year=(1980, 1981, 1980)[at_])
    book.card(own, "permanent")
    return own["customer_id"]


def one_picture(book: Papers, at_: int) -> UUID:
    people = [book.known() for _ in range((2, 3, 1)[at_])]
    book.pictured(people)
    return people[-1]["customer_id"]


def rich(book: Papers, at_: int) -> UUID:
    return book.known(income_monthly_fen=(2_001, 3_501, 2_000)[at_])["customer_id"]


def employer(book: Papers, at_: int) -> UUID:
    own, phone = book.known(), uuid4().bytes
    book.contact(own, phone, ContactKind.WORKPLACE)
    if at_ == 1:
        book.contact(own, phone, ended_at=at(DAY), ended_by=OFFICER)
    return own["customer_id"]


def unsure(book: Papers, at_: int) -> UUID:
    own = book.known()
    book.read(own, DocumentKind.ID_FRONT, confidence=(0.899, 0.749, 0.9)[at_])
    book.read(own, DocumentKind.ID_BACK, confidence=0.99)
    waiting: UUID = book.waiting(own)["id"]
    return waiting


def mismatched(book: Papers, at_: int) -> UUID:
    own = book.known()
    book.read(own, DocumentKind.ID_FRONT, corrected=(["name", "sex"], ["name", "id_number"], ["sex"])[at_])
    waiting: UUID = book.waiting(own)["id"]
    return waiting


def no_original(book: Papers, at_: int) -> UUID:
    own = book.known()
    book.read(own, DocumentKind.ID_FRONT, warnings=(["photocopy"], ["dark", "screen"], ["dark"])[at_])
    waiting: UUID = book.waiting(own)["id"]
    return waiting


def income_edited(book: Papers, at_: int) -> UUID:
    application = book.waiting(book.known())
    book.edited(application, (2, 4, 1)[at_])
    book.edited(application, 5, "phone")
    book.edited(application, 5, minutes=5)
    book.edited(application, 5, minutes=-61)
    application_id: UUID = application["id"]
    return application_id


PLANTERS: Final[dict[str, Callable[[Papers, int], UUID]]] = {
    "ID-01": young,
    "ID-02": old,
    "ID-03": odd_number,
    "ID-04": card_ends,
    "ID-05": card_of_another_age,
    "ID-06": unsure,
    "ID-07": mismatched,
    "ID-13": one_picture,
    "ID-14": no_original,
    "ID-18": rich,
    "ID-19": income_edited,
    "ID-20": employer,
}


async def test_who_somebody_is_comes_to_each_grade(endpoint: Endpoint, database_name: str) -> None:
    assert set(PLANTERS) == GRADED
    book = Papers()
    book.figure("median_income_east", MEDIAN_FEN)
    book.figure("median_income_hq", 7)
    planted = {code: {grade: plant(book, GRADES.index(grade)) for grade in GRADES} for code, plant in PLANTERS.items()}
    values = await measured(endpoint, database_name, book, Grain.CUSTOMER, Grain.APPLICATION)
    wrong = [misgraded(values, people, frozenset({code})) for code, people in planted.items()]
    assert [each for each in wrong if each] == []


def plant_random(dice: Random) -> tuple[Papers, list[dict[str, Number]], list[dict[str, Number]]]:
    """Customers and applications, with what plain Python says of each, in their order."""
    book, people, applications = Papers(), [], []
    book.figure("median_income_east_1", MEDIAN_FEN)
    book.figure("median_income_hq", 700)
    for _ in range(60):
        own, wanted = _random_person(book, dice)
        people.append(wanted)
        applications.append(_random_papers(book, dice, own, wanted))
    return book, people, applications


def _random_person(book: Papers, dice: Random) -> tuple[Own, dict[str, Number]]:
    born = dice.choice((None, 1955, 1980, 1981, 1999, 2001, 2007))
    income, is_east = dice.choice((None, 0, 900, 4_000)), dice.random() < 0.7
    branch = {} if is_east else {"branch_id": id_of("west-1")}
    own = book.known(birth_year=born, income_monthly_fen=income, **branch)
    age = dice.choice((None, 19, 30, 63))
    months = dice.choice((6, 12, 36))
    if age is not None:
        book.assessed(own, age, months)
    turns = None if born is None else DAY.year - born
    known_age: Number = age if age is not None else None if turns is None else turns - 1
    until = dice.choice((None, "permanent", "2026-09-29", "2036-09-29", "2036-09-30", "2046-09-29", "2046-09-30"))
    if until is not None:
        book.card(own, until)
    contacts = dice.choice((0, 1, 2))
    for _ in range(contacts):
        phone = uuid4().bytes
        book.contact(own, phone, ContactKind.WORKPLACE)
        book.contact(own, phone, ContactKind.EMERGENCY, ended_at=at(DAY), ended_by=OFFICER)
    others = dice.randrange(3)
    if dice.random() < 0.5:
        book.pictured([book.known(), own, *(book.known() for _ in range(others))], dice.choice((1, 700)))
        pictures = others + 2
    else:
        book.pictured([own], 800)
        pictures = 0
    return own, {
        "ID-01": known_age,
        "ID-02": None if age is None else age + Fraction(months, 12),
        "ID-04": _days_left(until),
        "ID-05": _fits(until, turns),
        "ID-13": pictures,
        "ID-18": None if income is None else Fraction(income, MEDIAN_FEN if is_east else 700),
        "ID-20": contacts,
    }


def _days_left(until: str | None) -> Number:
    if until is None:
        return None
    return 36_500 if until == "permanent" else (date.fromisoformat(until) - DAY).days


def _fits(until: str | None, turns: int | None) -> Number:
    """Whether a card of this last day can be of somebody of that age."""
    if until is None or turns is None:
        return None
    if until == "permanent":
        return int(turns >= 46)
    last = date.fromisoformat(until)
    years = last.year - DAY.year - ((last.month, last.day) < (DAY.month, DAY.day))
    return int(years < (10 if turns < 26 else 20))


def _random_papers(book: Papers, dice: Random, own: Own, wanted: dict[str, Number]) -> dict[str, Number]:
    kinds = (DocumentKind.ID_FRONT, DocumentKind.ID_BACK, DocumentKind.BUSINESS_LICENCE)
    sure, corrected, worst, odd = [], 0, [], None
    for kind in dice.sample(kinds, dice.randrange(4)):
        names = dice.sample(("name", "id_number", "sex", "address", "authority"), dice.randrange(4))
        confirmed = dice.random() < 0.6
        confidence = Fraction(dice.randrange(500, 1_001), 1_000)
        warnings = dice.sample(("dark", "screen", "photocopy"), dice.randrange(3))
        is_odd = dice.random() < 0.3
        seen: dict[str, Any] = {"confidence": float(confidence), "warnings": warnings, "odd_number": is_odd}
        book.read(own, kind, corrected=names if confirmed else None, **seen)
        sure.append(confidence)
        corrected += len(set(names) - {"sex", "authority"}) if confirmed else 0
        worst.append(Fraction(4, 5) if "screen" in warnings else Fraction("photocopy" in warnings, 2))
        if kind is DocumentKind.ID_FRONT:
            odd = is_odd and not (confirmed and "id_number" in names)
            wanted["ID-03"] = int(not odd)
    wanted.setdefault("ID-03", None)
    application = book.waiting(own)
    edits = dice.randrange(4)
    book.edited(application, edits)
    book.edited(application, dice.randrange(3), minutes=1)
    return {
        "ID-06": min(sure, default=None),
        "ID-07": corrected if sure else None,
        "ID-14": max(worst, default=None),
        "ID-19": edits,
    }


async def test_random_papers_come_to_what_plain_python_says(endpoint: Endpoint, database_name: str) -> None:
    book, people, applications = plant_random(Random(20260930))
    values = await measured(endpoint, database_name, book, Grain.CUSTOMER, Grain.APPLICATION)
    waiting = [row for row in book.rows["applications"] if row["created_at"] == at(before(DAY, 3), 12)]
    for row, of_person, of_application in zip(waiting, people, applications, strict=True):
        assert unlike(values[row["customer_id"]], of_person) == {}
        assert unlike(values[row["id"]], of_application) == {}
