"""Scripts with their blanks filled in."""

from collections.abc import Sequence
from datetime import date

from server.collection.queries import Debt
from server.kit.money import Money

LAST_DIGITS = 4


def filled(script: str, lender: str, debts: Sequence[Debt], today: date) -> str:
    """The words of a script about what is overdue, the loan with the oldest arrears named by its last digits."""
    overdue = sum(debt.overdue_fen for debt in debts)
    worst = debts[0] if debts else None
    return script.format(
        lender=lender,
        tail=worst.number[-LAST_DIGITS:] if worst else "",
        amount=Money(overdue),
        due=worst.since.isoformat() if worst else "",
        days=(today - worst.since).days if worst else 0,
    )
