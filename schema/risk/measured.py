"""The indicators of a customer or a loan, inside it: a page of what its sheet says, the worst first."""

from datetime import date
from typing import Annotated, Any

import strawberry
from sqlalchemy import ColumnElement, Text, cast, func, literal_column, true

from schema.kit.fields import ARGUMENTS
from schema.kit.paging import FIRST_DEFAULT, Connection
from schema.reading.declarations import column, on, paged, reads
from schema.reading.descriptions import Test, page
from schema.reading.terms import Terms
from server.risk.grading import Grade
from server.risk.grain import Grain
from server.risk.measured import MEASURED, known_to

strawberry.enum(Grade, name="IndicatorGrade", description="What a value comes to under the thresholds in force.")
strawberry.enum(Grain, name="IndicatorGrain", description="What one value of an indicator is a value of.")

ORDER = ("rank", "code")
First = Annotated[int, strawberry.argument(description=ARGUMENTS["first"])]
After = Annotated[str | None, strawberry.argument(description=ARGUMENTS["after"])]
Grades = Annotated[list[Grade] | None, strawberry.argument(description="Only at these grades.")]


def _exact(row: Any, _terms: Terms) -> ColumnElement[str]:
    return cast(func.trim_scale(row.value), Text)


@strawberry.type(description="An indicator as it was measured last, inside what it was measured of.")
@reads(MEASURED)
class MeasuredIndicator:
    """View of a value of a sheet."""

    code: str = column("Which indicator.")
    name_zh: str = column("What it is called, in Chinese.")
    name_en: str = column("What it is called, in English.")
    level: Grain = column("What the value is a value of.", "grain")
    value: str | None = column("The value, exactly; null: a gap in our data, or nobody was asked.", _exact)
    unit: str = column("In which unit the value is.")
    grade: Grade = column("Which threshold it has passed, if any.")
    as_of: date = column("Since which business date the values of this subject stand like this.")
    version: int = column("Version of the formula.")


def _known(row: Any, terms: Terms) -> ColumnElement[bool]:
    """As with alerts: what is another desk's takes the whole branch in sight, what is compliance's the whole house."""
    if terms.sees_every_branch:
        return true()
    known = known_to(every_officer=terms.sees_every_officer)
    found: ColumnElement[bool] = row.code.in_([literal_column(f"'{code}'") for code in known])
    return found


KNOWN = Test("known", _known)


def _at(grades: list[Grade] | None) -> tuple[Test, ...]:
    if not grades:
        return ()
    letters = tuple(sorted({each.value for each in grades}))

    def among(row: Any, _terms: Terms) -> ColumnElement[bool]:
        found: ColumnElement[bool] = row.grade.in_([literal_column(f"'{each}'") for each in letters])
        return found

    return (Test(("grades", letters), among),)


def _indicators(
    first: First = FIRST_DEFAULT, after: After = None, *, grades: Grades = None
) -> Connection[MeasuredIndicator]:
    return page(MEASURED, ORDER, KNOWN, *_at(grades), first=first, after=after)


def indicators_of(whose: str) -> Any:
    """The field `indicators` of a type whose rows are measured by their own ids."""
    told = f"The indicators of {whose} as they were measured last, the worst first."
    return paged(told, on(customer_id="customer_id", id="id"))(_indicators)
