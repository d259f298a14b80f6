"""The lender's own accounts: open, allot, and the hold that an order on the way has on them."""

from uuid import UUID

from sqlalchemy import insert, update
from sqlalchemy.dialects.postgresql import insert as insert_or_not

from server.custody import queries
from server.custody.errors import (
    FundingAmountRefused,
    FundingReferenceMissing,
    FundingReferenceUsed,
    FundsInsufficient,
    NoFundingAccount,
)
from server.custody.events import FundsAllotted, PaymentFailed, PaymentSettled
from server.custody.models import FundingAccount, FundingAllotment, FundingHold, FundingState
from server.identity.guard import use_case
from server.identity.operations import Operation
from server.identity.queries import region_of
from server.kit.errors import NotFound
from server.kit.money import LIMIT_FEN
from server.kit.work import Work

REFERENCE_LENGTH_MAX = 64


@use_case(Operation.LENDER_SET)
async def allot_funds(work: Work, *, funding_account_id: UUID, amount_fen: int, reference: str) -> UUID:
    """Put money at a funding account's disposal: amount in fen, reference of the paper. Returns the allotment.

    Refuses with NotFound, custody.funding_amount_refused, custody.funding_reference_missing or
    custody.funding_reference_used.
    """
    paper = reference.strip()
    if not paper or len(paper) > REFERENCE_LENGTH_MAX:
        raise FundingReferenceMissing(field="reference")
    if not 0 < amount_fen <= LIMIT_FEN:
        raise FundingAmountRefused(field="amount")
    account = await queries.funding_account(work.session, work.scope, funding_account_id)
    if account is None:
        raise NotFound(field="fundingAccountId")
    allotment_id = work.new_id()
    row = {"id": allotment_id, "funding_account_id": account.id, "branch_id": account.branch_id}
    entered = (
        insert_or_not(FundingAllotment)
        .values(**row, amount_fen=amount_fen, reference=paper, allotted_by=work.actor.id, allotted_at=work.now)
        .on_conflict_do_nothing()
        .returning(FundingAllotment.id)
    )
    if (await work.session.execute(entered)).scalar_one_or_none() is None:
        raise FundingReferenceUsed(field="reference")
    raised = update(FundingHold).where(FundingHold.id == account.id)
    await work.session.execute(raised.values(allotted_fen=FundingHold.allotted_fen + amount_fen))
    work.touch("funding_account", account.id, allotted_fen=amount_fen)
    work.record(FundsAllotted(allotment_id, account.id, account.branch_id, amount_fen))
    return allotment_id


async def open_account(work: Work, *, branch_id: UUID, bank_name: str, account_number: str) -> UUID:
    """Open a funding account with nothing allotted (a building block)."""
    account_id = work.new_id()
    opened = {"bank_name": bank_name, "account_number": account_number, "state": FundingState.OPEN}
    await work.session.execute(
        insert(FundingAccount).values(id=account_id, branch_id=branch_id, **opened, opened_at=work.now)
    )
    nothing = {"allotted_fen": 0, "held_fen": 0, "paid_fen": 0}
    await work.session.execute(insert(FundingHold).values(id=account_id, branch_id=branch_id, **nothing))
    work.touch("funding_account", account_id)
    return account_id


async def account_for(work: Work, branch_id: UUID) -> FundingAccount:
    """The account that pays for a branch: its region's, else headquarters' (a building block).

    Raises NoFundingAccount.
    """
    region_id = await region_of(work.session, branch_id)
    account = await queries.funding_account_for(work.session, work.scope, region_id)
    if account is None:
        raise NoFundingAccount
    return account


async def hold(work: Work, funding_account_id: UUID, amount_fen: int) -> None:
    """Hold money for an order on the way (a building block); rivals wait for each other on the hold row.

    Raises FundsInsufficient, and then nothing is held.
    """
    free = FundingHold.allotted_fen - FundingHold.held_fen - FundingHold.paid_fen
    held = (
        update(FundingHold)
        .where(FundingHold.id == funding_account_id, free >= amount_fen)
        .values(held_fen=FundingHold.held_fen + amount_fen)
        .returning(FundingHold.id)
    )
    if (await work.session.execute(held)).scalar_one_or_none() is None:
        raise FundsInsufficient


async def on_payment_settled(work: Work, event: PaymentSettled) -> None:
    """What was held is paid."""
    paid = update(FundingHold).where(FundingHold.id == event.funding_account_id)
    await work.session.execute(
        paid.values(held_fen=FundingHold.held_fen - event.amount_fen, paid_fen=FundingHold.paid_fen + event.amount_fen)
    )


async def on_payment_failed(work: Work, event: PaymentFailed) -> None:
    """What was held is free again."""
    freed = update(FundingHold).where(FundingHold.id == event.funding_account_id)
    await work.session.execute(freed.values(held_fen=FundingHold.held_fen - event.amount_fen))
