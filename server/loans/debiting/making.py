"""A batch of debits for what is due on a day, and the repayment that a success becomes."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import insert

from server.custody.debits.errors import DayRefused, NothingDue
from server.custody.debits.events import DebitSettled
from server.custody.debits.models import DebitOrder
from server.custody.debits.rules import DebitState
from server.custody.debits.service import settle_debit
from server.custody.files.batches import file_account, open_batch
from server.custody.files.layouts import profile_of
from server.custody.files.manuscripts import sheet_of
from server.custody.files.models import BankBatch
from server.custody.files.rules import FileKind
from server.custody.files.writing import written
from server.custody.service import claim_numbers
from server.identity.guard import use_case
from server.identity.operations import Operation
from server.kit.work import Work
from server.loans.debiting.selecting import due_debits
from server.loans.repaying import receive

DAYS_AHEAD = 5


@use_case(Operation.DEBIT_MAKE)
async def make_debit_batch(work: Work, *, funding_account_id: UUID, on: date) -> UUID:
    """Gather what may be debited for a day: every running loan of the funding account with something due and a mandate.

    One debit a loan, of what is due by then and within the mandate; a failure is tried again as its rule says. Returns
    the batch, which a second person releases. Refuses with NotFound, file.channel_differs, file.profile_unknown,
    debit.day_refused, debit.nothing_due, file.encoding.
    """
    account = await file_account(work, funding_account_id)
    if not work.today <= on <= work.today + timedelta(days=DAYS_AHEAD):
        raise DayRefused(field="on", days=DAYS_AHEAD)
    out = profile_of(account.file_profile).outgoing(FileKind.DEBIT)
    wanted = due_debits(work.scope, account.id, on, out.lines_max)
    rows = (await work.session.execute(wanted)).mappings().all()
    if not rows:
        raise NothingDue(field="on")
    batch = await open_batch(work, account, FileKind.DEBIT, [row["amount_fen"] for row in rows])
    await _open_debits(work, batch, rows, on)
    written(out, await sheet_of(work, batch))  # a trial: what the bank's encoding lacks is told now, to the maker
    return batch.id


async def _open_debits(work: Work, batch: BankBatch, rows: Sequence[Any], on: date) -> None:
    numbers = await claim_numbers(work, len(rows))
    debits = [
        {
            **row,
            "id": work.new_id(),
            "number": number,
            "batch_id": batch.id,
            "funding_account_id": batch.funding_account_id,
            "due_on": on,
            "state": DebitState.CREATED,
            "created_at": work.now,
        }
        for row, number in zip(rows, numbers, strict=True)
    ]
    await work.session.execute(insert(DebitOrder), debits)


async def on_debit_settled(work: Work, event: DebitSettled) -> None:
    """The bank has taken the money: it is a repayment under the debit's own number, in this transaction.

    Raises what a repayment raises: then the debit stays on its way, and its line is set aside.
    """
    repayment_id = await receive(
        work, loan_id=event.loan_id, amount_fen=event.amount_fen, paid_on=event.value_on, reference=event.number
    )
    await settle_debit(work, event.order_id, repayment_id)
