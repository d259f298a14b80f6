"""Consents to direct debits, and the tills of two branches: what a finance clerk finds beside the bank."""

import json
from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import Any, Final

from server.custody.cash.models import Till
from server.custody.cash.rules import TillState, counted_fen
from server.custody.debits.models import DebitMandate
from server.custody.debits.rules import MandateState
from server.identity import catalogue as posts
from server.kit import crypto
from server.kit.clock import business_date
from server.ledger.cash import cash_counted
from server.seeds.borrowers import Borrower
from server.seeds.copying import Rows
from server.seeds.dice import Ids, later, moment
from server.seeds.lender import BY_FILE
from server.seeds.posting import Booked
from server.seeds.staff import holders, id_of

MANDATES_MAX: Final = 40
MANDATE_DAYS: Final = 180
VALID_DAYS: Final = 730
LIMITS_FEN: Final = (1_000_000, 2_000_000, 5_000_000)
LAST_DIGITS: Final = 4
TILLS: Final = ("south-sz", "west-cd")


def write_mandates(rows: Rows, ids: Ids, dice: Random, borrowers: Sequence[Borrower], *, today: date) -> None:
    """Most borrowers of the regions whose bank takes files have allowed it to debit them."""
    owing = [each for each in borrowers if each.place.parent in BY_FILE and each.outstanding_fen > 0]
    for borrower in dice.sample(owing, min(MANDATES_MAX, len(owing) * 4 // 5)):
        rows.add(DebitMandate, _mandate(ids, dice, borrower, today))


def _mandate(ids: Ids, dice: Random, borrower: Borrower, today: date) -> dict[str, Any]:
    joined = (today - business_date(borrower.joined_at)).days
    day = today - timedelta(days=dice.randint(1, max(1, min(MANDATE_DAYS, joined - 1))))
    at = moment(dice, day)
    mandate_id = ids.at(at)
    clear = json.dumps({"account": borrower.account_number, "name": borrower.name}).encode()
    return {
        **borrower.owner,
        "id": mandate_id,
        "account_id": borrower.account_id,
        "payer_cipher": crypto.encrypt(borrower.key, clear, crypto.cell("debit_mandates", "payer", mandate_id)),
        "payer_last4": borrower.account_number[-LAST_DIGITS:],
        "bank_name": borrower.bank_name,
        "agreement": f"DK{ids.number()}",
        "limit_fen": dice.choice(LIMITS_FEN),
        "valid_from": day,
        "valid_until": day + timedelta(days=VALID_DAYS),
        "state": MandateState.ACTIVE,
        "recorded_by": borrower.officer.id,
        "recorded_at": at,
        "version": 1,
    }


def write_tills(rows: Rows, ids: Ids, dice: Random, *, today: date) -> list[Booked]:
    """Yesterday's tills, closed by a second person with what was in them; answers the entries of their first counts."""
    entries = []
    day = today - timedelta(days=1)
    for code in TILLS:
        at = moment(dice, day)
        count = {10_000: dice.randint(8, 30), 5_000: dice.randint(2, 10), 1_000: dice.randint(5, 20)}
        fen = counted_fen(count) or 0
        counted_at = later(dice, at, minutes=(60, 120))
        kept = {str(piece): number for piece, number in count.items()}
        till: dict[str, Any] = {
            "id": ids.at(at),
            "branch_id": id_of(code),
            "business_date": day,
            "state": TillState.CLOSED,
            "opening_count": kept,
            "opening_fen": fen,
            "opening_difference_fen": fen,
            "closing_event_id": ids.at(at, 1),
            "taken_fen": 0,
            "banked_fen": 0,
            "closing_count": kept,
            "counted_fen": fen,
            "difference_fen": 0,
            "opened_by": holders(posts.FINANCE)[0].id,
            "opened_at": at,
            "counted_by": holders(posts.FINANCE)[0].id,
            "counted_at": counted_at,
            "closed_by": holders(posts.FINANCE_CHECKER)[0].id,
            "closed_at": later(dice, counted_at, minutes=(3, 15)),
            "version": 3,
        }
        rows.add(Till, till)
        entries.append((at, cash_counted(till["id"], till["branch_id"], fen, booked_on=day)))
    return entries
