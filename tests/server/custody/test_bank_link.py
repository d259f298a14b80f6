"""The bank link: what is signed, what is refused, and that trouble on the way is UNKNOWN and never an exception."""

import asyncio
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.custody.bank import (
    CALLBACK_TARGET,
    SIGNATURE_HEADER,
    TIMESTAMP_HEADER,
    ScriptedBank,
    Unanswered,
    sign,
    verify_callback,
)
from server.custody.bank_http import HttpBank
from server.custody.errors import CallbackRefused
from server.kit.clock import FixedClock
from server.kit.ports import Bank, PaymentAnswer, PaymentOrder, PaymentState

SECRET = "an invented secret for tests"
NOW = datetime(2026, 3, 1, 4, 0, tzinfo=UTC)
ORDER = PaymentOrder("N1", 100, "1", "2", "name", "purpose")
CALLBACK: dict[str, Any] = {
    "message_id": "M1",
    "order_number": "N1",
    "state": "SETTLED",
    "amount_fen": 100,
    "payee_account": "2",
    "bank_reference": "B1",
    "occurred_at": "2026-03-01T12:00:00+08:00",
}


def signed(body: bytes, *, secret: str = SECRET, at: datetime = NOW, target: str = CALLBACK_TARGET) -> dict[str, str]:
    timestamp = str(int(at.timestamp()))
    return {TIMESTAMP_HEADER: timestamp, SIGNATURE_HEADER: sign(secret, timestamp, target, body)}


def test_a_true_callback_is_read() -> None:
    body = json.dumps(CALLBACK).encode()
    lower = {name.lower(): value for name, value in signed(body).items()}
    callback = verify_callback(SECRET, lower, body, NOW)
    assert callback.message_id == "M1"
    assert callback.answer == PaymentAnswer("N1", PaymentState.SETTLED, 100, "B1", None)
    assert callback.payee_account == "2"
    assert callback.occurred_at == NOW


@pytest.mark.parametrize("seconds", [-300, 300])
def test_a_timestamp_at_the_edge_of_the_window_is_taken(seconds: int) -> None:
    body = json.dumps(CALLBACK).encode()
    assert verify_callback(SECRET, signed(body), body, NOW + timedelta(seconds=seconds)).message_id == "M1"


def forgeries() -> dict[str, tuple[str, dict[str, str], bytes, datetime]]:
    body = json.dumps(CALLBACK).encode()
    good = signed(body)
    return {
        "another secret": (SECRET, signed(body, secret="x"), body, NOW),
        "no secret configured": ("", signed(body, secret=""), body, NOW),
        "no headers": (SECRET, {}, body, NOW),
        "an empty signature": (SECRET, good | {SIGNATURE_HEADER: ""}, body, NOW),
        "a signature that is not ASCII": (SECRET, good | {SIGNATURE_HEADER: "é" * 64}, body, NOW),
        "another body": (SECRET, good, body.replace(b"100", b"999"), NOW),
        "another time under the same signature": (SECRET, good | {TIMESTAMP_HEADER: "1772337601"}, body, NOW),
        "a timestamp in words": (SECRET, good | {TIMESTAMP_HEADER: "now"}, body, NOW),
        "a timestamp of 5,000 digits": (SECRET, good | {TIMESTAMP_HEADER: "1" * 5000}, body, NOW),
        "a replay after the window": (SECRET, good, body, NOW + timedelta(seconds=301)),
        "one from the future": (SECRET, good, body, NOW - timedelta(seconds=301)),
        "one of our own requests": (SECRET, signed(body, target="POST /v1/payments"), body, NOW),
    }


@pytest.mark.parametrize("forgery", forgeries())
def test_a_callback_that_the_bank_cannot_have_sent_is_refused(forgery: str) -> None:
    secret, headers, body, now = forgeries()[forgery]
    with pytest.raises(CallbackRefused) as refused:
        verify_callback(secret, headers, body, now)
    assert refused.value.facts == {"reason": "signature"}


@pytest.mark.parametrize(
    "change",
    [
        {"amount_fen": 1.5},
        {"amount_fen": True},
        {"amount_fen": "100"},
        {"amount_fen": 0},
        {"amount_fen": 10**16},
        {"state": "settled"},
        {"state": "UNKNOWN"},
        {"state": None},
        {"state": []},
        {"order_number": ""},
        {"order_number": 1},
        {"order_number": "1" * 65},
        {"message_id": None},
        {"payee_account": {}},
        {"occurred_at": "yesterday"},
        {"occurred_at": "2026-03-01T12:00:00"},
    ],
)
def test_a_signed_callback_of_the_wrong_form_is_refused(change: dict[str, Any]) -> None:
    body = json.dumps(CALLBACK | change).encode()
    with pytest.raises(CallbackRefused) as refused:
        verify_callback(SECRET, signed(body), body, NOW)
    assert refused.value.facts == {"reason": "content"}


@settings(deadline=None)
@given(
    st.binary(max_size=200)
    | st.recursive(st.none() | st.integers() | st.text(), st.lists).map(json.dumps).map(str.encode)
)
def test_no_signed_content_breaks_the_reader(body: bytes) -> None:
    with pytest.raises(CallbackRefused):
        verify_callback(SECRET, signed(body), body, NOW)


