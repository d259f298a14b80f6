"""The project's own source files."""

import ast
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
PRODUCT = ("server", "schema", "ocr", "mobile_api", "migrations")
EVERYTHING = (*PRODUCT, "tests", "bench")
SKIPPED = {"node_modules", "static", "__pycache__"}


def python_files(folders: tuple[str, ...] = EVERYTHING) -> list[Path]:
    return [
        file
        for folder in folders
        for file in sorted((ROOT / folder).rglob("*.py"))
        if not SKIPPED & set(file.relative_to(ROOT).parts)
    ]


def typescript_files() -> list[Path]:
    web = ROOT / "mobile_api" / "web"
    files = [*web.rglob("*.ts"), *web.rglob("*.tsx")]
    return sorted(file for file in files if not SKIPPED & set(file.relative_to(ROOT).parts))


def tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text())
