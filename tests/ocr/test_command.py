"""`jiedai ocr`: one JSON line a file and nothing else on standard output."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from server.cli import COMMANDS
from tests.factories.photographs import photographed

ROOT = Path(__file__).resolve().parents[2]


def run(*words: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "server.cli", "ocr", *words], cwd=ROOT, capture_output=True, timeout=240, check=False
    )


def test_the_command_is_listed_and_asks_for_files() -> None:
    assert COMMANDS["ocr"][0] == "server.commands.ocr"
    asked = run()
    assert asked.returncode == 2
    assert asked.stdout == b""


@pytest.mark.ocr
def test_every_file_gets_its_line_in_order_and_faults_are_coded(tmp_path: Path) -> None:
    sheet = photographed("id_both", "31")
    both, text, empty = tmp_path / "两面.jpg", tmp_path / "text.jpg", tmp_path / "empty.png"
    both.write_bytes(sheet.data)
    text.write_text("no picture at all")
    empty.touch()
    files = [str(path) for path in (text, both, empty, tmp_path, tmp_path / "missing.jpg")]
    done = run(*files, "--jsonl", "--cache-dir", str(tmp_path / "models"))
    assert done.returncode == 0, done.stderr.decode()
    records = [json.loads(row) for row in done.stdout.decode().splitlines()]
    assert [record["file"] for record in records] == files
    assert [record["error"] and record["error"]["code"] for record in records] == [
        "picture.not_an_image",
        None,
        "picture.empty",
        "picture.unreadable_file",
        "picture.unreadable_file",
    ]
    assert records[1]["kind"] == "id_both"
    assert records[1]["fields"] == sheet.truth
    assert set(records[1]["confidence"]) == set(records[1]["fields"])
    assert 0 < records[1]["seconds"] < 120
