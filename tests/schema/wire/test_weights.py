"""What a document costs is what its docstrings say, told in every answer, and counted in steps that are bounded."""

from typing import Any

import pytest
from graphql import OperationDefinitionNode, get_introspection_query, parse

from schema.kit.errors import DocumentBeyondLimit, DocumentRefused, DocumentTooCostly
from schema.root import schema
from schema.wire.crowds import Crowd
from schema.wire.documents import KNOWN_MAX, Judge, weigh
from schema.wire.limits import COMPARISONS_MAX, COST_MAX, DEFINITIONS_MAX, NODES_MAX, SELECTIONS_MAX
from schema.wire.prices import prices_of
from schema.wire.weights import Scale, Weight, fragments_of
from tests.fixtures.api import Api

OFFICER = "officer.east1"
CORE: Any = schema.catalogue.schema
PRICES = prices_of(CORE)


def weight_of(text: str) -> Weight:
    return weigh(parse(text), PRICES)


@pytest.mark.parametrize(
    ("text", "cost", "nodes"),
    [
        ("{ __typename }", 1, 0),
        ("{ viewer { operations } }", 2, 1),
        ("{ viewer { staff { login name } } }", 3, 2),
        ("{ loans { totalCount } }", 10, 0),
        ("{ loans { nodes { id } } }", 22, 20),
        ("{ loans(first: 100) { nodes { id number } } }", 120, 100),
        ("query($n: Int!) { loans(first: $n) { nodes { id number } } }", 120, 100),
        ("query($n: Int! = 5) { loans(first: $n) { nodes { id number } } }", 120, 100),
        ("{ loans(first: 3) { edges { cursor node { id } } pageInfo { endCursor } } }", 4, 3),
        ("{ loans(first: 2) { nodes { customer { id } } totalCount } }", 15, 4),
        ("{ loans(first: 2) { nodes { instalments { number dueOn } } } }", 26, 22),
        ("{ loans(first: 2) { ...page } } fragment page on LoanConnection { nodes { id } }", 3, 2),
        ("mutation($i: LogOutInput!) { logOut(input: $i) { loggedOut } }", 12, 1),
        ("query A { loans { totalCount } } query B { viewer { operations } }", 10, 0),
    ],
)
def test_a_document_costs_what_is_asked_times_the_rows_around_it(text: str, cost: int, nodes: int) -> None:
    weight = weight_of(text)
    assert (weight.cost, weight.nodes) == (cost, nodes)


def test_a_fragment_weighs_in_each_page_by_that_page() -> None:
    both = "{ a: loans(first: 2) { ...page } b: loans(first: 50) { ...page } } "
    assert weight_of(both + "fragment page on LoanConnection { nodes { id } }").nodes == 52


def test_unfolding_a_fragment_by_hand_changes_no_cost() -> None:
    folded = "{ loans(first: 7) { nodes { ...row } } } fragment row on Loan { id customer { ...who } } "
    whole = "{ loans(first: 7) { nodes { id customer { id nameMasked } } } }"
    assert weight_of(folded + "fragment who on Customer { id nameMasked }").cost == weight_of(whole).cost


async def test_every_judged_answer_tells_its_cost(api: Api) -> None:
    told = {"requested": 10, "limit": COST_MAX, "nodes": 0, "nodesLimit": NODES_MAX}
    read = await api.ask(OFFICER, "{ loans { totalCount } }")
    assert read.body["extensions"]["cost"] == told
    partly = await api.ask(OFFICER, '{ loans(after: "x") { totalCount } }')
    assert partly.errors
    assert partly.body["extensions"]["cost"] == told
    unrun = await api.ask(OFFICER, "query($s: [LoanState!]) { loans(state: $s) { totalCount } }", s="NONE")
    assert "data" not in unrun.body
    assert unrun.body["extensions"]["cost"] == told


async def test_a_document_that_costs_too_much_is_told_cost_and_limit(api: Api) -> None:
    inner = "applications { documents { fields { name value } } }"
    answer = await api.ask(OFFICER, f"{{ customers(first: 100) {{ nodes {{ {inner} }} }} }}")
    assert answer.code == "REQUEST_DOCUMENT_TOO_COSTLY"
    cost = answer.body["extensions"]["cost"]
    assert cost["nodes"] > NODES_MAX == cost["nodesLimit"]
    for number in cost.values():
        assert str(number) in answer.errors[0]["message"]
        assert str(number) in answer.errors[0]["extensions"]["messageZh"]
    assert "data" not in answer.body


def test_each_limit_of_shape_names_what_was_found_and_what_may_be() -> None:
    judge = Judge(CORE)
    for text, name, found, limit in (
        ("{ " + " ".join(f"a{n}: __typename" for n in range(31)) + " }", "aliases", 31, 30),
        ("{ viewer { staff { branch " + "{ parent " * 20 + "{ id }" + " }" * 23, "depth", 24, 15),
        ("{ viewer { operations } } #" + "x" * 20_000, "bytes", 20_027, 20_000),
        ("{ viewer " + "@include(if: true) " * 41 + "{ operations } }", "directives", 41, 40),
        ("{ " + "__typename " * 1_001 + "}", "fields", 1_001, 1_000),
        ("{ " + "__typename " * 101 + "}", "comparisons", 5_050, COMPARISONS_MAX),
        ("[" * 61, "nesting", 61, 60),
        ("query A { __typename } " * 41, "definitions", 41, 40),
    ):
        with pytest.raises(DocumentBeyondLimit) as caught:
            judge.judged(text)
        assert caught.value.facts == caught.value.facts | {"name": name, "found": found, "limit": limit}
        assert caught.value.message_en.endswith(f"{name} {found}, at most {limit}")


