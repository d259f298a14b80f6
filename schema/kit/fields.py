"""Root fields from doors: description, operation and resolver in one place.

`@query(door)` makes a field whose description is the door's docstring and whose `@requires(operation:)` directive is
the door's operation. A test walks every root field and fails on one without the directive.
"""

from collections.abc import Callable
from typing import Any

import strawberry
from strawberry.schema_directive import Location

from server.identity.guard import guarded


@strawberry.schema_directive(
    locations=[Location.FIELD_DEFINITION], description="The operation that a caller must hold to use this field."
)
class Requires:
    """Shown in the SDL as `@requires(operation: "loan:disburse")`."""

    operation: str = strawberry.directive_field(name="operation")


Resolver = Callable[..., Any]
KEY = "Made by the client; the same key has one effect."
"""What an input says of its idempotency key."""
SEEN = "The version that the caller has seen."
"""What an input says of the version that it expects."""
IMPERSONAL = "impersonal"
"""Key of a subscription field's metadata."""

ARGUMENTS = {
    "after": "Cursor of the last row seen; rows after it are answered.",
    "by": "By what rows are grouped.",
    "branch_id": "Only rows of this branch.",
    "campaign_id": "Only rows of this campaign.",
    "case_id": "Global id of a case.",
    "customer_id": "Only rows of this customer.",
    "decided_since": "Only what was decided on this day and later.",
    "decided_until": "Only what was decided on this day and earlier.",
    "days": "How many days back, at most 1096.",
    "edition_id": "Global id of an edition.",
    "first": "How many rows, 1 to 100.",
    "id": "Global id.",
    "input": "What is asked for.",
    "key": "The request key that a mutation carried.",
    "limit": "How many of each kind, 1 to 20.",
    "matrix_id": "Global id of a matrix.",
    "officer_id": "Only rows of this officer.",
    "month": "Any day of the month that is asked for; without it, the present one.",
    "order": "In which order.",
    "overdue": "Only loans with an overdue instalment.",
    "past_due_over": "Only running loans more than so many days past due; 0 means all that are overdue.",
    "period": "Of which period, up to today.",
    "since": "Only rows of this day and later.",
    "search": "What staff type: the beginning of a number, initials, the last four digits.",
    "submitted_since": "Only what was submitted on this day and later.",
    "submitted_until": "Only what was submitted on this day and earlier.",
    "under": "Only rows of this branch and of those below it.",
    "state": "Only rows in one of these states.",
    "until": "Only rows of this day and earlier.",
    "text": "What staff type into a search box.",
    "team": "Code of a client team; without it, of all.",
}
"""What the arguments of root fields mean, by name: the same name means the same everywhere."""


def query(door: Any, description: str | None = None) -> Callable[[Resolver], Any]:
    """A root field that reads through a guarded verb or a sight; a sight's fields say themselves what they are."""
    return _field(door, description)


def mutation(door: Resolver) -> Callable[[Resolver], Any]:
    """A root field that writes through a guarded verb."""
    return _field(door)


def subscription(door: Resolver, kind: Any, *, impersonal: frozenset[str] = frozenset()) -> Callable[[Resolver], Any]:
    """A root field that is watched; its resolver answers what the stream door does: when to look again.

    What each event shows is the field of Query with the same name, arguments and type (`kind`). `impersonal` names the
    object types that look the same to everybody of one scope and the same operations: a document that stays within
    them is read once for all of these people, any other once for each person.
    """

    def decorate(resolver: Resolver) -> Any:
        declared = guarded(door)
        field = strawberry.subscription(
            resolver=resolver,
            graphql_type=kind,
            description=paragraph(declared.description),
            directives=[Requires(operation=str(declared.operation))],
            metadata={IMPERSONAL: impersonal},
        )
        return _with_arguments_described(field)

    return decorate


def _field(door: Any, description: str | None = None) -> Callable[[Resolver], Any]:
    def decorate(resolver: Resolver) -> Any:
        declared = guarded(door)
        requires = Requires(operation=str(declared.operation))
        told = description or paragraph(declared.description)
        field = strawberry.field(resolver=resolver, description=told, directives=[requires])
        return _with_arguments_described(field)

    return decorate


def _with_arguments_described(field: Any) -> Any:
    for argument in field.arguments:
        argument.description = argument.description or ARGUMENTS[argument.python_name]
    return field


def described(text: str) -> Any:
    """A plain field with its description."""
    return strawberry.field(description=text)


def paragraph(docstring: str) -> str:
    """A docstring as one description: lines of a paragraph joined, paragraphs kept."""
    paragraphs = [" ".join(part.split()) for part in docstring.split("\n\n")]
    return "\n\n".join(paragraphs)
