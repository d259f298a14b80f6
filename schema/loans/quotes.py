"""What would be, and where figures come from: views and root fields."""

from collections.abc import Iterable
from datetime import date

import strawberry

from schema.kit import ids
from schema.kit.context import Info
from schema.kit.fields import described, query
from schema.kit.scalars import Money
from server.loans import quoting
from server.terms.prepayment import Choice
from server.terms.running.model import Line
from server.terms.running.quoting import PrepaymentOption, Preview
from server.terms.running.quoting import PrepaymentQuote as Quoted

strawberry.enum(Choice, name="PrepaymentChoice", description="What paying principal early does to the rest.")


@strawberry.type(description="Where a figure comes from: days, rate, base, rounding, rule.")
class Explanation:
    """View of an explanation."""

    zh: str = described("In Chinese.")
    en: str = described("In English.")

    @classmethod
    def of(cls, told: quoting.Explanation) -> "Explanation":
        return cls(zh=told.zh, en=told.en)


@strawberry.type(description="An instalment as it would be.")
class QuotedInstalment:
    """View of a line of a quote."""

    number: int = described("Which instalment, from 1.")
    due_on: date = described("When it is due.")
    principal: Money = described("Principal in it.")
    interest: Money = described("Interest in it.")
    fee: Money = described("Fees in it.")
    penalty: Money = described("Penalty in it.")
    outstanding: Money = described("What of it would still be owed.")

    @classmethod
    def all_of(cls, lines: Iterable[Line]) -> list["QuotedInstalment"]:
        return [
            cls(
                number=line.number,
                due_on=line.due_on,
                principal=Money(line.principal_fen),
                interest=Money(line.interest_fen),
                fee=Money(line.fee_fen),
                penalty=Money(line.penalty_fen),
                outstanding=Money(line.open_fen),
            )
            for line in lines
        ]


@strawberry.type(description="The loan after an early payment, by one choice.")
class PrepaymentOutcome:
    """View of an option."""

    choice: Choice = described("Which choice.")
    saved: Money = described("Interest and fees that fall away because of it.")
    instalments: list[QuotedInstalment] = described("The schedule after it.")

    @classmethod
    def of(cls, option: PrepaymentOption) -> "PrepaymentOutcome":
        lines = QuotedInstalment.all_of(option.lines)
        return cls(choice=option.choice, saved=Money(option.saved_fen), instalments=lines)


@strawberry.type(description="What an early payment of part of the principal would do. Nothing is stored.")
class PrepaymentQuote:
    """View of a prepayment quote."""

    paid_on: date = described("On which day.")
    amount: Money = described("All of the money.")
    arrears: Money = described("What of it pays what is due.")
    principal: Money = described("Principal that it pays early.")
    interest: Money = described("Interest of the running period, to the day.")
    fee: Money = described("The disclosed fee.")
    instalments: list[QuotedInstalment] = described("The schedule before it.")
    outcomes: list[PrepaymentOutcome] = described("What follows, by each choice that the contract offers.")

    @classmethod
    def of(cls, quote: Quoted) -> "PrepaymentQuote":
        return cls(
            paid_on=quote.on,
            amount=Money(quote.amount_fen),
            arrears=Money(quote.arrears_fen),
            principal=Money(quote.principal_fen),
            interest=Money(quote.interest_fen),
            fee=Money(quote.fee_fen),
            instalments=QuotedInstalment.all_of(quote.lines),
            outcomes=[PrepaymentOutcome.of(option) for option in quote.options],
        )


@strawberry.type(description="What pays a loan off on a day.")
class PayOffQuote:
    """View of a pay-off quote."""

    paid_on: date = described("On which day.")
    total: Money = described("All that has to be paid: hand it to payOffLoan.")
    arrears: Money = described("What is due and unpaid, with penalty and fees.")
    principal: Money = described("Principal that is not due.")
    interest: Money = described("Interest of the running period, to the day.")
    fee: Money = described("The disclosed fee.")
    saved: Money = described("Interest and scheduled fees that fall away.")
    explanation: Explanation = described("Where these figures come from.")

    @classmethod
    def of(cls, found: quoting.PayOff) -> "PayOffQuote":
        quote = found.quote
        return cls(
            paid_on=quote.on,
            total=Money(quote.total_fen),
            arrears=Money(quote.arrears_fen),
            principal=Money(quote.principal_fen),
            interest=Money(quote.interest_fen),
            fee=Money(quote.fee_fen),
            saved=Money(quote.saved_fen),
            explanation=Explanation.of(found.explanation),
        )


@strawberry.type(description="What of a payment would go to one instalment.")
class QuotedSplit:
    """View of a split."""

    number: int = described("Which instalment.")
    principal: Money = described("To principal.")
    interest: Money = described("To interest.")
    fee: Money = described("To fees.")
    penalty: Money = described("To penalty.")