def nested_fragments(levels: int) -> str:
    spreads = (f"fragment f{n} on Query {{ ...f{n + 1} ...f{n + 1} }}" for n in range(levels))
    return f"{{ ...f0 }} {' '.join(spreads)} fragment f{levels} on Query {{ __typename }}"


@pytest.mark.parametrize("levels", [1, 10, 38])
def test_weighing_looks_at_each_selection_once(levels: int) -> None:
    document = parse(nested_fragments(levels))
    scale = Scale(fragments_of(document), PRICES)
    [operation] = [node for node in document.definitions if isinstance(node, OperationDefinitionNode)]
    assert scale.operation(operation).fields == 2**levels
    assert scale.visits == 2 * levels + 2


def test_a_sum_that_doubles_with_each_fragment_ends_at_a_trillion() -> None:
    with pytest.raises(DocumentBeyondLimit, match=r"request\.document_beyond_limit"):
        weight_of(nested_fragments(DEFINITIONS_MAX - 2))


def test_pairs_are_counted_in_no_more_steps_than_there_are_selections() -> None:
    text = "{ " + "...{ viewer { operations } } " * 300 + "}"
    crowd = Crowd({})
    [operation] = parse(text).definitions
    assert isinstance(operation, OperationDefinitionNode)
    assert crowd.count([operation.selection_set]) == 2 * 2 * (300 * 299 // 2)
    assert crowd.visits == 900 <= SELECTIONS_MAX


@pytest.mark.parametrize(
    "text",
    [
        "{ " + "viewer { operations } " * 495 + "}",
        "{ " + "...{ viewer { operations } } " * 280 + "}",
        "{ " + "loans(first: 1) { totalCount } " * 220 + "}",
        "{ " + " ".join(f"...f{n}" for n in range(38)) + " } "
        + " ".join(f"fragment f{n} on Query {{ {'viewer { operations } ' * 11} }}" for n in range(38)),
        "{" + "... { viewer { operations } " * 55 + "}" * 55 + "}",
        " ".join(f"query q{n} {{ ...f0 }}" for n in range(20))
        + " ".join(f"fragment f{n} on Query {{ ...f{n + 1} {'__typename ' * 30} }}" for n in range(18))
        + " fragment f18 on Query { __typename }",
        "{ __typename } fragment a on Query { " + "viewer { operations } " * 490 + " }",
    ],
    ids=["one field", "inline", "arguments", "fragments", "nested inline", "operations", "unused"],
)  # fmt: skip
def test_a_document_whose_fields_take_long_to_compare_is_refused_before_that(text: str) -> None:
    with pytest.raises(DocumentBeyondLimit) as caught:
        Judge(CORE).judged(text)
    assert caught.value.facts["name"] in {"comparisons", "selections"}


@pytest.mark.parametrize(
    "text",
    [
        "{ ...a } fragment a on Query { ...a }",
        "{ ...a } fragment a on Query { ...b } fragment b on Query { ...a ...a }",
        "{ __typename } fragment a on Query { viewer { ...b } } fragment b on Viewer { ...b }",
        "{ ...a } fragment a on Query { __typename } fragment a on Query { viewer { operations } }",
    ],
)
def test_fragments_that_could_not_be_counted_are_refused(text: str) -> None:
    with pytest.raises(DocumentRefused):
        weight_of(text)


def test_what_is_remembered_of_documents_is_bounded_in_number_and_in_bytes() -> None:
    judge = Judge(CORE)
    first = judge.judged("{ __typename }")
    assert judge.judged("{ __typename }") is first
    for number in range(20):
        judge.judged(f'{{ customers(search: "{number}{"x" * 15_000}") {{ totalCount }} }}')
    assert judge.judged("{ __typename }") is not first
    again = judge.judged("{ __typename }")
    for number in range(KNOWN_MAX):
        judge.judged(f"{{ a{number}: __typename }}")
    assert judge.judged("{ __typename }") is not again


def test_introspection_as_tools_send_it_fits_once_and_not_over_and_over() -> None:
    text = get_introspection_query(input_value_deprecation=True, schema_description=True)
    assert COST_MAX // 5 < weight_of(text).cost < COST_MAX // 2
    for field in ("__schema", "types"):
        heap = " ".join(f"a{n}: {field} {{ ...about }}" for n in range(25))
        within = f"{{ {heap} }}" if field == "__schema" else f"{{ __schema {{ {heap} }} }}"
        below = "__Schema { types" if field == "__schema" else "__Type"
        inner = "{ fields { name args { name type { name } } type { ofType { name } } } }"
        about = f"fragment about on {below} {inner}" + (" }" if field == "__schema" else "")
        with pytest.raises(DocumentTooCostly):
            weight_of(f"{within} {about}")


def test_the_nodes_of_every_root_list_have_a_price() -> None:
    pages = [name for name, price in PRICES["Query"].items() if price.page]
    assert {"loans", "customers", "applications", "approvalInbox"} <= set(pages)
    assert all(PRICES[PRICES["Query"][name].target]["nodes"].paged for name in pages)


def test_more_rows_than_one_answer_may_hold_are_refused() -> None:
    page = "loans(first: 100) { nodes { instalments { number } } }"
    wide = "{ " + " ".join(f"a{n}: {page}" for n in range(9)) + " }"
    assert weight_of(wide).nodes == 9_900
    with pytest.raises(DocumentTooCostly):
        weight_of(wide.replace("a0: ", f"b: {page} a0: "))
