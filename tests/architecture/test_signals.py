"""Signals choose channel and agent and never credit: nothing that decides on credit can see them."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DECIDING = ("decision", "applications", "approvals", "contracts", "offers", "products", "customers", "loans", "terms")
TABLES = re.compile(r"case_signals|case_utterances|speech_findings|\bwillingness\b|\bagitation\b")
READERS = {Path("server/risk/relations/collecting.py"), Path("server/risk/relations/speaking.py")}
"""The relations of the indicators NL-01 to NL-09."""
OWNERS = ("collection", "seeds")


@pytest.mark.parametrize("subject", DECIDING)
def test_no_subject_that_decides_on_credit_imports_signals(subject: str) -> None:
    paths = list((ROOT / "server" / subject).rglob("*.py"))
    assert paths
    found = [(path.name, name) for path in paths for name in imported(path) if name.startswith("server.collection")]
    assert found == []


def test_no_statement_outside_collection_reads_signals_but_the_indicators_of_conversations() -> None:
    paths = [path.relative_to(ROOT) for path in (ROOT / "server").rglob("*.py")]
    others = [path for path in paths if path.parts[1] not in OWNERS]
    reading = {path for path in others if TABLES.search((ROOT / path).read_text(encoding="utf-8"))}
    assert {path for path in reading if path.parts[1] != "risk"} == set()
    assert {path for path in reading if "relations" in path.parts} <= READERS


def test_the_figures_of_signals_are_used_by_indicators_of_conversations_alone() -> None:
    formulas = ROOT / "server" / "risk" / "formulas"
    named = {
        path.stem
        for path in formulas.glob("*.py")
        if re.search("LOAN_SIGNALS|CUSTOMER_SIGNALS", path.read_text(encoding="utf-8"))
    }
    assert named == {"conversations"}


def imported(path: Path) -> list[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    plain = [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    return [*plain, *(node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom))]
