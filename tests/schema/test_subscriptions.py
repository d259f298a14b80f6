"""Subscriptions over graphql-transport-ws: who may open one, what comes, and how it ends."""

from typing import Any

import pytest

from server.identity.sessions import end_other_sessions
from server.kit.work import Caller
from tests.factories.applications import apply_for
from tests.factories.documents import plant_borrower
from tests.fixtures.api import CODES, Api
from tests.fixtures.house import AsStaff, fresh
from tests.fixtures.sockets import Socket, socket_to
from tests.schema.stage import IDLE, TIERED_FEN, Stage

INBOX = "subscription { approvalInbox { totalCount nodes { id application { number customer { nameMasked } } } } }"


async def coded(socket: Socket) -> str:
    """The code of the error with which a subscription ends."""
    heard = await socket.hear()
    assert heard is not None
    errors: list[dict[str, Any]] = heard["payload"] if heard["type"] == "error" else heard["payload"]["errors"]
    extensions = errors[0]["extensions"]
    assert extensions["code"] in CODES
    assert extensions["messageZh"]
    assert extensions["requestId"]
    return str(extensions["code"])


async def inbox(socket: Socket) -> dict[str, Any]:
    """The next page of the inbox."""
    heard = await socket.hear()
    assert heard is not None
    assert heard["type"] == "next", heard
    page: dict[str, Any] = heard["payload"]["data"]["approvalInbox"]
    return page


async def test_the_inbox_comes_at_once_and_again_when_a_case_was_opened(
    api: Api, stage: Stage, owner: Any, as_staff: AsStaff
) -> None:
    async with socket_to(api.asgi) as socket:
        assert await socket.greet(await api.token("manager.east")) == {"type": "connection_ack"}
        await socket.subscribe(INBOX)
        assert [node["id"] for node in (await inbox(socket))["nodes"]] == [stage["case"]]
        officer = await as_staff("officer.east1")
        await apply_for(officer, await plant_borrower(owner), stage.rows["version"], TIERED_FEN)
        page = await inbox(socket)
        assert page["totalCount"] == 2
        assert page["nodes"][1]["application"]["customer"]["nameMasked"] == "王*明"


@pytest.mark.usefixtures("shares_database")
async def test_a_case_of_another_region_does_not_appear(api: Api, stage: Stage) -> None:
    assert stage["case"]
    async with socket_to(api.asgi) as socket:
        await socket.greet(await api.token("manager.west"))
        await socket.subscribe(INBOX)
        assert await inbox(socket) == {"totalCount": 0, "nodes": []}


@pytest.mark.usefixtures("shares_database")
@pytest.mark.parametrize("token", [None, "", 5, {}, "no token", "a.b.c"])
async def test_who_shows_no_good_token_is_turned_away(api: Api, token: object) -> None:
    async with socket_to(api.asgi) as socket:
        assert await socket.greet(token) is None
        assert socket.close_code == 4403


@pytest.mark.usefixtures("shares_database")
async def test_who_says_nothing_of_a_token_is_turned_away(api: Api) -> None:
    async with socket_to(api.asgi) as socket:
        await socket.say("connection_init")
        assert await socket.hear() is None
        assert socket.close_code == 4403


@pytest.mark.usefixtures("shares_database")
async def test_a_header_of_the_handshake_is_no_log_in(api: Api) -> None:
    for value in ("Bearer nonsense", f"Bearer {await api.token('manager.east')}"):
        async with socket_to(api.asgi, authorization=value) as socket:
            assert socket.accepted
            assert await socket.greet(None) is None
            assert socket.close_code == 4403


@pytest.mark.usefixtures("shares_database")
async def test_nobody_subscribes_before_the_token(api: Api) -> None:
    async with socket_to(api.asgi) as socket:
        await socket.subscribe(INBOX)
        assert await socket.hear() is None
        assert socket.close_code == 4401


@pytest.mark.usefixtures("shares_database")
@pytest.mark.parametrize("protocols", [(), ("graphql-ws",), ("soap",)])
async def test_another_protocol_is_refused_before_the_socket_opens(api: Api, protocols: tuple[str, ...]) -> None:
    async with socket_to(api.asgi, protocols) as socket:
        assert not socket.accepted
        assert socket.status == 400


@pytest.mark.usefixtures("shares_database")
async def test_a_page_of_another_site_is_refused(api: Api) -> None:
    async with socket_to(api.asgi, origin="https://elsewhere.example") as socket:
        assert not socket.accepted
        assert socket.status == 403


@pytest.mark.usefixtures("shares_database")
async def test_staff_without_the_operation_are_refused_with_a_code(api: Api) -> None:
    async with socket_to(api.asgi) as socket:
        await socket.greet(await api.token(IDLE))
        await socket.subscribe(INBOX)
        assert await coded(socket) == "ACCESS_DENIED"


async def end_by_lost_phone(caller: Caller) -> None:
    await end_other_sessions(fresh(caller))


async def test_a_subscription_ends_with_its_session(api: Api, as_staff: AsStaff) -> None:
    token = await api.token("manager.east")
    async with socket_to(api.asgi) as socket:
        await socket.greet(token)
        await socket.subscribe(INBOX)
        await inbox(socket)
        await end_by_lost_phone(await as_staff("manager.east"))
        assert await coded(socket) == "SESSION_TOKEN_INVALID"
        assert await socket.hear() is None
        assert socket.close_code == 4403


@pytest.mark.usefixtures("shares_database")
@pytest.mark.parametrize(
    ("document", "code"),
    [
        ("{ viewer { operations } }", "REQUEST_DOCUMENT_REFUSED"),
        ("mutation { logOut { sessionId } }", "REQUEST_DOCUMENT_REFUSED"),
        ("subscription { nothing }", "REQUEST_DOCUMENT_REFUSED"),
        (
            "subscription A { approvalInbox { totalCount } } query B { viewer { operations } }",
            "REQUEST_DOCUMENT_REFUSED",
        ),
    ],
)
async def test_only_one_sound_subscription_runs_over_a_socket(api: Api, document: str, code: str) -> None:
    async with socket_to(api.asgi) as socket:
        await socket.greet(await api.token("manager.east"))
        await socket.subscribe(document)
        assert await coded(socket) == code


@pytest.mark.usefixtures("shares_database")
async def test_a_subscription_over_http_is_refused(api: Api) -> None:
    answer = await api.ask("manager.east", INBOX)
    assert (answer.code, answer.field) == ("REQUEST_DOCUMENT_REFUSED", "query")


@pytest.mark.usefixtures("shares_database")
async def test_more_than_twenty_subscriptions_of_one_socket_are_refused(api: Api) -> None:
    async with socket_to(api.asgi) as socket:
        await socket.greet(await api.token("manager.west"))
        for number in range(21):
            await socket.subscribe("subscription { approvalInbox { totalCount } }", str(number))
        heard = [await socket.hear() for _ in range(21)]
        refused = [item for item in heard if item is not None and item["type"] == "error"]
        assert [item["id"] for item in refused] == ["20"]
        assert refused[0]["payload"][0]["extensions"]["code"] == "REQUEST_DOCUMENT_REFUSED"
