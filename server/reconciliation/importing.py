"""A file becomes a statement with its lines, once."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy import insert, update

from server.custody.models import FundingAccount
from server.identity import queries as identity
from server.identity.guard import read, use_case
from server.identity.operations import Operation
from server.kit.errors import NotFound
from server.kit.work import Work
from server.reconciliation import queries, rules
from server.reconciliation.errors import AccountUnknown, Contradicted, DoesNotFollow
from server.reconciliation.formats.model import ReadLine, ReadStatement
from server.reconciliation.models import BankStatement, StatementFile, StatementLine, StatementSource
from server.reconciliation.sealing import Sealer

ONE_DAY = timedelta(days=1)
ROWS_AT_ONCE = 1_000


class Parsed:
    """A statement as an argument of a door: its request key is bound to the content hash instead of all its lines."""

    def __init__(self, statement: ReadStatement) -> None:
        self.statement = statement
        ends = (statement.opening_fen, statement.closing_fen)
        self.content_hash = rules.content_hash(statement.first_on, statement.last_on, ends, statement.lines)

    def __str__(self) -> str:
        return f"{self.statement.account}:{self.content_hash.hex()}"


@read(Operation.STATEMENT_IMPORT)
async def may_import(work: Work, *, file_id: UUID | None = None) -> str | None:
    """Ask for the right before anything is stored; with a file, where in the store it lies. Raises NotFound."""
    if file_id is None:
        return None
    file = await queries.file_by_id(work.session, work.scope, file_id)
    if file is None:
        raise NotFound(field="fileId")
    return file.digest


@use_case(Operation.STATEMENT_IMPORT, keyed=False)
async def keep_file(work: Work, *, digest: str, content_digest: str, size_bytes: int, source: StatementSource) -> UUID:
    """Keep a file that lies in the store already, before anybody has read it; returns its id."""
    file_id = work.new_id()
    row = {"id": file_id, "branch_id": work.actor.branch_id or await identity.headquarters(work.session)}
    told = {"digest": digest, "content_digest": content_digest, "size_bytes": size_bytes, "source": source}
    await work.session.execute(
        insert(StatementFile).values(**row, **told, received_by=work.actor.id, received_at=work.now)
    )
    work.touch("statement_file", file_id, content=content_digest)
    return file_id


@use_case(Operation.STATEMENT_IMPORT, keyed=False)
async def refuse_file(work: Work, *, file_id: UUID, code: str) -> None:
    """Note for which refusal a file was not imported: it is kept, and nothing else has changed."""
    await work.session.execute(
        update(StatementFile)
        .where(StatementFile.id == file_id, StatementFile.statement_id.is_(None))
        .values(refusal=code)
    )
    work.touch("statement_file", file_id, refusal=code)


@use_case(Operation.STATEMENT_IMPORT)
async def enter_statement(
    work: Work, *, file_id: UUID, parsed: Parsed, source: StatementSource, funding_account_id: UUID | None = None
) -> UUID:
    """Enter a statement that adds up, with the lines that are new; the same one again is the same statement.

    Refuses with NotFound, statement.account_unknown (none of the lender's in sight, or not the one that was asked),
    statement.contradicted (an imported line of these days is missing or differs), statement.does_not_follow (its
    balances do not meet those before or after).
    """
    told = parsed.statement
    account = await queries.account_by_number(work.session, work.scope, told.account)
    if account is None or funding_account_id not in {None, account.id}:
        raise AccountUnknown(field="file")
    await queries.account_for_update(work.session, work.scope, account.id)
    known = await queries.same_statement(work.session, work.scope, account.id, parsed.content_hash)
    if known is None:
        known = await _enter(work, account, file_id, parsed, source)
    file = update(StatementFile).where(StatementFile.id == file_id, StatementFile.statement_id.is_(None))
    await work.session.execute(file.values(statement_id=known.id, refusal=None))
    work.touch("bank_statement", known.id, lines=known.line_count, new_lines=known.new_lines)
    return known.id


async def _enter(
    work: Work, account: FundingAccount, file_id: UUID, parsed: Parsed, source: StatementSource
) -> BankStatement:
    told = parsed.statement
    fresh = await _new_lines(work, account, told)
    await _check_neighbours(work, account, told)
    statement = BankStatement(
        id=work.new_id(),
        branch_id=account.branch_id,
        funding_account_id=account.id,
        file_id=file_id,
        source=source,
        form=told.form,
        bank_id=told.bank_id,
        first_on=told.first_on,
        last_on=told.last_on,
        opening_fen=told.opening_fen,
        closing_fen=told.closing_fen,
        line_count=len(told.lines),
        new_lines=len(fresh),
        content_hash=parsed.content_hash,
        imported_by=work.actor.id,
        imported_at=work.now,
    )
    work.session.add(statement)
    await work.session.flush()
    await _write_lines(work, statement, fresh)
    return statement


async def _new_lines(work: Work, account: FundingAccount, told: ReadStatement) -> list[tuple[int, ReadLine]]:
    """Lines that no earlier statement has brought, with their positions. Raises Contradicted."""
    known = await queries.known_lines(work.session, work.scope, account.id, (told.first_on, told.last_on))
    fresh = []
    for position, line in enumerate(told.lines, 1):
        before = known.pop(line.reference, None)
        if before is None:
            fresh.append((position, line))
        elif before != (line.booked_on, line.amount_fen):
            raise Contradicted(field="file")
    if known:
        raise Contradicted(field="file")
    return fresh


async def _check_neighbours(work: Work, account: FundingAccount, told: ReadStatement) -> None:
    """The balances meet those of the statements before and after, over days without a statement as well.

    Raises DoesNotFollow.
    """
    statements = await queries.statements_of(work.session, work.scope, account.id)
    if not statements:
        return
    first = statements[0]
    if told.first_on < first.first_on:
        earlier = sum(line.amount_fen for line in told.lines if line.booked_on < first.first_on)
        meets = told.opening_fen + earlier == first.opening_fen
    else:
        moved = await queries.moved_fen(work.session, work.scope, account.id, told.first_on - ONE_DAY)
        meets = first.opening_fen + moved == told.opening_fen
    following = next((one for one in statements if one.first_on > told.last_on), None)
    if not meets or (following is not None and following.opening_fen != told.closing_fen):
        raise DoesNotFollow(field="file")


async def _write_lines(work: Work, statement: BankStatement, fresh: Sequence[tuple[int, ReadLine]]) -> None:
    sealer = Sealer(work.ports.master_key)
    own = {
        "branch_id": statement.branch_id,
        "funding_account_id": statement.funding_account_id,
        "statement_id": statement.id,
        "state": rules.LineState.OPEN,
    }
    for start in range(0, len(fresh), ROWS_AT_ONCE):
        rows = []
        for position, line in fresh[start : start + ROWS_AT_ONCE]:
            line_id = work.new_id()
            rows.append(
                {
                    **own,
                    **sealer.columns(line_id, line),
                    "id": line_id,
                    "position": position,
                    "reference": line.reference,
                    "transaction": line.transaction,
                    "order_number": line.order_number,
                    "numbers": rules.numbers_in(line.order_number, line.remark, line.transaction),
                    "booked_on": line.booked_on,
                    "value_on": line.value_on,
                    "amount_fen": line.amount_fen,
                    "nature": rules.nature_of(line.remark, line.other_account),
                }
            )
        await work.session.execute(insert(StatementLine), rows)
