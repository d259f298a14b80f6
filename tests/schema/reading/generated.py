"""Documents generated on top of hypothesis-graphql.

`queries` chooses which fields are asked for; by itself it knows neither ids nor cursors and writes no variables, named
fragments or directives, so a quarter of its documents pass. Ours takes its selection for one root field after another
and writes the document anew: arguments out of the data, variables, fragments, aliases, fields that merge, @skip and
@include, all from one number that Hypothesis draws.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from graphql import DocumentNode, FieldNode, GraphQLSchema, OperationDefinitionNode, print_ast
from hypothesis import strategies as st
from hypothesis_graphql import nodes, queries

from schema.reading.catalogue import Catalogue
from schema.wire.documents import Judge
from server.kit.errors import DomainError
from server.kit.scope import Scope
from tests.schema.reading.arguments import Variables
from tests.schema.reading.facts import Facts
from tests.schema.reading.writing import Writer

ROOTS_MAX = 3
LISTS = {"customers": 4, "applications": 5, "loans": 5, "approvalInbox": 2, "node": 4, "search": 2}
SINGLE = {"customer": 2, "application": 2, "loan": 2, "approvalCase": 2}
FIGURES = {"applicationFigures": 2, "loanFigures": 2, "instalmentFigures": 2, "repaymentFigures": 2}
COMMON = {"branches": 1, "products": 1, "viewer": 0.15, "requestOutcome": 0.05, "scheduleQuote": 0.1}
READER = LISTS | SINGLE | FIGURES | COMMON
"""Root fields for whoever reads the book, and how often each comes."""
BY_LOGIN: dict[str, dict[str, float]] = {
    "auditor.hq": READER | {"auditTrail": 4, "dashboard": 0.1},
    "admin1.hq": COMMON | {"trustedDocuments": 4, "node": 0.3, "developerTokens": 0.2},
}
SCALARS = {name: st.just(nodes.String("1")) for name in ("Money", "Date", "DateTime", "Rate")}


@dataclass(frozen=True)
class Generated:
    """A document, the variables of its request, its root fields, and the keys under which pages come."""

    text: str
    variables: dict[str, Any]
    roots: tuple[str, ...]
    pages: frozenset[str]


@dataclass
class Generator:
    """Makes documents for one schema and one set of data."""

    catalogue: Catalogue
    judge: Judge
    facts: Facts

    def documents(self, login: str, scope: Scope) -> st.SearchStrategy[Generated]:
        """Documents within the server's limits for somebody who sees this much."""
        weights = BY_LOGIN.get(login, READER)
        names = st.integers(0, 2**32).map(lambda seed: _roots(random.Random(seed), weights))
        skeletons = names.flatmap(lambda chosen: st.tuples(*(_skeletons(self.catalogue.schema, n) for n in chosen)))
        # a plain seed and no draws: a document takes hundreds of turns of the dice
        seeds = st.integers(0, 2**32)
        return st.builds(self._write, skeletons, seeds, st.just(scope)).filter(self._within_limits)

    def _write(self, skeletons: Sequence[FieldNode], seed: int, scope: Scope) -> Generated:
        dice = random.Random(seed)
        variables = Variables()
        writer = Writer(dice, self.catalogue, self.facts, scope, variables)
        body = writer.operation(skeletons)
        head = f"query {variables.head} " if variables.declared else dice.choice(("", "query ", "query Named "))
        text = "\n".join([f"{head}{body}", *writer.fragments])
        return Generated(text, variables.given, tuple(each.name.value for each in skeletons), frozenset(writer.pages))

    def _within_limits(self, made: Generated) -> bool:
        try:
            self.judge.judged(made.text)
        except DomainError:
            return False
        return True


def _roots(dice: random.Random, weights: dict[str, float]) -> list[str]:
    count = dice.choice((1, 1, 2, ROOTS_MAX))
    return dice.choices(list(weights), list(weights.values()), k=count)


_KNOWN: dict[tuple[int, str], st.SearchStrategy[FieldNode]] = {}


def _skeletons(schema: GraphQLSchema, name: str) -> st.SearchStrategy[FieldNode]:
    """One root field with a selection, as hypothesis-graphql makes it."""
    key = (id(schema), name)
    if key not in _KNOWN:
        whole = queries(schema, fields=(name,), custom_scalars=SCALARS, allow_x00=False, print_ast=_first_field)
        _KNOWN[key] = whole
    return _KNOWN[key]


def _first_field(document: DocumentNode) -> FieldNode:
    operation = document.definitions[0]
    assert isinstance(operation, OperationDefinitionNode)
    chosen = operation.selection_set.selections[0]
    assert isinstance(chosen, FieldNode), print_ast(chosen)
    return chosen
