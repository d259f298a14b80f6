"""The worker's side of bank files. Each task may run twice, and may begin again where it was cut off."""

import asyncio
import hashlib
from uuid import UUID

from server.custody.answers import take_answer
from server.custody.debits.service import take_debit_line
from server.custody.errors import AnswerQuarantined
from server.custody.files import lines, making
from server.custody.files.rules import FileKind
from server.custody.files.writing import file_name, written
from server.identity.actors import WORKER
from server.kit.errors import DomainError, Unavailable
from server.kit.work import Caller, House


async def make_bank_file(house: House, *, batch_id: str) -> None:
    """Write the file of a released batch, seal it and keep it."""
    caller = Caller(house, WORKER, request_id=f"batch:{batch_id}")
    wanted = UUID(batch_id)
    found = await making.manuscript(caller, batch_id=wanted)
    if found is None:
        return
    out, sheet = found
    data = await asyncio.to_thread(written, out, sheet)
    blob = await house.ports.storage.put(making.seal_file(house.ports.master_key, wanted, data))
    stored = making.StoredFile(file_name(out, sheet), hashlib.sha256(data).hexdigest(), len(data), blob)
    await making.store_file(caller, batch_id=wanted, file=stored)


async def take_bank_result(house: House, *, result_id: str) -> None:
    """Take the lines of a result that still wait, then say what is missing."""
    caller = Caller(house, WORKER, request_id=f"result:{result_id}")
    wanted = UUID(result_id)
    pile = await lines.waiting(caller, result_id=wanted)
    if pile is None:
        return
    take = _take_payment if pile.kind is FileKind.PAYMENT else _take_debit
    for line in pile.lines:
        await take(caller, wanted, line)
    await lines.finish_result(caller, result_id=wanted)


async def _take_payment(caller: Caller, result_id: UUID, line: int) -> None:
    """What the bank's own answer would do, under a message number of this line alone."""
    told = await lines.check_payment_line(caller, result_id=result_id, line=line)
    if told is None:
        return
    refusal = None
    try:
        await take_answer(caller, answer=told.answer, message_id=told.message_id, occurred_at=told.occurred_at)
    except AnswerQuarantined:
        refusal = None  # the inbox knows the fault
    except Unavailable:
        raise
    except DomainError as error:
        refusal = error.code
    await lines.note_payment_line(caller, result_id=result_id, line=line, message_id=told.message_id, refusal=refusal)


async def _take_debit(caller: Caller, result_id: UUID, line: int) -> None:
    try:
        await take_debit_line(caller, result_id=result_id, line=line)
    except Unavailable:
        raise
    except DomainError as error:
        await lines.set_line_aside(caller, result_id=result_id, line=line, refusal=error.code)
