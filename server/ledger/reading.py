"""The guarded read of the books."""

from dataclasses import dataclass
from uuid import UUID

from server.identity.guard import read
from server.identity.operations import Operation
from server.kit.work import Work
from server.ledger import queries
from server.ledger.models import AccountKind


@dataclass(frozen=True)
class AccountBalance:
    """What stands on an account, debit positive. `pool` is principal, interest, fee, penalty or suspense, or None."""

    code: str
    name_zh: str
    name_en: str
    kind: AccountKind
    pool: str | None
    balance_fen: int


@read(Operation.LEDGER_READ)
async def trial_balance(
    work: Work, *, loan_id: UUID | None = None, funding_account_id: UUID | None = None
) -> list[AccountBalance]:
    """Every account of the chart with its balance in fen, of all branches in sight or of one loan or funding account.

    Over whole branches the balances add up to zero. Who sees no whole branch sees empty books.
    """
    balances = await queries.balances(work.session, work.scope, loan_id=loan_id, funding_account_id=funding_account_id)
    return [
        AccountBalance(row.code, row.name_zh, row.name_en, row.kind, row.pool, balances.get(row.code, 0))
        for row in await queries.chart(work.session)
    ]
