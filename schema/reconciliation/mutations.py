"""Root fields that import statements and work off breaks."""

from typing import Any
from uuid import UUID

import strawberry

from schema.kit import ids
from schema.kit.context import Info
from schema.kit.fields import described, mutation
from schema.reading.descriptions import by_row_id
from schema.reading.read_back import ReadBack
from schema.reconciliation import inputs
from schema.reconciliation.views import BankStatement, StatementBreak
from server.kit.errors import Invalid
from server.reconciliation import by_hand, importing, intake, resolving, running


@strawberry.type(description="The statement, and what was found in its account.")
class StatementPayload:
    """Answer of importStatement and fetchStatement."""

    statement: BankStatement = described("The statement; the same one again is the same statement.")
    matched_lines: int = described("How many lines this run has matched.")
    open_breaks: int = described("How many breaks of the account are open after it.")


@strawberry.type(description="What a run over an account has found.")
class ReconciledPayload:
    """Answer of reconcileAccount."""

    matched_lines: int = described("How many lines this run has matched.")
    open_breaks: int = described("How many breaks of the account are open after it.")


@strawberry.type(description="The break after the change.")
class BreakPayload:
    """Answer of mutations on breaks."""

    break_: StatementBreak = strawberry.field(name="break", description="As it stands now.")


@strawberry.type(description="What was matched.")
class MatchedPayload:
    """Answer of matchByHand."""

    matched_lines: int = described("How many lines.")


@strawberry.type(description="Who paid, in clear, once.")
class PartyPayload:
    """Answer of revealStatementLine."""

    account: str = described("The other side's account.")
    name: str = described("The other side's name.")
    remark: str = described("What the sender wrote.")


@strawberry.type
class ReconciliationMutation:
    """Part of the root mutation."""

    @mutation(importing.enter_statement)
    async def import_statement(self, info: Info, input: inputs.ImportStatementInput) -> StatementPayload:
        caller = info.context.keyed(input.idempotency_key)
        file_id = ids.decode_as("StatementFile", input.file_id, "fileId")
        return _imported(await intake.import_file(caller, file_id=file_id))

    @mutation(intake.account_number)
    async def fetch_statement(self, info: Info, input: inputs.FetchStatementInput) -> StatementPayload:
        caller = info.context.keyed(input.idempotency_key)
        account_id = _account_id(input.account_id)
        return _imported(await intake.fetch(caller, funding_account_id=account_id, day=input.day))

    @mutation(running.reconcile_account)
    async def reconcile_account(self, info: Info, input: inputs.ReconcileAccountInput) -> ReconciledPayload:
        account_id = _account_id(input.account_id)
        caller = info.context.keyed(input.idempotency_key)
        run = await running.reconcile_account(caller, funding_account_id=account_id)
        return ReconciledPayload(matched_lines=run.matched_lines, open_breaks=run.open_breaks)

    @mutation(resolving.take_break)
    async def take_break(self, info: Info, input: inputs.TakeBreakInput) -> BreakPayload:
        back = ReadBack(info, _break)
        caller = back.caller(input.idempotency_key)
        return back.answer(await resolving.take_break(caller, break_id=_break_id(input.break_id)))

    @mutation(resolving.resolve_break)
    async def resolve_break(self, info: Info, input: inputs.ResolveBreakInput) -> BreakPayload:
        back = ReadBack(info, _break)
        outcome = await resolving.resolve_break(
            back.caller(input.idempotency_key),
            break_id=_break_id(input.break_id),
            resolution=input.resolution,
            note=input.note,
            expected_version=input.expected_version,
        )
        return back.answer(outcome)

    @mutation(resolving.agree_to_break)
    async def agree_to_break(self, info: Info, input: inputs.AgreeToBreakInput) -> BreakPayload:
        back = ReadBack(info, _break)
        outcome = await resolving.agree_to_break(
            back.caller(input.idempotency_key),
            break_id=_break_id(input.break_id),
            expected_version=input.expected_version,
        )
        return back.answer(outcome)

    @mutation(resolving.refuse_break)
    async def refuse_break(self, info: Info, input: inputs.RefuseBreakInput) -> BreakPayload:
        back = ReadBack(info, _break)
        outcome = await resolving.refuse_break(
            back.caller(input.idempotency_key),
            break_id=_break_id(input.break_id),
            note=input.note,
            expected_version=input.expected_version,
        )
        return back.answer(outcome)

    @mutation(resolving.confirm_repayment)
    async def confirm_repayment(self, info: Info, input: inputs.ConfirmRepaymentInput) -> BreakPayload:
        back = ReadBack(info, _break)
        outcome = await resolving.confirm_repayment(
            back.caller(input.idempotency_key),
            break_id=_break_id(input.break_id),
            loan_id=ids.decode_as("Loan", input.loan_id, "loanId") if input.loan_id else None,
        )
        return back.answer(outcome)

    @mutation(by_hand.match_by_hand)
    async def match_by_hand(self, info: Info, input: inputs.MatchByHandInput) -> MatchedPayload:
        matched = await by_hand.match_by_hand(
            info.context.keyed(input.idempotency_key),
            line_ids=tuple(ids.decode_as("StatementLine", one, "lineIds") for one in input.line_ids),
            break_ids=tuple(ids.decode_as("StatementBreak", one, "breakIds") for one in input.break_ids),
            note=input.note,
        )
        return MatchedPayload(matched_lines=matched)

    @mutation(by_hand.reveal_line)
    async def reveal_statement_line(self, info: Info, input: inputs.RevealStatementLineInput) -> PartyPayload:
        line_id = ids.decode_as("StatementLine", input.line_id, "lineId")
        clear = await by_hand.reveal_line(info.context.caller, line_id=line_id, reason=input.reason)
        return PartyPayload(account=clear["account"], name=clear["name"], remark=clear["remark"])


def _account_id(text: str) -> UUID:
    """The row of a funding account, by whichever of its two views it was seen. Raises Invalid."""
    found = ids.decode(text, "accountId")
    if found.kind not in {"FundingAccount", "ReconciledAccount"}:
        raise Invalid(field="accountId", reason="FundingAccount id")
    return found.id


def _imported(told: intake.Imported) -> StatementPayload:
    return StatementPayload(
        statement=by_row_id(told.statement_id), matched_lines=told.run.matched_lines, open_breaks=told.run.open_breaks
    )


def _break(break_id: UUID) -> BreakPayload:
    return BreakPayload(break_=by_row_id(break_id))


def _break_id(text: Any) -> UUID:
    return ids.decode_as("StatementBreak", text, "breakId")
