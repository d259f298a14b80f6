"""Views of funding accounts, payments that wait, bank files and their results."""

from datetime import date, datetime
from typing import Any

import strawberry
from sqlalchemy import ColumnElement, and_, literal_column

from schema.identity.views import Branch, Staff
from schema.kit.scalars import Money
from schema.loans.views import Loan
from schema.reading.declarations import column, many, on, one, reads
from schema.reading.nodes import Node
from schema.reading.terms import Terms
from server.custody.files.rules import BatchState, FileKind, LineFault, LineVerdict, ResultState
from server.custody.files.sights import BANK_BATCHES, BANK_RESULT_LINES, BANK_RESULTS
from server.custody.models import FundingState
from server.custody.payout.rules import Channel, PayeeState
from server.custody.payout.sights import ENTRUSTED_PAYEES, FUNDING_ACCOUNTS, FUNDING_HOLDS, OUTGOING
from server.custody.rules import OrderState
from server.kit.ports import PaymentState

strawberry.enum(Channel, name="PaymentChannel", description="Over the bank link, or in files that people carry.")
strawberry.enum(FundingState, description="A closed account pays no more.")
strawberry.enum(PayeeState, description="A recorded payee waits for the second person.")
strawberry.enum(FileKind, name="BankFileKind", description="What a bank file asks of the bank.")
strawberry.enum(BatchState, name="BankBatchState", description="Where a batch stands.")
strawberry.enum(ResultState, name="BankResultState", description="Whether lines of a result are still being taken.")
strawberry.enum(LineVerdict, name="BankLineVerdict", description="What became of a line.")
strawberry.enum(LineFault, name="BankLineFault", description="Why a line is set aside.")
strawberry.enum(PaymentState, name="BankAnswer", description="What the bank says of an order.")

LINES_SHOWN = 200


def _quarantined(_result: Any, line: Any, _terms: Terms) -> ColumnElement[bool]:
    found: ColumnElement[bool] = line.verdict == literal_column(f"'{LineVerdict.QUARANTINED.value}'")
    return found


def _not_done(_result: Any, line: Any, _terms: Terms) -> ColumnElement[bool]:
    taken = line.verdict == literal_column(f"'{LineVerdict.TAKEN.value}'")
    found: ColumnElement[bool] = and_(taken, line.answer == literal_column(f"'{PaymentState.FAILED.value}'"))
    return found


def _free(hold: Any, _terms: Terms) -> ColumnElement[int]:
    free: ColumnElement[int] = hold.allotted_fen - hold.held_fen - hold.paid_fen
    return free


@strawberry.type(description="Money at the disposal of a funding account.")
@reads(FUNDING_HOLDS)
class Funds:
    """View of a hold row."""

    allotted: Money = column("All that was put at its disposal.", "allotted_fen")
    held: Money = column("Held for payments on their way.", "held_fen")
    paid: Money = column("Paid out.", "paid_fen")
    free: Money = column("What may still go out.", _free)


@strawberry.type(description="A bank account of the lender's own.")
@reads(FUNDING_ACCOUNTS)
class FundingAccount(Node):
    """View of a funding account."""

    bank_name: str = column("Name of the bank.")
    account_number: str = column("Its number: the lender's own, in clear.")
    state: FundingState = column("Whether it still pays.")
    channel: Channel = column("How its payments reach the bank.")
    file_profile: str | None = column("How its bank's files look.")
    cut_off_minute: int | None = column(
        "After this minute of the day, in Shanghai, nothing goes out; null at any hour."
    )
    is_bank_partner: bool = column("Whether the money is a bank partner's, whose limits of self-payment hold.")
    funds: Funds = one("What it has at its disposal.", on(id="id"))
    branch: Branch = one("Whose account it is.", on(branch_id="id"))


