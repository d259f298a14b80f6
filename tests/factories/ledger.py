"""Entries for tests, and a way past the guard into the ledger function."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from server.ledger.rules import Account, Entry, EventType, Place, Posting
from server.ledger.service import POST, as_json
from tests.fixtures.world import id_of

DAY = date(2026, 3, 2)
RECORDED_AT = "2026-03-02T04:00:00+00:00"
SPOILT: dict[str, str] = {
    "unbalanced": "ledger.unbalanced",
    "one leg": "ledger.too_few_postings",
    "zero": "ledger.amount_refused",
    "absurd": "ledger.amount_refused",
    "fraction": "ledger.amount_refused",
    "account": "ledger.unknown_account",
    "currency": "ledger.currency_refused",
    "dimension": "ledger.dimension_missing",
    "whole": "ledger.malformed",
}
"""What can be wrong with an entry, and the code of its refusal."""


def place(customer_id: UUID | None = None, *, loan_id: UUID | None = None, branch: str = "east-1") -> Place:
    """Dimensions of an entry of a new customer and loan."""
    return Place(customer_id or uuid4(), id_of(branch), id_of("funding.east"), loan_id or uuid4())


def entry(*amounts: tuple[Account, int], at: Place | None = None, event_id: UUID | None = None, **over: Any) -> Entry:
    """An entry over accounts and amounts, balanced or not."""
    at = at or place()
    postings = tuple(Posting(account, amount, at.loan_id, at.funding_account_id) for account, amount in amounts)
    given: dict[str, Any] = {"event_type": EventType.LOAN_DISBURSED, "booked_on": DAY, "value_on": DAY} | over
    return Entry(
        event_id=event_id or uuid4(), customer_id=at.customer_id, branch_id=at.branch_id, postings=postings, **given
    )


def plain(given: Entry, **over: Any) -> dict[str, Any]:
    """An entry as the ledger function takes it, with its own new id; `over` replaces or spoils parts of it."""
    return as_json(given, uuid4(), RECORDED_AT) | over


async def send(session: AsyncSession, given: Sequence[dict[str, Any]]) -> None:
    """Call the ledger function as whoever the session is, without committing."""
    await session.execute(POST, {"entries": json.dumps(list(given))})


def spoil(good: dict[str, Any], how: str) -> dict[str, Any]:
    """A copy of an entry with one thing wrong."""
    bad: dict[str, Any] = json.loads(json.dumps(good))
    first = bad["postings"][0]
    match how:
        case "unbalanced":
            first["amount_fen"] += 1 if first["amount_fen"] != -1 else 2
        case "one leg":
            bad["postings"] = [first]
        case "zero" | "absurd" | "fraction":
            first["amount_fen"] = {"zero": 0, "absurd": 10**15 + 1, "fraction": 0.5}[how]
        case "account":
            first["account"] = "1303"
        case "currency":
            bad["currency"] = "USD"
        case "dimension":
            # what lies in a till or is short in it names no account of a bank
            at_bank = [each for each in bad["postings"] if each["account"] == Account.BANK]
            (at_bank or [first])[0]["funding_account_id"] = None
        case _:
            del bad["value_on"]
    return bad
