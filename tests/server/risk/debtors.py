"""Debtors, contacts, promises and signals, row by row."""

from datetime import date
from typing import Any, Final
from uuid import UUID, uuid4

from server.collection.models import CaseSignal, CollectionCase, PaymentPromise
from server.collection.signals.models import SpeechFinding
from server.compliance.contacts.models import CollectionContact
from tests.server.risk.planting import Book, Row, at, before, owned

DAY: Final = date(2026, 9, 30)
BRANCH: Final = uuid4()


class Desk(Book):
    """Debtors, contacts, promises and signals."""

    def debtor(self, past_due: int) -> Row:
        """A loan that is so many days past due."""
        own = owned(uuid4(), uuid4(), BRANCH)
        self.customer(own["customer_id"], own["officer_id"], BRANCH)
        return self.lend(own, date(2023, 1, 1), next_due_on=before(DAY, past_due))

    def case(self, loan: Row) -> UUID:
        told = {"state": "open", "arm": "treated", "worst_loan_id": loan["id"]}
        case_id: UUID = self.add(CollectionCase, **whose(loan), **told)["id"]
        return case_id

    def contact(self, loan: Row, on: date, *, reached: bool | None, **columns: Any) -> Row:
        """A call to the debtor himself at noon, unless something else is said."""
        hour = columns.pop("hour", 12)
        noted = {"connected": reached, "recorded": True, "noted_at": at(on)} if reached is not None else {}
        told = {"channel": "call", "party": "self", "message_kind": "demand", "allowed": True, "number_index": b"n"}
        dates = {"planned_at": at(on, hour), "local_date": on}
        return self.add(CollectionContact, **whose(loan), loan_id=loan["id"], **(told | dates | noted | columns))

    def promise(self, loan: Row, case_id: UUID, on: date, amount_fen: int, paid_fen: int) -> None:
        told = {"state": "kept" if paid_fen >= amount_fen else "broken", "settled_on": on, "made_at": at(before(on, 5))}
        amounts = {"amount_fen": amount_fen, "paid_fen": paid_fen}
        self.add(PaymentPromise, **whose(loan), case_id=case_id, **amounts, **told)

    def signal(self, loan: Row, case_id: UUID, on: date, *codes: str, **columns: Any) -> None:
        reasons = [{"code": code, "zh": "-", "en": "-"} for code in codes]
        self.add(CaseSignal, **whose(loan), case_id=case_id, reasons=reasons, recorded_at=at(on), **columns)

    def abuse(self, loan: Row, on: date, **columns: Any) -> None:
        """A finding on an agent's words."""
        told: dict[str, Any] = {"rule": "CL-08", "kind": "insult", "severity": "block"}
        told |= {
            "source": "call",
            "state": "open",
            "attempted": False,
            "found_at": at(on),
            "starts_at": 0,
            "ends_at": 2,
        } | columns
        if told["state"] != "open":
            told |= {"settled_by": uuid4(), "settled_at": at(on), "settled_note": "-"}
        self.add(SpeechFinding, **whose(loan), **told)


def elsewhere() -> Row:
    """A loan that is not looked at itself."""
    return {"id": uuid4(), **owned(uuid4(), uuid4(), BRANCH)}


def whose(loan: Row) -> dict[str, UUID]:
    return owned(loan["customer_id"], loan["officer_id"], loan["branch_id"])
