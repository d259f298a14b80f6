"""Writing what an act has come to: the loan's row, its instalments, how payments are shared out, its newest plan."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, insert, update

from server.kit.work import Work
from server.ledger.rules import Parts
from server.loans import queries
from server.loans.booking import book_resharing, take_back
from server.loans.closing.models import LoanStanding
from server.loans.journal.adding import add_plan
from server.loans.journal.models import LoanAct, Resharing
from server.loans.models import Instalment, Loan, Repayment, RepaymentSplit
from server.loans.rules import LoanState
from server.loans.standing import (
    PART_COLUMNS,
    PLANNED,
    parts_in,
    parts_of,
    split_values,
    values_of,
)
from server.terms.running.model import Effect, Line, Standing

Splits = Mapping[UUID, Mapping[int, dict[str, int]]]
"""By repayment and number of the instalment: what goes where."""


def moved(work: Work, loan: Loan, standing: Standing) -> dict[str, Any]:
    """Columns of the loan's row as its standing has them after one more act."""
    state = LoanState.CLOSED if standing.is_settled else LoanState.ACTIVE
    if standing.written_off_on is not None:
        state = LoanState.WRITTEN_OFF
    return {
        "state": state,
        "outstanding_fen": standing.outstanding_fen,
        "next_due_on": standing.next_due_on if state is LoanState.ACTIVE else None,
        "closed_on": (loan.closed_on or work.today) if state is LoanState.CLOSED else None,
        "excess_fen": standing.excess_fen,
        "written_off_on": standing.written_off_on,
        "written_off_fen": standing.open_principal_fen if standing.written_off_on else 0,
        "rate_annual": standing.rate_annual,
        "penalty_rate": standing.penalty_rate,
        "version": loan.version + 1,
        "acts": loan.acts + 1,
    }


def bring_loan(loan: Loan, columns: Mapping[str, Any]) -> None:
    """Bring the loan's row to these columns but `acts`, which moves with the act. Nothing is written yet."""
    for name, value in columns.items():
        if name != "acts":
            setattr(loan, name, value)


async def write_payment(work: Work, loan: Loan, act: LoanAct, effect: Effect, reference: str) -> None:
    """Write the money that came in by an act."""
    shared = parts_of(effect)
    repayment = Repayment(
        customer_id=loan.customer_id,
        id=act.id,
        branch_id=loan.branch_id,
        officer_id=loan.officer_id,
        loan_id=loan.id,
        amount_fen=act.amount_fen,
        paid_on=act.value_on,
        reference=reference,
        **{each.name: getattr(shared, each.name) for each in fields(Parts)},
        funding_account_id=loan.funding_account_id,
        recorded_by=act.recorded_by,
        recorded_at=act.recorded_at,
    )
    work.session.add(repayment)
    await work.session.flush()


async def write_replayed(
    work: Work, loan: Loan, act: LoanAct, standing: Standing, effects: Mapping[UUID, Effect]
) -> None:
    """Write a whole loan that was replayed. `effects` are those of all payments that count, by repayment."""
    rows = await queries.instalments_of(work.session, work.scope, loan)
    stored: dict[UUID, dict[int, dict[str, int]]] = defaultdict(dict)
    numbers = {row.id: row.number for row in rows}
    for split in await queries.splits_of(work.session, work.scope, loan):
        parts = {name: getattr(split, name) for name in PART_COLUMNS}
        stored[split.repayment_id][numbers[split.instalment_id]] = parts
    wanted = {repayment_id: split_values(effect) for repayment_id, effect in effects.items()}
    changed = [each for each in {*stored, *wanted} if stored.get(each, {}) != wanted.get(each, {})]
    await _delete_splits(work, loan, changed)
    rows, laid_down = await _write_rows(work, loan, rows, standing.lines)
    await _insert_splits(work, loan, rows, {each: wanted[each] for each in sorted(changed) if each in wanted})
    if laid_down:
        await add_plan(work, loan, act.id, [_planned(line) for line in standing.lines])
    await _reshare(work, loan, act, effects)


