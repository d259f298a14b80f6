"""What the worker does for customers. The bank is asked between two doors, never inside one."""

from uuid import UUID

from server.customers.service.indexing import index_names
from server.customers.service.verifying import account_to_verify, settle_account
from server.identity.actors import WORKER
from server.kit.work import Caller, House


async def verify_account(house: House, *, customer_id: str, account_id: str) -> None:
    """Ask the bank whether an account is the customer's own. May run any number of times."""
    caller = Caller(house, WORKER, request_id=f"verify_account:{customer_id}")
    wanted = await account_to_verify(caller, account_id=UUID(str(account_id)))
    if wanted is None:
        return
    check = await house.ports.bank.verify_account(
        account=wanted.account, name=wanted.name, id_number=wanted.id_number, phone=wanted.phone
    )
    await settle_account(caller, account_id=UUID(str(account_id)), expected_version=wanted.version, check=check)


async def complete_names(house: House) -> int:
    """Have every name found by its pinyin; answers how many were not yet."""
    caller = Caller(house, WORKER, request_id="names")
    completed = 0
    while page := await index_names(caller):
        completed += page
    return completed
