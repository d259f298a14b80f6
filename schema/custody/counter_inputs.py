"""What the counter, direct debits and papers are told."""

from datetime import date

import strawberry

from schema.custody.kinds import PaperKind
from schema.kit.fields import KEY, described
from schema.kit.scalars import Money


@strawberry.input(description="A customer's consent to be debited, over his verified account.")
class RecordMandateInput:
    """Input of recordMandate."""

    idempotency_key: str = described(KEY)
    customer_id: strawberry.ID = described("Whose consent.")
    agreement: str = described("The bank's number of the consent.")
    limit: Money = described("The most that one debit may take.")
    valid_from: date = described("From which day.")
    valid_until: date = described("Until which day.")
    document_id: strawberry.ID | None = strawberry.field(default=None, description="Its evidence.")


@strawberry.input(description="A consent that the customer takes back.")
class RevokeMandateInput:
    """Input of revokeMandate."""

    idempotency_key: str = described(KEY)
    mandate_id: strawberry.ID = described("Which mandate.")
    reason: str = described("Why; kept with the mandate.")


@strawberry.input(description="Debits of what is due on a day.")
class MakeDebitBatchInput:
    """Input of makeDebitBatch."""

    idempotency_key: str = described(KEY)
    funding_account_id: strawberry.ID = described("Into which account.")
    on: date = described("For which day: today, or one of the next five.")


@strawberry.input(description="Pieces of one denomination.")
class PiecesInput:
    """Part of a count."""

    denomination: Money = described("100.00 to 0.10 yuan.")
    pieces: int = described("How many.")


@strawberry.input(description="A branch's cash in the morning.")
class OpenTillInput:
    """Input of openTill."""

    idempotency_key: str = described(KEY)
    branch_id: strawberry.ID = described("Which branch.")
    count: list[PiecesInput] = described("What lies in it.")


@strawberry.input(description="A till's cash in the evening.")
class CountTillInput:
    """Input of countTill."""

    idempotency_key: str = described(KEY)
    till_id: strawberry.ID = described("Which till.")
    count: list[PiecesInput] = described("What lies in it.")
    reason: str = strawberry.field(default="", description="Why it differs; needed when it does.")


@strawberry.input(description="A counted till.")
class CloseTillInput:
    """Input of closeTill."""

    idempotency_key: str = described(KEY)
    till_id: strawberry.ID = described("Which till.")


@strawberry.input(description="Cash for a loan.")
class TakeCashInput:
    """Input of takeCash."""

    idempotency_key: str = described(KEY)
    till_id: strawberry.ID = described("Into which till.")
    loan_id: strawberry.ID = described("For which loan.")
    amount: Money = described("How much.")


@strawberry.input(description="Cash that was taken.")
class ConfirmCashInput:
    """Input of confirmCash."""

    idempotency_key: str = described(KEY)
    receipt_id: strawberry.ID = described("Which receipt.")


@strawberry.input(description="Cash that goes back.")
class RefuseCashInput:
    """Input of refuseCash."""

    idempotency_key: str = described(KEY)
    receipt_id: strawberry.ID = described("Which receipt.")
    reason: str = described("Why; kept with the receipt.")


@strawberry.input(description="Cash that was carried to the bank.")
class BankCashInput:
    """Input of bankCash."""

    idempotency_key: str = described(KEY)
    till_id: strawberry.ID = described("Out of which till.")
    funding_account_id: strawberry.ID = described("Into which account.")
    amount: Money = described("How much.")
    reference: str = described("Number of the bank's slip; the same one counts once.")


@strawberry.input(description="Cash that the bank has.")
class ConfirmDepositInput:
    """Input of confirmDeposit."""

    idempotency_key: str = described(KEY)
    deposit_id: strawberry.ID = described("Which deposit.")


@strawberry.input(description="A paper of a loan.")
class IssuePaperInput:
    """Input of issuePaper."""

    idempotency_key: str = described(KEY)
    kind: PaperKind = described("What is issued.")
    loan_id: strawberry.ID = described("Of which loan.")
    repayment_id: strawberry.ID | None = strawberry.field(default=None, description="A receipt is for one repayment.")
    since: date | None = strawberry.field(default=None, description="A statement begins then; else with the loan.")
    until: date | None = strawberry.field(default=None, description="A statement ends then; else today.")
