"""Inputs of the root fields that import statements and work off breaks."""

from datetime import date

import strawberry

from schema.kit.fields import KEY, described
from server.reconciliation.rules import Resolution

strawberry.enum(Resolution, name="BreakResolution", description="How a break ends.")

VERSION = "The break's version that the caller has seen."


@strawberry.input(description="A file that was handed in at /api/statements.")
class ImportStatementInput:
    """Input of importStatement."""

    idempotency_key: str = described(KEY)
    file_id: strawberry.ID = described("What the upload answered.")


@strawberry.input(description="A day's statement, asked of the bank.")
class FetchStatementInput:
    """Input of fetchStatement."""

    idempotency_key: str = described(KEY)
    account_id: strawberry.ID = described("Of which account of the lender's.")
    day: date = described("Of which day.")


@strawberry.input(description="An account whose lines are to be matched once more.")
class ReconcileAccountInput:
    """Input of reconcileAccount."""

    idempotency_key: str = described(KEY)
    account_id: strawberry.ID = described("Which account of the lender's.")


@strawberry.input(description="A break to work on.")
class TakeBreakInput:
    """Input of takeBreak."""

    idempotency_key: str = described(KEY)
    break_id: strawberry.ID = described("Which break.")


@strawberry.input(description="How a break ends.")
class ResolveBreakInput:
    """Input of resolveBreak."""

    idempotency_key: str = described(KEY)
    break_id: strawberry.ID = described("Which break.")
    resolution: Resolution = described("ACCEPTED, CORRECTED or BOOKED.")
    note: str = described("Why; at most 500 characters.")
    expected_version: int = described(VERSION)


@strawberry.input(description="A proposed resolution to agree to.")
class AgreeToBreakInput:
    """Input of agreeToBreak."""

    idempotency_key: str = described(KEY)
    break_id: strawberry.ID = described("Which break.")
    expected_version: int = described(VERSION)


@strawberry.input(description="A proposed resolution to send back.")
class RefuseBreakInput:
    """Input of refuseBreak."""

    idempotency_key: str = described(KEY)
    break_id: strawberry.ID = described("Which break.")
    note: str = described("Why; at most 500 characters.")
    expected_version: int = described(VERSION)


@strawberry.input(description="A transfer that is a repayment.")
class ConfirmRepaymentInput:
    """Input of confirmRepayment."""

    idempotency_key: str = described(KEY)
    break_id: strawberry.ID = described("Which break.")
    loan_id: strawberry.ID | None = strawberry.field(
        default=None, description="Of which loan; without it, of the one that the transfer names."
    )


@strawberry.input(description="Lines and breaks that are the same money.")
class MatchByHandInput:
    """Input of matchByHand."""

    idempotency_key: str = described(KEY)
    line_ids: list[strawberry.ID] = described("Lines of one account.")
    break_ids: list[strawberry.ID] = described("Breaks of events of the books that the bank seemed not to know.")
    note: str = described("Why; at most 500 characters.")


@strawberry.input(description="A look at who paid.")
class RevealStatementLineInput:
    """Input of revealStatementLine."""

    line_id: strawberry.ID = described("Which line.")
    reason: str = described("Why; stays on record.")
