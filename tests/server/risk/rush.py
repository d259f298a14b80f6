"""Many applications at once, as rows, and what plain Python makes of them."""

from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from fractions import Fraction
from hashlib import md5
from typing import Any
from uuid import UUID, uuid4

from server.applications.models import Opinion
from server.applications.rules import ApplicationState
from server.applications.visiting.models import Visit
from server.applications.visiting.sheet import VisitPlace
from server.applications.visiting.states import VisitState
from server.audit.models import AuditRecord
from server.customers.models import ClaimKind, IdentityReview
from server.customers.relations.models import ContactKind
from server.decision.models import AllowedAddress, Channel
from server.identity.models import Staff
from server.kit.clock import SHANGHAI
from tests.server.risk.applicants import BRANCH, OFFICER, Applicants, Number, over
from tests.server.risk.planting import Row, at, before
from tests.server.risk.portfolio import DAY

Own = dict[str, UUID]
NOT_WORDS = str.maketrans("", "", "0123456789 .,;:!?()%-，。；：、！？（）％")
PENDING = {ApplicationState.DRAFT, ApplicationState.IN_REVIEW, ApplicationState.RETURNED, ApplicationState.APPROVED}


def product_id(code: str) -> UUID:
    return UUID(md5(code.encode(), usedforsecurity=False).hexdigest())


def since(days: int) -> datetime:
    """The first instant of the last so many days."""
    return at(before(DAY, days - 1), 0)


class Rush(Applicants):
    """Rows of people who apply, and of those who take it down."""

    def hire(self) -> UUID:
        staff_id: UUID = self.add(Staff, branch_id=BRANCH, login=uuid4().hex, state="active")["id"]
        return staff_id

    def visited(self, own: Own, place: bytes, on: date) -> UUID:
        """An application whose applicant was visited; the application."""
        application = self.request(own, at(on))
        told = {"state": VisitState.STANDING, "place": VisitPlace.SHOP, "content_hash": "-", "place_cipher": b"-"}
        days = {"visited_at": at(on), "submitted_at": at(on), "saved_at": at(on)}
        about = {"application_id": application["id"], "address_index": place}
        self.add(Visit, **own, **told, **days, **about, editors=[OFFICER])
        application_id: UUID = application["id"]
        return application_id

    def employed(self, own: Own, workplace: bytes, moment: datetime) -> UUID:
        self.contact(own, workplace, ContactKind.WORKPLACE)
        application_id: UUID = self.request(own, moment)["id"]
        return application_id

    def opinion(self, application: Row, reason: str, moment: datetime) -> None:
        own = {name: application[name] for name in ("customer_id", "officer_id", "branch_id")}
        told = {"application_id": application["id"], "submission": application["submission"]}
        self.add(Opinion, **own, **told, reason=reason, given_at=moment)

    def reasoned(self, reason: str, moment: datetime) -> UUID:
        application = self.request(self.known(), moment)
        self.opinion(application, reason, moment)
        application_id: UUID = application["id"]
        return application_id

    def amended(self, own: Own, moment: datetime, *fields: str) -> None:
        told = {"operation": "customer:amend", "outcome": "done", "actor_kind": "staff"}
        about = [{"kind": "customer", "id": str(own["customer_id"])}]
        self.add(AuditRecord, **told, at=moment, subjects=about, changes={"amended": list(fields)})

    def phone_of_another(self, own: Own, moment: datetime) -> None:
        self.add(IdentityReview, **own, kind=ClaimKind.PHONE, value_index=uuid4().bytes, opened_at=moment, state="open")

    def allowed(self, address: bytes, until: date) -> None:
        self.add(AllowedAddress, address_index=address, allowed_until=until)


