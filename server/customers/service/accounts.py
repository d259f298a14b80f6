"""Accounts of the customer's own. Money goes to a verified one only."""

from uuid import UUID

from sqlalchemy import insert, update

from server.customers import queries, rules, sealing
from server.customers.errors import AccountBound
from server.customers.models import BankAccount, BankAccountState, Customer
from server.customers.service.consents import BANK_ACCOUNT, note_consent
from server.customers.service.lookup import registered
from server.identity.guard import use_case
from server.identity.operations import Operation
from server.kit import crypto
from server.kit.data_keys import data_key
from server.kit.errors import NotFound
from server.kit.work import Work


@use_case(Operation.CUSTOMER_AMEND)
async def bind_account(
    work: Work, *, customer_id: UUID, account: str, bank_name: str, phone: str, separate_consent: bool = False
) -> UUID:
    """Bind a bank account; the bank then checks name, number, account and phone (four elements).

    The account is pending until the bank has answered. One that failed may be bound again with another phone. With
    `separate_consent` it is noted that he agrees, by itself, that the account is held (PI-02): a person's account
    without it is found by the nightly sweep.

    Raises NotFound, NotRegistered, AccountUnsound, PhoneUnsound, AccountBound.
    """
    number, bank, bank_phone = rules.sound_account(account), rules.sound_bank(bank_name), rules.sound_phone(phone)
    customer = await registered(work, customer_id, lock=True)
    index = crypto.blind_index(work.ports.master_key, "account", number)
    known = await queries.account_by_number(work.session, work.scope, customer_id, index)
    if known is not None and known.state is not BankAccountState.FAILED:
        raise AccountBound(field="account")
    account_id = known.id if known else work.new_id()
    key = await data_key(work, customer_id)
    sealed = sealing.account_columns(work.ports.master_key, key, account_id, number, bank_phone)
    if known:
        await _bind_again(work, known, sealed, bank)
    else:
        await _bind(work, customer, account_id, sealed, bank)
    if separate_consent:
        await note_consent(work, customer, BANK_ACCOUNT)
    work.touch("customer", customer_id)
    work.touch("bank_account", account_id, last4=sealed["number_last4"])
    work.defer("verify_account", lock=f"account:{account_id}", customer_id=customer_id, account_id=account_id)
    return account_id


async def _bind(work: Work, customer: Customer, account_id: UUID, sealed: dict[str, object], bank: str) -> None:
    await work.session.execute(
        insert(BankAccount).values(
            customer_id=customer.id,
            id=account_id,
            branch_id=customer.branch_id,
            officer_id=customer.officer_id,
            bank_name=bank,
            state=BankAccountState.PENDING,
            checks=0,
            bound_at=work.now,
            version=1,
            **sealed,
        )
    )


async def _bind_again(work: Work, known: BankAccount, sealed: dict[str, object], bank: str) -> None:
    change = update(BankAccount).where(BankAccount.customer_id == known.customer_id, BankAccount.id == known.id)
    fresh = {"state": BankAccountState.PENDING, "reason": None, "checks": 0, "bound_at": work.now}
    await work.session.execute(change.values(**sealed, **fresh, bank_name=bank, version=known.version + 1))


async def verified_account(work: Work, customer_id: UUID) -> BankAccount | None:
    """The account that money may go to: the one verified last, or None."""
    return await queries.verified_account(work.session, work.scope, customer_id)


async def clear_account(work: Work, account_id: UUID) -> str:
    """The clear number of an account, for a payment order: never stored, never logged. Raises NotFound."""
    account = await queries.account_by_id(work.session, work.scope, account_id)
    if account is None:
        raise NotFound(field="accountId")
    number, _ = sealing.opened_account(await data_key(work, account.customer_id), account)
    return number