@strawberry.type(description="How a repayment would be shared out. Nothing is stored.")
class RepaymentPreview:
    """View of a preview."""

    splits: list[QuotedSplit] = described("What would go to which instalment.")
    excess: Money = described("What would be beyond all that is owed.")
    outstanding: Money = described("All that would still be owed by the schedule.")
    next_due_on: date | None = described("When the oldest unpaid instalment would be due.")
    instalments: list[QuotedInstalment] = described("The schedule after it.")

    @classmethod
    def of(cls, preview: Preview) -> "RepaymentPreview":
        splits = [
            QuotedSplit(
                number=split.number,
                principal=Money(split.principal_fen),
                interest=Money(split.interest_fen),
                fee=Money(split.fee_fen),
                penalty=Money(split.penalty_fen),
            )
            for split in preview.effect.splits
        ]
        return cls(
            splits=splits,
            excess=Money(preview.effect.excess_fen),
            outstanding=Money(preview.open_fen),
            next_due_on=preview.next_due_on,
            instalments=QuotedInstalment.all_of(preview.lines),
        )


@strawberry.input(description="Money on a day, for a loan.")
class LoanMoneyInput:
    """Input of prepaymentQuote and repaymentPreview."""

    loan_id: strawberry.ID = described("For which loan.")
    amount: Money = described("How much.")
    paid_on: date = described("On which day.")


@strawberry.input(description="A loan on a day.")
class PayOffQuoteInput:
    """Input of payOffQuote."""

    loan_id: strawberry.ID = described("Which loan.")
    paid_on: date = described("On which day; one to come as well.")


@strawberry.type(description="One instalment of a schedule that a loan has had.")
class PlannedInstalment:
    """View of a row of a kept schedule."""

    number: int = described("Which instalment, from 1.")
    due_on: date = described("When it is due.")
    principal: Money = described("Principal in it.")
    interest: Money = described("Interest in it.")
    fee: Money = described("Fees in it.")
    balance_after: Money = described("Principal that is out after it.")

    @classmethod
    def of(cls, row: quoting.PlannedInstalment) -> "PlannedInstalment":
        return cls(
            number=row.number,
            due_on=row.due_on,
            principal=Money(row.principal_fen),
            interest=Money(row.interest_fen),
            fee=Money(row.fee_fen),
            balance_after=Money(row.balance_after_fen),
        )


@strawberry.input(description="An instalment of a loan, or one of its schedules.")
class LoanPartInput:
    """Input of instalmentExplanation and loanPlan."""

    loan_id: strawberry.ID = described("Of which loan.")
    number: int = described("Which one, from 1.")


@strawberry.type
class LoanQuoteQuery:
    """Part of the root query."""

    @query(quoting.prepayment_quote)
    async def prepayment_quote(self, info: Info, input: LoanMoneyInput) -> PrepaymentQuote:
        loan_id = ids.decode_as("Loan", input.loan_id, "loanId")
        quote = await quoting.prepayment_quote(
            info.context.caller, loan_id=loan_id, amount_fen=input.amount, paid_on=input.paid_on
        )
        return PrepaymentQuote.of(quote)

    @query(quoting.pay_off_quote)
    async def pay_off_quote(self, info: Info, input: PayOffQuoteInput) -> PayOffQuote:
        loan_id = ids.decode_as("Loan", input.loan_id, "loanId")
        return PayOffQuote.of(await quoting.pay_off_quote(info.context.caller, loan_id=loan_id, paid_on=input.paid_on))

    @query(quoting.repayment_preview)
    async def repayment_preview(self, info: Info, input: LoanMoneyInput) -> RepaymentPreview:
        loan_id = ids.decode_as("Loan", input.loan_id, "loanId")
        preview = await quoting.repayment_preview(
            info.context.caller, loan_id=loan_id, amount_fen=input.amount, paid_on=input.paid_on
        )
        return RepaymentPreview.of(preview)

    @query(quoting.explain_instalment)
    async def instalment_explanation(self, info: Info, input: LoanPartInput) -> Explanation:
        loan_id = ids.decode_as("Loan", input.loan_id, "loanId")
        return Explanation.of(
            await quoting.explain_instalment(info.context.caller, loan_id=loan_id, number=input.number)
        )

    @query(quoting.plan_of_loan)
    async def loan_plan(self, info: Info, input: LoanPartInput) -> list[PlannedInstalment]:
        loan_id = ids.decode_as("Loan", input.loan_id, "loanId")
        rows = await quoting.plan_of_loan(info.context.caller, loan_id=loan_id, number=input.number)
        return [PlannedInstalment.of(row) for row in rows]

    @query(quoting.explain_repayment)
    async def repayment_explanation(self, info: Info, id: strawberry.ID) -> Explanation:
        repayment_id = ids.decode_as("Repayment", id, "id")
        return Explanation.of(await quoting.explain_repayment(info.context.caller, repayment_id=repayment_id))
