"""Posting: building blocks that run in the transaction of the business event itself."""

import json
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from server.identity.passage import sqlstate
from server.kit.work import Work
from server.ledger import queries, rules
from server.ledger.errors import BY_SQLSTATE, ReversalRefused
from server.ledger.rules import Entry

POST = text("SELECT ledger_post(CAST(:entries AS jsonb))")
CURRENCY = "CNY"


async def post(work: Work, *entries: Entry) -> tuple[UUID, ...]:
    """Post whole entries, all of them or none; returns their ids in order.

    Raises the refusals of `errors.py`: unbalanced, too few postings, amount, unknown account, dimension missing,
    already posted, already reversed, reversal refused. After a refusal the transaction can only roll back.
    """
    ids = tuple(work.new_id() for _ in entries)
    given = [as_json(entry, entry_id, work.now.isoformat()) for entry, entry_id in zip(entries, ids, strict=True)]
    await send(work, given)
    return ids


async def send(work: Work, given: Sequence[dict[str, Any]]) -> None:
    """Hand an array of entries to the ledger function, naming its refusals."""
    try:
        await work.session.execute(POST, {"entries": json.dumps(given)})
    except DBAPIError as error:
        refusal = BY_SQLSTATE.get(sqlstate(error) or "")
        if refusal is None:
            raise
        raise refusal from error


async def reverse(work: Work, entry_id: UUID, *, event_id: UUID) -> UUID:
    """Post the mirror of an entry, as the business event `event_id`; returns the id of the new entry.

    Raises ReversalRefused for an entry that is missing, out of sight or a reversal itself, AlreadyReversed.
    """
    original = await queries.entry(work.session, work.scope, entry_id)
    if original is None:
        raise ReversalRefused
    return (await post(work, rules.reversal(event_id, entry_id, original, booked_on=work.today)))[0]


def as_json(entry: Entry, entry_id: UUID, recorded_at: str) -> dict[str, Any]:
    """An entry in the form that the ledger function takes."""
    return {
        "id": str(entry_id),
        "event_type": entry.event_type.value,
        "event_id": str(entry.event_id),
        "customer_id": str(entry.customer_id),
        "branch_id": str(entry.branch_id),
        "booked_on": entry.booked_on.isoformat(),
        "value_on": entry.value_on.isoformat(),
        "recorded_at": recorded_at,
        "currency": CURRENCY,
        "reverses": str(entry.reverses) if entry.reverses else None,
        "postings": [
            {
                "account": posting.account.value,
                "amount_fen": posting.amount_fen,
                "loan_id": str(posting.loan_id) if posting.loan_id else None,
                "funding_account_id": str(posting.funding_account_id) if posting.funding_account_id else None,
            }
            for posting in entry.postings
        ],
    }
