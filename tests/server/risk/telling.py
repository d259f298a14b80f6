"""Answers of sources as rows, and what values come to: for tests of formulas over what others have said."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncSession

from server.connectors.models import Inquiry
from server.connectors.rules import InquiryState
from server.connectors.vocabulary import Fact
from server.risk.catalogue import catalogue
from server.risk.grading import Grade, grade
from server.risk.registry import registry
from tests.factories.customers import Planted
from tests.server.risk.histories import DAY
from tests.server.risk.measuring import Values

FACTS_HOLD_DAYS = 90


async def plant_answer(
    owner: AsyncSession,
    customer: Planted,
    source: str,
    facts: Mapping[str, int | Decimal | str | bool] | Sequence[Fact],
    *,
    observed_on: date = DAY,
    about_id: UUID | None = None,
) -> None:
    """A source's answer about a customer, as the worker keeps it."""
    listed = _facts(facts) if isinstance(facts, Mapping) else facts
    at = datetime.combine(observed_on, time(12), UTC)
    row: dict[str, Any] = {
        "id": uuid4(),
        "source": source,
        "number": uuid4().hex,
        "about_id": about_id or customer.customer_id,
        "reason": "pre_loan",
        "question_cipher": b"-",
        "question_index": b"-",
        "state": InquiryState.ANSWERED,
        "send_wanted": False,
        "attempts": 1,
        "answer_cipher": b"-",
        "facts": [each.as_data() for each in listed],
        "opened_by": customer.officer_id,
        "opened_at": at,
        "answered_at": at,
        "observed_on": observed_on,
        "valid_until": observed_on + timedelta(days=FACTS_HOLD_DAYS),
    }
    await owner.execute(insert(Inquiry).values(**customer.owner_columns, **row))


def _facts(told: Mapping[str, int | Decimal | str | bool]) -> list[Fact]:
    return [Fact(code, value if isinstance(value, str | bool) else Decimal(value)) for code, value in told.items()]


def grade_of(code: str, value: Decimal | None) -> Grade:
    """What a value comes to under the catalogue's own thresholds."""
    known = catalogue()[code]
    return grade(value, known.operator, warn=known.warn, critical=known.critical, external=registry()[code].external)


def misses(values: Values, codes: Iterable[str], wanted: Grade) -> dict[str, tuple[Grade, Decimal | None]]:
    """The codes whose value does not come to a grade that their thresholds know, each with what it comes to."""
    found = {code: (grade_of(code, values[code]), values[code]) for code in codes if _knows(code, wanted)}
    return {code: told for code, told in found.items() if told[0] is not wanted}


def _knows(code: str, wanted: Grade) -> bool:
    """Whether an indicator can come to a grade: some have one threshold only, of some both are the same."""
    known = catalogue()[code]
    if wanted is Grade.WARN:
        return known.warn is not None and known.warn != known.critical
    return wanted is not Grade.CRITICAL or known.critical is not None
