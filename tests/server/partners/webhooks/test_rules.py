"""The pure part: signatures as the specification has them, pauses, addresses."""

import base64
import hashlib
import hmac
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.partners.webhooks import rules
from server.partners.webhooks.catalogue import KINDS
from server.partners.webhooks.errors import KindUnknown, UrlUnsound

INSIDE = (
    "127.0.0.1",
    "0.0.0.0",  # noqa: S104 - an address to be refused
    "10.0.0.8",
    "172.16.4.4",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "224.0.0.1",
    "255.255.255.255",
    "::1",
    "::",
    "fe80::1%eth0",
    "fd00::1",
    "ff02::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "2002:7f00:1::",
    "2002:c0a8:101::1",
    "64:ff9b::a00:1",
)


@pytest.mark.parametrize("address", INSIDE)
def test_no_message_goes_to_an_address_inside(address: str) -> None:
    assert not rules.is_outside(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946", "64:ff9b::5db8:d822"])
def test_messages_go_to_public_addresses(address: str) -> None:
    assert rules.is_outside(address)


def test_a_network_that_was_allowed_is_outside_and_its_neighbour_is_not() -> None:
    allowed = (ip_network("10.8.0.0/16"),)
    assert rules.is_outside("10.8.3.4", allowed)
    assert not rules.is_outside("10.9.3.4", allowed)


@given(st.integers(0, 2**32 - 1))
def test_an_address_hidden_in_another_one_is_judged_like_itself(number: int) -> None:
    plain = ".".join(str(part) for part in number.to_bytes(4, "big"))
    assert rules.is_outside(f"::ffff:{plain}") <= rules.is_outside(plain)
    assert rules.is_outside(f"64:ff9b::{number >> 16:x}:{number & 0xFFFF:x}") <= rules.is_outside(plain)


@pytest.mark.parametrize(
    "url",
    [
        "http://partner.example/hooks",
        "ftp://partner.example",
        "https://",
        "https://user:secret@partner.example",
        "https://partner.example/#part",
        "https://partner.example:0/",
        "https://partner.example:99999/",
        "https://[::1",
        "https://例子.example/",
        "https://partner.example/a b",
        "https://partner.example/\n",
        "https://partner.example/" + "a" * 500,
    ],
)
def test_an_address_must_be_https_with_a_host_and_nothing_secret(url: str) -> None:
    with pytest.raises(UrlUnsound) as refused:
        rules.sound_url(url, plain_allowed=False)
    assert refused.value.field == "url"


def test_no_kinds_mean_all_and_an_unknown_one_is_named() -> None:
    assert rules.sound_kinds(()) == sorted(KINDS)
    assert rules.sound_kinds(("loan.repaid", "loan.repaid")) == ["loan.repaid"]
    with pytest.raises(KindUnknown) as refused:
        rules.sound_kinds(("loan.repaid", "loan.stolen"))
    assert refused.value.facts["kind"] == "loan.stolen"


def test_the_signature_is_that_of_the_specification() -> None:
    secret, at = bytes(range(32)), datetime(2026, 3, 2, 4, 0, tzinfo=UTC)
    told = rules.headers([secret, b"former"], "msg_1", at, '{"type":"loan.repaid"}')
    signed = f"msg_1.{int(at.timestamp())}." + '{"type":"loan.repaid"}'
    expected = [
        "v1," + base64.b64encode(hmac.new(key, signed.encode(), hashlib.sha256).digest()).decode()
        for key in (secret, b"former")
    ]
    assert told["webhook-signature"].split(" ") == expected
    assert (told["webhook-id"], told["webhook-timestamp"]) == ("msg_1", str(int(at.timestamp())))


def test_pauses_grow_over_about_three_days_and_then_end() -> None:
    delivery = UUID(int=0)
    pauses = [rules.pause_after(attempts, delivery) for attempts in range(1, 11)]
    assert pauses[-1] is None
    given_ = [pause for pause in pauses if pause is not None]
    assert given_ == sorted(given_)
    assert timedelta(days=2) < sum(given_, timedelta()) < timedelta(days=4)


@given(st.integers(1, 9), st.builds(uuid4))
def test_what_failed_together_comes_back_spread_by_at_most_a_tenth(attempts: int, delivery: UUID) -> None:
    pause = rules.pause_after(attempts, delivery)
    assert pause is not None
    assert rules.PAUSES[attempts - 1] <= pause <= rules.PAUSES[attempts - 1] * 1.1
