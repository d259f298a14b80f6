"""Where in the input an error of graphql-core sits, and its sentence without what the client had written there.

graphql-core tells the place of a wrong variable only in its sentence, and quotes the whole value after it. A refusal
names the field and repeats no value: one of them may be an identity number.
"""

import re

from graphql import GraphQLError
from graphql.language import Token, TokenKind, ValueNode

VARIABLE = re.compile(r"Variable '\$(?P<name>\w+)' has invalid (?:default )?value(?: at (?P<path>[\w.\[\]]+))?: ")
MEMBER = re.compile(r"(?:required|unknown) field '(?P<name>\w+)'")
WRITTEN_LITERAL = re.compile(r" (String|BlockString|Int|Float) ['\"].*", re.DOTALL)
WRITTEN_VALUE = re.compile(r"(, but encountered error|[,;.] [Ff]ound| value:).*", re.DOTALL)
WRITTEN_MEMBER = re.compile(r"^Value '.*' does not exist", re.DOTALL)
SUGGESTION = " Did you mean"
WHOLE = "input"
"""What the one argument of most mutations is called; a place inside it is told without it."""

OPENING = {TokenKind.BRACE_L, TokenKind.BRACKET_L}
CLOSING = {TokenKind.BRACE_R, TokenKind.BRACKET_R}


def place_of(error: GraphQLError) -> str | None:
    """The path of the input field that an error is about: `opinion.amount`, `rows[0].login`; None where none is."""
    told = VARIABLE.match(error.message)
    if told:
        path = f"{told['name']}{told['path'] or ''}"
        member = MEMBER.search(error.message)
        return _short(f"{path}.{member['name']}" if member else path)
    node = error.nodes[0] if error.nodes else None
    if isinstance(node, ValueNode) and node.loc is not None:
        return _short(".".join(_names_before(node.loc.start_token))) or None
    return None


def _short(path: str) -> str:
    return path.removeprefix(f"{WHOLE}.")


def _names_before(token: Token | None) -> list[str]:
    """The names that lead to a literal value, outermost first: back to the parenthesis of its arguments."""
    names: list[str] = []
    level = 0
    enclosing = True
    while token is not None and token.prev is not None and token.kind is not TokenKind.PAREN_L:
        if enclosing and token.prev.kind is TokenKind.COLON and token.prev.prev is not None:
            names.append(token.prev.prev.value or "")
        token = token.prev
        level += (token.kind in CLOSING) - (token.kind in OPENING)
        enclosing = level < 0 and token.kind in OPENING
        level = max(level, 0)
    return names[::-1]


def sentence_of(error: GraphQLError) -> str:
    """graphql-core's sentence without suggestions, which would list what the schema holds, and without values."""
    sentence = error.message.split(SUGGESTION, 1)[0]
    if sentence.startswith("Syntax Error"):
        return WRITTEN_LITERAL.sub(r" \1", sentence)
    told = VARIABLE.match(sentence)
    lead, rest = (sentence[: told.end()], sentence[told.end() :]) if told else ("", sentence)
    return lead + WRITTEN_VALUE.sub("", WRITTEN_MEMBER.sub("The value does not exist", rest))
