"""Views of statements, lines and breaks."""

from datetime import date, datetime

import strawberry

from schema.identity.views import Staff
from schema.kit.fields import described
from schema.kit.scalars import Money
from schema.loans.views import Loan
from schema.reading.declarations import column, global_id, on, one, reads
from server.reconciliation import models, rules
from server.reconciliation.balances import BankBalance as Compared
from server.reconciliation.sights import BANK_STATEMENTS, RECONCILED_ACCOUNTS, STATEMENT_BREAKS, STATEMENT_LINES

strawberry.enum(models.StatementSource, description="How a statement came.")
strawberry.enum(rules.Nature, name="LineNature", description="What a line is: a payment, or the bank's own.")
strawberry.enum(rules.LineState, name="LineState", description="Whether a line is explained by the books.")
strawberry.enum(rules.BreakKind, description="What is wrong with a line or an event without a counterpart.")
strawberry.enum(rules.BreakState, description="Where a break stands; PROPOSED waits for a second person.")


@strawberry.type(description="An account of the lender's whose statements are matched.")
@reads(RECONCILED_ACCOUNTS)
class ReconciledAccount:
    """View of a funding account."""

    id: strawberry.ID = global_id("Opaque global id.")
    bank_name: str = column("The bank.")
    account_number: str = column("The lender's own account number.")


@strawberry.type(description="An account's statement of some days.")
@reads(BANK_STATEMENTS)
class BankStatement:
    """View of a statement."""

    id: strawberry.ID = global_id("Opaque global id.")
    account: ReconciledAccount | None = one("Whose statement.", on(funding_account_id="id"))
    source: models.StatementSource = column("From a file or from the bank.")
    form: str = column("In which form it came: camt.053, or the code of a table's profile.")
    first_on: date = column("Its first day.")
    last_on: date = column("Its last day.")
    opening: Money = column("Balance before it.", "opening_fen")
    closing: Money = column("Balance after it.", "closing_fen")
    line_count: int = column("How many lines it has.")
    new_lines: int = column("How many of them no earlier statement had brought.")
    imported_by: Staff | None = one("Who imported it; null for a machine.", on(imported_by="id"))
    imported_at: datetime = column("When.")


@strawberry.type(description="What the bank moved on an account.")
@reads(STATEMENT_LINES)
class StatementLine:
    """View of a line."""

    id: strawberry.ID = global_id("Opaque global id.")
    booked_on: date = column("The bank's day of booking.")
    value_on: date = column("Value date.")
    amount: Money = column("How much; money out is negative.", "amount_fen")
    nature: rules.Nature = column("What it is.")
    state: rules.LineState = column("Whether it is explained.")
    reference: str = column("The bank's own reference of the line.")
    order_number: str = column("What the sender called the payment.")
    numbers: list[str] = column("Numbers of ours that stand in it.")
    party_masked: str = column("The other side's name, masked.")
    party_last4: str = column("Last digits of the other side's account.")
    statement: BankStatement | None = one("Which statement brought it.", on(statement_id="id"))


@strawberry.type(description="A line or an event of the books without a counterpart, or with one that differs.")
@reads(STATEMENT_BREAKS)
class StatementBreak:
    """View of a break."""

    id: strawberry.ID = global_id("Opaque global id.")
    kind: rules.BreakKind = column("What is wrong.")
    state: rules.BreakState = column("Where it stands.")
    amount: Money | None = column("What the bank says; null when the bank knows nothing of it.", "amount_fen")
    expected: Money | None = column("What the books say; null when they know nothing of it.", "expected_fen")
    noticed_on: date = column("Day of the line, or of the event.")
    account: ReconciledAccount | None = one("On which account.", on(funding_account_id="id"))
    line: StatementLine | None = one("The line, if there is one.", on(line_id="id"))
    loan: Loan | None = one("The loan that the money seems to be for.", on(loan_id="id"))
    owner: Staff | None = one("Who works on it.", on(owner_id="id"))
    note: str | None = column("What was found out.")
    resolution: rules.Resolution | None = column("How it ends or shall end.")
    proposed_by: Staff | None = one("Who proposed that.", on(proposed_by="id"))
    resolved_by: Staff | None = one("Who ended it; null for a machine.", on(resolved_by="id"))
    resolved_at: datetime | None = column("When.")
    opened_at: datetime = column("Since when it is in the queue.")
    version: int = column("Rises with every change.")


@strawberry.type(description="The bank's balance of an account beside the books' at the end of a day.")
class BankBalance:
    """View of the comparison."""

    account_number: str = described("The lender's own account number.")
    on: date = described("Which day.")
    bank: Money | None = described("What the bank says; null when no statement reaches so far.")
    ledger: Money = described("What the books say, by value date.")
    difference: Money | None = described("Bank less books.")
    covered_until: date | None = described("How far statements reach.")
    open_breaks: int = described("Breaks that wait for somebody.")

    @classmethod
    def of(cls, told: Compared) -> "BankBalance":
        bank, difference = told.bank_fen, told.difference_fen
        return cls(
            account_number=told.account_number,
            on=told.on,
            bank=None if bank is None else Money(bank),
            ledger=Money(told.ledger_fen),
            difference=None if difference is None else Money(difference),
            covered_until=told.covered_until,
            open_breaks=told.open_breaks,
        )
