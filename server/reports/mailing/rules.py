"""Of which days a mailing is, and who may be written to. Pure."""

import re
from datetime import date, timedelta
from typing import Final

from server.reports.mailing.models import Rhythm

ADDRESS: Final = re.compile(r"[A-Za-z0-9._%+-]{1,64}@([A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,24}")
ONE_DAY: Final = timedelta(days=1)


def span_of(rhythm: Rhythm, today: date) -> tuple[date, date]:
    """First and last day of the last whole day, week (from Monday) or calendar month before a day."""
    match rhythm:
        case Rhythm.DAILY:
            return today - ONE_DAY, today - ONE_DAY
        case Rhythm.WEEKLY:
            monday = today - timedelta(days=today.weekday())
            return monday - 7 * ONE_DAY, monday - ONE_DAY
        case Rhythm.MONTHLY:
            last = today.replace(day=1) - ONE_DAY
            return last.replace(day=1), last


def is_address(text: str, domains: frozenset[str]) -> bool:
    """Whether a text is an address of mail in one of the house's own domains."""
    return ADDRESS.fullmatch(text) is not None and text.rpartition("@")[2].lower() in domains
