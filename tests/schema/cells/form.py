"""What a row of the matrix says, and the shapes that most rows have."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any
from uuid import uuid4

from tests.schema.stage import IDLE, Stage

TOTAL = "{ totalCount nodes { id } }"

Variables = Callable[[Stage], dict[str, Any]]
Check = Callable[[Any, Stage], bool]


class Elsewhere(Enum):
    """What the holder of the operation in another region is answered."""

    NULL = auto()
    EMPTY = auto()
    NOT_FOUND = auto()
    REFUSED = auto()
    """By a code of its own that tells no more than "not found" would."""
    OWN = auto()
    """The field is about the caller himself, or about what is no secret inside the house."""


@dataclass(frozen=True)
class Cell:
    """One row of the matrix. `right` None: who is not logged in is the right caller."""

    document: str
    variables: Variables
    right: str | None
    elsewhere: Elsewhere
    foreign: str
    good: Check
    without: str = IDLE
    foreign_good: Check | None = None


def nothing(_: Stage) -> dict[str, Any]:
    return {}


def one(name: str) -> Variables:
    return lambda stage: {"id": stage[name]}


def keyed(**names: str) -> Variables:
    """An input with a fresh key and global ids of the stage by name."""
    return lambda stage: {"idempotencyKey": uuid4().hex} | {field: stage[name] for field, name in names.items()}


def given(base: Variables, **values: Any) -> Variables:
    return lambda stage: base(stage) | values


def change(verb: str, selection: str, values: Variables, right: str | None, **more: Any) -> Cell:
    """A mutation with one input object, as an officer of East."""
    kind = verb[0].upper() + verb[1:] + "Input"
    document = f"mutation Do($input: {kind}!) {{ {verb}(input: $input) {{ {selection} }} }}"
    standard: dict[str, Any] = {"elsewhere": Elsewhere.NOT_FOUND, "foreign": "officer.west1", "without": "auditor.hq"}
    return Cell(document, lambda stage: {"input": values(stage)}, right, **(standard | more))


def look(document: str, variables: Variables, good: Check, **more: Any) -> Cell:
    """A read, as an officer of East."""
    standard: dict[str, Any] = {
        "right": "officer.east1",
        "elsewhere": Elsewhere.NULL,
        "foreign": "officer.west1",
        "without": "admin1.hq",
    }
    return Cell(document, variables, good=good, **(standard | more))


def by_id(field: str, name: str, **more: Any) -> Cell:
    document = f"query Look($id: ID!) {{ {field}(id: $id) {{ id }} }}"
    return look(document, one(name), lambda found, stage: found["id"] == stage[name], **more)


def listed(field: str, name: str, arguments: str = "", **more: Any) -> Cell:
    def good(found: Any, stage: Stage) -> bool:
        return found["totalCount"] > 0 and stage[name] in [node["id"] for node in found["nodes"]]

    return look(f"{{ {field}{arguments} {TOTAL} }}", nothing, good, elsewhere=Elsewhere.EMPTY, **more)


def about_oneself(document: str, good: Check, variables: Variables = nothing, **more: Any) -> Cell:
    return look(document, variables, good, elsewhere=Elsewhere.OWN, **({"without": IDLE} | more))
