"""Uploads that go on where they were cut: what arrives is what was sent, and becomes one document."""

import asyncio
import hashlib
import random
from base64 import b64encode
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from server.documents.uploading import service
from server.documents.uploading.tasks import destroy_late_uploads
from server.kit.clock import FixedClock
from server.kit.global_ids import decode
from tests.fixtures.api import Api
from tests.fixtures.papers import refused
from tests.mobile_api.pieces import OFFICER, PATH, PICTURE, PIECE, Sender, count, noisy_picture
from tests.schema.stage import Stage


async def test_pieces_with_a_cut_between_them_become_one_document_and_nothing_of_them_stays(
    api: Api, stage: Stage, owner: AsyncSession
) -> None:
    phone = Sender(api)
    before = await count(owner, "documents")
    url = await phone.begun(stage)
    first = PICTURE[:PIECE]
    sums = {"Upload_Checksum": f"sha256 {b64encode(hashlib.sha256(first).digest()).decode()}"}
    taken = await phone.piece(url, 0, first, **sums)
    assert (taken.status_code, taken.headers["upload-offset"], taken.content) == (204, str(PIECE), b"")
    assert "upload-expires" in taken.headers
    cipher = (await owner.execute(text("SELECT cipher FROM document_upload_pieces"))).scalar_one()
    assert first[:64] not in cipher
    assert await phone.offset(url) == PIECE
    await phone.piece(url, PIECE, PICTURE[PIECE : 2 * PIECE])
    last = await phone.piece(url, 2 * PIECE, PICTURE[2 * PIECE :])
    document = last.headers["jiedai-document"]
    looked = await phone.call("HEAD", url)
    assert (looked.status_code, looked.headers["upload-length"]) == (200, str(len(PICTURE)))
    assert (looked.headers["jiedai-document"], looked.headers["cache-control"]) == (document, "no-store")
    asked_again = await phone.piece(url, len(PICTURE), b"")
    assert asked_again.headers["jiedai-document"] == document
    assert await count(owner, "document_upload_pieces") == 0
    assert await count(owner, "documents") == before + 1
    picture = f"/api/documents/{decode(document, 'id').id}/picture"
    assert (await api.client.get(picture, headers=await api.headers(OFFICER))).status_code == 200


async def test_a_picture_sent_in_pieces_and_whole_is_one_document(api: Api, stage: Stage) -> None:
    phone = Sender(api)
    in_pieces = (await phone.all(await phone.begun(stage))).headers["jiedai-document"]
    again = (await phone.all(await phone.begun(stage))).headers["jiedai-document"]
    whole = await api.client.post(
        "/api/uploads",
        headers=await api.headers(OFFICER) | {"Idempotency-Key": uuid4().hex},
        data={"customerId": stage["borrower"], "kind": "id_front"},
        files={"file": ("card.png", PICTURE, "image/png")},
    )
    assert in_pieces == again == whole.json()["documentId"]


async def test_an_upload_begun_again_under_its_key_is_the_same(api: Api, stage: Stage, owner: AsyncSession) -> None:
    phone = Sender(api)
    key: dict[str, Any] = {"Idempotency_Key": "one"}
    assert await phone.begun(stage, **key) == await phone.begun(stage, **key)
    refused(await phone.begin(stage, 5, **key), 409, "request.key_reused", "idempotencyKey")
    assert await count(owner, "document_uploads") == 1


