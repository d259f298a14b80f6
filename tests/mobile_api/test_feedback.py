"""What staff tell about the app: words with or without a picture, who reads them, what becomes of them."""

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
from tests.fixtures.papers import PDF, png, refused
from tests.schema.stage import ADMIN_WEST, IDLE

OFFICER, IT = "officer.east1", "admin1.hq"
LIST = "{ feedback { nodes { id text screen device pictureUrl version } } }"


async def tell(
    api: Api, login: str | None = OFFICER, *, file: bytes | None = None, key: str = "", **fields: str
) -> httpx.Response:
    """Tell something; `key` '' means a fresh one."""
    told = {"text": "还款页打不开", "screen": "/loans/x"} | fields
    parts: dict[str, Any] = {name: (None, value) for name, value in told.items()}
    if file is not None:
        parts["file"] = ("screen.png", file, "image/png")
    headers = await api.headers(login) | {"Idempotency-Key": key or uuid4().hex}
    return await api.client.post("/api/feedback", headers=headers, files=parts)


@pytest.mark.usefixtures("stage")
async def test_words_and_a_picture_reach_those_who_look_after_the_app_and_nobody_else(api: Api) -> None:
    response = await tell(api, file=png())
    assert response.status_code == 201, response.text
    told_id = response.json()["feedbackId"]
    found = (await api.ask(IT, LIST)).data["feedback"]["nodes"][0]
    assert (found["id"], found["screen"], found["text"]) == (told_id, "/loans/x", "还款页打不开")
    picture = found["pictureUrl"]
    assert picture == f"/api/feedback/{decode(told_id, 'id').id}/picture"
    shown = await api.client.get(picture, headers=await api.headers(IT))
    assert Image.open(io.BytesIO(shown.content)).format == "JPEG"
    assert shown.headers["cache-control"] == "no-store"
    refused(await api.client.get(picture, headers=await api.headers(ADMIN_WEST)), 404, "object.not_found")
    refused(await api.client.get(picture, headers=await api.headers(OFFICER)), 403, "access.denied")
    refused(await api.client.get(picture), 401, "session.token_invalid")
    assert (await api.ask(OFFICER, LIST)).code == "ACCESS_DENIED"
    looked = (await api.ask("auditor.hq", '{ auditTrail(operation: "feedback:answer") { totalCount } }')).data
    assert looked["auditTrail"]["totalCount"] >= 1


@pytest.mark.usefixtures("stage")
async def test_sent_twice_it_is_told_once(api: Api, owner: AsyncSession) -> None:
    first = await tell(api, file=png(), key="f-1")
    once = await digest(owner)
    again = await tell(api, file=png(), key="f-1")
    assert (again.status_code, again.json()) == (201, first.json())
    assert await digest(owner) == once


@pytest.mark.usefixtures("stage")
async def test_what_is_not_sound_leaves_nothing(api: Api, owner: AsyncSession) -> None:
    for login in (OFFICER, IDLE):
        await api.headers(login)
    before = await digest(owner)
    refused(await tell(api, text="x"), 422, "feedback.text_unsound", "text")
    refused(await tell(api, text="x" * 2_001), 422, "feedback.text_unsound", "text")
    for bad in (b"", b"not a picture", PDF, png()[:200]):
        refused(await tell(api, file=bad), 422, "feedback.picture_unsound", "file")
    refused(await tell(api, None), 401, "session.token_invalid")
    assert await digest(owner) == before
    assert (await tell(api, IDLE)).status_code == 403


@pytest.mark.usefixtures("stage")
async def test_its_teller_reads_the_answer_and_a_second_answer_is_a_conflict(api: Api) -> None:
    told_id = (await tell(api)).json()["feedbackId"]
    given = {"feedbackId": told_id, "expectedVersion": 1}
    declined = await api.do(IT, "answerFeedback", "feedback { state }", state="DECLINED", **given)
    assert (declined.code, declined.field) == ("FEEDBACK_ANSWER_MISSING", "answer")
    done = await api.do(IT, "answerFeedback", "feedback { state version }", state="TAKEN", **given)
    assert done.data["answerFeedback"]["feedback"] == {"state": "TAKEN", "version": 2}
    late = await api.do("admin2.hq", "answerFeedback", "feedback { state }", state="DONE", answer="已修复", **given)
    assert late.code == "FEEDBACK_MOVED"
    own = (await api.ask(OFFICER, "{ ownFeedback { nodes { text state answer } } }")).data["ownFeedback"]["nodes"]
    assert own[0] == {"text": "还款页打不开", "state": "TAKEN", "answer": None}
    nobody = encode("Feedback", uuid4())
    missing = await api.do(IT, "answerFeedback", "feedback { state }", **(given | {"feedbackId": nobody}), state="DONE")
    assert missing.code == "OBJECT_NOT_FOUND"
