"""Arguments of generated documents: sound values out of the data, now and then something that is refused."""

import random
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from graphql import GraphQLArgument, GraphQLEnumType, GraphQLField, GraphQLNonNull, get_named_type

from schema.kit.ids import encode
from server.kit.scope import Scope
from tests.schema.reading.facts import Facts

ONE = {"customer": "Customer", "application": "Application", "loan": "Loan", "approvalCase": "ApprovalCase"}
NARROWING_MAX = 2
SPOILT = 0.015
"""How often an argument is one that is refused."""
DAYS = ("2020-01-01", "2025-08-31", "2025-12-31", "2026-02-01", "2026-02-28", "2026-03-02", "2028-02-29", "2030-01-01")
NOTHING = object()


class Word(str):
    """A word of the language in a literal: an enum's value."""

    __slots__ = ()


@dataclass
class Variables:
    """The variables of one operation, and what the request says of them."""

    declared: list[str] = field(default_factory=list)
    given: dict[str, Any] = field(default_factory=dict)

    def new(self, kind: str, default: str | None = None, value: Any = NOTHING) -> str:
        """Declare one; answers how it is written."""
        name = f"v{len(self.declared)}"
        self.declared.append(f"${name}: {kind}" + (f" = {default}" if default is not None else ""))
        if value is not NOTHING:
            self.given[name] = value
        return f"${name}"

    @property
    def head(self) -> str:
        return f"({', '.join(self.declared)})" if self.declared else ""


