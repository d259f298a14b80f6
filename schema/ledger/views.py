"""Views of the books by day."""

from datetime import date, datetime
from typing import Any

import strawberry

from schema.identity.views import Branch
from schema.kit.fields import described
from schema.kit.scalars import Money
from schema.loans.views import Loan
from schema.reading.descriptions import by_row_id
from server.ledger.models import AccountKind
from server.ledger.periods.models import LedgerPeriod as PeriodRow
from server.ledger.rules import EventType
from server.ledger.statements import Statement, StatementLine
from server.ledger.trial import DatedBy, TrialRow
from server.loans.closing import asking
from server.loans.closing.models import DayClosing as DayRow
from server.loans.closing.models import DayState

strawberry.enum(AccountKind, description="On which side an account stands.")
strawberry.enum(DatedBy, description="Which date of an entry decides: when it was booked, or from when it counts.")
strawberry.enum(DayState, description="Phases of closing a business day, in order.")
strawberry.enum(EventType, name="LedgerEvent", description="Business events that reach the books.")


@strawberry.type(description="An account in a branch over some days; debit is positive.")
class TrialBalanceRow:
    """View of a row of the trial balance."""

    branch: Branch = described("Which branch.")
    code: str = described("Code of the account.")
    name_zh: str = described("Name in Chinese.")
    name_en: str = described("Name in English.")
    kind: AccountKind = described("On which side it stands.")
    pool: str | None = described("Principal, interest, penalty, fee or suspense; null for an account of no pool.")
    before: Money = described("Before the first of the days.")
    debit: Money = described("Debits of the days.")
    credit: Money = described("Credits of the days, not negative.")
    after: Money = described("After the last of the days.")

    @classmethod
    def of(cls, row: TrialRow) -> "TrialBalanceRow":
        return cls(
            branch=by_row_id(row.branch_id),
            code=row.code,
            name_zh=row.name_zh,
            name_en=row.name_en,
            kind=row.kind,
            pool=row.pool,
            before=Money(row.before_fen),
            debit=Money(row.debit_fen),
            credit=Money(row.credit_fen),
            after=Money(row.after_fen),
        )


@strawberry.type(description="One entry on a funding account.")
class FundingStatementLine:
    """View of a line."""

    entry_id: str = described("Row id of the entry; the next page goes on after the last one.")
    booked_on: date = described("Day of booking.")
    value_on: date = described("From which day it counts.")
    event: EventType = described("What happened.")
    loan_id: str | None = described("Row id of the loan, where it is about one.")
    amount: Money = described("Positive for money in.")
    balance: Money = described("What stands on the account after it.")

    @classmethod
    def of(cls, line: StatementLine) -> "FundingStatementLine":
        return cls(
            entry_id=str(line.entry_id),
            booked_on=line.booked_on,
            value_on=line.value_on,
            event=line.event_type,
            loan_id=str(line.loan_id) if line.loan_id else None,
            amount=Money(line.amount_fen),
            balance=Money(line.balance_fen),
        )


@strawberry.type(description="A funding account over some days, as the books have it.")
class FundingStatement:
    """View of a statement."""

    opening: Money = described("Before the first of the days.")
    money_in: Money = described("What came in.")
    money_out: Money = described("What went out, not negative.")
    closing: Money = described("After the last of the days.")
    lines: list[FundingStatementLine] = described("In the order of booking.")
    has_more: bool = described("Whether lines follow after the last one here.")

    @classmethod
    def of(cls, statement: Statement) -> "FundingStatement":
        return cls(
            opening=Money(statement.opening_fen),
            money_in=Money(statement.in_fen),
            money_out=Money(statement.out_fen),
            closing=Money(statement.closing_fen),
            lines=[FundingStatementLine.of(line) for line in statement.lines],
            has_more=statement.next_entry_id is not None,
        )


@strawberry.type(description="Amounts by part.")
class PartAmounts:
    """View of amounts."""

    principal: Money = described("Principal.")
    interest: Money = described("Interest.")
    penalty: Money = described("Penalty.")
    fee: Money = described("Fees.")

    @classmethod
    def of(cls, amounts: Any) -> "PartAmounts":
        return cls(**{part: Money(getattr(amounts, f"{part}_fen")) for part in PARTS})


PARTS = ("principal", "interest", "penalty", "fee")


@strawberry.type(description="A loan as it stood at the beginning of a day.")
class LoanOn:
    """View of a loan on a day."""

    on: date = described("Which day.")
    principal: Money = described("Principal that was owed, due or not.")
    due: PartAmounts = described("What was due and not paid, with the penalty so far.")
    interest_accrued: Money = described("Interest that had accrued since the loan began, paid or not.")
    excess: Money = described("What stood in suspense.")
    days_past_due: int = described("Days since the oldest unpaid instalment was due.")
    next_due_on: date | None = described("When the oldest unpaid instalment is due; null when nothing is owed.")
    written_off: bool = described("Whether it was written off by then.")

    @classmethod
    def of(cls, found: asking.LoanOn) -> "LoanOn":
        return cls(
            on=found.on,
            principal=Money(found.principal_fen),
            due=PartAmounts.of(found.due),
            interest_accrued=Money(found.interest_accrued_fen),
            excess=Money(found.excess_fen),
            days_past_due=found.days_past_due,
            next_due_on=found.next_due_on,
            written_off=found.written_off,
        )


