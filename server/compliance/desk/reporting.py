"""The report of the law: every rule, what it is answered from or why it is not, and what is found against it now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from server.compliance import catalogue
from server.compliance.catalogue import Entry
from server.compliance.desk import queries
from server.compliance.desk.models import FindingState
from server.identity.guard import read
from server.identity.operations import Operation
from server.kit.work import Work


@dataclass(frozen=True, slots=True)
class Reported:
    """A version of a rule, whether it holds today, and how many findings it has in each state."""

    entry: Entry
    holds_today: bool
    found: Mapping[FindingState, int]


@read(Operation.COMPLIANCE_READ)
async def report(work: Work) -> Sequence[Reported]:
    """Every rule of law by its code: the article, when it is asked and from which data, or why it is not answered.

    With how many findings stand against it in the branches in sight, and when the book was last swept.
    """
    counted: dict[str, dict[FindingState, int]] = {}
    for code, state, count in await queries.counts(work.session):
        counted.setdefault(code, {})[state] = count
    return [Reported(each, each.holds_on(work.today), counted.get(each.code, {})) for each in catalogue.entries()]
