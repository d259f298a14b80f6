"""Trusted documents at the edge: published, limited to a team's people, revoked everywhere at once, kept by ETag."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from mobile_api.documents import staff_app_documents
from schema.wire import trusted as wire
from schema.wire.requests import question_of
from schema.wire.trusted import Trusted
from server.audit.models import AuditRecord
from server.identity.operations import Operation
from server.identity.reads import me
from server.kit.clock import FixedClock
from server.kit.work import Caller, House
from server.partners import service
from server.partners.errors import DocumentRevoked, DocumentUnknown
from server.partners.models import TrustedDocument
from server.partners.queries import Epochs, Found
from tests.factories.partners import TEAM, WHO, plant_published, plant_team
from tests.fixtures.api import Api
from tests.fixtures.house import AsStaff, fresh
from tests.fixtures.sockets import socket_to
from tests.schema.documents_by_id import (
    ADMIN,
    NAMED,
    NEWER,
    OFFICER,
    STRANGE,
    beside,
    id_of,
    publish,
    revoke,
    send,
    shown,
)


async def publications(owner: AsyncSession) -> int:
    await owner.rollback()
    return (await owner.execute(select(func.count()).select_from(TrustedDocument))).scalar_one()


@pytest.mark.parametrize("prefix", ["", "sha256:"])
async def test_a_published_document_runs_by_its_id(api: Api, prefix: str) -> None:
    told = (await publish(api, "1.0.0", NEWER)).data["publishDocuments"]
    assert (told["published"], told["documents"][0]["standing"]) == (1, "NEW")
    answer = await api.send({"documentId": prefix + id_of(NEWER)}, OFFICER)
    assert answer.data["viewer"]["staff"]["login"] == OFFICER


@pytest.mark.usefixtures("shares_database")
@pytest.mark.parametrize(
    "given", ["", "x", "sha1:" + "0" * 40, "0" * 64, id_of(WHO).upper(), id_of(WHO)[:-1], "../" + id_of(WHO), "%00"]
)
async def test_an_id_that_nobody_published_is_refused(api: Api, given: str) -> None:
    answer = await api.send({"documentId": given}, OFFICER)
    assert answer.code == ("DOCUMENT_UNKNOWN" if given else "INPUT_INVALID")
    assert answer.field == "documentId"
    assert httpx.codes.is_client_error(answer.response.status_code)


@pytest.mark.usefixtures("shares_database")
async def test_an_id_and_a_text_together_are_refused(api: Api) -> None:
    assert (await send(api, OFFICER, WHO, query=WHO)).code == "INPUT_INVALID"


async def test_a_document_whose_id_is_not_that_of_its_text_is_not_published(api: Api, owner: AsyncSession) -> None:
    before = await publications(owner)
    told = await publish(api, "1.0.0", documents=[{"id": id_of(WHO), "text": NEWER}])
    (line,) = told.data["publishDocuments"]["documents"]
    assert (line["code"], told.data["publishDocuments"]["published"]) == ("DOCUMENT_MISMATCH", 0)
    assert await publications(owner) == before


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        ("query Bad { viewer { nothing } }", "REQUEST_DOCUMENT_REFUSED"),
        ("query Bad {", "REQUEST_DOCUMENT_REFUSED"),
        ("{ viewer { staff { login } } }", "DOCUMENT_UNSOUND"),
        ("query A { viewer { staff { id } } } query B { viewer { staff { id } } }", "DOCUMENT_UNSOUND"),
        ("query Long { viewer { staff { id } } }" + " " * 20_000, "REQUEST_DOCUMENT_BEYOND_LIMIT"),
    ],
)
async def test_one_bad_document_keeps_all_of_a_manifest_out(api: Api, owner: AsyncSession, bad: str, code: str) -> None:
    before = await publications(owner)
    told = (await publish(api, "1.0.0", NEWER, bad)).data["publishDocuments"]
    assert [line["code"] for line in told["documents"]] == [None, code]
    assert told["documents"][1]["messageZh"]
    assert told["published"] == 0
    assert await publications(owner) == before
    assert (await send(api, OFFICER, NEWER)).code == "DOCUMENT_UNKNOWN"


async def test_a_dry_run_publishes_nothing(api: Api, owner: AsyncSession) -> None:
    before = await publications(owner)
    told = (await publish(api, "1.0.0", NEWER, dryRun=True)).data["publishDocuments"]
    assert (told["published"], told["dryRun"], told["documents"][0]["name"]) == (0, True, "Newer")
    assert await publications(owner) == before


async def test_an_older_build_goes_on_when_a_newer_one_is_published(api: Api) -> None:
    await publish(api, "2.0.0", NEWER)
    assert (await send(api, OFFICER, WHO)).data == NAMED["data"]
    assert (await send(api, OFFICER, NEWER)).data["viewer"]["staff"]["login"] == OFFICER


async def test_a_revocation_bites_on_the_next_request_in_every_process(
    api: Api, as_staff: AsStaff, clock: FixedClock
) -> None:
    async with beside(api, as_staff, clock) as other:
        for process in (api, other, api, other):
            assert shown(await send(process, OFFICER, WHO)) == NAMED
        assert (await revoke(api, id=id_of(WHO))).data["revokeDocument"]["revoked"] == 5
        refused = await send(other, OFFICER, WHO)
        assert (refused.code, refused.body["data"]) == ("DOCUMENT_REVOKED", None)
        assert (await send(api, OFFICER, WHO)).code == "DOCUMENT_REVOKED"
        again = await send(other, OFFICER, WHO)
        assert (again.code, again.response.status_code) == ("DOCUMENT_REVOKED", 410)


async def test_a_revocation_between_admission_and_the_transaction_is_noticed_there(api: Api, as_staff: AsStaff) -> None:
    """The other process has admitted the request from memory; the guard finds that rights have moved."""
    trusted = Trusted({}, only=False)
    caller = await as_staff(OFFICER)
    _, admitted = await trusted.admit(question_of({"documentId": id_of(WHO)}), caller)
    assert (await me(admitted)).staff.login == OFFICER
    _, admitted = await trusted.admit(question_of({"documentId": id_of(WHO)}), caller)
    await revoke(api, id=id_of(WHO))
    with pytest.raises(DocumentRevoked):
        await me(admitted)


async def test_other_changes_of_rights_take_nothing_from_the_memory(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    look_up = service.look_up

    async def counted(caller: Caller, *, sha256: str) -> Any:
        asked.append(sha256)
        return await look_up(caller, sha256=sha256)

    monkeypatch.setattr(service, "look_up", counted)
    await publish(api, "1.0.0", NEWER)
    for text in (WHO, NEWER, WHO, NEWER):
        assert (await send(api, OFFICER, text)).code is None
    assert len(asked) == 2
    await api.client.post(
        "/graphql", json={"query": "mutation { logOut { sessionId } }"}, headers=await api.headers("risk.hq")
    )
    for text in (WHO, NEWER, WHO, NEWER):
        assert (await send(api, OFFICER, text)).code is None
    assert len(asked) <= 3, "one question tells that no document has changed"


async def test_a_version_is_revoked_as_a_whole_and_shared_documents_go_on_elsewhere(api: Api) -> None:
    await publish(api, "2.0.0", WHO, NEWER)
    assert (await revoke(api, team=TEAM, version="2.0.0")).data["revokeDocument"]["revoked"] == 2
    assert (await send(api, OFFICER, NEWER)).code == "DOCUMENT_REVOKED"
    assert shown(await send(api, OFFICER, WHO)) == NAMED


async def test_what_was_revoked_by_itself_comes_back_only_when_asked_in_another_version(
    api: Api, clock: FixedClock
) -> None:
    await revoke(api, id=id_of(WHO))
    again = (await publish(api, "2.0.0", WHO)).data["publishDocuments"]
    assert (again["documents"][0]["code"], again["published"]) == ("DOCUMENT_WITHDRAWN", 0)
    same = (await publish(api, "0.1.0", WHO, reinstate=True)).data["publishDocuments"]
    assert same["documents"][0]["code"] == "DOCUMENT_WITHDRAWN"
    assert (await send(api, OFFICER, WHO)).code == "DOCUMENT_REVOKED"
    assert (await publish(api, "2.0.0", WHO, reinstate=True)).data["publishDocuments"]["published"] == 1
    clock.advance(timedelta(seconds=2))
    assert shown(await send(api, OFFICER, WHO)) == NAMED


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"id": "0" * 64}, "DOCUMENT_UNKNOWN"),
        ({"id": "x"}, "DOCUMENT_UNKNOWN"),
        ({"team": TEAM, "version": "9.9.9"}, "DOCUMENT_UNKNOWN"),
        ({"team": TEAM}, "INPUT_INVALID"),
        ({}, "INPUT_INVALID"),
        ({"id": id_of(WHO), "reason": " "}, "INPUT_INVALID"),
    ],
)
@pytest.mark.usefixtures("shares_database")
async def test_a_revocation_of_nothing_is_refused(api: Api, given: dict[str, Any], code: str) -> None:
    assert (await revoke(api, **given)).code == code
    assert shown(await send(api, OFFICER, WHO)) == NAMED


async def test_a_teams_documents_are_for_its_positions(api: Api, owner: AsyncSession) -> None:
    await plant_team(owner, "risk_desk", ["risk_officer"])
    await plant_published(owner, "1.0.0", team="risk_desk", text=NEWER)
    await owner.commit()
    assert (await send(api, OFFICER, NEWER)).code == "DOCUMENT_UNKNOWN"
    assert (await send(api, "risk.hq", NEWER)).data["viewer"]["staff"]["login"] == "risk.hq"
    named: dict[str, Any] = {"code": "risk_desk", "name": "Risk", "positions": ["auditor"]}
    assert (await api.do(ADMIN, "setClientTeam", "team { name }", **named)).data["setClientTeam"]
    assert (await send(api, "risk.hq", NEWER)).code == "DOCUMENT_UNKNOWN"
    assert (await send(api, "auditor.hq", NEWER)).data["viewer"]["staff"]["login"] == "auditor.hq"


async def test_where_only_trusted_documents_run_a_strangers_text_does_not(
    api: Api, as_staff: AsStaff, clock: FixedClock, owner: AsyncSession
) -> None:
    async with beside(api, as_staff, clock, trusted_documents_only=True) as strict:
        refused = await strict.ask(OFFICER, STRANGE)
        assert (refused.code, refused.response.status_code) == ("DOCUMENT_ONLY_TRUSTED", 403)
        assert (await strict.ask(None, STRANGE)).code == "DOCUMENT_ONLY_TRUSTED"
        assert shown(await strict.ask(OFFICER, WHO)) == NAMED, "a trusted text may come as such"
        assert shown(await send(strict, OFFICER, WHO)) == NAMED
        assert (await strict.ask(ADMIN, STRANGE)).code is None, "who holds query:compose may send his own"
        await revoke(strict, id=id_of(WHO))
        assert (await strict.ask(OFFICER, WHO)).code == "DOCUMENT_REVOKED"
    wanted = select(AuditRecord.code).where(AuditRecord.operation == Operation.QUERY_COMPOSE)
    assert set((await owner.execute(wanted)).scalars()) == {"access.denied"}, "the try is on record"


async def test_the_staff_app_of_this_build_needs_no_publication(api: Api, as_staff: AsStaff, clock: FixedClock) -> None:
    async with beside(api, as_staff, clock, trusted_documents_only=True) as strict:
        texts = staff_app_documents()
        (viewer,) = [sha256 for sha256, text in texts.items() if text.startswith("query Me{")]
        answer = await strict.send({"documentId": viewer}, OFFICER)
        assert answer.data["viewer"]
        assert (await strict.ask(OFFICER, texts[viewer])).code is None


async def test_a_socket_takes_the_id_of_a_subscription(api: Api, owner: AsyncSession) -> None:
    inbox = "subscription Inbox { approvalInbox { totalCount } }"
    await plant_published(owner, "1.0.0", text=inbox)
    await owner.commit()
    token = await api.token("manager.east")
    async with socket_to(api.asgi) as socket:
        await socket.greet(token)
        await socket.say("subscribe", id="1", payload={"documentId": "0" * 64})
        refused = await socket.hear()
        assert refused
        assert refused["payload"][0]["extensions"]["code"] == "DOCUMENT_UNKNOWN"
        await socket.say("subscribe", id="2", payload={"documentId": id_of(inbox)})
        first = await socket.hear()
        assert first
        assert first["payload"]["data"]["approvalInbox"]["totalCount"] == 1
        await revoke(api, id=id_of(inbox))
        told = await socket.hear()
        assert told
        assert (told["type"], told["payload"][0]["extensions"]["code"]) == ("error", "DOCUMENT_REVOKED")


async def test_who_publishes_and_revokes_is_on_record(api: Api, owner: AsyncSession, as_staff: AsStaff) -> None:
    await publish(api, "1.0.0", NEWER)
    await revoke(api, id=id_of(NEWER), reason="reads too much")
    wanted = select(AuditRecord).where(AuditRecord.operation.like("trusted_document:%")).order_by(AuditRecord.at)
    records = {record.operation: record for record in (await owner.execute(wanted)).scalars()}
    published, revoked = records["trusted_document:publish"], records["trusted_document:revoke"]
    admin = (await as_staff(ADMIN)).actor.id
    assert {record.actor_id for record in records.values()} == {admin}
    assert published.changes == {"team": TEAM, "version": "1.0.0", "documents": 1}
    assert revoked.changes["reason"] == "reads too much"
    assert revoked.subjects == published.subjects
    assert NEWER not in str(published.changes)


async def test_a_new_document_is_known_to_another_process_within_two_seconds(
    api: Api, as_staff: AsStaff, clock: FixedClock
) -> None:
    async with beside(api, as_staff, clock) as other:
        assert (await send(other, OFFICER, NEWER)).code == "DOCUMENT_UNKNOWN"
        await publish(api, "1.0.0", NEWER)
        clock.advance(timedelta(seconds=2))
        assert (await send(other, OFFICER, NEWER)).code is None


async def test_the_memory_of_unknown_ids_is_bounded(house: House, as_staff: AsStaff) -> None:
    memory = wire.Trusted({}, only=False)
    caller = await as_staff(OFFICER)
    for _ in range(wire.MISSING_MAX + 50):
        found = Found(Epochs(1, 1), None, ())
        memory._remember(uuid4().hex * 2, found, house.ports.clock.now())  # noqa: SLF001 - a thousand requests take long
    assert len(memory._missing) == wire.MISSING_MAX  # noqa: SLF001 - the bound itself
    with pytest.raises(DocumentUnknown):
        await memory.admit(question_of({"documentId": uuid4().hex * 2}), fresh(replace(caller)))
