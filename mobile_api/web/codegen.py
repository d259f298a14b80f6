# ruff: noqa: INP001 -- a script of the app's build: the folder around it is TypeScript, not a package
"""Typed operations for the staff app.

Reads the committed schema and `src/documents/*.graphql`, validates every document against the schema and writes
`src/generated/operations.ts`: for each operation its id, the type of its data and the type of its variables. The ids
lie in a module for each folder's file, `src/generated/ids/`, so that a screen brings the ids it asks with and no page
those of all. An id is the SHA-256 of its text; the texts themselves go into `mobile_api/documents.json`, by their ids,
and not into the app: the server of the same build trusts them (docs/trusted-documents.md).

    python mobile_api/web/codegen.py            write the files
    python mobile_api/web/codegen.py --check    exit 1 when a committed file is stale or a document is invalid

Another team's client gets its own file from `team_types.py`.
"""

import argparse
import json
import sys
from dataclasses import dataclass
from pathlib import Path

from graphql import DocumentNode, OperationDefinitionNode, build_schema, concat_ast, lexicographic_sort_schema, parse
from printing import Generator, InvalidDocumentError  # type: ignore[import-not-found]  # its sibling, as a script finds it

WEB = Path(__file__).resolve().parent
SCHEMA = WEB.parent.parent / "schema" / "schema.graphql"
DOCUMENTS = WEB / "src" / "documents"
TARGET = WEB / "src" / "generated" / "operations.ts"
IDS = TARGET.parent / "ids"
MANIFEST = WEB.parent / "documents.json"


@dataclass(frozen=True)
class Generated:
    """The text of operations.ts, those of the modules of ids, and the texts of the documents by id."""

    module: str
    ids: dict[str, str]
    documents: dict[str, str]

    @property
    def files(self) -> dict[Path, str]:
        """What is committed."""
        manifest = json.dumps(self.documents, ensure_ascii=False, indent=1) + "\n"
        return {TARGET: self.module, MANIFEST: manifest, **{IDS / name: text for name, text in self.ids.items()}}


def _documents(folder: Path) -> dict[str, DocumentNode]:
    return {path.stem: parse(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.graphql"))}


def _names(document: DocumentNode) -> list[str]:
    return [node.name.value for node in document.definitions if isinstance(node, OperationDefinitionNode) and node.name]


def generate(schema_text: str, folder: Path = DOCUMENTS, *, alone: str = "") -> Generated:
    """Return operations.ts and the manifest for the documents in `folder`; raise InvalidDocumentError."""
    # sorted, so that the order in which the server declares things never makes the committed file stale
    schema = lexicographic_sort_schema(build_schema(schema_text))
    documents = _documents(folder)
    generator = Generator(schema, concat_ast(list(documents.values())), alone=alone)
    module = generator.module()
    if alone:
        return Generated(module, {}, generator.texts)
    asking = {stem: names for stem, document in documents.items() if (names := _names(document))}
    passed_on = "".join(f"export {{ {', '.join(names)} }} from './ids/{stem}.ts';\n" for stem, names in asking.items())
    ids = {f"{stem}.ts": generator.ids(names) for stem, names in asking.items()}
    return Generated(f"{module}\n{passed_on}", ids, generator.texts)


def main() -> int:
    """Write or check the generated files; 0 = fine, 1 = stale or invalid."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--check", action="store_true", help="compare with the committed files, write nothing")
    parser.add_argument("--schema", type=Path, default=SCHEMA, help="the SDL to read")
    options = parser.parse_args()
    try:
        files = generate(options.schema.read_text(encoding="utf-8")).files
    except InvalidDocumentError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    if options.check:
        stale = [path.name for path, text in files.items() if not _is(path, text)]
        stale += [path.name for path in IDS.glob("*.ts") if path not in files]
        sys.stdout.write(f"stale: {', '.join(stale)}: run codegen.py\n" if stale else "operations are fresh\n")
        return 1 if stale else 0
    IDS.mkdir(exist_ok=True)
    for left in set(IDS.glob("*.ts")) - set(files):
        left.unlink()
    for path, text in files.items():
        path.write_text(text, encoding="utf-8")
        sys.stdout.write(f"wrote {path.name}\n")
    return 0


def _is(path: Path, text: str) -> bool:
    return path.exists() and path.read_text(encoding="utf-8") == text


if __name__ == "__main__":
    sys.exit(main())
