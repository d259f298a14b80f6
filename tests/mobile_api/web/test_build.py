"""The built files: small, complete, compressed, and nothing that a strict content security policy would stop."""

import gzip
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

FIRST_LOAD_BYTES_MAX = 40_000
PHONE_APP_BYTES_MAX = 150_000
"""All that anybody can open on a phone in Chinese, whatever his position; nobody waits for it before his first list."""
CUSTOMERS_PAGES_BYTES_MAX = 34_000
PARTS_BYTES_MAX = {
    "index": 33_000,
    "cases": 25_000,
    "field": 34_000,
    "desk": 36_000,
    "guard": 8_000,
    "shared": 17_500,
    "wide": 14_000,
    "staff-en": 24_000,
}
"""What the staff app is made of; a new family of screens joins one of `src/parts`, for large files pack far better."""
APART = {"wide", "staff-en"}
"""What a phone in Chinese does without: the desk of a wide screen, the words of the other language."""
GRAPHIQL_BYTES_MAX = 650_000
PAGES = ("index.html", "sign.html", "mine.html", "offer.html", "phone.html")


class Page(HTMLParser):
    """Collects what a page fetches and what it carries inline."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.fetched: list[str] = []
        self.inline: list[str] = []
        self.language: str | None = None
        self._open: str | None = None
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self._open = tag
        if tag == "html":
            self.language = given.get("lang")
        if tag == "script":
            self.fetched.append(given.get("src") or "")
        if tag == "link" and given.get("rel") in {"stylesheet", "modulepreload"}:
            self.fetched.append(given.get("href") or "")
        self.inline += [name for name in given if name == "style" or name.startswith("on")]

    def handle_data(self, data: str) -> None:
        if self._open in {"script", "style"} and data.strip():
            self.inline.append(data)


def page_of(built: Path, name: str) -> Page:
    return Page((built / name).read_text())


def is_graphiql(path: Path) -> bool:
    """The demo's workbench stands apart: no page of the app fetches anything of it."""
    return path.parent.name == "graphiql" or path.name.startswith("graphiql.")


def packed_size(path: Path) -> int:
    return path.with_name(f"{path.name}.br").stat().st_size


@pytest.mark.parametrize("name", PAGES)
def test_a_page_holds_no_inline_script_or_style_and_says_its_language(built: Path, name: str) -> None:
    page = page_of(built, name)
    assert page.inline == []
    assert page.language == "zh-CN"
    assert all(address.startswith("/assets/") for address in page.fetched)


@pytest.mark.parametrize("name", PAGES)
def test_what_a_page_fetches_first_is_small(built: Path, name: str) -> None:
    page = page_of(built, name)
    size = packed_size(built / name) + sum(packed_size(built / address.lstrip("/")) for address in page.fetched)
    assert size <= FIRST_LOAD_BYTES_MAX


def test_the_staff_app_fetches_one_script_and_one_style_sheet(built: Path) -> None:
    assert sorted(Path(address).suffix for address in page_of(built, "index.html").fetched) == [".css", ".js"]


def parts_of(built: Path) -> dict[str, int]:
    """Packed bytes of each part of the staff app: of what its worker keeps."""
    kept = re.findall(r"/assets/[\w.-]+", (built / "sw.js").read_text())
    weights: dict[str, int] = {}
    for address in kept:
        name = re.sub(r"-[\w-]{8}\.(js|css)$", "", Path(address).name)
        weights[name] = weights.get(name, 0) + packed_size(built / address.lstrip("/"))
    return weights


def test_the_staff_app_is_made_of_few_large_parts_each_within_its_weight(built: Path) -> None:
    weights = parts_of(built)
    assert weights.keys() == PARTS_BYTES_MAX.keys()
    assert {name: size for name, size in weights.items() if size > PARTS_BYTES_MAX[name]} == {}


def test_the_whole_app_on_a_phone_in_its_language_is_small(built: Path) -> None:
    page = packed_size(built / "index.html") + packed_size(built / "sw.js")
    assert page + sum(size for name, size in parts_of(built).items() if name not in APART) <= PHONE_APP_BYTES_MAX


def test_the_customers_pages_are_small(built: Path) -> None:
    kept = set(re.findall(r"/assets/([\w.-]+)", (built / "sw.js").read_text()))
    theirs = [path for path in (built / "assets").iterdir() if path.suffix in {".js", ".css"} and path.name not in kept]
    assert sum(packed_size(path) for path in theirs) <= CUSTOMERS_PAGES_BYTES_MAX


def test_graphiql_comes_from_this_house_and_no_page_of_the_app_knows_it(built: Path) -> None:
    page = page_of(built, "graphiql.html")
    assert sorted(Path(address).suffix for address in page.fetched) == [".css", ".js"]
    assert all(address.startswith("/graphiql/") for address in page.fetched)
    assert page.inline == []
    assert sum(path.stat().st_size for path in built.rglob("*.br") if is_graphiql(path)) <= GRAPHIQL_BYTES_MAX
    apart = [path for path in built.rglob("*") if path.suffix in {".html", ".js", ".css"} and not is_graphiql(path)]
    # The worker tells its address from the app's own, and keeps nothing of it.
    assert [path.name for path in apart if "graphiql" in path.read_text()] == ["sw.js"]
    assert "graphiql/" not in (built / "sw.js").read_text()


def test_every_text_file_has_its_compressed_copies(built: Path) -> None:
    texts = [path for path in built.rglob("*") if path.suffix in {".html", ".js", ".css", ".svg", ".webmanifest"}]
    assert texts
    for path in texts:
        assert gzip.decompress(path.with_name(f"{path.name}.gz").read_bytes()) == path.read_bytes()
        assert path.with_name(f"{path.name}.br").stat().st_size > 0


def test_the_service_worker_keeps_exactly_the_staff_apps_files(built: Path) -> None:
    worker = (built / "sw.js").read_text()
    assert "__PRECACHE__" not in worker
    assert "__VERSION__" not in worker
    kept = set(re.findall(r"/assets/[\w.-]+", worker))
    assert set(page_of(built, "index.html").fetched) <= kept
    assert all((built / address.lstrip("/")).is_file() for address in kept)


def test_nothing_built_names_a_foreign_host(built: Path) -> None:
    """But one map: a link that a person follows on a phone without a map of its own; no page fetches from there."""
    known = re.compile(
        r"https?://(www\.w3\.org/|127\.0\.0\.1|localhost[:/]|uri\.amap\.com/(search\?keyword=|marker\?position=))"
    )
    for path in built.rglob("*"):
        if path.suffix in {".html", ".js", ".css", ".webmanifest"} and not is_graphiql(path):
            named = re.findall(r"https?://[\w.]+[^\"'`\s]*", path.read_text())
            assert [address for address in named if not known.match(address)] == [], path.name
