"""The links to the sources over HTTP: signed requests, and no exception for whatever goes wrong on the way.

A question is posted once under its number and its answer is fetched by it. A source that takes longer than it may has
the question all the same, so a time-out after the request has gone out is PENDING; a refused connection, a 5xx and
whatever else says nothing is UNKNOWN. A 200 is an answer, of whatever shape: its reader judges it.
"""

import json
from collections.abc import Mapping
from typing import Any, Final

import httpx

from server.connectors.signing import signed_headers
from server.kit.clock import Clock, SystemClock
from server.kit.ports import ReplyState, SourceQuestion, SourceReply

CONNECT_SECONDS: Final = 3.0
ANSWER_BYTES_MAX: Final = 1_000_000
TROUBLE_MAX: Final = 100
LATE: Final = "late"


class HttpSources:
    """The adapter of `server.kit.ports.Sources`. `urls` holds the base of each source by its code."""

    def __init__(
        self,
        base_url: str,
        secret: str,
        *,
        urls: Mapping[str, str] | None = None,
        clock: Clock | None = None,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self._base_url, self._secret, self._urls = base_url.rstrip("/"), secret, urls or {}
        self._clock = clock or SystemClock()
        self._client = httpx.AsyncClient(transport=transport, trust_env=False)

    async def aclose(self) -> None:
        await self._client.aclose()

    async def ask(self, question: SourceQuestion) -> SourceReply:
        body = json.dumps({"number": question.number, "subject": dict(question.subject)}, ensure_ascii=False).encode()
        return await self._exchange("POST", question, "inquiries", body)

    async def fetch(self, question: SourceQuestion) -> SourceReply:
        return await self._exchange("GET", question, f"inquiries/{question.number}", b"")

    async def _exchange(self, method: str, question: SourceQuestion, path: str, body: bytes) -> SourceReply:
        base = self._urls.get(question.source, f"{self._base_url}/v1/{question.source}").rstrip("/")
        url = httpx.URL(f"{base}/{path}")
        headers = signed_headers(self._secret, f"{method} {url.path}", body, self._clock.now())
        seconds = question.timeout_seconds
        timeout = httpx.Timeout(seconds, connect=min(seconds, CONNECT_SECONDS))
        try:
            async with self._client.stream(
                method, url, content=body, headers=headers | {"Content-Type": "application/json"}, timeout=timeout
            ) as response:
                answer = bytearray()
                async for piece in response.aiter_bytes():
                    answer += piece
                    if len(answer) > ANSWER_BYTES_MAX:
                        return _unknown(question.number, "answer_too_large")
        except (httpx.ReadTimeout, httpx.WriteTimeout):
            return SourceReply(question.number, ReplyState.PENDING, trouble=LATE)
        except httpx.HTTPError as error:
            return _unknown(question.number, type(error).__name__)
        return _reply(question.number, response.status_code, bytes(answer))


def _reply(number: str, status: int, answer: bytes) -> SourceReply:
    if status == httpx.codes.OK:
        return SourceReply(number, ReplyState.ANSWERED, answer)
    said = _envelope(answer)
    if status == httpx.codes.ACCEPTED and said.get("number") == number:
        return SourceReply(number, ReplyState.PENDING)
    if status == httpx.codes.NOT_FOUND and said == {"number": number, "state": "NOT_FOUND"}:
        return SourceReply(number, ReplyState.NOT_FOUND)
    return _unknown(number, str(said.get("code") or f"HTTP_{status}"))


def _envelope(answer: bytes) -> dict[str, Any]:
    try:
        said = json.loads(answer)
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def _unknown(number: str, trouble: str) -> SourceReply:
    return SourceReply(number, ReplyState.UNKNOWN, trouble=trouble[:TROUBLE_MAX])
