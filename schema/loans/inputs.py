"""What verbs on running loans are given."""

from datetime import date

import strawberry

from schema.kit.fields import KEY, described
from schema.kit.scalars import Money, Rate
from server.terms.prepayment import Choice

VERSION = "The loan's version that the caller has seen."
VALUE_ON = "From which day it counts; not in the future."
REASON = "Why, at most 200 characters."


@strawberry.input(description="Money for principal that is not due.")
class PrepayLoanInput:
    """Input of prepayLoan."""

    idempotency_key: str = described(KEY)
    loan_id: strawberry.ID = described("Which loan.")
    expected_version: int = described(VERSION)
    amount: Money = described("How much.")
    choice: Choice = described("What follows for the rest.")
    paid_on: date = described("Value date; not in the future.")
    reference: str = described("The payment's own number; the same one counts once a loan.")


@strawberry.input(description="The money that pays a loan off.")
class PayOffLoanInput:
    """Input of payOffLoan."""

    idempotency_key: str = described(KEY)
    loan_id: strawberry.ID = described("Which loan.")
    expected_version: int = described(VERSION)
    amount: Money = described("Exactly what payOffQuote says for the day.")
    paid_on: date = described("Value date; not in the future.")
    reference: str = described("The payment's own number; the same one counts once a loan.")


@strawberry.input(description="A fee beside the schedule.")
class ChargeLoanFeeInput:
    """Input of chargeLoanFee."""

    idempotency_key: str = described(KEY)
    loan_id: strawberry.ID = described("Which loan.")
    expected_version: int = described(VERSION)
    amount: Money = described("How much.")
    value_on: date = described(VALUE_ON)
    is_late_fee: bool = strawberry.field(
        default=False, description="Whether it is for being late: it then counts with the penalty."
    )
    instalment: int | None = strawberry.field(
        default=None, description="On which instalment; without it the one of that day."
    )
    reason: str = described(REASON)


@strawberry.input(description="What the lender lets go.")
class WaiveLoanInput:
    """Input of waiveLoan."""

    idempotency_key: str = described(KEY)
    loan_id: strawberry.ID = described("Which loan.")
    expected_version: int = described(VERSION)
    interest: Money = strawberry.field(default=Money(0), description="Of interest.")
    penalty: Money = strawberry.field(default=Money(0), description="Of penalty.")
    fee: Money = strawberry.field(default=Money(0), description="Of fees.")
    value_on: date = described(VALUE_ON)
    instalment: int | None = strawberry.field(
        default=None, description="Of which instalment; without it the oldest first."
    )
    reason: str = described(REASON)


@strawberry.input(description="Another rate from a day on.")
class ChangeLoanRateInput:
    """Input of changeLoanRate."""

    idempotency_key: str = described(KEY)
    loan_id: strawberry.ID = described("Which loan.")
    expected_version: int = described(VERSION)
    rate_annual: Rate = described("Interest a year.")
    penalty_multiple: Rate | None = strawberry.field(
        default=None, description="Overdue principal bears the rate times this, where that changes too."
    )
    value_on: date = described(VALUE_ON)
    reason: str = described(REASON)


@strawberry.input(description="Instalments that are not due, laid down anew.")
class RescheduleLoanInput:
    """Input of rescheduleLoan."""

    idempotency_key: str = described(KEY)
    loan_id: strawberry.ID = described("Which loan.")
    expected_version: int = described(VERSION)
    value_on: date = described(VALUE_ON)
    from_instalment: int | None = strawberry.field(
        default=None, description="From which instalment; without it the first that is not due."
    )
    due_on: date | None = strawberry.field(
        default=None, description="New due date of that one; later ones keep their distance."
    )
    skip: int = strawberry.field(default=0, description="Or by how many periods it moves.")
    extra_periods: int = strawberry.field(default=0, description="By how many periods the term grows.")
    reason: str = described(REASON)


@strawberry.input(description="Instalments that repay no principal.")
class GrantLoanHolidayInput:
    """Input of grantLoanHoliday."""

    idempotency_key: str = described(KEY)
    loan_id: strawberry.ID = described("Which loan.")
    expected_version: int = described(VERSION)
    value_on: date = described(VALUE_ON)
    periods: int = described("How many.")
    from_instalment: int | None = strawberry.field(
        default=None, description="From which instalment; without it the first that is not due."
    )
    interest_too: bool = strawberry.field(default=False, description="Whether their interest waits as well.")
    extends: bool = strawberry.field(default=True, description="Whether the term grows by as many.")
    reason: str = described(REASON)


@strawberry.input(description="A loan that will not be paid.")
class WriteOffLoanInput:
    """Input of writeOffLoan."""

    idempotency_key: str = described(KEY)
    loan_id: strawberry.ID = described("Which loan.")
    expected_version: int = described(VERSION)
    value_on: date = described(VALUE_ON)
    reason: str = described(REASON)


@strawberry.input(description="Money for a loan that is written off.")
class RecoverLoanInput:
    """Input of recoverLoan."""

    idempotency_key: str = described(KEY)
    loan_id: strawberry.ID = described("Which loan.")
    amount: Money = described("How much.")
    paid_on: date = described("Value date; not in the future.")
    reference: str = described("The payment's own number; the same one counts once a loan.")


@strawberry.input(description="Money that stands in suspense.")
class RefundLoanExcessInput:
    """Input of refundLoanExcess."""

    idempotency_key: str = described(KEY)
    loan_id: strawberry.ID = described("Which loan.")
    expected_version: int = described(VERSION)
    amount: Money = described("How much of it goes back.")
    reason: str = described(REASON)


@strawberry.input(description="Something that never should have been entered.")
class ReverseLoanActInput:
    """Input of reverseLoanAct."""

    idempotency_key: str = described(KEY)
    loan_id: strawberry.ID = described("Which loan.")
    expected_version: int = described(VERSION)
    act_id: strawberry.ID = described("Which act; a repayment's act is found among the loan's acts.")
    reason: str = described(REASON)
