"""Applications with scores and what came of them; records of all kinds."""

from datetime import date
from hashlib import md5
from typing import Any, Final
from uuid import UUID, uuid4

from server.applications.models import Application, ApplicationFinding
from server.connectors.models import Inquiry
from server.decision.models import Assessment, Edition
from server.documents.models import DocumentConfirmation
from server.products.models import Product, ProductVersion
from tests.server.risk.planting import Book, Row, at, before, owned

DAY: Final = date(2026, 9, 30)
EDGES: Final = (500.0, 700.0)
SHARES: Final = (0.5, 0.5, 0.0)
FACTOR, OFFSET, LEARNT = 100.0, 300.0, 0.5
CARD: Final = {"spread": {"edges": EDGES, "shares": SHARES}, "figures": {"held_out": {"ks": LEARNT}}}
AGE: Final = {"name": "age_years", "edges": [30.5], "groups": None}
BINS: Final = [{"good": 400, "bad": 100}, {"good": 450, "bad": 50}, {"good": 0, "bad": 0}]
OWN: Final = owned(uuid4(), uuid4(), uuid4())


def key(code: str) -> UUID:
    return UUID(md5(code.encode(), usedforsecurity=False).hexdigest())


class Records(Book):
    """Applications with scores, what came of them, and records of all kinds."""

    def __init__(self, day: date) -> None:
        super().__init__(day)
        self.versions: dict[str, UUID] = {}
        table = {"factor": FACTOR, "offset": OFFSET, "features": [AGE | {"bins": BINS}]}
        sides = {"proposed_by": uuid4(), "decided_by": uuid4(), "decided_at": at(day), "state": "published"}
        self.scorecard = self.add(Edition, kind="scorecard", content=table, card=CARD, **sides)["id"]

    def product(self, code: str) -> UUID:
        if code not in self.versions:
            self.add(Product, code=code)
            terms = {"amount_max_fen": 2, "penalty_multiple": "1.5", "fee_share": 0, "rate_annual": 0}
            self.versions[code] = self.add(ProductVersion, product_code=code, **terms)["id"]
        return self.versions[code]

    def asked(self, product: str = "plain", **columns: Any) -> Row:
        told = {"requested_amount_fen": 1, "amount_fen": 1, "editors": [uuid4()], "state": "draft", "submission": 1}
        dates = {"created_at": at(before(self.day, 2)), "submitted_at": None}
        own = owned(uuid4(), OWN["officer_id"], OWN["branch_id"])
        return self.add(Application, **own, **(told | dates | columns), product_version_id=self.product(product))

    def scored(self, product: str, score: int, age: int | None = None) -> None:
        """An application of this month."""
        application = self.asked(product)
        facts = {} if age is None else {"age_years": str(age)}
        self._assess(application, score, self.day, facts)

    def _assess(self, application: Row, score: int, on: date, facts: dict[str, Any]) -> None:
        own = {name: application[name] for name in OWN}
        told = {"application_id": application["id"], "score": score, "scorecard_id": self.scorecard, "facts": facts}
        self.add(Assessment, **own, **told, recorded_at=at(on))

    def came(self, product: str, score: int, *, bad: bool) -> None:
        """A loan of nine months with the score that it was given on."""
        application = self.asked(product, created_at=at(before(self.day, 280)))
        self._assess(application, score, before(self.day, 280), {})
        own = {name: application[name] for name in OWN}
        due_on = before(self.day, 91) if bad else self.day
        version = {"product_version_id": self.product(product), "application_id": application["id"]}
        self.lend(own, before(self.day, 270), next_due_on=due_on, **version)

    def record(self, number: UUID | None = None, **columns: Any) -> None:
        """A customer of whom all is known but what is said."""
        own = uuid4()
        told = {"income_monthly_fen": 1, "number_index": (number or own).bytes, **columns}
        self.customer(own, OWN["officer_id"], OWN["branch_id"], **told)

    def called(self, hour: int, *, failed: bool, **columns: Any) -> None:
        told = {"source": "tax", "state": "unknown" if failed else "asked", "asked_at": at(self.day, hour), **columns}
        self.add(Inquiry, **OWN | {"customer_id": uuid4()}, **told)

    def confirmed(self, on: date, corrected: int) -> None:
        self.add(DocumentConfirmation, **OWN, corrected=["name"] * corrected, confirmed_at=at(on))

    def reported(self, application: Row, observed_on: date) -> None:
        dates = {"observed_on": observed_on, "valid_until": observed_on, "answered_at": at(observed_on)}
        answer = {"source": "credit_bureau", "state": "answered", "answer_cipher": b"-", "asked_at": at(observed_on)}
        self.add(Inquiry, **{name: application[name] for name in OWN}, **answer, **dates)

    def hit(self, code: str, on: date) -> None:
        self.add(ApplicationFinding, **OWN, code=code, found_at=at(on), position=len(self.rows) + uuid4().int % 10**9)
