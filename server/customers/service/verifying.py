"""The worker's side of binding an account: what to ask the bank, and what it answered.

The bank is asked between the two doors, by `server.customers.tasks`.
"""

from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from sqlalchemy import update

from server.customers import queries, sealing
from server.customers.events import AccountVerified
from server.customers.models import BankAccount, BankAccountState
from server.customers.service.lookup import clear_identity
from server.identity.guard import use_case
from server.identity.operations import Operation
from server.kit.data_keys import data_key
from server.kit.errors import NotFound
from server.kit.ports import AccountCheck
from server.kit.work import Work

BACK_OFF_SECONDS = 5
BACK_OFF_SECONDS_MAX = 3600
CHECKS_MAX = 30
SILENT = "bank_silent"


@dataclass(frozen=True)
class FourElements:
    """What the bank compares. In memory only."""

    account: str = field(repr=False)
    name: str = field(repr=False)
    id_number: str = field(repr=False)
    phone: str = field(repr=False)
    version: int


@use_case(Operation.ACCOUNT_VERIFY, keyed=False)
async def account_to_verify(work: Work, *, account_id: UUID) -> FourElements | None:
    """What to ask the bank about a pending account; None when there is nothing to ask any more. Raises NotFound."""
    account = await _account(work, account_id)
    if account.state is not BankAccountState.PENDING:
        return None
    identity = await clear_identity(work, account.customer_id)
    number, phone = sealing.opened_account(await data_key(work, account.customer_id), account)
    work.touch("bank_account", account_id)
    return FourElements(number, identity.name, identity.id_number, phone, account.version)


@use_case(Operation.ACCOUNT_VERIFY, keyed=False)
async def settle_account(
    work: Work, *, account_id: UUID, expected_version: int, check: AccountCheck
) -> BankAccountState:
    """Take the bank's answer: verified, failed, or asked again later with growing pauses when it was silent.

    An answer about an older binding changes nothing. Raises NotFound.
    """
    account = await _account(work, account_id)
    if account.state is not BankAccountState.PENDING or account.version != expected_version:
        return account.state
    state = _state(account, check)
    change = update(BankAccount).where(BankAccount.customer_id == account.customer_id, BankAccount.id == account_id)
    settled = {"state": state, "checks": account.checks + 1}
    if state is BankAccountState.VERIFIED:
        settled |= {"verified_at": work.now, "version": account.version + 1}
        work.record(AccountVerified(account.customer_id, account_id))
    elif state is BankAccountState.FAILED:
        settled |= {"reason": check.reason or SILENT, "version": account.version + 1}
    else:
        _ask_again(work, account)
    await work.session.execute(change.values(**settled))
    work.touch("bank_account", account_id, state=state)
    return state


def _state(account: BankAccount, check: AccountCheck) -> BankAccountState:
    if check.matches is None:
        return BankAccountState.FAILED if account.checks + 1 >= CHECKS_MAX else BankAccountState.PENDING
    return BankAccountState.VERIFIED if check.matches else BankAccountState.FAILED


def _ask_again(work: Work, account: BankAccount) -> None:
    pause = min(BACK_OFF_SECONDS * 2**account.checks, BACK_OFF_SECONDS_MAX)
    work.defer(
        "verify_account",
        lock=f"account:{account.id}",
        at=work.now + timedelta(seconds=pause),
        customer_id=account.customer_id,
        account_id=account.id,
    )


async def _account(work: Work, account_id: UUID) -> BankAccount:
    account = await queries.account_by_id(work.session, work.scope, account_id, lock=True)
    if account is None:
        raise NotFound(field="accountId")
    return account
