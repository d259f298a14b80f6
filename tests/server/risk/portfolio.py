"""A portfolio for the levels of the house: its loans, products, months of the book, figures, as rows of a `Book`."""

from datetime import date
from typing import Any, Final
from uuid import UUID, uuid4

from server.applications.models import Application
from server.applications.rules import ApplicationState
from server.applications.visiting.models import Visit
from server.applications.visiting.sheet import Trade, VisitPlace
from server.applications.visiting.states import VisitState
from server.classification.models import ClassificationMonth
from server.connectors.models import Inquiry
from server.connectors.rules import InquiryState
from server.decision.models import Arrival, Channel
from server.loans.journal.models import LoanAct
from server.loans.rules import ActKind
from server.products.models import Product, ProductVersion
from server.reference.models import LenderFigure
from tests.fixtures.world import id_of
from tests.server.risk.planting import Book, Row, at, before, owned

DAY: Final = date(2026, 9, 30)
NET_ASSETS: Final = "net_assets_last_year_end"
OFFICER: Final = id_of("officer.east1")


class Portfolio(Book):
    """Rows of the house on one day."""

    def __init__(self) -> None:
        super().__init__(DAY)
        self.versions: dict[UUID, str] = {}

    def figure(self, code: str, value: float | str) -> None:
        self.add(LenderFigure, code=code, value=value, effective_from=date(2026, 1, 1))

    def offer(self, code: str) -> UUID:
        """A product with one version; the version's id."""
        version_id = uuid4()
        self.add(Product, code=code)
        amounts = {"amount_min_fen": 1, "amount_max_fen": 10, "term_months_min": 1, "term_months_max": 36}
        self.add(ProductVersion, id=version_id, product_code=code, penalty_multiple=1, plan={}, **amounts)
        self.versions[version_id] = code
        return version_id

    def borrow(
        self, principal_fen: int, *, branch: str = "east-1", officer: UUID = OFFICER, late_days: int = 0, **columns: Any
    ) -> Row:
        """A running loan of a customer of its own, unless one is given, so many days late."""
        own = owned(columns.pop("customer_id", uuid4()), officer, id_of(branch))
        due_on = None if columns.get("closed_on") else before(DAY, late_days)
        told = {"next_due_on": due_on, "term_months": 36, "product_version_id": uuid4(), **columns}
        return self.lend(own, told.pop("disbursed_on", before(DAY, 10)), principal_fen=principal_fen, **told)

    def asked_for(self, loan: Row, purpose: str) -> None:
        """The application behind a loan."""
        own = {name: loan[name] for name in ("customer_id", "officer_id", "branch_id")}
        state = {"state": ApplicationState.DISBURSED, "approved_hash": "0", "editors": [OFFICER], "purpose": purpose}
        amounts = {"amount_fen": loan["principal_fen"], "requested_amount_fen": loan["principal_fen"]}
        self.add(Application, **own, **state, **amounts, id=loan["application_id"], created_at=at(before(DAY, 30)))

    def came(self, loan: Row, channel: Channel) -> None:
        self.add(Arrival, application_id=loan["application_id"], channel=channel)

    def seen(self, loan: Row, trade: Trade) -> None:
        """A visit that stands."""
        own = {name: loan[name] for name in ("customer_id", "officer_id", "branch_id", "application_id")}
        told = {"state": VisitState.STANDING, "place": VisitPlace.SHOP, "trade": trade, "content_hash": "-"}
        days = {"visited_at": at(DAY), "submitted_at": at(DAY), "place_cipher": b"-"}
        self.add(Visit, **own, **told, **days, editors=[OFFICER], verified_income_fen=None)

    def booked(self, month: date, loan_id: UUID, balance_fen: int, **columns: Any) -> Row:
        """A loan in the book of a month's end."""
        provision_fen = columns.pop("provision_fen", 0)
        told = {
            "bucket": "M0",
            "tier": "normal",
            "days_past_due": 0,
            "stage": 1,
            "secured_fen": 0,
            "product_code": "-",
            "disbursed_on": date(2020, 1, 1),
            "default_rate": 0,
            **columns,
        }
        money = {"expected_fen": provision_fen, "provision_fen": provision_fen, "least_fen": 0}
        return self.add(ClassificationMonth, month=month, loan_id=loan_id, balance_fen=balance_fen, **told, **money)

    def act(self, loan: Row, kind: ActKind, amount_fen: int | None, on: date, **columns: Any) -> Row:
        own = {name: loan[name] for name in ("customer_id", "officer_id", "branch_id")}
        days = {"value_on": on, "booked_on": on, "amount_fen": amount_fen}
        return self.add(
            LoanAct, **own, **days, loan_id=loan["id"], kind=kind, number=uuid4().int % 10**6 + 1, **columns
        )

    def said(self, about: Row, source: str, facts: list[dict[str, Any]], about_id: UUID) -> Row:
        """A source's answer, of the day, about somebody or about one of his applications."""
        own = owned(about["customer_id"], about["officer_id"], about["branch_id"])
        answered = {"state": InquiryState.ANSWERED, "answer_cipher": b"-", "answered_at": at(DAY)}
        days = {"observed_on": DAY, "valid_until": DAY}
        return self.add(Inquiry, **own, **answered, **days, source=source, facts=facts, about_id=about_id)
