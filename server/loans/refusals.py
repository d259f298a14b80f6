"""What the arithmetic refuses, as refusals of loans that name the input field."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from server.kit.errors import DomainError
from server.loans import errors
from server.terms.errors import TermsError

BY_CODE: Final[dict[str, type[DomainError]]] = {
    "running.before_start": errors.DayBeforeDisbursement,
    "running.amount_not_positive": errors.AmountRefused,
    "running.amount_too_large": errors.AmountRefused,
    "running.no_such_line": errors.NoSuchInstalment,
    "running.nothing_open": errors.NothingOpen,
    "running.nothing_left": errors.NothingOpen,
    "running.more_than_open": errors.MoreThanOpen,
    "running.more_than_excess": errors.NoExcess,
    "running.not_the_pay_off": errors.NotThePayOff,
    "running.pays_off": errors.PaysOff,
    "running.below_minimum": errors.PrepaymentTooSmall,
    "running.covers_no_principal": errors.PrepaymentTooSmall,
    "running.choice_not_offered": errors.NotOffered,
    "running.above_cap": errors.AboveCap,
    "running.written_off": errors.WrittenOff,
    "running.not_written_off": errors.NotWrittenOff,
    "terms.not_for_method": errors.NotOffered,
}
FIELDS: Final = {
    "amount_fen": "amount",
    "interest_fen": "interest",
    "penalty_fen": "penalty",
    "fee_fen": "fee",
    "principal_fen": "amount",
    "on": "valueOn",
    "line": "instalment",
    "from_line": "fromInstalment",
    "due_on": "dueOn",
    "rate_annual": "rateAnnual",
    "penalty_multiple": "penaltyMultiple",
    "choice": "choice",
    "periods": "periods",
}


@contextmanager
def named() -> Iterator[None]:
    """Turn refusals of the arithmetic into those of loans."""
    try:
        yield
    except TermsError as refusal:
        raise refusal_of(refusal) from refusal


def refusal_of(refusal: TermsError) -> DomainError:
    """The refusal of loans that says the same."""
    field = FIELDS.get(refusal.field, "loanId")
    known = BY_CODE.get(refusal.code)
    return known(field=field) if known else errors.ChangeUnsound(field=field, reason=refusal.code)
