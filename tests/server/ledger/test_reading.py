"""The trial balance: complete, balanced, and within sight."""

from uuid import UUID

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from server.identity.models import RoleOperation
from server.kit.errors import Denied
from server.ledger.reading import trial_balance
from server.ledger.rules import Account
from tests.factories.ledger import entry, place, plain, send
from tests.fixtures.house import AsStaff

LINES = ((Account.PRINCIPAL, 500), (Account.SUSPENSE, -20), (Account.BANK, -480))


async def balances(as_staff: AsStaff, login: str, **of: UUID | None) -> dict[str, int]:
    rows = await trial_balance(await as_staff(login), **of)
    assert [row.code for row in rows] == sorted(account.value for account in Account)
    return {row.pool or row.name_en: row.balance_fen for row in rows if row.balance_fen}


async def test_the_trial_balance_adds_up_and_can_be_asked_of_one_loan(as_staff: AsStaff, owner: AsyncSession) -> None:
    one, other = place(), place(branch="west-1")
    await send(owner, [plain(entry(*LINES, at=one)), plain(entry(*LINES, at=other))])
    await owner.commit()
    assert await balances(as_staff, "auditor.hq") == {"principal": 1000, "suspense": -40, "Bank": -960}
    of_one = await balances(as_staff, "finance.hq", loan_id=one.loan_id)
    assert of_one == {"principal": 500, "suspense": -20, "Bank": -480}
    assert (
        await balances(as_staff, "finance.hq", funding_account_id=one.funding_account_id, loan_id=place().loan_id) == {}
    )


@pytest.mark.parametrize("login", ["officer.east1", "manager.east", "admin1.hq"])
async def test_the_books_are_for_finance_and_audit(as_staff: AsStaff, login: str) -> None:
    with pytest.raises(Denied):
        await trial_balance(await as_staff(login))


@pytest.mark.parametrize(
    ("login", "seen"), [("manager.east", 500), ("manager.west", 0), ("branchmanager.east1", 500), ("officer.east1", 0)]
)
async def test_whoever_may_read_the_books_sees_his_own_whole_branches_only(
    as_staff: AsStaff, owner: AsyncSession, login: str, seen: int
) -> None:
    await send(owner, [plain(entry(*LINES))])
    owner.add(RoleOperation(role_code="everyone", operation="ledger:read"))
    await owner.commit()
    assert (await balances(as_staff, login)).get("principal", 0) == seen
