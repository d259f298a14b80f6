"""Formulas of cells: sums, differences, products, quotients and comparisons of named figures. Pure.

The language is the arithmetic of Python's expressions and nothing else of it: no calls, no attributes, no powers.
"""

import ast
import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import Any, Final

PRECISION: Final = 50
LENGTH_MAX: Final = 500
OPERATORS: Final[Mapping[type[ast.AST], Callable[[Any, Any], Any]]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Eq: operator.eq,
    ast.LtE: operator.le,
    ast.GtE: operator.ge,
}


TAKEN: Final = (ast.expr_context, *OPERATORS, ast.BinOp, ast.Compare, ast.Name, ast.USub, ast.UnaryOp)


class FormulaUnsound(ValueError):
    """Not a formula, or about something that is not known."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula that has been judged, and the names it asks for."""

    text: str
    tree: ast.expr
    names: frozenset[str]


def judged(text: str) -> Formula:
    """A formula out of its text. Raises FormulaUnsound."""
    if len(text) > LENGTH_MAX:
        raise FormulaUnsound(f"longer than {LENGTH_MAX}")
    try:
        tree = ast.parse(text, mode="eval").body
    except (SyntaxError, ValueError, RecursionError) as error:
        raise FormulaUnsound(text) from error
    for node in ast.walk(tree):
        if not isinstance(
            node, (ast.expr_context, *OPERATORS, ast.BinOp, ast.Compare, ast.Name, ast.USub, ast.UnaryOp)
        ):
            whole = isinstance(node, ast.Constant) and type(node.value) is int
            if not whole:
                raise FormulaUnsound(f"{type(node).__name__} in {text}")
    return Formula(text, tree, frozenset(node.id for node in ast.walk(tree) if isinstance(node, ast.Name)))


def reckoned(formula: Formula, values: Mapping[str, Decimal | None]) -> Decimal | bool | None:
    """What a formula comes to; None where something it asks for is missing, or a denominator is nought."""
    with localcontext(prec=PRECISION):
        found: Decimal | bool | None = _of(formula.tree, values)
    return found


def _of(node: ast.expr, values: Mapping[str, Decimal | None]) -> Any:
    match node:
        case ast.Constant(value=int() as number):
            return Decimal(number)
        case ast.Name(id=name):
            return values[name]
        case ast.UnaryOp(operand=inner):
            found = _of(inner, values)
            return None if found is None else -found
        case ast.BinOp(left=left, op=act, right=right):
            return _both(act, _of(left, values), _of(right, values))
        case ast.Compare(left=left, ops=[act], comparators=[right]):
            return _both(act, _of(left, values), _of(right, values))
        case _:
            raise FormulaUnsound(type(node).__name__)


def _both(act: ast.AST, left: Decimal | None, right: Decimal | None) -> Any:
    if left is None or right is None or (isinstance(act, ast.Div) and not right):
        return None
    return OPERATORS[type(act)](left, right)


def rounded(value: Decimal, places: int) -> Decimal:
    """As a return tells it: half away from zero."""
    with localcontext(prec=PRECISION):
        return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