async def test_any_interleaving_of_cuts_repeats_and_reorders_gives_the_same_bytes_or_is_refused(
    api: Api, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two hands send random pieces of one picture, at once now and then; the bytes that arrive are held to it."""
    phone = Sender(api)
    arrived: list[bytes] = []
    real = service.gather

    async def gather(*args: Any, **kwargs: Any) -> service.Gathered:
        found = await real(*args, **kwargs)
        arrived.append(found.data)
        return found

    monkeypatch.setattr("server.documents.uploading.walk.gather", gather)
    for seed in range(8):
        chance = random.Random(seed)
        data = noisy_picture(seed + 100)
        url = await phone.begun(stage, len(data))
        known = 0
        while known < len(data):
            wished = []
            for _ in range(chance.choice((1, 1, 2))):
                start = chance.choice((known, known, known, max(0, known - PIECE), known + 1))
                wished.append((start, data[start : start + chance.randint(1, PIECE)]))
            answers = await asyncio.gather(*(phone.piece(url, start, piece) for start, piece in wished))
            assert {answer.status_code for answer in answers} <= {204, 409, 422}
            told = await phone.offset(url)
            assert known <= told <= len(data)
            grown = [len(piece) for (start, piece), answer in zip(wished, answers, strict=True) if answer.is_success]
            assert told - known == sum(grown)
            known = told
        assert arrived
        assert all(got == data for got in arrived if len(got) == len(data))
        assert len(arrived[-1]) == len(data)
        arrived.clear()
        assert "jiedai-document" in (await phone.call("HEAD", url)).headers


async def test_the_last_piece_sent_by_two_at_once_makes_one_document(
    api: Api, stage: Stage, owner: AsyncSession
) -> None:
    phone = Sender(api)
    before = await count(owner, "documents")
    url = await phone.begun(stage)
    await phone.all(url, PICTURE[: 2 * PIECE])
    rest = PICTURE[2 * PIECE :]
    answers = await asyncio.gather(*(phone.piece(url, 2 * PIECE, rest) for _ in range(3)))
    assert sorted(answer.status_code for answer in answers) == [204, 409, 409]
    finishes = await asyncio.gather(*(phone.piece(url, len(PICTURE), b"") for _ in range(4)))
    assert {answer.status_code for answer in finishes} == {204}
    assert len({answer.headers["jiedai-document"] for answer in finishes}) == 1
    assert await count(owner, "documents") == before + 1


async def test_a_finish_that_broke_off_is_made_up_for_by_whoever_asks(
    api: Api, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone = Sender(api)
    url = await phone.begun(stage)
    await phone.all(url, PICTURE[: 2 * PIECE])
    real = api.house.ports.storage.put

    async def away(_data: bytes) -> str:
        raise OSError

    monkeypatch.setattr(api.house.ports.storage, "put", away)
    broken = await phone.piece(url, 2 * PIECE, PICTURE[2 * PIECE :])
    refused(broken, 500, "server.unforeseen")
    monkeypatch.setattr(api.house.ports.storage, "put", real)
    looked = await phone.call("HEAD", url)
    assert looked.headers["upload-offset"] == str(len(PICTURE))
    assert "jiedai-document" not in looked.headers
    assert "jiedai-document" in (await phone.piece(url, len(PICTURE), b"")).headers


async def test_an_upload_that_was_ended_is_gone_with_its_pieces(api: Api, stage: Stage, owner: AsyncSession) -> None:
    phone = Sender(api)
    url = await phone.begun(stage)
    await phone.piece(url, 0, PICTURE[:10])
    ended = await phone.call("POST", url, X_HTTP_Method_Override="DELETE")
    assert (ended.status_code, ended.content) == (204, b"")
    assert (await count(owner, "document_uploads"), await count(owner, "document_upload_pieces")) == (0, 0)
    refused(await phone.piece(url, 10, b"x"), 404, "object.not_found")


async def test_what_is_not_finished_within_a_day_is_destroyed(
    api: Api, stage: Stage, owner: AsyncSession, clock: FixedClock
) -> None:
    phone = Sender(api)
    late = await phone.begun(stage)
    await phone.piece(late, 0, PICTURE[:10])
    done = await phone.begun(stage)
    await phone.all(done)
    assert await destroy_late_uploads(api.house) == 0
    clock.advance(timedelta(hours=24))
    api.known.clear()
    refused(await phone.piece(late, 10, b"x"), 410, "upload.expired")
    assert await destroy_late_uploads(api.house) == 1
    assert await count(owner, "document_upload_pieces") == 0
    refused(await phone.piece(late, 10, b"x"), 410, "upload.expired")
    assert "jiedai-document" in (await phone.call("HEAD", done)).headers
    clock.advance(timedelta(days=8))
    await destroy_late_uploads(api.house)
    assert await count(owner, "document_uploads") == 0


async def test_nobody_has_more_than_sixty_uploads_or_a_hundred_megabytes_on_their_way(
    api: Api, stage: Stage, owner: AsyncSession
) -> None:
    phone = Sender(api)
    for _ in range(5):
        await phone.begun(stage, 20_000_000)
    answer = await phone.begin(stage, 1)
    refused(answer, 429, "upload.too_many")
    assert int(answer.headers["retry-after"]) > 0
    assert await count(owner, "document_uploads") == 5
    await owner.execute(text("UPDATE document_uploads SET length_bytes = 1"))
    await owner.commit()
    for _ in range(55):
        await phone.begun(stage, 1)
    refused(await phone.begin(stage, 1), 429, "upload.too_many")


@pytest.mark.usefixtures("shares_database")
async def test_the_server_tells_what_it_can(api: Api) -> None:
    told = await api.client.request("OPTIONS", PATH)
    assert told.status_code == 204
    assert told.headers["tus-version"] == "1.0.0"
    assert told.headers["tus-extension"] == "creation,checksum,expiration,termination"
    assert told.headers["tus-max-size"] == "20000000"
    assert told.headers["tus-checksum-algorithm"] == "sha1,sha256"