async def take_back_payment(work: Work, act: LoanAct, repayment: Repayment) -> None:
    """Mark a payment as reversed by an act, and mirror what sharing it out anew has booked since."""
    repayment.reversed_by = act.id
    for resharing_id in await queries.resharings_of(work.session, work.scope, repayment):
        await take_back(work, repayment.customer_id, resharing_id, by=resharing_id)
    await work.session.flush()


async def look_again(work: Work, loan: Loan) -> None:
    """The end of the day looks at this loan once more, though it has ended before."""
    own = update(LoanStanding).where(LoanStanding.customer_id == loan.customer_id, LoanStanding.id == loan.id)
    await work.session.execute(own.where(LoanStanding.done).values(done=False))


async def _write_rows(
    work: Work, loan: Loan, rows: Sequence[Instalment], lines: Iterable[Line]
) -> tuple[list[Instalment], bool]:
    """Change, add and remove instalments; the rows that there are now, and whether the plan is another one."""
    by_number = {row.number: row for row in rows}
    kept, new, laid_down = [], [], False
    for line in lines:
        row = by_number.pop(line.number, None)
        if row is None:
            new.append(_new_row(work, loan, line))
            continue
        laid_down |= any(getattr(row, name) != getattr(line, name) for name in PLANNED)
        _bring_row(row, line)
        kept.append(row)
    await work.session.flush()
    if by_number:
        gone = func.any([row.id for row in by_number.values()])
        own = delete(Instalment).where(Instalment.customer_id == loan.customer_id, Instalment.id == gone)
        await work.session.execute(own.execution_options(synchronize_session=False))
    work.session.add_all(new)
    await work.session.flush()
    return kept + new, laid_down or bool(by_number) or bool(new)


def _new_row(work: Work, loan: Loan, line: Line) -> Instalment:
    return Instalment(
        customer_id=loan.customer_id,
        id=work.new_id(),
        branch_id=loan.branch_id,
        officer_id=loan.officer_id,
        loan_id=loan.id,
        **values_of(line),
    )


def _bring_row(row: Instalment, line: Line) -> None:
    for name, value in values_of(line).items():
        if getattr(row, name) != value:
            setattr(row, name, value)


def _planned(line: Line) -> dict[str, Any]:
    return {name: getattr(line, name) for name in (*PLANNED[:-1], "fee_fen", PLANNED[-1])}


async def _delete_splits(work: Work, loan: Loan, repayment_ids: Sequence[UUID]) -> None:
    if not repayment_ids:
        return
    own = delete(RepaymentSplit).where(
        RepaymentSplit.customer_id == loan.customer_id, RepaymentSplit.repayment_id == func.any(list(repayment_ids))
    )
    await work.session.execute(own.execution_options(synchronize_session=False))


async def _insert_splits(work: Work, loan: Loan, rows: Iterable[Instalment], wanted: Splits) -> None:
    ids = {row.number: row.id for row in rows}
    own = {"customer_id": loan.customer_id, "branch_id": loan.branch_id, "officer_id": loan.officer_id}
    new = [
        {**own, **parts, "id": work.new_id(), "repayment_id": repayment_id, "instalment_id": ids[number]}
        for repayment_id, shared in wanted.items()
        for number, parts in shared.items()
    ]
    if new:
        await work.session.execute(insert(RepaymentSplit), new)


async def _reshare(work: Work, loan: Loan, act: LoanAct, effects: Mapping[UUID, Effect]) -> None:
    """Earlier payments that are shared out otherwise now: what they were and are, and the entry of the difference."""
    for repayment in await queries.repayments_of(work.session, work.scope, loan):
        before, after = parts_in(repayment), parts_of(effects[repayment.id])
        if repayment.id == act.id or before == after:
            continue
        resharing = Resharing(
            customer_id=loan.customer_id,
            id=work.new_id(),
            branch_id=loan.branch_id,
            officer_id=loan.officer_id,
            loan_id=loan.id,
            act_id=act.id,
            repayment_id=repayment.id,
            **{f"before_{each.name}": getattr(before, each.name) for each in fields(Parts)},
            **{f"after_{each.name}": getattr(after, each.name) for each in fields(Parts)},
            recorded_at=work.now,
        )
        work.session.add(resharing)
        for each in fields(Parts):
            setattr(repayment, each.name, getattr(after, each.name))
        await work.session.flush()
        await book_resharing(work, loan, resharing, repayment, (before, after))
