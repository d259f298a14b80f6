"""Good code is small code: no file over 300 lines, no function over 70, few parameters; TypeScript files up to 250."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.sources import PRODUCT, ROOT, python_files, typescript_files

FILE_LINES_MAX = 300
TYPESCRIPT_LINES_MAX = 250
FUNCTION_LINES_MAX = 70
FUNCTION_LINES_AIM = 40
LONGER_THAN_AIM_SHARE_MAX = 0.02
PARAMETERS_MAX = 5


def functions(file: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def lines_of(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def test_files_stay_within_their_size() -> None:
    longer = {
        str(file.relative_to(ROOT)): lines
        for files, most in ((python_files(), FILE_LINES_MAX), (typescript_files(), TYPESCRIPT_LINES_MAX))
        for file in files
        if "generated" not in file.parts and (lines := len(file.read_text().splitlines())) > most
    }
    assert longer == {}


def test_no_function_is_over_the_limit_and_hardly_any_over_the_aim() -> None:
    sizes = {
        f"{file.relative_to(ROOT)}:{node.name}": lines_of(node)
        for file in python_files(PRODUCT)
        if "versions" not in file.parts
        for node in functions(file)
    }
    assert {name: size for name, size in sizes.items() if size > FUNCTION_LINES_MAX} == {}
    longer = {name: size for name, size in sizes.items() if size > FUNCTION_LINES_AIM}
    assert len(longer) <= LONGER_THAN_AIM_SHARE_MAX * len(sizes), longer


def test_functions_take_at_most_five_parameters_by_position() -> None:
    crowded = {
        f"{file.relative_to(ROOT)}:{node.name}": count
        for file in python_files(PRODUCT)
        for node in functions(file)
        if (count := sum(arg.arg not in {"self", "cls", "work", "session"} for arg in node.args.args)) > PARAMETERS_MAX
    }
    assert crowded == {}
