"""People and what ties them together, as rows, and what plain Python makes of them."""

from collections import defaultdict
from fractions import Fraction
from typing import Any, Final
from uuid import UUID, uuid4

from server.applications.securing.models import GuaranteeClaim
from server.applications.visiting.models import Visit
from server.applications.visiting.sheet import VisitPlace
from server.applications.visiting.states import VisitState
from server.custody.models import PaymentOrder
from server.custody.rules import OrderKind, OrderState
from server.customers.models import CustomerExposure
from server.customers.relations.models import RelatedParty
from tests.server.risk.applicants import OFFICER, Applicants, Number, over
from tests.server.risk.planting import Row, at, before
from tests.server.risk.portfolio import DAY

STEPS: Final = 4
Own = dict[str, UUID]


class Circles(Applicants):
    """People and what ties them together."""

    def tied(self, own: Own, other: Own, *, ended: bool = False) -> None:
        over = {"ended_at": at(DAY), "ended_by": OFFICER} if ended else {}
        self.add(RelatedParty, **own, related_id=other["customer_id"], **over)

    def guarantees(self, own: Own, other: Own, amount_fen: int = 1, *, ended: bool = False) -> None:
        told = {"person_id": own["customer_id"], "debtor_id": other["customer_id"], "amount_fen": amount_fen}
        self.add(GuaranteeClaim, **told, ended_at=at(DAY) if ended else None)

    def grouped(self, own: Own, group_id: UUID | None) -> None:
        self.add(CustomerExposure, **own, id=own["customer_id"], group_id=group_id, outstanding_fen=0, committed_fen=0)

    def lent_to(self, own: Own, late_days: int = 0, **columns: Any) -> Row:
        return self.borrow(1_000, customer_id=own["customer_id"], late_days=late_days, **columns)

    def paid_into(self, loan: Row, account: bytes, days: int = 1, *, entrusted: bool = False) -> None:
        own = {name: loan[name] for name in ("customer_id", "officer_id", "branch_id")}
        told = {"kind": OrderKind.DISBURSEMENT, "state": OrderState.SETTLED, "loan_id": loan["id"]}
        days_of = {"created_at": at(before(DAY, days)), "finished_at": at(before(DAY, days))}
        payee = {"payee_index": account, "entrusted_payee_id": uuid4() if entrusted else None}
        self.add(PaymentOrder, **own, **told, **days_of, **payee)

    def visited(self, own: Own, address: bytes, days: int) -> None:
        told = {"state": VisitState.STANDING, "place": VisitPlace.SHOP, "content_hash": "-", "place_cipher": b"-"}
        days_of = {"visited_at": at(DAY), "submitted_at": at(DAY), "saved_at": at(before(DAY, days))}
        self.add(Visit, **own, **told, **days_of, editors=[OFFICER], address_index=address, application_id=uuid4())


