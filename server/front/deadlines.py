"""uvicorn's HTTP protocol with deadlines: uvicorn itself waits for ever for headers, for a body and for a reader.

Hand `deadline_protocol(...)` to `uvicorn.Config(http=...)`. What comes too slowly is answered 408 where a request has
begun and cut; what is larger before its body than any honest request is answered 431.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from server.front.refusals import HeadersTooLarge, NotHttp, TimedOut, problem_body
from server.kit.errors import DomainError

CHUNK_FRAMING = 8


@dataclass(frozen=True)
class Deadlines:
    """How long a client may take.

    `headers_seconds`: from the connection, or from the first byte after an answer, to the end of the headers.
    `body_seconds`: a whole body; below `upload_prefixes` that much grace before `upload_bytes_per_second` is asked.
    `reader_seconds`: a reader whose window stays full. `on_cut` is told headers, body, size or reader: for a counter.
    """

    headers_seconds: float = 10.0
    body_seconds: float = 30.0
    upload_prefixes: tuple[str, ...] = ()
    upload_bytes_per_second: int = 4_000
    reader_seconds: float = 20.0
    keep_alive_requests: int = 1_000
    headers_bytes: int = 65_536
    on_cut: Callable[[str], None] = lambda _reason: None


def deadline_protocol(deadlines: Deadlines) -> type[HttpToolsProtocol]:
    """A protocol class for uvicorn that keeps these deadlines."""
    return type("DeadlineProtocol", (_DeadlineProtocol,), {"deadlines": deadlines})


class _DeadlineProtocol(HttpToolsProtocol):
    """Phases of a connection: idle (uvicorn's keep-alive timer runs), headers, body, answering."""

    deadlines = Deadlines()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._timer: asyncio.TimerHandle | None = None
        self._reader_timer: asyncio.TimerHandle | None = None
        self._asked = False
        self._receiving = False
        self._in_body = False
        self._body_began = 0.0
        self._raw_bytes = 0
        self._body_bytes = 0
        self._requests = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # uvicorn narrows it too
        super().connection_made(transport)
        self._arm(self.deadlines.headers_seconds, self._headers_late)

    def connection_lost(self, exc: Exception | None) -> None:
        self._disarm()
        self._unwatch_reader()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        self._asked = True
        self._raw_bytes += len(data)
        super().data_received(data)
        # what is neither body nor its chunk framing is headers, trailers or chunk extensions
        if self._raw_bytes > self.deadlines.headers_bytes + (1 + CHUNK_FRAMING) * self._body_bytes and self._receiving:
            self._cut("size", HeadersTooLarge("headers", limit=f"{self.deadlines.headers_bytes} B"))
        self._watch_client()

    def _watch_client(self) -> None:
        """Set the timer of the phase that these bytes have left the request in: one that came whole needs none."""
        if self._timer is not None or self.transport.is_closing():
            return
        if self._in_body:
            self._arm(self.deadlines.body_seconds, self._body_late)
        elif self._asked:
            self._arm(self.deadlines.headers_seconds, self._headers_late)

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._asked = self._receiving = True
        self._raw_bytes = self._body_bytes = 0

    def on_headers_complete(self) -> None:
        super().on_headers_complete()
        self._disarm()
        self._in_body = True
        self._body_began = self.loop.time()
        self._requests += 1
        if self._requests >= self.deadlines.keep_alive_requests and self.cycle is not None:
            self.cycle.keep_alive = False

    def on_body(self, body: bytes) -> None:
        self._body_bytes += len(body)
        super().on_body(body)

    def on_message_complete(self) -> None:
        self._asked = self._receiving = self._in_body = False
        self._disarm()
        super().on_message_complete()
        if not self._busy():
            # answered before the body was whole: uvicorn would not time the idle connection any more
            self._unset_keepalive_if_required()
            self.timeout_keep_alive_task = self.loop.call_later(
                self.timeout_keep_alive, self.timeout_keep_alive_handler
            )

    def handle_websocket_upgrade(self) -> None:
        self._disarm()
        self._asked = self._in_body = False
        # the handshake is complete and nobody answers it as a request: its idle timer would close the socket
        self._unset_keepalive_if_required()
        super().handle_websocket_upgrade()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        if self.transport.is_closing() and self.transport.get_write_buffer_size():
            self._watch_reader()

    def timeout_keep_alive_handler(self) -> None:
        """A connection that is idle only because its reader has stopped would never finish closing."""
        if self.transport.get_write_buffer_size():
            self._watch_reader()
        super().timeout_keep_alive_handler()

    def pause_writing(self) -> None:
        super().pause_writing()
        self._watch_reader()

    def resume_writing(self) -> None:
        super().resume_writing()
        self._unwatch_reader()

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002 - our own words replace it
        self._answer(NotHttp())

    def _arm(self, seconds: float, late: Callable[[], None]) -> None:
        self._disarm()
        self._timer = self.loop.call_later(seconds, late)

    def _disarm(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _watch_reader(self) -> None:
        if self._reader_timer is None:
            self._reader_timer = self.loop.call_later(self.deadlines.reader_seconds, self._reader_late)

    def _unwatch_reader(self) -> None:
        if self._reader_timer is not None:
            self._reader_timer.cancel()
            self._reader_timer = None

    def _headers_late(self) -> None:
        """An early start of the next request must not break the answer to this one."""
        if self._busy():
            self._arm(self.deadlines.headers_seconds, self._headers_late)
            return
        self._cut("headers", TimedOut("headers"))

    def _body_late(self) -> None:
        """Late only if the client is to blame: not while we do not read, not while an upload keeps its rate."""
        wait = self.deadlines.body_seconds
        if self.flow.read_paused:
            self._arm(wait, self._body_late)
            return
        if self.scope.get("path", "").startswith(self.deadlines.upload_prefixes or ("\0",)):
            earned = wait + self._body_bytes / self.deadlines.upload_bytes_per_second
            left = self._body_began + earned - self.loop.time()
            if left > 0:
                self._arm(left, self._body_late)
                return
        self._cut("body", TimedOut("body"))

    def _reader_late(self) -> None:
        self.deadlines.on_cut("reader")
        self.transport.abort()

    def _cut(self, reason: str, refusal: DomainError) -> None:
        if self.transport.is_closing():
            return
        self.deadlines.on_cut(reason)
        self._answer(refusal)

    def _busy(self) -> bool:
        return self.cycle is not None and not self.cycle.response_complete

    def _answer(self, refusal: DomainError) -> None:
        """Say why, if somebody has asked and nothing has been said; then close, and tell the application."""
        answered = self._busy() if not self._in_body or self.cycle is None else self.cycle.response_started
        if self._asked and not answered and not self.transport.is_closing():
            self.transport.write(_raw_answer(refusal))
        if self._busy():
            self.cycle.disconnected = True
            self.cycle.message_event.set()
        self.transport.close()


def _raw_answer(refusal: DomainError) -> bytes:
    body = problem_body(refusal, "")
    head = (
        f"content-type: application/problem+json; charset=utf-8\r\ncontent-length: {len(body)}\r\n"
        "cache-control: no-store\r\nx-content-type-options: nosniff\r\nconnection: close\r\n\r\n"
    )
    return STATUS_LINE[refusal.status] + head.encode() + body
