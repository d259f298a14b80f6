"""Hostile requests by the thousand, from a seed: what people, fuzzers and attackers send to a GraphQL server.

`requests(seed)` never ends; each is a JSON body with a document and perhaps variables. They go from honest documents
with one wrong character to ones built to be expensive; none is expected to be refused, all to be answered.
"""

import itertools
import json
import random
import string
from collections.abc import Callable, Iterator
from typing import Any

from tests.schema.wire.guesses import GOOD, ODD, Guesses

Body = dict[str, Any]
Maker = Callable[[Guesses], Body]

PUNCTUATION = ("{", "}", "(", ")", "[", "]", ":", "!", "=", "|", "&", "$", "@", "...", ",", '"', '"""', "#", "\n", "\\")
WORDS = (
    "query",
    "mutation",
    "subscription",
    "fragment",
    "on",
    "true",
    "null",
    "viewer",
    "loans",
    "id",
    "nodes",
    "type",
)
MAKERS: list[Maker] = []


def maker(make: Maker) -> Maker:
    MAKERS.append(make)
    return make


def requests(seed: int) -> Iterator[tuple[str, Body]]:
    """Kind and body of one hostile request after the other, the same for the same seed."""
    guess = Guesses(random.Random(seed))
    for make in itertools.cycle(MAKERS):
        yield make.__name__, make(guess)


@maker
def cut_short(guess: Guesses) -> Body:
    text = guess.dice.choice(GOOD)
    return {"query": text[: guess.dice.randrange(1, len(text))]}


@maker
def one_wrong_character(guess: Guesses) -> Body:
    text = guess.dice.choice(GOOD)
    place = guess.dice.randrange(len(text))
    wrong = guess.dice.choice((*PUNCTUATION, *ODD, *string.printable))
    return {"query": text[:place] + wrong + text[place + guess.dice.randrange(2) :]}


@maker
def soup_of_words(guess: Guesses) -> Body:
    return {"query": " ".join(guess.dice.choice((*PUNCTUATION, *WORDS, *ODD)) for _ in range(guess.many(3_000)))}


@maker
def nothing_but_noise(guess: Guesses) -> Body:
    return {"query": guess.text(25_000)}


@maker
def nesting(guess: Guesses) -> Body:
    levels = guess.many(20_000)
    opened, closed = guess.dice.choice(
        (("{a", "}"), ("[", "]"), ("(a:", ")"), ("{a(b:[", "])}"), ("{...", "}"), ("{a:", "}"))
    )
    return {
        "query": guess.dice.choice(("", "{ loans", "query")) + opened * levels + closed * guess.dice.choice((levels, 0))
    }


@maker
def heap_of_aliases(guess: Guesses) -> Body:
    field = guess.field("Query", 2)
    return {"query": "{ " + " ".join(f"a{n}: {field}" for n in range(guess.many(300))) + " }"}


@maker
def one_field_again_and_again(guess: Guesses) -> Body:
    field = guess.dice.choice(("__typename", "viewer { operations }", "loans { totalCount }", guess.field("Query", 2)))
    wrap = guess.dice.choice(("{}", "... {{ {} }}", "... on Query {{ {} }}", "{} @include(if: true)")).format(field)
    return {"query": "{ " + (wrap + " ") * guess.many(1_500) + "}"}


@maker
def fragments_on_fragments(guess: Guesses) -> Body:
    levels, spreads = guess.many(60), guess.dice.randrange(1, 4)
    chain = (f"fragment f{n} on Query {{ {f'...f{n + 1} ' * spreads} }}" for n in range(levels))
    leaf = guess.dice.choice((guess.field("Query", 3), "...f0", "__typename", "...nowhere"))
    return {"query": f"{{ ...f0 }} {' '.join(chain)} fragment f{levels} on Query {{ {leaf} }}"}


@maker
def fragments_in_a_tangle(guess: Guesses) -> Body:
    count = guess.many(40)
    spreads = [[f"...f{guess.dice.randrange(count)}" for _ in range(guess.many(8))] for _ in range(count)]
    tangle = (f"fragment f{n} on Query {{ viewer {{ operations }} {' '.join(s)} }}" for n, s in enumerate(spreads))
    return {"query": "{ ...f0 } " + " ".join(tangle)}


@maker
def inline_in_inline(guess: Guesses) -> Body:
    levels = guess.many(70)
    inner = "viewer { operations } " * guess.many(100)
    return {"query": "{ " + "... { " * levels + inner + "} " * levels + "}"}


@maker
def heap_of_directives(guess: Guesses) -> Body:
    name = guess.dice.choice(("@include(if: true)", "@skip(if: false)", "@aa", "@deprecated", "@defer", "@oneOf"))
    return {"query": "{ viewer " + name * guess.many(500) + " { operations } }"}


@maker
def more_than_anybody_can_eat(guess: Guesses) -> Body:
    return {"query": "{ " + " ".join(guess.field("Query", 8, first=100) for _ in range(guess.many(12))) + " }"}