@strawberry.type(description="A payment of a loan on its way out.")
@reads(OUTGOING)
class OutgoingPayment(Node):
    """View of a payment order for finance."""

    number: str = column("Number, fixed before it was first sent.")
    state: OrderState = column("Where it stands.")
    channel: Channel = column("How it reaches the bank.")
    amount: Money = column("How much.", "amount_fen")
    payee_last4: str = column("Last four digits of the account that is paid.")
    purpose: str = column("What it is for.")
    waits_for_release: bool = column("Whether a second person has to let it go.", "release_wanted")
    created_at: datetime = column("Since when.")
    reason: str | None = column("Why it failed.")
    payee: "EntrustedPayee | None" = one(
        "The supplier who is paid in the borrower's stead.", on(customer_id="customer_id", entrusted_payee_id="id")
    )
    loan: Loan | None = one("Of which loan.", on(customer_id="customer_id", loan_id="id"))
    funding_account: FundingAccount | None = one("From which account.", on(funding_account_id="id"))
    made_by: Staff | None = one("Who paid the loan out.", on(created_by="id"))


@strawberry.type(description="A supplier whom a borrower has the lender pay (entrusted payment).")
@reads(ENTRUSTED_PAYEES)
class EntrustedPayee(Node):
    """View of an entrusted payee: masked."""

    name_masked: str = column("Name with its middle hidden.", "payee_name_masked")
    account_last4: str = column("Last four digits of his account.", "payee_last4")
    bank_name: str = column("His bank.")
    purpose: str = column("What is bought.")
    state: PayeeState = column("Whether a second person has vouched for him.")
    recorded_by: Staff | None = one("Who recorded him.", on(recorded_by="id"))


@strawberry.type(description="Orders that go to a bank in one file.")
@reads(BANK_BATCHES)
class BankBatch(Node):
    """View of a batch."""

    kind: FileKind = column("Payments or debits.")
    number: str = column("Its number.")
    state: BatchState = column("Where it stands.")
    value_on: date = column("For which business day.")
    order_count: int = column("How many orders.")
    total: Money = column("Their sum.", "total_fen")
    file_name: str | None = column("Name of its file; null until it is made.")
    file_digest: str | None = column("SHA-256 of its file: the same for ever.")
    made_at: datetime = column("When it was made.")
    released_at: datetime | None = column("When the second person let it go.")
    version: int = column("Rises with every change.")
    made_by: Staff | None = one("Who made it.", on(made_by="id"))
    released_by: Staff | None = one("The second person.", on(released_by="id"))
    funding_account: FundingAccount | None = one("From or to which account.", on(funding_account_id="id"))


@strawberry.type(description="What a result file says of one order.")
@reads(BANK_RESULT_LINES)
class BankResultLine:
    """View of a line."""

    line: int = column("Which line of the file; beyond its end for what is missing.")
    order_number: str = column("Which order.")
    amount: Money | None = column("Which amount.", "amount_fen")
    answer: PaymentState = column("What the bank says, in our words.")
    code: str = column("The bank's own code.")
    reason: str | None = column("The bank's own words.")
    verdict: LineVerdict = column("What became of the line.")
    fault: LineFault | None = column("Why it is set aside.")
    refusal: str | None = column("Code of the refusal, where the loan did not take the money.")


@strawberry.type(description="A result file of a bank.")
@reads(BANK_RESULTS)
class BankResult(Node):
    """View of a result."""

    kind: FileKind = column("Of payments or debits.")
    file_name: str = column("Its name.")
    digest: str = column("SHA-256 of its bytes: the same file counts once.")
    line_count: int = column("How many lines.")
    total: Money = column("Their sum.", "total_fen")
    state: ResultState = column("Whether all lines are taken.")
    taken_at: datetime = column("When it came in.")
    taken_by: Staff | None = one("Who brought it.", on(taken_by="id"))
    funding_account: FundingAccount | None = one("Of which account.", on(funding_account_id="id"))
    set_aside: list[BankResultLine] = many(
        "Lines that people have to look at, the first two hundred.",
        on(_quarantined, id="result_id"),
        order=("line",),
        limit=LINES_SHOWN,
    )
    failed: list[BankResultLine] = many(
        "Lines that say that the bank has not paid or collected, the first two hundred.",
        on(_not_done, id="result_id"),
        order=("line",),
        limit=LINES_SHOWN,
    )
