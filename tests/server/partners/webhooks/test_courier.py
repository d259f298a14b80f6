"""The courier against a real server: it stays outside the house whatever an address is called."""

from ipaddress import ip_network
from typing import Final

import pytest

from server.kit.ports import Posted
from server.partners.webhooks.courier import HttpCourier
from tests.server.partners.webhooks.receiver import receiving

LOOPBACK: Final = (ip_network("127.0.0.0/8"), ip_network("::1/128"))


async def test_a_message_arrives_byte_for_byte_with_its_headers() -> None:
    with receiving() as receiver:
        posted = await HttpCourier(LOOPBACK).post(receiver.url, "还款".encode(), {"webhook-id": "msg_1"})
        assert posted == Posted(204, None)
        ((headers, body),) = receiver.requests
    assert body.decode() == "还款"
    assert (headers["webhook-id"], headers["host"]) == ("msg_1", f"127.0.0.1:{receiver.port}")


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]"])
async def test_nothing_reaches_a_server_inside_the_house(host: str) -> None:
    with receiving() as receiver:
        posted = await HttpCourier().post(f"http://{host}:{receiver.port}/", b"{}", {})
        assert posted.status is None
        assert posted.trouble in {"INSIDE_HOUSE", "ConnectError"}
        assert receiver.requests == []


async def test_a_redirect_is_an_answer_and_is_not_followed() -> None:
    with receiving() as receiver, receiving() as other:
        receiver.statuses, receiver.location = [307], other.url
        assert await HttpCourier(LOOPBACK).post(receiver.url, b"{}", {}) == Posted(307, None)
        assert other.requests == []


async def test_a_server_that_is_not_there_is_trouble_and_no_exception() -> None:
    with receiving() as receiver:
        url = receiver.url
    posted = await HttpCourier(LOOPBACK).post(url, b"{}", {})
    assert (posted.status, posted.is_taken) == (None, False)
    assert posted.trouble == "ConnectError"


async def test_an_unknown_name_is_trouble_and_no_exception() -> None:
    posted = await HttpCourier().post("https://nowhere.invalid/", b"{}", {})
    assert posted.status is None


async def test_a_certificate_that_nobody_vouches_for_is_refused() -> None:
    with receiving() as receiver:
        posted = await HttpCourier(LOOPBACK).post(receiver.url.replace("http:", "https:"), b"{}", {})
        assert posted.status is None
        assert receiver.requests == []
