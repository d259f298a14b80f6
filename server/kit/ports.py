"""What lies outside the process, as interfaces; tests hand in null or scripted ones. No module-level client."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Protocol

from server.kit.clock import Clock
from server.kit.ids import Ids


class PaymentState(StrEnum):
    """What the bank says of a payment order. UNKNOWN is our own word for "it did not answer"."""

    ACCEPTED = "accepted"
    PROCESSING = "processing"
    SETTLED = "settled"
    FAILED = "failed"
    NOT_FOUND = "not_found"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class PaymentOrder:
    """One order to pay. `number` is fixed before the first send and never changes."""

    number: str
    amount_fen: int
    payer_account: str
    payee_account: str
    payee_name: str
    purpose: str


@dataclass(frozen=True)
class PaymentAnswer:
    """The bank's answer about one order number."""

    number: str
    state: PaymentState
    amount_fen: int | None = None
    bank_reference: str | None = None
    reason: str | None = None


@dataclass(frozen=True)
class AccountCheck:
    """Four-element check: name, identity number, account, phone. `matches` None means the bank did not answer."""

    matches: bool | None
    reason: str | None = None


class Bank(Protocol):
    """The bank link. Trouble on the way never raises: it is UNKNOWN, and asked again by number."""

    async def pay(self, order: PaymentOrder) -> PaymentAnswer: ...

    async def query(self, number: str) -> PaymentAnswer: ...

    async def verify_account(self, *, account: str, name: str, id_number: str, phone: str) -> AccountCheck: ...

    async def statement(self, *, account: str, day: date) -> bytes | None:
        """A day's statement of one of the lender's accounts as camt.053; None when the bank gave none."""
        ...


class BlobStore(Protocol):
    """Content-addressed bytes. `put` returns the hex SHA-256 of what was given; putting the same again is no error."""

    async def put(self, data: bytes) -> str: ...

    async def get(self, digest: str) -> bytes:
        """Raises KeyError for an unknown digest."""
        ...


class PictureReader(Protocol):
    """Reads a picture into proposed fields: `ocr.Reader`, seen from here. Runs in the worker only."""

    def read(self, data: bytes, *, hint: Any = None) -> Any: ...


@dataclass(frozen=True)
class Message:
    """A short message to a person: SMS to a customer, push to staff. `to` is a clear phone number: never logged."""

    to: str
    text: str
    kind: str
    at: datetime


class Messenger(Protocol):
    """Sends short messages. Raises MessengerDown for the worker to try again."""

    async def send(self, message: Message) -> None: ...


class MessengerDown(Exception):
    """The channel did not take the message."""


@dataclass(frozen=True)
class StaffMessage:
    """What a member of staff is told outside the app. It names nobody; `place` is a path in the app, `url` leads to it.

    A later message with the same `tag` takes the place of an earlier one.
    """

    title: str
    text: str
    place: str
    url: str
    tag: str


class Reached(StrEnum):
    """What a service says of a message: it took it, or nobody is there any more."""

    TAKEN = "taken"
    GONE = "gone"


class Herald(Protocol):
    """Carries messages to one member of staff. `address` is never logged. Raises MessengerDown for another try."""

    async def tell(self, address: str, message: StaffMessage) -> Reached: ...


class Ink(Protocol):
    """A drawn name: whose, and its PDF operators fitted into a box of so many points."""

    @property
    def name(self) -> str: ...

    def on_paper(self, width: float, height: float) -> bytes: ...


class Signer(Protocol):
    """Signs a PDF with the lender's certificate, and returns the signed bytes.

    The borrower's drawn name goes on it first, then those of who signs beside him, in their order.
    """

    async def sign(
        self, pdf: bytes, *, reason: str, at: datetime, ink: Ink | None = None, beside: Sequence[Ink] = ()
    ) -> bytes: ...


@dataclass(frozen=True)
class Posted:
    """What came of a message to somebody's server: its HTTP status, or the kind of trouble on the way."""

    status: int | None
    trouble: str | None

    @property
    def is_taken(self) -> bool:
        return self.status is not None and 200 <= self.status < 300  # noqa: PLR2004 - HTTP: success

    @property
    def said(self) -> str:
        """In one word, for people."""
        return self.trouble or f"HTTP_{self.status}"


class ReplyState(StrEnum):
    """What came of a question to a source. UNKNOWN is our own word for "no clear answer"."""

    ANSWERED = "answered"
    PENDING = "pending"
    NOT_FOUND = "not_found"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class SourceQuestion:
    """One question to a source. `number` is fixed before the first send; `subject` is clear personal data."""

    source: str
    number: str
    subject: Mapping[str, str] = field(repr=False)
    timeout_seconds: float


@dataclass(frozen=True)
class SourceReply:
    """What a source said of a number; `content` is the answer as it came, of whatever shape."""

    number: str
    state: ReplyState
    content: bytes | None = field(default=None, repr=False)
    trouble: str | None = None


class Sources(Protocol):
    """The links to bureau, tax, registers and platforms. Trouble never raises: it is PENDING or UNKNOWN."""

    async def ask(self, question: SourceQuestion) -> SourceReply:
        """Send a question; sending it again under its number is harmless."""
        ...

    async def fetch(self, question: SourceQuestion) -> SourceReply:
        """Fetch the answer by number; NOT_FOUND only when the source itself has never seen it."""
        ...


@dataclass(frozen=True)
class Advice:
    """What an AI service makes of what is known, in both languages, and which service it was."""

    service: str
    zh: str
    en: str


class Assistant(Protocol):
    """An AI service that puts what is known of an applicant into words. It decides nothing and rules never ask it.

    It is told facts with their sources and nothing by which somebody could be found: no name, number, phone, address.
    """

    async def advise(self, facts: Sequence[Mapping[str, str]]) -> Advice | None:
        """None where there is nothing to say, or no clear answer: trouble never raises."""
        ...


class Courier(Protocol):
    """Posts to addresses that strangers chose. Trouble on the way never raises; redirects are not followed."""

    async def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> Posted: ...


@dataclass(frozen=True)
class Ports:
    """Everything outside, handed to every Work."""

    clock: Clock
    ids: Ids
    bank: Bank
    storage: BlobStore
    messenger: Messenger
    signer: Signer
    reader: PictureReader | None
    master_key: bytes
    courier: Courier | None = None
    sources: Sources | None = None
    assistant: Assistant | None = None
    heralds: Mapping[str, Herald] = field(default_factory=dict)
