"""Ratings of customers: views, the migration matrix, and the facts that ratings are made of."""

from datetime import date, datetime

import strawberry

from schema.customers.mutations import CustomerPayload
from schema.kit import ids
from schema.kit.context import Info
from schema.kit.fields import KEY, described, mutation, query
from schema.kit.scalars import Money, Rate
from schema.reading.declarations import column, embedded, reads
from schema.reading.descriptions import by_row_id
from schema.reading.read_back import ReadBack
from server.customers.rating import chart, doors, models, reading, vocabulary
from server.customers.rating.sights import RATINGS

strawberry.enum(chart.Grade, description="From the best, AAA, to the worst, C.")
strawberry.enum(models.RatingCause, description="Why somebody was rated.")
strawberry.enum(vocabulary.FactSource, description="Where a fact comes from.")


@strawberry.type(description="What one category of a chart gave, and why.")
class RatingPart:
    """View of a part."""

    code: str = described("Code of the category in its chart.")
    part: str = described("basic, behaviour, non_financial or financial.")
    name_zh: str = described("Name of the category in Chinese.")
    name_en: str = described("Name of the category in English.")
    points: int = described("Points that it gave.")
    most: int = described("Points that it can give.")
    known: bool = described("Whether all that decides it is known.")
    neutral: bool = described("Whether it is neutral because the customer is new.")
    zh: str = described("What it looked at, in Chinese.")
    en: str = described("What it looked at, in English.")


@strawberry.type(description="How good a customer was found to be on a day. Never changed.")
@reads(RATINGS)
class CustomerRating:
    """View of a rating."""

    grade: chart.Grade = column("AAA to C, after all caps.")
    uncapped_grade: str = column("What the score alone would have given.")
    previous_grade: str | None = column("The grade before; null for the first rating.")
    fell_by: int = column("By how many grades he has fallen; negative when he rose.")
    score: int = column("The sum of all points.")
    limit_multiple: Rate = column("What the grade does to a limit.")
    flags: list[str] = column("thin, review, reject, block.")
    caps: list[str] = column("What keeps the grade down: block, overdue, thin.")
    reasons: list[RatingPart] = embedded("The four categories that lost most, the worst first.", "reasons")
    parts: list[RatingPart] = embedded("Every category, in the order of the chart.", "parts")
    cause: models.RatingCause = column("Why he was rated.")
    chart_code: str = column("By which chart.")
    chart_version: int = column("By which version of it.")
    rated_on: date = column("On which business day.")
    rated_at: datetime = column("When.")


@strawberry.type(description="Customers who came from one grade to another in a month.")
class GradeMove:
    """A cell of the migration matrix."""

    before: chart.Grade | None = described("Before the month began; null for who had no rating then.")
    after: chart.Grade = described("At its end, or today.")
    customers: int = described("How many.")


@strawberry.input(description="One telling of a fact. One value at most; none means that it is not known any more.")
class FactInput:
    """Input of recordCustomerFacts."""

    code: str = described("Which fact: see the guide of ratings.")
    source: vocabulary.FactSource = described("TOLD, DOCUMENT or VISIT.")
    amount: Money | None = strawberry.field(default=None, description="For amounts.")
    number: Rate | None = strawberry.field(default=None, description="For other numbers and shares.")
    flag: bool | None = strawberry.field(default=None, description="For yes or no.")
    word: str | None = strawberry.field(default=None, description="For words.")
    observed_on: date | None = strawberry.field(default=None, description="As of which day; without it, today.")


@strawberry.input(description="What was told, seen or read of a customer.")
class RecordCustomerFactsInput:
    """Input of recordCustomerFacts."""

    idempotency_key: str = described(KEY)
    customer_id: strawberry.ID = described("Of whom.")
    facts: list[FactInput] = described("At most sixty.")


@strawberry.type
class RatingQuery:
    """Part of the root query."""

    @query(reading.rating_migration)
    async def rating_migration(self, info: Info, month: date | None = None) -> list[GradeMove]:
        moved = await reading.rating_migration(info.context.caller, month=month)
        return [GradeMove(before=each.before, after=each.after, customers=each.customers) for each in moved]


@strawberry.type
class RatingMutation:
    """Part of the root mutation."""

    @mutation(doors.record_facts)
    async def record_customer_facts(self, info: Info, input: RecordCustomerFactsInput) -> CustomerPayload:
        back = ReadBack(info, lambda customer_id: CustomerPayload(customer=by_row_id(customer_id)))
        outcome = await doors.record_facts(
            back.caller(input.idempotency_key),
            customer_id=ids.decode_as("Customer", input.customer_id, "customerId"),
            facts=[_told(at, each) for at, each in enumerate(input.facts)],
        )
        return back.answer(outcome)


def _told(at: int, given: FactInput) -> doors.FactTold:
    return doors.one_value(
        at,
        given.code,
        given.source,
        given.observed_on,
        amount_fen=given.amount,
        number=given.number,
        flag=given.flag,
        word=given.word,
    )
