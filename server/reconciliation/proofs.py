"""Whether a statement can be what the bank says: account, currency, days, order, counts, balances. Pure."""

from datetime import date

from server.kit.money import Money
from server.reconciliation import rules
from server.reconciliation.errors import (
    BalancesDiffer,
    CountDiffers,
    CurrencyRefused,
    LineBroken,
    LineRepeated,
    PeriodRefused,
    StatementUnreadable,
)
from server.reconciliation.formats.model import ReadStatement

CURRENCY = "CNY"
FIELD = "file"


def proofread(statement: ReadStatement, today: date) -> None:
    """Refuse a statement that does not add up in itself.

    Raises CurrencyRefused, PeriodRefused, LineRepeated, CountDiffers, LineBroken, BalancesDiffer. The first of these
    that holds is told; a missing, doubled or changed line shows in at least one of the last four.
    """
    lines = statement.lines
    if statement.currency != CURRENCY:
        raise CurrencyRefused(field=FIELD)
    if statement.first_on > today or not rules.is_in_order(statement.first_on, statement.last_on, lines):
        raise PeriodRefused(field=FIELD)
    if any(not line.amount_fen for line in lines):
        raise StatementUnreadable(field=FIELD, reason="amount")
    repeated = rules.first_repeated(lines)
    if repeated is not None:
        raise LineRepeated(field=FIELD, line=repeated)
    _count(statement)
    broken = rules.first_broken(statement.opening_fen, lines)
    if broken is not None:
        raise LineBroken(field=FIELD, line=broken)
    found = rules.sum_after(statement.opening_fen, lines)
    if found != statement.closing_fen:
        raise BalancesDiffer(field=FIELD, expected=str(Money(found)), found=str(Money(statement.closing_fen)))


def _count(statement: ReadStatement) -> None:
    come = sum(1 for line in statement.lines if line.amount_fen > 0)
    counted = (
        (statement.count, len(statement.lines)),
        (statement.count_in, come),
        (statement.count_out, len(statement.lines) - come),
    )
    for expected, found in counted:
        if expected is not None and expected != found:
            raise CountDiffers(field=FIELD, expected=expected, found=found)
