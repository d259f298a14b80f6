"""Customers and what the law looks at of them, row by row."""

from datetime import date
from typing import Any, Final
from uuid import UUID, uuid4

from server.classification.models import LoanClass
from server.classification.vocabulary import Tier
from server.compliance.desk.models import ComplianceFinding
from server.compliance.registers.models import RegisterEntry
from server.connectors.models import Inquiry
from server.contracts.models import Contract, Disclosure
from server.custody.cash.models import CashReceipt
from server.custody.models import PaymentOrder
from server.customers.models import CustomerKind
from server.loans.models import Repayment
from tests.server.risk.planting import Book, Row, at, before, owned

DAY: Final = date(2026, 9, 30)
OFFICER: Final = uuid4()
BRANCH: Final = uuid4()


class Office(Book):
    """Customers, and what the law looks at of them."""

    def known(self, kind: CustomerKind = CustomerKind.PERSON) -> dict[str, UUID]:
        customer_id = uuid4()
        self.customer(customer_id, OFFICER, BRANCH, kind=kind)
        return owned(customer_id, OFFICER, BRANCH)

    def entered(self, own: dict[str, UUID] | None, kind: str, facts: dict[str, Any]) -> None:
        owner: dict[str, UUID | None] = {"customer_id": None, "officer_id": OFFICER, "branch_id": BRANCH, **(own or {})}
        self.add(RegisterEntry, **owner, kind=kind, name=kind, facts=facts, entered_on=date(2026, 1, 1))

    def asked(self, own: dict[str, UUID], on: date, source: str = "credit_bureau", **columns: Any) -> Row:
        told = {"source": source, "state": "asked", "asked_at": at(on), "opened_at": at(on), **columns}
        if told.get("consent_id") is None:
            told["consent_purpose"] = None
        return self.add(Inquiry, **own, **told)

    def moved(self, own: dict[str, UUID], way: str, amount_fen: int, on: date = DAY) -> None:
        if way == "cash":
            told = {"state": "confirmed", "confirmed_by": uuid4(), "confirmed_at": at(on), "repayment_id": uuid4()}
            self.add(CashReceipt, **own, amount_fen=amount_fen, taken_at=at(on), **told)
        elif way == "in":
            parts = dict.fromkeys(("interest_fen", "fee_fen", "penalty_fen", "excess_fen"), 0)
            told = {"amount_fen": amount_fen, "principal_fen": amount_fen, **parts}
            self.add(Repayment, **own, paid_on=on, **told)
        else:
            self.add(PaymentOrder, **own, amount_fen=amount_fen, state="settled", finished_at=at(on), channel="api")

    def found(self, rule: str, found_on: date, due_on: date, **columns: Any) -> None:
        told = {"customer_id": None, "rule_code": rule, "found_on": found_on, "due_on": due_on, "seen_on": found_on}
        self.add(ComplianceFinding, **told, **columns)

    def signed(self, own: dict[str, UUID], on: date, *, disclosed: bool, sound: bool = True) -> UUID:
        """A contract that was signed electronically."""
        evidence = {"pdf_digest": "d" if sound else "other", "link_id": "l", "code_sent_at": "c"}
        papers = {"pdf_digest": "d", "sealed_blob": "b", "template_id": uuid4(), "signed_at": at(on)}
        contract = self.add(Contract, **own, **papers, evidence=evidence, state="signed")
        if disclosed:
            read = {"opened_at": at(on, 9), "confirmed_at": at(on, 10), "reading_seconds": 5, "evidence": {}}
            self.add(Disclosure, **own, contract_id=contract["id"], **read)
        contract_id: UUID = contract["id"]
        return contract_id

    def classed(self, own: dict[str, UUID], past_due: int, tier: Tier, contract_id: UUID) -> Row:
        due_on = before(DAY, past_due)
        loan = self.lend(own, before(DAY, 400), contract_id=contract_id, next_due_on=due_on)
        self.add(LoanClass, **own, id=loan["id"], tier=tier, own_tier=tier)
        return loan
