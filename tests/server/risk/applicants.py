"""Applicants for formulas: customers with applications, answers of sources, contacts and papers, as rows of a book."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final
from uuid import UUID, uuid4

from sqlalchemy import text

from server.applications.models import Application
from server.applications.rules import ApplicationState
from server.connectors.models import Inquiry
from server.connectors.rules import InquiryState
from server.connectors.vocabulary import Fact
from server.customers.models import BankAccount, BankAccountState
from server.customers.relations.models import ContactKind, CustomerContact
from server.decision.models import Arrival, Channel
from server.kit.embedded.endpoint import Endpoint
from server.risk.grading import Grade
from server.risk.grain import Grain
from tests.fixtures.world import id_of
from tests.server.risk.comparing import equal
from tests.server.risk.measuring import Values, measure
from tests.server.risk.planting import Row, all_of, at, before, differing, free_session, owned
from tests.server.risk.portfolio import DAY, Portfolio

OFFICER: Final = id_of("officer.east1")
BRANCH: Final = id_of("east-1")
HOLDS_DAYS: Final = 30
GRADES: Final = (Grade.WARN, Grade.CRITICAL, Grade.NOTHING)
Told = Mapping[str, int | Decimal | str | bool]
Number = int | Decimal | Fraction | None


class Applicants(Portfolio):
    """Rows of people who apply."""

    def known(self, **columns: Any) -> dict[str, UUID]:
        """A registered customer; the columns of every row of his."""
        own = owned(uuid4(), columns.pop("officer_id", OFFICER), columns.pop("branch_id", BRANCH))
        self.customer(own["customer_id"], own["officer_id"], own["branch_id"], **columns)
        return own

    def request(self, own: dict[str, UUID], created_at: datetime | None = None, **columns: Any) -> Row:
        """An application that was handed in within the hour, unless something else is said."""
        began = created_at or at(before(DAY, 2))
        state = columns.get("state", ApplicationState.IN_REVIEW)
        if "product_version_id" not in columns:
            columns["product_version_id"] = next(iter(self.versions), None) or self.offer("usual")
        told = {
            "state": state,
            "case_id": uuid4(),
            "approved_hash": "0" * 64,
            "editors": [OFFICER],
            "requested_amount_fen": columns.get("amount_fen", 1_000_000),
            "submitted_at": began,
            "created_at": began,
            **columns,
        }
        return self.add(Application, **own, **told)

    def answered(
        self, own: dict[str, UUID], source: str, told: Told, on: date = DAY, application_id: UUID | None = None
    ) -> None:
        """What a source says of somebody, as the worker keeps it."""
        facts = [Fact(code, value if isinstance(value, str | bool) else Decimal(value)) for code, value in told.items()]
        days = {"observed_on": on, "valid_until": date.fromordinal(on.toordinal() + HOLDS_DAYS), "answered_at": at(on)}
        row = {"about_id": own["customer_id"], "application_id": application_id, "answer_cipher": b"-"}
        state = {"state": InquiryState.ANSWERED, "facts": [each.as_data() for each in facts], "source": source}
        self.add(Inquiry, **own, **days, **row, **state)

    def contact(
        self, own: dict[str, UUID], phone: bytes, kind: ContactKind = ContactKind.REFERENCE, **more: Any
    ) -> Row:
        told = {"recorded_at": at(before(DAY, 40)), "agreed_on": DAY, **more}
        return self.add(CustomerContact, **own, phone_index=phone, kind=kind, **told)

    def account(self, own: dict[str, UUID], number: bytes) -> None:
        state = {"state": BankAccountState.VERIFIED, "verified_at": at(DAY)}
        self.add(BankAccount, **own, number_index=number, **state)

    def arrived(
        self, application: Row, moment: datetime, channel: Channel = Channel.SELF_SERVICE, **source: bytes | None
    ) -> None:
        """Where an application came from."""
        self.add(Arrival, application_id=application["id"], channel=channel, arrived_at=moment, **source)


async def measured(endpoint: Endpoint, database_name: str, book: Portfolio, *grains: Grain) -> dict[UUID, Values]:
    """Every subject of these grains; customers, applications and loans have ids of their own."""
    async with free_session(endpoint, database_name) as session:
        await book.write(session)
        # the planner knows its tables, as in a house that runs
        await session.execute(text(f"ANALYZE {', '.join(book.rows)}"))
        return {key: values for grain in grains for key, values in (await measure(session, grain, DAY)).items()}


def misgraded(values: Mapping[UUID, Values], people: Mapping[Grade, UUID], codes: frozenset[str]) -> dict[str, Any]:
    """What is not at the grade of its subject, by code and grade."""
    found = {grade: differing(values[key], all_of(codes, grade)) for grade, key in people.items()}
    return {f"{code} {grade}": told for grade, differences in found.items() for code, told in differences.items()}


def unlike(values: Values, wanted: Mapping[str, Number]) -> dict[str, Any]:
    """Codes whose value is not what plain Python says."""
    return {code: (values[code], number) for code, number in wanted.items() if not equal(values[code], number)}


def over(part: Number, whole: Number) -> Fraction | None:
    """A quotient, unknown where a part of it is, or where it would be by nothing."""
    with suppress(ZeroDivisionError):
        return None if part is None or whole is None else Fraction(part) / Fraction(whole)
    return None
