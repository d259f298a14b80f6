"""The client's address comes from the socket, or from trusted proxies and from nobody else."""

from ipaddress import ip_network

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.front.client_address import forwarded_client, parse_address
from tests.server.front.asgi import call
from tests.server.front.conftest import build, lender

PROXIES = (ip_network("10.0.0.0/8"), ip_network("fd00::/8"))
FORGED = [
    ("x-forwarded-for", "8.8.8.8"),
    ("forwarded", "for=8.8.8.8"),
    ("x-real-ip", "8.8.8.8"),
    ("x-forwarded-proto", "https"),
    ("x-request-id", "chosen-by-the-client"),
]


async def test_nothing_that_a_stranger_forwards_is_believed() -> None:
    reply = await call(build(lender(), trusted_proxies=PROXIES), path="/seen", headers=FORGED)
    assert reply.json == {"client": "203.0.113.9", "scheme": "http", "host": "203.0.113.9"}
    assert reply.headers["x-request-id"] != "chosen-by-the-client"
    assert not {name for name, _ in reply.scope["headers"]} & {b"x-forwarded-for", b"forwarded", b"x-real-ip"}


async def test_without_configured_proxies_not_even_loopback_is_believed() -> None:
    reply = await call(build(lender()), path="/seen", headers=FORGED, client=("127.0.0.1", 1))
    assert reply.json["client"] == "127.0.0.1"


async def test_a_trusted_proxy_names_client_scheme_and_request() -> None:
    app = build(lender(), trusted_proxies=PROXIES)
    reply = await call(app, path="/seen", headers=FORGED, client=("10.1.2.3", 1))
    assert reply.json == {"client": "8.8.8.8", "scheme": "https", "host": "8.8.8.8"}
    assert reply.headers["x-request-id"] == "chosen-by-the-client"


@pytest.mark.parametrize("bad", ["a b", "x" * 65, "short", "new\nline-here", "<script>alert(1)</script>"])
async def test_an_ill_formed_request_id_is_replaced_even_from_a_proxy(bad: str) -> None:
    app = build(lender(), trusted_proxies=PROXIES)
    reply = await call(app, path="/seen", headers=[("x-request-id", bad)], client=("10.1.2.3", 1))
    assert reply.headers["x-request-id"] != bad


@pytest.mark.parametrize(
    ("header", "client"),
    [
        ("8.8.8.8", "8.8.8.8"),
        ("1.1.1.1, 8.8.8.8", "8.8.8.8"),
        ("1.1.1.1, 8.8.8.8, 10.9.9.9", "8.8.8.8"),
        ("8.8.8.8:1234", "8.8.8.8"),
        ("[2001:db8::1]:1234", "2001:db8::1"),
        ("2001:db8::1", "2001:db8::1"),
        ("::ffff:8.8.8.8", "8.8.8.8"),
        ("10.9.9.9", "10.9.9.9"),
        ("nonsense", "10.1.2.3"),
        ("8.8.8.8, nonsense", "10.1.2.3"),
        ("8.8.8.8, ", "10.1.2.3"),
        ("'; drop table", "10.1.2.3"),
    ],
)
def test_the_chain_is_read_from_the_right(header: str, client: str) -> None:
    peer = parse_address("10.1.2.3")
    assert peer is not None
    assert str(forwarded_client(peer, header, PROXIES)) == client


@settings(deadline=None)
@given(st.text(max_size=200))
def test_no_text_before_a_true_client_changes_the_outcome(forged: str) -> None:
    peer = parse_address("10.1.2.3")
    assert peer is not None
    assert str(forwarded_client(peer, f"{forged}, 198.51.100.7", PROXIES)) == "198.51.100.7"


@settings(deadline=None)
@given(st.text(max_size=60))
def test_no_text_breaks_the_parser(text: str) -> None:
    address = parse_address(text)
    assert address is None or str(address)
