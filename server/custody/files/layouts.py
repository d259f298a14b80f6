"""Profiles: how the files of a bank look. Each is a JSON file in `profiles/`; a new bank is a new file.

A part is one kind of file: `payment` and `debit` go out, `payment_result` and `debit_result` come in. Amounts are
`yuan` (two places) or `fen`; result codes are mapped to the bank link's words, or to reasons why a debit failed.
"""

from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from server.custody.debits.rules import DebitFailure
from server.custody.files.errors import ProfileUnknown
from server.custody.files.rules import FileKind
from server.kit.ports import PaymentState

FOLDER = Path(__file__).parent / "profiles"
VALUES = Literal["line", "number", "account", "name", "bank", "amount", "purpose", "agreement"]
SETTLED = "settled"
STATES = {SETTLED: PaymentState.SETTLED, "processing": PaymentState.PROCESSING, "failed": PaymentState.FAILED}


class Strict(BaseModel):
    """Read from JSON; a word that nobody knows stops the start."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Out(Strict):
    """A file that goes out. Cells of header and trailer may name number, day, count, total and payer_account."""

    format: Literal["csv", "xlsx"]
    encoding: Literal["gbk", "gb18030", "utf-8", "utf-8-sig"] = "utf-8"
    amount: Literal["yuan", "fen"]
    file_name: str
    lines_max: int = Field(gt=0, le=20_000)
    text_max: int = Field(gt=0, le=200)
    header: tuple[tuple[str, ...], ...] = ()
    columns: tuple[tuple[str, VALUES], ...]
    trailer: tuple[tuple[str, ...], ...] = ()


class Totals(Strict):
    """The last row of a result: in which of its cells, from 0, count and sum stand."""

    count: int
    total: int


class In(Strict):
    """A file that comes in. `title_row` is counted from 1; `whole` says that it lists every order of its batch."""

    format: Literal["csv", "xlsx"]
    encoding: Literal["gbk", "gb18030", "utf-8", "utf-8-sig"] = "utf-8"
    amount: Literal["yuan", "fen"]
    title_row: int = Field(gt=0)
    number: str
    amount_title: str
    code: str
    reason: str | None = None
    reference: str | None = None
    paid_on: str | None = None
    day: str = "%Y%m%d"
    totals: Totals | None = None
    whole: bool = True
    codes: dict[str, Literal["settled", "processing", "failed"] | DebitFailure]

    def answer(self, code: str) -> PaymentState:
        """What a code says; UNKNOWN for one that nobody has mapped."""
        said = self.codes.get(code)
        if said is None:
            return PaymentState.UNKNOWN
        return PaymentState.FAILED if isinstance(said, DebitFailure) else STATES[said]

    def failure(self, code: str) -> DebitFailure:
        """Why a debit failed."""
        said = self.codes.get(code)
        return said if isinstance(said, DebitFailure) else DebitFailure.OTHER


class Profile(Strict):
    """A bank's files. A part that is missing is a kind of file that the bank does not take."""

    code: str
    name_zh: str
    name_en: str
    payment: Out | None = None
    payment_result: In | None = None
    debit: Out | None = None
    debit_result: In | None = None

    def outgoing(self, kind: FileKind) -> Out:
        """Raises ProfileUnknown."""
        found = self.payment if kind is FileKind.PAYMENT else self.debit
        if found is None:
            raise ProfileUnknown(field="fundingAccountId")
        return found

    def incoming(self, kind: FileKind) -> In:
        """Raises ProfileUnknown."""
        found = self.payment_result if kind is FileKind.PAYMENT else self.debit_result
        if found is None:
            raise ProfileUnknown(field="fundingAccountId")
        return found


@cache
def profiles() -> dict[str, Profile]:
    """All profiles by code."""
    found = (Profile.model_validate_json(file.read_bytes()) for file in sorted(FOLDER.glob("*.json")))
    return {profile.code: profile for profile in found}


def profile_of(code: str | None, field: str = "fundingAccountId") -> Profile:
    """Raises ProfileUnknown."""
    found = profiles().get(code or "")
    if found is None:
        raise ProfileUnknown(field=field)
    return found
