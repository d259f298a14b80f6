"""The limits of a document, and the checks that come before it is parsed. What is counted how stands in `weights`."""

import re

from schema.kit.errors import DocumentBeyondLimit, DocumentTooCostly
from schema.wire.weights import Weight
from server.front.refusals import NulCharacter

BYTES_MAX = 20_000
NESTING_MAX = 60
TOKENS_MAX = 2_000
DEFINITIONS_MAX = 40
DEPTH_MAX = 15
ALIASES_MAX = 30
DIRECTIVES_MAX = 40
FIELDS_MAX = 1_000
SELECTIONS_MAX = 2_000
COMPARISONS_MAX = 5_000
NODES_MAX = 10_000
COST_MAX = 20_000
NUL_ESCAPE = re.compile(r"\\u(0000|\{0+\})")
"""Written in a literal it passes the front door as six harmless characters, and the database refuses it."""

WORDS = {
    "bytes": ("字节", BYTES_MAX),
    "nesting": ("嵌套层数", NESTING_MAX),
    "definitions": ("定义", DEFINITIONS_MAX),
    "depth": ("字段深度", DEPTH_MAX),
    "aliases": ("别名", ALIASES_MAX),
    "directives": ("指令", DIRECTIVES_MAX),
    "fields": ("字段", FIELDS_MAX),
    "selections": ("字段和片段", SELECTIONS_MAX),
    "comparisons": ("同名字段的比较", COMPARISONS_MAX),
}


def precheck(text: str) -> None:
    """Before parsing: size, NUL characters and nesting, each in one pass. Raises DocumentRefused, NulCharacter."""
    check("bytes", len(text.encode()))
    if NUL_ESCAPE.search(text):
        raise NulCharacter(field="query")
    depth = 0
    for character in text:
        if character in "{[(":
            depth += 1
            check("nesting", depth)
        elif character in "}])":
            depth -= 1


def check(name: str, found: int) -> None:
    """Raises DocumentBeyondLimit, with the number found and the limit, when the first is above the second."""
    words, limit = WORDS[name]
    if found > limit:
        raise DocumentBeyondLimit(field="query", name=name, name_zh=words, found=found, limit=limit)


def check_weight(weight: Weight) -> None:
    """What a document looks like, then what it asks for. Raises DocumentBeyondLimit, DocumentTooCostly."""
    for name in ("depth", "aliases", "directives", "fields", "selections"):
        check(name, getattr(weight, name))
    if weight.nodes > NODES_MAX or weight.cost > COST_MAX:
        raise DocumentTooCostly(
            field="query", cost=weight.cost, limit=COST_MAX, nodes=weight.nodes, nodes_limit=NODES_MAX
        )


def cost_told(cost: int, nodes: int) -> dict[str, dict[str, int]]:
    """The member `extensions` of an answer: what the document costs and what one may cost."""
    return {"cost": {"requested": cost, "limit": COST_MAX, "nodes": nodes, "nodesLimit": NODES_MAX}}
