"""Staff and borrowers with their phones: everything goes over HTTP, as the app does it."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar
from uuid import uuid4

import httpx
import pyotp

from tests.factories.contracts import INK
from tests.fixtures.world import PASSWORD, STAFF, TOTP_SECRET

PATIENCE_SECONDS = 90.0
PAUSE_SECONDS = 0.2
SECONDS = 60.0
T = TypeVar("T")


class RefusedError(Exception):
    """The API refused. `code` is the enum value of the first error."""

    def __init__(self, errors: list[dict[str, Any]]) -> None:
        self.errors = errors
        self.code: str = errors[0]["extensions"]["code"]
        self.field: str | None = errors[0]["extensions"]["field"]
        super().__init__(f"{self.code} {self.field}: {errors[0]['message']}")


def eventually(look: Callable[[], T | None], what: str) -> T:
    """Ask again until there is something, or fail after a generous while."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        found = look()
        if found:
            return found
        time.sleep(PAUSE_SECONDS)
    raise AssertionError(f"never: {what}")


def one_time_code(steps_ahead: int = 0) -> str:
    return pyotp.TOTP(TOTP_SECRET).at(datetime.now(UTC) + timedelta(seconds=30 * steps_ahead))


@dataclass
class Phone:
    """One member of staff, logged in."""

    url: str
    login: str
    token: str = ""

    def log_in(self, code: str | None = None) -> "Phone":
        has_code = next(post.has_code for post in STAFF if post.login == self.login)
        body = {"login": self.login, "password": PASSWORD}
        if has_code:
            body["code"] = code or one_time_code()
        answer = httpx.post(f"{self.url}/api/session", json=body, timeout=SECONDS)
        assert answer.status_code == httpx.codes.OK, answer.text
        self.token = answer.json()["accessToken"]
        return self

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"} if self.token else {}

    def ask(self, document: str, **variables: Any) -> dict[str, Any]:
        """Run a document. Raises RefusedError."""
        body = {"query": document, "variables": variables}
        answer = httpx.post(f"{self.url}/graphql", json=body, headers=self.headers, timeout=SECONDS).json()
        if answer.get("errors"):
            raise RefusedError(answer["errors"])
        data: dict[str, Any] = answer["data"]
        return data

    def do(self, verb: str, selection: str, /, *, key: str | None = None, **given: Any) -> dict[str, Any]:
        """Run one mutation with a fresh request key; answers its payload. Raises RefusedError."""
        kind = verb[0].upper() + verb[1:] + "Input"
        document = f"mutation Do($input: {kind}!) {{ {verb}(input: $input) {{ {selection} }} }}"
        given["idempotencyKey"] = key or uuid4().hex
        payload: dict[str, Any] = self.ask(document, input=given)[verb]
        return payload

    def upload(self, customer: str, kind: str, picture: bytes, name: str = "card.jpg") -> httpx.Response:
        return httpx.post(
            f"{self.url}/api/uploads",
            headers=self.headers | {"Idempotency-Key": uuid4().hex},
            data={"customerId": customer, "kind": kind},
            files={"file": (name, picture, "image/jpeg")},
            timeout=SECONDS,
        )


@dataclass
class Borrower:
    """The customer, who gets messages and signs."""

    url: str

    def newest(self, kind: str, before: str = "") -> str:
        """The text of the newest message of a kind that differs from `before`."""

        def look() -> str | None:
            messages = httpx.get(f"{self.url}/api/phone", timeout=SECONDS).json()["messages"]
            texts = [message["text"] for message in messages if message["kind"] == kind]
            return texts[0] if texts and texts[0] != before else None

        return eventually(look, f"a message of kind {kind}")

    def told(self, kind: str) -> str:
        """The text of the newest message of a kind so far; empty where there is none."""
        messages = httpx.get(f"{self.url}/api/phone", timeout=SECONDS).json()["messages"]
        return next((str(message["text"]) for message in messages if message["kind"] == kind), "")

    def sign(self, before: str = "") -> dict[str, Any]:
        """Open the newest link, read, ask for the code, sign. Answers what the page showed.

        `before` is the message with the link that somebody got before him.
        """
        found = re.search(r"/sign/([\w-]+)", self.newest("signing_link", before))
        assert found
        last_code = self.told("signing_code")
        page = f"{self.url}/api/sign/{found[1]}"
        shown: dict[str, Any] = httpx.get(page, timeout=SECONDS).json()
        paper = httpx.get(f"{page}/pdf", timeout=SECONDS)
        assert paper.content.startswith(b"%PDF")
        self._read_costs(page, shown)
        sent = httpx.post(f"{page}/code", headers={"Idempotency-Key": uuid4().hex}, timeout=SECONDS)
        assert sent.status_code == httpx.codes.NO_CONTENT, sent.text
        code = re.search(r"\d{6}", self.newest("signing_code", last_code))
        assert code
        key = {"Idempotency-Key": uuid4().hex}
        body = {"code": code[0], "agree": True, "signature": INK}
        answer = httpx.post(page, json=body, headers=key, timeout=SECONDS)
        assert answer.json()["state"] == "signed", answer.text
        return shown

    def _read_costs(self, page: str, shown: dict[str, Any]) -> None:
        """Where the law asks for the disclosure: open it, read for as long as the server wants, confirm."""
        if shown["disclosure"] is None:
            return
        key = {"Idempotency-Key": uuid4().hex}
        opened = httpx.post(f"{page}/disclosure/opened", headers=key, timeout=SECONDS).json()["disclosure"]
        time.sleep(opened["secondsLeft"])

        def confirmed() -> bool:
            again = {"Idempotency-Key": uuid4().hex}
            answer = httpx.post(f"{page}/disclosure/confirmed", headers=again, timeout=SECONDS)
            return answer.status_code == httpx.codes.NO_CONTENT

        eventually(confirmed, "the disclosure confirmed")
