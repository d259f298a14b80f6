"""The language of rules: CEL (Common Expression Language), through Google's own runtime, `cel-expr-python`.

Compared in November 2026 on Python 3.11: `cel-expr-python` 0.1.3 (the C++ runtime of CEL's authors, checks types when
it compiles and says line and column; 36 us an evaluation here), `common-expression-language` 0.10.0 (Rust, 14 us, but
compares an int with a text without a word until it runs, and infinity is the answer to a division by 0.0),
`cel-python` 0.5.0 (pure Python, 2,900 us, brings four packages). A rule that is refused when it is published matters
more than microseconds, so the first.

What is taken out of the language: macros (loops whose cost a publisher could multiply), `dyn` (which would put the type
check off), division of doubles (it answers infinity where it should fail). In its place `ratio(int, int)` divides
exactly and fails on nothing. Expressions know no clock, no network, no state: they can only be true, false or fail.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from server.decision.facts import FACTS

EXPRESSION_LENGTH_MAX: Final = 1_000
_PLACE = re.compile(r"<input>:(\d+):(\d+): (.*)")
_TEXT = re.compile(r"r?\"(?:[^\"\\]|\\.)*\"|r?'(?:[^'\\]|\\.)*'")
_NAME = re.compile(r"\b[a-z_][a-z0-9_]*\b")


class ExpressionError(ValueError):
    """An expression that does not compile; `place` is line:column."""

    def __init__(self, place: str, zh: str, en: str) -> None:
        super().__init__(en)
        self.place, self.zh, self.en = place, zh, en


class DividedByZero(ArithmeticError):
    """The expression divides by zero with these facts."""


class NotEvaluated(ArithmeticError):
    """The expression has no value with these facts; the message says why."""


@dataclass(frozen=True)
class Expression:
    """A compiled condition and the facts that it names."""

    source: str
    names: frozenset[str]
    program: Any

    def holds(self, values: Mapping[str, Any]) -> bool:
        """Whether it is true of these facts. Raises DividedByZero, NotEvaluated (a fact it needs is not there, too)."""
        found = self.program.eval(data={name: values[name] for name in self.names if name in values})
        answer = found.value()
        if isinstance(answer, bool):
            return answer
        said = str(answer)
        raise DividedByZero if "by zero" in said else NotEvaluated(said)


@cache
def compiled(source: str) -> Expression:
    """Compile a condition. Raises ExpressionError: does not compile, unknown fact, or no yes-or-no in the end."""
    if not source.strip() or len(source) > EXPRESSION_LENGTH_MAX:
        raise ExpressionError("1:1", f"须有内容且不超过{EXPRESSION_LENGTH_MAX}字", "it is empty or too long")
    try:
        program = _environment().compile(source)
    except RuntimeError as error:
        raise _told(str(error)) from None
    if str(program.return_type()) != "BOOL":
        kind = str(program.return_type())
        raise ExpressionError("1:1", f"结果须为真或假，却是{kind}", f"it gives {kind}, not true or false")
    names = frozenset(_NAME.findall(_TEXT.sub("", source))) & FACTS.keys()
    return Expression(source, names, program)


def _told(said: str) -> ExpressionError:
    found = _PLACE.search(said)
    if found is None:
        return ExpressionError("1:1", "无法编译", said.splitlines()[0])
    line, column, reason = found.groups()
    if unknown := re.match(r"undeclared reference to '([^']+)'", reason):
        name = unknown[1]
        return ExpressionError(f"{line}:{column}", f"没有名为{name}的事实", f"there is no fact called {name}")
    return ExpressionError(f"{line}:{column}", f"无法编译（{reason}）", reason)


@cache
def _environment() -> Any:
    from cel_expr_python import cel

    variables = "\n".join(f"  - name: {name}\n    type: {fact.type.value}" for name, fact in FACTS.items())
    config = cel.NewEnvConfigFromYaml(f"{_STANDARD}variables:\n{variables}\n")
    whole = cel.Type.INT
    overload = cel.Overload("ratio_int_int", return_type=cel.Type.DOUBLE, parameters=[whole, whole], impl=_ratio)
    return cel.NewEnv(config=config, functions=[cel.FunctionDecl("ratio", [overload])])


_STANDARD = """stdlib:
  disable_macros: true
  exclude_functions:
    - name: "_/_"
      overloads:
        - id: divide_double
    - name: dyn
"""


def _ratio(numerator: int, denominator: int) -> float:
    if denominator == 0:
        message = "divide by zero"
        raise ZeroDivisionError(message)
    return numerator / denominator
