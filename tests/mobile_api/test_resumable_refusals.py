"""What an upload in pieces refuses: by its code, and nothing changed."""

from base64 import b64encode
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from server.kit.global_ids import encode
from tests.fixtures.api import Api, digest
from tests.fixtures.papers import refused
from tests.mobile_api.pieces import OCTETS, OFFICER, PATH, PICTURE, PIECE, Sender, count, metadata
from tests.schema.stage import IDLE, Stage


async def test_what_is_no_picture_is_refused_at_the_end_for_the_same_reason_at_every_asking(
    api: Api, stage: Stage, owner: AsyncSession
) -> None:
    phone = Sender(api)
    before = await count(owner, "documents")
    url = await phone.begun(stage, 5)
    refused(await phone.piece(url, 0, b"hello"), 422, "document.not_an_image", "file")
    refused(await phone.piece(url, 5, b""), 422, "document.not_an_image", "file")
    assert (await count(owner, "documents"), await count(owner, "document_upload_pieces")) == (before, 0)


async def test_a_piece_out_of_turn_damaged_or_too_long_changes_nothing(
    api: Api, stage: Stage, owner: AsyncSession
) -> None:
    phone = Sender(api)
    url = await phone.begun(stage)
    await phone.piece(url, 0, PICTURE[:PIECE])
    before = await digest(owner)
    for over, status, code in (
        ({"offset": 0}, 409, "upload.offset_wrong"),
        ({"offset": PIECE + 1}, 409, "upload.offset_wrong"),
        ({"offset": "x"}, 422, "input.invalid"),
        ({"offset": "-1"}, 422, "input.invalid"),
        ({"offset": "9" * 13}, 422, "input.invalid"),
        ({"offset": None}, 422, "input.invalid"),
        ({"Upload_Checksum": f"sha1 {b64encode(bytes(20)).decode()}"}, 460, "upload.checksum_wrong"),
        ({"Upload_Checksum": f"md5 {b64encode(bytes(16)).decode()}"}, 400, "upload.checksum_unsupported"),
        ({"Upload_Checksum": "sha256 ###"}, 400, "upload.checksum_unsupported"),
        ({"Upload_Checksum": "sha256"}, 460, "upload.checksum_wrong"),
        ({"Content_Type": "application/octet-stream"}, 415, "request.media_type_unsupported"),
        ({"Content_Type": None}, 415, "request.media_type_unsupported"),
        ({"Tus_Resumable": "0.2.2"}, 412, "upload.version_unsupported"),
        ({"data": bytes(PIECE + 1)}, 413, "request.body_too_large"),
        ({"data": bytes(PIECE), "twice": True}, 422, "upload.overrun"),
    ):
        given: dict[str, Any] = {"offset": PIECE, "data": b"x", **over}
        if given.pop("twice", False):
            await phone.piece(url, PIECE, PICTURE[PIECE : 2 * PIECE])
            before = await digest(owner)
            given["offset"] = 2 * PIECE
        response = await phone.piece(url, given.pop("offset"), given.pop("data"), **given)
        refused(response, status, code)
        assert await digest(owner) == before, over
    empty = await phone.call("PATCH", url, Upload_Offset=2 * PIECE)
    refused(empty, 415, "request.media_type_unsupported")


@pytest.mark.usefixtures("shares_database")
async def test_a_beginning_that_says_anything_wrong_is_refused_and_nothing_is_stored(
    api: Api, stage: Stage, owner: AsyncSession
) -> None:
    phone = Sender(api)
    await api.headers(OFFICER)
    before = await digest(owner)
    fine = {"customerId": stage["borrower"], "kind": "ID_FRONT"}
    for over, status, code, field in (
        ({"Upload_Length": None}, 422, "input.invalid", "upload-length"),
        ({"Upload_Length": "many"}, 422, "input.invalid", "upload-length"),
        ({"Upload_Length": "0"}, 422, "document.empty", "file"),
        ({"Upload_Length": "20000001"}, 413, "upload.too_long", "upload-length"),
        ({"Upload_Metadata": None}, 422, "input.invalid", "customerId"),
        ({"Upload_Metadata": "kind"}, 422, "input.invalid", "customerId"),
        ({"Upload_Metadata": "kind #"}, 422, "input.invalid", "upload-metadata"),
        ({"Upload_Metadata": "kind //8="}, 422, "input.invalid", "upload-metadata"),
        ({"Upload_Metadata": metadata(**fine, size="1")}, 422, "input.invalid", "upload-metadata"),
        ({"Upload_Metadata": metadata(**fine | {"kind": "passport"})}, 422, "input.invalid", "kind"),
        ({"Upload_Metadata": metadata(**fine | {"customerId": "1"})}, 422, "input.invalid", "customerId"),
        ({"Upload_Metadata": metadata(**fine, applicationId="1")}, 422, "input.invalid", "applicationId"),
        (
            {"Upload_Metadata": metadata(**fine | {"customerId": encode("Customer", uuid4())})},
            404,
            "object.not_found",
            "customerId",
        ),
        ({"Idempotency_Key": None}, 422, "input.invalid", "idempotencyKey"),
        ({"Tus_Resumable": "2.0.0"}, 412, "upload.version_unsupported", "tus-resumable"),
        ({"Content_Type": "text/plain"}, 415, "request.media_type_unsupported", "content-type"),
    ):
        body = b"x" if "Content_Type" in over else b""
        told = {"Upload_Metadata": metadata(**fine), "Upload_Length": "10", "Idempotency_Key": uuid4().hex} | over
        response = await phone.call("POST", PATH, body, **told)
        refused(response, status, code, field)
        assert response.headers.get("tus-version", "1.0.0") == "1.0.0"
    with_body = {"Content_Type": OCTETS, "Upload_Metadata": metadata(**fine), "Upload_Length": "1"}
    refused(await phone.call("POST", PATH, b"x", **with_body), 400, "request.body_unexpected")
    refused(await phone.call("PUT", PATH), 405, "request.method_not_allowed")
    refused(await phone.call("PATCH", PATH), 405, "request.method_not_allowed")
    refused(await phone.call("POST", f"{PATH}/{uuid4()}"), 405, "request.method_not_allowed")
    assert await digest(owner) == before


async def test_an_upload_is_its_beginner_s_alone(api: Api, stage: Stage, owner: AsyncSession) -> None:
    phone = Sender(api)
    url = await phone.begun(stage)
    for login in ("manager.west", "officer.west1", "officer.east2", IDLE):
        await api.headers(login)
    before = await digest(owner)
    for login in ("manager.west", "officer.west1", "officer.east2"):
        other = Sender(api, login)
        for answer in (
            await other.piece(url, 0, PICTURE[:10]),
            await other.call("DELETE", url),
            await other.call("HEAD", url),
        ):
            assert answer.status_code in {403, 404}, (login, answer.text)
    refused(await Sender(api, "officer.east2").piece(url, 0, b"x"), 404, "object.not_found")
    refused(await Sender(api, IDLE).piece(url, 0, b"x"), 403, "access.denied")
    refused(await Sender(api, None).piece(url, 0, b"x"), 401, "session.token_invalid")
    refused(await Sender(api, "officer.west1").begin(stage), 404, "object.not_found", "customerId")
    for path in ("1", str(uuid4()), "..%2f..%2fetc", "x" * 100):
        refused(await phone.piece(f"{PATH}/{path}", 0, b"x"), 404, "object.not_found")
    assert await digest(owner) == before
