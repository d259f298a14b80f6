"""Uploads: what is taken, what is refused by its field before anything is stored, and who gets a picture back."""

import io
from typing import Any
from uuid import uuid4

import httpx
import pytest
from PIL import Image
from sqlalchemy.ext.asyncio import AsyncSession

from schema.kit.ids import encode
from server.kit.global_ids import decode
from tests.fixtures.api import Api, digest
from tests.fixtures.papers import PDF, flat_png, png, put_paper, refused
from tests.schema.stage import IDLE, Stage

OFFICER = "officer.east1"
GOOD = png()


async def upload(
    api: Api, stage: Stage, login: str | None = OFFICER, *, key: str | None = "", file: bytes = GOOD, **over: Any
) -> httpx.Response:
    """Upload a picture for the borrower; `key` '' means a fresh one, None none."""
    keyed = {} if key is None else {"Idempotency-Key": key or uuid4().hex}
    fields = {"customerId": stage["borrower"], "kind": "id_front"} | over
    return await api.client.post(
        "/api/uploads",
        headers=await api.headers(login) | keyed,
        data={name: value for name, value in fields.items() if value is not None},
        files={"file": ("card.png", file, "image/png")},
    )


async def test_a_picture_comes_back_to_whoever_may_see_it_and_to_nobody_else(api: Api, stage: Stage) -> None:
    response = await upload(api, stage)
    assert response.status_code == 201, response.text
    path = f"/api/documents/{decode(response.json()['documentId'], 'id').id}/picture"
    shown = await api.client.get(path, headers=await api.headers(OFFICER))
    kept = Image.open(io.BytesIO(shown.content))
    assert (kept.size, kept.format, shown.headers["content-type"]) == ((640, 400), "JPEG", "image/jpeg")
    assert shown.headers["cache-control"] == "no-store"
    assert shown.headers["x-content-type-options"] == "nosniff"
    for login in ("officer.west1", "manager.west", "officer.east2"):
        refused(await api.client.get(path, headers=await api.headers(login)), 404, "object.not_found")
    refused(await api.client.get(path, headers=await api.headers(IDLE)), 403, "access.denied")
    refused(await api.client.get(path), 401, "session.token_invalid")


async def test_the_same_key_twice_makes_one_document(api: Api, stage: Stage, owner: AsyncSession) -> None:
    first = await upload(api, stage, key="k-1")
    once = await digest(owner)
    again = await upload(api, stage, key="k-1")
    assert again.status_code == 201
    assert again.json() == first.json()
    other = await upload(api, stage, key="k-1", kind="id_back")
    refused(other, 409, "request.key_reused", "idempotencyKey")
    refused(
        await upload(api, stage, key="k-1", file=png(colour=(1, 2, 3))), 409, "request.key_reused", "idempotencyKey"
    )
    assert await digest(owner) == once


BAD_FILES: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "document.empty"),
    "text": (b"hello", "document.not_an_image"),
    "a page": (b"<html><script>alert(1)</script></html>", "document.not_an_image"),
    "a program": (b"MZ" + bytes(500), "document.not_an_image"),
    "a vector drawing": (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "document.not_an_image"),
    "an archive": (b"PK\x03\x04" + bytes(500), "document.not_an_image"),
    "half a header": (GOOD[:20], ""),
    "12,000 x 9,000 points": (flat_png(12_000, 9_000), "document.too_many_pixels"),
    "20 x 20 points": (png(20, 20), "document.too_small"),
}


@pytest.mark.usefixtures("shares_database")
@pytest.mark.parametrize("title", BAD_FILES)
async def test_a_file_that_is_no_good_picture_is_refused_and_nothing_is_stored(
    api: Api, stage: Stage, owner: AsyncSession, title: str
) -> None:
    file, code = BAD_FILES[title]
    await api.headers(OFFICER)
    before = await digest(owner)
    response = await upload(api, stage, file=file)
    refused(response, 422, code or response.json()["code"], "file")
    assert response.json()["code"].startswith("document.")
    assert await digest(owner) == before


@pytest.mark.usefixtures("shares_database")
async def test_a_file_of_50_megabytes_is_refused(api: Api, stage: Stage, owner: AsyncSession) -> None:
    await api.headers(OFFICER)
    before = await digest(owner)
    refused(await upload(api, stage, file=bytes(50_000_000)), 413, "request.body_too_large")
    assert await digest(owner) == before


