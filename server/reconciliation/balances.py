"""The bank's balance beside the books', account by account: before a day is closed they are the same (CU-02)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from server.identity.guard import read
from server.identity.operations import Operation
from server.kit.work import Work
from server.reconciliation import items, queries


@dataclass(frozen=True)
class BankBalance:
    """What bank and books say of an account at the end of a day, in fen.

    `bank_fen` is None when no statement reaches so far; `covered_until` is how far they reach. The books count by value
    date. `open_breaks` are the breaks that are worked on.
    """

    funding_account_id: UUID
    account_number: str
    on: date
    bank_fen: int | None
    ledger_fen: int
    covered_until: date | None
    open_breaks: int

    @property
    def difference_fen(self) -> int | None:
        """Bank less books; None without a statement of the day."""
        return None if self.bank_fen is None else self.bank_fen - self.ledger_fen

    @property
    def agrees(self) -> bool:
        """Whether the bank has spoken of this day and says what the books say."""
        return self.difference_fen == 0


@read(Operation.STATEMENT_READ)
async def bank_balances(work: Work, *, on: date) -> list[BankBalance]:
    """Every open account in sight with the bank's balance and the books' at the end of a day."""
    return await balances_at(work, on)


async def balances_at(work: Work, on: date) -> list[BankBalance]:
    """The same for a use case that looks at them before it acts."""
    found = []
    for account in await queries.open_accounts(work.session, work.scope):
        statements = await queries.statements_of(work.session, work.scope, account.id)
        covered = max((one.last_on for one in statements), default=None)
        bank = None
        if covered is not None and statements[0].first_on <= on <= covered:
            moved = await queries.moved_fen(work.session, work.scope, account.id, on)
            bank = statements[0].opening_fen + moved
        ledger = await items.ledger_balance(work.session, account.id, on)
        breaks = await queries.count_unresolved(work.session, work.scope, account.id)
        found.append(BankBalance(account.id, account.account_number, on, bank, ledger, covered, breaks))
    return found