@maker
def wrong_arguments(guess: Guesses) -> Body:
    return {"query": "{ " + guess.field("Query", 3, wild=True) + " }"}


@maker
def wrong_inputs(guess: Guesses) -> Body:
    return {"query": "mutation { " + guess.field("Mutation", 3, wild=True) + " }"}


@maker
def wrong_variables(guess: Guesses) -> Body:
    kind = guess.dice.choice(
        ("Int", "Int!", "[LoanState!]", "ID!", "String", "DecideCaseInput!", "Nothing", "[[Int]]", "Loan")
    )
    used = guess.dice.choice(
        ("loans(first: $v) { totalCount }", "loan(id: $v) { id }", "customers(search: $v) { totalCount }")
    )
    return {"query": f"query($v: {kind}) {{ {used} }}", "variables": {"v": guess.json(4)}}


@maker
def wrong_input_as_a_variable(guess: Guesses) -> Body:
    verb = guess.verb()
    kind = verb[0].upper() + verb[1:] + "Input"
    values = guess.input_of(kind)
    return {"query": f"mutation($i: {kind}!) {{ {verb}(input: $i) {{ __typename }} }}", "variables": {"i": values}}


@maker
def wrong_ids_and_cursors(guess: Guesses) -> Body:
    field = guess.dice.choice(("loan(id:{}){{ id }}", "node(id:{}){{ id }}", "loans(after:{}){{ totalCount }}"))
    written = guess.dice.choice((guess.id(), guess.text(3_000), guess.cursor()))
    return {"query": "{ " + field.format(json.dumps(written, ensure_ascii=False)) + " }"}


@maker
def long_texts(guess: Guesses) -> Body:
    quoted = guess.dice.choice(('"{}"', '"""{}"""', '"""\n{}\n"""')).format(guess.text(22_000).replace('"', "'"))
    return {"query": f"{{ customers(search: {quoted}) {{ totalCount }} }}"}


@maker
def many_values(guess: Guesses) -> Body:
    count = guess.many(2_500)
    value = guess.dice.choice(
        ("[" + "ACTIVE " * count + "]", "{" + "a: 1 " * count + "}", "[" * 50 + "1" + "]" * 50, "9" * count)
    )
    return {"query": f"{{ loans(state: {value}) {{ totalCount }} }}"}


@maker
def numbers_out_of_range(guess: Guesses) -> Body:
    number = guess.dice.choice(
        ("1e999", "-0", "00", "0x1", "9" * guess.many(400), "1.5e-400", "-92233720368547758", "NaN")
    )
    return {"query": f"{{ loans(first: {number}) {{ totalCount }} }}"}


@maker
def introspection_in_circles(guess: Guesses) -> Body:
    levels = guess.many(12)
    inner = "fields { type { " * levels + "name" + " } }" * levels
    return {
        "query": "{ __schema { types { " + inner + " } } " + '__type(name: "Loan") { name } ' * guess.many(40) + "}"
    }


@maker
def many_operations(guess: Guesses) -> Body:
    names = [guess.dice.choice(("a", "b", f"q{n}", "")) for n in range(guess.many(60))]
    wanted = guess.dice.choice((None, "", "a", "nobody", "q1", guess.text(100)))
    return {"query": " ".join(f"query {name} {{ __typename }}" for name in names), "operationName": wanted}


@maker
def things_that_are_not_executable(guess: Guesses) -> Body:
    what = (
        "type Query { a: Int }",
        "schema { query: Q }",
        "extend type Loan { a: Int }",
        "directive @a on FIELD",
        "# a",
        "",
    )
    return {"query": guess.dice.choice(what) * guess.many(50)}


@maker
def whitespace_and_comments(guess: Guesses) -> Body:
    filler = guess.dice.choice((" ", "\n", ",", "\ufeff", "# a\n", "\t", "\r\n", "\u00a0", "#\r"))
    return {"query": filler * guess.many(20_000) + guess.dice.choice(GOOD) + filler * guess.many(200)}


@maker
def what_does_not_run_here(guess: Guesses) -> Body:
    field = guess.field("Subscription", 2)
    return {"query": f"subscription {{ {field} }}" + guess.dice.choice(("", " query A { __typename }"))}


@maker
def many_variables(guess: Guesses) -> Body:
    count = guess.many(400)
    declared = " ".join(f"$v{n}: {guess.dice.choice(('Int', 'Boolean! = true', '[ID!]'))}" for n in range(count))
    used = " ".join(f"... @include(if: $v{n}) {{ __typename }}" for n in range(min(count, 30)))
    variables = {f"v{guess.dice.randrange(count + 5)}": guess.json(2) for _ in range(guess.many(50))}
    return {"query": f"query({declared}) {{ {used} __typename }}", "variables": variables}


@maker
def honest_questions(guess: Guesses) -> Body:
    return {"query": "{ " + guess.field("Query", 4) + " }", "extensions": guess.json(1, only=dict)}
