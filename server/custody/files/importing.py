"""A result file comes in: read before the database is asked, taken once, and left to the worker line by line."""

import asyncio
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.dialects.postgresql import insert as insert_or_not

from server.custody import queries as custody
from server.custody.files import queries
from server.custody.files.layouts import In, profile_of
from server.custody.files.making import seal_file
from server.custody.files.models import BankResult, BankResultLine
from server.custody.files.reading import ReadFile, read_result
from server.custody.files.rules import FileKind, LineVerdict, ResultLine, ResultState, first_faults
from server.identity.guard import read, use_case
from server.identity.operations import Operation
from server.kit.errors import NotFound
from server.kit.work import Caller, Work

NAME_MAX = 120


@dataclass(frozen=True, slots=True)
class Opening:
    """How a result is read, under which profile, and the result that these bytes have become already."""

    profile: str
    layout: In
    known: UUID | None


@dataclass(frozen=True, slots=True)
class Sealed:
    """A result file in the store: its name without folders, SHA-256 of its clear bytes, and where it lies."""

    id: UUID
    name: str
    digest: str
    blob: str


async def take_result(caller: Caller, *, kind: FileKind, funding_account_id: UUID, file_name: str, data: bytes) -> UUID:
    """Take in a bank's result file; answers the result. The same bytes again are the same result and change nothing.

    Raises Denied, NotFound, ProfileUnknown, and by the field `file` FileUnreadable, EncodingWrong, TitleMissing,
    CellUnsound, TotalsDiffer: then nothing of it is kept.
    """
    digest = hashlib.sha256(data).hexdigest()
    opening = await open_result(caller, kind=kind, funding_account_id=funding_account_id, digest=digest)
    if opening.known is not None:
        return opening.known
    found = await asyncio.to_thread(read_result, opening.layout, data)
    ports = caller.house.ports
    result_id = ports.ids.new()
    blob = await ports.storage.put(seal_file(ports.master_key, result_id, data))
    sealed = Sealed(result_id, _base_name(file_name), digest, blob)
    return await receive(
        caller,
        kind=kind,
        funding_account_id=funding_account_id,
        file=sealed,
        profile=opening.profile,
        found=found,
    )


@read(Operation.PAYMENT_RESULT)
async def open_result(work: Work, *, kind: FileKind, funding_account_id: UUID, digest: str) -> Opening:
    """How the result files of a funding account are read, and whether this one was taken. Raises NotFound."""
    account = await custody.funding_account(work.session, work.scope, funding_account_id)
    if account is None:
        raise NotFound(field="fundingAccountId")
    profile = profile_of(account.file_profile)
    known = await queries.result_by_digest(work.session, account.id, digest)
    return Opening(profile.code, profile.incoming(kind), known.id if known else None)


@use_case(Operation.PAYMENT_RESULT, keyed=False)
async def receive(
    work: Work, *, kind: FileKind, funding_account_id: UUID, file: Sealed, profile: str, found: ReadFile
) -> UUID:
    """Keep a result and its lines; the worker takes them. The digest of the file is its request key."""
    account = await custody.funding_account(work.session, work.scope, funding_account_id)
    if account is None:
        raise NotFound(field="fundingAccountId")
    row = {
        "id": file.id,
        "kind": kind,
        "funding_account_id": account.id,
        "branch_id": account.branch_id,
        "profile": profile,
        "file_name": file.name,
        "digest": file.digest,
        "blob": file.blob,
        "line_count": len(found.lines),
        "total_fen": found.total_fen,
        "state": ResultState.WAITING,
        "taken_by": work.actor.id,
        "taken_at": work.now,
    }
    kept = insert_or_not(BankResult).values(**row).on_conflict_do_nothing().returning(BankResult.id)
    if (await work.session.execute(kept)).scalar_one_or_none() is None:
        known = await queries.result_by_digest(work.session, account.id, file.digest)
        if known is None:
            raise NotFound(field="fundingAccountId")
        return known.id
    await work.session.execute(insert(BankResultLine), _rows(file.id, account.branch_id, found.lines))
    work.touch("bank_result", file.id, lines=len(found.lines), digest=file.digest)
    work.defer("take_bank_result", lock=f"result:{file.id}", result_id=file.id)
    return file.id


def _rows(result_id: UUID, branch_id: UUID, lines: Sequence[ResultLine]) -> list[dict[str, object]]:
    faults = first_faults(lines)
    return [
        {
            "result_id": result_id,
            "line": line.line,
            "branch_id": branch_id,
            "order_number": line.number,
            "amount_fen": line.amount_fen,
            "answer": line.answer,
            "code": line.code,
            "reason": line.reason,
            "bank_reference": line.bank_reference,
            "paid_on": line.paid_on,
            "verdict": LineVerdict.QUARANTINED if line.line in faults else LineVerdict.WAITING,
            "fault": faults.get(line.line),
        }
        for line in lines
    ]


def _base_name(file_name: str) -> str:
    """The name without folders, shortened, printable."""
    base = file_name.replace("\\", "/").rpartition("/")[2]
    return "".join(letter for letter in base if letter.isprintable())[:NAME_MAX] or "result"
