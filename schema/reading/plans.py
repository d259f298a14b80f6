"""Plans: statements that were compiled once, kept with their document.

A plan belongs to one operation of one judged document, one shape of scope, the values of the variables in `@skip` and
`@include`, and the shapes of its root fields' descriptions (which arguments are there, not what they are). Plans live
and die with their document in the memory of judged documents, and each document keeps a bounded number of them.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import orjson
from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    GraphQLField,
    GraphQLObjectType,
    OperationDefinitionNode,
    OperationType,
    Visitor,
    visit,
)
from graphql.execution.collect_fields import FieldDetailsList, FragmentDetails, collect_fields
from graphql.execution.values import VariableValues, get_argument_values, get_variable_values
from sqlalchemy import ColumnElement, select

from schema.reading.catalogue import Catalogue
from schema.reading.compiler import Compiler
from schema.reading.descriptions import Description, Page
from schema.reading.inner import pages_in
from schema.reading.inner import told as inner_told
from schema.reading.page_values import page_values
from schema.reading.pieces import TYPENAME, NoPlan, as_object, text_literal
from schema.reading.questions import Question, Questions, Root, Told
from schema.reading.terms import STANDING, Terms, scope_values, sides_of, standing_values
from server.identity.answering import Statement, gated, written
from server.kit.clock import business_date
from server.kit.work import Actor, Caller

PLANS_MAX = 40
OPERATIONS_MAX = 8
DIRECTIVES = frozenset({"skip", "include"})
NO_VARIABLES = VariableValues({}, {})
Describe = Callable[[GraphQLField, Caller, dict[str, Any]], Any]
"""What a root field's resolver answers with: a description where it reads."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A statement, the values in it that never change, and which of the standing terms it takes."""

    statement: Statement
    fixed: Mapping[str, Any]
    standing: frozenset[str]


@dataclass(frozen=True, slots=True)
class Ready:
    """A plan with the values of this request."""

    plan: Plan
    values: dict[str, Any]


