"""Which reports somebody may order."""

from dataclasses import dataclass

from server.identity.guard import read
from server.identity.operations import Operation
from server.kit.scope import Scope
from server.kit.work import Work
from server.reports.exports.catalogue import REPORTS
from server.reports.exports.models import ExportForm
from server.reports.returns.catalogue import RETURNS


@dataclass(frozen=True, slots=True)
class Offer:
    """A report that can be ordered. `monthly`: of one calendar month; else of a period, or of what stands today."""

    code: str
    zh: str
    en: str
    forms: tuple[ExportForm, ...]
    of_period: bool
    monthly: bool


@read(Operation.REPORT_DRAW)
async def report_offers(work: Work) -> list[Offer]:
    """The reports that the caller may order, lists first; returns only for who sees the whole house."""
    lists = [Offer(one.code, one.zh, one.en, one.forms, one.of_period, monthly=False) for one in REPORTS.values()]
    if work.scope != Scope.everywhere():
        return lists
    return [
        *lists,
        *(Offer(one.code, one.zh, one.en, one.forms, of_period=False, monthly=True) for one in RETURNS.values()),
    ]
