"""Nobody commits but the guard; each operation is used; each root field names its operation; actors hold real ones."""

import ast
import importlib
import pkgutil

import pytest
from graphql import GraphQLField

import server
from schema.root import schema
from server.identity.guard import DOORS, Guarded
from server.identity.labels import LABELS
from server.identity.operations import Operation
from server.identity.roles import ROLES
from tests.architecture.sources import ROOT, python_files, tree

TRANSACTION_CALLS = {"commit", "rollback", "begin", "begin_nested", "session"}
TRANSACTION_EDGES = {
    "server/identity/passage.py": "the guard",
    "server/identity/writing.py": "the guard",
    "server/identity/answering.py": "the guard of compiled reads: reloads the actor whose rights moved",
    "server/identity/actors.py": "reads the actor before there is a caller",
    "server/kit/database.py": "defines the session",
    "migrations/env.py": "runs migrations as the owner",
}


DESCRIPTION_LENGTH_MIN = 20
OUTSIDE = ("server/seeds/", "server/kit/embedded/", "server/commands/", "server/simulators/", "migrations/versions/")
"""What works on a database as its owner or has books of its own."""


def import_everything() -> None:
    for module in pkgutil.walk_packages(server.__path__, "server."):
        if not module.name.startswith(("server.kit.embedded.spawn", "server.simulators")):
            importlib.import_module(module.name)


def product_doors() -> list[Guarded]:
    """The doors of the product: tests that ran earlier in this process define doors of their own."""
    return [door for door in DOORS if door.name.startswith("server.")]


def transaction_calls() -> set[str]:
    """Files that call something named like the opening or closing of a transaction."""
    return {
        str(file.relative_to(ROOT))
        for file in python_files(("server", "schema", "mobile_api", "migrations"))
        if not str(file.relative_to(ROOT)).startswith(OUTSIDE)
        if any(_opens_or_closes(node) for node in ast.walk(tree(file)))
    }


def _opens_or_closes(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return False
    spans = isinstance(node.func.value, ast.Attribute) and node.func.value.attr in {"tracer", "_span"}
    return node.func.attr in TRANSACTION_CALLS and not spans


def test_nobody_opens_commits_or_rolls_back_but_the_guard() -> None:
    assert transaction_calls() <= set(TRANSACTION_EDGES)


def test_every_operation_is_used_by_a_door_and_has_its_label() -> None:
    import_everything()
    assert {door.operation for door in product_doors()} == set(Operation)
    assert set(LABELS) == set(Operation)


def test_every_door_says_what_it_does() -> None:
    import_everything()
    assert [door.name for door in product_doors() if len(door.description) < DESCRIPTION_LENGTH_MIN] == []


def test_every_operation_of_a_person_is_given_by_a_role() -> None:
    granted = {operation for role in ROLES for operation in role.operations}
    assert granted <= set(Operation)


def root_fields() -> list[tuple[str, str, GraphQLField]]:
    core = schema._schema  # noqa: SLF001 - the executable schema
    kinds = [core.query_type, core.mutation_type, core.subscription_type]
    return [(kind.name, name, field) for kind in kinds if kind for name, field in kind.fields.items()]


@pytest.mark.parametrize(("kind", "name", "field"), root_fields(), ids=lambda value: str(value)[:40])
def test_a_root_field_requires_an_operation(kind: str, name: str, field: GraphQLField) -> None:
    declared = field.extensions["strawberry-definition"]
    required = [directive.operation for directive in declared.directives]
    assert len(required) == 1, f"{kind}.{name}"
    assert required[0] in set(Operation)