class Family:
    """All plans of one operation."""

    def __init__(
        self, catalogue: Catalogue, document: DocumentNode, operation: OperationDefinitionNode, questions: Questions
    ) -> None:
        self._catalogue = catalogue
        self._operation = operation
        self._questions = questions
        self._number = questions.number()
        self._definitions = operation.variable_definitions or ()
        definitions = [node for node in document.definitions if isinstance(node, FragmentDefinitionNode)]
        self._fragments = {node.name.value: FragmentDetails(node) for node in definitions}
        self._switches = _switches(document)
        named = {node.name.value: node for node in definitions}
        self._inner = pages_in(catalogue.schema, operation, named)
        self._roots: dict[Hashable, list[Root]] = {}
        self._plans: dict[Hashable, Plan | None] = {}

    def ready(self, caller: Caller, variables: Mapping[str, Any], describe: Describe) -> Ready | None:
        """The plan for this request; None where there is none. Raises the refusals of resolvers and cursors."""
        if self._operation.operation is not OperationType.QUERY:
            return None
        asked = (self._number, orjson.dumps(variables))
        question = self._questions.found(asked)
        if question is None:
            question = self._question(caller, variables, describe)
            if question is None:
                return None
            self._questions.keep(asked, question)
        plan = self._plan(caller.actor, question)
        actor = caller.actor if plan is None else caller.actor.under_all(plan.statement.operations)
        if actor is not caller.actor and actor is not None:
            plan = self._plan(actor, question)
        if plan is None or actor is None:
            return None
        asker = caller if actor is caller.actor else replace(caller, actor=actor)
        return Ready(plan, _values(asker, plan, question))

    def _plan(self, actor: Actor, question: Question) -> Plan | None:
        """The plan of a question in the scope of an actor, compiled where it is asked for the first time."""
        shapes = tuple(each.shape for each in question.told if each)
        key = (sides_of(actor.scope), question.switched, shapes, question.inner.shape)
        if key not in self._plans:
            if len(self._plans) >= PLANS_MAX:
                self._plans.clear()
            self._plans[key] = self._compiled(actor, question)
        return self._plans[key]

    def _question(self, caller: Caller, variables: Mapping[str, Any], describe: Describe) -> Question | None:
        coerced = self._coerced(variables)
        if coerced is None:
            return None
        switched = tuple(coerced.coerced.get(name) for name in self._switches)
        roots = self._roots_for(switched, coerced)
        told = [self._told(root, caller, coerced, describe) for root in roots if root.field is not None]
        inner = inner_told(self._inner, coerced, caller)
        return None if None in told or inner is None else Question(roots, switched, told, coerced, inner)

    def _coerced(self, variables: Mapping[str, Any]) -> VariableValues | None:
        if not self._definitions:
            return NO_VARIABLES
        found = get_variable_values(self._catalogue.schema, self._definitions, dict(variables), max_errors=1)
        return found if isinstance(found, VariableValues) else None

    def _roots_for(self, switched: Hashable, coerced: VariableValues) -> list[Root]:
        known = self._roots.get(switched)
        if known is None:
            query = self._catalogue.schema.query_type
            assert query is not None
            grouped = collect_fields(
                self._catalogue.schema, self._fragments, coerced, query, self._operation
            ).grouped_field_set
            known = [
                Root(place, key, _root_field(query, details), details)
                for place, (key, details) in enumerate(grouped.items())
            ]
            if len(self._roots) >= PLANS_MAX:
                self._roots.clear()
            self._roots[switched] = known
        return known

    def _told(self, root: Root, caller: Caller, coerced: VariableValues, describe: Describe) -> Told | None:
        if root.told is not None:
            return root.told
        assert root.field is not None
        arguments = get_argument_values(root.field, root.details[0].node, coerced)
        description = describe(root.field, caller, arguments)
        if not isinstance(description, Description):
            return None
        own = description.values()
        if isinstance(description, Page):
            own |= page_values(description, caller)
        prefix = root_prefix(root.place)
        told = Told(description, description.shape, {f"{prefix}{name}": value for name, value in own.items()})
        if root.constant:
            root.told = told
        return told

    def _compiled(self, actor: Actor, question: Question) -> Plan | None:
        terms = Terms(sides_of(actor.scope))
        inner = question.inner.pages
        compiler = Compiler(self._catalogue, self._fragments, question.coerced, self._operation, terms, inner=inner)
        descriptions = iter([each.description for each in question.told if each])
        try:
            columns = [_root_column(compiler, root, descriptions) for root in question.roots]
        except NoPlan:
            return None
        answer = as_object(select(*columns), "answer")
        statement, fixed = written(gated(answer), frozenset(compiler.operations))
        return Plan(statement, fixed, STANDING.intersection(statement.names))


def _values(caller: Caller, plan: Plan, question: Question) -> dict[str, Any]:
    values = {**plan.fixed, **scope_values(caller.actor.scope), **question.inner.values}
    if plan.standing:
        values |= request_values(caller)
    for each in question.told:
        if each is not None:
            values.update(each.values)
    return values


def request_values(caller: Caller) -> dict[str, Any]:
    """The values of the terms that every statement of this request may take."""
    house = caller.house
    now = house.ports.clock.now()
    return standing_values(caller.actor, now, business_date(now, house.settings.cut_off_hour))


def root_prefix(place: int) -> str:
    """Under which names the parameters of the n-th root field stand."""
    return f"r{place}_"


def _root_field(query: GraphQLObjectType, details: FieldDetailsList) -> GraphQLField | None:
    name = details[0].node.name.value
    if name == TYPENAME:
        return None
    # an introspection field has no resolver that describes: `describe` turns it down
    return query.fields.get(name) or GraphQLField(query)


def _root_column(compiler: Compiler, root: Root, descriptions: Iterator[Description]) -> ColumnElement[Any]:
    compiler.check_key(root.key)
    if root.field is None:
        return text_literal(compiler.query_name).label(root.key)
    column = compiler.described(next(descriptions), root.field.type, root.details, root_prefix(root.place))
    return column.label(root.key)


def _switches(document: DocumentNode) -> tuple[str, ...]:
    """The variables that decide what is in the answer at all."""
    found: set[str] = set()

    class Finder(Visitor):
        def enter_directive(self, node: Any, *_: Any) -> None:
            if node.name.value in DIRECTIVES:
                found.update(each.value.name.value for each in node.arguments or () if each.value.kind == "variable")

    visit(document, Finder())
    return tuple(sorted(found))
