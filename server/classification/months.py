"""The end of a month (rooms of a run): the book in spans of loans, then the entry that brings the allowance to it."""

import json
from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import insert

from server.classification import month_statements as statements
from server.classification import queries
from server.classification.losses import LossEdition, Rolled, default_rates, roll_rates
from server.classification.models import ClassificationRun, MonthProvision, RunState
from server.classification.vocabulary import Bucket
from server.kit.work import Work
from server.ledger import rules as books
from server.ledger import service as ledger
from server.ledger.periods.service import month_of, period

BEGINNING: Final = UUID(int=0)


async def book(work: Work, run: ClassificationRun, loans_at_once: int) -> None:
    """The next loans into the book of the month, each with bucket, tier, balance by the ledger, and provision."""
    on, after = run.business_date, run.last_id or BEGINNING
    edition = LossEdition.of((await queries.edition_of(work.session, run)).content)
    if run.rates is None:
        run.rates = await _rates(work, on, edition)
    given = {"after": after, "on": on, "size": loans_at_once}
    batch = (await work.session.execute(statements.NEXT_LOANS, given)).one()
    if batch.loans:
        bounds = {"after": after, "last": batch.last, "on": on, "month": month_of(on)}
        written = (await work.session.execute(statements.BOOK, bounds | _losses(run, edition))).one()
        run.booked += written.booked
        run.provision_fen += written.provision_fen
        run.last_id = batch.last
    if batch.loans < loans_at_once:
        run.state, run.last_id = RunState.PROVIDING, None


async def provide(work: Work, run: ClassificationRun) -> None:
    """Bring the allowance of each branch and funding account to what its loans need, in one entry each.

    It is booked on the month's last day, or today where that month of the books is closed already.
    """
    on = run.business_date
    month = month_of(on)
    booked_on = on if await period(work.session, month) is None else work.today
    rows = (await work.session.execute(statements.ALLOWANCES, {"month": month, "on": on})).mappings().all()
    entries = []
    for row in rows:
        provision_id, amount = work.new_id(), row["provision_fen"] - row["before_fen"]
        kept = {"id": provision_id, "month": month, "amount_fen": amount, **row}
        await work.session.execute(insert(MonthProvision).values(**kept))
        if amount:
            place = books.Place(books.HOUSE_ID, row["branch_id"], row["funding_account_id"])
            entries.append(books.provisioned(provision_id, place, amount, booked_on=booked_on, value_on=on))
    if entries:
        await ledger.post(work, *entries)
    run.state = RunState.DONE


async def _rates(work: Work, on: date, edition: LossEdition) -> dict[str, dict[str, str]]:
    """Rolls of the twelve months before this one, and the probabilities of default that follow from them."""
    rows = await work.session.execute(statements.ROLLED, {"month": month_of(on)})
    seen = {Bucket(row.bucket): Rolled(row.base_fen, row.rolled_fen) for row in rows}
    rolls = roll_rates(seen, edition)
    return {
        "rolls": {bucket.value: str(rate) for bucket, rate in rolls.items()},
        "default": {bucket.value: str(rate) for bucket, rate in default_rates(rolls).items()},
    }


def _losses(run: ClassificationRun, edition: LossEdition) -> dict[str, object]:
    assert run.rates is not None
    return {
        "rates": json.dumps(run.rates["default"]),
        "shares": json.dumps({tier.value: str(share) for tier, share in edition.least_shares.items()}),
        "least_loss": edition.least_loss,
        "unsecured_loss": edition.unsecured_loss,
    }