@strawberry.type(description="What happened to a loan, as a customer's statement tells it.")
class LoanMovement:
    """View of a movement."""

    number: int = described("Number of the act in its loan.")
    kind: str = described("What happened: repayment, waiver, pay_off…")
    on: date = described("Value date.")
    amount: Money | None = described("The amount that it is about, where it is about one.")
    paid: PartAmounts = described("What it paid.")
    charged: PartAmounts = described("What it charged.")
    waived: PartAmounts = described("What was let go.")
    excess: Money = described("What of it stands in suspense, or left it.")
    counts: bool = described("False for what was reversed, and for the reversal.")

    @classmethod
    def of(cls, moved: asking.Movement) -> "LoanMovement":
        return cls(
            number=moved.number,
            kind=moved.kind,
            on=moved.on,
            amount=None if moved.amount_fen is None else Money(moved.amount_fen),
            paid=PartAmounts.of(moved.paid),
            charged=PartAmounts.of(moved.charged),
            waived=PartAmounts.of(moved.waived),
            excess=Money(moved.excess_fen),
            counts=moved.counts,
        )


@strawberry.type(description="One loan in a customer's statement.")
class LoanStatement:
    """View of a loan's part of a statement."""

    loan: Loan = described("Which loan.")
    before: LoanOn | None = described("Before the first of the days; null for a loan that began in them.")
    movements: list[LoanMovement] = described("What happened in them, in the order of entry.")
    after: LoanOn = described("On the last of them.")

    @classmethod
    def of(cls, told: asking.LoanStatement) -> "LoanStatement":
        return cls(
            loan=by_row_id(told.loan.id),
            before=LoanOn.of(told.before) if told.before else None,
            movements=[LoanMovement.of(moved) for moved in told.movements],
            after=LoanOn.of(told.after),
        )


@strawberry.type(description="The pools of a branch at the end of a day.")
class PortfolioOn:
    """View of a branch's pools."""

    branch: Branch = described("Which branch.")
    principal: Money = described("Principal that is out.")
    interest: Money = described("Interest that is receivable.")
    penalty: Money = described("Penalty that is receivable.")
    fee: Money = described("Fees that are receivable.")
    suspense: Money = described("What is owed to customers.")
    overdue_loans: int | None = described("Loans past due; null for a day that is not closed.")
    overdue_90_loans: int | None = described("Loans more than 90 days past due; null for a day that is not closed.")

    @classmethod
    def of(cls, row: asking.PortfolioOn) -> "PortfolioOn":
        return cls(
            branch=by_row_id(row.branch_id),
            principal=Money(row.principal_fen),
            interest=Money(row.interest_fen),
            penalty=Money(row.penalty_fen),
            fee=Money(row.fee_fen),
            suspense=Money(row.suspense_fen),
            overdue_loans=row.overdue_loans,
            overdue_90_loans=row.overdue_90_loans,
        )


@strawberry.type(description="How far the closing of a business day has come.")
class DayClosing:
    """View of a day."""

    business_date: date = described("Which day.")
    state: DayState = described("In which phase.")
    loans: int = described("Loans that were accrued.")
    overdue_loans: int = described("How many of them were past due.")
    interest: Money = described("Interest that the day added.")
    penalty: Money = described("Penalty that the day added.")
    fee: Money = described("Scheduled fees that fell due.")
    reminders: int = described("Customers who were reminded.")
    closed_at: datetime | None = described("When it was closed; null while it runs.")

    @classmethod
    def of(cls, row: DayRow) -> "DayClosing":
        return cls(
            business_date=row.business_date,
            state=row.state,
            loans=row.loans,
            overdue_loans=row.overdue_loans,
            interest=Money(row.interest_fen),
            penalty=Money(row.penalty_fen),
            fee=Money(row.fee_fen),
            reminders=row.reminders,
            closed_at=row.closed_at,
        )


@strawberry.type(description="A month of the books that is closed.")
class LedgerPeriod:
    """View of a period."""

    month: str = described("Like 2026-03.")
    entries: int = described("Entries that are booked in it.")
    debit: Money = described("Over what debit.")
    closed_at: datetime = described("When it was closed.")

    @classmethod
    def of(cls, row: PeriodRow) -> "LedgerPeriod":
        month = f"{row.month:%Y-%m}"
        return cls(month=month, entries=row.entries, debit=Money(row.debit_fen), closed_at=row.closed_at)
