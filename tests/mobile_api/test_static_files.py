"""The app's own files and pages: what is served, how long it is kept, and what is not there."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette

from mobile_api.packing import accepted_encodings
from mobile_api.static_files import StaticFiles
from server.app import build_app
from server.settings import Mode
from tests.fixtures.api import BASE, Api
from tests.fixtures.papers import refused

PAGE = "<!doctype html><title>app</title>"
SCRIPT = "console.log(1)"


@pytest.fixture
async def client(tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    """A small built app, with a secret beside it and in it."""
    folder = tmp_path / "static"
    (folder / "assets").mkdir(parents=True)
    (tmp_path / "secret.txt").write_text("secret")
    (folder / ".src-hash").write_text("secret")
    for name in ("index.html", "sign.html", "phone.html"):
        (folder / name).write_text(PAGE)
    (folder / "sw.js").write_text(SCRIPT)
    (folder / "manifest.webmanifest").write_text("{}")
    script = folder / "assets" / "index-a1.js"
    script.write_text(SCRIPT)
    script.with_name("index-a1.js.br").write_bytes(b"brotli")
    script.with_name("index-a1.js.gz").write_bytes(b"gzip")
    (folder / "assets" / "leak.txt").symlink_to(tmp_path / "secret.txt")
    app = Starlette(routes=StaticFiles(folder, with_phone=False).routes())
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=BASE) as opened:
        yield opened


async def raw(client: httpx.AsyncClient, path: str, encoding: str = "identity") -> tuple[httpx.Response, bytes]:
    """The answer with its bytes as they were sent, not unpacked by the client."""
    async with client.stream("GET", path, headers={"Accept-Encoding": encoding}) as response:
        return response, b"".join([part async for part in response.aiter_raw()])


async def test_hashed_assets_are_kept_for_ever_and_pages_never(client: httpx.AsyncClient) -> None:
    asset, _ = await raw(client, "/assets/index-a1.js")
    assert asset.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert asset.headers["content-type"].startswith("text/javascript")
    for path in ("/", "/applications/42", "/sign/some-token", "/sw.js", "/manifest.webmanifest"):
        page, _ = await raw(client, path)
        assert page.status_code == 200
        assert page.headers["cache-control"] == "no-cache"
        assert page.headers["vary"] == "Accept-Encoding"


@pytest.mark.parametrize(
    ("encoding", "sent", "told"),
    [
        ("br, gzip", b"brotli", "br"),
        ("gzip, deflate", b"gzip", "gzip"),
        ("GZIP;q=0.5", b"gzip", "gzip"),
        ("br;q=0, gzip", b"gzip", "gzip"),
        ("br;q=0.0, gzip; q=0", SCRIPT.encode(), None),
        ("identity", SCRIPT.encode(), None),
        ("", SCRIPT.encode(), None),
        ("brotli, xgzip", SCRIPT.encode(), None),
    ],
)
async def test_a_packed_file_goes_to_who_takes_it(
    client: httpx.AsyncClient, encoding: str, sent: bytes, told: str | None
) -> None:
    response, body = await raw(client, "/assets/index-a1.js", encoding)
    assert body == sent
    assert response.headers.get("content-encoding") == told


def test_an_encoding_with_weight_zero_is_not_taken() -> None:
    assert accepted_encodings("br;q=0, gzip;q=0.001, *;q=0.000") == {"gzip"}


@pytest.mark.parametrize(
    "path",
    [
        "/assets/unknown.js",
        "/assets/",
        "/assets/../index.html",
        "/assets/%2e%2e/index.html",
        "/assets/%2e%2e/.src-hash",
        "/assets/%2e%2e/%2e%2e/secret.txt",
        "/assets/..%2f..%2fsecret.txt",
        "/assets/leak.txt",
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/.src-hash",
        "/.env",
        "/index.php",
        "/api",
        "/api/nothing",
        "/callbacks/nothing",
        "/graphql/nothing",
        "/phone",
    ],
)
async def test_what_is_not_a_page_or_a_file_of_the_app_is_not_found(client: httpx.AsyncClient, path: str) -> None:
    response = await client.get(httpx.URL(BASE).copy_with(raw_path=path.encode()))
    assert response.status_code == 404
    assert response.json()["code"] == "object.not_found"
    assert "secret" not in response.text


@pytest.mark.usefixtures("shares_database")
async def test_unknown_assets_and_paths_of_the_api_are_coded_refusals(api: Api) -> None:
    for path in ("/assets/unknown.js", "/api/nothing", "/api/applications", "/.git/config"):
        refused(await api.client.get(path), 404, "object.not_found", "path")


@pytest.mark.usefixtures("shares_database")
async def test_pages_take_no_posts(api: Api) -> None:
    refused(await api.client.post("/applications", json={}), 405, "request.method_not_allowed")


@pytest.mark.usefixtures("shares_database")
async def test_the_customer_s_phone_is_there_in_demo_and_not_in_production(api: Api) -> None:
    assert (await api.client.get("/api/phone")).status_code == 200
    settings = api.house.settings.model_copy(update={"mode": Mode.PRODUCTION})
    transport = httpx.ASGITransport(build_app(replace(api.house, settings=settings)).asgi)
    async with httpx.AsyncClient(transport=transport, base_url=BASE) as client:
        refused(await client.get("/api/phone"), 404, "object.not_found")
        refused(await client.get("/phone"), 404, "object.not_found")


async def test_the_worker_may_fetch_the_apps_files_and_nothing_else(client: httpx.AsyncClient) -> None:
    worker, _ = await raw(client, "/sw.js")
    policy = worker.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "connect-src 'self'" in policy
