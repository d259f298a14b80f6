"""Old browsers: the build keeps to the syntax of Chrome 87 and Safari 14, and older ones are told so in plain words."""

import json
import os
import re
import subprocess
from pathlib import Path

from mobile_api.build_hook import find_npm

NEWER = re.compile(
    r"\.(?:findLast|findLastIndex|toSorted|toReversed|toSpliced|replaceChildren|groupBy|hasOwn)\("
    r"|\b(?:structuredClone|AbortSignal\.timeout|AbortSignal\.any|crypto\.randomUUID|Promise\.withResolvers)\("
)
"""What neither has; `Array.at` is brought along by main.tsx."""


def test_the_build_holds_no_syntax_that_the_oldest_browsers_cannot_read(built: Path, web: Path) -> None:
    assert (built / "sw.js").exists()
    npm = find_npm(lambda _: None)
    path = f"{npm.path}{os.pathsep}{os.environ.get('PATH', '')}"
    told = subprocess.run(
        ["node", "build/oldest.mjs"], cwd=web, env=os.environ | {"PATH": path}, capture_output=True, check=True
    )
    found = json.loads(told.stdout)
    assert found["looked"] > len(["sw", "index"])
    assert found["newer"] == []


def test_the_sources_of_the_app_call_nothing_that_the_oldest_browsers_do_not_have(web: Path) -> None:
    sources = [file for file in (web / "src").rglob("*.ts*") if "graphiql" not in file.parts]
    found = [f"{file.name}: {hit}" for file in sources for hit in NEWER.findall(file.read_text())]
    assert found == []
    assert "Array.prototype.at ??=" in (web / "src" / "main.tsx").read_text()


def test_browsers_that_cannot_run_the_app_keep_a_plain_page_that_says_so(built: Path) -> None:
    page = (built / "index.html").read_text()
    assert "Chrome 87" in page
    assert 'class="old"' in page
    style = next((built / "assets").glob("index-*.css")).read_text()
    assert re.search(r"@supports ?\(inset: ?0\) ?{ ?\.old ?{ ?display: ?none", style)


def test_the_icon_leads_to_what_is_wanted_most(built: Path) -> None:
    manifest = json.loads((built / "manifest.webmanifest").read_text())
    assert [one["name"] for one in manifest["shortcuts"]][:2] == ["审批", "还款查询"]
    assert all(one["url"].startswith("/") for one in manifest["shortcuts"])
