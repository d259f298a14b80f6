"""The archive: CSV for each section, one page to read, the chain, a manifest and a script that checks both."""

import csv
import html
import io
import json
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from server.kit.work import House
from server.reports.dossier import sections
from server.reports.dossier.drawing import Drawn, digest, in_clear

CHECK: Final = (Path(__file__).parent / "check.py.txt").read_text(encoding="utf-8")
README: Final = """贷款检查档案 / Dossier of loans

index.html   可直接阅读的全部记录 / all records, to be read in any browser
csv/         每类记录一个 CSV 文件（UTF-8）/ one CSV file for each kind of record (UTF-8)
papers/      合同与影像原件 / contracts and pictures in clear
chain.jsonl  操作记录及其哈希链 / the audit records with their links: hash = SHA-256(previous hash + sealed text)
manifest.json 所有文件的 SHA-256 / SHA-256 of every file

核验 / to check:  python3 check.py
"""
TITLES: Final = [(one.table, one.zh, one.en) for one in sections.SECTIONS] + [sections.ACCESS, sections.TRAIL]
CELL_MAX: Final = 400


async def write(house: House, drawn: Drawn, out: Path) -> dict[str, Any]:
    """Write the archive; answers its manifest. An old file of the same name is replaced once the new one is whole."""
    manifest: dict[str, str] = {}
    missing: list[str] = []
    half = out.with_name(f".{out.name}.part")
    with zipfile.ZipFile(half, "w", zipfile.ZIP_DEFLATED) as archive:

        def add(name: str, data: bytes) -> None:
            manifest[name] = digest(data)
            archive.writestr(name, data)

        for table, _, _ in TITLES:
            add(f"csv/{table}.csv", as_csv(drawn.rows[table]))
        for paper in drawn.papers:
            try:
                add(f"papers/{paper.name}", await in_clear(house, paper))
            except KeyError:
                missing.append(paper.name)
        add("chain.jsonl", as_lines(drawn.chain))
        add("index.html", as_page(drawn, house.ports.clock.now(), manifest, missing).encode())
        add("README.txt", README.encode())
        add("check.py", CHECK.encode())
        told: dict[str, Any] = {
            "title": drawn.title,
            "drawn_at": house.ports.clock.now().isoformat(),
            "missing_papers": missing,
        }
        told |= {"erased_customers": [str(each) for each in drawn.erased], "files": manifest}
        archive.writestr("manifest.json", json.dumps(told, ensure_ascii=False, indent=1))
    half.replace(out)
    return told


def as_lines(chain: Sequence[Mapping[str, Any]]) -> bytes:
    """The chain as JSON lines: number, hash before, sealed text, own hash."""
    told = ({name: value for name, value in each.items() if name != "record"} for each in chain)
    return "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in told).encode()


def as_csv(rows: Sequence[Mapping[str, Any]]) -> bytes:
    """Rows as CSV that spreadsheets open as UTF-8; a cell that begins like a formula is told to be text."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(names)
    for row in rows:
        writer.writerow([_harmless(_text(row.get(name))) for name in names])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def as_page(drawn: Drawn, at: datetime, files: Mapping[str, str], missing: Iterable[str]) -> str:
    """All sections as tables on one page, without script or anything from elsewhere."""
    style = (
        "<!doctype html><html lang='zh'><meta charset='utf-8'><title>贷款检查档案</title><style>"
        "body{font-family:sans-serif;margin:2em}table{border-collapse:collapse;font-size:12px}"
        "td,th{border:1px solid #999;padding:2px 6px;text-align:left;vertical-align:top;max-width:32em;"
        "overflow-wrap:anywhere}</style>"
    )
    papers = [name for name in sorted(files) if name.startswith("papers/")]
    parts = [
        style,
        f"<h1>贷款检查档案 Dossier: {html.escape(drawn.title)}</h1><p>{at.isoformat()}</p>",
    ]
    parts += [f"<p><a href='{html.escape(name)}'>{html.escape(name)}</a></p>" for name in papers]
    parts += [f"<p>缺失 missing: {html.escape(name)}</p>" for name in missing]
    for table, zh, en in TITLES:
        rows = drawn.rows[table]
        parts.append(f"<h2 id='{table}'>{zh} {en} ({len(rows)})</h2>")
        if rows:
            parts.append(_table(rows))
    return "\n".join(parts)


def _table(rows: Sequence[Mapping[str, Any]]) -> str:
    names = list(dict.fromkeys(name for row in rows for name in row))
    head = "".join(f"<th>{html.escape(name)}</th>" for name in names)
    body = "".join(
        "<tr>" + "".join(f"<td>{html.escape(_text(row.get(name))[:CELL_MAX])}</td>" for name in names) + "</tr>"
        for row in rows
    )
    return f"<table><tr>{head}</tr>{body}</table>"


def _text(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)


def _harmless(text: str) -> str:
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t"} and not text[1:2].isdigit() else text
