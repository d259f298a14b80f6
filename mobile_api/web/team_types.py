# ruff: noqa: INP001 -- a script of the app's build: the folder around it is TypeScript, not a package
"""Typed operations for a team's own client: one TypeScript file from a folder of `.graphql` files and the schema.

    python mobile_api/web/team_types.py DIR FILE.ts            write the file
    python mobile_api/web/team_types.py DIR FILE.ts --check    exit 1 when it is stale or a document is invalid
    … --manifest FILE.json            write the texts by their ids too, for `jiedai documents publish`

It needs Python and graphql-core, nothing else. Each operation carries its text and the SHA-256 of it, so a client may
send either: the text while it is written, the id once its documents are published (docs/api.md).
"""

import argparse
import json
import sys
from pathlib import Path

from codegen import SCHEMA, InvalidDocumentError, generate  # type: ignore[import-not-found]  # its sibling, as a script finds it

HEAD = """// Written by team_types.py from a folder of documents and the schema. Change those, not this.

/** A document with the types of its data and variables; `id` is the SHA-256 of its text. */
export interface Operation<Data, Variables> {
  readonly name: string;
  readonly id: string;
  readonly text: string;
  /** never there; carries the types */
  readonly types?: { data: Data; variables: Variables };
}
"""


def main() -> int:
    """Write or check the file; 0 = fine, 1 = stale or invalid."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("documents", type=Path, help="folder of .graphql files")
    parser.add_argument("out", type=Path, help="the TypeScript file")
    parser.add_argument("--check", action="store_true", help="compare with the file, write nothing")
    parser.add_argument("--schema", type=Path, default=SCHEMA, help="the SDL to read")
    parser.add_argument("--manifest", type=Path, help="write the texts by their ids, to be published")
    options = parser.parse_args()
    try:
        made = generate(options.schema.read_text(encoding="utf-8"), options.documents, alone=HEAD)
    except InvalidDocumentError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    if options.check:
        fresh = options.out.exists() and options.out.read_text(encoding="utf-8") == made.module
        sys.stdout.write(f"{options.out.name} is {'fresh' if fresh else 'stale'}\n")
        return 0 if fresh else 1
    options.out.write_text(made.module, encoding="utf-8")
    if options.manifest:
        options.manifest.write_text(json.dumps(made.documents, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    sys.stdout.write(f"wrote {options.out}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
