"""What waits at the finance desk and at the counter of the stage."""

from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncSession

from server.notices.feedback.models import Feedback, FeedbackState
from tests.factories import money_files as desk
from tests.factories.custody import plant_funding_account, plant_order
from tests.factories.customers import branch_of
from tests.factories.documents import plant_borrower
from tests.factories.loans import plant_loan
from tests.fixtures.house import NOON
from tests.fixtures.world import id_of

if TYPE_CHECKING:
    from tests.schema.stage import Stage

HOUR = timedelta(hours=1)
DUE_TODAY = date(2026, 2, 2)
"""Paid out then, the first instalment of a planted loan is due on the day that tests play on."""


async def plant_desk(stage: "Stage", owner: AsyncSession, version_id: UUID, *, login: str, name: str) -> None:
    """Payments that wait, a batch, a result, a payee, a mandate over what is due today, tills and their cash."""
    lent, clean = stage.customers["lent"], stage.customers["clean"]
    funding_id, account_id = await plant_funding_account(owner), await desk.plant_file_account(owner)
    stage.keep("funding", "FundingAccount", funding_id)
    stage.keep("file_account", "FundingAccount", account_id)
    waiting = await desk.plant_waiting(owner, clean, account_id)
    stage.keep("waiting_payment", "OutgoingPayment", waiting.id, clean)
    batched = await desk.plant_waiting(owner, stage.customers["drawn"], account_id)
    stage.keep("batch", "BankBatch", await desk.plant_batch(owner, batched))
    held = await plant_order(owner, stage.customers["tiered"], funding_id, send_wanted=False, release_wanted=True)
    stage.keep("held_payment", "OutgoingPayment", held.id, stage.customers["tiered"])
    stage.keep("result", "BankResult", await desk.plant_result(owner, account_id))
    stage.keep("payee", "EntrustedPayee", await desk.plant_payee(owner, clean, stage.rows["approved"]), clean)
    due = stage.customers["due"] = await plant_borrower(owner, officer=login, name=name)
    await plant_loan(owner, due, version_id, account_id, disbursed_on=DUE_TODAY)
    stage.keep("mandate", "DebitMandate", await desk.plant_mandate(owner, due), due)
    till_id = await desk.plant_till(owner, "east-2")
    stage.keep("till", "Till", till_id)
    stage.keep("quiet_till", "Till", await desk.plant_till(owner, "hq"))
    stage.keep("counted_till", "Till", await desk.plant_till(owner, "east", counted=True))
    cash = await desk.plant_cash(owner, lent, till_id, "east-2", stage.rows["loan"], funding_id)
    stage.keep("receipt", "CashReceipt", cash.receipt_id, lent)
    stage.keep("deposit", "CashDeposit", cash.deposit_id)


async def plant_feedback(stage: "Stage", owner: AsyncSession, *, login: str) -> None:
    """Something that the officer has told about the app."""
    feedback_id = uuid4()
    row = {"id": feedback_id, "branch_id": branch_of(login), "told_by": id_of(login), "told_at": NOON - HOUR}
    words = {"text": "还款页打不开", "screen": "/loans", "device": "", "state": FeedbackState.OPEN, "version": 1}
    await owner.execute(insert(Feedback).values(row | words))
    stage.keep("feedback", "Feedback", feedback_id)
