"""Every malformed request is answered 4xx, or as a coded error beside data where its document ran; never with 5xx."""

import pytest

from tests.fixtures.api import Api
from tests.schema.wire.raw import Heard, ask
from tests.schema.wire.shapes import Shape, every_shape

pytestmark = pytest.mark.usefixtures("shares_database")

SHAPES = {shape.title: shape for shape in every_shape()}
AT_LEAST = 150
OFFICER = "officer.east1"


def test_there_are_a_hundred_and_fifty_shapes_of_which_no_two_are_called_alike() -> None:
    assert len(SHAPES) == len(list(every_shape())) >= AT_LEAST


async def heard_of(api: Api, shape: Shape) -> Heard:
    """The answer to a shape, sent by somebody who is logged in."""
    token = (b"authorization", (await api.headers(OFFICER))["Authorization"].encode())
    own = [pair for pair in shape.sent_headers if pair[0] == b"authorization"]
    headers = shape.sent_headers if own else [*shape.sent_headers, token]
    return await ask(api.asgi, shape.method, shape.target, headers, shape.body)


async def test_every_malformed_shape_is_a_coded_4xx(api: Api) -> None:
    wrong = []
    for shape in SHAPES.values():
        heard = await heard_of(api, shape)
        if fault := heard.fault():
            wrong.append((shape.title, fault, heard.body[:200]))
        elif not heard.codes:
            wrong.append((shape.title, f"no code, status {heard.status}", heard.body[:200]))
        elif not (400 <= heard.status < 500) and not (shape.ran and heard.status == 200):
            wrong.append((shape.title, f"status {heard.status}", heard.body[:200]))
    assert wrong == []


async def test_the_same_request_without_the_fault_is_answered(api: Api) -> None:
    good = Shape("good", b'{"query": "{ viewer { staff { login } } }"}')
    heard = await heard_of(api, good)
    assert heard.status == 200
    assert heard.content["data"] == {"viewer": {"staff": {"login": OFFICER}}}