@pytest.mark.usefixtures("shares_database")
async def test_a_wrong_field_is_named_and_nothing_is_stored(api: Api, stage: Stage, owner: AsyncSession) -> None:
    await api.headers(OFFICER)
    before = await digest(owner)
    for over, status, code, field in (
        ({"customerId": None}, 422, "input.invalid", "customerId"),
        ({"customerId": "1"}, 422, "input.invalid", "customerId"),
        ({"customerId": stage["loan"]}, 422, "input.invalid", "customerId"),
        ({"customerId": encode("Customer", uuid4())}, 404, "object.not_found", "customerId"),
        ({"kind": None}, 422, "input.invalid", "kind"),
        ({"kind": "passport"}, 422, "input.invalid", "kind"),
        ({"applicationId": "1"}, 422, "input.invalid", "applicationId"),
        ({"key": None}, 422, "input.invalid", "idempotencyKey"),
        ({"key": "k" * 256}, 422, "input.invalid", "idempotencyKey"),
    ):
        refused(await upload(api, stage, **over), status, code, field)
    no_file = await api.client.post(
        "/api/uploads",
        headers=await api.headers(OFFICER) | {"Idempotency-Key": "k"},
        files={"customerId": (None, stage["borrower"]), "kind": (None, "id_front"), "file": (None, "text")},
    )
    refused(no_file, 422, "input.invalid", "file")
    assert await digest(owner) == before


@pytest.mark.usefixtures("shares_database")
async def test_two_files_or_a_dozen_fields_are_one_too_many(api: Api, stage: Stage) -> None:
    head = await api.headers(OFFICER) | {"Idempotency-Key": "k"}
    files = [("file", ("a.png", GOOD, "image/png")), ("file", ("b.png", GOOD, "image/png"))]
    fields = {"customerId": stage["borrower"], "kind": "id_front"}
    two = await api.client.post("/api/uploads", headers=head, data=fields, files=files)
    refused(two, 400, "request.multipart_malformed")
    many = fields | {f"x{number}": "y" for number in range(12)}
    dozen = await api.client.post("/api/uploads", headers=head, data=many, files=files[:1])
    refused(dozen, 400, "request.multipart_malformed")


@pytest.mark.usefixtures("shares_database")
async def test_an_upload_wants_a_log_in_the_right_and_the_customer_in_sight(
    api: Api, stage: Stage, owner: AsyncSession
) -> None:
    for login in ("auditor.hq", "officer.west1"):
        await api.headers(login)
    before = await digest(owner)
    refused(await upload(api, stage, None), 401, "session.token_invalid")
    refused(await upload(api, stage, "auditor.hq"), 403, "access.denied")
    refused(await upload(api, stage, "officer.west1"), 404, "object.not_found", "customerId")
    assert await digest(owner) == before


async def test_a_contract_s_paper_comes_to_whoever_may_see_it_and_to_nobody_else(
    api: Api, stage: Stage, owner: AsyncSession
) -> None:
    await put_paper(api.house, owner, stage)
    path = f"/api/contracts/{stage.rows['contract']}/pdf"
    shown = await api.client.get(path, headers=await api.headers(OFFICER))
    assert shown.content == PDF
    assert shown.headers["content-type"] == "application/pdf"
    assert shown.headers["cache-control"] == "no-store"
    for login in ("officer.west1", "officer.east2", "manager.west"):
        refused(await api.client.get(path, headers=await api.headers(login)), 404, "object.not_found")
    refused(await api.client.get(path, headers=await api.headers("admin1.hq")), 403, "access.denied")
    refused(await api.client.get(path), 401, "session.token_invalid")


@pytest.mark.usefixtures("shares_database")
@pytest.mark.parametrize("path", ["/api/documents/{}/picture", "/api/contracts/{}/pdf"])
async def test_an_id_of_nothing_is_not_found(api: Api, path: str) -> None:
    for row_id in (str(uuid4()), "1", "x" * 100, "..%2f..%2fetc"):
        refused(await api.client.get(path.format(row_id), headers=await api.headers(OFFICER)), 404, "object.not_found")