class Reckoning:
    """The same circles as sets and walks."""

    def __init__(self, book: Circles) -> None:
        self.rows = defaultdict(list, book.rows)
        self.loans: dict[UUID, list[Row]] = defaultdict(list)
        for row in self.rows["loans"]:
            self.loans[row["customer_id"]].append(row)
        self.living = [row for row in self.rows["guarantee_claims"] if row["ended_at"] is None]
        self.near = self._pairs(
            [(row["customer_id"], row["related_id"]) for row in self.rows["related_parties"] if not row["ended_at"]]
            + [(row["person_id"], row["debtor_id"]) for row in self.living]
        )
        recent = [row for row in self.rows["visits"] if row["saved_at"] >= at(before(DAY, 89), 0)]
        self.strong = self._pairs(
            self._sharing(self.rows["bank_accounts"], "number_index") + self._sharing(recent, "address_index")
        )

    @staticmethod
    def _pairs(pairs: list[tuple[UUID, UUID]]) -> dict[UUID, set[UUID]]:
        found: dict[UUID, set[UUID]] = defaultdict(set)
        for one, other in pairs:
            if one != other:
                found[one].add(other)
                found[other].add(one)
        return found

    @staticmethod
    def _sharing(rows: list[Row], by: str) -> list[tuple[UUID, UUID]]:
        alike = [(one, other) for one in rows for other in rows if one[by] == other[by]]
        return [(one["customer_id"], other["customer_id"]) for one, other in alike]

    def late(self, customer_id: UUID) -> list[bool]:
        return [(DAY - row["next_due_on"]).days > 30 for row in self.loans[customer_id]]

    def contacts(self, customer_id: UUID) -> list[Row]:
        return [row for row in self.rows["customer_contacts"] if row["customer_id"] == customer_id]

    def of_customer(self, own: Own) -> dict[str, Number]:
        me = own["customer_id"]
        contacts = self.contacts(me)
        standing = [row for row in contacts if row["ended_at"] is None]
        recent = [row for row in self.rows["customer_contacts"] if row["recorded_at"] >= at(before(DAY, 89), 0)]
        listed = [{o["customer_id"] for o in recent if o["phone_index"] == row["phone_index"]} for row in standing]
        phones = {row["phone_index"] for row in standing}
        debtors = [
            row
            for row in self.rows["customers"]
            if row["phone_index"] in phones and row["id"] != me and any(self.late(row["id"]))
        ]
        second = self.near[me].union(*(self.near[each] for each in self.near[me])) - {me}
        late = [each for other in second for each in self.late(other)]
        answers = sum(row["amount_fen"] for row in self.living if row["person_id"] == me)
        income = next(row["income_monthly_fen"] for row in self.rows["customers"] if row["id"] == me)
        nodes, ties = self.circle(me)
        return {
            "SN-01": len(debtors),
            "SN-02": max((len(each) for each in listed), default=0),
            "SN-03": over(sum(late), len(late)) or 0,
            "SN-04": nodes,
            "SN-05": Fraction(2 * ties, nodes * (nodes - 1)) if nodes > 2 else 0,
            "SN-06": int(self.returns(me)),
            "SN-07": over(answers, 12 * income) if answers else 0,
            "SN-09": self.group_requests(me),
            "SN-11": over(sum(row["agreed_on"] is None for row in standing), len(standing)),
            "SN-12": sum(row["ended_at"] is not None and row["ended_at"] >= at(before(DAY, 89), 0) for row in contacts),
        }

    def circle(self, me: UUID) -> tuple[int, int]:
        """How many are in it, and how many ties they have, as far as it is followed."""
        expanded: set[UUID] = set()
        frontier = {me}
        for _ in range(STEPS):
            expanded |= frontier
            frontier = {other for node in frontier for other in self.strong[node]}
        ties = {frozenset((node, other)) for node in expanded for other in self.strong[node]}
        return len({each for tie in ties for each in tie} | {me}), len(ties)

    def returns(self, me: UUID) -> bool:
        """Whether six guarantees or fewer lead back."""
        reached = {me}
        for _ in range(6):
            reached = {row["debtor_id"] for row in self.living if row["person_id"] in reached}
            if me in reached:
                return True
        return False

    def group_requests(self, me: UUID) -> int:
        group = {row["customer_id"]: row["group_id"] for row in self.rows["customer_exposures"]}
        members = {each for each, group_id in group.items() if group_id and group_id == group[me]}
        since = at(before(DAY, 29), 0)
        return sum(row["customer_id"] in members and row["created_at"] >= since for row in self.rows["applications"])

    def largest_circle(self) -> int:
        both = {row["person_id"] for row in self.living} & {row["debtor_id"] for row in self.living}
        ties = self._pairs([(row["person_id"], row["debtor_id"]) for row in self.living])
        largest, left = 0, set(both)
        while left:
            circle, edge = set[UUID](), {left.pop()}
            while edge:
                circle |= edge
                edge = {other for node in edge for other in ties[node] & both} - circle
            left -= circle
            # who guarantees only people outside the circle closes none
            largest = max(largest, len(circle) if len(circle) > 1 else 0)
        return largest

    def payees(self, loan: Row) -> int:
        if (DAY - loan["disbursed_on"]).days >= 180:
            return 0
        own = [row for row in self.rows["payment_orders"] if row["entrusted_payee_id"] is None]
        accounts = {row["payee_index"] for row in own if row["loan_id"] == loan["id"]}
        since = at(before(DAY, 179), 0)
        return len({row["customer_id"] for row in own if row["payee_index"] in accounts and row["created_at"] >= since})