class Arguments:
    """Chooses the arguments of root fields for one document."""

    def __init__(self, dice: random.Random, facts: Facts, scope: Scope, variables: Variables) -> None:
        self.dice, self.facts, self.scope, self.variables = dice, facts, scope, variables

    def of(self, name: str, field: GraphQLField, kinds: list[str]) -> str:
        """The argument list of a root field. `kinds` are the types that its selection names."""
        values = self._values(name, field, kinds)
        written = [f"{key}: {self._written(field.args[key], value)}" for key, value in values.items()]
        return f"({', '.join(written)})" if written else ""

    def _values(self, name: str, field: GraphQLField, kinds: list[str]) -> dict[str, Any]:
        makers = {key: getattr(self, f"_{key}", None) for key in field.args}
        chosen: dict[str, Any] = {}
        if "order" in field.args and self.dice.random() < 0.5:
            chosen["order"] = Word(self.dice.choice(list(_enum(field.args["order"]).values)))
        if "after" in field.args and self.dice.random() < 0.35:
            chosen["after"] = self._cursor(name, chosen.get("order", "NEWEST"))
        if "first" in field.args and self.dice.random() < 0.6:
            chosen["first"] = self._count()
        for key in self.dice.sample(list(makers), min(NARROWING_MAX, len(makers))):
            maker = makers[key]
            if maker is not None and self.dice.random() < 0.5:
                chosen[key] = maker(name, field.args[key])
        if "id" in field.args:
            chosen["id"] = self._id_for(ONE.get(name) or self.dice.choice(kinds or list(self.facts.ids)))
        if "text" in field.args:
            chosen["text"] = self._typed()
        if "key" in field.args:
            chosen["key"] = "a key that nobody has used"
        if "input" in field.args:
            chosen["input"] = self._quote()
        keys = list(chosen)
        self.dice.shuffle(keys)
        return {key: chosen[key] for key in keys}

    def _written(self, argument: GraphQLArgument, value: Any) -> str:
        """As a literal, or moved into a variable: given, with a default, left out, or null."""
        if self.dice.random() >= 0.35 or isinstance(value, dict):
            return literal(value)
        kind = str(argument.type)
        turn = self.dice.random()
        if turn < 0.2:
            return self.variables.new(kind, literal(value))
        if turn < 0.3 and not _required(argument):
            return self.variables.new(kind.removesuffix("!"))
        if turn < 0.36 and not isinstance(argument.type, GraphQLNonNull):
            return self.variables.new(kind, value=None)
        if turn < 0.42:
            return self.variables.new(kind, literal(value), plain(value))
        return self.variables.new(kind, value=plain(value))

    def _count(self) -> int:
        if self.dice.random() < SPOILT:
            return self.dice.choice((0, -1, 101))
        return self.dice.choice((1, 1, 2, 3, 5, 10, 20, 100))

    def _cursor(self, name: str, order: str) -> str:
        own = self.facts.cursors.get((name, order)) or self.facts.cursors.get((name, "")) or ["none"]
        if self.dice.random() < SPOILT:
            return self.dice.choice([*self.dice.choice(list(self.facts.cursors.values())), "damaged", own[0][:-1]])
        # most places are in the first third: rows follow
        return own[min(int(len(own) * self.dice.random() ** 2), len(own) - 1)]

    def _id_for(self, kind: str) -> str:
        turn = self.dice.random()
        if turn < SPOILT:
            return self.dice.choice(("", "Loan_", "nothing", encode("Tile", UUID(int=1)), encode("Staff", UUID(int=2))))
        if turn < 0.06:
            return encode(kind, UUID(int=3), UUID(int=3) if self.dice.random() < 0.5 else None)
        if turn < 0.16 and (foreign := self.facts.foreign(kind, self.scope)):
            return self.dice.choice(foreign)
        return self.dice.choice(self.facts.in_sight(kind, self.scope) or [encode(kind, UUID(int=4))])

    def _state(self, _name: str, argument: GraphQLArgument) -> Any:
        states = list(_enum(argument).values)
        count = self.dice.choice((0, 1, 2, 3, len(states)))
        return [Word(state) for state in self.dice.choices(states, k=count)] if self.dice.random() < 0.95 else None

    def _search(self, name: str, _argument: GraphQLArgument) -> Any:
        return self.dice.choice(self.facts.searches[name])

    def _typed(self) -> str:
        """What one types into the box that finds everything."""
        if self.dice.random() < SPOILT:
            return self.dice.choice(("", "  ", "0" * 80))
        return self.dice.choice([text for texts in self.facts.searches.values() for text in texts if text])

    def _branchId(self, _name: str, _argument: GraphQLArgument) -> Any:  # noqa: N802 - named as the argument is
        return self._id_for("Branch")

    def _officerId(self, _name: str, _argument: GraphQLArgument) -> Any:  # noqa: N802 - named as the argument is
        return self._id_for("Staff")

    def _overdue(self, _name: str, _argument: GraphQLArgument) -> Any:
        return self.dice.random() < 0.5

    def _since(self, _name: str, _argument: GraphQLArgument) -> Any:
        return self.dice.choice((*DAYS[:4], None))

    def _until(self, _name: str, _argument: GraphQLArgument) -> Any:
        return self.dice.choice((*DAYS[4:], None))

    def _by(self, name: str, argument: GraphQLArgument) -> Any:
        if self.dice.random() < SPOILT:
            return Word(self.dice.choice(list(_enum(argument).values)))
        return Word(self.dice.choice(self.facts.groupings[name]))

    def _team(self, _name: str, _argument: GraphQLArgument) -> Any:
        return self.dice.choice((None, "nobody"))

    def _quote(self) -> dict[str, Any]:
        offer = self.dice.choice(self.facts.in_sight("ProductVersion", self.scope))
        return {"productVersionId": offer, "amount": "30000.00", "termMonths": 12}


def literal(value: Any) -> str:
    """A value as it is written in a document."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Word | int):
        return str(value)
    if isinstance(value, list):
        return f"[{', '.join(map(literal, value))}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key}: {literal(each)}' for key, each in value.items())}}}"
    quoted = str(value).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{quoted}"'


def plain(value: Any) -> Any:
    """A value as it is sent beside a document."""
    if isinstance(value, list):
        return [plain(each) for each in value]
    return str(value) if isinstance(value, Word) else value


def _enum(argument: GraphQLArgument) -> GraphQLEnumType:
    named = get_named_type(argument.type)
    assert isinstance(named, GraphQLEnumType)
    return named


def _required(argument: GraphQLArgument) -> bool:
    from graphql import is_required_argument

    return is_required_argument(argument)
