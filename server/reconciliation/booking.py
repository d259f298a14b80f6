"""A line of the bank that comes into the books by itself: a charge, interest, money whose owner is looked for."""

from sqlalchemy import insert, select

from server.kit.errors import NotFound
from server.kit.work import Work
from server.ledger import service as ledger
from server.ledger.bank import bank_line_booked
from server.ledger.models import LedgerEntry
from server.ledger.rules import HOUSE_ID, Account, EventType
from server.reconciliation.models import StatementLine, StatementMatch
from server.reconciliation.rules import BreakKind, LineState, Pass

AGAINST = {BreakKind.BANK_CHARGE: Account.BANK_CHARGES, BreakKind.BANK_INTEREST: Account.BANK_INTEREST}


async def book_line(work: Work, line: StatementLine, kind: BreakKind) -> None:
    """Book a line under its own id and match it with that entry (a building block)."""
    entry = bank_line_booked(
        line.id,
        line.branch_id,
        line.funding_account_id,
        AGAINST.get(kind, Account.UNIDENTIFIED),
        amount_fen=line.amount_fen,
        days=(work.today, line.value_on),
    )
    await ledger.post(work, entry)
    await write_match(work, line, line.id, Pass.BOOKED)
    line.state = LineState.MATCHED


async def take_back(work: Work, line: StatementLine) -> None:
    """Reverse the entry of a line whose owner was found (a building block). Raises NotFound, AlreadyReversed."""
    wanted = select(LedgerEntry.id).where(
        LedgerEntry.customer_id == HOUSE_ID,
        LedgerEntry.event_type == EventType.BANK_LINE_BOOKED,
        LedgerEntry.event_id == line.id,
    )
    entry_id = (await work.session.execute(wanted)).scalar_one_or_none()
    if entry_id is None:
        raise NotFound(field="breakId")
    event_id = work.new_id()
    await ledger.reverse(work, entry_id, event_id=event_id)
    await write_match(work, line, event_id, Pass.CONTRA)


async def write_match(work: Work, line: StatementLine, event_id: object, found_by: Pass) -> None:
    """One line and one item are the same money; of a reversal the item alone."""
    row = {"id": work.new_id(), "group_id": work.new_id(), "event_id": event_id, "found_by": found_by}
    own = {"branch_id": line.branch_id, "funding_account_id": line.funding_account_id}
    told = {"line_id": None if found_by is Pass.CONTRA else line.id, "matched_by": work.actor.id}
    await work.session.execute(insert(StatementMatch).values(**row, **own, **told, matched_at=work.now))