Respond = Callable[[httpx.Request], httpx.Response]


def answering(respond: Respond) -> HttpBank:
    return HttpBank("http://bank.example", SECRET, clock=FixedClock(NOW), transport=httpx.MockTransport(respond))


def raising(error: type[httpx.HTTPError]) -> Respond:
    def respond(_request: httpx.Request) -> httpx.Response:
        raise error("trouble")

    return respond


TROUBLE: dict[str, Respond] = {
    "connect": raising(httpx.ConnectError),
    "time-out": raising(httpx.ReadTimeout),
    "reset": raising(httpx.ReadError),
    "protocol": raising(httpx.RemoteProtocolError),
    "500": lambda _: httpx.Response(500),
    "503 in JSON": lambda _: httpx.Response(503, json={"code": "UNAVAILABLE"}),
    "a gateway's page": lambda _: httpx.Response(404, html="<h1>Not Found</h1>"),
    "somebody else's 404": lambda _: httpx.Response(404, json={"order_number": "N2", "state": "NOT_FOUND"}),
    "a redirect": lambda _: httpx.Response(302, headers={"location": "/"}),
    "401": lambda _: httpx.Response(401, json={"code": "SIGNATURE"}),
    "no JSON": lambda _: httpx.Response(200, text="OK"),
    "a list": lambda _: httpx.Response(200, json=[]),
    "another number": lambda _: httpx.Response(200, json={"order_number": "N2", "state": "SETTLED", "amount_fen": 100}),
    "no amount": lambda _: httpx.Response(200, json={"order_number": "N1", "state": "SETTLED"}),
    "a state nobody knows": lambda _: httpx.Response(200, json={"order_number": "N1", "state": "X", "amount_fen": 1}),
    "a megabyte": lambda _: httpx.Response(200, content=b" " * 1_000_000),
    "deep JSON": lambda _: httpx.Response(200, content=b"[" * 90_000),
}


@pytest.mark.parametrize("trouble", TROUBLE)
async def test_whatever_is_no_clear_answer_is_unknown(trouble: str) -> None:
    bank = answering(TROUBLE[trouble])
    for answer in (await bank.pay(ORDER), await bank.query("N1")):
        assert (answer.number, answer.state, answer.amount_fen) == ("N1", PaymentState.UNKNOWN, None)
        assert answer.reason
    check = await bank.verify_account(account="2", name="n", id_number="1", phone="1")
    assert check.matches is None
    await bank.aclose()


async def test_a_bank_that_is_not_there_is_unknown_too() -> None:
    bank = HttpBank("http://127.0.0.1:9", SECRET, timeout_seconds=2)
    assert (await bank.pay(ORDER)).state is PaymentState.UNKNOWN
    await bank.aclose()


async def test_a_socket_that_accepts_and_says_nothing_is_unknown_in_time() -> None:
    left = asyncio.Event()

    async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()
        await writer.wait_closed()
        left.set()

    server = await asyncio.start_server(silent, "127.0.0.1", 0)
    bank = HttpBank(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", SECRET, timeout_seconds=0.2)
    async with asyncio.timeout(20):
        answer = await bank.pay(ORDER)
    assert (answer.state, answer.reason) == (PaymentState.UNKNOWN, "ReadTimeout")
    await bank.aclose()
    async with asyncio.timeout(20):
        await left.wait()
    server.close()
    await server.wait_closed()


async def test_every_request_is_signed_over_its_line_and_body() -> None:
    seen: list[httpx.Request] = []

    def respond(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(200, json={"order_number": "N1", "state": "ACCEPTED", "amount_fen": 100})

    bank = answering(respond)
    assert (await bank.pay(ORDER)).state is PaymentState.ACCEPTED
    assert (await bank.query("N1")).state is PaymentState.ACCEPTED
    for request, target in zip(seen, ("POST /v1/payments", "GET /v1/payments/N1"), strict=True):
        timestamp = str(int(NOW.timestamp()))
        assert request.headers[TIMESTAMP_HEADER] == timestamp
        assert request.headers[SIGNATURE_HEADER] == sign(SECRET, timestamp, target, request.content)
    await bank.aclose()


async def test_the_scripted_bank_pays_a_number_once_and_stays_silent_as_told() -> None:
    bank = ScriptedBank()
    port: Bank = bank
    bank.script.extend([Unanswered.NOT_RECEIVED, Unanswered.RECEIVED, PaymentState.FAILED])
    assert (await port.pay(ORDER)).state is PaymentState.UNKNOWN
    assert (await port.query("N1")).state is PaymentState.NOT_FOUND
    assert (await port.pay(ORDER)).state is PaymentState.UNKNOWN
    assert (await port.query("N1")).state is PaymentState.SETTLED
    assert (await port.pay(ORDER)).state is PaymentState.SETTLED
    assert (await port.pay(PaymentOrder("N1", 101, "1", "2", "name", "p"))).reason == "ORDER_CONFLICT"
    assert bank.books == {"N1": ORDER}
    bank.is_down = True
    assert (await port.query("N1")).state is PaymentState.UNKNOWN
