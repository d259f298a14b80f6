"""The banks of a seeded house know what its books know: statements agree, nothing is left over, days can be closed."""

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from server.custody.cash.models import Till
from server.custody.debits.models import DebitMandate
from server.custody.models import FundingAccount
from server.identity import catalogue as posts
from server.kit.clock import clock_on
from server.kit.work import House
from server.loans.debiting.making import make_debit_batch
from server.reconciliation.day_end import close_agreed
from server.reconciliation.fetching import balances_of, each_account, fetch_day
from server.seeds.banking import BANK_DAYS
from server.seeds.lender import BY_FILE
from server.seeds.staff import holders, id_of
from server.simulators.bank.client import BankClient
from tests.fixtures.house import SilentBank
from tests.server.seeds.conftest import TODAY, LogIn, Seeded
from tests.server.simulators.bank_process import SECRET, BankProcess

DAYS = (TODAY - timedelta(days=6), TODAY - timedelta(days=2), TODAY - timedelta(days=1))


@pytest.fixture
def simulator(template: Seeded, tmp_path: Path) -> Iterator[BankClient]:
    """A bank that was told of the past, and asked again after a new start."""
    process = BankProcess(tmp_path / "bank", ("--date", TODAY.isoformat()))
    process.data_dir.mkdir()
    with closing(BankClient(process.start().url, SECRET, clock=clock_on(TODAY))) as client:
        assert client.open_accounts(template.past.accounts) == 4
        assert client.history(template.past.transfers) == len(template.past.transfers) > 50
        process.kill()
        process.start()
        yield client
    process.stop()


async def test_statements_of_every_region_agree_with_the_books_and_the_day_is_closed(
    simulator: BankClient, seeded_house: House, bank: SilentBank
) -> None:
    for account in await each_account(seeded_house):
        lines = 0
        for offset in range((DAYS[-1] - DAYS[0]).days + 1):
            day = DAYS[0] + timedelta(days=offset)
            paper = simulator.statement(account.account_number, day, day)
            bank.statements[(account.account_number, day)] = paper
            found = await fetch_day(seeded_house, account.id, day)
            lines += found.run.matched_lines
            assert (found.run.open_breaks, found.run.breaks) == (0, {})
        known = simulator.statement(account.account_number, DAYS[0], DAYS[-1])
        assert lines == known.count(b"<Ntry>")
    for day in DAYS:
        balances = await balances_of(seeded_house, day)
        assert [one.agrees for one in balances] == [True] * 4
    (step,) = await close_agreed(seeded_house, DAYS[-1])
    assert step.business_date == DAYS[-1]


def test_the_memory_of_the_banks_begins_with_money_on_every_account(template: Seeded) -> None:
    assert all(one["balance_fen"] > 0 for one in template.past.accounts)
    assert min(one["at"] for one in template.past.transfers)[:10] >= (TODAY - timedelta(days=BANK_DAYS + 1)).isoformat()


async def test_borrowers_of_the_bank_that_takes_files_may_be_debited_today(owner: AsyncSession, log_in: LogIn) -> None:
    mandates = (await owner.execute(select(func.count()).select_from(DebitMandate))).scalar_one()
    assert mandates >= 3
    finance = await log_in(holders(posts.FINANCE)[0].login)
    west = select(FundingAccount.id).where(FundingAccount.branch_id == id_of(*BY_FILE))
    assert await make_debit_batch(finance, funding_account_id=(await owner.execute(west)).scalar_one(), on=TODAY)


async def test_the_tills_of_yesterday_were_closed_by_a_second_person(owner: AsyncSession) -> None:
    tills = (await owner.execute(select(Till))).scalars().all()
    assert [till.business_date for till in tills] == [TODAY - timedelta(days=1)] * 2
    assert all(till.counted_fen == till.opening_fen > 0 and till.closed_by != till.counted_by for till in tills)
