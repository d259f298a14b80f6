"""What a released schema promised holds: a breaking change is intended, reasoned, and announced a release before."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from graphql import GraphQLSchema, build_schema, find_breaking_changes, is_introspection_type

ROOT = Path(__file__).parents[2]


def sdl(name: str) -> GraphQLSchema:
    return build_schema((ROOT / "schema" / name).read_text(encoding="utf-8"))


def intended() -> dict[str, str]:
    """The reason of each intended change, by the change's own words."""
    listed = tomllib.loads((ROOT / "docs" / "breaking-changes.toml").read_text(encoding="utf-8")).get("change", [])
    return {entry["what"]: entry["reason"] for entry in listed}


def deprecations(schema: GraphQLSchema) -> dict[str, str | None]:
    """Why each field, argument, input field and enum value is deprecated (None: it is not), by its coordinates."""
    found: dict[str, str | None] = {}
    for kind in schema.type_map.values():
        if is_introspection_type(kind):
            continue
        members: Any = getattr(kind, "fields", None) or getattr(kind, "values", {})
        for name, member in members.items():
            found[f"{kind.name}.{name}"] = member.deprecation_reason
            for argument, given in getattr(member, "args", {}).items():
                found[f"{kind.name}.{name}({argument}:)"] = given.deprecation_reason
    return found


def unannounced(old: GraphQLSchema, new: GraphQLSchema) -> list[str]:
    """What is gone although the release before did not call it deprecated; nothing is said of a field's arguments."""
    before, after = deprecations(old), deprecations(new)
    gone = [name for name in before if name not in after]
    return [name for name in gone if before[name] is None and name.partition("(")[0] not in set(gone) - {name}]


def test_every_breaking_change_since_the_release_is_intended_and_has_a_reason() -> None:
    changes = {change.description for change in find_breaking_changes(sdl("released.graphql"), sdl("schema.graphql"))}
    reasons = intended()
    assert sorted(changes - set(reasons)) == [], "take it back, or give the reason in docs/breaking-changes.toml"
    assert sorted(set(reasons) - changes) == [], "no such change: take it from docs/breaking-changes.toml"
    assert all(len(reason) > len("because") for reason in reasons.values())


def test_no_field_is_gone_that_the_release_before_did_not_call_deprecated() -> None:
    assert unannounced(sdl("released.graphql"), sdl("schema.graphql")) == []


@pytest.mark.parametrize(
    ("after", "changes", "sudden"),
    [
        ("type Query { a: Int b: Int c(d: Int): Int new: Int }", 0, []),
        ("type Query { a: Int c(d: Int): Int }", 1, []),
        ("type Query { b: Int c(d: Int): Int }", 1, ["Query.a"]),
        ("type Query { a: Int b: Int }", 1, ["Query.c"]),
        ("type Query { a: Int b: Int c: Int }", 1, ["Query.c(d:)"]),
        ("type Query { a: Int b: Int c(d: Int!): Int }", 1, []),
        ("type Query { a: Int b: String c(d: Int): Int }", 1, []),
    ],
)
def test_the_comparison_finds_what_breaks_a_client(after: str, changes: int, sudden: list[str]) -> None:
    before = build_schema('type Query { a: Int b: Int @deprecated(reason: "use a") c(d: Int): Int }')
    assert len(find_breaking_changes(before, build_schema(after))) == changes
    assert unannounced(before, build_schema(after)) == sudden
