"""The same indicators in plain Python, from the histories alone: the second computation."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise, takewhile

from server.custody.debits.rules import DebitFailure
from tests.server.risk.histories import DAY, Due, History

Value = Fraction | int | None


def months_before(day: date, months: int) -> date:
    """The same day of the month, earlier; the last of a shorter month."""
    month = day.year * 12 + day.month - 1 - months
    for last in (day.day, 30, 29, 28):
        try:
            return date(month // 12, month % 12 + 1, last)
        except ValueError:
            continue
    raise AssertionError


def due_now(histories: Sequence[History]) -> list[Due]:
    """Instalments that are due, the newest first; of one day, by loan and the later number first."""
    listed = [(due, history.loan_id) for history in histories for due in history.dues if due.due_on <= DAY]
    listed.sort(key=lambda each: -each[0].number)
    listed.sort(key=lambda each: each[1])
    listed.sort(key=lambda each: each[0].due_on, reverse=True)
    return [due for due, _ in listed]


def late_days(due: Due) -> int:
    return ((due.settled_on or DAY) - due.due_on).days


def share(part: int, whole: int) -> Value:
    return Fraction(part, whole) if whole else None


def rb01(histories: Sequence[History]) -> Value:
    first = (DAY + timedelta(days=1)).replace(day=1)
    months: dict[tuple[int, int], list[Due]] = {}
    for due in (due for history in histories for due in history.dues):
        if months_before(first, 12) <= due.due_on < first:
            months.setdefault((due.due_on.year, due.due_on.month), []).append(due)
    if not months:
        return None
    kept = [
        100 * sum(due.all_paid_fen for due in dues) >= 80 * sum(due.owed_fen + due.fee_fen for due in dues)
        for _, dues in sorted(months.items(), reverse=True)
    ]
    return len(list(takewhile(lambda each: not each, kept)))


def rb03(histories: Sequence[History]) -> Value:
    shares = [Fraction(due.paid_fen, due.owed_fen) for due in due_now(histories)[:6] if due.owed_fen]
    return sum(shares, Fraction(0)) / len(shares) if shares else None


def rb06(histories: Sequence[History]) -> Value:
    dues = due_now(histories)
    late = [[late_days(due) for due in part if due.settled_on] for part in (dues[:3], dues[3:6])]
    if not all(late):
        return None
    last, former = (Fraction(sum(days), len(days)) for days in late)
    return last - former


def rb07(histories: Sequence[History]) -> Value:
    settled = [due for due in due_now(histories) if due.due_on > months_before(DAY, 12) and due.settled_on]
    return share(sum(due.settled_on == due.due_on for due in settled), len(settled))


def rb08(histories: Sequence[History]) -> Value:
    tried = [failure for history in histories for on, failure in history.debits if on > DAY - timedelta(days=90)]
    return share(sum(failure is not None for failure in tried), len(tried))


def rb13(histories: Sequence[History]) -> Value:
    recent = [back for history in histories for on, back in history.repayments if on > DAY - timedelta(days=90)]
    return share(sum(recent), len(recent))


def rb15(histories: Sequence[History]) -> Value:
    ordered = sorted(histories, key=lambda one: (one.disbursed_on, one.loan_id))
    return sum(
        later.disbursed_on > months_before(DAY, 12)
        and former.closed_on is not None
        and 0 <= (later.disbursed_on - former.closed_on).days <= 3
        and later.principal_fen >= former.principal_fen
        for former, later in pairwise(ordered)
    )


def dq01(histories: Sequence[History]) -> Value:
    return max((late_days(due) for due in due_now(histories) if due.settled_on is None), default=0)


def dq02(histories: Sequence[History]) -> Value:
    since = months_before(DAY, 12)
    return max((late_days(due) for due in due_now(histories) if due.due_on > since and late_days(due) > 0), default=0)


def dq03(histories: Sequence[History]) -> Value:
    since = months_before(DAY, 24)
    return sum(late_days(due) > 30 for due in due_now(histories) if due.due_on > since)


def dq04(histories: Sequence[History]) -> Value:
    since = months_before(DAY, 12)
    late = [due.due_on for due in due_now(histories) if due.due_on > since and late_days(due) > 0]
    return (late[0] - late[1]).days if len(late) > 1 else None


def rb02(history: History) -> Value:
    dues = due_now([history])
    return share(dues[0].paid_fen, dues[0].owed_fen) if dues else None


def rb04(history: History) -> Value:
    first = [due for due in due_now([history]) if due.number == 1]
    return max(late_days(first[0]), 0) if first else None


def rb05(history: History) -> Value:
    return sum(due.number <= 3 and due.due_on < (due.settled_on or DAY) for due in history.dues)


def rb09(history: History) -> Value:
    if not history.debits:
        return None
    failures = [failure for _, failure in history.debits]
    return len(list(takewhile(lambda each: each is DebitFailure.INSUFFICIENT_FUNDS, failures)))


def rb11(history: History) -> Value:
    return max((len(due.payments) for due in due_now([history])[:3]), default=None)


def rb12(history: History) -> Value:
    return (history.closed_on - history.disbursed_on).days if history.closed_on else None


def rb14(_history: History) -> Value:
    return 0


OF_A_CUSTOMER: dict[str, Callable[[Sequence[History]], Value]] = {
    "RB-01": rb01,
    "RB-03": rb03,
    "RB-06": rb06,
    "RB-07": rb07,
    "RB-08": rb08,
    "RB-13": rb13,
    "RB-15": rb15,
    "DQ-01": dq01,
    "DQ-02": dq02,
    "DQ-03": dq03,
    "DQ-04": dq04,
}
OF_A_LOAN: dict[str, Callable[[History], Value]] = {
    "RB-02": rb02,
    "RB-04": rb04,
    "RB-05": rb05,
    "RB-09": rb09,
    "RB-11": rb11,
    "RB-12": rb12,
    "RB-14": rb14,
}