class RushReckoning:
    """The same counts, read off the rows one by one."""

    def __init__(self, book: Rush) -> None:
        self.rows: dict[str, list[Row]] = defaultdict(list, book.rows)
        self.versions = book.versions
        self.applications = {row["id"]: row for row in self.rows["applications"]}
        self.arrivals = {row["application_id"]: row for row in self.rows["decision_arrivals"]}
        self.own = [row for row in self.arrivals.values() if row["channel"] is Channel.SELF_SERVICE]

    def of(self, customer_id: UUID) -> list[Row]:
        return [row for row in self.rows["applications"] if row["customer_id"] == customer_id]

    def of_customer(self, customer: Row) -> dict[str, Number]:
        own = self.of(customer["id"])
        week = [row for row in own if row["created_at"] >= since(7)]
        phones = {row["id"]: row["phone_index"] for row in self.rows["customers"]}
        cards = [row["number_index"] for row in self.rows["bank_accounts"] if row["customer_id"] == customer["id"]]
        holders = Counter(row["number_index"] for row in self.rows["bank_accounts"])
        month = [self.arrivals.get(row["id"]) for row in own if row["created_at"] >= since(30)]
        devices = {row["device_index"] for row in month if row and row in self.own and row["device_index"]}
        return {
            "DV-04": len(devices),
            "VL-01": sum(
                phones[row["customer_id"]] == customer["phone_index"] and row["created_at"] >= since(1)
                for row in self.rows["applications"]
            ),
            "VL-02": max((holders[card] for card in cards), default=0),
            "VL-09": len({row["requested_amount_fen"] for row in week}),
            "VL-11": 1 + self.amended(customer["id"], "phone"),
            "ML-10": len({self.versions[row["product_version_id"]] for row in week if row["state"] in PENDING}),
            "ML-11": sum(row["state"] is ApplicationState.REJECTED and row["decided_at"] >= since(90) for row in own),
        }

    def amended(self, customer_id: UUID, field: str) -> int:
        return sum(
            row["subjects"][0]["id"] == str(customer_id)
            and field in row["changes"]["amended"]
            and row["at"] >= since(90)
            for row in self.rows["audit_records"]
        )

    def of_application(self, row: Row) -> dict[str, Number]:
        applied_at = row["submitted_at"] or row["created_at"]
        arrival = self.arrivals.get(row["id"])
        told = arrival if arrival in self.own else None
        firsts = [
            each["arrived_at"]
            for each in self.arrivals.values()
            if told and told["device_index"] and each["device_index"] == told["device_index"]
        ]
        is_new = bool(firsts) and applied_at < min(firsts) + timedelta(hours=24)
        shared = [self.applications[each["application_id"]] for each in self.same(told, "device_index", 24 * 30)]
        return {
            "DV-01": len(self.same(told, "address_index", 1)),
            "DV-02": len(self.same(told, "network_index", 24)),
            "DV-03": len({each["customer_id"] for each in shared}),
            "DV-14": int(applied_at.astimezone(SHANGHAI).hour < 5),
            "DV-15": int(is_new and row["requested_amount_fen"] >= 5_000_000),
            "VL-03": self.visitors(row),
            "VL-04": self.colleagues(row),
            "VL-07": (row["submitted_at"] - row["created_at"]).seconds if row["submitted_at"] else None,
            "VL-10": self.alike(row),
        }

    def same(self, told: Row | None, by: str, hours: int) -> list[Row]:
        """Arrivals up to this one that share something with it."""
        if told is None or told[by] is None:
            return []
        start = told["arrived_at"] - timedelta(hours=hours)
        return [each for each in self.own if each[by] == told[by] and start < each["arrived_at"] <= told["arrived_at"]]

    def visitors(self, row: Row) -> int:
        places = {each["address_index"] for each in self.rows["visits"] if each["application_id"] == row["id"]}
        recent = [each for each in self.rows["visits"] if each["saved_at"] >= since(30)]
        return len({each["customer_id"] for each in recent if each["address_index"] in places})

    def colleagues(self, row: Row) -> int:
        recent = {each["customer_id"] for each in self.rows["applications"] if each["created_at"] >= since(7)}
        contacts = [each for each in self.rows["customer_contacts"] if each["kind"] is ContactKind.WORKPLACE]
        mine = {each["phone_index"] for each in contacts if each["customer_id"] == row["customer_id"]}
        people = [{each["customer_id"] for each in contacts if each["phone_index"] == phone} for phone in mine]
        return max((len(each & recent) for each in people), default=0)

    def alike(self, row: Row) -> int:
        words: dict[UUID, Any] = {
            each["application_id"]: each["reason"].lower().translate(NOT_WORDS)
            for each in self.rows["application_opinions"]
            if each["given_at"] >= since(7)
        }
        own = words.get(row["id"], "")
        return sum(each == own for each in words.values()) if len(own) >= 8 else 0

    def near_limits(self, officer_id: UUID) -> Number:
        month = [
            row["requested_amount_fen"]
            for row in self.rows["applications"]
            if row["officer_id"] == officer_id and row["created_at"] >= since(30)
        ]
        near = [fen for fen in month if 4_500_000 <= fen <= 4_999_999 or 48_000_000 <= fen <= 50_000_000]
        return over(len(near), len(month))

    def spike(self, code: str) -> Number:
        found: dict[Any, list[datetime]] = defaultdict(list)
        for row in self.rows["applications"]:
            if self.versions.get(row["product_version_id"]) == code and row["created_at"] >= since(29):
                arrival = self.arrivals.get(row["id"])
                found[arrival["channel"] if arrival else Channel.STAFF].append(row["created_at"])
        shares = [
            Fraction(28 * sum(moment >= since(1) for moment in moments), former)
            for moments in found.values()
            if (former := sum(moment < since(1) for moment in moments))
        ]
        return max(shares, default=None)
