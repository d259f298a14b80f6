"""What adapters call: bytes in, a matched statement out. Doors around what happens outside the database.

A file is kept before anybody judges it, so a refused one can be looked at; a refusal leaves its code beside the file
and changes nothing else.
"""

import asyncio
import hashlib
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from server.identity.guard import read
from server.identity.operations import Operation
from server.kit.clock import business_date
from server.kit.errors import DomainError, Invalid, NotFound
from server.kit.work import Caller, Work
from server.reconciliation import queries
from server.reconciliation.errors import BankSilent, StatementLost, StatementTooLarge, StatementUnreadable
from server.reconciliation.formats import reading
from server.reconciliation.importing import Parsed, enter_statement, keep_file, may_import, refuse_file
from server.reconciliation.models import StatementSource
from server.reconciliation.proofs import proofread
from server.reconciliation.running import Run, reconcile_account
from server.reconciliation.sealing import open_file, seal_file


@dataclass(frozen=True)
class Imported:
    """The statement, and what became of its lines."""

    statement_id: UUID
    run: Run


async def keep(caller: Caller, data: bytes, source: StatementSource = StatementSource.FILE) -> UUID:
    """Keep a file as it came; returns its id. Raises Denied, StatementUnreadable (empty), StatementTooLarge."""
    await may_import(caller)
    if not data:
        raise StatementUnreadable(field="file", reason="empty")
    if len(data) > reading.BYTES_MAX:
        raise StatementTooLarge(field="file", limit_bytes=reading.BYTES_MAX)
    sealed = await asyncio.to_thread(seal_file, caller.house.ports.master_key, data)
    digest = await caller.house.ports.storage.put(sealed)
    content = hashlib.sha256(data).hexdigest()
    return await keep_file(caller, digest=digest, content_digest=content, size_bytes=len(data), source=source)


async def import_file(
    caller: Caller,
    *,
    file_id: UUID,
    funding_account_id: UUID | None = None,
    source: StatementSource = StatementSource.FILE,
) -> Imported:
    """Import a kept file and match its account. The caller carries the request key.

    Raises what `enter_statement`, the readers and the proofs raise, each with its code; the code stays with the file.
    """
    digest = await may_import(caller, file_id=file_id)
    if digest is None:
        raise NotFound(field="fileId")
    try:
        sealed = await caller.house.ports.storage.get(digest)
    except KeyError as error:
        raise StatementLost(field="fileId") from error
    try:
        parsed = await asyncio.to_thread(_parsed, caller, sealed)
        statement_id = await enter_statement(
            caller, file_id=file_id, parsed=parsed, source=source, funding_account_id=funding_account_id
        )
    except Invalid as error:
        await refuse_file(caller, file_id=file_id, code=error.code)
        raise
    except DomainError as error:
        if error.code.startswith("statement."):
            await refuse_file(caller, file_id=file_id, code=error.code)
        raise
    account_id = await account_of(caller, statement_id=statement_id)
    return Imported(statement_id, await reconcile_account(caller, funding_account_id=account_id))


def _parsed(caller: Caller, sealed: bytes) -> Parsed:
    house = caller.house
    statement = reading.read(open_file(house.ports.master_key, sealed))
    proofread(statement, business_date(house.ports.clock.now(), house.settings.cut_off_hour))
    return Parsed(statement)


async def fetch(caller: Caller, *, funding_account_id: UUID, day: date) -> Imported:
    """Ask the bank for a day's statement of an account and import it. Raises NotFound, BankSilent, as above."""
    number = await account_number(caller, funding_account_id=funding_account_id)
    data = await caller.house.ports.bank.statement(account=number, day=day)
    if data is None:
        raise BankSilent(field="day")
    file_id = await keep(caller, data, StatementSource.BANK)
    return await import_file(
        caller, file_id=file_id, funding_account_id=funding_account_id, source=StatementSource.BANK
    )


@read(Operation.STATEMENT_IMPORT)
async def account_number(work: Work, *, funding_account_id: UUID) -> str:
    """The number under which the bank knows an account of the lender's. Raises NotFound."""
    accounts = await queries.open_accounts(work.session, work.scope)
    found = next((one.account_number for one in accounts if one.id == funding_account_id), None)
    if found is None:
        raise NotFound(field="fundingAccountId")
    return found


@read(Operation.STATEMENT_READ)
async def account_of(work: Work, *, statement_id: UUID) -> UUID:
    """Whose a statement is. Raises NotFound."""
    found = await queries.account_of_statement(work.session, work.scope, statement_id)
    if found is None:
        raise NotFound(field="statementId")
    return found
