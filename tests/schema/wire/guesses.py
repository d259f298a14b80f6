"""Selections and values guessed from the schema: fields that are there, with arguments that may be anything."""

import json
import random
import string
from typing import Any
from uuid import UUID

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    get_named_type,
    get_nullable_type,
    is_required_argument,
    is_required_input_field,
)

from schema.kit.ids import encode
from schema.root import schema

GOOD = (
    "{ viewer { staff { login name branch { id name } } operations } }",
    "query L($n: Int = 5) { loans(first: $n, state: [ACTIVE]) { nodes { ...row } pageInfo { endCursor } } } "  # noqa: ISC004 - one document
    "fragment row on Loan { id number state principal customer { id nameMasked } nextDue { dueOn } }",
    '{ customers(search: "王", first: 3) { edges { cursor node { id kind phoneMasked } } } }',
    'mutation { beginProspect(input: {idempotencyKey: "k"}) { customer { id } } }',
    '{ node(id: "TG9hbjo") { id ... on Loan { number } ... on Customer { nameMasked } } }',
)
ENDS = ("logOut", "changePassword", "refreshSession")
"""Verbs that end the session: whoever asks next would be refused for that, whatever he asks."""

LETTERS = string.ascii_letters + string.digits + " _-%'\";()"
ODD = (*"\ufeff\u2028\u0000\ud7ff\U0001f4a3\u202eé借\x7f\x1b\t", "\\u0000", "\\uD800")
KINDS = ("Loan", "Customer", "Application", "Staff", "Nobody", "", "Loan:Loan")
SCALARS: tuple[Any, ...] = (
    0,
    -1,
    1,
    2**31,
    2**53 + 1,
    1.5,
    1e308,
    True,
    None,
    "",
    "1",
    "30000.00",
    "2026-02-30",
    "客户",
    "\u0000",
)
TEXTS = (
    "'; DROP TABLE loans; --",
    "%",
    "_",
    "../../etc/passwd",
    "a" * 300,
    "{{7*7}}",
    "\\",
    "\ud83d\ude00",
    "${jndi:x}",
)


class Guesses:
    """Guesses over the product's schema."""

    def __init__(self, dice: random.Random) -> None:
        self.dice = dice
        self._types = schema.catalogue.schema.type_map

    def many(self, most: int) -> int:
        """Mostly few, sometimes very many."""
        return max(1, int(most ** self.dice.random()))

    def text(self, most: int) -> str:
        """Letters with an odd one among them."""
        letters = (self.dice.choice(ODD if self.dice.random() < 0.05 else LETTERS) for _ in range(self.many(most)))
        return "".join(letters)

    def verb(self) -> str:
        kind = self._types["Mutation"]
        assert isinstance(kind, GraphQLObjectType)
        return str(
            self.dice.choice(
                [name for name, field in kind.fields.items() if "input" in field.args and name not in ENDS]
            )
        )

    def field(self, owner: str, depth: int, *, wild: bool = False, first: int | None = None) -> str:
        """One field of a type with what stands below it. `wild`: arguments that fit no type; `first`: of pages."""
        kind = self._types[owner]
        if not isinstance(kind, GraphQLObjectType | GraphQLInterfaceType):
            return "__typename"
        fields = [each for each in kind.fields.items() if each[0] not in ENDS]
        lists = [each for each in fields if hasattr(get_named_type(each[1].type), "fields")]
        name, field = self.dice.choice(lists if first and lists else fields)
        given = []
        for word, argument in field.args.items():
            if word == "first" and first:
                given.append(f"first: {first}")
            elif is_required_argument(argument) or self.dice.random() < 0.4:
                value = self.json(2) if wild and self.dice.random() < 0.5 else self.value(argument.type, 3)
                given.append(f"{word}: {literal(value)}")
        target = get_named_type(field.type)
        written = f"{name}({', '.join(given)})" if given else name
        if not hasattr(target, "fields") and not hasattr(target, "types"):
            return written
        if depth <= 1:
            return f"{written} {{ __typename }}"
        below = " ".join(self.field(target.name, depth - 1, wild=wild, first=first) for _ in range(2))
        return f"{written} {{ {below} }}"

    def value(self, kind: Any, depth: int) -> Any:
        """A value for an input type, mostly of the right shape."""
        if self.dice.random() < 0.1:
            return self.json(2)
        bare = get_nullable_type(kind)
        if not isinstance(kind, GraphQLNonNull) and self.dice.random() < 0.2:
            return None
        if isinstance(bare, GraphQLList):
            return [self.value(bare.of_type, depth - 1) for _ in range(self.dice.randrange(3))]
        if isinstance(bare, GraphQLEnumType):
            return Word(self.dice.choice([*bare.values, "NONE"]))
        if isinstance(bare, GraphQLInputObjectType):
            return self.input_of(bare.name, depth - 1)
        right = {"Int": self.dice.randrange(-5, 200), "Boolean": self.dice.random() < 0.5, "ID": self.id()}
        return right.get(bare.name, self.dice.choice((*TEXTS, "x", "30000.00", "2026-03-01")))

    def input_of(self, name: str, depth: int = 3) -> Any:
        """Values for an input object; nothing else when it is no such type."""
        kind = self._types.get(name)
        if not isinstance(kind, GraphQLInputObjectType) or depth <= 0:
            return self.json(2)
        return {
            word: self.value(field.type, depth)
            for word, field in kind.fields.items()
            if is_required_input_field(field) or self.dice.random() < 0.5
        }

    def id(self) -> str:
        good = encode(self.dice.choice(KINDS), UUID(int=self.dice.getrandbits(128)))
        place = self.dice.randrange(len(good))
        return self.dice.choice((good, good[:place], good[:place] + "-" + good[place:], good * 9, "", "TG9hbjo="))

    def cursor(self) -> str:
        return self.dice.choice(("", "A", "AAAA", "eyJ9", "=" * 8, "A" * self.many(600), "-_" * self.many(300)))

    def json(self, depth: int, only: type | None = None) -> Any:
        """Any JSON."""
        if only is dict or (depth > 0 and self.dice.random() < 0.3):
            names = [self.dice.choice(("a", "id", "input", "", "é")) for _ in range(self.dice.randrange(4))]
            return {name: self.json(depth - 1) for name in names}
        if depth > 0 and self.dice.random() < 0.3:
            return [self.json(depth - 1) for _ in range(self.dice.randrange(6))]
        return self.dice.choice((*SCALARS, *TEXTS))


class Word(str):
    """An enum value: JSON's text, written without quotes in a document."""

    __slots__ = ()


def literal(value: Any) -> str:
    """A value as a document writes it."""
    if isinstance(value, Word):
        return str(value)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name or 'x'}: {literal(item)}" for name, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(literal, value)) + "]"
    return json.dumps(value)
