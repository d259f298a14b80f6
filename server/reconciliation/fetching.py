"""The bank's own statements, day by day: by the clock and by `jiedai reconcile`."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from server.identity.guard import read
from server.identity.operations import Operation
from server.kit.clock import business_date
from server.kit.work import Caller, House, Work
from server.reconciliation import intake, queries
from server.reconciliation.actors import RECONCILER
from server.reconciliation.balances import BankBalance, bank_balances
from server.reconciliation.intake import Imported


@dataclass(frozen=True)
class OwnAccount:
    """An account of the lender's that the bank is asked about."""

    id: UUID
    account_number: str


@read(Operation.STATEMENT_IMPORT)
async def own_accounts(work: Work) -> list[OwnAccount]:
    """The lender's open accounts in sight, by number."""
    found = await queries.open_accounts(work.session, work.scope)
    return [OwnAccount(one.id, one.account_number) for one in found]


async def each_account(house: House) -> list[OwnAccount]:
    """The lender's open accounts."""
    return await own_accounts(_caller(house))


async def fetch_day(house: House, funding_account_id: UUID, day: date) -> Imported:
    """A day's statement of an account, from the bank into the books. Raises as `intake.fetch`."""
    return await intake.fetch(_caller(house), funding_account_id=funding_account_id, day=day)


async def balances_of(house: House, day: date) -> list[BankBalance]:
    """Bank and books beside each other at the end of a day, account by account."""
    return await bank_balances(_caller(house), on=day)


def yesterday(house: House) -> date:
    """The business day before this one."""
    today = business_date(house.ports.clock.now(), house.settings.cut_off_hour)
    return today - timedelta(days=1)


def _caller(house: House) -> Caller:
    return Caller(house, RECONCILER, request_id="reconcile")
